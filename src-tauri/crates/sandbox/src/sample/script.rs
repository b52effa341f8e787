//! `scripts.json`: how patients behave once the demo runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::people::Language;
use crate::picture::Picture;

/// All of them.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scripts {
    /// For patients without a script of their own, by language (`en`, `es`).
    pub voices: BTreeMap<String, Voice>,
    /// Patients and strangers with one.
    pub people: Vec<ScriptedPerson>,
}

/// What anybody says.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// Seconds between reading and answering: least, most.
    pub pace_s: [u32; 2],
    /// Answers to particular words, each given once, tried in order after the person's own.
    pub answers: Vec<ScriptAnswer>,
    /// What to say when nothing fits, used up in order.
    pub otherwise: Vec<String>,
    /// The answer to the risk notice.
    pub notice: String,
}

/// Somebody in particular.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptedPerson {
    /// Patient slug, or a word for a stranger.
    pub who: String,
    /// E.164 of a stranger; patients have theirs on file.
    #[serde(default)]
    pub number: Option<String>,
    /// The language, for a stranger; patients have theirs on file.
    #[serde(default)]
    pub language: Option<Language>,
    /// As in [`Voice`], in place of it.
    #[serde(default)]
    pub pace_s: Option<[u32; 2]>,
    /// Texts sent unasked.
    #[serde(default)]
    pub writes: Vec<ScriptWrite>,
    /// As in [`Voice`], before it.
    #[serde(default)]
    pub answers: Vec<ScriptAnswer>,
    /// As in [`Voice`], in place of it; an empty list means silence.
    #[serde(default)]
    pub otherwise: Option<Vec<String>>,
    /// As in [`Voice`], in place of it; an empty text means that the notice stays unanswered.
    #[serde(default)]
    pub notice: Option<String>,
}

/// A text sent unasked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptWrite {
    /// Virtual seconds after the demo begins.
    pub at_s: u32,
    /// The words; may be empty beside a picture.
    #[serde(default)]
    pub body: String,
    /// Files.
    #[serde(default)]
    pub pictures: Vec<Picture>,
}

/// An answer to some words.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptAnswer {
    /// Any of these in the text, without regard to case and accents.
    pub hears: Vec<String>,
    /// The answer.
    pub says: String,
    /// Files.
    #[serde(default)]
    pub pictures: Vec<Picture>,
}

/// A person's script with their voice folded in.
#[derive(Clone)]
pub struct Script {
    /// Seconds between reading and answering: least, most.
    pub pace_s: [u32; 2],
    /// Tried in order, each given once.
    pub answers: Vec<ScriptAnswer>,
    /// Used up in order when nothing fits.
    pub otherwise: Vec<String>,
    /// The answer to the risk notice, if there will be one.
    pub notice: Option<String>,
}

impl Scripts {
    /// What the person does who texts in `language`.
    pub fn script(&self, person: Option<&ScriptedPerson>, language: Language) -> Script {
        let key = match language {
            Language::En => "en",
            Language::Es => "es",
        };
        let voice = self.voices.get(key);
        let own = person.map(|person| person.answers.clone()).unwrap_or_default();
        let common = voice.map(|voice| voice.answers.clone()).unwrap_or_default();
        let notice =
            person.and_then(|p| p.notice.clone()).or_else(|| voice.map(|voice| voice.notice.clone()));
        let otherwise =
            person.and_then(|p| p.otherwise.clone()).or_else(|| voice.map(|v| v.otherwise.clone()));
        Script {
            pace_s: person.and_then(|p| p.pace_s).or_else(|| voice.map(|v| v.pace_s)).unwrap_or([8, 25]),
            answers: own.into_iter().chain(common).collect(),
            otherwise: otherwise.unwrap_or_default(),
            notice: notice.filter(|words| !words.is_empty()),
        }
    }
}
