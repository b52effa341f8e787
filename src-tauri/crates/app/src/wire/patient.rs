//! The patient panel.

use super::{Badge, ChannelKind, Millis, PortalAccountInfo, SubjectKind, wire};

wire! {
    /// The patient, as much as the panel shows.
    pub struct PatientCard {
        /// Id.
        pub id: String,
        /// Name on the record.
        pub full_name: String,
        /// What they go by.
        pub goes_by: Option<String>,
        /// What to call them in a sentence.
        pub first_name: String,
        /// Whether there is a birth date to reveal.
        pub has_birth_date: bool,
        /// As people write it.
        pub number: String,
        /// `en` or `es`.
        pub language: String,
        /// The portal account.
        pub portal: PortalAccountInfo,
        /// Who else answers this phone.
        pub household: Vec<HouseholdMember>,
        /// Other records of the same person that were put into this one, the newest first.
        pub merged: Vec<MergedRecord>,
    }

    /// A record that was put into another.
    pub struct MergedRecord {
        /// Its id.
        pub patient: String,
        /// The name on it.
        pub name: String,
        /// Who put them together.
        pub by: String,
        /// When.
        pub at: Millis,
    }

    /// Somebody else on the phone.
    pub struct HouseholdMember {
        /// Name.
        pub name: String,
        /// What they are to the patient: own, parent, child, partner, guardian, caregiver.
        pub relationship: String,
    }

    /// Consent on one channel.
    pub struct ConsentCard {
        /// The channel.
        pub channel: ChannelKind,
        /// The badge.
        pub badge: Badge,
        /// What it rests on.
        pub basis: Option<ConsentBasisKind>,
        /// Since when.
        pub since_at: Option<Millis>,
        /// Until when.
        pub until_at: Option<Millis>,
        /// Whether it should be renewed soon.
        pub refresh_soon: bool,
        /// By when, where it is the date that asks.
        pub refresh_by_at: Option<Millis>,
        /// Why it should be renewed.
        pub refresh_reason: Option<RefreshReason>,
        /// What may be texted about.
        pub covers: Vec<SubjectKind>,
        /// What was taken back by itself.
        pub withdrawn: Vec<SubjectKind>,
        /// Whether the number is blocked by somebody's STOP that is not this person's own. Names nobody.
        pub number_blocked: bool,
        /// Whether an old list says that they agreed, and not when.
        pub unverified: bool,
    }

    /// Why a consent should be renewed.
    #[derive(Copy, Eq)]
    pub enum RefreshReason {
        /// It ends soon.
        EndsSoon,
        /// The notice says something new since.
        NoticeChanged,
    }

    /// What consent or its end rests on.
    #[derive(Copy, Eq)]
    pub enum ConsentBasisKind {
        /// Replied YES or SÍ to the notice.
        RepliedYes,
        /// A signed form.
        Paper,
        /// Said at the desk.
        Spoken,
        /// Said on the phone.
        Phone,
        /// Given in the portal.
        Portal,
        /// Texted START.
        Start,
        /// Texted STOP.
        Stop,
        /// Texted so in other words, which the carrier does not know.
        Worded,
        /// Brought in from another system, with date and form.
        Imported,
        /// The carrier blocks the number.
        CarrierBlock,
        /// Recorded by staff.
        Staff,
    }

    /// A fact about consent, for the history.
    pub struct ConsentFact {
        /// When.
        pub at: Millis,
        /// What happened.
        pub what: ConsentFactKind,
        /// How.
        pub basis: Option<ConsentBasisKind>,
        /// Who, when it was staff.
        pub by: Option<String>,
    }

    /// What happened to consent.
    #[derive(Copy, Eq)]
    pub enum ConsentFactKind {
        /// The notice went out.
        NoticeSent,
        /// Given.
        Granted,
        /// Ended.
        Revoked,
        /// Lifted by START.
        Restarted,
        /// The patient texted first.
        InboundFirst,
        /// The notice arrived.
        NoticeDelivered,
        /// The notice did not arrive; a YES to it would not count.
        NoticeFailed,
        /// Said no to the notice.
        Declined,
        /// An old list says that they agreed, and not when; counts for nothing.
        Unverified,
        /// The list it came with was taken back.
        ImportUndone,
        /// The number was put down to this person.
        Linked,
        /// The number belongs to somebody else now.
        NewOwner,
        /// Some of what was said can be read no more since the store was repaired; what was agreed counts for nothing.
        Unreadable,
        /// The one confirmation after a revocation went out.
        FarewellSent,
        /// Given again while it held.
        Refreshed,
        /// Ended by itself.
        Expired,
    }

    /// A birth date, shown on purpose and written down as shown.
    pub struct BirthDate {
        /// `YYYY-MM-DD`.
        pub date: String,
        /// How long it may be seen; then it is hidden, and asked for again.
        pub seconds: u32,
    }
}
