//! Finds the lexicon's terms: as written, in disguise, and misspelled.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::context::Context;
use crate::endings;
use crate::finding::SensitiveClass;
use crate::fold;
use crate::hit::Hit;
use crate::lexicon::{self, Lexicon, Strength, Term, What};
use crate::spelling;
use crate::token::{Draft, Gap};

/// Nobody types a longer word of the lexicon.
const LONGEST_WORD: usize = 40;
/// Letters typed one by one are joined in stretches of this many.
const STRETCH: usize = 24;

/// What the scan saw.
#[derive(Default)]
pub(crate) struct Scan {
    pub hits: Vec<Hit>,
    /// "your refill": a general medical word of the patient's.
    pub general: bool,
    /// Terms that are there and do not count here, for explaining.
    pub refused: Vec<Hit>,
    /// Hits of rules that are younger than the committed model. They count like any other; only what a trainer is shown
    /// leaves them out, because it weighs messages by what the rules find. A new training may move them to `hits`.
    pub apart: Vec<Hit>,
    /// Words of terms that the practice lets pass.
    pub let_pass: Vec<(usize, usize)>,
    /// What the built-in lexicon holds a word for, whether or not it counts here: for the model.
    pub tags: Vec<Option<Tag>>,
}

/// What a word of the draft is a word of, as the built-in lexicon has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag {
    pub what: What,
    pub strength: Strength,
    pub class: Option<SensitiveClass>,
    /// Words of the term; the longest speaks.
    words: usize,
}

/// Looks every stretch of words up. `allowed` holds the folded terms that the practice lets pass.
pub(crate) fn terms(context: &Context<'_>, lexicon: &Lexicon, allowed: &BTreeSet<String>) -> Scan {
    let draft = context.draft;
    let mut scan = Scan { tags: vec![None; draft.tokens.len()], ..Scan::default() };
    let longest = lexicon.longest();
    let mut key = String::new();
    for from in 0..draft.tokens.len() {
        key.clear();
        let mut hash = fold::HASH_START;
        let mut known = false;
        for to in from.saturating_add(1)..=from.saturating_add(longest) {
            let Some(token) = draft.get(to.saturating_sub(1)) else { break };
            let word = draft.word(to.saturating_sub(1));
            let first = key.is_empty();
            if word.len() > LONGEST_WORD || !first && !matches!(token.gap, Gap::Soft | Gap::None) {
                break;
            }
            if !first {
                key.push(' ');
                hash = fold::hash_on(hash, b" ");
            }
            key.push_str(word);
            hash = fold::hash_on(hash, word.as_bytes());
            for term in lexicon.find(&key, hash) {
                // A practice's own term must not keep a built-in reading of the same word from being tried.
                if matches!(term.id, Cow::Borrowed(_)) {
                    known = true;
                    scan.tag(term, from, to);
                }
                scan.weigh(context, allowed, term, &key, from, to);
            }
        }
        if !known {
            unknown_word(context, lexicon, allowed, from, &mut scan);
        }
    }
    spelled_out(context, lexicon, &mut scan);
    glued(context, lexicon, &mut scan);
    scan
}

/// The words of quiet phrases, marked.
pub(crate) fn mask_quiet(draft: &Draft, masked: &mut [bool]) {
    let mut key = String::new();
    for from in 0..draft.tokens.len() {
        key.clear();
        let mut hash = fold::HASH_START;
        for to in from.saturating_add(1)..=from.saturating_add(lexicon::QUIET_WORDS) {
            let Some(token) = draft.get(to.saturating_sub(1)) else { break };
            let word = draft.word(to.saturating_sub(1));
            if word.len() > LONGEST_WORD || !key.is_empty() && !matches!(token.gap, Gap::Soft | Gap::None) {
                break;
            }
            if !key.is_empty() {
                key.push(' ');
                hash = fold::hash_on(hash, b" ");
            }
            key.push_str(word);
            hash = fold::hash_on(hash, word.as_bytes());
            if lexicon::is_quiet(&key, hash) {
                masked.iter_mut().take(to).skip(from).for_each(|mask| *mask = true);
            }
        }
    }
}

