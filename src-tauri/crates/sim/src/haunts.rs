//! Where a planted bug does its mischief, so that a thousand seeds are enough to see it.
//!
//! A mistake about timeouts shows only where answers come too late. With all faults at once each of them strikes seldom,
//! and what one breaks another hides: an outcome that a full disk swallowed is found again after the next crash. So each
//! bug has its weather: the kinds of faults without which it would not matter, and no others, and these as often as all
//! together otherwise are ([`Plan::dense`](crate::Plan::dense)).

use foyer_sync::teeth::Bug;

use crate::faults::{Fault, Faults};

/// Virtual days of a run in which bugs show: one busy spell and its settling.
pub const DAYS: f64 = 0.01;

/// The weather of a bug.
pub fn weather(bug: Bug) -> Faults {
    use Fault::{
        Clock, Console, Copy, Crash, Credentials, Disk, Failing, Lists, Lost, Network, Rate, Sleep, Slow,
        Words,
    };
    let kinds: &[Fault] = match bug {
        // Wrong at every request, whatever the weather.
        Bug::AttemptAfterRequest
        | Bug::StopNeedsBareWord
        | Bug::SendBeforeHearing
        | Bug::FirstPageOnly
        | Bug::RowTwiceUnread
        | Bug::NoPace
        | Bug::ReportsDropped
        | Bug::AcceptedNotAudited
        | Bug::StartedNotAudited => &[],
        // Doubts, and what is made of them.
        Bug::RetryOnServerError
        | Bug::RetryOnLostConnection
        | Bug::NoSearch
        | Bug::LaneGoesOn
        | Bug::CancelAnytime => &[Lost],
        // What was sent again and taken back: the first may have left, and is not found at once.
        Bug::CancelLies => &[Lost, Lists],
        Bug::RetryOnTimeout => &[Slow],
        Bug::RetryOnForeignAnswer => &[Lost, Words],
        // What was handed over and lies in no list yet is what a person sends again, or leaves.
        Bug::FailedWhileInDoubt | Bug::LeaveForgets => &[Lost, Lists],
        Bug::MatchIgnoresWords | Bug::MatchIgnoresTime => &[Network, Lost, Console],
        Bug::ElsewhereDropped | Bug::NoDuplicateAlarm => &[Console],
        // A text in doubt outlives the STOP that ends all others, and a person sends it again.
        Bug::GateOnlyAtEnqueue => &[Network, Lost],
        // Deaths.
        Bug::RequeueAfterCrash | Bug::NoRecovery => &[Crash],
        // Without a death that would bring it to light.
        Bug::NoRecoveryAfterDisk => &[Disk],
        // Without a death, after which the lists are read over some days.
        Bug::CursorFirst => &[Network, Failing, Sleep],
        Bug::PicturesOfBrokenWalks => &[Network, Failing, Crash],
        // What is heard, and when.
        Bug::OneStopAPage => &[Sleep, Network],
        Bug::UndatedStartCounts => &[Words, Sleep],
        Bug::SleepUnnoticed => &[Sleep],
        Bug::HeardIsForever | Bug::TextAsProbe => &[Network, Failing],
        // More than a page comes while nobody listens.
        Bug::BreakIsEnd | Bug::LoopIsEnd => &[Lists, Sleep],
        Bug::OptOutCodeIgnored | Bug::NoOverlap | Bug::NeverDeep | Bug::StateFalls => &[Lists],
        Bug::DropPictures => &[Failing],
        // Waits.
        Bug::SendPastTime | Bug::StaleGoes => &[Network, Rate, Sleep],
        Bug::RetryAfterIgnored | Bug::RateLimitFails => &[Rate],
        Bug::PauseFails => &[Credentials],
        Bug::NoBreaker => &[Lost, Failing],
        Bug::NoBound => &[Slow, Lost],
        Bug::ClockBackStops => &[Clock, Network],
        Bug::CopyGoesOn => &[Copy],
    };
    Faults(kinds.iter().copied().collect())
}
