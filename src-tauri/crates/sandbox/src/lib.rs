//! A carrier with patients in it: in process for simulation, over HTTP in Twilio's shapes.
//!
//! It is the far end of the wire, so on purpose it shares no type with the rest of Foyer: whatever the
//! adapter believes about Twilio is checked against this crate, never against itself. [`Carrier`] is a
//! seeded state machine without sockets, threads or clocks; [`http`] puts it on a loopback port.
//! It refuses to listen anywhere but on loopback, and every person and number in it is fictional.
//!
//! Beside the carrier there is a pretend patient portal ([`portal`]): FHIR R4 for the practice, a page with a
//! sign-in for its patients.
//!
//! Shapes follow Twilio's public OpenAPI description of the 2010-04-01 API. Where Twilio does not say what
//! happens, the less convenient behaviour was chosen, and the comment there says so.

mod agenda;
mod answer;
mod carrier;
mod create;
mod faults;
pub mod http;
mod json;
mod life;
mod list;
mod listing;
mod message;
mod opt_out;
mod personas;
mod picture;
pub mod portal;
mod record;
mod resource;
pub mod sample;
mod segments;
mod sid;
mod spoil;
mod wire;

pub use carrier::{Account, Carrier, Handset, NotInjected};
pub use faults::{FaultName, FaultSpec, NoSuchFault, Scope};
pub use listing::Listing;
pub use message::{Direction, Status};
pub use picture::Picture;
pub use record::{Attempt, MediaRecord, MessageRecord, Outcome, Record, Tally};
pub use sample::{SamplePractice, sid_for};
pub use wire::{Answer, Body, Fate, Method, Request};
