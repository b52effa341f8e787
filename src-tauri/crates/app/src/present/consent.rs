//! Consent and refusals in the window's words.

use foyer_domain::{Role, Span, Timestamp};
use foyer_policy::{
    ComposerState, ConsentBasis, ConsentEvent, ConsentEventKind, Ground, Place, Refusal, RevocationBasis,
    Standing, WayOn, composer, household::Addressee,
};

use super::{badge, channel_kind, quiet_info, subject, subjects};
use crate::wire::{self, ConsentBasisKind, ConsentFactKind, RefreshReason, RefusalKind};

/// What consent rests on.
pub(crate) const fn basis(basis: ConsentBasis) -> ConsentBasisKind {
    match basis {
        ConsentBasis::RepliedYes => ConsentBasisKind::RepliedYes,
        ConsentBasis::Paper => ConsentBasisKind::Paper,
        ConsentBasis::Spoken => ConsentBasisKind::Spoken,
        ConsentBasis::Phone => ConsentBasisKind::Phone,
        ConsentBasis::Portal => ConsentBasisKind::Portal,
        ConsentBasis::Imported => ConsentBasisKind::Imported,
    }
}

/// What its end rests on.
pub(crate) const fn revocation(basis: RevocationBasis) -> ConsentBasisKind {
    match basis {
        RevocationBasis::Texted => ConsentBasisKind::Stop,
        RevocationBasis::Worded => ConsentBasisKind::Worded,
        RevocationBasis::Carrier => ConsentBasisKind::CarrierBlock,
        RevocationBasis::Paper => ConsentBasisKind::Paper,
        RevocationBasis::Spoken => ConsentBasisKind::Spoken,
        RevocationBasis::Phone => ConsentBasisKind::Phone,
        RevocationBasis::Portal => ConsentBasisKind::Portal,
    }
}

/// The card in the panel.
pub(crate) fn consent_card(standing: &Standing, now: Timestamp) -> wire::ConsentCard {
    let stopped = standing.opt_out.as_ref().map(|opt_out| revocation(opt_out.basis));
    wire::ConsentCard {
        channel: channel_kind(standing.party().channel),
        badge: badge(standing.badge),
        basis: stopped.or_else(|| standing.basis.map(basis)),
        since_at: standing.since.map(Timestamp::millis),
        until_at: standing.expires_at.map(Timestamp::millis),
        refresh_soon: standing.refresh_due(now),
        refresh_by_at: standing
            .expires_at
            .filter(|_| standing.refresh_due(now) && !standing.outdated)
            .map(Timestamp::millis),
        refresh_reason: standing.refresh_due(now).then_some(if standing.outdated {
            RefreshReason::NoticeChanged
        } else {
            RefreshReason::EndsSoon
        }),
        covers: subjects(standing.covers),
        withdrawn: subjects(standing.withdrawn),
        number_blocked: standing.blocked_by_another(),
        unverified: standing.unverified.is_some(),
    }
}

