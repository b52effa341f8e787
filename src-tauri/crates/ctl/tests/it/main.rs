//! The real `foyerctl`, started as a script would start it.
#![allow(clippy::unwrap_used, reason = "helpers of tests may do what tests may; clippy knows only the tests")]

mod audit;
mod backup;
mod revocation;
mod sandbox;
mod screen;
mod sim;
