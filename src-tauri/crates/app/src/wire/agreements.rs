//! Who has signed for what, what that lets texts carry, and what is still to do before a practice goes live.

use super::{AgreementInfo, Millis, wire};

wire! {
    /// The page of agreements.
    pub struct GoLive {
        /// What is on record, the portal's own too, in the order it was written down.
        pub agreements: Vec<SignedInfo>,
        /// What a text may carry today.
        pub texts: CarryKind,
        /// When that becomes less by itself: the agreement ends and no other follows.
        pub less_at: Option<Millis>,
        /// Each product, and what it may carry.
        pub products: Vec<ProductRow>,
        /// What is to be done before texts go to patients.
        pub steps: Vec<GoLiveStep>,
        /// Whether the carrier here is a pretend one, which nothing is held back from.
        pub pretend: bool,
    }

    /// An agreement on record.
    pub struct SignedInfo {
        /// Id; none for the portal's, which is kept with the portal.
        pub id: Option<String>,
        /// With whom, and from when until when.
        pub agreement: AgreementInfo,
        /// Who signed for the practice.
        pub signer: String,
        /// What it names; empty for the portal's.
        pub products: Vec<ProductKind>,
        /// Whether it holds.
        pub state: SignedState,
    }

    /// Whether an agreement holds.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum SignedState {
        /// It does.
        InForce,
        /// It does, and ends within 60 days.
        EndsSoon { days: u32 },
        /// It begins later.
        NotYet,
        /// It has ended.
        Ended,
    }

    /// What a company signs for.
    #[derive(Copy, Eq)]
    pub enum ProductKind {
        /// Texts.
        Sms,
        /// Pictures that patients send.
        Mms,
        /// Calls.
        Voice,
        /// Copies of the store that lie elsewhere.
        Copies,
        /// WhatsApp, for which nobody signs.
        WhatsApp,
    }

    /// What a product may carry.
    #[derive(Copy, Eq)]
    pub enum CarryKind {
        /// Foyer does not use it.
        Off,
        /// Visits and nothing sensitive.
        Visits,
        /// Clinical words too, with consent and a reason.
        Clinical,
    }

    /// A product.
    pub struct ProductRow {
        /// Which.
        pub product: ProductKind,
        /// Whether an agreement in force names it.
        pub named: bool,
        /// What it may carry at most.
        pub at_most: CarryKind,
    }

    /// Something to do before going live.
    pub struct GoLiveStep {
        /// What.
        pub step: StepKind,
        /// Whether it is done.
        pub done: bool,
        /// When it was, where that is kept.
        pub at: Option<Millis>,
    }

    /// What is to be done.
    #[derive(Copy, Eq)]
    pub enum StepKind {
        /// An agreement in force names texts.
        Agreement,
        /// An agreement in force covers the portal.
        Portal,
        /// The carrier does not refuse the number as unregistered.
        Number,
        /// A text arrived at a phone, and one came back.
        TwoWay,
        /// Somebody texted STOP, and it counted.
        Stop,
        /// There is a recovery code.
        RecoveryCode,
        /// A second person can manage people.
        SecondManager,
        /// A backup was opened and counted.
        Drill,
    }
}
