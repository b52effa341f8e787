//! The linear model: what hashed words, pairs of words, pieces of words and kinds of words add up to.
//!
//! Three logistic regressions, eight bits a weight, compiled in: whether a draft tells something, whether that is
//! sensitive, and whether a single word, seen with its neighbours, is one of those that tell. A draft's score is the
//! first plus the third of its most telling word. It is trained elsewhere (`foyer-phi-lab`) and only added up here. It
//! may raise a finding at the level of a warning; it never silences a rule, and it never sees a term that a practice
//! added, so that more knowledge can't lower a level.

use std::borrow::Cow;
use std::ops::Range;

use crate::features::View;
use crate::finding::Severity;
use crate::net::Net;
use crate::who::Who;

static BUILT_IN: &[u8] = include_bytes!("../data/model.bin");

/// What a model's file begins with; the figure changes when the features do.
const MAGIC: [u8; 8] = *b"foyphi02";
const HEADER: usize = 32;

/// Words that are judged together. A draft of 300 characters has about 60; longer texts are read in overlapping
/// stretches, so that a telling sentence is not outvoted by a long letter round it.
const STRETCH: usize = 64;
/// Words a mark spans at most.
const MARK: usize = 8;
/// How much less telling than the most telling word its neighbours may be to be marked with it.
const NEIGHBOUR: f32 = 2.0;
/// What a word that is set aside scores.
const SET_ASIDE: f32 = -8.0;

/// What the networks' answers count beside the regressions'.
const NET: f32 = 1.0;
/// Where one network's word is not enough: the others read the draft's most telling stretch too, and their mean counts.
/// One draft in nine of two writers whom the training had not met is so; beyond these bounds the others changed no answer
/// of theirs.
const UNSURE: Range<f32> = -4.0..8.0;

/// From here on a draft tells something. This, the next two and [`NET`] were chosen on drafts by writers whom the training
/// had not met and on the development set, rules included; see the README.
pub const TELLS: f32 = 1.75;
/// Below this a term that is only mentioned is nobody's.
pub const MENTIONED: f32 = 0.25;
/// As [`MENTIONED`], for terms of sensitive care.
pub const MENTIONED_SENSITIVE: f32 = -1.75;
/// Below this no word of a draft tells anything, and there is little to mark: the draft as a whole can't either, unless
/// [`CERTAIN`].
pub const LEAST: f32 = -2.0;
/// From here on a draft tells even where no single word does, and where it reads as a notice to everybody.
pub const CERTAIN: f32 = 4.0;
/// From here on what a draft tells is sensitive, where nothing else was found.
pub const SENSITIVE: f32 = -0.5;
/// From here on the model adds a sensitive finding to those that the rules made.
pub const SENSITIVE_TOO: f32 = 0.5;

/// Why some bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Not written by this version's trainer: train again.
    #[error("not a model of this version")]
    Version,
    /// Cut short, or with something after its end.
    #[error("a model of the wrong length")]
    Length,
}

/// One regression as it was trained: a weight a bucket, and what is added once.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// One weight for each of [`Model::BUCKETS`].
    pub weights: Vec<f32>,
    /// Added once.
    pub bias: f32,
}

/// The three regressions as trained.
#[derive(Debug, Clone, PartialEq)]
pub struct Heads {
    /// Whether a draft tells something.
    pub tells: Head,
    /// Whether what it tells is sensitive.
    pub sensitive: Head,
    /// Whether a word is one of those that tell.
    pub word: Head,
}

/// The three regressions, in eight bits a weight.
#[derive(Debug, Clone)]
pub struct Model {
    /// Three weights a bucket: tells, sensitive, word.
    weights: Cow<'static, [u8]>,
    tells: Scale,
    sensitive: Scale,
    word: Scale,
    /// The first reads every draft, the others those that it is not sure of.
    nets: Vec<Net>,
    who: Option<Who>,
}

#[derive(Debug, Clone, Copy)]
struct Scale {
    /// What one step of a weight is worth.
    step: f32,
    bias: f32,
}

/// What the model makes of a draft; higher is likelier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// That it tells something.
    pub tells: f32,
    /// That it tells something sensitive.
    pub sensitive: f32,
}

impl Score {
    /// Whether the draft tells something, whatever the rules say.
    pub(crate) fn tells(self) -> bool {
        self.tells >= TELLS
    }

    /// Whether a term that is only mentioned counts.
    pub(crate) fn grants(self, severity: Severity) -> bool {
        self.tells >= if severity == Severity::Sensitive { MENTIONED_SENSITIVE } else { MENTIONED }
    }
}

