//! The network: what words tell in the company of their neighbours, where sums over words can't say.
//!
//! A word is the sum of learned rows: of itself, of its pieces, of the classes and the kind that it is of. Three words in
//! a row are looked at by [`Net::VIEWS`] learned views, each in the light of all words together; the strongest and the
//! mean of each view, what is thought of them together, and the most telling word make the score. It is trained
//! elsewhere (`foyer-phi-lab`) and read here; it stands beside the regressions, and like them may raise a finding and
//! never silences a rule. There are several, each begun by another lot: the first reads every draft, the others those that
//! it is not sure of (see `model`). Texts of more words than [`Net::MOST_WORDS`] are left to the regressions: no text is that long,
//! and its work is the dearest of all steps.

use std::borrow::Cow;

use wide::{i16x8, i32x4, u8x16};

use crate::features::View;

static BUILT_IN: &[u8] = include_bytes!("../data/net.bin");

/// What a network's file begins with; the figure changes when the features or the shape do.
const MAGIC: [u8; 8] = *b"foynet03";
const HEADER: usize = 24;
/// Whole figures that are added and multiplied at once.
const LANES: usize = 8;
/// Eights of figures that a view sees.
const SEEN: usize = Net::SPAN * WORD;
/// Eights of figures of a word.
const WORD: usize = Net::WIDTH / LANES;
/// Views that are summed side by side.
const ABREAST: usize = 4;
/// What a word's figures are multiplied by to be whole. None is above 9: seventy-six rows of letters at the most, over
/// their root, and four of kinds, each of [`LARGEST`] steps.
const WHOLE: f32 = 2048.0;

/// Why some bytes are no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// Not written by this version's trainer: train again.
    #[error("not a network of this version")]
    Version,
    /// Cut short, or with something after its end.
    #[error("a network of the wrong length")]
    Length,
}

/// The network as it was trained.
#[derive(Debug, Clone, PartialEq)]
pub struct Layers {
    /// [`Net::WIDTH`] figures for each of [`Net::ROWS`] rows.
    pub table: Vec<f32>,
    /// [`Net::VIEWS`] figures for each figure of three words in a row.
    pub views: Vec<f32>,
    /// What each view begins with.
    pub view_bias: Vec<f32>,
    /// What each view makes of each figure of the whole draft's mean word.
    pub company: Vec<f32>,
    /// How telling each view makes its word.
    pub word: Vec<f32>,
    /// What every word begins with.
    pub word_bias: f32,
    /// For each of the two answers (tells, sensitive): the strongest of each view, then the mean of each.
    pub answers: Vec<f32>,
    /// What each answer begins with.
    pub answer_bias: [f32; 2],
    /// For each of [`Net::THOUGHTS`]: the strongest of each view, then the mean of each.
    pub thoughts: Vec<f32>,
    /// What each thought begins with.
    pub thought_bias: Vec<f32>,
    /// For each of the two answers, what it makes of each thought.
    pub conclusions: Vec<f32>,
}

/// The network, its rows in eight bits a figure.
#[derive(Debug, Clone)]
pub struct Net {
    table: Cow<'static, [u8]>,
    /// What one step of a row's figure is worth.
    step: f32,
    /// What each view makes of each figure that it sees, in whole steps.
    views: Vec<[i16x8; SEEN]>,
    /// What one step of a view's sum is worth.
    view_step: f32,
    view_bias: Vec<f32>,
    company: Vec<f32>,
    word: Vec<f32>,
    word_bias: f32,
    answers: Vec<f32>,
    answer_bias: [f32; 2],
    thoughts: Vec<f32>,
    thought_bias: Vec<f32>,
    conclusions: Vec<f32>,
}

/// What the network makes of a draft.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seeing {
    /// Words as sums of their rows, with the one before the first and the one after the last.
    words: Vec<i16x8>,
    /// What each view sees at each word, one word after the other, without the company that the word keeps.
    views: Vec<f32>,
}

impl Net {
    /// Rows of the table.
    pub const ROWS: usize = 1 << 16;
    /// Figures of a row.
    pub const WIDTH: usize = 48;
    /// Views of three words in a row.
    pub const VIEWS: usize = 96;
    /// Words in a row that a view sees.
    pub const SPAN: usize = 3;
    /// What is thought of all views together, before an answer.
    pub const THOUGHTS: usize = 32;
    /// Words of the longest text that is looked at.
    pub const MOST_WORDS: usize = 512;

    /// Networks that are compiled in.
    pub const READERS: usize = 4;

