//! The screener itself: built once, shared by every thread, asked for every draft.

use std::collections::BTreeSet;
use std::fmt;

use foyer_domain::Channel;

use crate::context::Context;
use crate::cues::is_your;
use crate::features::View;
use crate::finding::{Kind, Screening, SensitiveClass, Severity, Span};
use crate::hit::Hit;
use crate::lexicon::{Lexicon, What};
use crate::model::{CERTAIN, Judgement, LEAST, Model, SENSITIVE, SENSITIVE_TOO, Score};
use crate::pattern::{Match, Meaning, Patterns};
use crate::token::Draft;
use crate::{beside, figures, fold, identity, names, resolve, scan, values};

/// What the screener knows about whose draft it is. Names are the patient's: never printed.
#[derive(Clone, Default)]
pub struct Practice {
    /// The practice's registered name; these words are never a finding, unless they tell of sensitive care: then texts
    /// need a name of their own.
    pub name: String,
    /// A neutral name for texts ("Dr. Lee's office"), where the registered one tells what is treated. May be empty.
    pub text_name: String,
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
    pub(crate) lexicon: Lexicon,
    pub(crate) patterns: Patterns,
    pub(crate) model: Option<Model>,
}

/// What a trainer needs of a draft: what the model sees, and what the rules alone make of it.
#[derive(Debug, Clone)]
pub struct Study {
    /// Buckets below [`Model::BUCKETS`], one for each feature of the draft, repeats included.
    pub features: Vec<u32>,
    /// Each word that is not set aside: where it stands, and the buckets of its features.
    pub words: Vec<(Span, Vec<u32>)>,
    /// Every word: where it stands, and the rows of the network's table that it is made of.
    pub made_of: Vec<MadeOf>,
    /// Numbers, dates and mailboxes: where they stand, and buckets below [`crate::Who::BUCKETS`].
    pub figures: Vec<(Span, Vec<u32>)>,
    /// Findings of the rules, without the model.
    pub rules: Screening,
}

/// One word as the network sees it.
#[derive(Debug, Clone)]
pub struct MadeOf {
    /// Where it stands.
    pub span: Span,
    /// Rows of its letters: of the word whole, and of its pieces.
    pub letters: Vec<u32>,
    /// Rows of what kind of word it is.
    pub kinds: Vec<u32>,
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
        self.screen_as(text, channel, about, true)
    }

    /// As [`Self::screen`]. Without `asking`, every term that is mentioned counts: for what is no draft of the desk's,
    /// which is all that the model has learned to read.
    pub(crate) fn screen_as(
        &self,
        text: &str,
        channel: Channel,
        about: &Practice,
        asking: bool,
    ) -> Screening {
        let draft = Draft::read(text);
        let Some(mut seen) = self.see(&draft, about) else { return Screening::default() };
        seen.scan.take_all();
        if let Some(judgement) = self.judge(&draft, &mut seen, asking) {
            suspect(&judgement, channel, &mut seen.scan.hits);
        }
        if let Some(who) = self.model.as_ref().and_then(Model::who).filter(|_| asking) {
            let context = Context::new(&draft, &seen.masked, &seen.matches);
            who.suspect(&context, &mut seen.scan.hits);
        }
        resolve_all(text, &draft, channel, about, seen.scan.general, seen.scan.hits)
    }

    /// Asks the model about the terms that are only mentioned, and returns what it makes of the draft; nothing for a
    /// notice to everybody that does not say "your", which is nobody's, unless it is certain.
    pub(crate) fn judge(&self, draft: &Draft, seen: &mut Seen, asking: bool) -> Option<Judgement> {
        let model = self.model.as_ref()?;
        let context = Context::new(draft, &seen.unseen, &seen.matches);
        let judgement = model.judge(&View::of(&context, &seen.scan.tags, seen.scan.general));
        if asking {
            seen.scan.ask(|hit| judgement.score.grants(hit.kind.severity()));
        }
        let whose = !context.is_notice()
            || judgement.score.tells >= CERTAIN
            || (0..draft.tokens.len()).any(|at| is_your(draft.word(at)));
        whose.then_some(judgement)
    }

    /// What the model would be trained on.
    #[must_use]
    pub fn study(&self, text: &str) -> Study {
        let (draft, about) = (Draft::read(text), Practice::default());
        let Some(seen) = self.see(&draft, &about) else {
            return Study {
                features: Vec::new(),
                words: Vec::new(),
                made_of: Vec::new(),
                figures: Vec::new(),
                rules: Screening::default(),
            };
        };
        let Seen { masked, unseen, matches, scan: scan::Scan { hits, general, tags, .. } } = seen;
        let context = Context::new(&draft, &unseen, &matches);
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
        let made_of = (0..view.len())
            .filter_map(|at| {
                let (mut letters, mut kinds) = (Vec::new(), Vec::new());
                view.rows(at, |of_letters, row| if of_letters { letters.push(row) } else { kinds.push(row) });
                Some(MadeOf { span: draft.span(at, at.saturating_add(1))?, letters, kinds })
            })
            .collect();
        let figures = figures::find(&Context::new(&draft, &masked, &matches))
            .into_iter()
            .filter_map(|figures| {
                let mut buckets = Vec::new();
                figures.each(&draft, |bucket| buckets.push(bucket));
                Some((draft.span(figures.from, figures.to)?, buckets))
            })
            .collect();
        let rules = resolve_all(text, &draft, Channel::Sms, &about, general, hits);
        Study { features, words, made_of, figures, rules }
    }

    /// The model's score of a draft, when there is a model and a word.
    #[must_use]
    pub fn score(&self, text: &str) -> Option<Score> {
        let draft = Draft::read(text);
        let seen = self.see(&draft, &Practice::default())?;
        let context = Context::new(&draft, &seen.unseen, &seen.matches);
        Some(self.model.as_ref()?.judge(&View::of(&context, &seen.scan.tags, seen.scan.general)).score)
    }

    /// Everything the rules see; nothing for a draft without a word.
    pub(crate) fn see(&self, draft: &Draft, about: &Practice) -> Option<Seen> {
        if draft.tokens.is_empty() {
            return None;
        }
        let mut masked = vec![false; draft.tokens.len()];
        scan::mask_quiet(draft, &mut masked);
        // A name of one word is no name that can be told from the word.
        let is_name = |name: &str| name.split_whitespace().nth(1).is_some();
        if is_name(&about.text_name) {
            names::mask_phrase(draft, &mut masked, &about.text_name);
        }
        // A name that tells of sensitive care is marked like any other word, unless it is the very name for texts: the
        // practice must give them another one, and until then every text that it signs tells.
        let named = if is_name(&about.name) { names::places(draft, &about.name) } else { Vec::new() };
        let telling = !named.is_empty()
            && about.name != about.text_name
            && self.name_tells(&about.name) == Some(Severity::Sensitive);
        if !telling {
            names::mask(&mut masked, &named);
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
        let patient = names::words_of(&about.patient_names);
        identity::find(&context, &mut scan.hits);
        beside::find(&context, &patient.concat(), &mut scan.apart);
        if telling {
            let kind = Kind::SensitiveCare(SensitiveClass::Untold);
            scan.hits
                .extend(named.iter().map(|(from, to)| Hit::rule(*from, *to, kind, "rule:practice-name")));
        }
        names::find(draft, &patient, &mut scan.hits);
        let mut unseen = masked.clone();
        identity::mask_streets(draft, &mut unseen);
        for (from, to) in &scan.let_pass {
            unseen.iter_mut().take(*to).skip(*from).for_each(|word| *word = true);
        }
        Some(Seen { masked, unseen, matches, scan })
    }
}

