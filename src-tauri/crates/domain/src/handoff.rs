//! A hand-off's life: facts in, one state out.
//!
//! What happened is appended as [`HandoffEvent`]s: Foyer's own steps (posting, posted, taken back) and what the
//! portal tells later (opened, answered). The state is folded from them and does not depend on their order, because
//! a portal's answer may be read before Foyer's own step was written down.

use std::fmt;

use crate::Timestamp;

/// Where clinical words go instead of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoffTarget {
    /// The patient portal, by its interface.
    Portal,
    /// The patient portal, pasted by staff.
    PortalByHand,
    /// Secure e-mail, written by staff.
    SecureEmail,
    /// A call to the patient.
    Call,
}

impl HandoffTarget {
    /// Every target, for round trips.
    pub const ALL: [Self; 4] = [Self::Portal, Self::PortalByHand, Self::SecureEmail, Self::Call];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::PortalByHand => "portal_by_hand",
            Self::SecureEmail => "secure_email",
            Self::Call => "call",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.as_str() == word)
    }

    /// Whether a person does it, from a list of tasks.
    pub const fn by_hand(self) -> bool {
        match self {
            Self::Portal => false,
            Self::PortalByHand | Self::SecureEmail | Self::Call => true,
        }
    }

    /// Whether the patient gets a link text once the words are there.
    pub const fn texts_a_link(self) -> bool {
        match self {
            Self::Portal | Self::PortalByHand => true,
            Self::SecureEmail | Self::Call => false,
        }
    }
}

/// One thing that happened to a hand-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandoffFact {
    /// A request to the portal begins; written before the first byte leaves.
    Posting,
    /// The words are where they belong: the portal has them, or a person said so.
    Posted,
    /// The portal certainly does not have them; trying again is safe.
    NotPosted,
    /// The portal refused them for good.
    Refused,
    /// Nobody knows whether the portal has them.
    Unclear,
    /// The patient opened them.
    Opened,
    /// The patient answered there.
    Answered,
    /// Staff were told that they lie unopened.
    Reminded,
    /// Unopened for so long that nobody looks any more.
    Expired,
    /// A person took the hand-off back, or it was given up: the words are a draft again.
    TakenBack,
    /// The portal has withdrawn them, or never had them.
    Withdrawn,
    /// They were read before they could be withdrawn.
    TooLate,
}

impl HandoffFact {
    /// Every fact, for round trips.
    pub const ALL: [Self; 12] = [
        Self::Posting,
        Self::Posted,
        Self::NotPosted,
        Self::Refused,
        Self::Unclear,
        Self::Opened,
        Self::Answered,
        Self::Reminded,
        Self::Expired,
        Self::TakenBack,
        Self::Withdrawn,
        Self::TooLate,
    ];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Posting => "posting",
            Self::Posted => "posted",
            Self::NotPosted => "not_posted",
            Self::Refused => "refused",
            Self::Unclear => "unclear",
            Self::Opened => "opened",
            Self::Answered => "answered",
            Self::Reminded => "reminded",
            Self::Expired => "expired",
            Self::TakenBack => "taken_back",
            Self::Withdrawn => "withdrawn",
            Self::TooLate => "too_late",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.as_str() == word)
    }

    /// How far along it proves the hand-off to be; `None` for what proves nothing of that.
    const fn proves(self) -> Option<HandoffState> {
        match self {
            Self::Posted => Some(HandoffState::Delivered),
            Self::Expired => Some(HandoffState::Expired),
            Self::Opened => Some(HandoffState::Opened),
            Self::Answered => Some(HandoffState::Answered),
            Self::TakenBack => Some(HandoffState::TakenBack),
            Self::Posting
            | Self::NotPosted
            | Self::Refused
            | Self::Unclear
            | Self::Reminded
            | Self::Withdrawn
            | Self::TooLate => None,
        }
    }
}

/// A fact and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandoffEvent {
    /// What happened.
    pub fact: HandoffFact,
    /// When.
    pub at: Timestamp,
}

