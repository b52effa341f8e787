//! For tests only: time that stands still, ids from a seed, a log that can be read, a small practice.
//!
//! Nothing here is ever a dependency of the product; people and numbers are fictional (555-01xx).

mod clock;
mod ids;
mod log;
mod practice;
mod vault;

pub use clock::ManualClock;
pub use ids::SeededIds;
pub use log::LogSink;
pub use practice::{Practice, TestPatient, monday_morning};
pub use vault::MemoryVault;
