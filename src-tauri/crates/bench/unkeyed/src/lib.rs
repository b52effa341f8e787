//! foyer-store without its key; see `build.rs` for how, and why it is not a feature of the store.

// The store is linted where it lives.
#![allow(warnings, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));
