//! Writing over what was let go of: freed memory keeps its words until somebody else needs it.
//!
//! What Foyer's own code frees is wiped by the allocator of the program (see the shell). This is for the rest: what
//! functions leave on the stack when they return, and what SQLite gives back to the C heap. SQLCipher's own
//! `cipher_memory_security` does the second, locks every allocation as well, cannot be turned off again, and made search
//! 500 times slower. So both are overwritten by using them: an array over the stack below, blocks out of the free lists
//! of the heap. No `unsafe`, and no promise either: a test looks into the memory of a process and counts what is left.

use std::{
    hint::black_box,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What the functions that handle keys may have used of the stack, SQLite's parser among them.
const STACK: usize = 96 * 1024;

/// A block for every place where a page lay.
const PAGE: usize = 4096;

/// Smaller blocks for what lies between, and how much of each.
const SMALLER: [(usize, usize); 4] = [(1024, 4 << 20), (256, 4 << 20), (96, 2 << 20), (32, 1 << 20)];

/// Runs `work`, then overwrites what it left on the stack. What it gives back should be on the heap if it is secret.
#[inline(never)]
pub(crate) fn after<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    stack();
    done
}

/// In a frame below the caller's, so that it is gone when the stack is overwritten.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites the stack below the caller.
#[inline(never)]
pub(crate) fn stack() {
    let below = [0_u8; STACK];
    black_box(&below);
}

/// Overwrites what the heap of this thread has free: `pages` bytes where pages lay, and some of everything smaller.
pub(crate) fn heap(pages: usize) {
    let sizes = std::iter::once((PAGE, pages)).chain(SMALLER);
    // All are held until the last is there, or the same place would be overwritten again and again.
    let held: Vec<Vec<Vec<u8>>> =
        sizes.map(|(size, most)| (0..most / size).map(|_| vec![0; size]).collect()).collect();
    black_box(&held);
}

/// Where several threads wait for each other, though not for ever: one of them may have a long reading to do.
pub(crate) struct Meeting {
    missing: Mutex<usize>,
    met: Condvar,
}

impl Meeting {
    /// Of so many.
    pub(crate) const fn of(threads: usize) -> Self {
        Self { missing: Mutex::new(threads), met: Condvar::new() }
    }

    /// Waits for the others.
    pub(crate) fn wait(&self, patience: Duration) {
        let mut missing = self.lock();
        *missing = missing.saturating_sub(1);
        self.met.notify_all();
        drop(
            self.met
                .wait_timeout_while(missing, patience, |missing| *missing > 0)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
