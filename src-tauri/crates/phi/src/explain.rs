//! How the screener came to its answer, step by step, for `foyerctl screen --explain` and for whoever adds a term.
//!
//! Unlike everything else here it holds the draft's words, so it prints only counts of them.

use std::fmt;

use foyer_domain::Channel;

use crate::context::Context;
use crate::features::View;
use crate::finding::{RuleId, Screening, Span};
use crate::hit::Hit;
use crate::model::Score;
use crate::screener::{Practice, Screener};
use crate::token::Draft;

/// One word of the draft as the screener reads it.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// Folded.
    pub word: String,
    /// Where it stands.
    pub span: Span,
    /// Set aside: part of a name, a link or a phrase that says nothing.
    pub aside: bool,
    /// How telling the model finds it; 0 is even. Nothing without a model.
    pub telling: Option<f32>,
}

/// A term or rule that was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Where.
    pub span: Span,
    /// Which.
    pub rule: RuleId,
    /// Whether it counts here, or needs more company than it has.
    pub counts: bool,
}

/// Every step from a draft to its screening.
#[derive(Clone, PartialEq)]
pub struct Explanation {
    /// The words.
    pub words: Vec<Reading>,
    /// Terms and rules, in reading order.
    pub met: Vec<Met>,
    /// The model's score, when there is a model and a word.
    pub score: Option<Score>,
    /// The answer.
    pub screening: Screening,
}

impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explanation")
            .field("words", &self.words.len())
            .field("met", &self.met)
            .field("score", &self.score)
            .finish_non_exhaustive()
    }
}

impl Screener {
    /// Screens a draft and keeps every step.
    #[must_use]
    pub fn explain(&self, text: &str, channel: Channel, about: &Practice) -> Explanation {
        let screening = self.screen(text, channel, about);
        let draft = Draft::read(text);
        let Some(mut seen) = self.see(&draft, about) else {
            return Explanation { words: Vec::new(), met: Vec::new(), score: None, screening };
        };
        seen.scan.take_all();
        self.judge(&draft, &mut seen, true);
        let context = Context::new(&draft, &seen.unseen, &seen.matches);
        let view = View::of(&context, &seen.scan.tags, seen.scan.general);
        let judged = self.model.as_ref().map(|model| (model.judge(&view), model.words(&view)));
        let words = (0..draft.tokens.len())
            .filter_map(|at| {
                Some(Reading {
                    word: draft.word(at).to_owned(),
                    span: draft.span(at, at.saturating_add(1))?,
                    aside: context.is_masked(at, at.saturating_add(1)),
                    telling: judged.as_ref().and_then(|(_, words)| words.get(at)).copied(),
                })
            })
            .collect();
        let met = |hits: &[Hit], counts: bool| -> Vec<Met> {
            hits.iter()
                .filter_map(|hit| {
                    Some(Met { span: draft.span(hit.from, hit.to)?, rule: hit.rule.clone(), counts })
                })
                .collect()
        };
        let mut all = met(&seen.scan.hits, true);
        all.extend(met(&seen.scan.refused, false));
        all.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        Explanation { words, met: all, score: judged.map(|(judgement, _)| judgement.score), screening }
    }
}
