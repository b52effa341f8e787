//! The learned reading of wishes (`foyer-policy`'s `keyword`): its corpus, its training, and the honest estimate.
//!
//! A row is `verdict TAB text`; verdicts are revoke, resume, help, unclear and none; `{one|another}` in a text is a
//! choice, and a row with choices gives several texts. Trained on `policy/corpus/*.tsv` and on the labelled sets that the
//! lists were written with: each text as it is, mistyped, and with what people say around what they mean
//! (`corpus/around.txt`). What is held back is only counted.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use foyer_policy::{Keyword, WishHeads, WishModel, recognise_with, wish_features};

use crate::corpus;
use crate::train::{Dice, Example, Steps, head};

/// The verdicts, in the order of the report.
pub const VERDICTS: [&str; 5] = ["revoke", "resume", "help", "unclear", "none"];
/// Parts of a cross-validation.
const FOLDS: usize = 10;
/// How the four regressions are trained. Chosen by cross-validation.
pub const STEPS: Steps = Steps { epochs: 30, ridge: 1e-5, rate: 2.0, left_out: 0 };

/// A labelled text.
#[derive(Debug, Clone)]
pub struct Wish {
    /// File and line.
    pub id: String,
    /// What it asks.
    pub verdict: String,
    /// What the patient wrote.
    pub text: String,
    /// The row it is from: the same, or with its choices.
    pub row: String,
}

impl Wish {
    /// Which part of a cross-validation it belongs to, by the words of its row alone: what came of one row stays
    /// together.
    #[must_use]
    pub fn fold(&self) -> usize {
        hash(&self.row) as usize % FOLDS
    }
}

/// Where the crate lies that reads wishes.
#[must_use]
pub fn policy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy")
}

/// What the model is trained on.
///
/// # Errors
///
/// When a file can't be read or a row has no known verdict.
pub fn corpus() -> Result<Vec<Wish>> {
    let mut wishes = rows()?;
    wishes.extend(desk()?);
    Ok(wishes)
}

/// What the desk itself writes asks for no end of texts: everyday words, so that they count for what they are.
fn desk() -> Result<Vec<Wish>> {
    const ENDS: [&str; 10] =
        ["stop", "opt", "unsub", "cancel", "help", "text", "alto", "baja", "mensaje", "ayuda"];
    let drafts = corpus::split("train")?.into_iter().filter(|draft| {
        let words = draft.text.to_lowercase();
        !draft.tells() && !ENDS.iter().any(|end| words.contains(end))
    });
    Ok(drafts
        .map(|draft| Wish {
            id: format!("{DESK}{}", draft.id),
            verdict: "none".into(),
            row: draft.text.clone(),
            text: draft.text,
        })
        .collect())
}

/// How the ids of the desk's drafts begin.
const DESK: &str = "desk ";

fn rows() -> Result<Vec<Wish>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(policy().join("corpus"))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "tsv"));
    files.sort();
    files.extend(["revocation.tsv", "keywords.tsv"].map(|name| policy().join("tests").join(name)));
    let mut wishes = Vec::new();
    for file in files {
        wishes.extend(read(&file)?);
    }
    Ok(wishes)
}

/// The rows of a file.
///
/// # Errors
///
/// When it can't be read; the row that is wrong is named.
pub fn read(file: &Path) -> Result<Vec<Wish>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let name = file.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    let rows = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let mut wishes = Vec::new();
    for (at, line) in rows {
        let id = format!("{name}:{}", at + 1);
        let (verdict, row) = line.split_once('\t').with_context(|| id.clone())?;
        // The carriers' list has keywords for verdicts.
        let verdict = match verdict {
            "stop" => "revoke",
            "start" => "resume",
            "yes" | "no" => "none",
            other => other,
        };
        ensure!(VERDICTS.contains(&verdict) && !row.trim().is_empty(), "{id} is no labelled text");
        for text in choices(row) {
            wishes.push(Wish { id: id.clone(), verdict: verdict.to_owned(), text, row: row.to_owned() });
        }
    }
    Ok(wishes)
}

/// How many texts a row with choices gives at most.
const TEXTS_OF_A_ROW: usize = 8;

