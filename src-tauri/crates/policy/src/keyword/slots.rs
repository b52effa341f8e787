//! How a wish is fitted to words: one pass, no recursion, whatever somebody sends.
//!
//! A row of slots is followed from every slot it could have reached at once, as a set of bits; a body of "please
//! please please" costs one look a word. What was reached by which way doesn't matter: no slot takes a word
//! that narrows a wish, so nothing that follows from a fit depends on how far it went.

use std::collections::HashMap;

use super::words::among;

/// The wishes of one language, found by the word they begin with.
pub(super) struct Wishes {
    beginning: HashMap<&'static str, Vec<usize>>,
    rows: Vec<Vec<Slot>>,
}

/// One slot of a row; the words are choices apart by `|`.
enum Slot {
    One(&'static str),
    Perhaps(&'static str),
    Any(&'static str),
    End,
}

/// The slots that may come next: bit `n` for slot `n`, and the bit after the last for a row that is done.
type Reached = u32;

impl Wishes {
    /// Reads rows as they are written in [`super::wishes`]. Each begins with a word it can't do without.
    pub(super) fn of(rows: &[&'static str]) -> Self {
        let mut beginning: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (number, row) in rows.iter().enumerate() {
            let first = row.split(' ').next().unwrap_or(row);
            for word in first.split('|') {
                beginning.entry(word).or_default().push(number);
            }
        }
        let rows = rows.iter().map(|row| row.split(' ').map(Slot::of).collect()).collect();
        Self { beginning, rows }
    }

    /// Whether any wish fits the beginning of `words`.
    pub(super) fn begin(&self, words: &[&str]) -> bool {
        let Some(first) = words.first() else { return false };
        let Some(rows) = self.beginning.get(first) else { return false };
        rows.iter().filter_map(|row| self.rows.get(*row)).any(|slots| fits(slots, words))
    }
}

impl Slot {
    fn of(written: &'static str) -> Self {
        if written == "$" {
            Self::End
        } else if let Some(words) = written.strip_prefix('*') {
            Self::Any(words)
        } else if let Some(words) = written.strip_prefix('?') {
            Self::Perhaps(words)
        } else {
            Self::One(written)
        }
    }
}

fn fits(slots: &[Slot], words: &[&str]) -> bool {
    let done: Reached = 1 << slots.len();
    let mut reached = with_skips(slots, 1, words.is_empty());
    for (number, word) in words.iter().enumerate() {
        if reached & done != 0 || reached == 0 {
            break;
        }
        let mut next = 0;
        for (slot, bit) in slots.iter().zip(bits()) {
            if reached & bit == 0 {
                continue;
            }
            next |= match slot {
                Slot::One(row) | Slot::Perhaps(row) if among(row, word) => bit << 1,
                Slot::Any(row) if among(row, word) => bit,
                Slot::One(_) | Slot::Perhaps(_) | Slot::Any(_) | Slot::End => 0,
            };
        }
        reached = with_skips(slots, next, number + 1 == words.len());
    }
    reached & done != 0
}

/// What else is reached by leaving out what may be left out.
fn with_skips(slots: &[Slot], mut reached: Reached, at_end: bool) -> Reached {
    for (slot, bit) in slots.iter().zip(bits()) {
        let skips = match slot {
            Slot::Perhaps(_) | Slot::Any(_) => true,
            Slot::End => at_end,
            Slot::One(_) => false,
        };
        if skips && reached & bit != 0 {
            reached |= bit << 1;
        }
    }
    reached
}

fn bits() -> impl Iterator<Item = Reached> {
    std::iter::successors(Some(1), |bit: &Reached| bit.checked_mul(2))
}
