//! The trail from outside: every kind of tampering is named, and where it begins.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may do what tests may; clippy knows only the tests"
)]

mod archive;
mod tampering;
mod trail;
