//! The trainer of the network: back-propagation by hand, small batches, Adam, in one fixed order.
//!
//! As in `train`, only additions, multiplications, divisions and square roots are used, each in one order, so that the
//! same corpus gives the same bits everywhere. It refuses to be clever with threads for the same reason.

use foyer_phi::{Layers, Net};

use crate::train::{Dice, sigmoid};

const WIDTH: usize = Net::WIDTH;
const VIEWS: usize = Net::VIEWS;
/// Figures that a view sees.
const SEEN: usize = Net::SPAN * WIDTH;
/// Words of a draft that are learned from.
const MOST_WORDS: usize = 48;

/// How the network is trained. Chosen on drafts by writers that the training had not seen; see the screener's README.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// Times through the examples.
    pub epochs: usize,
    /// Examples of a batch.
    pub batch: usize,
    /// The first step; it falls evenly to a fiftieth.
    pub rate: f32,
    /// Pieces in a hundred of a word's letters that are left out by lot.
    pub pieces_left_out: usize,
    /// Words in a hundred whose letters are left out by lot: the neighbours must do.
    pub words_left_out: usize,
    /// Kinds in a hundred that are left out by lot.
    pub kinds_left_out: usize,
    /// Views in a hundred that are left out of a draft by lot.
    pub views_left_out: usize,
    /// How much its words count beside a draft.
    pub words: f32,
    /// How much whether it is sensitive counts beside whether it tells.
    pub sensitive: f32,
}

impl Course {
    /// The committed network's.
    pub const SHIPPED: Self = Self {
        epochs: 45,
        batch: 64,
        rate: 2e-3,
        pieces_left_out: 40,
        words_left_out: 15,
        kinds_left_out: 10,
        views_left_out: 30,
        words: 0.3,
        sensitive: 0.5,
    };
}

/// One draft as the trainer sees it.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Its words.
    pub words: Vec<LessonWord>,
    /// Whether it tells something.
    pub tells: bool,
    /// Whether that is sensitive.
    pub sensitive: bool,
    /// How much it counts.
    pub weight: f32,
}

/// One word of it.
#[derive(Debug, Clone)]
pub struct LessonWord {
    /// Rows of its letters.
    pub letters: Vec<u32>,
    /// Rows of its kind.
    pub kinds: Vec<u32>,
    /// Whether it is one of those that tell.
    pub tells: bool,
}

/// Where the figures beside the table stand, one after the other.
const VIEW_BIAS: usize = SEEN * VIEWS;
const WORD: usize = VIEW_BIAS + VIEWS;
const WORD_BIAS: usize = WORD + VIEWS;
const ANSWERS: usize = WORD_BIAS + 1;
const ANSWER_BIAS: usize = ANSWERS + 4 * VIEWS;
const DENSE: usize = ANSWER_BIAS + 2;

