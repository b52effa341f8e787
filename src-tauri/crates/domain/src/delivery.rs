//! What became of an outbound text: reports are facts, the state is a fold over them.

use crate::Timestamp;

/// Where an outbound text is. The first half is ours, the second the carrier's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Stopped here until a person or a condition frees it.
    Held,
    /// Waiting for its turn.
    Queued,
    /// An attempt has been written down and may be on the wire.
    Dispatching,
    /// The carrier may or may not have it; only evidence or a person decides.
    Unconfirmed,
    /// The carrier has it.
    Accepted,
    /// The carrier passed it on.
    Sent,
    /// The phone has it, as far as the carrier knows.
    Delivered,
    /// It will not arrive.
    Undelivered,
    /// The carrier refused it or failed.
    Failed,
    /// The gate refused it at the last moment: consent ended.
    Blocked,
    /// Its time ran out before it could be sent.
    Expired,
    /// A person took it back in time.
    Cancelled,
}

impl DeliveryState {
    /// Every state, for round trips and tests.
    pub const ALL: [Self; 12] = [
        Self::Held,
        Self::Queued,
        Self::Dispatching,
        Self::Unconfirmed,
        Self::Accepted,
        Self::Sent,
        Self::Delivered,
        Self::Undelivered,
        Self::Failed,
        Self::Blocked,
        Self::Expired,
        Self::Cancelled,
    ];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Dispatching => "dispatching",
            Self::Unconfirmed => "unconfirmed",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Blocked => "blocked",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether nothing more is expected.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Delivered
            | Self::Undelivered
            | Self::Failed
            | Self::Blocked
            | Self::Expired
            | Self::Cancelled => true,
            Self::Held
            | Self::Queued
            | Self::Dispatching
            | Self::Unconfirmed
            | Self::Accepted
            | Self::Sent => false,
        }
    }

    /// Whether the patient may have the text, as far as anybody knows.
    pub const fn may_have_left(self) -> bool {
        match self {
            Self::Dispatching | Self::Unconfirmed | Self::Accepted | Self::Sent | Self::Delivered => true,
            Self::Held
            | Self::Queued
            | Self::Undelivered
            | Self::Failed
            | Self::Blocked
            | Self::Expired
            | Self::Cancelled => false,
        }
    }

    /// How far along the carrier's ladder a state is; later reports never lower it.
    const fn rank(self) -> u8 {
        match self {
            Self::Held
            | Self::Queued
            | Self::Dispatching
            | Self::Unconfirmed
            | Self::Blocked
            | Self::Expired
            | Self::Cancelled => 0,
            Self::Accepted => 1,
            Self::Sent => 2,
            Self::Failed => 3,
            Self::Undelivered => 4,
            Self::Delivered => 5,
        }
    }
}

/// Why a text did not arrive, in words a front desk can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryProblem {
    /// The number cannot get texts (Twilio 30006, 21614).
    Landline,
    /// The phone is off or out of range (30003).
    Unreachable,
    /// The carrier blocked it as unwanted (30004, 30007).
    Filtered,
    /// No such number (30005, 21211).
    UnknownNumber,
    /// The patient has opted out (21610).
    OptedOut,
    /// Our number is not registered (30032, 30034).
    NotRegistered,
    /// Something went wrong at the number, and a person stopped texts to it before this one left. No carrier says so.
    NumberHeld,
    /// Anything else, and codes that did not exist when this was written.
    Other,
}

impl DeliveryProblem {
    /// Every problem, for round trips and tests.
    pub const ALL: [Self; 8] = [
        Self::Landline,
        Self::Unreachable,
        Self::Filtered,
        Self::UnknownNumber,
        Self::OptedOut,
        Self::NotRegistered,
        Self::NumberHeld,
        Self::Other,
    ];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Landline => "landline",
            Self::Unreachable => "unreachable",
            Self::Filtered => "filtered",
            Self::UnknownNumber => "unknown_number",
            Self::OptedOut => "opted_out",
            Self::NotRegistered => "not_registered",
            Self::NumberHeld => "number_held",
            Self::Other => "other",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.as_str() == word)
    }
}

/// One thing the carrier said about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Accepted, Sent, Delivered, Undelivered or Failed.
    pub state: DeliveryState,
    /// Why, where the carrier says.
    pub problem: Option<DeliveryProblem>,
    /// When we learned it.
    pub seen_at: Timestamp,
}

/// The state after all `reports`, in any order and with repeats: the furthest on the ladder wins, because
/// carriers deliver reports late and twice (a delivered text went back to "sent" in more than one product).
/// `None` without reports.
pub fn fold_reports(reports: &[DeliveryReport]) -> Option<(DeliveryState, Option<DeliveryProblem>)> {
    reports
        .iter()
        .max_by_key(|report| (report.state.rank(), report.problem.map(DeliveryProblem::as_str)))
        .map(|report| (report.state, report.problem))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn report() -> impl Strategy<Value = DeliveryReport> {
        let states = [
            DeliveryState::Accepted,
            DeliveryState::Sent,
            DeliveryState::Delivered,
            DeliveryState::Undelivered,
            DeliveryState::Failed,
        ];
        (
            prop::sample::select(states.to_vec()),
            0..10_i64,
            prop::option::of(prop::sample::select(DeliveryProblem::ALL.to_vec())),
        )
            .prop_map(|(state, at, problem)| DeliveryReport {
                state,
                problem,
                seen_at: Timestamp::from_millis(at),
            })
    }

    proptest! {
        #[test]
        fn any_order_gives_one_state(reports in prop::collection::vec(report(), 0..8), seed in any::<u64>()) {
            let mut shuffled = reports.clone();
            if !shuffled.is_empty() {
                let turn = usize::try_from(seed % 8).unwrap() % shuffled.len();
                shuffled.rotate_left(turn);
                shuffled.extend_from_slice(&reports);
                shuffled.reverse();
            }
            prop_assert_eq!(fold_reports(&reports), fold_reports(&shuffled));
        }

        #[test]
        fn another_report_never_takes_a_delivery_back(reports in prop::collection::vec(report(), 0..8)) {
            let mut all = vec![DeliveryReport { state: DeliveryState::Delivered, problem: None, seen_at: Timestamp::from_millis(0) }];
            all.extend(reports);
            prop_assert_eq!(fold_reports(&all).map(|(state, _)| state), Some(DeliveryState::Delivered));
        }
    }

    #[test]
    fn words_round_trip() {
        for state in DeliveryState::ALL {
            assert_eq!(DeliveryState::parse(state.as_str()), Some(state));
        }
        for problem in DeliveryProblem::ALL {
            assert_eq!(DeliveryProblem::parse(problem.as_str()), Some(problem));
        }
    }
}
