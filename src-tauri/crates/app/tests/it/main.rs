//! The commands from outside, as the window calls them: practice mode, the real adapter, a pretend carrier.

mod bindings;
mod desk;
mod doors;
mod leaks;
mod morning;
