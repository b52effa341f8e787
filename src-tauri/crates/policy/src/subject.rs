//! What a text is about, as far as consent is concerned: a visit, somebody's health, a bill, an offer.
//!
//! Consent is given per subject. Who agrees to texts at all agrees to visits and logistics; the others are asked
//! for apart, and no subject stands for another.

/// What a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Appointments, directions, forms: what a front desk says anyway.
    Logistics,
    /// What tells of somebody's health.
    Clinical,
    /// Money.
    Billing,
    /// Offers. Counts only when it was agreed to in writing (47 CFR 64.1200(f)(9)).
    Marketing,
}

impl Subject {
    /// Every subject, for menus and round trips.
    pub const ALL: [Self; 4] = [Self::Logistics, Self::Clinical, Self::Billing, Self::Marketing];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Logistics => "logistics",
            Self::Clinical => "clinical",
            Self::Billing => "billing",
            Self::Marketing => "marketing",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.as_str() == word)
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Logistics => 1,
            Self::Clinical => 2,
            Self::Billing => 4,
            Self::Marketing => 8,
        }
    }
}

/// A set of subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Subjects(u8);

impl Subjects {
    /// None.
    pub const NONE: Self = Self(0);
    /// Visits and logistics: what a YES to the notice covers.
    pub const LOGISTICS: Self = Self(Subject::Logistics.bit());
    /// Everything.
    pub const ALL: Self = Self(15);

    /// A set of these.
    pub fn of(subjects: impl IntoIterator<Item = Subject>) -> Self {
        Self(subjects.into_iter().fold(0, |bits, subject| bits | subject.bit()))
    }

    /// Whether `subject` is in it.
    pub const fn has(self, subject: Subject) -> bool {
        self.0 & subject.bit() != 0
    }

    /// The set and `subject`.
    #[must_use]
    pub const fn with(self, subject: Subject) -> Self {
        Self(self.0 | subject.bit())
    }

    /// The set without `subject`.
    #[must_use]
    pub const fn without(self, subject: Subject) -> Self {
        Self(self.0 & !subject.bit())
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in it, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Subject> {
        Subject::ALL.into_iter().filter(move |subject| self.has(*subject))
    }

    /// The words in the store, apart by commas.
    pub fn words(self) -> String {
        self.iter().map(Subject::as_str).collect::<Vec<_>>().join(",")
    }

    /// Reads the words in the store; `None` for a word nobody knows.
    pub fn parse(words: &str) -> Option<Self> {
        let known = words.split(',').filter(|word| !word.is_empty()).map(Subject::parse);
        known.collect::<Option<Vec<_>>>().map(Self::of)
    }
}
