//! Turns `data/` into tables that need no loading: a hashed list of terms, a hashed list of quiet phrases, the
//! ordinary words that are never taken for misspellings, and the index of misspellings.
//!
//! Everything is folded with `src/fold.rs`, the code that folds drafts. A row that can't be read stops the build.

// Cargo reads a build script's standard output: that is how it is told what to watch.
#![allow(clippy::print_stdout)]

#[allow(dead_code)]
#[path = "src/fold.rs"]
mod fold;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// One lexicon row after folding.
#[derive(Clone)]
struct Row {
    what: &'static str,
    class: Option<&'static str>,
    strength: &'static str,
    /// Short words and rare diseases are not guessed at.
    spelled: bool,
}

fn main() -> Outcome<()> {
    let data = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("data");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=src/fold.rs");

    let terms = read_terms(&data)?;
    let quiet = read_quiet(&data)?;
    let mut code = String::new();
    write_terms(&mut code, &terms)?;
    write_hashed(&mut code, "QUIET", &quiet.iter().map(String::as_str).collect::<Vec<_>>())?;

    let ordinary = read_ordinary(&data, &terms)?;
    fs::write(out.join("ordinary.bin"), bytes_of(ordinary.iter().copied()))?;
    let everyday = everyday(&data, &mut code)?;
    fs::write(out.join("everyday.bin"), everyday)?;
    fs::write(out.join("lexicon.rs"), code)?;
    fs::write(out.join("spelling.bin"), spelling_index(&terms)?)?;
    fs::write(out.join("word_classes.bin"), word_classes(&data)?)?;
    Ok(())
}

fn read_terms(data: &Path) -> Outcome<BTreeMap<String, Row>> {
    let mut terms: BTreeMap<String, Row> = BTreeMap::new();
    // Later files give way to earlier ones: what was written for Foyer outranks what was imported.
    for row in rows(data, "foyer_terms.tsv")? {
        let [term, _, category, class, strength, ..] = row.as_slice() else { return Err(bad(&row)) };
        add(&mut terms, term, what_of(category)?, class_of(class)?, strength_of(strength)?, true);
    }
    for row in rows(data, "abbreviations.tsv")? {
        let [term, _, category, class, rule, ..] = row.as_slice() else { return Err(bad(&row)) };
        if rule == "ident" {
            continue; // read by the identifier rules
        }
        add(&mut terms, term, what_of(category)?, class_of(class)?, strength_of(rule)?, true);
    }
    for row in rows(data, "curated_terms.tsv")? {
        let [term, _, category, class, strength, ..] = row.as_slice() else { return Err(bad(&row)) };
        add(&mut terms, term, what_of(category)?, class_of(class)?, strength_of(strength)?, true);
    }
    for row in rows(data, "lay_terms.tsv")? {
        let [term, _, category, class, strength, ..] = row.as_slice() else { return Err(bad(&row)) };
        add(&mut terms, term, what_of(category)?, class_of(class)?, strength_of(strength)?, true);
    }
    for row in rows(data, "drugs.tsv")? {
        let [term, _, _, _, class, strength, tier, ..] = row.as_slice() else { return Err(bad(&row)) };
        // Only what a front desk may name is guessed at when misspelled.
        add(&mut terms, term, "Medicine", class_of(class)?, strength_of(strength)?, tier == "1");
    }
    for row in rows(data, "emoji.tsv")? {
        let [term, _, strength, category, ..] = row.as_slice() else { return Err(bad(&row)) };
        let class = class_of(category).unwrap_or(None);
        add(&mut terms, term, what_of(category)?, class, strength_of(strength)?, false);
    }
    for row in rows(data, "conditions.tsv")? {
        let [term, _, category, class, strength, ..] = row.as_slice() else { return Err(bad(&row)) };
        if !term.contains(',') {
            add(&mut terms, term, what_of(category)?, class_of(class)?, strength_of(strength)?, false);
        }
    }
    terms.retain(|_, row| row.strength != "Drop");
    Ok(terms)
}

fn add(
    terms: &mut BTreeMap<String, Row>,
    term: &str,
    what: &'static str,
    class: Option<&'static str>,
    strength: &'static str,
    spelled: bool,
) {
    let key = key_of(term);
    if key.is_empty() {
        return;
    }
    let row = Row { what, class, strength, spelled };
    // The same word from two sources: the first speaks, but protection named by any other source is kept.
    let held = terms.entry(key).or_insert_with(|| row.clone());
    if held.class.is_none() && held.strength == "Strong" {
        held.class = row.class;
    }
}

