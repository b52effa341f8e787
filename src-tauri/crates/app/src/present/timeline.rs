//! Texts and what happened, in the window's words.

use foyer_domain::{Attachment, DeliveryProblem, DeliveryState, PictureKind, Segments, Span, Timestamp};
use foyer_policy::{ConsentBasis, ConsentEvent, ConsentEventKind, ReviewKind, RevocationBasis};
use foyer_store::{
    ReadTx, StoreError,
    outbox::{HoldReason, OutboxRow},
    patients::{self, PatientRow},
    portal_accounts,
    threads::ThreadRow,
};

use foyer_sync::Activity;

use super::{delivery_kind, first_name, portal_account, problem_kind, segments_info};
use crate::{
    record::Act,
    wire::{
        ActivityKind, AttachmentInfo, DeliveryInfo, DeliveryKind, HandoffPreview, HoldKind, HouseholdMember,
        PatientCard, PictureShows,
    },
};

/// What the window can show; everything else is offered as a file.
const VIEWABLE: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// A file that came along.
pub(crate) fn attachment(file: &Attachment) -> AttachmentInfo {
    AttachmentInfo {
        id: file.id.to_string(),
        viewable: VIEWABLE.contains(&file.media_type.as_str()),
        media_type: file.media_type.clone(),
        bytes: u32::try_from(file.bytes).unwrap_or(u32::MAX),
        shows: file.shows.map(|shows| match shows {
            PictureKind::Card => PictureShows::Card,
            PictureKind::Clinical => PictureShows::Clinical,
            PictureKind::Document => PictureShows::Document,
            PictureKind::Other => PictureShows::Other,
        }),
    }
}

/// When the engine stops asking what became of a text (`ASK_AFTER` in foyer-sync).
const REPORTS_END: Span = Span::hours(72);

/// Where a text of ours is. `lane_waits`: one above it in its thread waits for a person.
pub(crate) fn delivery(
    written_at: Timestamp,
    state: Option<DeliveryState>,
    problem: Option<DeliveryProblem>,
    queued: Option<&OutboxRow>,
    lane_waits: bool,
    now: Timestamp,
) -> DeliveryInfo {
    let state = state.unwrap_or(DeliveryState::Accepted);
    let hold = match queued.and_then(|queued| queued.hold_reason) {
        Some(HoldReason::TooOld) => Some(HoldKind::Stale),
        Some(HoldReason::NamedTimePassed) => Some(HoldKind::TimePassed),
        Some(HoldReason::ContextChanged) => Some(HoldKind::Overtaken),
        Some(HoldReason::Refused) => Some(HoldKind::Gate),
        Some(HoldReason::QuietHours) => Some(HoldKind::QuietHours),
        Some(HoldReason::Scheduled) => Some(HoldKind::Scheduled),
        Some(HoldReason::Missed) => Some(HoldKind::Missed),
        Some(HoldReason::RestoredCopy) => Some(HoldKind::RestoredCopy),
        Some(HoldReason::UnreadText) => Some(HoldKind::UnreadText),
        Some(HoldReason::Rejected | HoldReason::Person) => Some(HoldKind::Person),
        None if lane_waits => Some(HoldKind::Predecessor),
        None => None,
    };
    let waiting = matches!(state, DeliveryState::Queued | DeliveryState::Held);
    DeliveryInfo {
        state: match state {
            // The carrier was asked for the last time; nobody will say more.
            DeliveryState::Accepted | DeliveryState::Sent if now.since(written_at) >= REPORTS_END => {
                DeliveryKind::NoReport
            }
            other => delivery_kind(other),
        },
        problem: problem_kind(state, problem),
        hold,
        undo_until_at: queued
            .filter(|queued| {
                state == DeliveryState::Queued && queued.attempts == 0 && queued.not_before > now
            })
            .map(|queued| queued.not_before.millis()),
        scheduled_at: queued.filter(|queued| queued.is_for_later()).map(|queued| queued.not_before.millis()),
        can_cancel: waiting,
        can_retry: matches!(state, DeliveryState::Undelivered | DeliveryState::Failed),
    }
}

