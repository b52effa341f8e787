//! Where a text of ours is, as the bubble says it.

use foyer_domain::{ChannelFault, Connectivity, DeliveryProblem, DeliveryState, Outage};

use crate::wire::{ConnectivityKind, DeliveryKind, ProblemKind};

/// The twelve states of the core in the nine words of the screen.
pub(crate) const fn delivery_kind(state: DeliveryState) -> DeliveryKind {
    match state {
        DeliveryState::Held => DeliveryKind::Held,
        DeliveryState::Queued => DeliveryKind::Queued,
        DeliveryState::Dispatching => DeliveryKind::Sending,
        DeliveryState::Unconfirmed => DeliveryKind::NotConfirmed,
        DeliveryState::Accepted => DeliveryKind::Accepted,
        DeliveryState::Sent => DeliveryKind::Sent,
        DeliveryState::Delivered => DeliveryKind::Delivered,
        DeliveryState::Undelivered
        | DeliveryState::Failed
        | DeliveryState::Blocked
        | DeliveryState::Expired => DeliveryKind::NotDelivered,
        DeliveryState::Cancelled => DeliveryKind::Cancelled,
    }
}

/// Why it did not arrive; states that carry their own reason need no report.
pub(crate) const fn problem_kind(
    state: DeliveryState,
    problem: Option<DeliveryProblem>,
) -> Option<ProblemKind> {
    match (state, problem) {
        (DeliveryState::Expired, _) => Some(ProblemKind::Expired),
        (_, Some(DeliveryProblem::NumberHeld)) => Some(ProblemKind::NumberHeld),
        (DeliveryState::Blocked, _) => Some(ProblemKind::ConsentEnded),
        (_, Some(DeliveryProblem::Landline)) => Some(ProblemKind::Landline),
        (_, Some(DeliveryProblem::Unreachable)) => Some(ProblemKind::Unreachable),
        (_, Some(DeliveryProblem::Filtered)) => Some(ProblemKind::Filtered),
        (_, Some(DeliveryProblem::UnknownNumber)) => Some(ProblemKind::UnknownNumber),
        (_, Some(DeliveryProblem::OptedOut)) => Some(ProblemKind::OptedOut),
        (_, Some(DeliveryProblem::NotRegistered)) => Some(ProblemKind::NotRegistered),
        (_, Some(DeliveryProblem::Other)) => Some(ProblemKind::Other),
        (DeliveryState::Undelivered | DeliveryState::Failed, None) => Some(ProblemKind::Other),
        (_, None) => None,
    }
}

/// The line, in the window's words.
pub(crate) const fn connectivity_kind(line: Connectivity) -> ConnectivityKind {
    match line {
        Connectivity::Starting => ConnectivityKind::Starting,
        Connectivity::Online => ConnectivityKind::Online,
        Connectivity::Offline { outage: Outage::NoNetwork, .. } => ConnectivityKind::NoNetwork,
        Connectivity::Offline { outage: Outage::Untrusted, .. } => ConnectivityKind::Untrusted,
        Connectivity::Offline { outage: Outage::CarrierDown, .. } => ConnectivityKind::CarrierDown,
        Connectivity::Offline { outage: Outage::RateLimited, .. } => ConnectivityKind::RateLimited,
        Connectivity::Offline { outage: Outage::ListBroken, .. } => ConnectivityKind::ListBroken,
        Connectivity::Paused { fault: ChannelFault::Credentials, .. } => ConnectivityKind::CredentialsRefused,
        Connectivity::Paused { fault: ChannelFault::Suspended, .. } => ConnectivityKind::Suspended,
    }
}
