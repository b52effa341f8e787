//! What is in a thread.

use super::{
    BookingOffer, CaseProblem, CaseStateKind, CategoryKind, ComposerInfo, ConsentCard, HandoffInfo,
    HandoffSuggestion, HiddenWhy, HouseholdInfo, Millis, PatientCard, PlaceInfo, ReviewItem, SaidBy,
    ThreadRow, wire,
};

wire! {
    /// A thread, opened.
    pub struct ThreadDetail {
        /// Its row in the list.
        pub row: ThreadRow,
        /// Who it is with, when the number belongs to a patient on file.
        pub patient: Option<PatientCard>,
        /// Consent by channel.
        pub consent: Vec<ConsentCard>,
        /// Where the patient lives, and the hours there.
        pub place: PlaceInfo,
        /// What staff are asked to read in this thread.
        pub reviews: Vec<ReviewItem>,
        /// What can be written now.
        pub composer: ComposerInfo,
        /// The newest stretch.
        pub timeline: TimelinePage,
        /// The person's unsent text.
        pub draft: String,
        /// The person's unsent note.
        pub note_draft: String,
        /// A reply that asks the patient to go on in the portal, when what they wrote belongs there.
        pub suggestion: Option<HandoffSuggestion>,
        /// The booking link, where a text can be written and the practice has said where visits are booked.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub booking: Option<BookingOffer>,
        /// Where it may be filed.
        pub filing: FilingInfo,
        /// What was reported about it, the newest first.
        pub cases: Vec<ThreadCase>,
        /// Set where the words are kept back: then nothing else here tells more than the list.
        pub hidden: Option<HiddenThread>,
        /// The people of the phone, where several share it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub household: Option<HouseholdInfo>,
        /// Until when it is open, where it is only open with a reason.
        pub open_until_at: Option<Millis>,
    }

    /// Something that was reported from a text of this thread.
    pub struct ThreadCase {
        /// The case.
        pub id: String,
        /// Its number, `2026-04`.
        pub number: String,
        /// What was reported.
        pub kind: CaseProblem,
        /// How far it has come.
        pub state: CaseStateKind,
        /// When it was reported.
        pub reported_at: Millis,
    }

    /// Under what a thread may be filed.
    pub struct FilingInfo {
        /// Whether this person may.
        pub may: bool,
        /// What its texts suggest, while nobody has filed it.
        pub suggested: Option<CategoryKind>,
        /// The categories this person would go on reading it under.
        pub reads: Vec<CategoryKind>,
    }

    /// A thread whose words are kept back.
    pub struct HiddenThread {
        /// Why.
        pub why: HiddenWhy,
        /// The person's role, in words.
        pub role: String,
        /// What that role reads.
        pub reads: Vec<CategoryKind>,
        /// The roles of colleagues who read this thread, in words.
        pub readers: Vec<String>,
        /// Whether this person may open it with a reason.
        pub may_open: bool,
        /// The first name of somebody who would see that.
        pub told: Option<String>,
    }

    /// A stretch of a thread, oldest first.
    pub struct TimelinePage {
        /// What is in it.
        pub items: Vec<TimelineItem>,
        /// Ask with this for what came before; `None` at the beginning.
        pub earlier: Option<String>,
    }

    /// One thing in a thread.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum TimelineItem {
        /// A text.
        Message {
            id: String,
            /// The window's own id for it, so that what it drew and what was stored are one bubble.
            client_id: Option<String>,
            from: Speaker,
            text: String,
            at: Millis,
            /// `en` or `es`, where known.
            language: Option<String>,
            /// For our texts.
            delivery: Option<DeliveryInfo>,
            attachments: Vec<AttachmentInfo>,
            purpose: TextPurpose,
            /// Who wrote it, on a phone that several share.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            said_by: Option<SaidBy>,
            /// For whom ours is, on such a phone.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[ts(optional)]
            meant_for: Option<String>,
        },
        /// Words kept for the portal; never texted.
        PortalCard {
            id: String,
            from: Speaker,
            text: String,
            at: Millis,
            /// What became of it.
            handoff: Option<HandoffInfo>,
        },
        /// For staff only; never texted.
        Note { id: String, author: String, text: String, at: Millis },
        /// What happened, in a line.
        Activity { id: String, at: Millis, what: ActivityKind, by: Option<String>, about: Option<String> },
        /// Something whose words are kept back.
        Hidden { id: String, at: Millis, ours: bool },
        /// Something whose words were deleted by the schedule.
        Erased { id: String, at: Millis, ours: bool, erased_at: Millis },
    }

    /// Who wrote it.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum Speaker {
        /// The patient's phone.
        Patient { name: String },
        /// The person at this desk.
        You,
        /// A colleague.
        Colleague { name: String },
        /// Foyer by itself.
        Foyer,
        /// Something else on the carrier account.
        Elsewhere,
    }

    /// What a text of ours is for.
    #[derive(Copy, Eq)]
    pub enum TextPurpose {
        /// Conversation.
        Reply,
        /// The risk notice.
        Notice,
        /// A link to the portal.
        PortalLink,
        /// The automatic reply while the office is closed.
        AfterHours,
        /// An approved template that went to many people.
        Reminder,
    }

    /// Where a text of ours is.
    pub struct DeliveryInfo {
        /// The state.
        pub state: DeliveryKind,
        /// Why it did not arrive.
        pub problem: Option<ProblemKind>,
        /// Why it waits, when it is held.
        pub hold: Option<HoldKind>,
        /// Until when it can be taken back.
        pub undo_until_at: Option<Millis>,
        /// When it is to leave, or was, where somebody chose a time.
        pub scheduled_at: Option<Millis>,
        /// Whether it can still be taken back.
        pub can_cancel: bool,
        /// Whether it can be written again.
        pub can_retry: bool,
    }

    /// Where a text is, as the bubble says it.
    #[derive(Copy, Eq)]
    pub enum DeliveryKind {
        /// Waiting to leave.
        Queued,
        /// Stopped until somebody decides.
        Held,
        /// On its way to the carrier.
        Sending,
        /// Nobody knows whether it went out.
        NotConfirmed,
        /// The carrier has it.
        Accepted,
        /// Passed on.
        Sent,
        /// Passed on days ago, and the carrier never said that it arrived.
        NoReport,
        /// On the phone.
        Delivered,
        /// Will not arrive.
        NotDelivered,
        /// Taken back.
        Cancelled,
    }

    /// Why a text did not arrive.
    #[derive(Copy, Eq)]
    pub enum ProblemKind {
        /// The number cannot get texts.
        Landline,
        /// The phone may be off.
        Unreachable,
        /// Blocked as unwanted.
        Filtered,
        /// No such number.
        UnknownNumber,
        /// The patient opted out.
        OptedOut,
        /// Our number is not registered.
        NotRegistered,
        /// Texts to the number were stopped before it left.
        NumberHeld,
        /// Its time ran out here.
        Expired,
        /// Consent ended before it left.
        ConsentEnded,
        /// Anything else.
        Other,
    }

    /// Why a text is held.
    #[derive(Copy, Eq)]
    pub enum HoldKind {
        /// Waits for the text above it.
        Predecessor,
        /// It waited long: look again.
        Stale,
        /// A time it names is past: look again.
        TimePassed,
        /// Somebody wrote in the thread since: look again.
        Overtaken,
        /// It comes from an older copy and may have gone before: look again.
        RestoredCopy,
        /// A text from this number could not be read and may be a STOP: look there first.
        UnreadText,
        /// The gate said no when its turn came.
        Gate,
        /// It is quiet where the patient lives; it goes by itself when that ends.
        QuietHours,
        /// It leaves by itself at the time somebody chose.
        Scheduled,
        /// Foyer was closed at the time somebody chose: look again.
        Missed,
        /// A person must decide.
        Person,
    }

    /// A file that came with a text.
    pub struct AttachmentInfo {
        /// Id.
        pub id: String,
        /// What its bytes are.
        pub media_type: String,
        /// Size.
        pub bytes: u32,
        /// Whether the window can show it.
        pub viewable: bool,
        /// What somebody said it shows.
        pub shows: Option<PictureShows>,
    }

    /// What a picture shows.
    #[derive(Copy, Eq)]
    pub enum PictureShows {
        /// An insurance card or another card of the patient's.
        Card,
        /// Part of the body.
        Clinical,
        /// A form, a letter, a prescription.
        Document,
        /// Something else.
        Other,
    }

    /// Why a file is kept outside of Foyer.
    #[derive(Copy, Eq)]
    pub enum SaveWhy {
        /// It goes into the patient's chart.
        Chart,
        /// The insurer needs it.
        Insurer,
        /// The patient asked for it.
        Patient,
        /// Another reason.
        Other,
    }

    /// What an activity line tells.
    #[derive(Copy, Eq)]
    pub enum ActivityKind {
        /// The patient confirmed the visit that a reminder was about; when that is, in milliseconds, it says.
        VisitConfirmed,
        /// Somebody took or gave the thread.
        Assigned,
        /// Nobody has it any more.
        Unassigned,
        /// Done.
        Closed,
        /// Back by hand or by a text.
        Reopened,
        /// Put off.
        Snoozed,
        /// The risk notice went out.
        NoticeSent,
        /// Consent was given.
        ConsentGranted,
        /// Consent ended.
        OptedOut,
        /// The patient texted START.
        OptedIn,
        /// Sent over a warning.
        SentOverWarning,
        /// It could not be confirmed.
        NotConfirmed,
        /// Sent again by a person.
        SentAgain,
        /// The carrier has it twice.
        SentTwice,
        /// The birth date was shown.
        BirthDateShown,
        /// Somebody made sure that the number is the patient's.
        NumberConfirmed,
        /// A YES came that answers no notice.
        StrayYes,
        /// Perhaps a wish for no more texts came; somebody is asked.
        AskedUnclear,
        /// CANCEL or END came near a visit; somebody is asked what was meant.
        AppointmentQuestion,
        /// The number belongs to somebody else now.
        NewOwner,
        /// The patient opened it in the portal.
        PortalOpened,
        /// The patient answered in the portal.
        PortalAnswered,
        /// It lies unopened in the portal.
        PortalUnopened,
        /// Nobody opened it for a month.
        PortalExpired,
        /// It was read in the portal before it could be taken back.
        PortalTooLate,
        /// The portal did not take it; nothing was texted.
        PortalFailed,
        /// A task was done: pasted, written, called.
        HandoffDone,
        /// A manager looked the thread over.
        Reviewed,
        /// Somebody reported that something went wrong with a text.
        ProblemReported,
        /// Texts to the number may go again.
        HoldLifted,
        /// Somebody said who wrote a text of a shared phone.
        SpeakerSaid,
        /// The number was not the patient's.
        WrongNumber,
        /// Two records of the patient were put together.
        RecordsJoined,
        /// They were split again.
        RecordsSplit,
        /// Somebody opened it with a reason.
        OpenedWithReason,
        /// Somebody filed the thread; `about` is the category.
        Filed,
    }

    /// A file's bytes for the window.
    pub struct MediaBytes {
        /// What they are.
        pub media_type: String,
        /// Base64.
        pub base64: String,
    }
}
