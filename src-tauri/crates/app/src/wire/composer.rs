//! What can be written and sent, decided by the core.

use super::{ConsentBasisKind, Millis, QuietInfo, SubjectKind, TimelineItem, wire};

wire! {
    /// What the composer shows before anything is typed.
    pub struct ComposerInfo {
        /// As people write it: where a text would go.
        pub to: String,
        /// Why nothing can be texted, if so.
        pub refusal: Option<Refusal>,
        /// Until when visit details may be answered without consent, because the patient texted first.
        pub answer_until_at: Option<Millis>,
        /// Whether the one-time notice will go out ahead of the next text.
        pub notice_goes_along: bool,
        /// Whether a text would leave now or wait.
        pub leaves_now: bool,
        /// Whether this person may send over a warning, with a reason.
        pub may_override: bool,
        /// Set while it is quiet where the patient lives.
        pub quiet: Option<QuietInfo>,
        /// What hand-off would text; `None` when there is no portal address or consent.
        pub handoff: Option<HandoffPreview>,
        /// Why there is none, where that is the portal's matter.
        pub handoff_off: Option<RefusalKind>,
        /// Whether words can go to the portal although no text may lead to them.
        pub portal_alone: bool,
        /// Whose number it is, for whoever sends words there that belong in the portal; null where nobody here may.
        pub identity: Option<IdentityInfo>,
    }

    /// Whose number it is.
    pub struct IdentityInfo {
        /// Whether somebody is on file for it.
        pub known: bool,
        /// The name on the record; empty for nobody.
        pub name: String,
        /// The year of birth.
        pub birth_year: Option<i32>,
        /// When a text last came from it.
        pub last_heard_at: Option<Millis>,
        /// When somebody here last knew from the patient that it is theirs.
        pub confirmed_at: Option<Millis>,
        /// Whether somebody has to make sure now.
        pub due: bool,
    }

    /// Why a text may not leave, and the ways on.
    pub struct Refusal {
        /// Why.
        pub kind: RefusalKind,
        /// Since when.
        pub since_at: Option<Millis>,
        /// What ended or is missing.
        pub basis: Option<ConsentBasisKind>,
        /// When it ends by itself: quiet hours, a notice that may go again.
        pub until_at: Option<Millis>,
        /// What the text is about, where that was not agreed to.
        pub subject: Option<SubjectKind>,
        /// What can be done instead, first the best.
        pub ways: Vec<WayOn>,
        /// What the first way would text, where that is fixed.
        pub offers: Option<HandoffPreview>,
    }

    /// Why a text may not leave.
    #[derive(Copy, Eq)]
    pub enum RefusalKind {
        /// The patient opted out.
        OptedOut,
        /// Something went wrong at this number; texts to it are stopped.
        NumberHeld,
        /// The patient has never agreed.
        NoConsent,
        /// The notice is out, the answer is not in.
        WaitingForAnswer,
        /// Consent ended with time.
        ConsentExpired,
        /// Agreed to texts, and not to texts about this.
        NotCovered,
        /// It is quiet where the patient lives, and the text answers nobody.
        QuietHours,
        /// It tells more than a text needs.
        PortalOnly,
        /// No company has signed for what this channel carries.
        NoAgreement,
        /// It is clinical and the patient has not said yes.
        ClinicalBeforeYes,
        /// The notice goes once.
        NoticeAlreadySent,
        /// Consent holds; no notice is needed.
        NoticeNotNeeded,
        /// An offer that does not say that STOP ends texts.
        NoStopWords,
        /// A blank of a template is still to be filled.
        TemplateBlanks,
        /// It came from a template that is not approved, or no longer.
        TemplateNotApproved,
        /// It came from a template that is in one language only.
        TemplateHalfTranslated,
        /// There are no words.
        Empty,
        /// More characters than a text holds.
        TooLong,
        /// The number cannot be texted.
        NotTextable,
        /// No portal address is set.
        NoPortal,
        /// No agreement is recorded for the portal.
        PortalNotCovered,
        /// The agreement for the portal has ended.
        PortalCoverEnded,
        /// The portal did not answer; nothing was texted.
        PortalDown,
        /// The portal does not keep this message.
        PortalRefused,
        /// The portal does not accept this practice's key.
        PortalKeyRefused,
        /// The patient has no portal account.
        NoPortalAccount,
        /// The portal does not know which patient is meant.
        NoRecordNumber,
        /// Somebody has to make sure first that the number is the patient's.
        ConfirmNumber,
        /// Several share the phone, and nobody has said for whom this is.
        WhoIsItFor,
        /// It names somebody else of the phone.
        NamesAnother,
        /// Only office facts, while nobody knows who reads them.
        OfficeFactsOnly,
        /// This person is never texted at this number.
        NotAtThisNumber,
        /// This person's role reads and does not write to patients.
        ReadingRole,
    }

    /// A way on.
    #[derive(Copy, Eq)]
    pub enum WayOn {
        /// Send the risk notice.
        SendNotice,
        /// Write down consent given another way.
        RecordConsent,
        /// Call.
        CallInstead,
        /// Hand off to the portal.
        HandOff,
        /// Put the words in the portal and text nothing.
        MessageInPortal,
        /// Text where to open a portal account.
        SignUpLink,
        /// Do the same once more.
        TryAgain,
        /// Correct what is known of the patient.
        EditPatient,
        /// Take the words out.
        EditText,
        /// Say for whom it is.
        ChoosePerson,
        /// Send anyway, with a reason.
        OverrideWithReason,
        /// Send the notice again tomorrow.
        NoticeTomorrow,
        /// Send it when it is no longer quiet there, `untilAt`.
        SendLater,
    }

    /// What the screener says of a draft.
    pub struct DraftCheck {
        /// The draft's number, as asked; answers to older ones are dropped.
        pub revision: u32,
        /// Clean, caution, portal only.
        pub verdict: VerdictKind,
        /// Portal-only first.
        pub findings: Vec<FindingInfo>,
        /// The counter.
        pub segments: SegmentsInfo,
        /// The draft with typographic characters straightened, when that changes it.
        pub straightened: Option<String>,
        /// Blanks of templates that are still to be filled, in order.
        pub blanks: Vec<BlankSpan>,
    }

    /// A blank in a draft.
    #[derive(Copy, Eq)]
    pub struct BlankSpan {
        /// First UTF-16 unit, the brace.
        pub start: u32,
        /// One past the last UTF-16 unit.
        pub end: u32,
    }

    /// What the screener says over all.
    #[derive(Copy, Eq)]
    pub enum VerdictKind {
        /// Nothing sensitive found.
        Clean,
        /// Take a second look.
        Caution,
        /// Belongs in the portal.
        PortalOnly,
    }

    /// One finding.
    pub struct FindingInfo {
        /// First UTF-16 unit of the words.
        pub start: u32,
        /// One past the last UTF-16 unit.
        pub end: u32,
        /// The category, as the design system words it.
        pub category: String,
        /// Caution or portal only.
        pub severity: VerdictKind,
        /// Why, in a sentence.
        pub reason: String,
        /// The rule or term that found it.
        pub rule: String,
        /// What the fix button says.
        pub fix_label: Option<String>,
        /// What the fix puts in place of the words; empty removes them.
        pub fix_text: Option<String>,
    }

    /// The segment counter.
    pub struct SegmentsInfo {
        /// Units used.
        pub units: u32,
        /// Units that fit into this many parts.
        pub capacity: u32,
        /// Parts.
        pub count: u32,
        /// Whether a character forces Unicode.
        pub unicode: bool,
    }

    /// What a hand-off would text.
    pub struct HandoffPreview {
        /// The words.
        pub text: String,
        /// Their counter.
        pub segments: SegmentsInfo,
        /// Until when they wait, because it is quiet where the patient lives.
        pub waits_until_at: Option<Millis>,
    }

    /// What became of a send.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum SendReply {
        /// Stored and on its way; the composer may clear.
        Queued { item: TimelineItem },
        /// Not stored; the draft stays.
        Refused { refusal: Refusal },
    }
}
