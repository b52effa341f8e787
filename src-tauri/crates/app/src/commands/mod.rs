//! The table of contents of the product: every command, what it needs, what it takes and gives.
//!
//! A command is a struct with its arguments. The window calls it by name through one IPC door; the door
//! checks that a practice is open and that the person may, runs it, and maps every failure to a code.

mod access;
mod agreements;
mod alerts;
mod authenticator;
mod backup;
mod batches;
mod brake;
mod composing;
mod computer;
mod consent;
mod contacts;
mod directory;
mod drift;
mod due;
mod earlier;
mod entering;
mod finding;
mod going_live;
mod hours;
mod households;
mod importing;
mod incidents;
mod keys;
mod listing;
mod lists;
mod looking;
mod media;
mod merging;
mod outbox;
mod overview;
mod own_views;
mod patients;
mod places;
mod portal;
mod portal_setup;
mod proof;
mod queries;
mod recovery;
mod registering;
mod report;
mod retention;
mod reviews;
mod roles;
mod rules;
mod schedule;
mod screener;
mod session;
mod settings;
mod staff;
mod tags;
mod templates;
mod thread_review;
mod threads;
mod trail;

use std::{future::Future, pin::Pin};

use foyer_domain::Capability;
use serde::{Serialize, de::DeserializeOwned};
use ts_rs::TS;

use crate::{context::Context, wire::AppError};

pub use self::{
    access::*, agreements::*, alerts::*, authenticator::*, backup::*, batches::*, brake::*, composing::*,
    computer::*, consent::*, contacts::*, directory::*, drift::*, due::*, earlier::*, entering::*,
    finding::*, going_live::*, hours::*, households::*, importing::*, incidents::*, keys::*, listing::*,
    looking::*, media::*, merging::*, outbox::*, overview::*, own_views::*, patients::*, places::*,
    portal::*, portal_setup::*, proof::*, queries::*, recovery::*, registering::*, report::*, retention::*,
    reviews::*, roles::*, rules::*, schedule::*, screener::*, session::*, settings::*, staff::*, tags::*,
    templates::*, thread_review::*, threads::*, trail::*,
};

/// One thing the window may ask for.
pub trait Command: DeserializeOwned + TS + Send + 'static {
    /// Its name on the wire: noun and verb.
    const NAME: &'static str;
    /// The right it needs. `Enter` needs nobody at the desk.
    const NEEDS: Capability;
    /// Whether a manager whose second step a repair may have lost sets it up with this.
    const SETTLES_SECOND_STEP: bool = false;
    /// What it gives.
    type Reply: Serialize + TS + Send + 'static;

    /// Does it.
    fn run(self, cx: Context) -> impl Future<Output = Result<Self::Reply, AppError>> + Send;
}

type Running = Pin<Box<dyn Future<Output = Result<serde_json::Value, AppError>> + Send>>;

/// A row of the command table.
pub struct Entry {
    /// Name on the wire.
    pub name: &'static str,
    /// The right it needs.
    pub needs: Capability,
    /// [`Command::SETTLES_SECOND_STEP`].
    pub settles_second_step: bool,
    /// Parses the arguments and runs the command.
    pub run: fn(Context, serde_json::Value) -> Running,
    /// Writes the request's and the reply's TypeScript.
    pub describe: fn(&mut dyn Describe),
}

