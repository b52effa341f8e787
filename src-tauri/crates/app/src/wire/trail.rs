//! The audit trail, as its manager sees it.

use super::{Colleague, HiddenWhy, Millis, wire};

wire! {
    /// What an examination found.
    pub struct TrailState {
        /// Entries looked at.
        pub entries: u32,
        /// Entries that a checkpoint beside the store vouches for.
        pub vouched: u32,
        /// What is wrong first; null when the trail is whole.
        pub first: Option<TrailFinding>,
        /// When it was looked at.
        pub examined_at: Millis,
        /// What verifies the practice's checkpoints elsewhere. No secret.
        pub key: String,
    }

    /// Something wrong with the trail.
    pub struct TrailFinding {
        /// The first entry it concerns.
        pub entry: u32,
        /// What was done.
        pub what: TrailTampering,
    }

    /// What was done to the trail.
    #[derive(Copy, Eq)]
    pub enum TrailTampering {
        /// An entry was changed.
        Edited,
        /// Entries were taken out.
        Removed,
        /// An entry was put in.
        Inserted,
        /// Entries were moved.
        Reordered,
        /// Something before an entry was exchanged.
        Rewritten,
        /// The newest entries are gone.
        Truncated,
        /// It is an older copy.
        RolledBack,
        /// It is not the trail that was signed.
        Forked,
        /// A checkpoint is not genuine.
        BadSignature,
        /// A list by which entries are found does not say what the trail says.
        Misfiled,
        /// A text has other words than those that its entry was written for.
        Reworded,
    }

    /// Where the archive was written.
    pub struct TrailArchive {
        /// The file.
        pub path: String,
        /// Entries in it.
        pub entries: u32,
    }

    /// Some of what the trail says, newest first.
    pub struct TrailPage {
        /// At most 50.
        pub entries: Vec<TrailEntry>,
        /// Where to go on: the entries before this one. Null at the beginning of the trail.
        pub before: Option<u32>,
        /// Everybody who ever worked here.
        pub people: Vec<Colleague>,
    }

    /// One line of the trail.
    pub struct TrailEntry {
        /// Its number: 1, 2, 3 …
        pub entry: u32,
        /// When.
        pub at: Millis,
        /// Who or what did it.
        pub actor: TrailActor,
        /// The name, of staff.
        pub by: Option<String>,
        /// What, as archives have it, such as `thread.view`.
        pub what: String,
        /// In which conversation.
        pub about: Option<TrailAbout>,
        /// Codes and counts; none of a conversation that is hidden.
        pub detail: Vec<TrailDetail>,
    }

    /// Who does what is written down.
    #[derive(Copy, Eq)]
    pub enum TrailActor {
        /// Somebody who works here.
        Staff,
        /// The patient, by a text.
        Patient,
        /// Foyer by itself.
        Foyer,
        /// The carrier.
        Carrier,
    }

    /// A conversation that an entry is about.
    pub struct TrailAbout {
        /// Its id.
        pub thread: String,
        /// Whose it is.
        pub name: String,
        /// Why its words are kept back, if they are.
        pub hidden: Option<HiddenWhy>,
    }

    /// Something that an entry says besides.
    pub struct TrailDetail {
        /// What it is; null where only archives have a name for it.
        pub field: Option<TrailField>,
        /// As archives name it.
        pub name: String,
        /// What it says.
        pub value: TrailValue,
    }

    /// What a detail says.
    #[serde(tag = "kind")]
    pub enum TrailValue {
        /// A word of the core.
        Word {
            /// Which.
            word: TrailWord,
        },
        /// A number of something.
        Number {
            /// How many.
            number: u32,
        },
        /// Yes or no.
        Flag {
            /// Whether it is so.
            on: bool,
        },
        /// A name, a day, a digest, or a code that has no words.
        Text {
            /// As it is.
            text: String,
        },
    }

    /// What entries say besides.
    #[derive(Copy, Eq)]
    pub enum TrailField {
        /// What for.
        Purpose,
        /// About.
        Subject,
        /// About.
        Subjects,
        /// Allowed because.
        Ground,
        /// Consent.
        Badge,
        /// Channel.
        Channel,
        /// Filed as.
        Category,
        /// Check.
        Verdict,
        /// Facts about consent.
        Consent,
        /// Edition of the rules.
        Rules,
        /// Templates.
        Templates,
        /// Parts.
        Parts,
        /// Computer.
        Computer,
        /// Language.
        Language,
        /// Refused because.
        Refusal,
        /// Reason.
        Reason,
        /// Reason.
        Why,
        /// Before.
        Was,
        /// Waited because.
        Hold,
        /// State.
        State,
        /// Problem.
        Problem,
        /// Carrier’s code.
        Code,
        /// Try.
        Attempt,
        /// Carrier’s id.
        ProviderId,
        /// Files.
        Files,
        /// Texts.
        Texts,
        /// People.
        People,
        /// Numbers.
        Numbers,
        /// Left out.
        Skipped,
        /// Left out.
        LeftOut,
        /// Messages.
        Messages,
        /// Entries.
        Entries,
        /// Findings.
        Findings,
        /// Found.
        Found,
        /// Rows.
        Rows,
        /// Hidden.
        Hidden,
        /// File.
        Format,
        /// SHA-256.
        Sha256,
        /// The seal of its words.
        Words,
        /// The seal of the reason for which a text went over a warning.
        ReasonWords,
        /// Kind.
        Kind,
        /// How.
        Basis,
        /// Decided.
        Decision,
        /// Stopped in the outbox.
        Blocked,
        /// Number stopped.
        Stopped,
        /// Wording.
        Version,
        /// May carry.
        Level,
        /// Role.
        Role,
        /// From.
        From,
        /// To.
        To,
        /// By.
        By,
        /// Person.
        User,
        /// Seconds.
        Seconds,
        /// Minutes.
        Minutes,
        /// Days.
        Days,
        /// Sent.
        Sent,
        /// Held.
        Held,
        /// Not sent.
        Dropped,
        /// Waiting.
        Waiting,
        /// Limit for a day.
        Ceiling,
        /// Received.
        Inbound,
        /// Sent by something else.
        Elsewhere,
        /// Could not be read.
        Quarantined,
        /// Day.
        Day,
        /// Came out well.
        Passed,
        /// Closed.
        Closed,
        /// Refusal.
        Fault,
        /// Outage.
        Outage,
        /// Each night.
        Nightly,
        /// Step.
        Step,
        /// With.
        Secret,
    }

    /// The core's words in entries.
    #[derive(Copy, Eq)]
    pub enum TrailWord {
        /// Nothing found.
        Clean,
        /// Marked.
        Caution,
        /// Belongs in the portal.
        PortalOnly,
        /// Agreed.
        Granted,
        /// Notice sent.
        NoticeSent,
        /// Not asked yet.
        None,
        /// Opted out.
        OptedOut,
        /// Ended.
        Expired,
        /// Notice arrived.
        NoticeDelivered,
        /// Notice did not arrive.
        NoticeFailed,
        /// Said no.
        Declined,
        /// Texted first.
        InboundFirst,
        /// Not verified.
        Unverified,
        /// List taken back.
        ImportUndone,
        /// Put to a person.
        Linked,
        /// Somebody else’s number now.
        NewOwner,
        /// Could not be read.
        Unreadable,
        /// Wants no texts.
        Revoked,
        /// Wants texts again.
        Restarted,
        /// Opt-out confirmed.
        FarewellSent,
        /// Replied YES.
        RepliedYes,
        /// On paper.
        Paper,
        /// In person.
        Spoken,
        /// By phone.
        Phone,
        /// In the portal.
        Portal,
        /// From a list.
        Imported,
        /// Texted STOP.
        Texted,
        /// In their own words.
        Worded,
        /// Told by the carrier.
        Carrier,
        /// The patient wrote within a day.
        Implied,
        /// It asks for consent.
        Asking,
        /// It confirms a STOP.
        Farewell,
        /// Somebody decided and gave a reason.
        Decided,
        /// Text written here.
        Reply,
        /// Risk notice.
        Notice,
        /// Portal link.
        PortalLink,
        /// Confirmation of STOP.
        StopConfirmation,
        /// Automatic reply.
        AfterHours,
        /// Text of a list.
        Reminder,
        /// Visits and office.
        Logistics,
        /// Visits.
        Scheduling,
        /// Care.
        Clinical,
        /// Bills.
        Billing,
        /// Offers.
        Marketing,
        /// SMS.
        Sms,
        /// WhatsApp.
        Whatsapp,
        /// English.
        En,
        /// Spanish.
        Es,
        /// PDF.
        Pdf,
        /// CSV.
        Csv,
        /// JSON Lines.
        Jsonl,
        /// Waits for a person.
        Held,
        /// Waits to leave.
        Queued,
        /// Leaving.
        Dispatching,
        /// Not confirmed.
        Unconfirmed,
        /// With the carrier.
        Accepted,
        /// Sent.
        Sent,
        /// Delivered.
        Delivered,
        /// Not delivered.
        Undelivered,
        /// Failed.
        Failed,
        /// Stopped.
        Blocked,
        /// Taken back.
        Cancelled,
        /// Landline.
        Landline,
        /// Phone off or out of range.
        Unreachable,
        /// Blocked as unwanted.
        Filtered,
        /// Number does not exist.
        UnknownNumber,
        /// Number not registered.
        NotRegistered,
        /// Number stopped.
        NumberHeld,
        /// Not said why.
        Other,
        /// Waited too long.
        TooOld,
        /// Consent or words changed.
        Refused,
        /// Quiet hours.
        QuietHours,
        /// Carrier refused it.
        Rejected,
        /// Somebody stopped it.
        Person,
        /// The patient wrote since.
        ContextChanged,
        /// Names a time that is past.
        NamedTimePassed,
        /// Older copy of the practice.
        RestoredCopy,
        /// Scheduled.
        Scheduled,
        /// Foyer was closed at its time.
        Missed,
        /// A text that could not be read.
        UnreadText,
        /// Not agreed yet.
        NoConsent,
        /// Notice not answered yet.
        WaitingForAnswer,
        /// Consent ended.
        ConsentExpired,
        /// Not agreed to texts about this.
        NotCovered,
        /// No agreement covers it.
        NoAgreement,
        /// About care before a yes.
        ClinicalBeforeYes,
        /// Notice went out already.
        NoticeAlreadySent,
        /// No notice needed.
        NoticeNotNeeded,
        /// No confirmation due.
        FarewellNotDue,
        /// Not the fixed words.
        NotTheFixedText,
        /// An offer without STOP.
        NoStopWords,
        /// A blank is left.
        TemplateBlanks,
        /// Template not approved.
        TemplateNotApproved,
        /// Template in one language.
        TemplateHalfTranslated,
        /// No words.
        EmptyBody,
        /// Not said for whom.
        WhoIsItFor,
        /// Names somebody else on the phone.
        NamesAnother,
        /// Office facts only.
        OfficeFactsOnly,
        /// Never at this number.
        NotAtThisNumber,
        /// Somebody else’s consent.
        AnotherParty,
        /// Number to be confirmed first.
        ConfirmNumber,
        /// No network.
        NoNetwork,
        /// What answered was not proved to be the carrier.
        Untrusted,
        /// Carrier did not answer.
        CarrierDown,
        /// Carrier asked to wait.
        RateLimited,
        /// List breaks off.
        ListBroken,
        /// Key not accepted.
        Credentials,
        /// Account suspended.
        Suspended,
        /// The computer slept.
        Overslept,
        /// No answer in time.
        Timeout,
        /// Connection lost.
        ConnectionLost,
        /// The carrier failed.
        CarrierFailure,
        /// An answer of something else.
        ForeignAnswer,
        /// Foyer was cut off.
        Interrupted,
        /// Going on.
        Running,
        /// Paused.
        Paused,
        /// Ended.
        Stopped,
        /// Done.
        Done,
        /// Draft.
        Draft,
        /// In review.
        InReview,
        /// Approved.
        Approved,
        /// Taken out.
        Retired,
        /// Office facts.
        OfficeFacts,
        /// Visit details.
        VisitDetails,
        /// Portal only.
        Protected,
        /// Unclear wish.
        UnclearWish,
        /// Meant the visit.
        AppointmentMeant,
        /// Meant the texts.
        TextsMeant,
        /// A YES to nothing.
        StrayYes,
        /// No wish.
        NotAWish,
        /// Seen.
        Seen,
        /// Password.
        Password,
        /// PIN.
        Pin,
    }
}
