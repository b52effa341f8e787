//! Looks at a trail from its first entry to its last and names what is wrong with it.
//!
//! What can be told depends on what is at hand: the hashes alone show what was edited, removed or put out of order by
//! somebody who could not hash anew; the codes (with their first key) also show it when everything was hashed anew; a
//! checkpoint kept elsewhere also shows that the end is missing, that an old copy was put back, or that history was
//! written twice. Entries after the newest checkpoint are as sound as the seals within the trail, no more: [`Report`]
//! says how many those are.

use std::collections::BTreeSet;

use crate::{Checkpoint, Frontier, Hash, MacKey, Sealed};

/// What was done to a trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tampering {
    /// An entry's content is not what its seals were made for.
    Edited,
    /// Entries are missing between two others.
    Removed,
    /// An entry stands where another has its place.
    Inserted,
    /// Entries stand in another order than they were written.
    Reordered,
    /// An entry does not continue the one before it: something before it was exchanged and sealed anew.
    Rewritten,
    /// The newest entries are missing.
    Truncated,
    /// The whole trail is an older copy of itself.
    RolledBack,
    /// The trail is sound in itself and not the one that was signed.
    Forked,
    /// A checkpoint's signature is not genuine.
    BadSignature,
    /// A list by which entries are found, kept beside the trail, lacks the entry or says something else of it.
    Misfiled,
    /// The text that the entry tells of has other words by now.
    Reworded,
}

impl Tampering {
    /// Its word in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Removed => "removed",
            Self::Inserted => "inserted",
            Self::Reordered => "reordered",
            Self::Rewritten => "rewritten",
            Self::Truncated => "truncated",
            Self::RolledBack => "rolled_back",
            Self::Forked => "forked",
            Self::BadSignature => "bad_signature",
            Self::Misfiled => "misfiled",
            Self::Reworded => "reworded",
        }
    }
}

/// Something wrong, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The first entry that is wrong or missing; for [`Tampering::Forked`] the first that the last good checkpoint
    /// does not vouch for.
    pub seq: i64,
    /// What was done.
    pub class: Tampering,
}

/// What an examination found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Entries looked at.
    pub entries: u64,
    /// What is wrong, the first entry first; at most [`MOST`].
    pub findings: Vec<Finding>,
    /// The newest checkpoint that holds: so many entries are vouched for from outside.
    pub vouched: u64,
    /// Entries whose clock stands before the one before them: a clock set back, told and not judged.
    pub clock_went_back: u64,
}

/// Findings kept. Whoever exchanged a whole trail need not fill the memory with it.
pub const MOST: usize = 1_000;

impl Report {
    /// Nothing is wrong with it.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

/// An examination under way: entries are handed in as they stand, then [`Examination::end`]. A copy goes on by itself.
#[derive(Clone, Debug)]
pub struct Examination {
    entries: u64,
    expected: i64,
    previous: Hash,
    previous_at: i64,
    /// Where the codes begin and the key of the next one, if they can be checked.
    codes: Option<(i64, MacKey)>,
    /// Places that were passed over, each as its first and last number.
    missing: Vec<(i64, i64)>,
    findings: BTreeSet<Finding>,
    tree: Frontier,
    anchors: Vec<Checkpoint>,
    vouched: u64,
    went_back: u64,
}

impl Examination {
    /// Begins one. `anchors` are checkpoints whose signatures were verified; `codes` are the number of the first entry
    /// that has a code and the first key, where the practice key is at hand.
    pub fn new(mut anchors: Vec<Checkpoint>, codes: Option<(i64, MacKey)>) -> Self {
        anchors.sort_by_key(|anchor| std::cmp::Reverse((anchor.size, anchor.at)));
        let mut examination = Self {
            entries: 0,
            expected: 1,
            previous: Hash::ZERO,
            previous_at: i64::MIN,
            codes,
            missing: Vec::new(),
            findings: BTreeSet::new(),
            tree: Frontier::default(),
            anchors,
            vouched: 0,
            went_back: 0,
        };
        examination.anchor();
        examination
    }

    /// A checkpoint was at hand whose signature is not genuine; it said so many entries.
    pub fn forged(&mut self, size: u64) {
        self.found(Tampering::BadSignature, i64::try_from(size).unwrap_or(i64::MAX));
    }

    /// A list that leads to entry number `seq` does not say what the trail says.
    pub fn misfiled(&mut self, seq: i64) {
        self.found(Tampering::Misfiled, seq);
    }

    /// The words of the text that entry number `seq` tells of are not those that it was written for.
    pub fn reworded(&mut self, seq: i64) {
        self.found(Tampering::Reworded, seq);
    }

