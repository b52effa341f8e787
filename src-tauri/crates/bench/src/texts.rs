//! Made-up texts from a seed: words as frequent as words are (Zipf), three in four English, the others Spanish,
//! patients of whom some write often and most seldom.
//!
//! The frequent words are real; the rare ones are syllables, because what an index costs depends on how many
//! different words there are and how often each comes, not on what they mean.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng as _, SeedableRng as _},
};

/// Different words of one language; a practice's texts of some years have about as many.
pub const WORDS: usize = 30_000;

/// Texts of one conversation, on average.
pub const TEXTS_A_THREAD: u32 = 40;

/// Mean time between two texts of a practice: a million in three years.
const STEP_MILLIS: i64 = 95_000;

/// When the newest text was written: 2 November 2026, 15:00 UTC.
pub const NOW_MILLIS: i64 = 1_793_631_600_000;

const ENGLISH: &str = "\
    the to i you for is my a and can please your appointment at on thanks we have of it in be me today are \
    that tomorrow this will do call time need ok yes with if am pm was doctor refill office know but see no \
    not what when how there prescription pharmacy late running monday tuesday wednesday thursday friday \
    morning afternoon minutes reschedule cancel confirm results lab insurance card form forms portal message \
    text phone number address daughter son mother husband school note work week next still back get got good \
    great question send sent picture visit nurse ready pick up open close closed early earlier available \
    anything else would could should about after before from or out just so us our they he she";

const SPANISH: &str = "\
    que de la el para mi cita gracias por favor con hola buenos tengo puedo una un en se los las hoy mañana \
    hora doctora receta farmacia lunes martes jueves viernes tarde minutos cambiar cancelar confirmar \
    resultados seguro tarjeta formulario mensaje teléfono hija hijo mamá esposo escuela trabajo semana \
    próxima pregunta foto visita enfermera lista necesito cuando donde como está muy bien antes después";

/// One made-up text.
#[derive(Clone, Debug)]
pub struct Text {
    /// Whose: from 0, below the number of threads.
    pub patient: u32,
    /// From the patient, or from us.
    pub inbound: bool,
    /// UTC milliseconds; rises from text to text.
    pub at: i64,
    /// The words.
    pub body: String,
    /// The carrier's id, as Twilio writes them.
    pub provider_id: String,
}

/// Texts without end, oldest first.
pub struct Texts {
    dice: ChaCha8Rng,
    english: Vocabulary,
    spanish: Vocabulary,
    patients: u32,
    at: i64,
}

impl Texts {
    /// Texts among so many patients, the first at `from` (UTC milliseconds).
    pub fn new(seed: u64, patients: u32, from: i64) -> Self {
        Self {
            dice: ChaCha8Rng::seed_from_u64(seed),
            english: Vocabulary::new(ENGLISH, 1),
            spanish: Vocabulary::new(SPANISH, 2),
            patients: patients.max(1),
            at: from,
        }
    }

    /// `count` texts among a fitting number of patients, the last about [`NOW_MILLIS`].
    pub fn up_to_now(seed: u64, count: u32) -> Self {
        Self::new(seed, patients_for(count), NOW_MILLIS - i64::from(count) * STEP_MILLIS)
    }
}

/// How many people write so many texts.
pub const fn patients_for(texts: u32) -> u32 {
    let patients = texts / TEXTS_A_THREAD;
    if patients == 0 { 1 } else { patients }
}

impl Iterator for Texts {
    type Item = Text;

    fn next(&mut self) -> Option<Text> {
        // Few write often: one in nine has more than 60 texts where the mean is 40.
        let share = unit(&mut self.dice);
        let patient = (share * share * f64::from(self.patients)) as u32;
        let inbound = self.dice.next_u32() % 100 < 55;
        self.at += (unit(&mut self.dice) * 2.0 * STEP_MILLIS as f64) as i64;
        // The same person always writes the same language.
        let words = if patient % 4 == 3 { &self.spanish } else { &self.english };
        let length = 3 + self.dice.next_u32() % 20;
        let mut body = String::with_capacity(128);
        for _ in 0..length {
            if !body.is_empty() {
                body.push(' ');
            }
            body.push_str(words.pick(&mut self.dice));
        }
        let provider_id = format!("SM{:016x}{:016x}", self.dice.next_u64(), self.dice.next_u64());
        Some(Text { patient, inbound, at: self.at, body, provider_id })
    }
}

