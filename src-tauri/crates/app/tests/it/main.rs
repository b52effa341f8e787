//! The commands from outside, as the window calls them: practice mode, the real adapter, a pretend carrier.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop there"
)]

/// As in the window: what is freed is wiped.
#[global_allocator]
static WIPED: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

mod access;
mod agreements;
mod alerts;
mod authenticator;
mod backing;
mod batch_lists;
mod batch_rights;
mod batches;
mod bindings;
mod birth_date;
mod booking;
mod brake;
mod cold_disk;
mod confirming;
mod consenting;
mod contacts;
mod custody;
mod desk;
mod directory;
mod doors;
mod doubts;
mod drift;
mod earlier;
mod handing_off;
mod hiding;
mod hours;
mod households;
mod importing;
mod incidents;
mod leaks;
mod looking;
#[cfg(target_os = "linux")]
mod memory;
mod merging;
mod morning;
mod overview;
mod own_roles;
mod pictures;
mod portal;
mod rekeying;
mod report;
mod retention;
mod safeguards;
mod scheduling;
mod screener;
mod searching;
mod seats;
mod staff;
mod templates;
mod thread_review;
mod together;
mod trail;
mod ugly;
mod ward;
