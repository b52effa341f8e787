//! Figures that may say who: numbers, dates, mailboxes, house numbers. Where they stand, what they look like, and the
//! words round them, hashed into buckets for the regression in `who`.
//!
//! Figures are seen by their shape and never by their value, but for the decade of a year: what matters is whether a
//! number could be a card's or a birth year, and who has it.

use crate::birth_dates::is_month;
use crate::context::Context;
use crate::finding::Kind;
use crate::fold::{HASH_START, hash_on};
use crate::number_cues::{digit_of, is_counting_word, is_room_word, is_street_word};
use crate::token::{Case, Draft, Gap};
use crate::who::Who;

/// Words of one number at most; longer runs are cut.
const LONGEST: usize = 24;
/// Words that are seen before and after.
const BEFORE: usize = 8;
const AFTER: usize = 7;

/// One number, date or mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figures {
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
    mailbox: bool,
}

/// All of a draft, but for those that are set aside, in reading order.
pub(crate) fn find(context: &Context<'_>) -> Vec<Figures> {
    let draft = context.draft;
    let mut found = Vec::new();
    let mut at = 0;
    while at < draft.tokens.len() {
        let figures = mailbox(draft, at).or_else(|| number(draft, at));
        let Some(figures) = figures else {
            at = at.saturating_add(1);
            continue;
        };
        if !context.is_masked(figures.from, figures.to) {
            found.push(figures);
        }
        at = figures.to;
    }
    found
}

/// "ana.rubio@example.com".
fn mailbox(draft: &Draft, from: usize) -> Option<Figures> {
    let joined = |at: &usize| {
        draft.get(*at).is_some_and(|token| {
            matches!(token.gap, Gap::Mark('@' | '.'))
                || token.gap == Gap::Soft && matches!(token.before, '-' | '_' | '+')
        })
    };
    let first = from.saturating_add(1);
    let to = (first..first.saturating_add(LONGEST)).take_while(joined).last()?.saturating_add(1);
    let host = (first..to).any(|at| draft.get(at).is_some_and(|token| token.gap == Gap::Mark('@')));
    host.then_some(Figures { from, to, mailbox: true })
}

/// "F255-921-50", "five one nine", "A 208 771 334", "1209-B".
fn number(draft: &Draft, at: usize) -> Option<Figures> {
    // A suite's or a flat's number says nothing that its house does not.
    let room = at.checked_sub(1).is_some_and(|before| is_room_word(draft.word(before)));
    (is_figure(draft, at) && !room).then_some(())?;
    let mut to = at.saturating_add(1);
    while to < at.saturating_add(LONGEST) && goes_on(draft, to) {
        to = to.saturating_add(1);
    }
    // "one of us", "once": a number in words alone is one from three words on.
    if to < at.saturating_add(3) && !(at..to).any(|at| draft.get(at).is_some_and(|token| token.digits > 0)) {
        return None;
    }
    let prefix = at.checked_sub(1).filter(|before| {
        draft.get(*before).zip(draft.get(at)).is_some_and(|(letters, token)| {
            let near = matches!(token.before, ' ' | '-' | '#' | '\0') && token.gap != Gap::Stop;
            let large = matches!(letters.case, Case::Upper | Case::Initial) && letters.letters <= 4;
            near && letters.digits == 0 && (large || token.before == '-' && letters.letters <= 4)
        })
    });
    Some(Figures { from: prefix.unwrap_or(at), to, mailbox: false })
}

fn is_figure(draft: &Draft, at: usize) -> bool {
    let word = draft.word(at);
    draft.get(at).is_some_and(|token| token.digits > 0) || digit_of(word).is_some() || is_counting_word(word)
}

/// Whether the word goes on with the number before it.
fn goes_on(draft: &Draft, at: usize) -> bool {
    let Some(token) = draft.get(at) else { return false };
    let joined = match token.gap {
        Gap::Soft | Gap::Mark('.' | '*' | '#') => true,
        // "five one eight, 40, 7726" is one number, "12.25.2024, two pages" is not.
        Gap::Pause => {
            matches!(token.before, ',' | '*' | '#') && (token.digits > 0 || !after_digits(draft, at))
        }
        Gap::None | Gap::Mark(_) | Gap::Stop => false,
    };
    let letters = token.case == Case::Initial || matches!(token.before, '-' | '/') && token.letters <= 4;
    joined && (is_figure(draft, at) || letters && token.digits == 0)
}

