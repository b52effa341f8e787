//! The screener itself: built once, shared by every thread, asked for every draft.

use std::collections::BTreeSet;
use std::fmt;

use foyer_domain::Channel;

use crate::context::Context;
use crate::finding::{Finding, Fix, Kind, Level, RuleId, Screening, SensitiveClass, Severity, Span};
use crate::hit::Hit;
use crate::lexicon::{Lexicon, What};
use crate::pattern::{Match, Meaning, Patterns};
use crate::token::Draft;
use crate::model::{Judgement, Model, SENSITIVE, SENSITIVE_TOO, Score, TELLS};
use crate::features::View;
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

/// The lexicon, the rules and the model. Immutable once built; `screen` may be called from any thread.
#[derive(Debug, Default)]
pub struct Screener {
    lexicon: Lexicon,
    patterns: Patterns,
    model: Option<Model>,
}

/// What a trainer needs of a draft: what the model sees, and what the rules alone make of it.
#[derive(Debug, Clone)]
pub struct Study {
    /// Buckets below [`Model::BUCKETS`], one for each feature of the draft, repeats included.
    pub features: Vec<u32>,
    /// Each word that is not set aside: where it stands, and the buckets of its features.
    pub words: Vec<(Span, Vec<u32>)>,
    /// Findings of the rules, without the model.
    pub rules: Screening,
}

impl Screener {
    /// The built-in lexicon, rules and model. Costs well under a millisecond: the tables are compiled in.
    #[must_use]
    pub fn new() -> Self {
        Self { lexicon: Lexicon::default(), patterns: Patterns::built_in(), model: Model::built_in() }
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

    /// The same rules with another model, or with none.
    #[must_use]
    pub fn with_model(self, model: Option<Model>) -> Self {
        Self { model, ..self }
    }

    /// Screens one draft for one channel. Linear in the draft; any text at all is answered.
    #[must_use]
    pub fn screen(&self, text: &str, channel: Channel, about: &Practice) -> Screening {
        let draft = Draft::read(text);
        let Some(seen) = self.see(&draft, about) else { return Screening::default() };
        let Seen { masked, matches, scan: scan::Scan { mut hits, general, tags } } = seen;
        if let Some(model) = &self.model {
            let context = Context::new(&draft, &masked, &matches);
            let judgement = model.judge(&View::of(&context, &tags, general));
            suspect(&judgement, channel, &mut hits);
        }
        resolve_all(text, &draft, channel, about, general, hits)
    }

    /// What the model would be trained on.
    #[must_use]
    pub fn study(&self, text: &str) -> Study {
        let (draft, about) = (Draft::read(text), Practice::default());
        let Some(seen) = self.see(&draft, &about) else {
            return Study { features: Vec::new(), words: Vec::new(), rules: Screening::default() };
        };
        let Seen { masked, matches, scan: scan::Scan { hits, general, tags } } = seen;
        let context = Context::new(&draft, &masked, &matches);
        let view = View::of(&context, &tags, general);
        let mut features = Vec::new();
        view.each(|_, bucket| features.push(bucket));
        let words = (0..view.len())
            .filter_map(|at| {
                let mut buckets = Vec::new();
                view.word(at, |bucket| buckets.push(bucket));
                Some((draft.span(at, at.saturating_add(1))?, buckets)).filter(|(_, b)| !b.is_empty())
            })
            .collect();
        let rules = resolve_all(text, &draft, Channel::Sms, &about, general, hits);
        Study { features, words, rules }
    }

    /// The model's score of a draft, when there is a model and a word.
    #[must_use]
    pub fn score(&self, text: &str) -> Option<Score> {
        let draft = Draft::read(text);
        let seen = self.see(&draft, &Practice::default())?;
        let context = Context::new(&draft, &seen.masked, &seen.matches);
        Some(self.model.as_ref()?.judge(&View::of(&context, &seen.scan.tags, seen.scan.general)).score)
    }

    /// Everything the rules see; nothing for a draft without a word.
    fn see(&self, draft: &Draft, about: &Practice) -> Option<Seen> {
        if draft.tokens.is_empty() {
            return None;
        }
        let mut masked = vec![false; draft.tokens.len()];
        scan::mask_quiet(draft, &mut masked);
        // A name of one word is no name that can be told from the word.
        if about.name.split_whitespace().nth(1).is_some() {
            names::mask_phrase(draft, &mut masked, &about.name);
        }
        names::mask_titled(draft, &mut masked);
        names::mask_links(draft, &mut masked);

        let matches = self.patterns.find(draft);
        let context = Context::new(draft, &masked, &matches);
        let allowed: BTreeSet<String> =
            about.allowed_terms.iter().map(|t| fold::plain_words(&fold::fold_text(t)).join(" ")).collect();

        let mut scan = scan::terms(&context, &self.lexicon, &allowed);
        values::find(&context, &mut scan.hits);
        for found in &matches {
            if let Meaning::Finding(kind) = found.meaning
                && !context.is_masked(found.from, found.to)
                && !context.for_everybody(found.from)
            {
                scan.hits.push(Hit::pattern(found.from, found.to, kind, found.rule.clone()));
            }
        }
        identity::find(&context, &mut scan.hits);
        names::find(draft, &about.patient_names, &mut scan.hits);
        Some(Seen { masked, matches, scan })
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

/// What the rules saw of a draft.
struct Seen {
    masked: Vec<bool>,
    matches: Vec<Match>,
    scan: scan::Scan,
}

/// The model's finding, where the rules have none as strict, or none that is sensitive.
fn suspect(judgement: &Judgement, channel: Channel, hits: &mut Vec<Hit>) {
    let Score { tells, sensitive } = judgement.score;
    let strict = Hit::model(0, 0, Kind::Implied, "model:tells");
    let warned = hits
        .iter()
        .any(|hit| resolve::level_of(hit, channel) >= resolve::level_of(&strict, channel));
    let known = hits.iter().any(|hit| hit.kind.severity() == Severity::Sensitive);
    let kind = Kind::SensitiveCare(SensitiveClass::Untold);
    if warned {
        if !known && sensitive >= SENSITIVE_TOO {
            let (from, to) = judgement.mark;
            hits.push(Hit::model(from, to, kind, "model:sensitive"));
        }
    } else if tells >= TELLS {
        if sensitive >= SENSITIVE {
            let (from, to) = judgement.mark;
            hits.push(Hit::model(from, to, kind, "model:sensitive"));
        } else {
            let (from, to) = judgement.mark;
            hits.push(Hit { from, to, ..strict });
        }
    }
}

fn resolve_all(
    text: &str,
    draft: &Draft,
    channel: Channel,
    about: &Practice,
    general: bool,
    hits: Vec<Hit>,
) -> Screening {
    let first_name = about.patient_names.first().and_then(|name| name.split_whitespace().next());
    resolve::screening(&resolve::Scene { text, draft, channel, general, first_name }, hits)
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
        | Kind::Implied
        | Kind::PhotoOrFile
        | Kind::IdOrCardNumber
        | Kind::BirthDate
        | Kind::FullName
        | Kind::SomeoneElse
        | Kind::ContactDetails
        | Kind::WhatsApp => (What::Condition, None),
    }
}