/// What hand-off would text, and until when that would wait.
pub(crate) fn handoff_preview(text: String, waits_until: Option<Timestamp>) -> HandoffPreview {
    let waits_until_at = waits_until.map(Timestamp::millis);
    HandoffPreview { segments: segments_info(Segments::of(&text)), text, waits_until_at }
}

/// The lines of the audit that belong on the timeline; the rest is for Review.
pub(crate) fn activity(word: &str) -> Option<ActivityKind> {
    match Act::parse(word) {
        Some(act) => act_of_staff(act),
        None if word == Activity::OutboxUnconfirmed.as_str() => Some(ActivityKind::NotConfirmed),
        None if word == Activity::OutboxTwice.as_str() => Some(ActivityKind::SentTwice),
        None if word == Activity::OutboxSentAgain.as_str() => Some(ActivityKind::SentAgain),
        None => portal_activity(word),
    }
}

/// What the portal's rounds wrote down.
fn portal_activity(word: &str) -> Option<ActivityKind> {
    match word {
        "portal.opened" => Some(ActivityKind::PortalOpened),
        "portal.unopened" => Some(ActivityKind::PortalUnopened),
        "portal.expired" => Some(ActivityKind::PortalExpired),
        "portal.too_late" => Some(ActivityKind::PortalTooLate),
        "portal.failed" => Some(ActivityKind::PortalFailed),
        _ => None,
    }
}

const fn act_of_staff(act: Act) -> Option<ActivityKind> {
    match act {
        Act::ThreadAssigned => Some(ActivityKind::Assigned),
        Act::ThreadUnassigned => Some(ActivityKind::Unassigned),
        Act::ThreadClosed => Some(ActivityKind::Closed),
        Act::ThreadReopened => Some(ActivityKind::Reopened),
        Act::ThreadSnoozed => Some(ActivityKind::Snoozed),
        Act::ThreadFiled => Some(ActivityKind::Filed),
        Act::OpenedWithReason => Some(ActivityKind::OpenedWithReason),
        Act::SentOverWarning => Some(ActivityKind::SentOverWarning),
        Act::BirthDateShown => Some(ActivityKind::BirthDateShown),
        Act::NumberConfirmed => Some(ActivityKind::NumberConfirmed),
        Act::HandoffDone => Some(ActivityKind::HandoffDone),
        Act::ThreadReviewed => Some(ActivityKind::Reviewed),
        Act::ProblemReported => Some(ActivityKind::ProblemReported),
        Act::HoldLifted => Some(ActivityKind::HoldLifted),
        Act::SpeakerSaid => Some(ActivityKind::SpeakerSaid),
        Act::WrongNumber => Some(ActivityKind::WrongNumber),
        Act::RecordsJoined => Some(ActivityKind::RecordsJoined),
        Act::RecordsSplit => Some(ActivityKind::RecordsSplit),
        Act::VisitConfirmed => Some(ActivityKind::VisitConfirmed),
        Act::HandedOff
        | Act::HandoffTakenBack
        | Act::HandoffCopied
        | Act::LinkSentAgain
        | Act::PortalSaved
        | Act::ThreadViewed
        | Act::ThreadStarted
        | Act::ThreadTagged
        | Act::ThreadUntagged
        | Act::NoteAdded
        | Act::TextQueued
        | Act::TextRefused
        | Act::TextScheduled
        | Act::ScheduleHeld
        | Act::TemplateSaved
        | Act::TemplateDecided
        | Act::TemplateKept
        | Act::FactsSaved
        | Act::AgreementSaved
        | Act::GoLiveSignedOff
        | Act::TrainingRecorded
        | Act::RegistrationRecorded
        | Act::CaseViewed
        | Act::CaseChanged
        | Act::CaseSignedOff
        | Act::CaseExported
        | Act::RegisterSaved
        | Act::RetentionSaved
        | Act::WordsHeld
        | Act::WordsReleased
        | Act::HoldsConfirmed
        | Act::WordsErased
        | Act::HoursSaved
        | Act::AfterHoursAnswered
        | Act::PersonChosen
        | Act::HouseholdChanged
        | Act::ContactsImported
        | Act::ContactsUndone
        | Act::ContactsSaved
        | Act::BatchLooked
        | Act::BatchStarted
        | Act::BatchChanged
        | Act::ConsentRecorded
        | Act::ConsentViewed
        | Act::ProofSaved
        | Act::ConsentImported
        | Act::ImportUndone
        | Act::NoticeSaved
        | Act::ReviewDecided
        | Act::RunStarted
        | Act::RunChanged
        | Act::StateSaved
        | Act::FiguresSaved
        | Act::PatientSaved
        | Act::PracticeSaved
        | Act::Searched
        | Act::FoundSaved
        | Act::PictureTagged
        | Act::MediaSaved
        | Act::MediaPrinted
        | Act::SentPastBreak
        | Act::DayFetched
        | Act::HistorySaved
        | Act::NightSaved
        | Act::ScrubSaved
        | Act::TermAllowed
        | Act::TermTakenBack
        | Act::TextNameSaved
        | Act::TrailExamined
        | Act::TrailExported
        | Act::TrailSaved
        | Act::FigureOpened
        | Act::BackedUp
        | Act::BackupFailed
        | Act::BackupDrilled
        | Act::BackupSaved
        | Act::ReportRead
        | Act::ReportSaved
        | Act::ReviewOpened
        | Act::AccessEntered
        | Act::AccessStepped
        | Act::CopySaved
        | Act::QuerySaved
        | Act::QueryRemoved
        | Act::ReportPrinted
        | Act::GoalSaved
        | Act::OverviewSaved
        | Act::OpenedElsewhere
        | Act::PracticeOpened
        | Act::PracticeClosed
        | Act::ClockWentAhead
        | Act::ClockWentBack
        | Act::CarrierKeySaved
        | Act::PortalKeyMade
        | Act::RepeatSaved
        | Act::DriftScanned
        | Act::DriftSigned
        | Act::CeilingSaved
        | Act::BrakeLifted
        | Act::LookingDone
        | Act::LookingRead
        | Act::LookingSettled
        | Act::Denied
        | Act::DirectoryCompared
        | Act::TrailRead
        | Act::ElsewhereKnown
        | Act::StartedAnew => None,
    }
}

