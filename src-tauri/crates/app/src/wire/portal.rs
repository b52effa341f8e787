//! Hand-offs and the portal.

use std::collections::BTreeMap;

use super::{HandoffPreview, HiddenWhy, Millis, SegmentsInfo, wire};

wire! {
    /// A hand-off, as its card shows it.
    pub struct HandoffInfo {
        /// Id.
        pub id: String,
        /// Where the words went.
        pub target: HandoffTargetKind,
        /// Where it stands.
        pub state: HandoffStateKind,
        /// Since when.
        pub since_at: Millis,
        /// Whether the link text did not go out although the words are there.
        pub link_failed: bool,
        /// Whether no link was to go: the patient gets no texts.
        pub without_link: bool,
        /// Whether it has lain unopened for too long.
        pub unopened: bool,
        /// Whether the link can be texted again.
        pub can_send_link: bool,
        /// Whether a person can say that it is done.
        pub can_check_off: bool,
        /// Whether the portal's page for staff can be opened for it.
        pub can_open_portal: bool,
        /// Whether it can be taken back.
        pub can_take_back: bool,
    }

    /// Where words go instead of into a text.
    #[derive(Copy, Eq)]
    pub enum HandoffTargetKind {
        /// The portal.
        Portal,
        /// The portal, pasted by a person.
        PortalByHand,
        /// Secure e-mail.
        SecureEmail,
        /// A call.
        Call,
    }

    /// Where a hand-off stands.
    #[derive(Copy, Eq)]
    pub enum HandoffStateKind {
        /// On its way there, or waiting for a person to bring it.
        Offered,
        /// There, not opened yet.
        Delivered,
        /// Opened.
        Opened,
        /// Answered there.
        Answered,
        /// Unopened for a month.
        Expired,
        /// Taken back.
        TakenBack,
    }

    /// Something a person has to bring to a patient by other means than a text.
    pub struct HandoffTask {
        /// The hand-off.
        pub id: String,
        /// The thread.
        pub thread: String,
        /// What the patient goes by, or the number.
        pub name: String,
        /// The number, for a call.
        pub number: String,
        /// Where the words go.
        pub target: HandoffTargetKind,
        /// Whether the portal's page for staff can be opened for it.
        pub can_open_portal: bool,
        /// The words.
        pub text: String,
        /// Why they are kept back, if they are.
        pub hidden: Option<HiddenWhy>,
        /// Who handed off.
        pub by: String,
        /// When.
        pub at: Millis,
    }

    /// What a clinical text that came in suggests.
    pub struct HandoffSuggestion {
        /// The text it is about.
        pub message: String,
        /// Whether it may be an emergency: somebody should call now.
        pub urgent: bool,
        /// The text that asks the patient to go on in the portal, in their language; `None` where it can't go.
        pub invite: Option<HandoffPreview>,
    }

    /// What is known of a patient's portal account.
    pub struct PortalAccountInfo {
        /// Whether there is one.
        pub standing: PortalAccountKind,
        /// When the patient was last seen there.
        pub seen_at: Option<Millis>,
        /// The practice's number for the patient.
        pub record_number: Option<String>,
    }

    /// Whether a patient has a portal account.
    #[derive(Copy, Eq)]
    pub enum PortalAccountKind {
        /// Nobody has said.
        Unknown,
        /// There is one.
        Active,
        /// There is none.
        Nothing,
    }

    /// The portal as it is set up.
    pub struct PortalSetup {
        /// The link's template; empty uses the practice's own address.
        pub link: String,
        /// Where a patient opens an account.
        pub sign_up: String,
        /// Where staff write to patients.
        pub staff_url: String,
        /// Hours until an unopened message comes back to the desk; 0: never.
        pub remind_hours: u32,
        /// The agreement, if one is recorded.
        pub agreement: Option<AgreementInfo>,
        /// Whether the agreement holds now.
        pub covered: bool,
        /// The interface, if there is one; without it staff paste.
        pub fhir: Option<FhirInfo>,
        /// Whether the portal is the pretend one.
        pub pretend: bool,
        /// The texts, by `kind.language`: link, reminder, sign_up, invite.
        pub texts: BTreeMap<String, SafeTextInfo>,
    }

    /// The agreement that covers the portal.
    pub struct AgreementInfo {
        /// The company that signed.
        pub with: String,
        /// `YYYY-MM-DD`.
        pub signed_on: String,
        /// `YYYY-MM-DD`, the last day it holds; `None` for one without an end.
        pub until_on: Option<String>,
    }

    /// A FHIR interface.
    pub struct FhirInfo {
        /// Base address.
        pub base_url: String,
        /// The name the portal gave us.
        pub client_id: String,
        /// The system of the practice's record numbers.
        pub record_system: String,
        /// Who writes, as a reference there.
        pub sender: Option<String>,
        /// The public half of our key, to register there.
        pub public_key: String,
    }

    /// A text around a hand-off.
    pub struct SafeTextInfo {
        /// With its blanks.
        pub template: String,
        /// Filled in; empty when there is no address to lead to.
        pub preview: String,
        /// The counter of the filled-in text.
        pub segments: SegmentsInfo,
        /// Whether it is the practice's own.
        pub own: bool,
    }
}