fn read_quiet(data: &Path) -> Outcome<BTreeSet<String>> {
    let mut quiet = BTreeSet::new();
    for file in ["allow_phrases.tsv", "foyer_quiet.tsv"] {
        for row in rows(data, file)? {
            let [phrase, _, reason, ..] = row.as_slice() else { return Err(bad(&row)) };
            // Rows kept as notes for the weak list; "ct", which the capitals rule decides; and hearing aids, which a
            // patient wears.
            if !reason.contains("keep weak") && !matches!(phrase.as_str(), "ct" | "hearing aids") {
                quiet.insert(key_of(phrase));
            }
        }
    }
    Ok(quiet)
}

fn read_ordinary(data: &Path, terms: &BTreeMap<String, Row>) -> Outcome<BTreeSet<u32>> {
    let mut ordinary = BTreeSet::new();
    let mut keep = |word: &str| {
        let word = fold::fold_text(word);
        let known = terms.get(&word).is_some_and(|row| row.strength == "Strong");
        if !word.is_empty() && !known {
            ordinary.insert(fold::hash_of(&word));
        }
    };
    for file in ["guard_words_en.txt", "guard_words_es.txt", "foyer_ordinary.txt"] {
        fs::read_to_string(data.join(file))?.lines().for_each(|line| keep(line.trim()));
    }
    for file in ["names_first_us.tsv", "names_last_us.tsv"] {
        for row in rows(data, file)? {
            keep(row.first().map_or("", String::as_str));
        }
    }
    Ok(ordinary)
}

/// `hash, term` pairs, sorted: every one-letter deletion of every word that may be misspelled, and its sound.
fn spelling_index(terms: &BTreeMap<String, Row>) -> Outcome<Vec<u8>> {
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (place, (term, row)) in terms.iter().enumerate() {
        let letters: Vec<char> = term.chars().collect();
        if !row.spelled
            || row.strength != "Strong"
            || letters.len() < 6
            || !letters.iter().all(|c| c.is_alphabetic())
        {
            continue;
        }
        let place = u32::try_from(place)?;
        pairs.insert((fold::hash_of(term), place));
        for skip in 0..letters.len() {
            let shorter: String =
                letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect();
            pairs.insert((fold::hash_of(&shorter), place));
        }
        // Two slips are understood in long words only.
        if letters.len() >= 9 {
            let first: String = letters.iter().take(5).collect();
            let last: String = letters.iter().skip(letters.len() - 5).collect();
            pairs.insert((fold::hash_on(fold::hash_of("head:"), first.as_bytes()), place));
            pairs.insert((fold::hash_on(fold::hash_of("tail:"), last.as_bytes()), place));
        }
        pairs.insert((fold::hash_on(fold::hash_of("sound:"), fold::sound_of(term).as_bytes()), place));
    }
    Ok(bytes_of(pairs.into_iter().flat_map(|(hash, place)| [hash, place])))
}

/// The words an office writes every day, and `hash, word` pairs of every one-letter deletion of them.
fn everyday(data: &Path, code: &mut String) -> Outcome<Vec<u8>> {
    let text = fs::read_to_string(data.join("foyer_everyday.txt"))?;
    let words: Vec<&str> = text.lines().map(str::trim).filter(|word| !word.is_empty()).collect();
    writeln!(code, "pub(crate) static EVERYDAY: [&str; {}] = {words:?};", words.len())?;
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (place, word) in words.iter().enumerate() {
        let letters: Vec<char> = word.chars().collect();
        let place = u32::try_from(place)?;
        pairs.insert((fold::hash_of(word), place));
        for skip in 0..letters.len() {
            let shorter: String =
                letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect();
            pairs.insert((fold::hash_of(&shorter), place));
        }
    }
    Ok(bytes_of(pairs.into_iter().flat_map(|(hash, place)| [hash, place])))
}

/// `hash, coarse and fine class` of every word that has one, sorted by hash.
fn word_classes(data: &Path) -> Outcome<Vec<u8>> {
    let mut classes: BTreeMap<u32, u32> = BTreeMap::new();
    for row in rows(data, "word_classes.tsv")? {
        let [word, coarse, fine] = row.as_slice() else { return Err(bad(&row)) };
        let (coarse, fine): (u16, u16) = (coarse.parse()?, fine.parse()?);
        let both = (u32::from(coarse) << 16) | u32::from(fine);
        classes.entry(fold::hash_of(&fold::fold_text(word))).or_insert(both);
    }
    Ok(bytes_of(classes.into_iter().flat_map(|(hash, both)| [hash, both])))
}