/// What the timeline says under a text that somebody should read.
pub(crate) const fn review_activity(kind: ReviewKind) -> ActivityKind {
    match kind {
        ReviewKind::UnclearWish => ActivityKind::AskedUnclear,
        ReviewKind::AppointmentMeant => ActivityKind::AppointmentQuestion,
        ReviewKind::StrayYes => ActivityKind::StrayYes,
    }
}

/// The facts about consent that belong on the timeline.
pub(crate) const fn consent_activity(kind: &ConsentEventKind) -> Option<ActivityKind> {
    match kind {
        ConsentEventKind::NoticeSent { .. } => Some(ActivityKind::NoticeSent),
        ConsentEventKind::Granted(_) => Some(ActivityKind::ConsentGranted),
        ConsentEventKind::Revoked(_) => Some(ActivityKind::OptedOut),
        ConsentEventKind::Restarted => Some(ActivityKind::OptedIn),
        ConsentEventKind::NewOwner => Some(ActivityKind::NewOwner),
        ConsentEventKind::NoticeDelivered { .. }
        | ConsentEventKind::NoticeFailed { .. }
        | ConsentEventKind::Declined
        | ConsentEventKind::InboundFirst
        | ConsentEventKind::Unverified
        | ConsentEventKind::ImportUndone
        | ConsentEventKind::Linked
        | ConsentEventKind::Unreadable
        | ConsentEventKind::FarewellSent { .. } => None,
    }
}

