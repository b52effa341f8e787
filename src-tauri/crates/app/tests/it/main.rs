//! The commands from outside, as the window calls them: practice mode, the real adapter, a pretend carrier.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop there"
)]

mod backing;
mod bindings;
mod cold_disk;
mod consenting;
mod custody;
mod desk;
mod doors;
mod earlier;
mod handing_off;
mod importing;
mod leaks;
mod morning;
mod overview;
mod portal;
mod rekeying;
mod report;
mod screener;
mod seats;
mod staff;
mod templates;
mod trail;
mod ward;
