//! Commands, the desk, events: everything the window may ask for, without a window.
//!
//! [`App`] is Foyer in a process. A host (the Tauri shell, a test) brings a keyring and a clock, calls commands
//! by name and listens for events. What there is to ask for is the table in [`commands`]; what crosses is
//! [`wire`].

mod access;
mod account;
mod answering;
mod app;
mod backing;
pub mod bindings;
mod browser;
mod call;
mod clipboard;
pub mod commands;
mod consenting;
mod context;
mod desk;
mod doubting;
mod drifting;
mod glass;
mod hiding;
mod hours;
mod importing;
mod incident;
mod noticing;
mod opening;
mod overview;
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
pub mod wire;
mod zone;

pub use app::{App, AppConfig, Ports, PracticeOptions, PretendCarrier, PretendPortalAt, Start};
pub use browser::{Browser, NoBrowser};
pub use clipboard::{Clipboard, NoClipboard};
pub use foyer_store::keep_out_of_dumps;
pub use shelf::{NoShelf, Shelf};
