//! What one desk promises, each by the number or word that a broken one is reported with.

/// A promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// I1: the carrier makes at most one text of an intent, unless a person sent it again.
    AtMostOnce,
    /// I2: every intent ends, or waits where a person sees it and why.
    NoLoss,
    /// I3: the attempt is on the disk before the first byte leaves.
    WriteAhead,
    /// I5, I6: what is said of a text is true at the carrier.
    Truth,
    /// I7: the order of a thread.
    Order,
    /// I8: nothing goes after a revocation.
    Consent,
    /// I9: inbound was heard and the gate was asked at the last moment.
    Fresh,
    /// I10: the words that were confirmed are the words that leave.
    Words,
    /// I11: nothing stale goes without a person's word.
    Stale,
    /// I12: a restored copy sends nothing before a person lets it.
    Restored,
    /// I14: every inbound text once.
    Inbound,
    /// I15: states climb.
    Status,
    /// I16: the carrier's pace.
    Pace,
    /// I17: after a failure the carrier is asked with a list, not with a text.
    Breaker,
    /// I18: the audit tells all, once, and its chain is whole.
    Audit,
    /// I19: unread counters.
    Unread,
    /// I21: bounded work.
    Bounded,
    /// I24: what the carrier has twice alarms.
    Alarm,
    /// I23: what was taken back never left.
    Cancel,
    /// Nobody's words in a log.
    Privacy,
    /// Nothing panics by itself.
    Panic,
}

impl Rule {
    /// Its number, or its word.
    pub const fn number(self) -> &'static str {
        match self {
            Self::AtMostOnce => "I1",
            Self::NoLoss => "I2",
            Self::WriteAhead => "I3",
            Self::Truth => "I5",
            Self::Order => "I7",
            Self::Consent => "I8",
            Self::Fresh => "I9",
            Self::Words => "I10",
            Self::Stale => "I11",
            Self::Restored => "I12",
            Self::Inbound => "I14",
            Self::Status => "I15",
            Self::Pace => "I16",
            Self::Breaker => "I17",
            Self::Audit => "I18",
            Self::Unread => "I19",
            Self::Bounded => "I21",
            Self::Cancel => "I23",
            Self::Privacy => "privacy",
            Self::Alarm => "I24",
            Self::Panic => "panic",
        }
    }
}

/// A promise that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub rule: Rule,
    /// How; nobody's words are in it.
    pub what: String,
}

impl Broken {
    /// A promise that was not kept, in words.
    pub fn new(rule: Rule, what: impl Into<String>) -> Self {
        Self { rule, what: what.into() }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.rule.number(), self.what)
    }
}