fn after_digits(draft: &Draft, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| draft.get(before)).is_some_and(|token| token.digits > 0)
}

impl Figures {
    /// What they are, if they say who: by their shape and what is beside them.
    pub fn kind(self, draft: &Draft) -> Kind {
        if self.mailbox {
            return Kind::ContactDetails;
        }
        let lengths: Vec<u32> =
            (self.from..self.to).filter_map(|at| draft.get(at)).map(|token| token.digits).collect();
        let month =
            (self.from.saturating_sub(2)..self.to.saturating_add(2)).any(|at| is_month(draft.word(at)));
        match lengths.as_slice() {
            [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2] => Kind::BirthDate,
            [1 | 2 | 4] if month => Kind::BirthDate,
            // "12.25.1979": a decimal and a year.
            [2..=4, 4] if draft.word(self.from).contains('.') => Kind::BirthDate,
            [10] | [3, 3, 4] | [1, 3, 3, 4] | [3, 4] | [2, 4, 4] => Kind::ContactDetails,
            [1..=5] if self.has_street(draft) => Kind::ContactDetails,
            _ => Kind::IdOrCardNumber,
        }
    }

    /// Whether they hold a year of the last decades.
    pub fn is_recent(self, draft: &Draft) -> bool {
        (self.from..self.to).map(|at| draft.word(at)).any(|word| word.len() == 4 && word.starts_with("20"))
    }

    /// One past the last word of what they say: a house number takes its street with it.
    pub fn end(self, draft: &Draft, kind: Kind) -> usize {
        if kind != Kind::ContactDetails || !self.has_street(draft) {
            return self.to;
        }
        let street = |at: &usize| {
            draft.get(*at).is_some_and(|token| {
                token.gap == Gap::Soft && (token.case != Case::Lower || is_street_word(draft.word(*at)))
            })
        };
        let words = (self.to..self.to.saturating_add(4)).take_while(street).count();
        self.to.saturating_add(words)
    }

    fn has_street(self, draft: &Draft) -> bool {
        let mut around = self.from.saturating_sub(4)..self.to.saturating_add(4);
        let large =
            draft.get(self.to).is_some_and(|token| token.gap == Gap::Soft && token.case == Case::Title);
        large || around.any(|at| is_street_word(draft.word(at)) || is_dwelling(draft.word(at)))
    }

    /// Shows `see` the bucket of everything that is seen of them.
    pub fn each(self, draft: &Draft, mut see: impl FnMut(u32)) {
        let mut say = |name: &[u8; 2], parts: &[&[u8]]| {
            let hash =
                parts.iter().fold(hash_on(HASH_START, name), |hash, part| hash_on(hash_on(hash, part), b"|"));
            crate::steps::step();
            see((hash ^ (hash >> 15)) & (Who::BUCKETS as u32).wrapping_sub(1));
        };
        let tokens = || (self.from..self.to).filter_map(|at| draft.get(at));
        let digits = tokens().fold(0_u32, |sum, token| sum.saturating_add(token.digits));
        let first = draft.get(self.from).map_or('\0', |token| token.before);
        let small = |count: usize| [u8::try_from(count).unwrap_or(u8::MAX)];
        let class: &[u8] = match digits {
            _ if self.mailbox => b"mailbox",
            1..=5 if self.has_street(draft) => b"house",
            0..=2 => b"few",
            3..=5 => b"four",
            6..=7 => b"seven",
            _ => b"many",
        };
        say(b"cl", &[class]);
        say(b"nd", &[&small(digits.min(20) as usize)]);
        say(b"ng", &[&small(tokens().count().min(9))]);
        say(b"bf", &[mark(first)]);
        let mut shape = Vec::with_capacity(48);
        let mut lengths = Vec::with_capacity(LONGEST);
        for at in self.from..self.to {
            let Some(token) = draft.get(at) else { break };
            let word = draft.word(at);
            lengths.push(u8::try_from(word.len()).unwrap_or(u8::MAX));
            if token.digits == 0 {
                say(b"in", &[word.as_bytes()]);
            } else {
                shape.extend(shown(word, token.case).take(20));
            }
            shape.push(b' ');
            if at > self.from {
                say(b"sp", &[mark(token.before)]);
            }
            if token.number && matches!(token.digits, 2 | 4) {
                say(
                    b"ye",
                    &[
                        word.get(..word.len().saturating_sub(1)).unwrap_or("").as_bytes(),
                        &small(self.to.saturating_sub(self.from)),
                    ],
                );
            }
        }
        say(b"sh", &[&shape]);
        say(b"le", &[&lengths]);
        self.around(draft, class, &mut say);
    }

