//! What the screener says: a screening of findings, each with its place, kind, level and fix.
//!
//! Nothing here holds a word of the draft, so every type may be printed: a finding points at the draft by offsets and
//! at the lexicon by rule. The English words for the window live in `words.rs`.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

/// How much a draft tells, from nothing to what must never be texted. Ordered; the highest finding decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Office facts, a patient and a time.
    #[default]
    Quiet = 0,
    /// May be ignored.
    Hint = 1,
    /// More than a text needs.
    Warn = 2,
    /// Needs a reason to go.
    Strong = 3,
    /// Care or numbers with extra protection.
    PortalOnly = 4,
}

impl Level {
    /// One step stricter; the top stays the top.
    #[must_use]
    pub fn raised(self) -> Self {
        match self {
            Self::Quiet => Self::Hint,
            Self::Hint => Self::Warn,
            Self::Warn => Self::Strong,
            Self::Strong | Self::PortalOnly => Self::PortalOnly,
        }
    }

    /// One step milder, never below a warning: used where a match is a guess at a misspelling.
    #[must_use]
    pub fn softened(self) -> Self {
        match self {
            Self::Quiet => Self::Quiet,
            Self::Hint => Self::Hint,
            Self::Warn | Self::Strong => Self::Warn,
            Self::PortalOnly => Self::PortalOnly,
        }
    }

    /// The level as the figure 0 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Quiet => 0,
            Self::Hint => 1,
            Self::Warn => 2,
            Self::Strong => 3,
            Self::PortalOnly => 4,
        }
    }
}

/// What a finding is about, ordered by gravity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Nothing about health by itself.
    Hint,
    /// Says who, not what.
    Identifier,
    /// Health information.
    Clinical,
    /// Health information with extra protection in law or in life.
    Sensitive,
}

/// The kinds of care with extra protection (42 CFR Part 2, state HIV, mental-health and reproductive-care laws).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SensitiveClass {
    /// Mental and behavioural health.
    MentalHealth,
    /// Substance use, 42 CFR Part 2.
    SubstanceUse,
    /// HIV, other sexually transmitted infections, viral hepatitis.
    HivSti,
    /// Pregnancy, contraception, fertility, loss, menopause.
    Reproductive,
    /// Sexual function and gender care.
    SexualGender,
    /// Genetic tests and carriers.
    Genetic,
    /// Violence and abuse.
    Abuse,
    /// One of these, by the model's guess, which can't tell which.
    Untold,
}

/// The categories a person at the desk sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase", tag = "name", content = "class")]
pub enum Kind {
    /// A test with its value or outcome.
    LabResult,
    /// A test by name, without an outcome.
    LabTest,
    /// A medicine with an amount, or an amount that can only be a medicine's.
    MedicineAndDose,
    /// A medicine by name.
    Medicine,
    /// A condition by name.
    Diagnosis,
    /// Care with extra protection.
    SensitiveCare(SensitiveClass),
    /// What was, is or will be done.
    ImagingOrProcedure,
    /// A picture or document sent along.
    PhotoOrFile,
    /// A number that can be misused: social security, card, bank, record, member, licence.
    IdOrCardNumber,
    /// A clinic or specialty that says what it treats.
    HintsAtCondition,
    /// A full date of birth.
    BirthDate,
    /// The patient's whole name.
    FullName,
    /// The name of a person other than the patient.
    SomeoneElse,
    /// The patient's own address, e-mail or number.
    ContactDetails,
    /// What the patient feels or shows.
    Symptom,
    /// Words that tell only when put together: the model's guess.
    Implied,
    /// Clinical words on WhatsApp, where only visit times may go.
    WhatsApp,
}

/// What the window offers to do about a finding.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "do", content = "with")]
pub enum Fix {
    /// Take the marked words out.
    Remove,
    /// Put these words in their place.
    ReplaceWith(String),
    /// Send the draft (or the file) through the portal.
    MoveToPortal,
}

/// The replacement may be the patient's first name: never printed.
impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remove => f.write_str("Remove"),
            Self::ReplaceWith(words) => write!(f, "ReplaceWith({} chars)", words.chars().count()),
            Self::MoveToPortal => f.write_str("MoveToPortal"),
        }
    }
}

/// What a finding's row shows: category and reason in the window's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// The category's words.
    pub title: &'static str,
    /// One sentence why.
    pub reason: &'static str,
}

/// A stretch of the draft in Unicode scalar offsets, `start` included, `end` not. Always on grapheme boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// First scalar.
    pub start: u32,
    /// One past the last scalar.
    pub end: u32,
}

impl Span {
    /// Whether the two share at least one scalar.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span holding both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The stable name of what fired: `term:metformin`, `rule:dose`. Holds lexicon words only, never the draft's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RuleId(pub Cow<'static, str>);

impl RuleId {
    pub(crate) fn rule(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One stretch of the draft that tells too much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: Kind,
    /// How grave.
    pub severity: Severity,
    /// How strict on this channel.
    pub level: Level,
    /// The row's words.
    pub advice: Advice,
    /// Which rule or term.
    pub rule: RuleId,
    /// What to do.
    pub fix: Fix,
}

/// The answer for one draft. Findings are in reading order and never overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Screening {
    /// The highest level met; `Hint` without findings means general medical words only ("your refill is ready").
    pub level: Level,
    /// What to mark.
    pub findings: Vec<Finding>,
}

/// What the composer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// "Nothing sensitive found".
    Clean,
    /// "Take a second look": Send stays primary.
    Caution,
    /// "Belongs in the portal, not in a text".
    PortalOnly,
}

impl Verdict {
    /// The word in the audit trail.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Caution => "caution",
            Self::PortalOnly => "portal_only",
        }
    }
}

impl Screening {
    /// The composer's state for this draft: portal only when any finding is, caution when there is any other.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.findings.iter().map(Finding::verdict).max().unwrap_or(Verdict::Clean)
    }

    /// The gravest severity found.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|f| f.severity).max()
    }
}

impl Finding {
    /// What this finding alone makes of the draft.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.level >= Level::Strong || self.kind.portal_only() {
            Verdict::PortalOnly
        } else {
            Verdict::Caution
        }
    }
}

impl Kind {
    /// Whether this kind belongs in the portal whatever its level.
    #[must_use]
    pub fn portal_only(self) -> bool {
        match self {
            Self::LabResult
            | Self::LabTest
            | Self::MedicineAndDose
            | Self::Medicine
            | Self::Diagnosis
            | Self::ImagingOrProcedure
            | Self::PhotoOrFile
            | Self::IdOrCardNumber
            | Self::WhatsApp => true,
            // A guess asks for a second look.
            Self::SensitiveCare(class) => class != SensitiveClass::Untold,
            Self::HintsAtCondition
            | Self::BirthDate
            | Self::FullName
            | Self::SomeoneElse
            | Self::ContactDetails
            | Self::Symptom
            | Self::Implied => false,
        }
    }

    /// How grave findings of this kind are.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::SensitiveCare(_) => Severity::Sensitive,
            Self::LabResult
            | Self::LabTest
            | Self::MedicineAndDose
            | Self::Medicine
            | Self::Diagnosis
            | Self::ImagingOrProcedure
            | Self::PhotoOrFile
            | Self::HintsAtCondition
            | Self::Symptom
            | Self::Implied
            | Self::WhatsApp => Severity::Clinical,
            Self::IdOrCardNumber | Self::BirthDate | Self::ContactDetails => Severity::Identifier,
            Self::FullName | Self::SomeoneElse => Severity::Hint,
        }
    }
}
