//! Foyer's window. This file reads the arguments and hands over; what Foyer does is in `foyer-app`.
//!
//! Nothing here may print what a patient wrote: a panic says where it happened and no more, because the words
//! it was about to show may be in its message.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod arguments;
mod browser;
mod clipboard;
mod log;
mod notify;
#[cfg(target_os = "linux")]
mod page_process;
mod power;
#[cfg(target_os = "linux")]
mod seat;
mod shelf;
mod shell;
mod single_instance;
mod tray;
mod window;

use std::{panic, process::ExitCode};

// The switches that break the engine on purpose are the simulation's. A release that could be broken is none.
const _: () = assert!(cfg!(debug_assertions) || !foyer_sync::CAN_BE_BROKEN, "build the window by itself");

use crate::arguments::Arguments;

/// What Foyer frees is wiped: a name that was shown, a key that was read.
#[global_allocator]
static WIPED: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    // Before anything else: whoever decodes a stranger's picture is nothing but that.
    if foyer_picture::is_asked() {
        return foyer_picture::serve();
    }
    foyer_app::keep_out_of_dumps();
    log::start();
    panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => tracing::error!(file = place.file(), line = place.line(), "panic"),
        None => tracing::error!("panic"),
    }));
    match Arguments::parse(std::env::args_os()) {
        Ok(arguments) => shell::run(arguments),
        Err(error) => {
            tracing::error!(%error, "the arguments cannot be used");
            ExitCode::from(2)
        }
    }
}
