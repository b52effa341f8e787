//! What is not a draft and is screened all the same: file names, texts that come in, the practice's own name, and terms
//! that a practice wants to allow.

use foyer_domain::Channel;
use serde::Serialize;

use crate::finding::{Finding, Fix, Kind, Level, RuleId, Screening, Severity, Span};
use crate::fold;
use crate::lexicon::{Strength, What};
use crate::screener::{Practice, Screener};

/// Where a text that came in should go. Ordered by haste.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Handoff {
    /// The desk can answer.
    Desk,
    /// It speaks of health: a nurse should see it.
    Nurse,
    /// It may be an emergency: somebody should see it now.
    Now,
}

/// Why a term can't be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    /// It holds a word for sensitive care; those always warn.
    #[error("terms for sensitive care can't be allowed")]
    Sensitive,
    /// There is no word in it.
    #[error("a term needs a word")]
    Empty,
    /// It is no term of the screener's: letting it pass would change nothing.
    #[error("the screener has no such term")]
    Unknown,
}

/// What people write who may harm themselves, folded, in both languages. Wider than a clinician would draw it: being
/// asked once too often harms nobody. Such words are no wish about texts either, whatever they end.
pub const SELF_HARM: [&str; 44] = [
    "suicidal",
    "suicide",
    "kill myself",
    "killing myself",
    "hurt myself",
    "hurting myself",
    "harm myself",
    "cut myself on purpose",
    "want to die",
    "wanna die",
    "wish i was dead",
    "wish i were dead",
    "better off dead",
    "better off without me",
    "end my life",
    "end my own life",
    "take my life",
    "take my own life",
    "end it all",
    "ending it all",
    "end it tonight",
    "it all to end",
    "no reason to live",
    "nothing to live for",
    "dont want to live",
    "dont want to be alive",
    "dont want to be here anymore",
    "dont want to wake up",
    "cant go on",
    "me quiero morir",
    "quiero morir",
    "quiero morirme",
    "quisiera morirme",
    "mejor muerta",
    "mejor muerto",
    "quitarme la vida",
    "acabar con mi vida",
    "acabar con todo",
    "terminar con todo",
    "terminar con mi vida",
    "matarme",
    "suicidarme",
    "no quiero vivir",
    "no quiero seguir viviendo",
];

/// Words that can't wait, folded. From the telephone triage rules of thumb that send a caller to emergency care.
const URGENT: [&str; 21] = [
    "chest pain",
    "chest tightness",
    "cant breathe",
    "trouble breathing",
    "not breathing",
    "short of breath",
    "stroke",
    "slurred",
    "facial droop",
    "passed out",
    "unconscious",
    "overdose",
    "overdosed",
    "throat closing",
    "heart attack",
    "dolor de pecho",
    "dolor en el pecho",
    "no puedo respirar",
    "falta de aire",
    "se desmayo",
    "sobredosis",
];

/// Words that say nothing in a sentence ("your recovery") and everything in a practice's name ("Harbor Recovery"), folded.
const TELLING_NAMES: [&str; 4] = ["recovery", "recuperacion", "sobriety", "sobriedad"];

/// Whether a text that came in may be an emergency: somebody should see it now. Words only, so that a list can ask it
/// of every line.
#[must_use]
pub fn may_be_emergency(text: &str) -> bool {
    let words = format!(" {} ", fold::plain_words(&fold::fold_text(text)).join(" "));
    URGENT.iter().chain(&SELF_HARM).any(|urgent| words.contains(&format!(" {urgent} ")))
}

impl Screener {
    /// Screens a file that is to go with a text: pictures and documents belong in the portal, whatever they are called,
    /// and their name is screened like a draft, its words taken apart ("HIV_results-final.pdf", "colonoscopyPrep.docx").
    #[must_use]
    pub fn screen_file_name(&self, name: &str, channel: Channel, about: &Practice) -> Screening {
        // Capitals may run into small letters ("HIVresults") or into the next word ("HIVResults"): both are read.
        let readings =
            [false, true].map(|run_on| self.screen_as(&words_of_file(name, run_on), channel, about, false));
        let worst = readings.iter().max_by_key(|screening| (screening.level, screening.severity()));
        let (level, named) = worst.map_or((Level::Quiet, None), |worst| (worst.level, worst.severity()));
        let whole = Span { start: 0, end: u32::try_from(name.chars().count()).unwrap_or(u32::MAX) };
        let kind = Kind::PhotoOrFile;
        let file = Finding {
            span: whole,
            kind,
            severity: kind.severity(),
            level: Level::Strong,
            advice: kind.advice(),
            rule: RuleId::rule("rule:file"),
            fix: Fix::MoveToPortal,
        };
        // The name's own findings lie inside the whole; the gravest of them lends its level and severity.
        let severity = named.map_or(file.severity, |severity| severity.max(file.severity));
        let level = level.max(Level::Strong);
        Screening { level, findings: vec![Finding { severity, level, ..file }] }
    }

