//! Consent and refusals in the window's words.

use foyer_domain::{Span, Timestamp};
use foyer_policy::{
    ComposerState, ConsentBasis, ConsentEvent, ConsentEventKind, Ground, Refusal, RevocationBasis, Standing,
    WayOn, composer,
};

use super::{badge, channel_kind};
use crate::wire::{self, ConsentBasisKind, ConsentFactKind, RefusalKind};

/// What consent rests on.
pub(crate) const fn basis(basis: ConsentBasis) -> ConsentBasisKind {
    match basis {
        ConsentBasis::RepliedYes => ConsentBasisKind::RepliedYes,
        ConsentBasis::Paper => ConsentBasisKind::Paper,
        ConsentBasis::Spoken => ConsentBasisKind::Spoken,
        ConsentBasis::Phone => ConsentBasisKind::Phone,
        ConsentBasis::Portal => ConsentBasisKind::Portal,
    }
}

/// What its end rests on.
pub(crate) const fn revocation(basis: RevocationBasis) -> ConsentBasisKind {
    match basis {
        RevocationBasis::Texted => ConsentBasisKind::Stop,
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
    }
}

/// A refusal with its ways on.
pub(crate) fn refusal(refusal: Refusal, standing: &Standing, now: Timestamp) -> wire::Refusal {
    let (kind, since, basis) = match refusal {
        Refusal::OptedOut { since, basis } => (RefusalKind::OptedOut, Some(since), Some(revocation(basis))),
        Refusal::NoConsent { declined_at } => (RefusalKind::NoConsent, declined_at, None),
        Refusal::WaitingForAnswer { since } => (RefusalKind::WaitingForAnswer, Some(since), None),
        Refusal::ConsentExpired { since } => (RefusalKind::ConsentExpired, Some(since), None),
        Refusal::PortalOnly { .. } => (RefusalKind::PortalOnly, None, None),
        Refusal::ClinicalBeforeYes => (RefusalKind::ClinicalBeforeYes, None, None),
        Refusal::NoticeAlreadySent { at, .. } => (RefusalKind::NoticeAlreadySent, Some(at), None),
        Refusal::NoticeNotNeeded { since } => (RefusalKind::NoticeNotNeeded, since, None),
        Refusal::EmptyBody => (RefusalKind::Empty, None, None),
        Refusal::FarewellNotDue | Refusal::NotTheFixedText | Refusal::AnotherParty => {
            (RefusalKind::NotTextable, None, None)
        }
    };
    let ways = refusal.ways(standing, now).into_iter().map(way_on).collect();
    wire::Refusal { kind, since_at: since.map(Timestamp::millis), basis, ways }
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
        WayOn::OverrideWithReason => wire::WayOn::OverrideWithReason,
    }
}

/// A refusal that needs no standing: the words themselves cannot be a text.
pub(crate) const fn plain_refusal(kind: RefusalKind) -> wire::Refusal {
    wire::Refusal { kind, since_at: None, basis: None, ways: Vec::new() }
}

/// What can be written now.
pub(crate) fn composer_info(
    standing: &Standing,
    now: Timestamp,
    to: String,
    leaves_now: bool,
    may_override: bool,
    handoff: Option<wire::HandoffPreview>,
) -> wire::ComposerInfo {
    let info = wire::ComposerInfo {
        to,
        refusal: None,
        answer_until_at: None,
        notice_goes_along: false,
        leaves_now,
        may_override: false,
        handoff: None,
    };
    match composer(standing, now) {
        ComposerState::Open { ground, clinical_with_reason, notice_goes_along, .. } => wire::ComposerInfo {
            answer_until_at: match ground {
                Ground::Implied { until } => Some(until.millis()),
                Ground::Granted { .. } | Ground::Asking | Ground::Farewell => None,
            },
            notice_goes_along,
            may_override: may_override && clinical_with_reason,
            handoff,
            ..info
        },
        ComposerState::Blocked { refusal: why, .. } => {
            wire::ComposerInfo { refusal: Some(refusal(why, standing, now)), ..info }
        }
    }
}

/// A fact for the history; facts that only serve the fold are not shown.
pub(crate) fn consent_fact(event: &ConsentEvent, by: Option<String>) -> Option<wire::ConsentFact> {
    let (what, basis) = match &event.kind {
        ConsentEventKind::NoticeSent { .. } => (ConsentFactKind::NoticeSent, None),
        ConsentEventKind::NoticeDelivered { .. } => (ConsentFactKind::NoticeDelivered, None),
        ConsentEventKind::NoticeFailed { .. } => (ConsentFactKind::NoticeFailed, None),
        ConsentEventKind::Granted(given) => (ConsentFactKind::Granted, Some(basis(*given))),
        ConsentEventKind::Declined => (ConsentFactKind::Declined, None),
        ConsentEventKind::InboundFirst => (ConsentFactKind::InboundFirst, None),
        ConsentEventKind::Revoked(how) => (ConsentFactKind::Revoked, Some(revocation(*how))),
        ConsentEventKind::Restarted => (ConsentFactKind::Restarted, Some(ConsentBasisKind::Start)),
        ConsentEventKind::FarewellSent { .. } => return None,
    };
    Some(wire::ConsentFact { at: event.at.millis(), what, basis, by })
}

/// How long a hand-off's link waits, so that it can be undone (design system: "Sends in 8 s").
pub(crate) const HANDOFF_UNDO: Span = Span::seconds(8);