/// The score of a draft's most telling stretch, and the words that made it, as places in the draft.
#[derive(Debug, Clone)]
pub(crate) struct Judgement {
    pub score: Score,
    /// The words that say most.
    pub mark: (usize, usize),
    /// How much the most telling of them says.
    pub most: f32,
}

impl Model {
    /// Features are hashed into this many buckets.
    pub const BUCKETS: usize = 1 << 18;

    /// The model that is compiled in.
    #[must_use]
    pub fn built_in() -> Option<Self> {
        Some(Self::read(Cow::Borrowed(BUILT_IN)).ok()?.with_nets(Net::built_in()).with_who(Who::built_in()))
    }

    /// The same regressions with other networks beside them, the first reader first, or with none.
    #[must_use]
    pub fn with_nets(self, nets: Vec<Net>) -> Self {
        Self { nets, ..self }
    }

    /// The same with another judge of whose a number is, or with none.
    #[must_use]
    pub fn with_who(self, who: Option<Who>) -> Self {
        Self { who, ..self }
    }

    pub(crate) fn who(&self) -> Option<&Who> {
        self.who.as_ref()
    }

    /// A model from its file, without a network.
    ///
    /// # Errors
    ///
    /// When the bytes are not a model of this version.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Self::read(Cow::Owned(bytes))
    }

    fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let float = |at: usize| {
            let four = bytes.get(at..at.saturating_add(4)).and_then(|four| four.try_into().ok());
            four.map_or(0.0, f32::from_le_bytes)
        };
        if bytes.get(..MAGIC.len()) != Some(MAGIC.as_slice()) {
            return Err(ModelError::Version);
        }
        let scale = |at: usize| Scale { step: float(at), bias: float(at.saturating_add(4)) };
        let (tells, sensitive, word) = (scale(8), scale(16), scale(24));
        let weights = match bytes {
            Cow::Borrowed(all) => Cow::Borrowed(all.get(HEADER..).unwrap_or(&[])),
            Cow::Owned(mut all) => Cow::Owned(all.split_off(HEADER.min(all.len()))),
        };
        if weights.len() != Self::BUCKETS.saturating_mul(3) {
            return Err(ModelError::Length);
        }
        Ok(Self { weights, tells, sensitive, word, nets: Vec::new(), who: None })
    }

    /// The file of a model trained so: each weight rounded to one of 255 even steps.
    #[must_use]
    pub fn file(heads: &Heads) -> Vec<u8> {
        let heads = [&heads.tells, &heads.sensitive, &heads.word];
        let steps = heads.map(step_of);
        let mut file = MAGIC.to_vec();
        for (head, step) in heads.into_iter().zip(steps) {
            file.extend(step.to_le_bytes());
            file.extend(head.bias.to_le_bytes());
        }
        for bucket in 0..Self::BUCKETS {
            for (head, step) in heads.into_iter().zip(steps) {
                let weight = head.weights.get(bucket).copied().unwrap_or(0.0);
                // Within -127..=127 by the choice of the step.
                let rounded = (weight / step).round().clamp(-127.0, 127.0) as i8;
                file.extend(rounded.to_le_bytes());
            }
        }
        file
    }

    fn weight(&self, bucket: u32, head: usize) -> i32 {
        crate::steps::step();
        let at = (bucket as usize).saturating_mul(3).saturating_add(head);
        self.weights.get(at).map_or(0, |byte| i32::from(i8::from_le_bytes([*byte])))
    }

    /// Judges the draft's most telling stretch.
    pub(crate) fn judge(&self, view: &View) -> Judgement {
        let mut sums = vec![Sum::default(); view.len()];
        view.each(|at, bucket| {
            if let Some(sum) = sums.get_mut(at) {
                sum.count = sum.count.saturating_add(1);
                sum.tells = sum.tells.saturating_add(self.weight(bucket, 0));
                sum.sensitive = sum.sensitive.saturating_add(self.weight(bucket, 1));
            }
        });
        // Numbers are the rules' to judge: alone they never make a finding.
        let words: Vec<f32> = (0..view.len())
            .map(|at| if view.is_number(at) { SET_ASIDE } else { self.word_score(view, at) })
            .collect();
        let first = self.nets.first().and_then(|net| Some((net, net.see(view, 0, view.len())?)));
        let mut best: Option<Stretch> = None;
        let mut from = 0_usize;
        loop {
            let to = from.saturating_add(STRETCH).min(sums.len());
            let part = words.get(from..to).unwrap_or(&[]);
            let (most, at) = loudest(part);
            let mut score = self.score(sums.get(from..to).unwrap_or(&[]));
            score.tells += most;
            let read = first.as_ref().map_or((0.0, 0.0), |(net, seeing)| net.answer(seeing, from, to));
            let stretch = Stretch { sums: score, read, loudest: from.saturating_add(at), from, to };
            if best.as_ref().is_none_or(|held| stretch.score().tells > held.score().tells) {
                best = Some(stretch);
            }
            if to >= sums.len() {
                break;
            }
            from = from.saturating_add(STRETCH / 2);
        }
        let (score, at) = best.map_or((Score { tells: 0.0, sensitive: 0.0 }, 0), |mut best| {
            if UNSURE.contains(&best.score().tells) {
                best.read = self.read_again(view, &best);
            }
            (best.score(), best.loudest)
        });
        let most = words.get(at).copied().unwrap_or(SET_ASIDE);
        Judgement { score, mark: mark(&words, at), most }
    }

    /// What all networks together make of a stretch: the mean of their answers.
    fn read_again(&self, view: &View, stretch: &Stretch) -> (f32, f32) {
        let length = stretch.to.saturating_sub(stretch.from);
        let others = self.nets.iter().skip(1).filter_map(|net| {
            let seeing = net.see(view, stretch.from, stretch.to)?;
            Some(net.answer(&seeing, 0, length))
        });
        let (mut count, (mut tells, mut sensitive)) = (1.0, stretch.read);
        for other in others {
            (count, tells, sensitive) = (count + 1.0, tells + other.0, sensitive + other.1);
        }
        (tells / count, sensitive / count)
    }

    /// How telling each word is.
    pub(crate) fn words(&self, view: &View) -> Vec<f32> {
        (0..view.len()).map(|at| self.word_score(view, at)).collect()
    }

    fn word_score(&self, view: &View, at: usize) -> f32 {
        let (mut sum, mut count) = (0_i32, 0_u16);
        view.word(at, |bucket| {
            sum = sum.saturating_add(self.weight(bucket, 2));
            count = count.saturating_add(1);
        });
        if count == 0 {
            return SET_ASIDE;
        }
        sum as f32 * self.word.step / f32::from(count).sqrt() + self.word.bias
    }

    fn score(&self, sums: &[Sum]) -> Score {
        let all = sums.iter().fold(Sum::default(), |all, sum| Sum {
            count: all.count.saturating_add(sum.count),
            tells: all.tells.saturating_add(sum.tells),
            sensitive: all.sensitive.saturating_add(sum.sensitive),
        });
        let root = f32::from(u16::try_from(all.count.max(1)).unwrap_or(u16::MAX)).sqrt();
        Score {
            tells: all.tells as f32 * self.tells.step / root + self.tells.bias,
            sensitive: all.sensitive as f32 * self.sensitive.step / root + self.sensitive.bias,
        }
    }
}

