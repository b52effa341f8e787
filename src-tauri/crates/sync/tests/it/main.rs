//! The engine against a carrier with patients in it: each rule as a small story, then a simulation of them all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "helpers of tests may do what tests may; clippy knows only the tests themselves"
)]

mod brake;
mod crossing;
mod doubt;
mod earlier;
mod family;
mod farewell;
mod full;
mod hearing;
mod hostile;
mod restored;
mod running;
mod scrubbing;
mod sending;
mod sim;
mod unread;
mod unsearchable;