/// What the rules saw of a draft.
pub(crate) struct Seen {
    /// Words that are spoken for.
    pub masked: Vec<bool>,
    /// Words the model does not see: those that are spoken for, and what the practice lets pass.
    pub unseen: Vec<bool>,
    pub matches: Vec<Match>,
    pub scan: scan::Scan,
}

/// The model's finding, where the rules have none as strict, or none that is sensitive.
fn suspect(judgement: &Judgement, channel: Channel, hits: &mut Vec<Hit>) {
    let sensitive = judgement.score.sensitive;
    let strict = Hit::model(0, 0, Kind::Implied, "model:tells");
    let warned =
        hits.iter().any(|hit| resolve::level_of(hit, channel) >= resolve::level_of(&strict, channel));
    let known = hits.iter().any(|hit| hit.kind.severity() == Severity::Sensitive);
    let kind = Kind::SensitiveCare(SensitiveClass::Untold);
    if warned {
        if !known && sensitive >= SENSITIVE_TOO {
            let (from, to) = judgement.mark;
            hits.push(Hit::model(from, to, kind, "model:sensitive"));
        }
    } else if judgement.score.tells() && (judgement.most >= LEAST || judgement.score.tells >= CERTAIN) {
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

#[cfg(test)]
mod tests {
    use foyer_domain::Channel;

    use super::{Practice, Screener};
    use crate::steps;

    /// Shapes that would cost most if anything were quadratic: one word, one kind of word, runs that rules follow, marks
    /// and letters that join, words that are looked up as misspellings, patterns that begin again and again.
    const SHAPES: [&str; 42] = [
        "a",
        "a ",
        "1 ",
        "1",
        "1-",
        "a.",
        "x*",
        "a@b.",
        "e\u{301}",
        "\u{301}",
        "🤰",
        "👩‍⚕️",
        "12/12/",
        "aaa",
        "\u{202e}",
        "diabetes ",
        "your HIV ",
        "the lump ",
        "10 mg ",
        "metformin to ",
        "spot .. ",
        "Dr. A ",
        "www.",
        "was ",
        "https://a/",
        "your daughter Ana ",
        "Lupe Barrera ",
        "120/80 ",
        "sub-",
        "qwertz ",
        "colonoscpoyy ",
        "one two ",
        "ssn 1 ",
        "patient=12345 ",
        "came back ",
        "results are ",
        "\"A B\" ",
        "H I V ",
        "z0l0ft ",
        "diabeeetes ",
        "\r\n",
        "our nurse is ",
    ];

    #[test]
    fn work_grows_with_the_draft_and_no_faster() {
        let screener = Screener::new();
        let about = Practice {
            name: "Bayou Family Practice".into(),
            patient_names: vec!["Lupe".into(), "Lupe Barrera".into()],
            ..Practice::default()
        };
        let steps = |piece: &str, size: usize| {
            let text = piece.repeat(size / piece.len());
            steps::count(|| {
                let screening = screener.screen(&text, Channel::Sms, &about);
                assert!(screening.findings.len() <= text.len());
            })
        };
        for piece in SHAPES {
            let (small, large) = (steps(piece, 4 * 1024), steps(piece, 64 * 1024));
            // Sixteen times the text: a quarter more than sixteen times the steps is for edges, quadratic were 256.
            assert!(large <= small.max(200) * 20, "{piece:?}: {small} steps, then {large}");
        }
    }
}