/// A stretch of a draft's words, as it was read.
struct Stretch {
    /// What the regressions say.
    sums: Score,
    /// What a network, or all of them, answer: that it tells something, and something sensitive.
    read: (f32, f32),
    /// The most telling word.
    loudest: usize,
    from: usize,
    to: usize,
}

impl Stretch {
    fn score(&self) -> Score {
        Score {
            tells: self.sums.tells + self.read.0 * NET,
            sensitive: self.sums.sensitive + self.read.1 * NET,
        }
    }
}

/// What one word's features add.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    count: u32,
    tells: i32,
    sensitive: i32,
}

pub(crate) fn step_of(head: &Head) -> f32 {
    let most = head.weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
    if most > 0.0 { most / 127.0 } else { 1.0 }
}

/// The most telling word.
fn loudest(words: &[f32]) -> (f32, usize) {
    words.iter().copied().enumerate().fold(
        (SET_ASIDE, 0),
        |held, (at, score)| {
            if score > held.0 { (score, at) } else { held }
        },
    )
}

/// The most telling word, and its neighbours while they tell too.
fn mark(words: &[f32], at: usize) -> (usize, usize) {
    let most = words.get(at).copied().unwrap_or(SET_ASIDE);
    let tells = |at: usize| words.get(at).is_some_and(|score| *score >= most - NEIGHBOUR);
    let (mut from, mut to) = (at, at.saturating_add(1));
    while to.saturating_sub(from) < MARK {
        if tells(to) {
            to = to.saturating_add(1);
        } else if from > 0 && tells(from.saturating_sub(1)) {
            from = from.saturating_sub(1);
        } else {
            break;
        }
    }
    (from, to)
}
