//! What crosses to the window: plain values, times in UTC milliseconds, ids as text.
//!
//! Only here are TypeScript types derived. The window shows these values and asks again; it decides nothing.

mod access;
mod agreements;
mod backup;
mod batches;
mod composer;
mod computer;
mod consent;
mod contacts;
mod desk;
mod drift;
mod earlier;
mod error;
mod event;
mod glass;
mod hours;
mod household;
mod importing;
mod incident;
mod looking;
mod outbox;
mod overview;
mod patient;
mod people;
mod portal;
mod report;
mod retention;
mod schedule;
mod screener;
mod search;
mod session;
mod setup;
mod templates;
mod thread;
mod thread_review;
mod timeline;
mod trail;

pub use access::*;
pub use agreements::*;
pub use backup::*;
pub use batches::*;
pub use composer::*;
pub use computer::*;
pub use consent::*;
pub use contacts::*;
pub use desk::*;
pub use drift::*;
pub use earlier::*;
pub use error::*;
pub use event::*;
pub use glass::*;
pub use hours::*;
pub use household::*;
pub use importing::*;
pub use incident::*;
pub use looking::*;
pub use outbox::*;
pub use overview::*;
pub use patient::*;
pub use people::*;
pub use portal::*;
pub use report::*;
pub use retention::*;
pub use schedule::*;
pub use screener::*;
pub use search::*;
pub use session::*;
pub use setup::*;
pub use templates::*;
pub use thread::*;
pub use thread_review::*;
pub use timeline::*;
pub use trail::*;

/// Derives shared by every wire type. No `Debug`: these values hold names and words.
macro_rules! wire {
    ($($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt)*) => {$(
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "camelCase")]
        $(#[$meta])*
        pub $kind $name $body
    )*};
}
pub(crate) use wire;

/// An instant in UTC milliseconds.
pub type Millis = i64;