/// Where a hand-off stands. The order is that of the fold: later ones win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandoffState {
    /// Decided, and not yet known to be there.
    Offered,
    /// The words are there.
    Delivered,
    /// Unopened, and nobody looks any more.
    Expired,
    /// The patient opened them.
    Opened,
    /// The patient answered there.
    Answered,
    /// Taken back; the words are a draft again.
    TakenBack,
}

impl HandoffState {
    /// Every state, for round trips.
    pub const ALL: [Self; 6] =
        [Self::Offered, Self::Delivered, Self::Expired, Self::Opened, Self::Answered, Self::TakenBack];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Delivered => "delivered",
            Self::Expired => "expired",
            Self::Opened => "opened",
            Self::Answered => "answered",
            Self::TakenBack => "taken_back",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// The state of a hand-off with these facts, in any order.
pub fn fold_handoff(events: &[HandoffEvent]) -> HandoffState {
    events.iter().filter_map(|event| event.fact.proves()).max().unwrap_or(HandoffState::Offered)
}

/// The portal's own name for a message: opaque, 1 to 128 characters of FHIR's id and a slash, compared exactly.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct PortalMessageId(String);

/// Not a name a portal would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a portal's name for a message")]
pub struct InvalidPortalMessageId;

impl PortalMessageId {
    /// Accepts `Communication/123`: letters, digits, `-`, `.` and one slash (FHIR R4 `id`, 2.24.0.1).
    ///
    /// # Errors
    /// [`InvalidPortalMessageId`].
    pub fn parse(text: &str) -> Result<Self, InvalidPortalMessageId> {
        let part = |part: &str| {
            (1..=64).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
                && part.bytes().any(|byte| byte != b'.')
        };
        match text.split_once('/') {
            Some((kind, id)) if part(kind) && part(id) => Ok(Self(text.to_owned())),
            _ => Err(InvalidPortalMessageId),
        }
    }

    /// As the portal writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PortalMessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(facts: &[HandoffFact]) -> Vec<HandoffEvent> {
        facts.iter().map(|fact| HandoffEvent { fact: *fact, at: Timestamp::from_millis(1) }).collect()
    }

    #[test]
    fn every_word_reads_back() {
        for fact in HandoffFact::ALL {
            assert_eq!(HandoffFact::parse(fact.as_str()), Some(fact));
        }
        for state in HandoffState::ALL {
            assert_eq!(HandoffState::parse(state.as_str()), Some(state));
        }
        for target in HandoffTarget::ALL {
            assert_eq!(HandoffTarget::parse(target.as_str()), Some(target));
        }
        assert_eq!(HandoffFact::parse("mailed"), None);
    }

    #[test]
    fn the_furthest_fact_wins_in_any_order() {
        use HandoffFact::*;
        let story = [Posting, Unclear, Posted, Opened, Answered];
        assert_eq!(fold_handoff(&events(&story)), HandoffState::Answered);
        let mut backwards = story;
        backwards.reverse();
        assert_eq!(fold_handoff(&events(&backwards)), HandoffState::Answered);
        assert_eq!(fold_handoff(&events(&[Posting, Unclear])), HandoffState::Offered);
        assert_eq!(fold_handoff(&events(&[Posted, Expired, Opened])), HandoffState::Opened);
        assert_eq!(fold_handoff(&events(&[TakenBack, Posted, Opened])), HandoffState::TakenBack);
        assert_eq!(fold_handoff(&[]), HandoffState::Offered);
    }

    #[test]
    fn a_portals_name_is_one_resource_and_its_id() {
        assert!(PortalMessageId::parse("Communication/a-1.b").is_ok());
        for bad in
            ["", "Communication", "Communication/", "/1", "a/b/c", "Communication/..", "C/1?x=2", "C/ü"]
        {
            assert!(PortalMessageId::parse(bad).is_err(), "{bad}");
        }
    }
}
