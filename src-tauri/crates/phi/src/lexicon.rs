//! The words that tell, compiled in: looked up by whole words, so there is no boundary to get wrong and nothing to
//! load. An Aho-Corasick automaton lost: leftmost-longest plus a boundary filter drops the shorter valid term, and it
//! takes half a second to build.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::finding::SensitiveClass;
use crate::{fold, steps};

/// What a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Condition,
    Symptom,
    Test,
    Imaging,
    Procedure,
    Device,
    Specialty,
    Medicine,
    MedicineClass,
    Vaccine,
    General,
}

/// How much company a term needs before it is a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// None.
    Strong,
    /// An ordinary word too: a context rule must agree.
    Weak,
    /// As weak, but the patient's "your" alone is not enough: a visit or medical word must be near.
    Context,
    /// Only in capitals, in a draft that is not all capitals.
    Capitals,
    /// In capitals and in context.
    CapitalsContext,
    /// Raises the level to a hint and marks nothing: "refill", "results".
    General,
}

/// One entry. The id is `term:` and the folded words.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub id: Cow<'static, str>,
    pub what: What,
    pub class: Option<SensitiveClass>,
    pub strength: Strength,
}

impl Term {
    fn key(&self) -> &str {
        self.id.strip_prefix("term:").unwrap_or(&self.id)
    }
}

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// The built-in terms, and any added at run time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    added: BTreeMap<String, Term>,
}

impl Lexicon {
    /// Adds a strong term of a kind; the built-in entry for the same words stays as well.
    pub fn add(&mut self, words: &str, what: What, class: Option<SensitiveClass>) {
        let key = fold::plain_words(&fold::fold_text(words)).join(" ");
        if !key.is_empty() {
            let id = Cow::Owned(format!("term:{key}"));
            self.added.insert(key, Term { id, what, class, strength: Strength::Strong });
        }
    }

    /// The most words any term has.
    pub fn longest(&self) -> usize {
        let added = self.added.keys().map(|key| key.split(' ').count()).max().unwrap_or(0);
        TERM_WORDS.max(added)
    }

    /// The terms written exactly so, `hash` being the key's own.
    pub fn find(&self, key: &str, hash: u32) -> impl Iterator<Item = &Term> {
        let built = lookup(&TERM_SLOTS, hash, |place| TERMS.get(place).filter(|term| term.key() == key));
        let added = if self.added.is_empty() { None } else { self.added.get(key) };
        built.into_iter().chain(added)
    }

    /// As `find`, hashing the key.
    pub fn find_word(&self, key: &str) -> impl Iterator<Item = &Term> {
        self.find(key, fold::hash_of(key))
    }
}

/// Whether these words are a phrase that says nothing, whatever words are in it.
pub(crate) fn is_quiet(key: &str, hash: u32) -> bool {
    lookup(&QUIET_SLOTS, hash, |place| QUIET.get(place).filter(|phrase| **phrase == key)).is_some()
}

/// The term at a place of the compiled table.
pub(crate) fn built_in(place: u32) -> Option<&'static Term> {
    TERMS.get(usize::try_from(place).ok()?)
}

/// The everyday word at a place of the compiled list.
pub(crate) fn everyday(place: u32) -> Option<&'static str> {
    EVERYDAY.get(usize::try_from(place).ok()?).copied()
}

/// The single word of a built-in term, for comparing spellings.
pub(crate) fn word_of(term: &Term) -> &str {
    term.key()
}

fn lookup<T>(slots: &[u16], hash: u32, same: impl Fn(usize) -> Option<T>) -> Option<T> {
    let size = slots.len();
    let mut at = usize::try_from(hash).ok()? % size.max(1);
    // At most half full, so a run of taken slots is short.
    for _ in 0..size {
        steps::step();
        let slot = usize::from(slots.get(at).copied()?);
        if slot == 0 {
            return None;
        }
        if let Some(found) = same(slot.wrapping_sub(1)) {
            return Some(found);
        }
        at = at.wrapping_add(1) % size;
    }
    None
}
