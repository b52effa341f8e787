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
        /// Who was trained when.
        pub training: Vec<TrainingRow>,
        /// The practice's numbers, those that it had before too.
        pub numbers: Vec<NumberHistory>,
        /// Who signed the list off last.
        pub signed_off: Option<SignedOffInfo>,
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

    /// Somebody's training.
    pub struct TrainingRow {
        /// Who.
        pub user: String,
        /// Their name.
        pub name: String,
        /// On which day, by the practice's calendar; null for nobody has said.
        pub on: Option<String>,
        /// Who wrote it down.
        pub by: Option<String>,
        /// By which day it is due: 90 days after they came.
        pub due_on: Option<String>,
    }

    /// What became of a number of the practice's.
    pub struct NumberHistory {
        /// As people write it.
        pub number: String,
        /// What the desk calls it.
        pub name: String,
        /// Since when Foyer texts from it.
        pub since_at: Millis,
        /// Until when.
        pub until_at: Option<Millis>,
        /// Since when the carrier drops texts from here because a number is not registered.
        pub refused_since_at: Option<Millis>,
        /// Its line.
        pub line: String,
        /// What carriers ask of it first, as somebody here wrote it down; nothing of a number that is given up.
        pub registration: Vec<RegistrationRow>,
    }

    /// A step of the registration of a number.
    pub struct RegistrationRow {
        /// Which.
        pub step: RegistrationStep,
        /// How it stands; none where nobody has said.
        pub state: Option<RegistrationState>,
        /// Since which day.
        pub on: Option<String>,
        /// Who wrote it down.
        pub by: Option<String>,
    }

    /// What carriers ask of a number before texts go out from it.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum RegistrationStep {
        /// Who the practice is (A2P 10DLC's brand).
        Brand,
        /// What it texts for (its campaign).
        Campaign,
        /// The number, put to that.
        Number,
        /// The verification of a toll-free number.
        TollFree,
    }

    /// How a step stands.
    #[derive(Copy, Eq)]
    pub enum RegistrationState {
        /// Handed in.
        Submitted,
        /// Being looked at.
        InReview,
        /// Accepted.
        Accepted,
        /// Turned down.
        Rejected,
    }

    /// Somebody put their name to the list.
    pub struct SignedOffInfo {
        /// Who.
        pub by: String,
        /// When.
        pub at: Millis,
        /// What was still open.
        pub open: Vec<StepKind>,
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
        /// Everybody here has a training on record.
        Trained,
        /// Somebody put their name to this list.
        SignedOff,
    }
}
