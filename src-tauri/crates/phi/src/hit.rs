//! A hit: a rule that fired on some words, before hits are weighed against each other and become findings.

use crate::finding::{Kind, Level, RuleId};
use crate::lexicon::{Term, What};

#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
    pub kind: Kind,
    /// What the term names, when a term fired.
    pub what: Option<What>,
    pub rule: RuleId,
    /// A guess at a misspelling: one step milder unless sensitive.
    pub guessed: bool,
    /// A term that is only mentioned: the draft does not say that it is the patient's, or it is an ordinary word too. A
    /// candidate, no rule: it counts unless the model is all but sure that nobody's health is told.
    pub candidate: bool,
    /// The model's: a warning, whatever its kind.
    pub modelled: bool,
    /// Steps up for reasons other than the kind: someone else's health, a name with a birth date.
    pub raised: u8,
}

impl Hit {
    pub fn term(from: usize, to: usize, term: &Term) -> Self {
        Self {
            from,
            to,
            kind: kind_of(term),
            what: Some(term.what),
            rule: RuleId(term.id.clone()),
            guessed: false,
            candidate: false,
            modelled: false,
            raised: 0,
        }
    }

    pub fn rule(from: usize, to: usize, kind: Kind, rule: &'static str) -> Self {
        Self {
            from,
            to,
            kind,
            what: None,
            rule: RuleId::rule(rule),
            guessed: false,
            candidate: false,
            modelled: false,
            raised: 0,
        }
    }

    pub fn pattern(from: usize, to: usize, kind: Kind, rule: RuleId) -> Self {
        Self { rule, ..Self::rule(from, to, kind, "rule:phrase") }
    }

    pub fn model(from: usize, to: usize, kind: Kind, rule: &'static str) -> Self {
        Self { modelled: true, ..Self::rule(from, to, kind, rule) }
    }
}

/// The level a kind has on SMS.
pub(crate) fn sms_level(kind: Kind) -> Level {
    match kind {
        Kind::SensitiveCare(_) => Level::PortalOnly,
        Kind::LabResult
        | Kind::Diagnosis
        | Kind::MedicineAndDose
        | Kind::IdOrCardNumber
        | Kind::PhotoOrFile => Level::Strong,
        Kind::WhatsApp => Level::Strong,
        Kind::LabTest
        | Kind::Medicine
        | Kind::ImagingOrProcedure
        | Kind::HintsAtCondition
        | Kind::BirthDate
        | Kind::ContactDetails
        | Kind::Symptom
        | Kind::Implied => Level::Warn,
        Kind::FullName | Kind::SomeoneElse => Level::Hint,
    }
}

fn kind_of(term: &Term) -> Kind {
    if let Some(class) = term.class {
        return Kind::SensitiveCare(class);
    }
    match term.what {
        What::Condition => Kind::Diagnosis,
        What::Symptom => Kind::Symptom,
        What::Test => Kind::LabTest,
        What::Imaging | What::Procedure | What::Device | What::Vaccine => Kind::ImagingOrProcedure,
        What::Specialty => Kind::HintsAtCondition,
        What::Medicine | What::MedicineClass => Kind::Medicine,
        What::General => Kind::LabTest,
    }
}
