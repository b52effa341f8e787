//! The trainer: logistic regression by stochastic gradient descent with ridge, in one fixed order.
//!
//! Only additions, multiplications, divisions and square roots are used, which every machine rounds alike; the
//! exponential is our own for that reason. So the same corpus gives the same bits everywhere.

use foyer_phi::Head;

/// How a regression is trained.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    /// Times through the examples.
    pub epochs: u32,
    /// The ridge.
    pub ridge: f32,
    /// The first step.
    pub rate: f32,
    /// Features in a hundred that are left out of an example each time, by lot: no word may be leant on alone.
    pub left_out: usize,
}

/// How the model is trained. Chosen by cross-validation; see the screener's README.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// For the two regressions over drafts.
    pub drafts: Steps,
    /// For the regression over words.
    pub words: Steps,
    /// How much more a message counts whose telling the rules do not see.
    pub unseen: f32,
}

impl Recipe {
    /// The committed model's.
    pub const SHIPPED: Self = Self {
        drafts: Steps { epochs: 30, ridge: 1e-6, rate: 2.0, left_out: 30 },
        words: Steps { epochs: 8, ridge: 2e-6, rate: 2.0, left_out: 30 },
        unseen: 1.5,
    };

    /// For the judge of whose a number is.
    pub const WHO: Steps = Steps { epochs: 20, ridge: 1e-6, rate: 2.0, left_out: 20 };
}

/// One draft or word as the trainer sees it.
#[derive(Debug, Clone)]
pub struct Example<'a> {
    /// Buckets, repeats included.
    pub features: &'a [u32],
    /// Whether the regression's answer is yes.
    pub yes: bool,
    /// How much it counts.
    pub weight: f32,
}

/// Trains one regression over this many buckets.
#[must_use]
pub fn head(examples: &[Example<'_>], buckets: usize, recipe: Steps) -> Head {
    let mut weights = vec![0.0_f32; buckets];
    let (mut scale, mut bias) = (1.0_f32, 0.0_f32);
    let mut sum = vec![0.0_f32; buckets];
    let mut bias_sum = 0.0_f32;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice::new(0x5EED_F04E);
    let mut step = 0.0_f32;
    let averaged = recipe.epochs / 2;
    let mut kept: Vec<u32> = Vec::new();
    for epoch in 0..recipe.epochs {
        dice.shuffle(&mut order);
        for place in &order {
            let Some(example) = examples.get(*place) else { continue };
            let rate = recipe.rate / (1.0 + recipe.rate * recipe.ridge * step);
            step += 1.0;
            kept.clear();
            let lot = |_: &&u32| recipe.left_out == 0 || dice.below(100) >= recipe.left_out;
            kept.extend(example.features.iter().filter(lot));
            let norm = 1.0 / root(kept.len());
            let dot: f32 = kept
                .iter()
                .map(|feature| weights.get(*feature as usize).copied().unwrap_or(0.0))
                .sum::<f32>()
                * scale
                * norm;
            let target = if example.yes { 1.0 } else { 0.0 };
            let error = (sigmoid(dot + bias) - target) * example.weight;
            scale *= 1.0 - rate * recipe.ridge;
            let change = rate * error * norm / scale;
            for feature in &kept {
                if let Some(weight) = weights.get_mut(*feature as usize) {
                    *weight -= change;
                }
            }
            bias -= rate * error * 0.05;
        }
        if scale < 1e-3 {
            weights.iter_mut().for_each(|weight| *weight *= scale);
            scale = 1.0;
        }
        if epoch >= averaged {
            sum.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight * scale);
            bias_sum += bias;
        }
    }
    let count = (recipe.epochs - averaged).max(1) as f32;
    Head { weights: sum.into_iter().map(|weight| weight / count).collect(), bias: bias_sum / count }
}

fn root(count: usize) -> f32 {
    (count.max(1) as f32).sqrt()
}

pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x.clamp(-30.0, 30.0)))
}

/// e to the x, by squaring (1 + x / 1024) ten times: within a thousandth for what a regression meets, and the same
/// everywhere, which a platform's own is not.
pub(crate) fn exp(x: f32) -> f32 {
    let mut power = 1.0 + f64::from(x) / 1024.0;
    for _ in 0..10 {
        power *= power;
    }
    power as f32
}

/// A xorshift generator: an order that never changes.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// The generator that begins with this figure, which must not be nought.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`; nought for an end of nought.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // Below `end`, so it fits.
        (self.0 % (end.max(1) as u64)) as usize
    }

    pub(crate) fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            let other = self.below(last + 1);
            order.swap(last, other);
        }
    }
}