/// Trains the network.
#[must_use]
pub fn train(lessons: &[Lesson], course: Course) -> Layers {
    let mut dice = Dice::new(0x0F0E_7E12);
    let mut table = Learned::new(Net::ROWS * WIDTH, &mut dice, 0.1);
    let mut dense = Learned::new(DENSE, &mut dice, 0.0);
    let spread = |figures: &mut [f32], dice: &mut Dice, by: f32| {
        figures.iter_mut().for_each(|figure| *figure = by * bell(dice));
    };
    spread(part_mut(&mut dense.figures, 0, VIEW_BIAS), &mut dice, 1.0 / (SEEN as f32).sqrt());
    spread(part_mut(&mut dense.figures, WORD, VIEWS), &mut dice, 0.1);
    spread(part_mut(&mut dense.figures, ANSWERS, 4 * VIEWS), &mut dice, 0.05);
    raise(&mut dense.figures, WORD_BIAS, -1.0);

    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let all = (course.epochs * lessons.len().div_ceil(course.batch.max(1))).max(1) as f32;
    let mut scratch = Scratch::default();
    let mut touched: Vec<u32> = Vec::new();
    let mut is_touched = vec![false; Net::ROWS];
    let mut step = 0_u32;
    let (mut first_power, mut second_power) = (1.0_f32, 1.0_f32);
    for _ in 0..course.epochs {
        dice.shuffle(&mut order);
        for batch in order.chunks(course.batch.max(1)) {
            for place in batch {
                let Some(lesson) = lessons.get(*place) else { continue };
                scratch.read(lesson, &table.figures, course, &mut dice);
                scratch.look(&dense.figures, course, &mut dice);
                scratch.learn(lesson, &dense.figures, &mut dense.slopes, course);
                scratch.pass_down(&mut table.slopes, |row| {
                    if let Some(known) = is_touched.get_mut(row as usize)
                        && !std::mem::replace(known, true)
                    {
                        touched.push(row);
                    }
                });
            }
            step += 1;
            let share = step as f32;
            let rate = course.rate * (1.0 - share / all).max(0.02) * (share / 100.0).min(1.0);
            first_power *= FIRST;
            second_power *= SECOND;
            let pace = Pace {
                rate: rate / (1.0 - first_power),
                spread: 1.0 / (1.0 - second_power),
                slope: 1.0 / batch.len() as f32,
            };
            dense.step(0, DENSE, pace);
            for row in touched.drain(..) {
                is_touched.get_mut(row as usize).into_iter().for_each(|known| *known = false);
                table.step(row as usize * WIDTH, WIDTH, pace);
            }
        }
    }
    let learned = |from: usize, count: usize| part(&dense.figures, from, count).to_vec();
    Layers {
        table: table.figures,
        views: learned(0, VIEW_BIAS),
        view_bias: learned(VIEW_BIAS, VIEWS),
        word: learned(WORD, VIEWS),
        word_bias: one(&dense.figures, WORD_BIAS),
        answers: learned(ANSWERS, 4 * VIEWS),
        answer_bias: [one(&dense.figures, ANSWER_BIAS), one(&dense.figures, ANSWER_BIAS + 1)],
    }
}

/// One figure for everything that a network is trained from: FNV-1a over the lessons and the course.
#[must_use]
pub fn digest(lessons: &[Lesson], course: Course) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut take = |figure: u32| {
        for byte in figure.to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    };
    format!("{course:?}").bytes().for_each(|byte| take(u32::from(byte)));
    for lesson in lessons {
        take(u32::from(lesson.tells) * 2 + u32::from(lesson.sensitive));
        take(lesson.weight.to_bits());
        for word in &lesson.words {
            take(u32::from(word.tells));
            word.letters.iter().for_each(|row| take(*row));
            take(u32::MAX);
            word.kinds.iter().for_each(|row| take(*row));
        }
    }
    hash
}

/// How much of the last steps the next one keeps.
const FIRST: f32 = 0.9;
/// How much of the last steps' squares the next one keeps.
const SECOND: f32 = 0.99;

/// Figures that are learned, with what Adam keeps of each.
struct Learned {
    figures: Vec<f32>,
    slopes: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Pace {
    rate: f32,
    spread: f32,
    slope: f32,
}

impl Learned {
    fn new(count: usize, dice: &mut Dice, by: f32) -> Self {
        let figures = (0..count).map(|_| if by > 0.0 { by * bell(dice) } else { 0.0 }).collect();
        Self { figures, slopes: vec![0.0; count], first: vec![0.0; count], second: vec![0.0; count] }
    }

