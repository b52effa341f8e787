//! Whose a number is: a logistic regression over figures and the words round them (`figures`), eight bits a weight,
//! compiled in. It raises a warning where no rule knows the shape or the cue ("the van comes to 31 Fishhook Ln, Homer"),
//! and never silences one. Trained elsewhere (`foyer-phi-lab`), on drafts that tell who and on those that tell nothing.

use std::borrow::Cow;

use crate::birth_dates::speaks_of_birth;
use crate::context::Context;
use crate::cues::is_your;
use crate::figures::{self, Figures};
use crate::finding::Kind;
use crate::hit::Hit;
use crate::model::{Head, ModelError, step_of};
use crate::number_cues::is_code_cue;
use crate::token::Draft;

static BUILT_IN: &[u8] = include_bytes!("../data/who.bin");

/// What its file begins with; the figure changes when the features do.
const MAGIC: [u8; 8] = *b"foywho01";
const HEADER: usize = 16;

/// From here on figures say who. Chosen on drafts by writers whom the training had not met; see the README.
const WHO: f32 = 0.0;

/// Words before an address in which "our" may stand.
const REACH: usize = 9;

/// The regression.
#[derive(Debug, Clone)]
pub struct Who {
    weights: Cow<'static, [u8]>,
    /// What one step of a weight is worth.
    step: f32,
    bias: f32,
}

impl Who {
    /// Features are hashed into this many buckets.
    pub const BUCKETS: usize = 1 << 15;

    /// The one that is compiled in.
    #[must_use]
    pub fn built_in() -> Option<Self> {
        Self::read(Cow::Borrowed(BUILT_IN)).ok()
    }

    /// One from its file.
    ///
    /// # Errors
    ///
    /// When the bytes are not of this version.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Self::read(Cow::Owned(bytes))
    }

    fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC.as_slice()) {
            return Err(ModelError::Version);
        }
        let float = |at: usize| {
            let four = bytes.get(at..at.saturating_add(4)).and_then(|four| four.try_into().ok());
            four.map_or(0.0, f32::from_le_bytes)
        };
        let (step, bias) = (float(8), float(12));
        let weights = match bytes {
            Cow::Borrowed(all) => Cow::Borrowed(all.get(HEADER..).unwrap_or(&[])),
            Cow::Owned(mut all) => Cow::Owned(all.split_off(HEADER.min(all.len()))),
        };
        if weights.len() != Self::BUCKETS {
            return Err(ModelError::Length);
        }
        Ok(Self { weights, step, bias })
    }

    /// The file of one trained so: each weight rounded to one of 255 even steps.
    #[must_use]
    pub fn file(head: &Head) -> Vec<u8> {
        let step = step_of(head);
        let mut file = MAGIC.to_vec();
        file.extend(step.to_le_bytes());
        file.extend(head.bias.to_le_bytes());
        for bucket in 0..Self::BUCKETS {
            let weight = head.weights.get(bucket).copied().unwrap_or(0.0);
            // Within -127..=127 by the choice of the step.
            let rounded = (weight / step).round().clamp(-127.0, 127.0) as i8;
            file.extend(rounded.to_le_bytes());
        }
        file
    }

    /// How likely these figures say who; 0 is even.
    fn score(&self, draft: &Draft, figures: Figures) -> f32 {
        let (mut sum, mut count) = (0_i32, 0_u16);
        figures.each(draft, |bucket| {
            let weight = self.weights.get(bucket as usize).map_or(0, |byte| i8::from_le_bytes([*byte]));
            sum = sum.saturating_add(i32::from(weight));
            count = count.saturating_add(1);
        });
        sum as f32 * self.step / f32::from(count.max(1)).sqrt() + self.bias
    }

    /// Findings where no rule has one. Linear.
    pub(crate) fn suspect(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let draft = context.draft;
        let known = words_of(draft, hits.iter().filter(|hit| is_who(hit.kind)));
        let found: Vec<Hit> = figures::find(context)
            .into_iter()
            .filter(|figures| !any(&known, figures.from, figures.to) && self.score(draft, *figures) >= WHO)
            .map(|figures| (figures, figures.kind(draft)))
            .filter(|(figures, kind)| !is_the_desks(draft, *figures, *kind))
            .map(|(figures, kind)| Hit::model(figures.from, figures.end(draft, kind), kind, "model:who"))
            .collect();
        // Whose a number is is known better than that something is told there.
        let whose = words_of(draft, found.iter());
        hits.retain(|hit| !(hit.modelled && hit.kind == Kind::Implied && any(&whose, hit.from, hit.to)));
        hits.extend(found);
    }
}

/// The words of these hits, marked.
fn words_of<'a>(draft: &Draft, hits: impl Iterator<Item = &'a Hit>) -> Vec<bool> {
    let mut words = vec![false; draft.tokens.len()];
    for hit in hits {
        words.iter_mut().take(hit.to).skip(hit.from).for_each(|word| *word = true);
    }
    words
}

fn any(words: &[bool], from: usize, to: usize) -> bool {
    words.get(from..to.min(words.len())).is_some_and(|words| words.contains(&true))
}

/// Whether figures are the office's, whatever they look like.
fn is_the_desks(draft: &Draft, figures: Figures, kind: Kind) -> bool {
    match kind {
        Kind::ContactDetails => is_said_to_be_ours(draft, figures.from),
        Kind::IdOrCardNumber => is_code(draft, figures.from),
        // Dates of recent years are visits' and forms'.
        _ => figures.is_recent(draft) && !speaks_of_birth(draft, figures.from, figures.to),
    }
}

/// Whether an address or telephone number is the office's own: "our new number", "new address from Monday on". Narrower than
/// the rules' `identity::is_ours`: "we have you at" is weighed by the regression.
fn is_said_to_be_ours(draft: &Draft, at: usize) -> bool {
    (at.saturating_sub(REACH)..at).any(|t| match draft.word(t) {
        "our" | "nuestro" | "nuestra" | "estamos" => true,
        "new" | "nueva" | "nuevo" => {
            let owned = t.checked_sub(1).is_some_and(|before| is_your(draft.word(before)));
            let asked = (at.saturating_sub(REACH)..at).any(|t| draft.word(t).starts_with("confirm"));
            let contact = matches!(
                draft.word(t.saturating_add(1)),
                "address" | "phone" | "number" | "office" | "direccion" | "telefono" | "numero"
            );
            contact && !owned && !asked
        }
        _ => false,
    })
}

/// Whether a number is a meeting's, a ticket's or an invoice's.
fn is_code(draft: &Draft, at: usize) -> bool {
    (at.saturating_sub(2)..=at).any(|t| is_code_cue(draft.word(t)))
}

fn is_who(kind: Kind) -> bool {
    matches!(kind, Kind::IdOrCardNumber | Kind::BirthDate | Kind::ContactDetails)
}
