//! Hidden threads that were opened with a reason.

use super::{HiddenWhy, Millis, wire};

wire! {
    /// Why a hidden thread was opened.
    #[derive(Copy, Eq)]
    pub enum GlassWhyKind {
        /// The patient is here or on the phone.
        Here,
        /// Covering for a colleague.
        Covering,
        /// Urgent, for the patient's safety.
        Urgent,
    }

    /// A hidden thread that somebody opened with a reason.
    pub struct OpenedWithReason {
        /// Which.
        pub thread: String,
        /// Whose.
        pub name: String,
        /// Who opened it.
        pub staff: String,
        /// When.
        pub at: Millis,
        /// Why.
        pub why: GlassWhyKind,
        /// In their own words.
        pub words: String,
        /// Why those are kept back, if they are.
        pub hidden: Option<HiddenWhy>,
    }
}
