//! What goes into the audit chain from the desk.

use foyer_domain::{Actor, ThreadId, Timestamp};
use foyer_store::{StoreError, WriteTx, audit};
use uuid::Uuid;

use crate::desk::Desk;

/// Everything a person at the desk can do that is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    ThreadViewed,
    ThreadStarted,
    ThreadAssigned,
    ThreadUnassigned,
    ThreadClosed,
    ThreadReopened,
    ThreadSnoozed,
    ThreadFiled,
    ThreadTagged,
    ThreadUntagged,
    OpenedWithReason,
    NoteAdded,
    TextQueued,
    TextRefused,
    SentOverWarning,
    HandedOff,
    HandoffDone,
    HandoffTakenBack,
    HandoffCopied,
    LinkSentAgain,
    PortalSaved,
    ConsentRecorded,
    ConsentViewed,
    ProofSaved,
    ConsentImported,
    ImportUndone,
    NoticeSaved,
    ReviewDecided,
    RunStarted,
    RunChanged,
    StateSaved,
    FiguresSaved,
    PatientSaved,
    BirthDateShown,
    /// Made sure that a number is the patient's.
    NumberConfirmed,
    PracticeSaved,
    Searched,
    /// Kept what a search found as a file.
    FoundSaved,
    /// Said what a picture shows.
    PictureTagged,
    /// Kept a file that came with a text outside of Foyer.
    MediaSaved,
    /// Printed one from the window.
    MediaPrinted,
    /// The practice is open on another computer than the last time.
    OpenedElsewhere,
    /// The practice was opened; it was closed for so long.
    PracticeOpened,
    PracticeClosed,
    /// The computer's clock was set ahead, or the computer slept.
    ClockWentAhead,
    ClockWentBack,
    /// Gave the carrier's key anew.
    CarrierKeySaved,
    /// Made a key for the portal.
    PortalKeyMade,
    TrailExamined,
    /// Read a page of the trail.
    TrailRead,
    TrailExported,
    /// Kept the log as a spreadsheet.
    TrailSaved,
    FigureOpened,
    /// Kept the figures of Review as a file.
    OverviewSaved,
    BackedUp,
    BackupFailed,
    BackupDrilled,
    BackupSaved,
    ReportRead,
    ReportSaved,
    /// Let texts leave although a list of the carrier breaks off.
    SentPastBreak,
    /// Asked for a day of the carrier's list again.
    DayFetched,
    /// Chose how much history is brought in.
    HistorySaved,
    /// Chose how often new texts are asked for at night.
    NightSaved,
    /// Chose whether words are taken from the carrier.
    ScrubSaved,
    /// Lets a term of the screener pass.
    TermAllowed,
    TermTakenBack,
    TextNameSaved,
    /// Scheduled a text for later.
    TextScheduled,
    /// A scheduled text was held at its time: Foyer was closed then, or somebody wrote since.
    ScheduleHeld,
    /// Kept a wording of a template.
    TemplateSaved,
    /// Submitted, approved, sent back or retired one.
    TemplateDecided,
    /// Read one in use again and let it stay.
    TemplateKept,
    /// Changed what templates say of the practice.
    FactsSaved,
    /// Wrote down who signed for what, or took that out.
    AgreementSaved,
    /// Put a name to what was done before going live.
    GoLiveSignedOff,
    /// Wrote down that somebody was trained.
    TrainingRecorded,
    /// Wrote down how far the registration of a number is.
    RegistrationRecorded,
    /// Read a thread to look it over.
    ReviewOpened,
    /// Marked a thread as looked over.
    ThreadReviewed,
    /// A patient's request for a copy was entered.
    AccessEntered,
    /// It was extended, given, denied or withdrawn.
    AccessStepped,
    /// The patient's copy was made.
    CopySaved,
    /// Keeps a question of the report.
    QuerySaved,
    QueryRemoved,
    /// Printed the report from the window.
    ReportPrinted,
    /// Changed how soon patients should be answered.
    GoalSaved,
    /// Changed how often the desktop is told of a thread that nobody has taken.
    RepeatSaved,
    /// The screener looked at templates and what was sent.
    DriftScanned,
    /// Somebody signed that off.
    DriftSigned,
    /// Reported that something went wrong with a text.
    ProblemReported,
    CaseViewed,
    /// Wrote something down about a case.
    CaseChanged,
    CaseSignedOff,
    CaseExported,
    /// Kept the register of cases as a file.
    RegisterSaved,
    /// Let texts to a number go again.
    HoldLifted,
    /// Chose how long words are kept.
    RetentionSaved,
    /// Held words back from deletion.
    WordsHeld,
    WordsReleased,
    /// What is held back from deletion was looked at after a repair.
    HoldsConfirmed,
    WordsErased,
    /// Said when the practice is open.
    HoursSaved,
    /// The automatic reply went into the outbox.
    AfterHoursAnswered,
    /// Said for whom texts to a shared phone are.
    PersonChosen,
    /// Said who wrote a text.
    SpeakerSaid,
    /// Changed who is on a phone.
    HouseholdChanged,
    /// A number was not somebody's.
    WrongNumber,
    /// Brought a list of people in.
    ContactsImported,
    ContactsUndone,
    ContactsSaved,
    /// Put two records of one person together.
    RecordsJoined,
    RecordsSplit,
    /// Looked at what sending a template to a list would do.
    BatchLooked,
    /// Began sending a template to a list.
    BatchStarted,
    /// Paused, resumed or ended that; or it was done.
    BatchChanged,
    /// A patient's text confirmed the visit that a reminder was about.
    VisitConfirmed,
    /// Chose how many texts may leave in a day.
    CeilingSaved,
    /// Let texts leave again after as many had.
    BrakeLifted,
    /// A night's look for unusual looking around.
    LookingDone,
    /// Read which conversations somebody opened on such a day.
    LookingRead,
    /// Looked into one.
    LookingSettled,
    /// Asked for something that their role does not include.
    Denied,
    /// Held a list from the directory against the people here.
    DirectoryCompared,
    /// Said that texts which nobody here sent are the practice's own.
    ElsewhereKnown,
    /// This practice was begun in the place of one that does not open, which is kept.
    StartedAnew,
}

