//! Ids and jitter from one seed, so that a simulation can be replayed to the last byte.

use std::sync::{Arc, Mutex, PoisonError};

use foyer_domain::{IdSource, Span};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use uuid::Uuid;

use crate::Clock;

/// UUIDs of version 7: a clock's milliseconds, then bits of a seeded stream. Seeded from the operating system
/// they are the product's ids; seeded with a number they are a simulation's.
pub struct ClockIds {
    clock: Arc<dyn Clock>,
    stream: ChaCha20Rng,
}

impl ClockIds {
    /// Ids whose random part follows from `seed` alone.
    pub fn new(clock: Arc<dyn Clock>, seed: [u8; 32]) -> Self {
        Self { clock, stream: ChaCha20Rng::from_seed(seed) }
    }
}

impl IdSource for ClockIds {
    fn next_uuid(&mut self) -> Uuid {
        let mut random = [0; 10];
        self.stream.fill_bytes(&mut random);
        let millis = u64::try_from(self.clock.now().millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// One source of ids that several transactions draw from.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<Box<dyn IdSource + Send>>>);

impl Ids {
    /// Shares `source`.
    pub fn new(source: impl IdSource + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Box::new(source))))
    }
}

impl IdSource for Ids {
    fn next_uuid(&mut self) -> Uuid {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next_uuid()
    }
}

/// The engine's dice.
pub struct Chance(ChaCha20Rng);

impl Chance {
    /// Dice that follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// A span between nothing and `most`, every one as likely: full jitter spreads returning desks best.
    pub fn up_to(&mut self, most: Span) -> Span {
        let most = u64::try_from(most.as_millis()).unwrap_or(0);
        let picked = self.0.next_u64() % most.saturating_add(1);
        Span::millis(i64::try_from(picked).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;

    #[test]
    fn a_seed_gives_the_same_dice() {
        let roll = |seed| {
            let mut chance = Chance::new(seed);
            (0..5).map(|_| chance.up_to(Span::seconds(60)).as_millis()).collect::<Vec<_>>()
        };
        assert_eq!(roll(7), roll(7));
        assert_ne!(roll(7), roll(8));
        assert!(roll(7).into_iter().all(|millis| (0..=60_000).contains(&millis)));
    }

    #[test]
    fn ids_are_version_seven_and_differ() {
        let mut ids = Ids::new(ClockIds::new(Arc::new(SystemClock), [3; 32]));
        let (first, second) = (ids.next_uuid(), ids.next_uuid());
        assert_eq!(first.get_version_num(), 7);
        assert_ne!(first, second);
    }
}