fn write_terms(code: &mut String, terms: &BTreeMap<String, Row>) -> Outcome<()> {
    writeln!(code, "pub(crate) static TERMS: [Term; {}] = [", terms.len())?;
    for (key, row) in terms {
        let class = row.class.map_or("None".to_owned(), |class| format!("Some(SensitiveClass::{class})"));
        writeln!(
            code,
            "Term {{ id: Cow::Borrowed({:?}), what: What::{}, class: {class}, strength: Strength::{} }},",
            format!("term:{key}"),
            row.what,
            row.strength
        )?;
    }
    writeln!(code, "];")?;
    let keys: Vec<&str> = terms.keys().map(String::as_str).collect();
    write_slots(code, "TERM", &keys)
}

fn write_hashed(code: &mut String, name: &str, keys: &[&str]) -> Outcome<()> {
    writeln!(code, "pub(crate) static {name}: [&str; {}] = {keys:?};", keys.len())?;
    write_slots(code, name, keys)
}

/// An open-addressing table of places, at most half full, zero for empty.
fn write_slots(code: &mut String, name: &str, keys: &[&str]) -> Outcome<()> {
    let size = keys.len().saturating_mul(2).next_power_of_two();
    let mut slots = vec![0_u16; size];
    for (place, key) in keys.iter().enumerate() {
        let mut at = usize::try_from(fold::hash_of(key))? % size;
        while slots.get(at).copied().unwrap_or(0) != 0 {
            at = at.wrapping_add(1) % size;
        }
        if let Some(slot) = slots.get_mut(at) {
            *slot = u16::try_from(place.saturating_add(1))?;
        }
    }
    let longest = keys.iter().map(|key| key.split(' ').count()).max().unwrap_or(0);
    writeln!(code, "pub(crate) static {name}_SLOTS: [u16; {size}] = {slots:?};")?;
    writeln!(code, "pub(crate) const {name}_WORDS: usize = {longest};")?;
    Ok(())
}

fn key_of(term: &str) -> String {
    fold::plain_words(&fold::fold_text(term)).join(" ")
}

fn rows(data: &Path, file: &str) -> Outcome<Vec<Vec<String>>> {
    let text = fs::read_to_string(data.join(file))?;
    Ok(text
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect())
        .collect())
}

fn what_of(category: &str) -> Outcome<&'static str> {
    Ok(match category {
        "condition" | "mental_health" | "sud" | "hiv_sti" | "repro" | "sexual_gender" | "genetic"
        | "abuse" | "abuse_violence" => "Condition",
        "symptom" => "Symptom",
        "lab_test" => "Test",
        "imaging" => "Imaging",
        "procedure" => "Procedure",
        "device" => "Device",
        "specialty" => "Specialty",
        "med_class" => "MedicineClass",
        "medication" => "Medicine",
        "vaccine" => "Vaccine",
        "visit" | "none" | "general" | "identifier" => "General",
        other => return Err(format!("unknown category {other}").into()),
    })
}

fn class_of(class: &str) -> Outcome<Option<&'static str>> {
    Ok(match class {
        "" => None,
        "mental_health" => Some("MentalHealth"),
        "sud" => Some("SubstanceUse"),
        "hiv_sti" => Some("HivSti"),
        "repro" => Some("Reproductive"),
        "sexual_gender" => Some("SexualGender"),
        "genetic" => Some("Genetic"),
        "abuse" | "abuse_violence" => Some("Abuse"),
        other => return Err(format!("unknown class {other}").into()),
    })
}

fn strength_of(strength: &str) -> Outcome<&'static str> {
    Ok(match strength {
        "strong" => "Strong",
        "weak" => "Weak",
        "ctx" => "Context",
        "caps" => "Capitals",
        "caps+ctx" => "CapitalsContext",
        "general" => "General",
        "quiet" | "drop" => "Drop",
        other => return Err(format!("unknown strength {other}").into()),
    })
}

fn bytes_of(words: impl Iterator<Item = u32>) -> Vec<u8> {
    words.flat_map(u32::to_le_bytes).collect()
}

fn bad(row: &[String]) -> Box<dyn Error> {
    format!("a row has too few columns: {row:?}").into()
}