/// How consent was given or ended, as the line on the timeline says it; for the notice, its language.
pub(crate) fn consent_about(event: &ConsentEvent, by: Option<&str>) -> Option<String> {
    let by = by.map(first_name).filter(|name| !name.is_empty()).unwrap_or_else(|| "staff".to_owned());
    match &event.kind {
        ConsentEventKind::NoticeSent { language, .. } => Some(language.as_str().to_owned()),
        ConsentEventKind::Granted(basis) => Some(match basis {
            ConsentBasis::RepliedYes => "replied YES".to_owned(),
            ConsentBasis::Paper => format!("signed a form, recorded by {by}"),
            ConsentBasis::Spoken => format!("told {by} at the desk"),
            ConsentBasis::Phone => format!("told {by} on the phone"),
            ConsentBasis::Portal => format!("agreed in the portal, recorded by {by}"),
            ConsentBasis::Imported => format!("brought in from a list by {by}"),
        }),
        ConsentEventKind::Revoked(basis) => Some(match basis {
            RevocationBasis::Texted => "texted STOP".to_owned(),
            RevocationBasis::Worded => "texted that they want no more texts".to_owned(),
            RevocationBasis::Carrier => "blocked by the carrier".to_owned(),
            RevocationBasis::Paper => format!("in writing, recorded by {by}"),
            RevocationBasis::Spoken => format!("told {by} at the desk"),
            RevocationBasis::Phone => format!("told {by} on the phone"),
            RevocationBasis::Portal => format!("in the portal, recorded by {by}"),
        }),
        ConsentEventKind::NoticeDelivered { .. }
        | ConsentEventKind::NoticeFailed { .. }
        | ConsentEventKind::Declined
        | ConsentEventKind::InboundFirst
        | ConsentEventKind::Unverified
        | ConsentEventKind::ImportUndone
        | ConsentEventKind::Linked
        | ConsentEventKind::NewOwner
        | ConsentEventKind::Unreadable
        | ConsentEventKind::Restarted
        | ConsentEventKind::FarewellSent { .. } => None,
    }
}

/// The patient panel, with everybody else on the phone.
pub(crate) fn patient_card(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    patient: &PatientRow,
) -> Result<PatientCard, StoreError> {
    let mut household = Vec::new();
    for other in patients::find_by_number(tx, &thread.far_number)? {
        if other.id != patient.id {
            let contact =
                patients::contacts(tx, other.id)?.into_iter().find(|one| one.number == thread.far_number);
            household.push(HouseholdMember {
                name: other.full_name.reveal().to_owned(),
                relationship: contact.map_or("caregiver", |contact| contact.relationship.as_str()).to_owned(),
            });
        }
    }
    let called = patient.goes_by.as_ref().unwrap_or(&patient.full_name);
    Ok(PatientCard {
        id: patient.id.to_string(),
        full_name: patient.full_name.reveal().to_owned(),
        goes_by: patient.goes_by.as_ref().map(|name| name.reveal().to_owned()),
        first_name: first_name(called.reveal()),
        has_birth_date: patient.birth_date.is_some(),
        number: thread.far_number.pretty(),
        language: patient.language.as_str().to_owned(),
        portal: portal_account(&portal_accounts::get(tx, patient.id)?),
        household,
        merged: crate::merging::shown(tx, patient.id)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reports_is_not_confirmed_by_the_carrier_after_three_days() {
        let sent = Timestamp::from_millis(1_795_449_600_000);
        let shown = |state, after| delivery(sent, Some(state), None, None, false, sent.plus(after)).state;
        for state in [DeliveryState::Accepted, DeliveryState::Sent] {
            let before = shown(state, Span::seconds(72 * 3_600 - 1));
            assert!(!matches!(before, DeliveryKind::NoReport), "{state:?} before its time");
            assert!(matches!(shown(state, Span::hours(72)), DeliveryKind::NoReport), "{state:?} after it");
        }
        for state in [DeliveryState::Delivered, DeliveryState::Undelivered, DeliveryState::Unconfirmed] {
            assert!(!matches!(shown(state, Span::days(30)), DeliveryKind::NoReport), "{state:?} stays");
        }
    }
}
