//! Foyer's words and states: ids, numbers, threads, messages, delivery, staff.
//!
//! Everything here is plain data with its rules. No I/O, no async, no clock and no randomness: times and
//! ids are arguments, so every rule can be tested at any moment and replayed from a seed. Personal values
//! (numbers, bodies, names) never show themselves through `Debug`; see [`Private`].

mod charge;
mod connectivity;
mod delivery;
pub mod fold;
mod handoff;
mod ids;
mod message;
mod patient;
mod phone;
mod private;
mod rights;
mod segments;
mod staff;
mod thread;
mod time;
mod wait;

pub use charge::{Charge, Currency};
pub use connectivity::{ChannelFault, Connectivity, Outage};
pub use delivery::{DeliveryProblem, DeliveryReport, DeliveryState, fold_reports};
pub use handoff::{
    HandoffEvent, HandoffFact, HandoffState, HandoffTarget, InvalidPortalMessageId, PortalMessageId,
    fold_handoff,
};
pub use ids::{
    AccessRequestId, AttachmentId, BatchId, ConsentEventId, GlassId, HandoffId, HoldId, IdSource, ImportId,
    IncidentId, InvalidId, LineId, LocationId, MessageId, NoteId, OutboxId, OwnViewId, PatientId,
    ProviderMessageId, ReviewId, RoleId, RunId, SavedQueryId, ScanId, TagId, TemplateId, ThreadId,
    ThreadReviewId, UserId,
};
pub use message::{Attachment, Author, Body, BodyTooLong, Channel, Direction, MAX_TEXT_CHARS, PictureKind};
pub use patient::{Language, Patient, Relationship, shown_name};
pub use phone::{InvalidPhoneNumber, PhoneNumber};
pub use private::Private;
pub use rights::{Capability, Category, Reach, Rights};
pub use segments::{Encoding, Segments, straighten};
pub use staff::{Actor, OwnRole, Role, User};
pub use thread::{SnoozeInPast, ThreadFacts, ThreadState};
pub use time::{Span, Timestamp, UtcDay};
pub use wait::{Step, Turn, Wait, nearest_rank, waits};
