//! Commands, sessions, events: everything the window may ask for.


pub mod bindings;
mod call;
pub mod commands;
mod context;
pub mod wire;