impl Scan {
    /// Makes the hits that were kept apart count.
    pub fn take_all(&mut self) {
        self.hits.append(&mut self.apart);
    }

    /// Asks the model about the terms that are only mentioned: `speaks` says whether one counts.
    pub fn ask(&mut self, speaks: impl Fn(&Hit) -> bool) {
        let (counted, refused) =
            std::mem::take(&mut self.hits).into_iter().partition(|hit| !hit.candidate || speaks(hit));
        self.hits = counted;
        self.refused.extend::<Vec<Hit>>(refused);
    }

    fn tag(&mut self, term: &Term, from: usize, to: usize) {
        let words = to.saturating_sub(from);
        for held in self.tags.iter_mut().take(to).skip(from) {
            if held.is_none_or(|held| held.words < words) {
                *held = Some(Tag { what: term.what, strength: term.strength, class: term.class, words });
            }
        }
    }

    fn weigh(
        &mut self,
        context: &Context<'_>,
        allowed: &BTreeSet<String>,
        term: &Term,
        key: &str,
        from: usize,
        to: usize,
    ) {
        let let_pass = term.class.is_none() && allowed.contains(key);
        if let_pass {
            self.let_pass.push((from, to));
        }
        if term.strength == Strength::General {
            self.general |= !let_pass && !context.is_masked(from, to) && context.owned(from);
        } else if !let_pass && !context.is_masked(from, to) && context.agrees(term, from, to) {
            let built_in = matches!(term.id, Cow::Borrowed(_));
            let sure = term.strength == Strength::Strong && context.theirs(term, from, to)
                || context.is_of_appointment(term, from, to);
            self.hits.push(Hit { candidate: built_in && !sure, ..Hit::term(from, to, term) });
        } else if !let_pass
            && !context.is_masked(from, to)
            && term.strength != Strength::Context
            && context.is_of_appointment(term, from, to)
        {
            // "Appt w/ ortho": an ordinary word for a specialty, beside an appointment.
            self.apart.push(Hit::term(from, to, term));
        } else {
            self.refused.push(Hit::term(from, to, term));
        }
    }
}

/// A word the lexicon does not have: figures for letters, letters held down, a slip of the finger, or a word that only
/// medicine makes.
fn unknown_word(
    context: &Context<'_>,
    lexicon: &Lexicon,
    allowed: &BTreeSet<String>,
    at: usize,
    scan: &mut Scan,
) {
    let draft = context.draft;
    let Some(token) = draft.get(at) else { return };
    let word = draft.word(at);
    // "h1v": three are enough when a letter comes first and a figure stands in for one.
    let shortest = if token.digits == 1 && word.starts_with(char::is_alphabetic) { 3 } else { 4 };
    if word.len() < shortest
        || word.len() > LONGEST_WORD
        || token.number
        || context.is_masked(at, at.saturating_add(1))
    {
        return;
    }
    let end = at.saturating_add(1);
    // "@bortion", "$uboxone": the first letter is a mark.
    if let Some(first) = letter_of(token.before).filter(|_| word.len() >= 4) {
        let whole = format!("{first}{}", unleet(word, 'i'));
        if take_strong(context, lexicon, &whole, at, end, scan) {
            return;
        }
    }
    if token.digits > 0 && token.letters > 0 {
        for plain in [unleet(word, 'i'), unleet(word, 'l')] {
            if take_strong(context, lexicon, &plain, at, end, scan) {
                return;
            }
        }
        guess(context, allowed, &unleet(word, 'i'), at, scan);
        return;
    }
    if let Some(short) = let_go(word, 1)
        && (take_strong(context, lexicon, &short, at, end, scan)
            || let_go(word, 2).is_some_and(|two| take_strong(context, lexicon, &two, at, end, scan)))
    {
        return;
    }
    guess(context, allowed, word, at, scan);
}

