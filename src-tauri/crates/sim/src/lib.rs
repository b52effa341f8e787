//! A practice in virtual time: the real engine, gate and store (a real file), against the sandbox with its
//! patients, one seed at a time, with every misfortune that one desk can meet.
//!
//! [`play`] plays a [`Plan`]: what happens follows from it alone, to the last byte of the audit chain. Every request
//! is judged at its moment by the [`Umpire`]; afterwards, when everything has settled, the carrier's own record is
//! held against what was promised ([`Rule`]). [`teeth`] plants bugs one by one and shows that they are found.
//!
//! Nothing of this is ever linked into the window. It is for tests and for `foyerctl sim`; what it meets and did not
//! expect stops it at once, with the seed in hand, so it may panic where the product may not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a simulation that cannot go on must stop; it is a test that can be run by hand"
)]

pub mod carrier;
mod checks;
pub mod desk;
mod dice;
mod faults;
mod haunts;
pub mod log;
mod reading;
mod rules;
mod run;
mod story;
pub mod time;
mod umpire;

pub use foyer_sync::teeth::Bug;

pub use faults::{Fault, Faults, NoSuchFault};
pub use haunts::weather;
pub use rules::{Broken, Rule};
pub use run::{Bite, Failure, Outcome, Sum, play, play_all, survey, teeth};
pub use story::{Intent, PATIENTS, Plan, Story};
pub use umpire::{FLIGHTS, Umpire, Wish};
