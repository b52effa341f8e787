//! What reaches the practice: how the carrier's lists are walked, and what one page of them changes.

mod breaks;
mod ingest;
mod meaning;
mod pump;

pub use ingest::{Arrival, Ingested, ingest_page};
pub use pump::{Heard, InboundPump};