fn guess(context: &Context<'_>, allowed: &BTreeSet<String>, word: &str, at: usize, scan: &mut Scan) {
    let end = at.saturating_add(1);
    if let Some(term) = spelling::nearest(word) {
        scan.tag(term, at, end);
        let let_pass = term.class.is_none() && allowed.contains(lexicon::word_of(term));
        if !let_pass && context.agrees(term, at, end) {
            let candidate = !context.theirs(term, at, end);
            scan.hits.push(Hit { guessed: true, candidate, ..Hit::term(at, end, term) });
        }
    } else if let Some((what, class)) = endings::of(word)
        && !spelling::is_ordinary(word)
        && !spelling::plural_is_ordinary(word)
    {
        let term = Term { id: Cow::Borrowed("rule:ending"), what, class, strength: Strength::Strong };
        scan.tag(&term, at, end);
        if context.agrees(&term, at, end) {
            let candidate = !context.theirs(&term, at, end);
            scan.hits.push(Hit { candidate, ..Hit::term(at, end, &term) });
        }
    }
}

/// "H I V", "m.e.t.h.o...", "s-u-b...": letters one by one.
fn spelled_out(context: &Context<'_>, lexicon: &Lexicon, scan: &mut Scan) {
    let draft = context.draft;
    let single =
        |at: usize| draft.get(at).is_some_and(|token| token.letters.saturating_add(token.digits) == 1);
    let mut from = 0;
    while from < draft.tokens.len() {
        let mut to = from;
        while to < from.saturating_add(STRETCH) && single(to) && (to == from || joins(draft, to)) {
            to = to.saturating_add(1);
        }
        if to < from.saturating_add(3) {
            from = to.max(from.saturating_add(1));
            continue;
        }
        if (from..to).any(|at| draft.get(at).is_some_and(|token| token.letters > 0)) {
            for start in from..to.saturating_sub(2) {
                spelled_from(context, lexicon, start, to, scan);
            }
        }
        from = to;
    }
}

/// The longest term that the letters from `start` on spell.
fn spelled_from(context: &Context<'_>, lexicon: &Lexicon, start: usize, last: usize, scan: &mut Scan) {
    let mut joined = String::with_capacity(STRETCH);
    let mut hash = fold::HASH_START;
    let mut longest = None;
    for at in start..last {
        let before = joined.len();
        joined.extend(context.draft.word(at).chars().map(|c| letter_like(c, 'i')));
        hash = fold::hash_on(hash, joined.get(before..).unwrap_or("").as_bytes());
        if joined.len() >= 3 && lexicon.find(&joined, hash).any(|term| term.strength == Strength::Strong) {
            longest = Some((joined.clone(), at.saturating_add(1)));
        }
    }
    if let Some((word, end)) = longest {
        take_strong(context, lexicon, &word, start, end, scan);
    }
}