/// Collects the types of the command table; see `bindings`.
pub trait Describe {
    /// One command: its name, request and reply.
    fn command(&mut self, name: &'static str, request: TypeInfo, reply: TypeInfo);
}

/// A type and everything it names.
pub struct TypeInfo {
    /// How TypeScript refers to it.
    pub name: String,
    /// Declarations, by name.
    pub declarations: std::collections::BTreeMap<String, String>,
}

macro_rules! table {
    ($($command:ty),* $(,)?) => {
        /// Every command there is.
        pub fn table() -> Vec<Entry> {
            vec![$(Entry {
                name: <$command as Command>::NAME,
                needs: <$command as Command>::NEEDS,
                settles_second_step: <$command as Command>::SETTLES_SECOND_STEP,
                run: |cx, args| Box::pin(crate::call::run::<$command>(cx, args)),
                describe: |to| to.command(
                    <$command as Command>::NAME,
                    crate::bindings::type_info::<$command>(),
                    crate::bindings::type_info::<<$command as Command>::Reply>(),
                ),
            }),*]
        }
    };
}

table![
    // Getting in.
    GetStatus,
    StartPracticeMode,
    CheckTwilio,
    ConnectTwilio,
    OpenAgain,
    // Who sits here.
    SignIn,
    EnterPin,
    LockDesk,
    CloseDesk,
    TouchDesk,
    ChangePassword,
    SaveLock,
    FirstSignIn,
    ListPeople,
    AddPerson,
    ChangeRole,
    NewPersonCode,
    ResetPin,
    RemovePerson,
    SetPersonLocations,
    SaveRole,
    RetireRole,
    SaveLocation,
    CloseLocation,
    ReadPeopleLog,
    CompareDirectory,
    MakeRecoveryCode,
    ConfirmRecoveryCode,
    MakeRecoveryHalves,
    ConfirmRecoveryHalf,
    ChangeKey,
    GetAuthenticator,
    MakeAuthenticator,
    ConfirmAuthenticator,
    RemoveAuthenticator,
    TryRecoveryCode,
    CheckRecoveryHalf,
    SaveSupportReport,
    Recover,
    ListRestores,
    ChooseRestore,
    RestoreBackup,
    RepairStore,
    StartNew,
    // The list.
    ListThreads,
    CountThreads,
    ListOwnViews,
    SaveOwnView,
    RemoveOwnView,
    // A thread.
    OpenThread,
    OpenWithReason,
    ReadEarlier,
    RefreshThread,
    MarkUnread,
    LookAt,
    TakeAlert,
    AssignThread,
    CloseThread,
    ReopenThread,
    SnoozeThread,
    FileThread,
    ListTags,
    TagThread,
    StartThread,
    AddNote,
    ViewMedia,
    TagMedia,
    SaveMedia,
    PrintMedia,
    // Writing and sending.
    SaveDraft,
    ScreenDraft,
    SendText,
    LookAhead,
    SuggestTimes,
    ScheduleText,
    CancelText,
    ResolveText,
    // Templates.
    ListTemplates,
    PickTemplates,
    TakeTemplate,
    CheckTemplate,
    SaveTemplate,
    SubmitTemplate,
    DecideTemplate,
    ProposeTemplate,
    SaveFacts,
    ReadDrift,
    ScanDrift,
    SignDrift,
    // A template to many people.
    ReadBatchList,
    PreviewBatch,
    StartBatch,
    ReadBatch,
    ListBatches,
    ChangeBatch,
    // Handing off.
    HandOff,
    SendLinkAgain,
    CheckOffHandoff,
    TakeBackHandoff,
    CopyHandoff,
    OpenStaffPage,
    ListHandoffTasks,
    SendSignUp,
    SendInvite,
    // Consent.
    SendNotice,
    RecordConsent,
    ListConsent,
    ProveConsent,
    SaveProof,
    ChangeOwner,
    ReadConsentList,
    PreviewConsentList,
    ImportConsent,
    ListImports,
    UndoImport,
    ListDue,
    PreviewRun,
    StartRun,
    ReadRun,
    ChangeRun,
    ListReviews,
    DecideReview,
    ListNotices,
    SaveNotice,
    ReadConsentFigures,
    SaveConsentFigures,
    SaveState,
    // The outbox and the line.
    ListOutbox,
    ReadDoubt,
    ReadFrozen,
    Thaw,
    TryNow,
    SetFocus,
    SendPastBreak,
    GetCeiling,
    SaveCeiling,
    LiftBrake,
    KnowElsewhere,
    GetConnectivity,
    GetEarlier,
    FetchDay,
    SaveHistory,
    SaveNight,
    SaveScrub,
    // People.
    SavePatient,
    MergePatients,
    SplitPatients,
    ChoosePerson,
    SaySpeaker,
    AddToPhone,
    ChangeOnPhone,
    MarkWrongNumber,
    ReadContacts,
    PreviewContacts,
    ImportContacts,
    ListContactImports,
    UndoContacts,
    SaveContacts,
    RevealBirthDate,
    SavePortalAccount,
    // Find.
    Find,
    SearchTexts,
    ReadAround,
    SaveFound,
    // How the desk is doing.
    ReadOverview,
    ReadAnswers,
    SaveOverview,
    ReadBehind,
    ReadReport,
    SaveReport,
    PrintReport,
    ListQueries,
    SaveQuery,
    RemoveQuery,
    ListReviewThreads,
    ReviewThreadOpen,
    MarkReviewed,
    CommentThread,
    ListMentions,
    ListAccess,
    EnterAccess,
    StepAccess,
    SaveCopy,
    // When something went wrong.
    ReportProblem,
    ListCases,
    SaveRegister,
    OpenCase,
    AnswerFactor,
    SaveScope,
    NoteCase,
    DecideCase,
    SignOffCase,
    KeepCase,
    ReopenCase,
    LiftHold,
    AskedNumber,
    DraftLetter,
    SaveLetter,
    ExportCase,
    // Proving what happened.
    ExamineTrail,
    ReadTrail,
    ReadLooking,
    ReadLookingBehind,
    SettleLooking,
    ExportTrail,
    SaveTrail,
    // How long words are kept.
    ReadRetention,
    SaveRetention,
    HoldWords,
    ReleaseWords,
    ConfirmHolds,
    EraseWords,
    SignRetention,
    // When the practice is open.
    ReadHours,
    SaveHours,
    ReadMorning,
    // Settings.
    SaveSettings,
    SavePractice,
    SaveGoals,
    SaveRepeat,
    ReadScreener,
    AllowTerm,
    TakeBackTerm,
    SaveTextName,
    ReplaceTwilioKey,
    AskNumbers,
    SetPretendCarrier,
    GetGoLive,
    SaveSigned,
    SignOffGoLive,
    RecordTraining,
    RecordRegistration,
    RemoveSigned,
    GetBackup,
    ChooseBackupFolder,
    SaveBackup,
    BackUpNow,
    DrillBackup,
    GetComputer,
    GetPortalSetup,
    SavePortal,
    SaveAgreement,
    ConnectPortal,
    DisconnectPortal,
    MakePortalKey,
    SaveSafeText,
];