    /// The networks that are compiled in, the first reader first; none where the file is not this version's.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        let files = BUILT_IN.chunks(Self::LENGTH);
        files.map(|file| Self::read(Cow::Borrowed(file))).collect::<Result<_, _>>().unwrap_or_default()
    }

    /// Networks from the file of all of them.
    ///
    /// # Errors
    ///
    /// When the bytes are not networks of this version.
    pub fn all_from(bytes: &[u8]) -> Result<Vec<Self>, NetError> {
        bytes.chunks(Self::LENGTH).map(|file| Self::from_bytes(file.to_vec())).collect()
    }

    /// A network from its file.
    ///
    /// # Errors
    ///
    /// When the bytes are not a network of this version.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, NetError> {
        Self::read(Cow::Owned(bytes))
    }

    /// What each network of a file says that it was trained from; nothing where one is none.
    #[must_use]
    pub fn trained_from(bytes: &[u8]) -> Option<Vec<u64>> {
        let from = |file: &[u8]| {
            let eight = file.get(..MAGIC.len()).filter(|magic| *magic == MAGIC).and(file.get(8..16))?;
            Some(u64::from_le_bytes(eight.try_into().ok()?))
        };
        bytes.chunks(Self::LENGTH).map(from).collect()
    }

    fn read(bytes: Cow<'static, [u8]>) -> Result<Self, NetError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC.as_slice()) {
            return Err(NetError::Version);
        }
        if bytes.len() != Self::LENGTH {
            return Err(NetError::Length);
        }
        let rows = Self::TABLE;
        let floats: Vec<f32> = bytes
            .get(16..rows)
            .unwrap_or(&[])
            .chunks_exact(4)
            .map(|four| four.try_into().map_or(0.0, f32::from_le_bytes))
            .collect();
        let mut rest = floats.as_slice();
        let mut take = |count: usize| {
            let (first, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            rest = after;
            first.to_vec()
        };
        let head = take(2);
        let (views, scale) = in_steps(&take(Self::views()));
        let (view_bias, company) = (take(Self::VIEWS), take(Self::WIDTH.saturating_mul(Self::VIEWS)));
        let word = take(Self::VIEWS);
        let word_bias = take(1);
        let answers = take(Self::VIEWS.saturating_mul(4));
        let answer_bias = take(2);
        let thoughts = take(Self::THOUGHTS.saturating_mul(Self::VIEWS).saturating_mul(2));
        let (thought_bias, conclusions) = (take(Self::THOUGHTS), take(Self::THOUGHTS.saturating_mul(2)));
        let one = |of: &[f32], at: usize| of.get(at).copied().unwrap_or(0.0);
        let table = match bytes {
            Cow::Borrowed(all) => Cow::Borrowed(all.get(rows..).unwrap_or(&[])),
            Cow::Owned(mut all) => Cow::Owned(all.split_off(rows.min(all.len()))),
        };
        Ok(Self {
            table,
            step: one(&head, 0),
            views,
            view_step: 1.0 / (scale * WHOLE),
            view_bias,
            company,
            word,
            word_bias: one(&word_bias, 0),
            answers,
            answer_bias: [one(&answer_bias, 0), one(&answer_bias, 1)],
            thoughts,
            thought_bias,
            conclusions,
        })
    }

    /// Where a file's table begins.
    const TABLE: usize = HEADER + Self::dense() * 4;
    /// Bytes of a file.
    const LENGTH: usize = Self::TABLE + Self::ROWS * Self::WIDTH;

    /// Figures of all views.
    const fn views() -> usize {
        Self::SPAN * Self::WIDTH * Self::VIEWS
    }

    /// Figures beside the table and the header.
    const fn dense() -> usize {
        Self::views() + Self::VIEWS * (6 + Self::WIDTH + 2 * Self::THOUGHTS) + 3 * Self::THOUGHTS + 3
    }

    /// The file of a network trained so, from what has this digest: each figure of the table rounded to one of 255 even
    /// steps, the others as they are.
    #[must_use]
    pub fn file(layers: &Layers, from: u64) -> Vec<u8> {
        let most = layers.table.iter().fold(0.0_f32, |most, figure| most.max(figure.abs()));
        // A few rows are far larger than all others: they are cut short rather than all made coarse.
        let step = if most > 0.0 { (most / 127.0).min(LARGEST / 127.0) } else { 1.0 };
        let mut file = MAGIC.to_vec();
        file.extend(from.to_le_bytes());
        let dense = [step, 0.0]
            .into_iter()
            .chain(layers.views.iter().copied())
            .chain(layers.view_bias.iter().copied())
            .chain(layers.company.iter().copied())
            .chain(layers.word.iter().copied())
            .chain([layers.word_bias])
            .chain(layers.answers.iter().copied())
            .chain(layers.answer_bias)
            .chain(layers.thoughts.iter().copied())
            .chain(layers.thought_bias.iter().copied())
            .chain(layers.conclusions.iter().copied());
        dense.for_each(|figure| file.extend(figure.to_le_bytes()));
        for figure in &layers.table {
            // Within -127..=127 by the clamp.
            let rounded = (figure / step).round().clamp(-127.0, 127.0) as i8;
            file.extend(rounded.to_le_bytes());
        }
        file
    }

    /// Looks once at every word from `from` to `to` of a draft; nothing where the draft is too long.
    pub(crate) fn see(&self, view: &View, from: usize, to: usize) -> Option<Seeing> {
        if view.len() > Self::MOST_WORDS {
            return None;
        }
        let count = to.saturating_sub(from);
        // One word before the first and after the last: of nothing where the draft has none.
        let mut words = vec![i16x8::ZERO; count.saturating_add(2).saturating_mul(WORD)];
        for (ahead, word) in words.chunks_exact_mut(WORD).enumerate() {
            if let Some(at) = from.saturating_add(ahead).checked_sub(1) {
                self.word(view, at, word);
            }
        }
        let mut views = Vec::with_capacity(count.saturating_mul(Self::VIEWS));
        for three in words.windows(SEEN).step_by(WORD).filter_map(<[i16x8]>::first_chunk) {
            self.look(three, &mut views);
        }
        Some(Seeing { words, views })
    }

    /// A word as the sum of its rows.
    fn word(&self, view: &View, at: usize, word: &mut [i16x8]) {
        let (mut letters, mut kinds) = (Rows::default(), Rows::default());
        view.rows(at, |of_letters, row| {
            crate::steps::step();
            let first = (row as usize).saturating_mul(Self::WIDTH);
            let Some(row) = self.table.get(first..first.saturating_add(Self::WIDTH)) else { return };
            if of_letters { letters.add(row) } else { kinds.add(row) }
        });
        let whole = self.step * WHOLE;
        let share = whole / f32::from(letters.count.max(1)).sqrt();
        let sums = letters.sums().into_iter().zip(kinds.sums());
        for (word, (letters, kinds)) in word.iter_mut().zip(sums) {
            let (letters, kinds) = (letters.to_array(), kinds.to_array());
            let mut figures = [0_i16; LANES];
            for (figure, (letters, kinds)) in figures.iter_mut().zip(letters.into_iter().zip(kinds)) {
                *figure = (f32::from(letters) * share + f32::from(kinds) * whole) as i16;
            }
            *word = i16x8::new(figures);
        }
    }

    /// The views of three words in a row, pushed to `views`.
    fn look(&self, three: &[i16x8; SEEN], views: &mut Vec<f32>) {
        let (four, _) = self.views.as_chunks::<ABREAST>();
        for rows in four {
            let mut sums = [i32x4::ZERO; ABREAST];
            for (at, figures) in three.iter().enumerate() {
                for (sum, row) in sums.iter_mut().zip(rows) {
                    if let Some(weights) = row.get(at) {
                        *sum += weights.dot(*figures);
                    }
                }
            }
            views.extend(sums.iter().map(|sum| sum.reduce_add() as f32 * self.view_step));
        }
        crate::steps::step();
    }

    /// What each view begins with in the company of these words.
    fn company(&self, seeing: &Seeing, from: usize, to: usize, root: f32) -> [f32; Self::VIEWS] {
        let mut begins = [0.0_f32; Self::VIEWS];
        begins.iter_mut().zip(&self.view_bias).for_each(|(begins, bias)| *begins = *bias);
        let first = from.saturating_add(1).saturating_mul(WORD);
        let words = seeing.words.get(first..to.saturating_add(1).saturating_mul(WORD)).unwrap_or(&[]);
        let mut sums = [[0.0_f32; LANES]; WORD];
        for word in words.chunks_exact(WORD) {
            for (sums, figures) in sums.iter_mut().zip(word) {
                sums.iter_mut().zip(figures.to_array()).for_each(|(sum, figure)| *sum += f32::from(figure));
            }
        }
        let share = root * root / WHOLE;
        for (sum, weights) in sums.iter().flatten().zip(self.company.chunks_exact(Self::VIEWS)) {
            begins.iter_mut().zip(weights).for_each(|(begins, weight)| *begins += sum * share * weight);
        }
        begins
    }

    /// What a stretch of words tells: whether it tells something, and whether that is sensitive.
    pub(crate) fn answer(&self, seeing: &Seeing, from: usize, to: usize) -> (f32, f32) {
        let count = u16::try_from(to.saturating_sub(from).max(1)).unwrap_or(u16::MAX);
        let root = 1.0 / f32::from(count).sqrt();
        let begins = self.company(seeing, from, to, root);
        let views = seeing.views.get(from.saturating_mul(Self::VIEWS)..to.saturating_mul(Self::VIEWS));
        let mut pool = [[0.0_f32; Self::VIEWS]; 2];
        let [strongest, means] = &mut pool;
        let mut most = None::<f32>;
        for seen in views.unwrap_or(&[]).chunks_exact(Self::VIEWS) {
            let mut views = [0.0_f32; Self::VIEWS];
            let held = views.iter_mut().zip(strongest.iter_mut().zip(means.iter_mut()));
            for ((view, (strongest, mean)), (seen, begins)) in held.zip(seen.iter().zip(&begins)) {
                *view = (seen + begins).max(0.0);
                *strongest = strongest.max(*view);
                *mean += *view;
            }
            let word = dot(&views, &self.word) + self.word_bias;
            most = Some(most.map_or(word, |most| most.max(word)));
        }
        means.iter_mut().for_each(|mean| *mean *= root);
        let pool = pool.as_flattened();
        let mut thoughts = [0.0_f32; Self::THOUGHTS];
        let rows = self.thoughts.chunks_exact(2 * Self::VIEWS).zip(&self.thought_bias);
        for (thought, (weights, bias)) in thoughts.iter_mut().zip(rows) {
            *thought = (dot(pool, weights) + bias).max(0.0);
        }
        let mut of_views = self.answers.chunks_exact(2 * Self::VIEWS);
        let mut of_thoughts = self.conclusions.chunks_exact(Self::THOUGHTS);
        let mut answer = |bias: f32| {
            let (views, thinks) = (of_views.next().unwrap_or(&[]), of_thoughts.next().unwrap_or(&[]));
            dot(pool, views) + dot(&thoughts, thinks) + bias
        };
        let (tells, sensitive) = (answer(self.answer_bias[0]), answer(self.answer_bias[1]));
        (tells + most.unwrap_or(0.0), sensitive)
    }
}

