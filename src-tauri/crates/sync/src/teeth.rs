//! Ways to break the engine on purpose, to prove that the simulation would notice; and a disk that fails when told.
//!
//! Compiled only with the feature `sim`. A switch is thrown for one thread, by the simulation that runs on it;
//! without the feature every `bug!(…)` in this crate is `false`. The shell does not build for release
//! with it.

use std::cell::{Cell, RefCell};

use foyer_store::StoreError;

macro_rules! bugs {
    ($($name:ident, $about:literal;)*) => {
        /// A mistake somebody might make.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Bug {
            $(#[doc = $about] $name,)*
        }

        impl Bug {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }

            /// The one of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|bug| bug.name() == name)
            }

            /// What it does, in words.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$name => $about),* }
            }
        }
    };
}

bugs! {
    RetryOnServerError, "a 5xx is taken for not sent, and tried again";
    RetryOnLostConnection, "a connection lost after the request is taken for not sent";
    RetryOnTimeout, "an answer that comes too late is taken for not sent";
    RetryOnForeignAnswer, "an answer in nobody's words is taken for not sent";
    AttemptAfterRequest, "the attempt is written down after the request";
    RequeueAfterCrash, "an attempt without an outcome is queued again at the start";
    NoRecovery, "attempts without an outcome are not looked for at the start";
    NoRecoveryAfterDisk, "an outcome that the disk refused is not looked for";
    GateOnlyAtEnqueue, "the gate is not asked again when a text leaves";
    OneStopAPage, "of the texts of a page only the newest is heard for STOP";
    StopNeedsBareWord, "only the bare word STOP counts";
    UndatedStartCounts, "a START without a readable time counts from when it was read";
    SendBeforeHearing, "texts leave before inbound was heard";
    SleepUnnoticed, "a sleep in the middle of a list is not noticed";
    HeardIsForever, "what was heard once stays fresh after a failure";
    SendPastTime, "a text leaves although its time is over";
    OptOutCodeIgnored, "the carrier's word that a patient opted out is not kept";
    CursorFirst, "the cursor moves before its walk";
    NoOverlap, "a deep walk goes back to the cursor only";
    NeverDeep, "no walk goes deeper than the first known page";
    FirstPageOnly, "a walk ends with its first page";
    BreakIsEnd, "texts leave although a list breaks off";
    LoopIsEnd, "a list that leads back to itself is taken for whole";
    RowTwiceUnread, "a repeated row counts as unread again";
    DropPictures, "a picture that failed once is given up";
    PicturesOfBrokenWalks, "pictures of a walk that broke off are not looked for";
    ElsewhereDropped, "texts of ours from elsewhere are not kept";
    MatchIgnoresWords, "any text to the number answers a doubt";
    MatchIgnoresTime, "a text of any time answers a doubt";
    NoDuplicateAlarm, "a text that the carrier has twice alarms nobody";
    NoSearch, "texts in doubt are not looked for, neither in searches nor in walks";
    FailedWhileInDoubt, "a refusal ends a text whose earlier attempt is in doubt";
    LeaveForgets, "what a person left is not looked for any more";
    LaneGoesOn, "a text leaves although the one above it is in doubt";
    RetryAfterIgnored, "the carrier's Retry-After is not waited for";
    RateLimitFails, "a 429 fails the text";
    PauseFails, "refused credentials fail the text";
    NoPace, "texts follow each other as fast as they can";
    NoBreaker, "texts go on being handed over while every one of them fails";
    NoBound, "any number of texts is on the wire at once";
    StaleGoes, "a text goes although the time it names is past";
    TextAsProbe, "after a failure the next text goes without a list before it";
    CopyGoesOn, "an older copy of the store sends what it holds";
    CancelAnytime, "a text on the wire or in doubt can be taken back";
    CancelLies, "what may have left is said to have never left";
    StateFalls, "a late report lowers a state";
    ReportsDropped, "no report is asked for or taken from a list";
    AcceptedNotAudited, "an accepted text leaves no trace in the audit";
    StartedNotAudited, "an attempt leaves no trace in the audit";
    ClockBackStops, "a clock that was set back makes everything wait for the old time";
}

/// How the disk refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No room.
    DiskFull,
    /// The operating system says no.
    Io,
    /// The closure panicked.
    Panicked,
}

/// A storage call that will fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskFault {
    /// Calls that still succeed.
    pub after: u32,
    /// How it fails.
    pub error: Failure,
    /// A write that is reported as failed and is on the disk all the same, as a failed sync may leave it.
    pub committed: bool,
}

thread_local! {
    static BUG: Cell<Option<Bug>> = const { Cell::new(None) };
    static DISK: RefCell<Option<DiskFault>> = const { RefCell::new(None) };
}

/// Plants a bug in everything this thread runs from now on, or takes it out.
pub fn plant(bug: Option<Bug>) {
    BUG.set(bug);
}

/// Whether this bug is planted here.
pub(crate) fn is(bug: Bug) -> bool {
    BUG.get() == Some(bug)
}

/// One storage call of the engine on this thread will fail.
pub fn break_disk(fault: DiskFault) {
    DISK.set(Some(fault));
}

/// None will.
pub fn mend_disk() {
    DISK.set(None);
}

/// Whether the storage call in hand fails.
pub(crate) fn disk_fails() -> Option<(StoreError, bool)> {
    DISK.with_borrow_mut(|disk| {
        let fault = disk.as_mut()?;
        if fault.after > 0 {
            fault.after -= 1;
            return None;
        }
        let (error, committed) = (fault.error, fault.committed);
        *disk = None;
        Some((error.into_error(), committed))
    })
}

impl Failure {
    fn into_error(self) -> StoreError {
        match self {
            Self::DiskFull => StoreError::DiskFull,
            Self::Io => StoreError::Io(std::io::ErrorKind::Other),
            Self::Panicked => StoreError::Panicked,
        }
    }
}
