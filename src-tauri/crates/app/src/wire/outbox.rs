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

    /// What is known about a text nobody is sure of.
    pub struct DoubtInfo {
        /// In order; none once it is clear.
        pub steps: Vec<DoubtStep>,
    }

    /// One fact about it.
    pub struct DoubtStep {
        /// When.
        pub at: Millis,
        /// What happened.
        pub what: DoubtStepKind,
        /// Who, when it was staff.
        pub by: Option<String>,
    }

    /// What happened to a text nobody is sure of.
    #[derive(Copy, Eq)]
    pub enum DoubtStepKind {
        /// Handed to the carrier.
        Handed,
        /// The line dropped before the carrier answered.
        NoAnswer,
        /// Somebody asked to look in the carrier's list again.
        Looked,
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
