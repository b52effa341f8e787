//! The learned reading: what no list knows, judged by what hashed words, pairs and pieces add up to.
//!
//! Four logistic regressions, eight bits a weight, compiled in: a clear wish for no more texts, perhaps one, texts
//! again, help. Trained elsewhere (`foyer-phi-lab`, `cargo xtask train-wishes`) from `corpus/` and only added up here.
//! It has the last word and never the first: what the lists are certain of is not asked.

use foyer_phi::Head;

use super::{
    Keyword,
    features::{BUCKETS, View},
    form::Form,
};

static BUILT_IN: &[u8] = include_bytes!("../../data/wishes.bin");

/// What a model's file begins with; the figure changes when the features do.
const MAGIC: [u8; 8] = *b"foywsh02";
const HEADER: usize = MAGIC.len() + HEADS * 8;

/// How many regressions there are.
const HEADS: usize = 4;

/// From here on a wish is clear, unless it is unclear by so much more. This and the next were chosen by
/// cross-validation, where a wish that nobody sees costs most and one that a person reads costs little; see
/// `corpus/README.md`.
const CLEAR: f32 = -0.2;
const DOUBT: f32 = 1.0;
/// From here on a person reads what may be a clear wish, or what looks like an unclear one.
const PERHAPS: f32 = -2.0;
const DOUBTFUL: f32 = -0.4;
/// From here on texts are wanted again. Low, because nothing follows from it but where the patient ended them in words.
const AGAIN: f32 = -0.4;
/// From here on help is.
const ASKED: f32 = 0.0;

/// Why some bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a model of this version: train again")]
pub struct NoModel;

/// The regressions as trained.
#[derive(Debug, Clone, PartialEq)]
pub struct WishHeads {
    /// No more texts, clearly.
    pub stop: Head,
    /// Perhaps no more texts: a person reads it.
    pub unclear: Head,
    /// Texts again.
    pub resume: Head,
    /// Who is this, how does it end.
    pub help: Head,
}

/// What the regressions make of a text; above nought is likelier than not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WishScore {
    /// No more texts, clearly.
    pub stop: f32,
    /// Perhaps no more texts.
    pub unclear: f32,
    /// Texts again.
    pub resume: f32,
    /// Help.
    pub help: f32,
}

/// The learned reading.
#[derive(Debug, Clone)]
pub struct WishModel<'a> {
    weights: &'a [u8],
    /// A step's worth and what is added once, for each head.
    scales: [(f32, f32); HEADS],
}

impl<'a> WishModel<'a> {
    /// Features are hashed into this many buckets.
    pub const BUCKETS: usize = BUCKETS;

    /// The model that is compiled in.
    pub fn built_in() -> Result<WishModel<'static>, NoModel> {
        WishModel::read(BUILT_IN)
    }

    /// A model from its file's bytes.
    ///
    /// # Errors
    ///
    /// When the bytes are not a model of this version.
    pub fn read(bytes: &'a [u8]) -> Result<Self, NoModel> {
        let (head, weights) = bytes.split_at_checked(HEADER).ok_or(NoModel)?;
        let (magic, numbers) = head.split_at_checked(MAGIC.len()).ok_or(NoModel)?;
        if magic != MAGIC || weights.len() != BUCKETS * HEADS {
            return Err(NoModel);
        }
        let mut floats = numbers.chunks_exact(4).map(|four| four.try_into().map_or(0.0, f32::from_le_bytes));
        let scales = std::array::from_fn(|_| (floats.next().unwrap_or(0.0), floats.next().unwrap_or(0.0)));
        Ok(Self { weights, scales })
    }

    /// The file of a model trained so: each weight rounded to one of 255 even steps.
    pub fn file(heads: &WishHeads) -> Vec<u8> {
        let heads = [&heads.stop, &heads.unclear, &heads.resume, &heads.help];
        let steps = heads.map(|head| {
            let most = head.weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
            if most > 0.0 { most / 127.0 } else { 1.0 }
        });
        let mut file = MAGIC.to_vec();
        for (head, step) in heads.into_iter().zip(steps) {
            file.extend(step.to_le_bytes());
            file.extend(head.bias.to_le_bytes());
        }
        for bucket in 0..BUCKETS {
            for (head, step) in heads.into_iter().zip(steps) {
                let weight = head.weights.get(bucket).copied().unwrap_or(0.0);
                file.extend(((weight / step).round().clamp(-127.0, 127.0) as i8).to_le_bytes());
            }
        }
        file
    }

    /// Scores a text: its most wishful stretch. `None` for a text without a word.
    pub fn score(&self, body: &str) -> Option<WishScore> {
        self.score_of(&Form::of(body), body)
    }

    pub(super) fn score_of(&self, form: &Form, body: &str) -> Option<WishScore> {
        let view = View::of(form, asks(body));
        if view.is_empty() {
            return None;
        }
        let scores = view.stretches().map(|stretch| self.judge(&view, stretch));
        scores.reduce(|one, other| {
            let strength =
                |score: &WishScore| score.stop.max(score.unclear).max(score.resume).max(score.help);
            if strength(&other) > strength(&one) { other } else { one }
        })
    }

    fn judge(&self, view: &View, stretch: (usize, usize)) -> WishScore {
        let (mut sums, mut count) = ([0_i32; HEADS], 0_u16);
        view.each(stretch, |bucket| {
            count = count.saturating_add(1);
            let at = bucket as usize * HEADS;
            let weights = self.weights.get(at..at + HEADS).unwrap_or(&[]);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(i8::from_le_bytes([*weight]));
            }
        });
        let root = f32::from(count.max(1)).sqrt();
        let mut scores =
            sums.iter().zip(self.scales).map(|(sum, (step, bias))| *sum as f32 * step / root + bias);
        let mut next = || scores.next().unwrap_or(-9.0);
        WishScore { stop: next(), unclear: next(), resume: next(), help: next() }
    }
}

impl WishScore {
    /// What it comes to: nothing for an ordinary text.
    pub fn verdict(self) -> Option<Keyword> {
        if self.resume >= AGAIN && self.resume > self.stop {
            return Some(Keyword::Resume);
        }
        if self.stop >= CLEAR && self.stop + DOUBT > self.unclear {
            return Some(Keyword::Stop);
        }
        if self.help >= ASKED && self.help > self.stop.max(self.unclear) {
            return Some(Keyword::Help);
        }
        (self.stop >= PERHAPS || self.unclear >= DOUBTFUL).then_some(Keyword::Unclear)
    }
}

/// Every bucket of a text, for the trainer.
pub fn wish_features(body: &str) -> Vec<u32> {
    View::of(&Form::of(body), asks(body)).all()
}

fn asks(body: &str) -> bool {
    body.contains(['?', '\u{bf}', '\u{ff1f}'])
}