/// Words by rank.
pub struct Vocabulary {
    words: Vec<String>,
    /// Running sum of the words' weights.
    sums: Vec<f64>,
}

impl Vocabulary {
    /// English, as the texts use it.
    pub fn english() -> Self {
        Self::new(ENGLISH, 1)
    }

    /// Spanish.
    pub fn spanish() -> Self {
        Self::new(SPANISH, 2)
    }

    fn new(frequent: &str, seed: u64) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let mut words: Vec<String> = frequent.split(' ').map(str::to_owned).collect();
        words.extend((words.len()..WORDS).map(|_| invented(&mut dice)));
        let mut sum = 0.0;
        let sums = (1..=words.len())
            .map(|rank| {
                sum += 1.0 / rank as f64;
                sum
            })
            .collect();
        Self { words, sums }
    }

    /// The word of this rank, 0 the most frequent.
    pub fn word(&self, rank: usize) -> &str {
        self.words.get(rank).map_or("", String::as_str)
    }

    fn pick(&self, dice: &mut ChaCha8Rng) -> &str {
        let all = self.sums.last().copied().unwrap_or(0.0);
        let place = unit(dice) * all;
        self.word(self.sums.partition_point(|sum| *sum < place))
    }
}

/// Two to four syllables.
fn invented(dice: &mut ChaCha8Rng) -> String {
    const STARTS: &[&str] = &[
        "b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "l", "m", "n", "p", "pr", "r", "s", "st", "t",
        "v",
    ];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "io"];
    const ENDS: &[&str] = &["", "", "n", "r", "s", "l", "t"];
    let mut word = String::new();
    for _ in 0..2 + dice.next_u32() % 3 {
        for part in [STARTS, VOWELS, ENDS] {
            let at = dice.next_u32() as usize % part.len();
            word.push_str(part.get(at).copied().unwrap_or(""));
        }
    }
    word
}

/// A number from 0 to below 1.
pub fn unit(dice: &mut ChaCha8Rng) -> f64 {
    (dice.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A patient's number: 555-01xx, the exchange kept for fiction, in area codes that need not exist.
pub fn number_of(patient: u32) -> String {
    let area = 200 + patient / 100 % 800;
    // More than 80,000 patients: another country code, as long as the numbers differ.
    let country = 1 + patient / 80_000;
    format!("+{country}{area}55501{:02}", patient % 100)
}

/// The practice's own number.
pub const LINE: &str = "+12255550100";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_seed_gives_the_same_texts() {
        let some = |seed| Texts::new(seed, 50, 0).take(20).map(|text| text.body).collect::<Vec<_>>();
        assert_eq!(some(1), some(1));
        assert_ne!(some(1), some(2));
    }

    #[test]
    fn everybody_has_a_number_of_their_own() {
        let numbers: BTreeSet<String> = (0..100_000).map(number_of).collect();
        assert_eq!(numbers.len(), 100_000);
    }

    #[test]
    fn frequent_words_are_frequent() {
        let texts: Vec<Text> = Texts::up_to_now(7, 5_000).take(5_000).collect();
        let with =
            |word: &str| texts.iter().filter(|text| text.body.split(' ').any(|one| one == word)).count();
        let vocabulary = Vocabulary::english();
        assert!(with("the") > 1_500, "{}", with("the"));
        assert!(with(vocabulary.word(20_000)) < 20);
        assert!(texts.iter().all(|text| text.patient < patients_for(5_000)));
        assert!(texts.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }
}
