//! Threads in the list.

use foyer_domain::{DeliveryState, Direction, ThreadState};
use foyer_policy::Badge;
use foyer_store::{
    messages::MessageKind,
    threads::{Preview, ViewCounts},
};

use crate::wire;

/// The badge in the window's words.
pub(crate) const fn badge(badge: Badge) -> wire::Badge {
    match badge {
        Badge::Granted => wire::Badge::Granted,
        Badge::NoticeSent => wire::Badge::NoticeSent,
        Badge::None => wire::Badge::NoConsent,
        Badge::OptedOut => wire::Badge::OptedOut,
        Badge::Expired => wire::Badge::Expired,
    }
}

/// Where a thread stands.
pub(crate) const fn thread_state(state: ThreadState) -> wire::ThreadStateInfo {
    match state {
        ThreadState::Open => wire::ThreadStateInfo::Open,
        ThreadState::Snoozed { until_at: ThreadState::UNTIL_REPLY } => {
            wire::ThreadStateInfo::Snoozed { until_at: None }
        }
        ThreadState::Snoozed { until_at } => {
            wire::ThreadStateInfo::Snoozed { until_at: Some(until_at.millis()) }
        }
        ThreadState::Closed { closed_at } => wire::ThreadStateInfo::Closed { closed_at: closed_at.millis() },
    }
}

/// The newest thing of a thread, in a line. `waits`: whether nobody has answered it.
pub(crate) fn preview(preview: Option<&Preview>, waits: bool) -> wire::Preview {
    let Some(preview) = preview else {
        return wire::Preview {
            kind: wire::PreviewKind::Empty,
            text: String::new(),
            language: None,
            mark: None,
        };
    };
    let text = preview.text.reveal().to_owned();
    let kind = match (preview.direction, preview.kind) {
        (_, MessageKind::PortalReply) => wire::PreviewKind::PortalAnswer,
        (Direction::Inbound, _) if text.trim().is_empty() => wire::PreviewKind::Photo,
        (Direction::Inbound, _) => wire::PreviewKind::Theirs,
        (Direction::Outbound, MessageKind::PortalCard | MessageKind::PortalLink) => wire::PreviewKind::Portal,
        (Direction::Outbound, MessageKind::Notice) => wire::PreviewKind::Notice,
        (
            Direction::Outbound,
            MessageKind::Text
            | MessageKind::StopConfirmation
            | MessageKind::AfterHours
            | MessageKind::Reminder,
        ) => wire::PreviewKind::Ours,
    };
    // Read anew for every line: a flag that is kept could be missed, and words cost a few microseconds.
    let urgent = waits && preview.direction == Direction::Inbound && foyer_phi::may_be_emergency(&text);
    let mark = if urgent { Some(wire::PreviewMark::Urgent) } else { preview.state.and_then(mark) };
    wire::Preview { kind, text, language: None, mark }
}

/// The newest thing of a thread whose words are kept back: nothing, but that it may be an emergency. Somebody must see
/// that whoever is at the desk.
pub(crate) fn hidden_preview(newest: Option<&Preview>, waits: bool) -> wire::Preview {
    let mark = preview(newest, waits).mark.filter(|mark| *mark == wire::PreviewMark::Urgent);
    wire::Preview { mark, ..preview(None, waits) }
}

/// What a preview warns of.
const fn mark(state: DeliveryState) -> Option<wire::PreviewMark> {
    match state {
        DeliveryState::Held | DeliveryState::Queued | DeliveryState::Dispatching => {
            Some(wire::PreviewMark::Waiting)
        }
        DeliveryState::Unconfirmed => Some(wire::PreviewMark::NotConfirmed),
        DeliveryState::Undelivered
        | DeliveryState::Failed
        | DeliveryState::Blocked
        | DeliveryState::Expired => Some(wire::PreviewMark::NotDelivered),
        DeliveryState::Accepted
        | DeliveryState::Sent
        | DeliveryState::Delivered
        | DeliveryState::Cancelled => None,
    }
}

/// The counts beside the views.
pub(crate) const fn view_counts(counts: ViewCounts) -> wire::ViewCounts {
    wire::ViewCounts {
        mine: counts.mine.threads,
        unassigned: counts.unassigned.threads,
        all: counts.all.threads,
        unanswered: counts.unanswered,
        snoozed: counts.snoozed.threads,
        closed: counts.closed.threads,
        unread: counts.all.unread,
    }
}
