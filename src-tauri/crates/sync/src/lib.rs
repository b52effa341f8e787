//! Motion: what reaches the practice, what leaves it, and what is known of both.
//!
//! [`Engine`] does one round after another: hear inbound, ask for reports, look for texts nobody is sure of,
//! send. Each part is a step function over the store and the carrier that a test can call alone:
//! [`InboundPump::poll`] and [`ingest_page`], [`refresh_reports`], [`Reconciler::run`], [`OutboxWorker::step`],
//! [`MediaFetcher::run`], [`EarlierDays::step`]. Time, ids and dice are given to them, so one seed gives one history.
//!
//! The promises, in order: a text the carrier may have is never sent again by itself; nothing is sent before
//! inbound was heard, so a STOP wins; nothing of what the carrier says is lost or used twice; every text ends in
//! a state that a person can see and understand. This crate refuses to decide who may be texted (foyer-policy
//! does, again, inside the transaction that begins an attempt) and holds nothing that the store does not.

/// Whether a bug is planted here; `false` in every build but the simulation's. See `teeth`.
#[cfg(feature = "sim")]
macro_rules! bug {
    ($name:ident) => {
        crate::teeth::is(crate::teeth::Bug::$name)
    };
}
#[cfg(not(feature = "sim"))]
macro_rules! bug {
    ($name:ident) => {
        crate::is_planted(stringify!($name))
    };
}

/// Nothing is planted in what ships. A function, because lints simplify conditions around a bare `false`.
#[cfg(not(feature = "sim"))]
const fn is_planted(_: &str) -> bool {
    false
}

mod activity;
mod backoff;
mod breaker;
mod chance;
mod change;
mod clock;
mod consenting;
mod delivery;
mod doubt;
mod earlier;
mod engine;
mod handle;
mod hush;
mod inbound;
mod known;
mod matching;
mod means;
mod media;
mod named_times;
mod outcome;
mod pace;
mod reachability;
mod reconcile;
mod reports;
mod resolve;
mod running;
mod second_look;
mod settings;
mod several;
#[cfg(feature = "sim")]
pub mod teeth;
mod thawing;
mod worker;

pub use activity::Activity;
pub use backoff::Backoff;
pub use chance::{Chance, ClockIds, Ids};
pub use change::{Change, Listener};
pub use clock::{Clock, SystemClock};
pub use earlier::EarlierDays;
pub use engine::Engine;
pub use handle::{EngineHandle, Refused};
pub use inbound::{Arrival, Heard, InboundPump, Ingested, ingest_page};
pub use means::{Means, StepError};
pub use media::MediaFetcher;
pub use reachability::{Comeback, Reachability, Turn};
pub use reconcile::Reconciler;
pub use reports::refresh_reports;
pub use resolve::{Cancelled, Resolution, cancel, resolve};
#[cfg(feature = "sim")]
pub use running::driven;
pub use settings::EngineSettings;
pub use thawing::{Fate, FrozenText, frozen_texts, notice_older_copy, thaw};
pub use worker::{Landed, Launch, NextStep, OutboxWorker};

/// Whether this build can be broken on purpose; a release of the window must not.
pub const CAN_BE_BROKEN: bool = cfg!(feature = "sim");