/// The texts of a row: itself, or some of those that its choices make.
fn choices(row: &str) -> Vec<String> {
    if !row.contains('{') {
        return vec![row.to_owned()];
    }
    let mut dice = Dice::new(u64::from(hash(row)) | 1 << 40);
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..TEXTS_OF_A_ROW * 3 {
        let mut text = String::new();
        let mut rest = row;
        while let Some((before, choice, after)) = rest
            .split_once('{')
            .and_then(|(before, rest)| rest.split_once('}').map(|(choice, after)| (before, choice, after)))
        {
            text.push_str(before);
            let options: Vec<&str> = choice.split('|').collect();
            text.push_str(options.get(dice.below(options.len())).copied().unwrap_or(""));
            rest = after;
        }
        text.push_str(rest);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if texts.len() < TEXTS_OF_A_ROW && !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// FNV-1a over letters and digits.
fn hash(text: &str) -> u32 {
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    let hash = letters.fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 16)
}

/// Trains the four regressions; the file of the model.
#[must_use]
pub fn train(wishes: &[Wish], steps: Steps) -> Vec<u8> {
    let mut more = mistyped(wishes);
    more.extend(in_company(wishes, &around()));
    // What was labelled with most care counts double.
    let weight = |wish: &Wish| match wish.id.as_str() {
        id if id.starts_with(DESK) => 0.5,
        id if id.starts_with("wishes") => 1.0,
        _ => 2.0,
    };
    let features: Vec<(&str, Vec<u32>, f32)> = wishes
        .iter()
        .map(|wish| (wish.verdict.as_str(), wish_features(&wish.text), weight(wish)))
        .chain(more.iter().map(|(verdict, text)| (*verdict, wish_features(text), 1.0)))
        .collect();
    let learn = |verdict: &str| {
        let examples: Vec<Example<'_>> = features
            .iter()
            .map(|(label, features, weight)| Example { features, yes: *label == verdict, weight: *weight })
            .collect();
        head(&examples, WishModel::BUCKETS, steps)
    };
    WishModel::file(&WishHeads {
        stop: learn("revoke"),
        unclear: learn("unclear"),
        resume: learn("resume"),
        help: learn("help"),
    })
}

/// What people say around what they mean.
struct Around {
    before: Vec<&'static str>,
    after: Vec<&'static str>,
}

fn around() -> Around {
    let rows =
        || include_str!("../../policy/corpus/around.txt").lines().filter_map(|line| line.split_once('\t'));
    let of = |place: &str| rows().filter(|(at, _)| *at == place).map(|(_, text)| text).collect();
    Around { before: of("before"), after: of("after") }
}

/// Each short text once more, with something before it, after it, or both.
fn in_company<'a>(wishes: &'a [Wish], around: &Around) -> Vec<(&'a str, String)> {
    let mut dice = Dice::new(0xC0_4A_11);
    let asked = wishes.iter().filter(|wish| !wish.id.starts_with(DESK) && wish.text.len() <= 120);
    asked
        .map(|wish| {
            let mut of = |texts: &[&'static str]| texts.get(dice.below(texts.len())).copied().unwrap_or("");
            let (before, after) = (of(&around.before), of(&around.after));
            let ends = [" ", ". ", ", ", "! "].get(dice.below(4)).copied().unwrap_or(" ");
            let text = match dice.below(3) {
                0 => format!("{before} {}", wish.text),
                1 => format!("{}{ends}{after}", wish.text),
                _ => format!("{before} {}{ends}{after}", wish.text),
            };
            (wish.verdict.as_str(), text)
        })
        .collect()
}

/// Each text once more, mistyped.
fn mistyped(wishes: &[Wish]) -> Vec<(&str, String)> {
    let mut dice = Dice::new(0x0A55_1E5E);
    let asked = wishes.iter().filter(|wish| !wish.id.starts_with(DESK));
    asked.map(|wish| (wish.verdict.as_str(), slipped(&wish.text, &mut dice))).collect()
}

/// The text with a slip in about every fifth word of four letters or more.
fn slipped(text: &str, dice: &mut Dice) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.len() >= 4 && dice.below(5) == 0 {
            let at = 1 + dice.below(letters.len().saturating_sub(2));
            match dice.below(3) {
                0 => letters.swap(at, at + 1),
                1 => drop(letters.remove(at)),
                _ => letters.insert(at, letters.get(at).copied().unwrap_or('e')),
            }
        }
        words.push(letters.into_iter().collect());
    }
    words.join(" ")
}

/// The verdict of a keyword, as `foyerctl revocation` says it.
#[must_use]
pub fn verdict(keyword: Option<Keyword>) -> &'static str {
    match keyword {
        Some(Keyword::Stop) => "revoke",
        Some(Keyword::Start | Keyword::Resume) => "resume",
        Some(Keyword::Help) => "help",
        Some(Keyword::Unclear) => "unclear",
        Some(Keyword::Yes | Keyword::No) | None => "none",
    }
}

/// Each text with the verdict of a reading whose model has not seen it, and its scores.
///
/// # Errors
///
/// When a trained model can't be read back.
pub fn cross_validate(wishes: &[Wish], steps: Steps) -> Result<Vec<(Wish, &'static str, String)>> {
    let mut read = Vec::new();
    for fold in 0..FOLDS {
        let (part, others): (Vec<Wish>, Vec<Wish>) =
            wishes.iter().cloned().partition(|wish| wish.fold() == fold);
        let file = train(&others, steps);
        let model = WishModel::read(&file).context("a trained model")?;
        for wish in part.into_iter().filter(|wish| !wish.id.starts_with(DESK)) {
            let read_as = verdict(recognise_with(&wish.text, &model));
            let score = model.score(&wish.text).map_or(String::new(), |score| {
                format!("{:.2}\t{:.2}\t{:.2}\t{:.2}", score.stop, score.unclear, score.resume, score.help)
            });
            read.push((wish, read_as, score));
        }
    }
    Ok(read)
}

/// How often each verdict was read as each.
#[must_use]
pub fn table<'a>(read: impl Iterator<Item = (&'a Wish, &'static str)>) -> String {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (wish, read_as) in read {
        *counts.entry((wish.verdict.as_str(), read_as)).or_default() += 1;
    }
    let count = |of: &str, as_what: &str| counts.get(&(of, as_what)).copied().unwrap_or(0);
    let mut table = format!("{:<10}", "labelled");
    VERDICTS.iter().for_each(|verdict| table.push_str(&format!("{verdict:>9}")));
    for of in VERDICTS {
        table.push_str(&format!("\n{of:<10}"));
        VERDICTS.iter().for_each(|verdict| table.push_str(&format!("{:>9}", count(of, verdict))));
    }
    table + "\n"
}