/// A refusal with its ways on, as far as this person's role may go them.
pub(crate) fn refusal(refusal: Refusal, standing: &Standing, role: Role, now: Timestamp) -> wire::Refusal {
    let (kind, since, basis) = match refusal {
        Refusal::OptedOut { since, basis } => (RefusalKind::OptedOut, Some(since), Some(revocation(basis))),
        Refusal::NumberHeld { since } => (RefusalKind::NumberHeld, Some(since), None),
        Refusal::NoConsent { declined_at } => (RefusalKind::NoConsent, declined_at, None),
        Refusal::WaitingForAnswer { since } => (RefusalKind::WaitingForAnswer, Some(since), None),
        Refusal::ConsentExpired { since } => (RefusalKind::ConsentExpired, Some(since), None),
        Refusal::NotCovered { .. } => (RefusalKind::NotCovered, None, None),
        Refusal::QuietHours { .. } => (RefusalKind::QuietHours, None, None),
        Refusal::PortalOnly { .. } => (RefusalKind::PortalOnly, None, None),
        Refusal::NoAgreement => (RefusalKind::NoAgreement, None, None),
        Refusal::ClinicalBeforeYes => (RefusalKind::ClinicalBeforeYes, None, None),
        Refusal::NoticeAlreadySent { at, .. } => (RefusalKind::NoticeAlreadySent, Some(at), None),
        Refusal::NoticeNotNeeded { since } => (RefusalKind::NoticeNotNeeded, since, None),
        Refusal::NoStopWords => (RefusalKind::NoStopWords, None, None),
        Refusal::TemplateBlanks | Refusal::TemplateNotApproved | Refusal::TemplateHalfTranslated => {
            (template_stop(refusal), None, None)
        }
        Refusal::EmptyBody => (RefusalKind::Empty, None, None),
        Refusal::WhoIsItFor => (RefusalKind::WhoIsItFor, None, None),
        Refusal::NamesAnother => (RefusalKind::NamesAnother, None, None),
        Refusal::OfficeFactsOnly => (RefusalKind::OfficeFactsOnly, None, None),
        Refusal::NotAtThisNumber => (RefusalKind::NotAtThisNumber, None, None),
        Refusal::FarewellNotDue | Refusal::NotTheFixedText | Refusal::AnotherParty => {
            (RefusalKind::NotTextable, None, None)
        }
    };
    let may = |way: &WayOn| match way {
        WayOn::OverrideWithReason => refusal.overridable_by().is_some_and(|right| role.may(right)),
        WayOn::SendNotice
        | WayOn::SendNoticeAgain { .. }
        | WayOn::RecordConsent
        | WayOn::CallInstead
        | WayOn::HandOff
        | WayOn::MessageInPortal
        | WayOn::EditText
        | WayOn::ChoosePerson
        | WayOn::SendLater { .. } => true,
    };
    let until = match refusal {
        Refusal::QuietHours { until } => Some(until),
        Refusal::NoticeAlreadySent { again_at, .. } => again_at,
        _ => None,
    };
    let about = match refusal {
        Refusal::NotCovered { subject: about } => Some(subject(about)),
        _ => None,
    };
    let ways = refusal.ways(standing, now).into_iter().filter(may).map(way_on).collect();
    let (since_at, until_at) = (since.map(Timestamp::millis), until.map(Timestamp::millis));
    wire::Refusal { kind, since_at, basis, until_at, subject: about, ways, offers: None }
}

/// What a template's refusal is called on the wire; any other is a text that can't be one.
pub(crate) const fn template_stop(refusal: Refusal) -> RefusalKind {
    match refusal {
        Refusal::TemplateBlanks => RefusalKind::TemplateBlanks,
        Refusal::TemplateNotApproved => RefusalKind::TemplateNotApproved,
        Refusal::TemplateHalfTranslated => RefusalKind::TemplateHalfTranslated,
        _ => RefusalKind::NotTextable,
    }
}

const fn way_on(way: WayOn) -> wire::WayOn {
    match way {
        WayOn::SendNotice => wire::WayOn::SendNotice,
        WayOn::SendNoticeAgain { .. } => wire::WayOn::NoticeTomorrow,
        WayOn::RecordConsent => wire::WayOn::RecordConsent,
        WayOn::CallInstead => wire::WayOn::CallInstead,
        WayOn::HandOff => wire::WayOn::HandOff,
        WayOn::MessageInPortal => wire::WayOn::MessageInPortal,
        WayOn::EditText => wire::WayOn::EditText,
        WayOn::ChoosePerson => wire::WayOn::ChoosePerson,
        WayOn::OverrideWithReason => wire::WayOn::OverrideWithReason,
        WayOn::SendLater { .. } => wire::WayOn::SendLater,
    }
}

/// A refusal that needs no standing: the words themselves cannot be a text.
pub(crate) const fn plain_refusal(kind: RefusalKind) -> wire::Refusal {
    wire::Refusal {
        kind,
        since_at: None,
        basis: None,
        until_at: None,
        subject: None,
        ways: Vec::new(),
        offers: None,
    }
}

