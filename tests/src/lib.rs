//! What window, keyring and process-kill tests stand on: a desktop in memory, the real Foyer on it, a hand on its
//! keyboard, and the pretend carrier's control desk.
//!
//! Nothing of Foyer is linked here. These tests know it as a person does, by its window, and as a carrier does,
//! by what arrives.
//!
//! Linux only: Xvfb and WebKit's driver have no like on Windows (whose webview wants another driver) or macOS (which has
//! none). There the stages that need a window say that they ran no test.

#![cfg(target_os = "linux")]

mod alerts;
mod axe;
mod carrier;
mod desktop;
mod memory;
mod portal;
mod programs;
mod sandbox;
mod seat;
mod tree;
mod wait;
mod wheel;
mod window;

pub mod morning;
pub mod page;

pub use alerts::{AlertDesk, Shown};
pub use carrier::{Accepted, CarrierDesk};
pub use desktop::{Desktop, Keyring};
pub use memory::Marked;
pub use portal::{Patient, PortalDesk};
pub use programs::{built, folder_for_shots};
pub use sandbox::Sandbox;
pub use seat::Seat;
pub use tree::{Controls, Tree};
pub use wait::{PATIENCE, until, until_for};
pub use wheel::Wheel;
pub use window::{Foyer, Options, PAGE_PROCESS, left_in_size};
