//! The screener itself: built once, shared by every thread, asked for every draft.

use std::collections::BTreeSet;
use std::fmt;

use foyer_domain::Channel;

use crate::context::Context;
use crate::finding::{Finding, Fix, Kind, Level, RuleId, Screening, SensitiveClass, Span};
use crate::hit::Hit;
use crate::lexicon::{Lexicon, What};
use crate::pattern::{Meaning, Patterns};
use crate::token::Draft;
use crate::{fold, identity, names, resolve, scan, values};

/// What the screener knows about whose draft it is. Names are the patient's: never printed.
#[derive(Clone, Default)]
pub struct Practice {
    /// The practice's registered name; these words are never a finding.
    pub name: String,
    /// Terms that the practice lets pass; only non-sensitive ones are obeyed.
    pub allowed_terms: Vec<String>,
    /// The names of the patient in the thread, first name first: "Lupe", "Lupe Barrera". May be empty.
    pub patient_names: Vec<String>,
}

impl fmt::Debug for Practice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Practice")
            .field("allowed_terms", &self.allowed_terms.len())
            .field("patient_names", &self.patient_names.len())
            .finish_non_exhaustive()
    }
}

/// A term a practice adds to the lexicon: always strong, at the level of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTerm {
    /// The words, in any case and with or without accents.
    pub words: String,
    /// What they name; kinds that are no lexicon matter (numbers, names) count as a diagnosis.
    pub kind: Kind,
}

/// The lexicon and the rules. Immutable once built; `screen` may be called from any thread.
#[derive(Debug, Default)]
pub struct Screener {
    lexicon: Lexicon,
    patterns: Patterns,
}

impl Screener {
    /// The built-in lexicon. Costs well under a millisecond: the tables are compiled in.
    #[must_use]
    pub fn new() -> Self {
        Self { lexicon: Lexicon::default(), patterns: Patterns::built_in() }
    }

    /// The built-in lexicon and the practice's own terms. Added terms never lower a draft's level.
    #[must_use]
    pub fn with_terms(terms: &[NewTerm]) -> Self {
        let mut screener = Self::new();
        for term in terms {
            let (what, class) = what_of(term.kind);
            screener.lexicon.add(&term.words, what, class);
        }
        screener
    }

    /// Screens one draft for one channel. Linear in the draft; any text at all is answered.
    #[must_use]
    pub fn screen(&self, text: &str, channel: Channel, about: &Practice) -> Screening {
        let draft = Draft::read(text);
        if draft.tokens.is_empty() {
            return Screening::default();
        }
        let mut masked = vec![false; draft.tokens.len()];
        scan::mask_quiet(&draft, &mut masked);
        // A name of one word is no name that can be told from the word.
        if about.name.split_whitespace().nth(1).is_some() {
            names::mask_phrase(&draft, &mut masked, &about.name);
        }
        names::mask_titled(&draft, &mut masked);
        names::mask_links(&draft, &mut masked);

        let matches = self.patterns.find(&draft);
        let context = Context::new(&draft, &masked, &matches);
        let allowed: BTreeSet<String> =
            about.allowed_terms.iter().map(|t| fold::plain_words(&fold::fold_text(t)).join(" ")).collect();

        let scan::Scan { mut hits, general } = scan::terms(&context, &self.lexicon, &allowed);
        values::find(&context, &mut hits);
        for found in &matches {
            if let Meaning::Finding(kind) = found.meaning
                && !context.is_masked(found.from, found.to)
                && !context.for_everybody(found.from)
            {
                hits.push(Hit::pattern(found.from, found.to, kind, found.rule.clone()));
            }
        }
        identity::find(&context, &mut hits);
        names::find(&draft, &about.patient_names, &mut hits);

        let first_name = about.patient_names.first().and_then(|name| name.split_whitespace().next());
        resolve::screening(&resolve::Scene { text, draft: &draft, channel, general, first_name }, hits)
    }

    /// Screens a file that is to go with a text: pictures and documents belong in the portal, whatever they are called,
    /// and their name is screened like a draft.
    #[must_use]
    pub fn screen_file_name(&self, name: &str, channel: Channel, about: &Practice) -> Screening {
        let named = self.screen(name, channel, about);
        let whole = Span { start: 0, end: u32::try_from(name.chars().count()).unwrap_or(u32::MAX) };
        let kind = Kind::PhotoOrFile;
        let file = Finding {
            span: whole,
            kind,
            severity: kind.severity(),
            level: Level::Strong,
            advice: kind.advice(),
            rule: RuleId::rule("rule:file"),
            fix: Fix::MoveToPortal,
        };
        // The name's own findings lie inside the whole; the gravest of them lends its level and severity.
        let severity = named.severity().map_or(file.severity, |severity| severity.max(file.severity));
        let level = named.level.max(Level::Strong);
        Screening { level, findings: vec![Finding { severity, level, ..file }] }
    }
}

fn what_of(kind: Kind) -> (What, Option<SensitiveClass>) {
    match kind {
        Kind::SensitiveCare(class) => (What::Condition, Some(class)),
        Kind::LabResult | Kind::LabTest => (What::Test, None),
        Kind::MedicineAndDose | Kind::Medicine => (What::Medicine, None),
        Kind::ImagingOrProcedure => (What::Procedure, None),
        Kind::HintsAtCondition => (What::Specialty, None),
        Kind::Symptom => (What::Symptom, None),
        Kind::Diagnosis
        | Kind::PhotoOrFile
        | Kind::IdOrCardNumber
        | Kind::BirthDate
        | Kind::FullName
        | Kind::SomeoneElse
        | Kind::ContactDetails
        | Kind::WhatsApp => (What::Condition, None),
    }
}
