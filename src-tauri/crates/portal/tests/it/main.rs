//! The adapter's promises, against a portal that shares no type with it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod config;
mod faults;
mod posting;
mod privacy;
mod signing;
mod story;
mod world;
