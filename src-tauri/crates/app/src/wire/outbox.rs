//! Texts waiting to leave.

use super::{ChannelKind, DeliveryInfo, Millis, wire};

wire! {
    /// The outbox tray.
    pub struct OutboxList {
        /// Oldest first.
        pub items: Vec<OutboxItem>,
    }

    /// One text waiting to leave.
    pub struct OutboxItem {
        /// The message.
        pub message: String,
        /// Its thread.
        pub thread: String,
        /// Who it is for.
        pub name: String,
        /// How it travels.
        pub channel: ChannelKind,
        /// Its words.
        pub text: String,
        /// Since when it waits.
        pub at: Millis,
        /// Where it is.
        pub delivery: DeliveryInfo,
    }

    /// What a person decides about a text nobody is sure of.
    #[derive(Copy, Eq)]
    pub enum Resolution {
        /// Look again in the carrier's list.
        CheckAgain,
        /// Send it again; it could arrive twice.
        SendAgain,
        /// Leave it and go on.
        LeaveIt,
    }
}
