//! The store from outside: one binary, one module per concern.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests may do what tests may; clippy knows only the tests"
)]

mod answers;
mod backups;
mod batches;
mod canary;
mod custody;
mod deeds;
mod dumps;
mod growth;
mod handoffs;
mod lanes;
mod looking_back;
mod opening;
mod rekey;
mod searching;
mod shelves;
mod sight;
mod whole_path;
mod writing;
