//! The sandbox carrier from outside: as a state machine, over HTTP, and against Twilio's description.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests may do what tests may; clippy knows only the tests themselves"
)]

mod control;
mod faults;
mod http;
mod machine;
mod paging;
mod sample;
mod shapes;
mod story;
