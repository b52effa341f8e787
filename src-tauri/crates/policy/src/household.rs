//! Phones that several people share: whom a text is for, who wrote one, and whose name may not be in it.
//!
//! Consent is one person's ([`crate::Party`]), so a text to a shared phone needs one person it is for, said by somebody
//! at the desk. Who wrote a text is never sure by itself: it is confirmed by a person, likely, or unknown. Nothing here
//! reads a visit out of a text for another: what can be told from words is a name, and that stops the text. A name that
//! is an ordinary word too ("Will", "May", "Luz") counts where it is written like a name only.

use foyer_domain::{Language, PatientId, Private, Span, Timestamp, fold::fold};
use unicode_normalization::char::is_combining_mark;

use crate::{Purpose, Refusal, Subject, review::speaks_of_a_visit};

/// How long an answer is taken for the person's we wrote to last.
const ANSWERS_WITHIN: Span = Span::days(7);

/// How long one who has begun to write is taken for the one who goes on.
const GOES_ON_WITHIN: Span = Span::hours(1);

/// Whom a text to a phone is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// Nobody shares the phone.
    Alone,
    /// Several do, and nobody at the desk has said for whom this is.
    Unasked,
    /// Somebody said that they do not know: office facts only, and nobody's name.
    NotSure,
    /// It was said for whom.
    Chosen,
    /// This person is never texted at this phone: confidential, or the number was wrong.
    NotHere,
}

/// The people of the phone that a text would go to.
#[derive(Clone, Debug)]
pub struct Household {
    addressee: Addressee,
    own: Vec<Private>,
    others: Vec<Private>,
}

impl Household {
    /// A phone that nobody shares.
    pub fn alone() -> &'static Self {
        static ALONE: Household = Household::new(Addressee::Alone, Vec::new(), Vec::new());
        &ALONE
    }

    /// A phone with the names of the person a text is for, and everybody else's.
    pub const fn new(addressee: Addressee, own: Vec<Private>, others: Vec<Private>) -> Self {
        Self { addressee, own, others }
    }

    /// Whom the text is for.
    pub const fn addressee(&self) -> Addressee {
        self.addressee
    }

    /// Where `text` names somebody else of this phone: first and one past the last character, in order.
    pub fn named_in(&self, text: &str) -> Vec<(usize, usize)> {
        let own = name_words(&self.own);
        let theirs: Vec<String> =
            name_words(&self.others).into_iter().filter(|word| !own.contains(word)).collect();
        if theirs.is_empty() {
            return Vec::new();
        }
        let words = words_of(text);
        let mut found: Vec<(usize, usize)> = (0..words.len())
            .filter(|at| names(&words, *at, &theirs))
            .filter_map(|at| words.get(at).map(|word| (word.start, word.end)))
            .collect();
        found.extend(unspaced(text, &theirs));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether these words may go to this phone.
    ///
    /// # Errors
    /// [`Refusal::WhoIsItFor`], [`Refusal::NotAtThisNumber`], [`Refusal::NamesAnother`], [`Refusal::OfficeFactsOnly`].
    pub(crate) fn fits(
        &self,
        purpose: Purpose,
        subject: Subject,
        clean: bool,
        body: &str,
    ) -> Result<(), Refusal> {
        match purpose {
            Purpose::Reply | Purpose::Notice | Purpose::PortalLink | Purpose::Reminder => {}
            // They answer the phone, not a person, in fixed words.
            Purpose::StopConfirmation | Purpose::AfterHours => return Ok(()),
        }
        match self.addressee {
            Addressee::Alone | Addressee::Chosen => {}
            Addressee::Unasked => return Err(Refusal::WhoIsItFor),
            Addressee::NotHere => return Err(Refusal::NotAtThisNumber),
            // Somebody agrees, or has an account: that is one person.
            Addressee::NotSure if purpose != Purpose::Reply => return Err(Refusal::WhoIsItFor),
            Addressee::NotSure if subject != Subject::Logistics || !clean || speaks_of_a_visit(body) => {
                return Err(Refusal::OfficeFactsOnly);
            }
            Addressee::NotSure => {}
        }
        // The notice and the link are Foyer's fixed words.
        if matches!(purpose, Purpose::Reply | Purpose::Reminder) && !self.named_in(body).is_empty() {
            return Err(Refusal::NamesAnother);
        }
        Ok(())
    }
}

/// Who wrote a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Somebody at the desk said so.
    Confirmed(PatientId),
    /// It looks like it.
    Likely(PatientId),
    /// Nobody can tell.
    Unknown,
}

