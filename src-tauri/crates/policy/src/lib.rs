//! The gate: who may be texted, what stops them, and the only way to a text that may leave.
//!
//! Consent is a chain of facts ([`ConsentEvent`]); what holds now is a fold over them ([`standing`]). What a
//! patient writes is read for its meaning ([`recognise`], [`interpret_inbound`]). A text leaves only as a
//! [`ClearedMessage`], which nothing but [`clear`] can make. Pure rules: no I/O, no clock, no settings of its
//! own; time and the practice's rules are arguments. Words for people live in the window, except the fixed
//! texts that patients get ([`notice`], [`handoff`], [`farewell`]).

mod composer;
mod consent;
pub mod farewell;
mod gate;
pub mod handoff;
mod inbound;
mod keyword;
pub mod notice;
mod refusal;
mod request;
mod standing;

pub use composer::{ComposerState, composer};
pub use consent::{
    ConsentBasis, ConsentEvent, ConsentEventKind, Evidence, KindParts, Party, RevocationBasis, recording_time,
};
pub use gate::{ClearedMessage, clear, clear_again, clear_safe};
pub use inbound::{InboundMeaning, LateAnswer, interpret_inbound, late_answer};
pub use keyword::{Keyword, recognise};
pub use refusal::{Refusal, WayOn};
pub use request::{Ground, Override, Purpose, SendRequest, Waiting};
pub use standing::{Badge, ConsentRules, NoticeState, OptOut, Standing, standing};
