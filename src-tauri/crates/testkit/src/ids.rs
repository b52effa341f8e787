//! Ids from a seed: the same seed gives the same ids, in version 7's shape, growing.

use foyer_domain::IdSource;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng as _, SeedableRng as _},
};
use uuid::Uuid;

/// A source of ids for tests and simulation.
#[derive(Debug)]
pub struct SeededIds {
    random: ChaCha8Rng,
    millis: u64,
}

impl SeededIds {
    /// Starts from `seed`.
    pub fn new(seed: u64) -> Self {
        Self { random: ChaCha8Rng::seed_from_u64(seed), millis: 1_700_000_000_000 }
    }
}

impl IdSource for SeededIds {
    fn next_uuid(&mut self) -> Uuid {
        self.millis = self.millis.saturating_add(1);
        let mut bytes = [0_u8; 10];
        self.random.fill_bytes(&mut bytes);
        uuid::Builder::from_unix_timestamp_millis(self.millis, &bytes).into_uuid()
    }
}
