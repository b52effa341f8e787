//! The policy's promises, kept from outside: what its callers can and can't do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bad_input;
mod breach;
mod carrying;
mod consent;
mod gate;
mod gate_properties;
mod handoff;
mod hours;
mod keywords;
mod late;
mod looking;
mod nothing_leaks;
mod revocation;
mod story;
mod subjects;
mod templates;
mod texts;