    /// One step for these figures; their slopes begin anew.
    fn step(&mut self, from: usize, count: usize, pace: Pace) {
        let figures = part_mut(&mut self.figures, from, count).iter_mut();
        let slopes = part_mut(&mut self.slopes, from, count).iter_mut();
        let kept = part_mut(&mut self.first, from, count).iter_mut();
        let kept = kept.zip(part_mut(&mut self.second, from, count));
        for ((figure, slope), (first, second)) in figures.zip(slopes).zip(kept) {
            let by = *slope * pace.slope;
            *first = FIRST * *first + (1.0 - FIRST) * by;
            *second = SECOND * *second + (1.0 - SECOND) * by * by;
            *figure -= pace.rate * *first / ((*second * pace.spread).sqrt() + 1e-7);
            *slope = 0.0;
        }
    }
}

/// What one draft needs on the way up and down; kept to be used again.
#[derive(Default)]
struct Scratch {
    /// Rows of each word that were kept, and what each counts.
    rows: Vec<(usize, u32, f32)>,
    count: usize,
    /// Words, one of nothing before and after.
    words: Vec<f32>,
    word_slopes: Vec<f32>,
    /// Views of each word, those left out at nought.
    views: Vec<f32>,
    view_slopes: Vec<f32>,
    kept: Vec<f32>,
}

impl Scratch {
    /// Words as sums of rows, some left out by lot.
    fn read(&mut self, lesson: &Lesson, table: &[f32], course: Course, dice: &mut Dice) {
        self.count = lesson.words.len().min(MOST_WORDS);
        self.rows.clear();
        for (at, word) in lesson.words.iter().take(MOST_WORDS).enumerate() {
            let first = self.rows.len();
            if dice.below(100) >= course.words_left_out {
                for row in &word.letters {
                    if dice.below(100) >= course.pieces_left_out {
                        self.rows.push((at, *row, 0.0));
                    }
                }
            }
            let share = 1.0 / ((self.rows.len() - first).max(1) as f32).sqrt();
            self.rows.iter_mut().skip(first).for_each(|row| row.2 = share);
            for row in &word.kinds {
                if dice.below(100) >= course.kinds_left_out {
                    self.rows.push((at, *row, 1.0));
                }
            }
        }
        self.words.clear();
        self.words.resize((self.count + 2) * WIDTH, 0.0);
        for (at, row, share) in &self.rows {
            let from = *row as usize * WIDTH;
            add(part_mut(&mut self.words, (at + 1) * WIDTH, WIDTH), part(table, from, WIDTH), *share);
        }
    }

    /// Views of three words in a row, some left out of the whole draft by lot.
    fn look(&mut self, dense: &[f32], course: Course, dice: &mut Dice) {
        let left_out = course.views_left_out.min(90);
        let more = 100.0 / (100 - left_out) as f32;
        self.kept.clear();
        self.kept.extend((0..VIEWS).map(|_| if dice.below(100) < left_out { 0.0 } else { more }));
        self.views.clear();
        for at in 0..self.count {
            let mut sums = [0.0_f32; VIEWS];
            add(&mut sums, part(dense, VIEW_BIAS, VIEWS), 1.0);
            let three = part(&self.words, at * WIDTH, SEEN);
            for (figure, row) in three.iter().zip(part(dense, 0, VIEW_BIAS).chunks_exact(VIEWS)) {
                add(&mut sums, row, *figure);
            }
            self.views.extend(sums.iter().zip(&self.kept).map(|(sum, kept)| sum.max(0.0) * kept));
        }
    }

    /// The answers, how far they are off, and the slopes of all that made them.
    fn learn(&mut self, lesson: &Lesson, dense: &[f32], slopes: &mut [f32], course: Course) {
        let count = self.count;
        if count == 0 {
            return;
        }
        let root = 1.0 / (count as f32).sqrt();
        let (mut strongest, mut place, mut means) = ([0.0_f32; VIEWS], [0_usize; VIEWS], [0.0_f32; VIEWS]);
        for (at, seen) in self.views.chunks_exact(VIEWS).enumerate() {
            let held = strongest.iter_mut().zip(&mut place).zip(&mut means);
            for (((strongest, place), mean), figure) in held.zip(seen) {
                if *figure > *strongest {
                    (*strongest, *place) = (*figure, at);
                }
                *mean += figure * root;
            }
        }
        let words: Vec<f32> = self
            .views
            .chunks_exact(VIEWS)
            .map(|seen| dot(seen, part(dense, WORD, VIEWS)) + one(dense, WORD_BIAS))
            .collect();
        let most = (0..count).fold(0, |held, at| if one(&words, at) > one(&words, held) { at } else { held });

        self.view_slopes.clear();
        self.view_slopes.resize(count * VIEWS, 0.0);
        let mut of_means = [0.0_f32; VIEWS];
        let mut tells_off = 0.0;
        for (answer, (yes, counts)) in
            [(lesson.tells, 1.0), (lesson.sensitive, course.sensitive)].into_iter().enumerate()
        {
            let from = ANSWERS + answer * 2 * VIEWS;
            let (by_strongest, by_means) = (part(dense, from, VIEWS), part(dense, from + VIEWS, VIEWS));
            let mut score =
                dot(&strongest, by_strongest) + dot(&means, by_means) + one(dense, ANSWER_BIAS + answer);
            if answer == 0 {
                score += one(&words, most);
            }
            let off = (sigmoid(score) - f32::from(yes)) * counts * lesson.weight;
            if answer == 0 {
                tells_off = off;
            }
            raise(slopes, ANSWER_BIAS + answer, off);
            add(part_mut(slopes, from, VIEWS), &strongest, off);
            add(part_mut(slopes, from + VIEWS, VIEWS), &means, off);
            for (view, (weight, at)) in by_strongest.iter().zip(place).enumerate() {
                raise(&mut self.view_slopes, at * VIEWS + view, off * weight);
            }
            add(&mut of_means, by_means, off * root);
        }
        let share = course.words * lesson.weight / (count as f32 + 1.0).sqrt();
        for (at, (score, word)) in words.iter().zip(&lesson.words).enumerate() {
            let mut off = (sigmoid(*score) - f32::from(word.tells)) * share;
            if at == most {
                off += tells_off;
            }
            let view_slopes = part_mut(&mut self.view_slopes, at * VIEWS, VIEWS);
            add(view_slopes, part(dense, WORD, VIEWS), off);
            add(view_slopes, &of_means, 1.0);
            add(part_mut(slopes, WORD, VIEWS), part(&self.views, at * VIEWS, VIEWS), off);
            raise(slopes, WORD_BIAS, off);
        }
        self.down_to_words(dense, slopes);
    }

