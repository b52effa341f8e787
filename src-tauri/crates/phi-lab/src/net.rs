//! The trainer of the network: back-propagation by hand, small batches, Adam, in one fixed order.
//!
//! As in `train`, only additions, multiplications, divisions and square roots are used, each in one order, so that the
//! same corpus gives the same bits everywhere. A network is trained by one thread for the same reason.

use foyer_phi::{Layers, Net};

use crate::train::{Dice, sigmoid};

const WIDTH: usize = Net::WIDTH;
const VIEWS: usize = Net::VIEWS;
const THOUGHTS: usize = Net::THOUGHTS;
/// The strongest of each view, then the mean of each.
const POOL: usize = 2 * VIEWS;
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
    /// What its lots begin with, which must not be nought.
    pub lot: u64,
}

impl Course {
    /// The committed networks': alike but for their lots, which is what makes them err apart.
    pub const SHIPPED: [Self; Net::READERS] = [
        Self::FIRST,
        Self { lot: 0x0F0E_7E13, ..Self::FIRST },
        Self { lot: 0x0F0E_7E14, ..Self::FIRST },
        Self { lot: 0x0F0E_7E15, ..Self::FIRST },
    ];

    /// The first reader's.
    pub const FIRST: Self = Self {
        epochs: 45,
        batch: 64,
        rate: 2e-3,
        pieces_left_out: 40,
        words_left_out: 15,
        kinds_left_out: 10,
        views_left_out: 30,
        words: 0.3,
        sensitive: 0.5,
        lot: 0x0F0E_7E12,
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
const ANSWER_BIAS: usize = ANSWERS + 2 * POOL;
const COMPANY: usize = ANSWER_BIAS + 2;
const THINK: usize = COMPANY + WIDTH * VIEWS;
const THINK_BIAS: usize = THINK + THOUGHTS * POOL;
const CONCLUDE: usize = THINK_BIAS + THOUGHTS;
const DENSE: usize = CONCLUDE + 2 * THOUGHTS;

/// Trains the network.
#[must_use]
pub fn train(lessons: &[Lesson], course: Course) -> Layers {
    let mut dice = Dice::new(course.lot);
    let mut table = Learned::new(Net::ROWS * WIDTH, &mut dice, 0.1);
    let mut dense = Learned::new(DENSE, &mut dice, 0.0);
    let spread = |figures: &mut [f32], dice: &mut Dice, by: f32| {
        figures.iter_mut().for_each(|figure| *figure = by * bell(dice));
    };
    spread(part_mut(&mut dense.figures, 0, VIEW_BIAS), &mut dice, 1.0 / (SEEN as f32).sqrt());
    spread(part_mut(&mut dense.figures, WORD, VIEWS), &mut dice, 0.1);
    spread(part_mut(&mut dense.figures, ANSWERS, 2 * POOL), &mut dice, 0.05);
    raise(&mut dense.figures, WORD_BIAS, -1.0);
    spread(part_mut(&mut dense.figures, COMPANY, WIDTH * VIEWS), &mut dice, 0.5 / (WIDTH as f32).sqrt());
    spread(part_mut(&mut dense.figures, THINK, THOUGHTS * POOL), &mut dice, 0.05);
    spread(part_mut(&mut dense.figures, CONCLUDE, 2 * THOUGHTS), &mut dice, 0.05);

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
        answers: learned(ANSWERS, 2 * POOL),
        answer_bias: [one(&dense.figures, ANSWER_BIAS), one(&dense.figures, ANSWER_BIAS + 1)],
        company: learned(COMPANY, WIDTH * VIEWS),
        thoughts: learned(THINK, THOUGHTS * POOL),
        thought_bias: learned(THINK_BIAS, THOUGHTS),
        conclusions: learned(CONCLUDE, 2 * THOUGHTS),
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
    /// The mean word.
    company: Vec<f32>,
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
        let begins = self.keep_company(dense);
        for at in 0..self.count {
            let mut sums = begins;
            let three = part(&self.words, at * WIDTH, SEEN);
            for (figure, row) in three.iter().zip(part(dense, 0, VIEW_BIAS).chunks_exact(VIEWS)) {
                add(&mut sums, row, *figure);
            }
            self.views.extend(sums.iter().zip(&self.kept).map(|(sum, kept)| sum.max(0.0) * kept));
        }
    }

    /// The mean word, and what each view begins with in its company.
    fn keep_company(&mut self, dense: &[f32]) -> [f32; VIEWS] {
        self.company.clear();
        self.company.resize(WIDTH, 0.0);
        let share = 1.0 / self.count.max(1) as f32;
        for word in part(&self.words, WIDTH, self.count * WIDTH).chunks_exact(WIDTH) {
            add(&mut self.company, word, share);
        }
        let mut begins = [0.0_f32; VIEWS];
        add(&mut begins, part(dense, VIEW_BIAS, VIEWS), 1.0);
        let rows = part(dense, COMPANY, WIDTH * VIEWS).chunks_exact(VIEWS);
        for (figure, row) in self.company.iter().zip(rows) {
            add(&mut begins, row, *figure);
        }
        begins
    }

    /// The answers, how far they are off, and the slopes of all that made them.
    fn learn(&mut self, lesson: &Lesson, dense: &[f32], slopes: &mut [f32], course: Course) {
        let count = self.count;
        if count == 0 {
            return;
        }
        let (pool, place) = self.pool();
        let words: Vec<f32> = self
            .views
            .chunks_exact(VIEWS)
            .map(|seen| dot(seen, part(dense, WORD, VIEWS)) + one(dense, WORD_BIAS))
            .collect();
        let most = (0..count).fold(0, |held, at| if one(&words, at) > one(&words, held) { at } else { held });
        let (pool_slopes, tells_off) = learn_answers(lesson, &pool, one(&words, most), dense, slopes, course);

        self.view_slopes.clear();
        self.view_slopes.resize(count * VIEWS, 0.0);
        let (of_strongest, of_means) = pool_slopes.split_at(VIEWS);
        for (view, (slope, at)) in of_strongest.iter().zip(place).enumerate() {
            raise(&mut self.view_slopes, at * VIEWS + view, *slope);
        }
        let root = 1.0 / (count as f32).sqrt();
        let share = course.words * lesson.weight / (count as f32 + 1.0).sqrt();
        for (at, (score, word)) in words.iter().zip(&lesson.words).enumerate() {
            let mut off = (sigmoid(*score) - f32::from(word.tells)) * share;
            if at == most {
                off += tells_off;
            }
            let view_slopes = part_mut(&mut self.view_slopes, at * VIEWS, VIEWS);
            add(view_slopes, part(dense, WORD, VIEWS), off);
            add(view_slopes, of_means, root);
            add(part_mut(slopes, WORD, VIEWS), part(&self.views, at * VIEWS, VIEWS), off);
            raise(slopes, WORD_BIAS, off);
        }
        self.down_to_words(dense, slopes);
    }

    /// The strongest of each view, then the mean of each; and at which word each was strongest.
    fn pool(&self) -> ([f32; POOL], [usize; VIEWS]) {
        let root = 1.0 / (self.count.max(1) as f32).sqrt();
        let (mut pool, mut place) = ([0.0_f32; POOL], [0_usize; VIEWS]);
        let (strongest, means) = pool.split_at_mut(VIEWS);
        for (at, seen) in self.views.chunks_exact(VIEWS).enumerate() {
            let held = strongest.iter_mut().zip(&mut place).zip(means.iter_mut());
            for (((strongest, place), mean), figure) in held.zip(seen) {
                if *figure > *strongest {
                    (*strongest, *place) = (*figure, at);
                }
                *mean += figure * root;
            }
        }
        (pool, place)
    }

    /// From the views to the words they saw.
    fn down_to_words(&mut self, dense: &[f32], slopes: &mut [f32]) {
        self.word_slopes.clear();
        self.word_slopes.resize(self.words.len(), 0.0);
        let mut of_all = [0.0_f32; VIEWS];
        for at in 0..self.count {
            let mut by = [0.0_f32; VIEWS];
            let view_slopes = part(&self.view_slopes, at * VIEWS, VIEWS).iter();
            let parts = view_slopes.zip(part(&self.views, at * VIEWS, VIEWS)).zip(&self.kept);
            for (by, ((slope, view), kept)) in by.iter_mut().zip(parts) {
                *by = if *view > 0.0 { slope * kept } else { 0.0 };
            }
            add(&mut of_all, &by, 1.0);
            let views = part(dense, 0, VIEW_BIAS).chunks_exact(VIEWS);
            let view_slopes = part_mut(slopes, 0, VIEW_BIAS).chunks_exact_mut(VIEWS);
            let figures = part(&self.words, at * WIDTH, SEEN).iter();
            let figures = figures.zip(part_mut(&mut self.word_slopes, at * WIDTH, SEEN));
            for ((figure, slope), (row, row_slopes)) in figures.zip(views.zip(view_slopes)) {
                *slope += dot(row, &by);
                add(row_slopes, &by, *figure);
            }
        }
        add(part_mut(slopes, VIEW_BIAS, VIEWS), &of_all, 1.0);
        self.down_to_company(&of_all, dense, slopes);
    }

    /// From all views together to the mean word, and so to every word.
    fn down_to_company(&mut self, of_all: &[f32], dense: &[f32], slopes: &mut [f32]) {
        let mut of_mean = [0.0_f32; WIDTH];
        let rows = part(dense, COMPANY, WIDTH * VIEWS).chunks_exact(VIEWS);
        let rows = rows.zip(part_mut(slopes, COMPANY, WIDTH * VIEWS).chunks_exact_mut(VIEWS));
        for ((figure, slope), (row, row_slopes)) in self.company.iter().zip(&mut of_mean).zip(rows) {
            *slope = dot(row, of_all);
            add(row_slopes, of_all, *figure);
        }
        let share = 1.0 / self.count.max(1) as f32;
        for word in part_mut(&mut self.word_slopes, WIDTH, self.count * WIDTH).chunks_exact_mut(WIDTH) {
            add(word, &of_mean, share);
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

/// The answers and how far they are off: the slopes of what they were made from, and how far "tells" is off.
fn learn_answers(
    lesson: &Lesson,
    pool: &[f32; POOL],
    most: f32,
    dense: &[f32],
    slopes: &mut [f32],
    course: Course,
) -> ([f32; POOL], f32) {
    let mut thoughts = [0.0_f32; THOUGHTS];
    let rows = part(dense, THINK, THOUGHTS * POOL).chunks_exact(POOL);
    for (thought, (row, bias)) in thoughts.iter_mut().zip(rows.zip(part(dense, THINK_BIAS, THOUGHTS))) {
        *thought = (dot(pool, row) + bias).max(0.0);
    }
    let (mut of_pool, mut of_thoughts) = ([0.0_f32; POOL], [0.0_f32; THOUGHTS]);
    let mut answer = |place: usize, yes: bool, more: f32, counts: f32| {
        let (by_pool, by_thoughts) = (ANSWERS + place * POOL, CONCLUDE + place * THOUGHTS);
        let score = dot(pool, part(dense, by_pool, POOL))
            + dot(&thoughts, part(dense, by_thoughts, THOUGHTS))
            + one(dense, ANSWER_BIAS + place)
            + more;
        let off = (sigmoid(score) - f32::from(yes)) * counts * lesson.weight;
        raise(slopes, ANSWER_BIAS + place, off);
        add(part_mut(slopes, by_pool, POOL), pool, off);
        add(part_mut(slopes, by_thoughts, THOUGHTS), &thoughts, off);
        add(&mut of_pool, part(dense, by_pool, POOL), off);
        add(&mut of_thoughts, part(dense, by_thoughts, THOUGHTS), off);
        off
    };
    let tells_off = answer(0, lesson.tells, most, 1.0);
    answer(1, lesson.sensitive, 0.0, course.sensitive);
    for (at, (thought, slope)) in thoughts.iter().zip(of_thoughts).enumerate() {
        if *thought > 0.0 {
            let row = THINK + at * POOL;
            raise(slopes, THINK_BIAS + at, slope);
            add(part_mut(slopes, row, POOL), pool, slope);
            add(&mut of_pool, part(dense, row, POOL), slope);
        }
    }
    (of_pool, tells_off)
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