    /// The words before and after.
    fn around(self, draft: &Draft, class: &[u8], say: &mut impl FnMut(&[u8; 2], &[&[u8]])) {
        let mut plain = Vec::with_capacity(LONGEST);
        let before = (1..=BEFORE).map(|away| (true, away, self.from.checked_sub(away)));
        let after = (0..AFTER).map(|away| (false, away.saturating_add(1), self.to.checked_add(away)));
        for (is_before, away, at) in before.chain(after) {
            let Some((at, token)) = at.and_then(|at| Some((at, draft.get(at)?))) else { continue };
            plain.clear();
            plain.extend(shown(draft.word(at), Case::Lower).take(LONGEST));
            let side: &[u8] = if is_before { b"b" } else { b"a" };
            say(b"wo", &[side, &plain]);
            say(b"wc", &[side, class, &plain]);
            if away <= 2 {
                let place = [u8::try_from(away).unwrap_or(0)];
                say(b"wp", &[side, &place, &plain]);
                say(b"ca", &[side, &place, &[token.case as u8], class]);
            }
            if away <= 4 && (is_street_word(draft.word(at)) || is_dwelling(draft.word(at))) {
                say(b"st", &[side, class]);
            }
            if is_before {
                if plain.len() >= 5 {
                    say(b"pr", &[plain.get(..4).unwrap_or(&[])]);
                }
                if away <= 3 {
                    plain.insert(0, b'<');
                    plain.push(b'>');
                    for piece in plain.windows(3) {
                        say(b"pi", &[piece]);
                    }
                }
            }
        }
    }
}

/// A word with its figures as their shape, capitals told from small letters.
fn shown(word: &str, case: Case) -> impl Iterator<Item = u8> {
    let large = matches!(case, Case::Upper | Case::Initial);
    word.bytes().map(move |byte| match byte {
        b'0'..=b'9' => b'#',
        letter if large => letter.to_ascii_uppercase(),
        letter => letter,
    })
}

/// What stands before a word, where it is one of the marks that part figures.
fn mark(before: char) -> &'static [u8] {
    match before {
        ' ' => b" ",
        '-' => b"-",
        '/' => b"/",
        '.' => b".",
        ':' => b":",
        '#' => b"#",
        '$' => b"$",
        '*' => b"*",
        ',' => b",",
        '(' => b"(",
        '@' => b"@",
        '\0' => b"0",
        _ => b"?",
    }
}

/// What a home is called where no street is: "lote 22", "Box 118", "Urb. Las Lomas".
fn is_dwelling(word: &str) -> bool {
    matches!(
        word,
        "calle"
            | "c"
            | "av"
            | "avenida"
            | "avda"
            | "callejon"
            | "carretera"
            | "carr"
            | "calzada"
            | "privada"
            | "cerrada"
            | "col"
            | "colonia"
            | "fracc"
            | "residencial"
            | "urb"
            | "urbanizacion"
            | "barrio"
            | "casa"
            | "lote"
            | "depto"
            | "apto"
            | "interior"
            | "piso"
            | "box"
            | "rr"
            | "lot"
            | "house"
            | "km"
            | "camino"
            | "bend"
            | "spur"
            | "trace"
            | "row"
            | "alley"
    )
}
