//! The corpus is what it says it is, and the committed model is what it trains to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may do what tests may; clippy knows only the tests"
)]

mod corpus;
mod model;
mod wishes;