    /// From the views to the words they saw.
    fn down_to_words(&mut self, dense: &[f32], slopes: &mut [f32]) {
        self.word_slopes.clear();
        self.word_slopes.resize(self.words.len(), 0.0);
        for at in 0..self.count {
            let mut by = [0.0_f32; VIEWS];
            let view_slopes = part(&self.view_slopes, at * VIEWS, VIEWS).iter();
            let parts = view_slopes.zip(part(&self.views, at * VIEWS, VIEWS)).zip(&self.kept);
            for (by, ((slope, view), kept)) in by.iter_mut().zip(parts) {
                *by = if *view > 0.0 { slope * kept } else { 0.0 };
            }
            add(part_mut(slopes, VIEW_BIAS, VIEWS), &by, 1.0);
            let views = part(dense, 0, VIEW_BIAS).chunks_exact(VIEWS);
            let view_slopes = part_mut(slopes, 0, VIEW_BIAS).chunks_exact_mut(VIEWS);
            let figures = part(&self.words, at * WIDTH, SEEN).iter();
            let figures = figures.zip(part_mut(&mut self.word_slopes, at * WIDTH, SEEN));
            for ((figure, slope), (row, row_slopes)) in figures.zip(views.zip(view_slopes)) {
                *slope += dot(row, &by);
                add(row_slopes, &by, *figure);
            }
        }
    }

    /// From the words to the rows they are sums of.
    fn pass_down(&mut self, slopes: &mut [f32], mut touch: impl FnMut(u32)) {
        for (at, row, share) in &self.rows {
            let from = *row as usize * WIDTH;
            let word = part(&self.word_slopes, (at + 1) * WIDTH, WIDTH);
            add(part_mut(slopes, from, WIDTH), word, *share);
            touch(*row);
        }
    }
}

fn part(of: &[f32], from: usize, count: usize) -> &[f32] {
    of.get(from..from + count).unwrap_or(&[])
}

fn part_mut(of: &mut [f32], from: usize, count: usize) -> &mut [f32] {
    of.get_mut(from..from + count).unwrap_or_default()
}

fn one(of: &[f32], at: usize) -> f32 {
    of.get(at).copied().unwrap_or(0.0)
}

fn raise(of: &mut [f32], at: usize, by: f32) {
    of.get_mut(at).into_iter().for_each(|figure| *figure += by);
}

fn add(to: &mut [f32], what: &[f32], share: f32) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += what * share);
}

/// A sum of products, in eight sums that are added at the end: the same order everywhere.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum()
}

/// About normal: twelve even throws.
fn bell(dice: &mut Dice) -> f32 {
    (0..12).map(|_| dice.below(1 << 16) as f32 / 65536.0).sum::<f32>() - 6.0
}