/// "d*epression", "m@mmo", "sub-oxone": one word with marks inside.
fn glued(context: &Context<'_>, lexicon: &Lexicon, scan: &mut Scan) {
    let draft = context.draft;
    let mut from = 0;
    while from < draft.tokens.len() {
        let mut to = from.saturating_add(1);
        let marked = draft
            .get(to)
            .is_some_and(|t| matches!(t.gap, Gap::Mark(_)) || t.gap == Gap::Soft && t.before != ' ');
        if !marked {
            from = to;
            continue;
        }
        let mut deleted = draft.word(from).to_owned();
        let mut read = deleted.clone();
        while to < from.saturating_add(8) {
            let Some(token) = draft.get(to) else { break };
            let mark = match token.gap {
                Gap::Mark(mark) => mark,
                Gap::Soft if matches!(token.before, '-' | '_' | '+') => '-',
                _ => break,
            };
            if let Some(letter) = letter_of(mark) {
                read.push(letter);
            }
            deleted.push_str(draft.word(to));
            read.push_str(draft.word(to));
            to = to.saturating_add(1);
        }
        let wanted = to > from.saturating_add(1) && deleted.len() >= 4 && deleted.len() <= LONGEST_WORD;
        if wanted {
            let starred = draft.get(from.saturating_add(1)).is_some_and(|t| t.gap == Gap::Mark('*'));
            let _ = starred && to == from.saturating_add(2) && starred_out(context, &deleted, from, to, scan)
                || take_strong(context, lexicon, &unleet(&deleted, 'i'), from, to, scan)
                || take_strong(context, lexicon, &unleet(&read, 'i'), from, to, scan);
        }
        from = to;
    }
}

/// "pr*gnant": one letter given as a star.
fn starred_out(context: &Context<'_>, word: &str, from: usize, to: usize, scan: &mut Scan) -> bool {
    let term = spelling::one_dropped(&unleet(word, 'i'));
    match term {
        Some(term) if context.agrees(term, from, to) => {
            scan.tag(term, from, to);
            scan.hits.push(Hit::term(from, to, term));
            true
        }
        _ => false,
    }
}

/// Adds the term that a disguised word spells, when it is one that needs no company.
fn take_strong(
    context: &Context<'_>,
    lexicon: &Lexicon,
    word: &str,
    from: usize,
    to: usize,
    scan: &mut Scan,
) -> bool {
    if word.len() < 3 || context.is_masked(from, to) {
        return false;
    }
    // Who disguises an ordinary word does not mean it ordinarily.
    let disguised = (from..to).any(|at| context.draft.get(at).is_some_and(|t| t.digits > 0 && t.letters > 1));
    let meant = |term: &Term| {
        term.strength == Strength::Strong
            || disguised && word.len() >= 4 && matches!(term.strength, Strength::Weak | Strength::Context)
    };
    let found = lexicon.find_word(word).find(|term| meant(term)).cloned();
    let term = found.map(|term| Term { strength: Strength::Strong, ..term });
    let term = term.as_ref();
    match term {
        Some(term) if context.agrees(term, from, to) => {
            if matches!(term.id, Cow::Borrowed(_)) {
                scan.tag(term, from, to);
            }
            scan.hits.push(Hit::term(from, to, term));
            true
        }
        _ => false,
    }
}

fn joins(draft: &Draft, at: usize) -> bool {
    draft.get(at).is_some_and(|token| matches!(token.gap, Gap::Soft | Gap::Mark(_) | Gap::None))
}

/// Figures read as the letters they look like.
pub(crate) fn unleet(word: &str, one: char) -> String {
    word.chars().map(|c| letter_like(c, one)).collect()
}

fn letter_like(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' => one,
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        other => other,
    }
}

fn letter_of(mark: char) -> Option<char> {
    match mark {
        '@' => Some('a'),
        '$' => Some('s'),
        '!' | '|' => Some('i'),
        _ => None,
    }
}

/// "diabeeetes": three or more of a letter brought down to `keep`; nothing when there is no such run.
fn let_go(word: &str, keep: u32) -> Option<String> {
    let mut short = String::with_capacity(word.len());
    let mut run = String::new();
    let mut found = false;
    let mut flush = |run: &mut String, short: &mut String| {
        let count = run.chars().count();
        let held = count >= 3;
        found |= held;
        let kept = if held { usize::try_from(keep).unwrap_or(1) } else { count };
        short.extend(run.chars().take(kept));
        run.clear();
    };
    for c in word.chars() {
        if !run.is_empty() && !run.starts_with(c) {
            flush(&mut run, &mut short);
        }
        run.push(c);
    }
    flush(&mut run, &mut short);
    found.then_some(short)
}
