//! The gate: who may be texted, what stops them, and the only way to a text that may leave.
//!
//! Consent is a chain of facts ([`ConsentEvent`]); what holds now is a fold over them ([`standing`]). What a patient
//! writes is read for its meaning ([`recognise`], [`interpret_inbound`]). A text leaves only as a [`ClearedMessage`],
//! which only [`clear`] and its like in the gate can make. Pure rules: no I/O, no clock, no settings of its own; time
//! and the practice's rules are arguments. Words for people live in the window, except the fixed texts that patients
//! get ([`notice`], [`handoff`], [`farewell`]), the templates that Foyer comes with ([`template`]) and the first
//! draft of a letter after a breach ([`breach::letter`]).

pub mod access;
pub mod after_hours;
mod booking;
pub mod breach;
mod carrying;
mod ceiling;
mod composer;
mod consent;
pub mod farewell;
pub mod foreign;
mod gate;
mod goal;
pub mod handoff;
mod holidays;
mod hours;
pub mod household;
mod inbound;
mod keyword;
mod ledger;
pub mod looking;
pub mod notice;
mod opening;
mod place;
mod refusal;
pub mod reminder;
mod request;
mod review;
mod standing;
mod subject;
pub mod template;

pub use booking::asks_for_a_time;
pub use carrying::{Covers, Product, Signed};
pub use ceiling::Ceiling;
pub use composer::{ComposerState, composer};
pub use consent::{
    ConsentBasis, ConsentEvent, ConsentEventKind, Evidence, KindParts, Party, RevocationBasis, recording_time,
};
pub use gate::{ClearedMessage, clear, clear_again, clear_farewell, clear_later, clear_safe, notice_may_go};
pub use goal::{GoalStretch, ReplyGoals};
pub use hours::{BadPack, HoursBook, HoursPack, HoursRow, HoursSay, OwnHours, Quiet, business_days_after};
pub use inbound::{InboundMeaning, LateAnswer, interpret, interpret_inbound, late_answer};
pub use keyword::{
    Keyword, NoModel, WishHeads, WishModel, WishScore, may_mean_an_appointment, recognise, recognise_with,
    wish_features,
};
pub use ledger::Ledger;
pub use opening::{DayHours, Night, OpeningHours, date_in_words, time_in_words};
pub use place::{Place, PlaceSource, State};
pub use refusal::{Refusal, WayOn};
pub use request::{Ground, Override, OverrideOf, Purpose, SendRequest, SoftStop, Waiting};
pub use review::{ReviewDecision, ReviewKind, review_of, speaks_of_a_visit};
pub use standing::{Badge, ConsentRules, NoticeState, OptOut, Standing, standing};
pub use subject::{Subject, Subjects};