    /// The next entry as it stands: what its hash should seal, its hash, and its code if it has one.
    pub fn entry(&mut self, sealed: &Sealed<'_>, hash: Hash, mac: Option<Hash>) {
        self.entries = self.entries.saturating_add(1);
        let placed = self.place(sealed.seq);
        let coded = self.code(sealed.seq, hash, mac, placed);
        if sealed.hash() != hash || !coded {
            self.found(Tampering::Edited, sealed.seq);
        } else if placed && sealed.prev != self.previous {
            self.found(Tampering::Rewritten, sealed.seq);
        }
        if sealed.at < self.previous_at {
            self.went_back = self.went_back.saturating_add(1);
        }
        self.previous_at = sealed.at;
        self.previous = hash;
        self.tree.push(hash);
        self.anchor();
    }

    /// The key that is kept for the next entry. It cannot be moved back, so when it has moved further than the entries
    /// that are there, the newest were cut off, whatever else was made to agree.
    pub fn continues(&mut self, kept: &MacKey) {
        if self.findings.is_empty() && self.codes.as_ref().is_some_and(|(_, key)| !key.is(kept)) {
            self.found(Tampering::Truncated, self.expected);
        }
    }

    /// The trail ends here. `said` is the number of its newest entry as it is noted apart from the entries: by the
    /// store's head, or by the last line of an archive; `None` when nothing says.
    pub fn end(mut self, said: Option<i64>) -> Report {
        let last = self.expected.saturating_sub(1);
        if said.is_some_and(|said| said > last) {
            self.found(Tampering::Truncated, self.expected);
        }
        // What stands behind the end was put there.
        if let Some(said) = said.filter(|said| *said < last) {
            self.found(Tampering::Inserted, said.saturating_add(1));
        }
        // What is left are checkpoints of a longer trail.
        if !self.anchors.is_empty() {
            let class = if said == Some(last) { Tampering::RolledBack } else { Tampering::Truncated };
            self.found(class, self.expected);
        }
        Report {
            entries: self.entries,
            findings: self.findings.into_iter().collect(),
            vouched: self.vouched,
            clock_went_back: self.went_back,
        }
    }

    /// Whether the entry with this number stands where it is expected, so that it must continue the one before it.
    fn place(&mut self, seq: i64) -> bool {
        if seq == self.expected {
            self.expected = seq.saturating_add(1);
            return true;
        }
        if seq > self.expected {
            self.found(Tampering::Removed, self.expected);
            self.missing.push((self.expected, seq.saturating_sub(1)));
            self.expected = seq.saturating_add(1);
        } else if let Some(gap) =
            self.missing.iter().position(|(first, last)| (*first..=*last).contains(&seq))
        {
            // It was not removed after all: it stands later than it should.
            let (first, last) = self.missing.swap_remove(gap);
            self.findings.remove(&Finding { seq: first, class: Tampering::Removed });
            self.found(Tampering::Reordered, seq);
            for (first, last) in [(first, seq.saturating_sub(1)), (seq.saturating_add(1), last)] {
                if first <= last {
                    self.found(Tampering::Removed, first);
                    self.missing.push((first, last));
                }
            }
        } else {
            self.found(Tampering::Inserted, seq);
        }
        false
    }

    /// Whether the entry's code is right, as far as that can be told.
    fn code(&mut self, seq: i64, hash: Hash, mac: Option<Hash>, placed: bool) -> bool {
        let Some((next, key)) = &mut self.codes else { return true };
        if seq < *next {
            // Older than the codes, or out of its place, which is told already.
            return !placed || mac.is_none();
        }
        // Keys of entries that are missing are passed over, as they were used.
        while *next < seq {
            // A number out of all reason would hash for ever.
            if seq.saturating_sub(*next) > FURTHEST {
                return false;
            }
            *key = key.next();
            *next = next.saturating_add(1);
        }
        let right = mac.is_some_and(|mac| key.verifies(hash, mac));
        *key = key.next();
        *next = next.saturating_add(1);
        right
    }

    /// Holds the tree against every checkpoint of this size.
    fn anchor(&mut self) {
        while let Some(anchor) = self.anchors.pop_if(|anchor| anchor.size <= self.tree.size()) {
            if anchor.root == self.tree.root() {
                self.vouched = anchor.size;
            } else if self.findings.is_empty() {
                // Nothing within the trail tells where; with a finding, that is where.
                let after = i64::try_from(self.vouched).unwrap_or(i64::MAX);
                self.found(Tampering::Forked, after.saturating_add(1));
            }
        }
    }

    fn found(&mut self, class: Tampering, seq: i64) {
        if self.findings.len() < MOST {
            self.findings.insert(Finding { seq, class });
        }
    }
}

/// How many missing entries' keys are passed over.
const FURTHEST: i64 = 10_000_000;
