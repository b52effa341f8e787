//! Twilio's words in ours: statuses, error codes, ids.
//!
//! Twilio asks not to branch on message error codes, because they are re-split over time; here they choose a
//! wording, and a code nobody knew is [`DeliveryProblem::Other`].

use foyer_domain::{ChannelFault, DeliveryProblem, DeliveryState, ProviderMessageId};

/// Two capital letters and 32 hex digits: any Twilio id.
pub(super) fn is_sid(text: &str) -> bool {
    let (kind, digits) = text.split_at_checked(2).unwrap_or(("", ""));
    kind.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.len() == 32
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The id of a message, as Twilio writes it: kind in capitals, digits in small letters. The specification allows hex
/// digits of either case (`^(SM|MM)[0-9a-fA-F]{32}$`), so two spellings are one id, and must not make two texts.
pub(super) fn message_id(text: &str) -> Option<ProviderMessageId> {
    let (kind, digits) = text.split_at_checked(2)?;
    let id = kind.to_ascii_uppercase() + &digits.to_ascii_lowercase();
    if is_sid(&id) { ProviderMessageId::parse(&id).ok() } else { None }
}

/// An id of one kind: `AC` accounts, `SK` keys, `ME` media.
pub(super) fn is_sid_of(kind: &str, text: &str) -> bool {
    is_sid(text) && text.starts_with(kind)
}

/// An outbound status. `None` for inbound words and for words that did not exist when this was written.
pub(super) fn state(status: &str) -> Option<DeliveryState> {
    match status {
        "accepted" | "scheduled" | "queued" | "sending" => Some(DeliveryState::Accepted),
        "sent" | "partially_delivered" => Some(DeliveryState::Sent),
        // `read` exists on WhatsApp only and implies delivery.
        "delivered" | "read" => Some(DeliveryState::Delivered),
        "undelivered" => Some(DeliveryState::Undelivered),
        "failed" | "canceled" => Some(DeliveryState::Failed),
        _ => None,
    }
}

/// An error code on a message or in a refusal.
pub(super) fn problem(code: u32) -> DeliveryProblem {
    match code {
        21614 | 30006 => DeliveryProblem::Landline,
        30003 => DeliveryProblem::Unreachable,
        30004 | 30007 => DeliveryProblem::Filtered,
        21211 | 30005 => DeliveryProblem::UnknownNumber,
        21610 => DeliveryProblem::OptedOut,
        30032 | 30034 => DeliveryProblem::NotRegistered,
        _ => DeliveryProblem::Other,
    }
}

/// The account's fault behind a documented refusal, if it is one. Codes 21xxx speak of one text whatever the
/// HTTP status: a region that is not enabled must not stop the whole desk.
pub(super) fn channel_fault(http: u16, code: u32) -> Option<ChannelFault> {
    match (http, code) {
        (_, 21_000..=21_999) => None,
        // 20005: the account is not active.
        (_, 30002 | 20005) => Some(ChannelFault::Suspended),
        (_, 20003 | 20404) | (401 | 403, _) => Some(ChannelFault::Credentials),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_exact() {
        assert!(is_sid_of("SM", "SM0123456789abcdef0123456789ABCDEF"));
        for wrong in
            ["", "SM", "sm0123456789abcdef0123456789abcdef", "SM0123456789abcdef0123456789abcdeg", "é"]
        {
            assert!(!is_sid(wrong), "{wrong}");
        }
        assert!(!is_sid("SM0123456789abcdef0123456789abcde/"));
        assert!(!is_sid("SM0123456789abcdef0123456789abcdef0"));
    }

    #[test]
    fn however_an_id_is_spelled_it_is_one() {
        let id = message_id("SM0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(id.as_str(), "SM0123456789abcdef0123456789abcdef");
        for spelled in ["SM0123456789ABCDEF0123456789ABCDEF", "sm0123456789aBcDeF0123456789abcdef"] {
            assert_eq!(message_id(spelled).as_ref(), Some(&id), "{spelled}");
        }
        for wrong in
            ["", "SM", "120123456789abcdef0123456789abcdef", "SM0123456789abcdef0123456789abcdeg", "é"]
        {
            assert_eq!(message_id(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_refused_region_does_not_stop_the_account() {
        assert_eq!(channel_fault(403, 21408), None);
        assert_eq!(channel_fault(403, 20003), Some(ChannelFault::Credentials));
        assert_eq!(channel_fault(400, 30002), Some(ChannelFault::Suspended));
        assert_eq!(channel_fault(400, 21211), None);
    }
}