impl Spoken {
    /// The person, as far as one is taken for it.
    pub const fn who(self) -> Option<PatientId> {
        match self {
            Self::Confirmed(who) | Self::Likely(who) => Some(who),
            Self::Unknown => None,
        }
    }
}

/// Somebody of the phone, as far as telling speakers apart asks.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub patient: PatientId,
    /// Their names: on record, and what they go by.
    pub names: Vec<Private>,
    /// Whether they are somebody's child here: a text that speaks of its mother may be theirs.
    pub child: bool,
}

/// A text of a shared phone.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// Ours, and whom it was for, where that was said.
    Ours(Option<PatientId>),
    /// Theirs: its words, and who it is from by what somebody at the desk said.
    Theirs(&'a str, Option<PatientId>),
    /// Theirs, and somebody at the desk said that nobody can tell whose.
    Nobodys,
}

/// Who wrote each text, the texts in order of time. Gives nothing for ours.
pub fn speakers(members: &[Member], texts: &[(Timestamp, Said<'_>)]) -> Vec<Option<Spoken>> {
    let mut meant: Option<(Timestamp, PatientId)> = None;
    let mut last: Option<(Timestamp, PatientId)> = None;
    texts
        .iter()
        .map(|(at, said)| match said {
            Said::Ours(whom) => {
                if let Some(whom) = whom {
                    meant = Some((*at, *whom));
                }
                None
            }
            Said::Theirs(_, Some(who)) => {
                last = Some((*at, *who));
                Some(Spoken::Confirmed(*who))
            }
            Said::Nobodys => {
                last = None;
                Some(Spoken::Unknown)
            }
            Said::Theirs(words, None) => {
                let spoken = guess(members, words, *at, meant, last);
                last = spoken.who().map(|who| (*at, who));
                Some(spoken)
            }
        })
        .collect()
}

/// A question that names nobody, for when nobody knows who writes.
pub fn question(practice: &str, language: Language) -> String {
    match language {
        Language::En => {
            format!(
                "{practice}: who are we texting with? Reply with your initials and birth month, like AB 4."
            )
        }
        Language::Es => {
            format!(
                "{practice}: ¿con quién hablamos? Responda con sus iniciales y su mes de nacimiento, como AB 4."
            )
        }
    }
}

fn guess(
    members: &[Member],
    words: &str,
    at: Timestamp,
    meant: Option<(Timestamp, PatientId)>,
    last: Option<(Timestamp, PatientId)>,
) -> Spoken {
    let within =
        |known: Option<(Timestamp, PatientId)>, span| known.filter(|(then, _)| at.since(*then) <= span);
    if let Some(who) = introduced(members, words) {
        return Spoken::Likely(who);
    }
    let taken = match (within(last, GOES_ON_WITHIN), within(meant, ANSWERS_WITHIN)) {
        (Some((_, going_on)), _) => going_on,
        (None, Some((_, asked))) => asked,
        (None, None) => return Spoken::Unknown,
    };
    let child = members.iter().any(|member| member.patient == taken && member.child);
    if !child && speaks_of_a_parent(words) && members.iter().any(|member| member.child) {
        return Spoken::Unknown;
    }
    Spoken::Likely(taken)
}

/// Whoever says who they are: "it's Ana", "soy Ana".
fn introduced(members: &[Member], text: &str) -> Option<PatientId> {
    const BEFORE: [&[&str]; 9] = [
        &["this", "is"],
        &["it", "s"],
        &["it", "is"],
        &["its"],
        &["i", "m"],
        &["im"],
        &["soy"],
        &["habla"],
        &["le", "escribe"],
    ];
    let words = words_of(text);
    let mut who = members.iter().filter(|member| {
        let theirs = name_words(&member.names);
        (1..words.len()).any(|at| {
            names(&words, at, &theirs)
                && BEFORE.iter().any(|before| {
                    before.len() <= at
                        && before
                            .iter()
                            .zip(words.iter().skip(at - before.len()))
                            .all(|(a, b)| *a == b.folded)
                })
        })
    });
    let first = who.next()?;
    // Two of the same name are nobody's introduction.
    who.next().is_none().then_some(first.patient)
}

fn speaks_of_a_parent(text: &str) -> bool {
    const PARENTS: [&str; 16] = [
        "mom", "moms", "mum", "mums", "mother", "mothers", "dad", "dads", "father", "fathers", "mama",
        "mami", "papa", "papi", "madre", "padre",
    ];
    words_of(text).iter().any(|word| PARENTS.contains(&word.folded.as_str()))
}

/// A word of a text: where, as written, and folded.
struct Word {
    start: usize,
    end: usize,
    written: String,
    folded: String,
    /// Whether a sentence begins with it.
    first: bool,
}

fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut first = true;
    let mut open: Option<(usize, String)> = None;
    let ended = text.chars().chain([' ']).enumerate();
    for (at, character) in ended {
        if character.is_alphanumeric() || is_combining_mark(character) {
            open.get_or_insert_with(|| (at, String::new())).1.push(character);
            continue;
        }
        if let Some((start, written)) = open.take() {
            words.push(Word { start, end: at, folded: fold(&written), written, first });
            first = false;
        }
        if matches!(character, '.' | '!' | '?' | '¿' | '¡' | '\n' | ':') {
            first = true;
        }
    }
    words
}

/// Whether the word at `at` is one of `names`.
fn names(words: &[Word], at: usize, names: &[String]) -> bool {
    /// Who has the name after it is somebody of the practice.
    const TITLES: [&str; 10] =
        ["dr", "dra", "doctor", "doctora", "nurse", "enfermera", "enfermero", "np", "pa", "prof"];
    let Some(word) = words.get(at) else { return false };
    let is = |name: &String| {
        word.folded == *name
            || (name.chars().count() >= 4 && word.folded.strip_suffix('s') == Some(name.as_str()))
    };
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    if !names.iter().any(is) || before.is_some_and(|one| TITLES.contains(&one.folded.as_str())) {
        return false;
    }
    let common = |word: &str| COMMON.contains(&word);
    if !common(&word.folded) && !word.folded.strip_suffix('s').is_some_and(common) {
        return true;
    }
    let capital = word.written.chars().next().is_some_and(char::is_uppercase)
        && word.written.chars().any(char::is_lowercase);
    let number_next = words
        .get(at.saturating_add(1))
        .is_some_and(|next| next.folded.bytes().all(|one| one.is_ascii_digit()));
    capital && !word.first && !number_next
}

/// Names in scripts that put no space between words.
fn unspaced(text: &str, names: &[String]) -> Vec<(usize, usize)> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for name in names {
        let name: Vec<char> = name.chars().collect();
        if name.len() < 2 || !name.iter().all(|one| is_unspaced(*one)) {
            continue;
        }
        let places = letters.windows(name.len()).enumerate().filter(|(_, window)| *window == name.as_slice());
        found.extend(places.map(|(at, _)| (at, at.saturating_add(name.len()))));
    }
    found
}

