//! Texts waiting to leave.

use super::{ChannelKind, DeliveryInfo, HiddenWhy, Millis, RepairInfo, wire};

wire! {
    /// The outbox tray.
    pub struct OutboxList {
        /// Oldest first.
        pub items: Vec<OutboxItem>,
        /// Those that are to leave later, the earliest first.
        pub scheduled: Vec<OutboxItem>,
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
        /// Why they are kept back, if they are.
        pub hidden: Option<HiddenWhy>,
        /// Since when it waits.
        pub at: Millis,
        /// Where it is.
        pub delivery: DeliveryInfo,
    }

    /// An older copy of the store, put back: nothing leaves it until a person says so.
    pub struct FrozenInfo {
        /// The copy; `None` when the store is not one, or a person has let it go on.
        pub copy: Option<FrozenCopy>,
    }

    /// What an older copy holds.
    pub struct FrozenCopy {
        /// When it was noticed.
        pub noticed_at: Millis,
        /// The last thing it knows of.
        pub copy_at: Option<Millis>,
        /// The number of its last entry in the log.
        pub entries: u32,
        /// What could be read and what not, where it is a damaged store that was repaired.
        pub repaired: Option<RepairInfo>,
        /// Whether the carrier's lists have been read since; before that nothing can be let go.
        pub checked: bool,
        /// What waited in it, oldest first.
        pub texts: Vec<FrozenText>,
    }

    /// A text that waited in an older copy.
    pub struct FrozenText {
        /// The message.
        pub message: String,
        /// Its thread.
        pub thread: String,
        /// Who it is for.
        pub name: String,
        /// Its words.
        pub text: String,
        /// Why they are kept back, if they are; then it is for somebody else to decide about.
        pub hidden: Option<HiddenWhy>,
        /// Since when it waits.
        pub at: Millis,
        /// What became of it meanwhile.
        pub fate: FrozenFate,
        /// With *carrier has it*: when the carrier got it.
        pub fate_at: Option<Millis>,
        /// Whether sending it is what most people would want.
        pub send: bool,
    }

    /// What became of a text that waited in an older copy.
    #[derive(Copy, Eq)]
    pub enum FrozenFate {
        /// The carrier's lists have not been read yet.
        NotChecked,
        /// The carrier has it; it will not be sent.
        CarrierHasIt,
        /// The patient opted out.
        OptedOut,
        /// A time that it names has passed.
        TimePassed,
        /// It waited too long.
        TooOld,
        /// Nothing speaks against it.
        StillTrue,
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
