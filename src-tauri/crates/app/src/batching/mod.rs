//! Batches: an approved template to the people of a list, one single send each, in its own words and by its own consent.
//!
//! Everybody is looked at before it starts ([`preview`]), so that a person sees who gets nothing and why; and again when
//! their turn comes ([`step`]), because a STOP, another consent or the night may have come between. A turn is one
//! transaction: text, outbox row and the row of the list move together or not at all, so a crash texts nobody twice.
//!
//! A batch goes at its own pace, one text at a time, and below whatever somebody writes. Who is asleep, or whose office is
//! closed, waits, and the others go on. It can be paused, resumed and ended, also after a restart; while no Foyer runs,
//! nothing goes. A *C* that answers a reminder is [`confirm`]'s.

mod confirming;
mod list;
mod looking;
mod rights;
mod shown;
mod turns;

use foyer_domain::Span;

pub(crate) use self::{
    confirming::step as confirm,
    list::{Columns, Entry, Picked, entries, guess},
    looking::{Everybody, judge},
    shown::{Room, current, earlier, one, preview},
    turns::{NotChanged, NotStarted, begin, change, looked, started_before, step},
};

/// Between two texts of a batch: a tenth of what the slowest registered sender may (one text a second), so that carriers
/// see no burst and answers can be read.
const EVERY: Span = Span::seconds(10);

/// The most people in one batch.
pub(crate) const PEOPLE_AT_MOST: usize = 2_000;