/// What can be written now, by somebody of a role who answers this thread or does not.
pub(crate) fn composer_info(
    standing: &Standing,
    place: &Place,
    now: Timestamp,
    to: String,
    leaves_now: bool,
    (role, answers, addressee): (Role, bool, Addressee),
    handoff: Result<wire::HandoffPreview, RefusalKind>,
) -> wire::ComposerInfo {
    if !answers {
        return closed_composer(to);
    }
    let info = wire::ComposerInfo {
        refusal: None,
        leaves_now,
        handoff_off: handoff.as_ref().err().copied(),
        ..closed_composer(to)
    };
    match composer(standing, place, now) {
        ComposerState::Open { ground, clinical_with_reason, notice_goes_along, quiet, live, .. } => {
            wire::ComposerInfo {
                answer_until_at: match ground {
                    Ground::Implied { until } => Some(until.millis()),
                    Ground::Granted { .. } | Ground::Asking | Ground::Farewell | Ground::Decided { .. } => {
                        None
                    }
                },
                notice_goes_along,
                may_override: role.may(foyer_domain::Capability::Override) && clinical_with_reason,
                quiet: quiet.map(|quiet| quiet_info(&quiet, live)),
                handoff: handoff.ok(),
                ..info
            }
        }
        // Whose consent it would be is not known yet; the phone itself may be stopped for everybody.
        ComposerState::Blocked { refusal: why, .. }
            if addressee == Addressee::Unasked
                && !matches!(why, Refusal::OptedOut { .. } | Refusal::NumberHeld { .. }) =>
        {
            info
        }
        ComposerState::Blocked { refusal: why, .. } => {
            let mut refusal = refusal(why, standing, role, now);
            let portal_alone = handoff.is_ok();
            refusal.ways.retain(|way| portal_alone || *way != wire::WayOn::MessageInPortal);
            wire::ComposerInfo { refusal: Some(refusal), portal_alone, ..info }
        }
    }
}

/// A composer for somebody who may not answer this thread.
pub(crate) const fn closed_composer(to: String) -> wire::ComposerInfo {
    wire::ComposerInfo {
        to,
        refusal: Some(plain_refusal(RefusalKind::ReadingRole)),
        answer_until_at: None,
        notice_goes_along: false,
        leaves_now: false,
        may_override: false,
        quiet: None,
        handoff: None,
        handoff_off: None,
        portal_alone: false,
        identity: None,
    }
}

/// Until when the link of a hand-off would wait for the end of quiet hours.
pub(crate) fn link_waits(place: &Place, standing: &Standing, now: Timestamp) -> Option<Timestamp> {
    match composer(standing, place, now) {
        ComposerState::Open { quiet: Some(quiet), live: false, .. } => Some(quiet.until),
        ComposerState::Open { .. } | ComposerState::Blocked { .. } => None,
    }
}

/// A fact for the history.
pub(crate) fn consent_fact(event: &ConsentEvent, by: Option<String>) -> wire::ConsentFact {
    let (what, basis) = match &event.kind {
        ConsentEventKind::NoticeSent { .. } => (ConsentFactKind::NoticeSent, None),
        ConsentEventKind::NoticeDelivered { .. } => (ConsentFactKind::NoticeDelivered, None),
        ConsentEventKind::NoticeFailed { .. } => (ConsentFactKind::NoticeFailed, None),
        ConsentEventKind::Granted(given) => (ConsentFactKind::Granted, Some(basis(*given))),
        ConsentEventKind::Declined => (ConsentFactKind::Declined, None),
        ConsentEventKind::InboundFirst => (ConsentFactKind::InboundFirst, None),
        ConsentEventKind::Unverified => (ConsentFactKind::Unverified, None),
        ConsentEventKind::ImportUndone => (ConsentFactKind::ImportUndone, None),
        ConsentEventKind::Linked => (ConsentFactKind::Linked, None),
        ConsentEventKind::NewOwner => (ConsentFactKind::NewOwner, None),
        ConsentEventKind::Unreadable => (ConsentFactKind::Unreadable, None),
        ConsentEventKind::Revoked(how) => (ConsentFactKind::Revoked, Some(revocation(*how))),
        ConsentEventKind::Restarted => (ConsentFactKind::Restarted, Some(ConsentBasisKind::Start)),
        ConsentEventKind::FarewellSent { .. } => (ConsentFactKind::FarewellSent, None),
    };
    wire::ConsentFact { at: event.at.millis(), what, basis, by }
}

/// How long a hand-off's link waits, so that it can be undone (design system: "Sends in 8 s").
pub(crate) const HANDOFF_UNDO: Span = Span::seconds(8);