/// Rows of the table, added up.
#[derive(Default)]
struct Rows {
    /// Each byte with its first bit turned, which adds 128 to the figure that it holds and makes it one without a sign.
    sums: [i16x8; WORD],
    count: u8,
}

impl Rows {
    /// One more, of at most 128 in all.
    fn add(&mut self, row: &[u8]) {
        let (sixteens, _) = row.as_chunks::<16>();
        let (pairs, _) = self.sums.as_chunks_mut::<2>();
        for ([low, high], sixteen) in pairs.iter_mut().zip(sixteens) {
            let turned = u8x16::new(*sixteen) ^ u8x16::splat(0x80);
            *low += i16x8::from_u8x16_low(turned);
            *high += i16x8::from_u8x16_high(turned);
        }
        self.count = self.count.saturating_add(1);
    }

    fn sums(&self) -> [i16x8; WORD] {
        let turned = i16x8::splat(i16::from(self.count).saturating_mul(128));
        self.sums.map(|sum| sum - turned)
    }
}

/// Views as whole steps, and how many steps make one: as many as keep every sum within 31 bits, whatever is seen.
fn in_steps(views: &[f32]) -> (Vec<[i16x8; SEEN]>, f32) {
    let of = |view: usize| views.iter().skip(view).step_by(Net::VIEWS);
    let most = views.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let sums = (0..Net::VIEWS).map(|view| of(view).map(|weight| weight.abs()).sum::<f32>());
    let widest = sums.fold(0.0_f32, f32::max);
    let limit = f32::from(i16::MAX);
    let scale = (limit / most.max(1.0)).min(2_147_000_000.0 / (limit * widest.max(1.0)));
    let rows = (0..Net::VIEWS).map(|view| {
        let mut row = [i16x8::ZERO; SEEN];
        let mut steps = of(view).map(|weight| (weight * scale).round() as i16);
        row.iter_mut().for_each(|eight| *eight = i16x8::new([0; LANES].map(|_| steps.next().unwrap_or(0))));
        row
    });
    (rows.collect(), scale)
}

/// The largest figure that a row keeps.
const LARGEST: f32 = 2.0;

/// A sum of products, in eight sums that are added at the end: the same order everywhere.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum()
}
