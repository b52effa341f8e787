//! What the engine tells the rest of Foyer: ids and kinds, never words.

use std::sync::Arc;

use foyer_domain::ThreadId;

/// Something that a screen may want to read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// A thread, or a text in it.
    Thread(ThreadId),
    /// What waits to leave.
    Outbox,
    /// The state of the line to the carrier.
    Connectivity,
    /// This many new texts of patients; worth a notification, which names nobody.
    NewInbound(u32),
    /// How far back the carrier's lists have been read, or how its days compare with what is here.
    Earlier,
}

/// Called after a change is saved. It must return at once and never call back into the engine.
pub type Listener = Arc<dyn Fn(Change) + Send + Sync>;