impl Act {
    const ALL: [Self; 126] = [
        Self::ThreadViewed,
        Self::ThreadStarted,
        Self::ThreadAssigned,
        Self::ThreadUnassigned,
        Self::ThreadClosed,
        Self::ThreadReopened,
        Self::ThreadSnoozed,
        Self::ThreadFiled,
        Self::ThreadTagged,
        Self::ThreadUntagged,
        Self::OpenedWithReason,
        Self::NoteAdded,
        Self::TextQueued,
        Self::TextRefused,
        Self::SentOverWarning,
        Self::HandedOff,
        Self::HandoffDone,
        Self::HandoffTakenBack,
        Self::HandoffCopied,
        Self::LinkSentAgain,
        Self::PortalSaved,
        Self::ConsentRecorded,
        Self::ConsentViewed,
        Self::ProofSaved,
        Self::ConsentImported,
        Self::ImportUndone,
        Self::NoticeSaved,
        Self::ReviewDecided,
        Self::RunStarted,
        Self::RunChanged,
        Self::StateSaved,
        Self::FiguresSaved,
        Self::PatientSaved,
        Self::BirthDateShown,
        Self::NumberConfirmed,
        Self::PracticeSaved,
        Self::Searched,
        Self::FoundSaved,
        Self::PictureTagged,
        Self::MediaSaved,
        Self::MediaPrinted,
        Self::OpenedElsewhere,
        Self::PracticeOpened,
        Self::PracticeClosed,
        Self::ClockWentAhead,
        Self::ClockWentBack,
        Self::CarrierKeySaved,
        Self::PortalKeyMade,
        Self::TrailExamined,
        Self::TrailRead,
        Self::TrailExported,
        Self::TrailSaved,
        Self::FigureOpened,
        Self::OverviewSaved,
        Self::BackedUp,
        Self::BackupFailed,
        Self::BackupDrilled,
        Self::BackupSaved,
        Self::ReportRead,
        Self::ReportSaved,
        Self::SentPastBreak,
        Self::DayFetched,
        Self::HistorySaved,
        Self::NightSaved,
        Self::ScrubSaved,
        Self::TermAllowed,
        Self::TermTakenBack,
        Self::TextNameSaved,
        Self::TextScheduled,
        Self::ScheduleHeld,
        Self::TemplateSaved,
        Self::TemplateDecided,
        Self::TemplateKept,
        Self::FactsSaved,
        Self::AgreementSaved,
        Self::GoLiveSignedOff,
        Self::TrainingRecorded,
        Self::RegistrationRecorded,
        Self::ReviewOpened,
        Self::ThreadReviewed,
        Self::AccessEntered,
        Self::AccessStepped,
        Self::CopySaved,
        Self::QuerySaved,
        Self::QueryRemoved,
        Self::ReportPrinted,
        Self::GoalSaved,
        Self::RepeatSaved,
        Self::DriftScanned,
        Self::DriftSigned,
        Self::ProblemReported,
        Self::CaseViewed,
        Self::CaseChanged,
        Self::CaseSignedOff,
        Self::CaseExported,
        Self::RegisterSaved,
        Self::HoldLifted,
        Self::RetentionSaved,
        Self::WordsHeld,
        Self::WordsReleased,
        Self::HoldsConfirmed,
        Self::WordsErased,
        Self::HoursSaved,
        Self::AfterHoursAnswered,
        Self::PersonChosen,
        Self::SpeakerSaid,
        Self::HouseholdChanged,
        Self::WrongNumber,
        Self::ContactsImported,
        Self::ContactsUndone,
        Self::ContactsSaved,
        Self::RecordsJoined,
        Self::RecordsSplit,
        Self::BatchLooked,
        Self::BatchStarted,
        Self::BatchChanged,
        Self::VisitConfirmed,
        Self::CeilingSaved,
        Self::BrakeLifted,
        Self::LookingDone,
        Self::LookingRead,
        Self::LookingSettled,
        Self::Denied,
        Self::DirectoryCompared,
        Self::ElsewhereKnown,
        Self::StartedAnew,
    ];

