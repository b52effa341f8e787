//! Commands, the desk, events: everything the window may ask for, without a window.
//!
//! [`App`] is Foyer in a process. A host (the Tauri shell, a test) brings a keyring and a clock, calls commands
//! by name and listens for events. What there is to ask for is the table in [`commands`]; what crosses is
//! [`wire`].

mod access;
mod account;
mod alerts;
mod answering;
mod answers;
mod app;
mod backing;
mod batching;
pub mod bindings;
mod browser;
mod call;
mod clipboard;
pub mod commands;
mod confirming;
mod consenting;
mod contacts;
mod context;
mod desk;
mod directory;
mod doubting;
mod drifting;
mod entries;
mod found_list;
mod glass;
mod goals;
mod hiding;
mod hours;
mod households;
mod importing;
mod incident;
mod look;
mod looking;
mod merging;
mod names;
mod noticing;
mod opening;
mod overview;
mod overview_file;
mod own_views;
mod paper;
mod people;
mod portal;
mod present;
mod pretend;
mod proving;
mod reading;
mod record;
mod report;
mod retaining;
mod reviewing;
mod rounds;
mod secret;
mod seeding;
mod sending;
mod session;
mod shelf;
mod templating;
mod thread_review;
mod timeline;
mod trail;
mod tray;
pub mod wire;
mod zone;

pub use alerts::{Alert, Alerts};
pub use app::{App, AppConfig, Ports, PracticeOptions, PretendCarrier, PretendPortalAt, Start};
pub use browser::{Browser, NoBrowser};
pub use clipboard::{Board, Clipboard, ForgettingClipboard, Later, NoClipboard};
pub use foyer_carrier::Decoder;
pub use foyer_store::{Cost, keep_out_of_dumps};
pub use shelf::{NoShelf, Shelf};
pub use tray::TrayWords;