/// Han, kana, hangul, Thai, Lao, Khmer, Burmese: blocks of the Unicode standard.
const fn is_unspaced(letter: char) -> bool {
    matches!(letter as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7AF | 0x2_0000..=0x3_FFFF)
}

/// The words of names by which a person is known; initials and particles are none.
fn name_words(names: &[Private]) -> Vec<String> {
    const PARTICLES: [&str; 19] = [
        "de", "del", "la", "las", "los", "le", "van", "von", "der", "den", "da", "das", "dos", "do", "di",
        "du", "el", "al", "san",
    ];
    let all = names.iter().flat_map(|name| words_of(name.reveal()));
    let known = |word: &Word| {
        let letters = word.folded.chars().count();
        (letters >= 2 || word.folded.chars().any(is_unspaced)) && !PARTICLES.contains(&word.folded.as_str())
    };
    all.filter(known).map(|word| word.folded).collect()
}

/// First and family names that are ordinary words of a text in English or Spanish, folded.
const COMMON: [&str; 84] = [
    "amor", "angel", "april", "art", "august", "autumn", "baker", "best", "bill", "blue", "brown", "carol",
    "chance", "charity", "chase", "clay", "cook", "cruz", "dawn", "day", "drew", "early", "faith", "field",
    "flores", "fuentes", "gene", "grace", "grant", "gray", "green", "guy", "hall", "holiday", "holly",
    "home", "hope", "ivy", "jack", "jan", "joy", "june", "kay", "king", "law", "leal", "lee", "long", "love",
    "luna", "luz", "mar", "mark", "may", "mercy", "montes", "norma", "page", "park", "pat", "paz", "penny",
    "pilar", "price", "ray", "reyes", "rich", "rios", "rob", "rosa", "rose", "short", "small", "sol",
    "soledad", "stone", "sue", "summer", "terry", "victoria", "will", "wood", "young", "banks",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn who(number: u128) -> PatientId {
        PatientId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn names_of(names: &[&str]) -> Vec<Private> {
        names.iter().copied().map(Private::new).collect()
    }

    fn for_lupe() -> Household {
        let others = names_of(&["Ana Sandoval", "Mateo Sandoval", "Will Sandoval Park", "王小明"]);
        Household::new(Addressee::Chosen, names_of(&["Guadalupe Sandoval", "Lupe"]), others)
    }

    #[test]
    fn another_ones_name_is_found_however_it_is_written() {
        for text in [
            "Mateo's visit is Monday.",
            "bring ANA along",
            "mateos shots are due",
            "for Máteo too",
            "Dile a ana: lunes.",
            "Ask Will to come.",
            "请告诉王小明明天来",
            "See you, Ana",
        ] {
            assert!(!for_lupe().named_in(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn ordinary_words_and_ones_own_names_are_no_other() {
        for text in [
            "Lupe, we will see you Monday.",
            "Will you come at 3?",
            "Mrs. Sandoval, park on Main Street.",
            "Dr. Ana Ruiz is in today.",
            "Can you call us? An analysis, a banana, a tomato.",
            "",
            "🙂",
        ] {
            assert_eq!(for_lupe().named_in(text), [], "{text}");
        }
        assert_eq!(for_lupe().named_in("Hi Ana"), [(3, 6)], "counted in characters");
    }

    #[test]
    fn a_text_to_a_shared_phone_is_for_somebody() {
        let asked = |addressee, purpose, text: &str| {
            Household::new(addressee, Vec::new(), names_of(&["Ana Sandoval"])).fits(
                purpose,
                Subject::Logistics,
                true,
                text,
            )
        };
        use Addressee::{Alone, Chosen, NotHere, NotSure, Unasked};
        let hours = "We open at 8 AM.";
        assert_eq!(asked(Unasked, Purpose::Reply, hours), Err(Refusal::WhoIsItFor));
        assert_eq!(asked(Unasked, Purpose::Notice, hours), Err(Refusal::WhoIsItFor));
        assert_eq!(asked(Unasked, Purpose::StopConfirmation, hours), Ok(()));
        assert_eq!(asked(NotHere, Purpose::Reply, hours), Err(Refusal::NotAtThisNumber));
        assert_eq!(asked(NotSure, Purpose::Reply, hours), Ok(()));
        assert_eq!(
            asked(NotSure, Purpose::Reply, "Your appointment is Monday."),
            Err(Refusal::OfficeFactsOnly)
        );
        assert_eq!(asked(NotSure, Purpose::Reply, "Is this Ana?"), Err(Refusal::NamesAnother));
        assert_eq!(asked(NotSure, Purpose::PortalLink, hours), Err(Refusal::WhoIsItFor));
        assert_eq!(asked(Chosen, Purpose::Reply, "Your appointment is Monday."), Ok(()));
        assert_eq!(asked(Alone, Purpose::Reply, hours), Ok(()));
        for language in [Language::En, Language::Es] {
            assert_eq!(asked(NotSure, Purpose::Reply, &question("Bayou Family Clinic", language)), Ok(()));
        }
    }

    #[test]
    fn who_wrote_is_confirmed_likely_or_unknown() {
        let member =
            |number, name: &str, child| Member { patient: who(number), names: names_of(&[name]), child };
        let family = [member(1, "Lupe Sandoval", false), member(2, "Ana Sandoval", true)];
        let at = |minutes: i64| Timestamp::from_millis(minutes * 60_000);
        let texts = [
            (at(0), Said::Theirs("hello", None)),
            (at(1), Said::Ours(Some(who(1)))),
            (at(2), Said::Theirs("Gracias. ¿Puede venir mi hija conmigo?", None)),
            (at(9), Said::Theirs("hey can u move moms thing to 3?", None)),
            (at(10), Said::Theirs("it's Ana", None)),
            (at(11), Said::Theirs("mom can't come", None)),
            (at(12), Said::Theirs("ok", Some(who(1)))),
            (at(13), Said::Theirs("thanks", None)),
            (at(60 * 24 * 9), Said::Theirs("hi", None)),
        ];
        use Spoken::{Confirmed, Likely, Unknown};
        let told: Vec<_> = speakers(&family, &texts).into_iter().flatten().collect();
        assert_eq!(
            told,
            [
                Unknown,
                Likely(who(1)),
                Unknown,
                Likely(who(2)),
                Likely(who(2)),
                Confirmed(who(1)),
                Likely(who(1)),
                Unknown
            ]
        );
    }
}