    /// The word in the chain.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::ThreadViewed => "thread.view",
            Self::ThreadStarted => "thread.start",
            Self::ThreadAssigned => "thread.assign",
            Self::ThreadUnassigned => "thread.unassign",
            Self::ThreadClosed => "thread.close",
            Self::ThreadReopened => "thread.reopen",
            Self::ThreadSnoozed => "thread.snooze",
            Self::ThreadFiled => "thread.file",
            Self::ThreadTagged => "thread.tag",
            Self::ThreadUntagged => "thread.untag",
            Self::OpenedWithReason => "thread.open_with_reason",
            Self::NoteAdded => "note.add",
            Self::TextQueued => "text.queue",
            Self::TextRefused => "text.refuse",
            Self::SentOverWarning => "text.send_over_warning",
            Self::HandedOff => "text.hand_off",
            Self::HandoffDone => "handoff.done",
            Self::HandoffTakenBack => "handoff.take_back",
            Self::HandoffCopied => "handoff.copy",
            Self::LinkSentAgain => "handoff.link_again",
            Self::PortalSaved => "portal.save",
            Self::ConsentRecorded => "consent.record",
            Self::ConsentViewed => "consent.view",
            Self::ProofSaved => "consent.save_proof",
            Self::ConsentImported => "consent.import",
            Self::ImportUndone => "consent.undo_import",
            Self::NoticeSaved => "practice.save_notice",
            Self::ReviewDecided => "consent.decide",
            Self::RunStarted => "consent.start_run",
            Self::RunChanged => "consent.change_run",
            Self::StateSaved => "patient.save_state",
            Self::FiguresSaved => "practice.save_consent_figures",
            Self::PatientSaved => "patient.save",
            Self::BirthDateShown => "patient.show_birth_date",
            Self::NumberConfirmed => "patient.confirm_number",
            Self::PracticeSaved => "practice.save",
            Self::Searched => "search.find",
            Self::FoundSaved => "search.save",
            Self::PictureTagged => "media.tag",
            Self::MediaSaved => "media.save",
            Self::MediaPrinted => "media.print",
            Self::OpenedElsewhere => "practice.computer",
            Self::PracticeOpened => "practice.open",
            Self::PracticeClosed => "practice.close",
            Self::ClockWentAhead => "clock.ahead",
            Self::ClockWentBack => "clock.back",
            Self::CarrierKeySaved => "carrier.save_key",
            Self::PortalKeyMade => "portal.make_key",
            Self::TrailExamined => "audit.examine",
            Self::TrailRead => "audit.read",
            Self::TrailExported => "audit.export",
            Self::TrailSaved => "audit.save",
            Self::ReportRead => "report.read",
            Self::ReportSaved => "report.save",
            Self::FigureOpened => "overview.behind",
            Self::OverviewSaved => "overview.save",
            Self::BackedUp => "backup.make",
            Self::BackupFailed => "backup.fail",
            Self::BackupDrilled => "backup.drill",
            Self::BackupSaved => "backup.save",
            Self::SentPastBreak => "line.send_past_break",
            Self::DayFetched => "carrier.fetch_day",
            Self::HistorySaved => "carrier.save_history",
            Self::NightSaved => "carrier.save_night",
            Self::ScrubSaved => "carrier.save_scrub",
            Self::TermAllowed => "screener.allow",
            Self::TermTakenBack => "screener.take_back",
            Self::TextNameSaved => "practice.save_text_name",
            Self::TextScheduled => "text.schedule",
            Self::ScheduleHeld => "text.schedule_held",
            Self::TemplateSaved => "template.save",
            Self::TemplateDecided => "template.decide",
            Self::TemplateKept => "template.keep",
            Self::FactsSaved => "practice.save_facts",
            Self::AgreementSaved => "practice.save_agreement",
            Self::GoLiveSignedOff => "practice.sign_off_go_live",
            Self::TrainingRecorded => "people.record_training",
            Self::RegistrationRecorded => "practice.record_registration",
            Self::ReviewOpened => "review.open",
            Self::ThreadReviewed => "review.mark",
            Self::AccessEntered => "access.enter",
            Self::AccessStepped => "access.step",
            Self::CopySaved => "access.save_copy",
            Self::QuerySaved => "report.save_query",
            Self::QueryRemoved => "report.remove_query",
            Self::ReportPrinted => "report.print",
            Self::GoalSaved => "practice.save_goal",
            Self::RepeatSaved => "practice.save_repeat",
            Self::DriftScanned => "template.scan",
            Self::DriftSigned => "template.sign_off",
            Self::ProblemReported => "case.report",
            Self::CaseViewed => "case.view",
            Self::CaseChanged => "case.change",
            Self::CaseSignedOff => "case.sign_off",
            Self::CaseExported => "case.export",
            Self::RegisterSaved => "case.save_register",
            Self::HoldLifted => "case.lift_hold",
            Self::RetentionSaved => "retention.save",
            Self::WordsHeld => "retention.hold",
            Self::WordsReleased => "retention.release",
            Self::HoldsConfirmed => "retention.confirm_holds",
            Self::WordsErased => "retention.erase",
            Self::HoursSaved => "practice.save_hours",
            Self::AfterHoursAnswered => "text.after_hours",
            Self::PersonChosen => "household.choose",
            Self::SpeakerSaid => "household.speaker",
            Self::HouseholdChanged => "household.change",
            Self::WrongNumber => "household.wrong_number",
            Self::ContactsImported => "contacts.import",
            Self::ContactsUndone => "contacts.undo",
            Self::ContactsSaved => "contacts.save",
            Self::RecordsJoined => "patient.merge",
            Self::RecordsSplit => "patient.split",
            Self::BatchLooked => "batch.look",
            Self::BatchStarted => "batch.start",
            Self::BatchChanged => "batch.change",
            Self::VisitConfirmed => "batch.confirm",
            Self::CeilingSaved => "brake.save",
            Self::BrakeLifted => "brake.lift",
            Self::LookingDone => "looking.night",
            Self::LookingRead => "looking.read",
            Self::LookingSettled => "looking.settle",
            Self::Denied => "desk.deny",
            Self::DirectoryCompared => "people.compare",
            Self::ElsewhereKnown => "brake.know_elsewhere",
            Self::StartedAnew => "practice.start_anew",
        }
    }

    /// Reads the word in the chain; words of other parts of Foyer are not acts of the desk.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }
}

/// The person at the desk did `act` in `thread`.
pub(crate) fn by_staff(
    desk: &Desk,
    tx: &WriteTx<'_>,
    act: Act,
    thread: impl Into<Option<ThreadId>>,
    object: Option<Uuid>,
    now: Timestamp,
) -> Result<(), StoreError> {
    with(desk, tx, act, thread, object, serde_json::json!({}), now)
}

/// The same with codes and counts; never words, names or numbers of patients.
pub(crate) fn with(
    desk: &Desk,
    tx: &WriteTx<'_>,
    act: Act,
    thread: impl Into<Option<ThreadId>>,
    object: Option<Uuid>,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    by(tx, Actor::User(desk.user.id), act, thread.into(), object, detail, now)
}

/// The same by anybody: Foyer itself does some of it.
pub(crate) fn by(
    tx: &WriteTx<'_>,
    actor: Actor,
    act: Act,
    thread: Option<ThreadId>,
    object: Option<Uuid>,
    detail: serde_json::Value,
    at: Timestamp,
) -> Result<(), StoreError> {
    audit::append(tx, &audit::NewEntry { at, actor, action: act.as_str(), thread, object, detail })
}