    /// Where a text that came in should go. A suggestion for the desk: nothing is moved by it.
    #[must_use]
    pub fn handoff(&self, text: &str, about: &Practice) -> Handoff {
        if may_be_emergency(text) {
            return Handoff::Now;
        }
        let health = |severity| matches!(severity, Severity::Clinical | Severity::Sensitive);
        let screening = self.screen_as(text, Channel::Sms, about, false);
        let found = screening.findings.iter().any(|finding| health(finding.severity));
        if found && screening.level >= Level::Warn { Handoff::Nurse } else { Handoff::Desk }
    }

    /// What a practice's name tells about everybody who gets a text from it: nothing, clinical ("Houston Oncology") or
    /// sensitive care ("Harbor Recovery"). A name that tells should have a neutral text name.
    #[must_use]
    pub fn name_tells(&self, name: &str) -> Option<Severity> {
        let words = fold::plain_words(&fold::fold_text(name));
        let longest = self.lexicon.longest();
        let telling = words.iter().any(|word| TELLING_NAMES.contains(&word.as_str()));
        let mut told = telling.then_some(Severity::Sensitive);
        for from in 0..words.len() {
            for to in from.saturating_add(1)..=words.len().min(from.saturating_add(longest)) {
                let key = words.get(from..to).unwrap_or(&[]).join(" ");
                for term in self.lexicon.find_word(&key) {
                    let severity = match (term.class, term.what, term.strength) {
                        (_, _, Strength::General) => continue,
                        (Some(_), _, _) => Severity::Sensitive,
                        (None, What::General, _) => continue,
                        // Capitals decide about short forms in a sentence; in a name they all are.
                        (None, What::Specialty | What::Condition | What::Procedure | What::Imaging, _)
                        | (None, _, Strength::Strong) => Severity::Clinical,
                        (None, _, _) => continue,
                    };
                    told = told.max(Some(severity));
                }
            }
        }
        told
    }

    /// Whether a practice may let these words pass. What [`Practice::allowed_terms`] holds besides is ignored by
    /// [`Screener::screen`] all the same.
    ///
    /// # Errors
    ///
    /// When the words name sensitive care, or when there are none.
    pub fn may_allow(&self, words: &str) -> Result<(), NotAllowed> {
        if fold::plain_words(&fold::fold_text(words)).is_empty() {
            return Err(NotAllowed::Empty);
        }
        let screening = self.screen_as(words, Channel::Sms, &Practice::default(), false);
        let sensitive = self.name_tells(words) == Some(Severity::Sensitive)
            || screening.severity() == Some(Severity::Sensitive);
        if sensitive { Err(NotAllowed::Sensitive) } else { Ok(()) }
    }

    /// The term a practice means by these words, as [`Practice::allowed_terms`] keeps it.
    ///
    /// # Errors
    /// As [`Self::may_allow`], and when the lexicon has no such term.
    pub fn term_to_allow(&self, words: &str) -> Result<String, NotAllowed> {
        self.may_allow(words)?;
        let term = fold::plain_words(&fold::fold_text(words)).join(" ");
        if self.lexicon.find_word(&term).next().is_some() { Ok(term) } else { Err(NotAllowed::Unknown) }
    }
}

/// "HIVResults_2024-final.pdf" as "HIV Results 2024 final": no ending, every joint a space.
/// With `run_on`, capitals end where small letters begin: "HIVresults" as "HIV results".
fn words_of_file(name: &str, run_on: bool) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, ending)| {
        if ending.chars().count() <= 5 && !stem.is_empty() { stem } else { name }
    });
    let letters: Vec<char> = stem.chars().collect();
    let mut words = String::with_capacity(name.len().saturating_add(8));
    for (at, c) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let after = letters.get(at.saturating_add(1)).copied().unwrap_or(' ');
        let two_before = at.checked_sub(2).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let begins = c.is_uppercase()
            && (before.is_lowercase() || !run_on && before.is_uppercase() && after.is_lowercase())
            || run_on && c.is_lowercase() && before.is_uppercase() && two_before.is_uppercase()
            || c.is_alphabetic() && before.is_numeric()
            || c.is_numeric() && before.is_alphabetic();
        if begins {
            words.push(' ');
        }
        words.push(if matches!(c, '_' | '-' | '.' | '+' | '(' | ')' | '[' | ']') { ' ' } else { c });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::words_of_file;

    #[test]
    fn file_names_come_apart_where_people_join_them() {
        for (name, words) in [
            ("HIVResults_2024-final.pdf", "HIV Results 2024 final"),
            ("colonoscopyPrep.docx", "colonoscopy Prep"),
            ("IMG_0042.jpeg", "IMG 0042"),
            ("no ending at all", "no ending at all"),
            (".pdf", " pdf"),
            ("", ""),
        ] {
            assert_eq!(words_of_file(name, false), words);
        }
        assert_eq!(words_of_file("HIVresults.pdf", true), "HIV results");
    }
}
