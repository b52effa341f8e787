//! How the desk is doing: the manager's page, Review.

use super::{HiddenWhy, Millis, OpenedWithReason, ProblemKind, wire};

wire! {
    /// Which days.
    #[derive(Copy, Eq)]
    pub enum Period {
        /// Since midnight.
        Today,
        /// The day before today: a whole day, told the morning after.
        Yesterday,
        /// Since Monday.
        Week,
        /// Today and the 29 days before.
        Month,
    }

    /// A figure of the page, to ask for the threads behind it.
    #[derive(Copy, Eq)]
    #[serde(tag = "kind")]
    pub enum Figure {
        /// Every first reply.
        FirstReplies,
        /// The slowest tenth of them.
        SlowestTenth,
        /// Those that came later than they should have.
        LateReplies,
        /// Those who wrote in one hour of the day, 0 to 23.
        Hour {
            /// Which.
            hour: u32,
        },
        /// Threads that were not answered the same day.
        NotSameDay,
        /// What was handed to the portal.
        HandedOff,
        /// Who wanted no more texts.
        OptOuts,
        /// Texts that the patient answered.
        Answered,
        /// Texts that the patient did not answer.
        NotAnswered,
        /// YES to the notice.
        SaidYes,
        /// Notices that went out.
        Notices,
        /// Visits that a reminder named and the patient confirmed.
        Confirmed,
        /// Visits that a reminder named and nobody has confirmed.
        NotConfirmed,
        /// Texts with the booking link.
        BookingLinks,
        /// Texts that did not arrive, for one reason.
        Failed {
            /// Which.
            problem: ProblemKind,
        },
        /// Tries that were refused here, for one reason.
        Refused {
            /// Which.
            why: RefusedWhy,
        },
    }

    /// The page.
    pub struct Overview {
        /// Half of the first replies took no longer; null when there was none.
        pub typical_ms: Option<Millis>,
        /// The same in the period before.
        pub typical_before_ms: Option<Millis>,
        /// Nine of ten first replies took no longer.
        pub slowest_ms: Option<Millis>,
        /// Whether more than one in ten of them came later than it should have.
        pub slowest_is_late: bool,
        /// What the practice wants, in minutes: the shortest goal of any hour and the longest.
        pub goal_minutes: (u32, u32),
        /// First replies.
        pub replies: u32,
        /// Those of them that came later than they should have.
        pub late: u32,
        /// Threads in which somebody asked, but for those who still wait for today's answer.
        pub asked: u32,
        /// Those of them that were answered on the same day, every time.
        pub same_day: u32,
        /// Hand-offs.
        pub handed_off: u32,
        /// Those of them that the patient has opened, as far as the portal says.
        pub opened: u32,
        /// By the hour in which the patient wrote, only hours with a reply.
        pub hours: Vec<HourFigures>,
        /// Who waits now, longest first; at most 50.
        pub waiting: Vec<WaitingThread>,
        /// How many wait now.
        pub waiting_count: u32,
        /// Texts sent over a warning, newest first; null for whom the practice does not let see who did what.
        pub over_warning: Option<Vec<SentOverWarning>>,
        /// Hidden threads that were opened with a reason, newest first; `None` for roles that may not look into it.
        pub with_reason: Option<Vec<OpenedWithReason>>,
        /// Who wanted no more texts, newest first.
        pub opt_outs: Vec<OptedOut>,
    }

    /// First replies to texts of one hour of the day.
    pub struct HourFigures {
        /// 0 to 23, by the practice's clock.
        pub hour: u32,
        /// How many.
        pub replies: u32,
        /// Half took no longer.
        pub typical_ms: Millis,
        /// Nine of ten took no longer.
        pub slowest_ms: Millis,
        /// What the practice wants of this hour, in minutes.
        pub goal_minutes: u32,
        /// Whether more than one in ten of them came later than it should have.
        pub is_late: bool,
    }

    /// Somebody waits.
    pub struct WaitingThread {
        /// Where.
        pub thread: String,
        /// Who, as the list says it.
        pub name: String,
        /// Whose thread it is.
        pub staff: Option<String>,
        /// Since when.
        pub since_at: Millis,
        /// Whether that is longer than the practice wants.
        pub late: bool,
    }

    /// A text that went over a warning.
    pub struct SentOverWarning {
        /// Where.
        pub thread: String,
        /// To whom.
        pub name: String,
        /// Who sent it.
        pub staff: String,
        /// When.
        pub at: Millis,
        /// What the text tells, most serious first; none when consent alone was in the way.
        pub categories: Vec<String>,
        /// The reason given.
        pub reason: String,
        /// Why what it tells and the reason are kept back, if they are.
        pub hidden: Option<HiddenWhy>,
    }

    /// Somebody wanted no more texts.
    pub struct OptedOut {
        /// Where.
        pub thread: String,
        /// Who.
        pub name: String,
        /// When.
        pub at: Millis,
    }

    /// The threads behind a figure.
    pub struct BehindFigure {
        /// Slowest or newest first; at most 500.
        pub rows: Vec<BehindRow>,
        /// How many there are.
        pub total: u32,
    }

    /// One of them.
    pub struct BehindRow {
        /// Where.
        pub thread: String,
        /// Who.
        pub name: String,
        /// When the patient wrote, or it happened.
        pub at: Millis,
        /// How long the reply or the answer took, where it is about one; null while somebody waits.
        pub took_ms: Option<Millis>,
        /// Who replied or handed off.
        pub staff: Option<String>,
        /// When the visit is, where it is about one and they may read the thread.
        pub visit_at: Option<Millis>,
    }

    /// How texts of a period are answered.
    pub struct AnswersPage {
        /// Texts that the carrier has.
        pub sent: u32,
        /// Conversations among them.
        pub threads: u32,
        /// Texts that the patient answered, before our next one and within 72 hours.
        pub answered: u32,
        /// How long half of the answers took at most.
        pub typical_ms: Option<Millis>,
        /// How long nine in ten took at most.
        pub slowest_ms: Option<Millis>,
        /// Notices that went out.
        pub notices: u32,
        /// YES to one.
        pub said_yes: u32,
        /// Reminders of a visit that arrived or are on their way.
        pub reminders: u32,
        /// Those of them whose visit the patient confirmed.
        pub confirmed: u32,
        /// Numbers that opted out.
        pub opted_out: u32,
        /// Texts that staff sent with the booking link.
        pub booking_links: u32,
        /// Those by office, where the practice has several.
        pub booking_offices: Vec<OfficeLinks>,
        /// Texts that did not arrive.
        pub failed: Vec<FailedTexts>,
        /// Tries that were refused here.
        pub refused: Vec<RefusedTexts>,
    }

    /// Texts with the booking link from the numbers of one office.
    pub struct OfficeLinks {
        /// Its name; none for numbers of all offices.
        pub office: Option<String>,
        /// How many.
        pub times: u32,
    }

    /// Texts that did not arrive, for one reason.
    pub struct FailedTexts {
        /// Why.
        pub problem: ProblemKind,
        /// How many.
        pub times: u32,
    }

    /// Tries that were refused, for one reason.
    pub struct RefusedTexts {
        /// Why.
        pub why: RefusedWhy,
        /// How many.
        pub times: u32,
    }

    /// Why a try was refused.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum RefusedWhy {
        /// The patient opted out.
        OptedOut,
        /// Something went wrong at the number.
        NumberHeld,
        /// No consent, or none for this.
        NoConsent,
        /// It was quiet where the patient lives.
        QuietHours,
        /// It told more than a text needs.
        PortalOnly,
        /// No company has signed for what the channel carries.
        NoAgreement,
        /// A template that was not ready.
        Template,
        /// Nobody had made sure whose number it is.
        ConfirmNumber,
        /// Several share the phone, and it was not clear for whom it is.
        SharedPhone,
        /// Anything else.
        Other,
    }
}
