//! Patients who answer. Each has a script: what they say to which words, once each, and what they say when
//! nothing fits. When a script is used up its patient falls silent, as people do.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::faults::below;
use crate::picture::Picture;
use crate::sample::Script;

/// Everybody with a script.
pub(crate) struct Personas {
    /// Whether they write at all.
    pub awake: bool,
    people: BTreeMap<String, Persona>,
    rng: ChaCha8Rng,
}

struct Persona {
    script: Script,
    said: BTreeSet<usize>,
    filled: usize,
}

/// What a patient is going to text.
pub(crate) struct Reply {
    pub after_ms: i64,
    pub body: String,
    pub pictures: Vec<Picture>,
}

impl Personas {
    pub fn new(seed: u64) -> Self {
        let rng = ChaCha8Rng::seed_from_u64(seed ^ 0x7a71_e075);
        Self { awake: true, people: BTreeMap::new(), rng }
    }

    /// Gives the phone at `number` a script.
    pub fn learn(&mut self, number: &str, script: Script) {
        let persona = Persona { script, said: BTreeSet::new(), filled: 0 };
        self.people.insert(number.to_owned(), persona);
    }

    /// What the patient answers to `body`, if anything.
    pub fn hear(&mut self, number: &str, body: &str) -> Option<Reply> {
        let persona = self.people.get_mut(number).filter(|_| self.awake)?;
        let (body, pictures) = persona.answer(&fold(body))?;
        let [least, most] = persona.script.pace_s;
        let span = usize::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_mul(1000);
        let extra = i64::try_from(below(&mut self.rng, span.max(1))).unwrap_or(0);
        Some(Reply { after_ms: i64::from(least).saturating_mul(1000).saturating_add(extra), body, pictures })
    }
}

impl Persona {
    fn answer(&mut self, heard: &str) -> Option<(String, Vec<Picture>)> {
        if asks_for_consent(heard) {
            return self.script.notice.clone().map(|words| (words, Vec::new()));
        }
        let mut answers = self.script.answers.iter().enumerate();
        let fits = answers.find(|(index, answer)| {
            !self.said.contains(index) && answer.hears.iter().any(|word| heard.contains(&fold(word)))
        });
        if let Some((index, answer)) = fits {
            self.said.insert(index);
            return Some((answer.says.clone(), answer.pictures.clone()));
        }
        let filler = self.script.otherwise.get(self.filled)?.clone();
        self.filled += 1;
        Some((filler, Vec::new()))
    }
}

/// The risk notice asks for a YES in so many words, in either language.
fn asks_for_consent(folded: &str) -> bool {
    ["reply yes", "responda si", "conteste si"].iter().any(|ask| folded.contains(ask))
}

/// Lower case without the accents that Spanish uses, for comparing words.
fn fold(text: &str) -> String {
    let plain = |character| match character {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::Personas;
    use crate::sample::{Script, ScriptAnswer};

    fn tomas() -> Personas {
        let answer =
            ScriptAnswer { hears: vec!["seguro".into()], says: "Aquí está.".into(), pictures: Vec::new() };
        let script = Script {
            pace_s: [5, 9],
            answers: vec![answer],
            otherwise: vec!["Ok, gracias".into()],
            notice: Some("SÍ".into()),
        };
        let mut personas = Personas::new(3);
        personas.learn("+17135550188", script);
        personas
    }

    #[test]
    fn he_says_each_thing_once_and_then_falls_silent() {
        let mut personas = tomas();
        let mut say = |body| personas.hear("+17135550188", body).map(|reply| reply.body);
        assert_eq!(say("Su tarjeta de SEGURO, por favor").as_deref(), Some("Aquí está."));
        assert_eq!(say("¿Y el seguro?").as_deref(), Some("Ok, gracias"));
        assert_eq!(say("Perfecto"), None);
    }

    #[test]
    fn he_answers_the_risk_notice_in_his_language_and_takes_his_time() {
        let reply = tomas().hear("+17135550188", "¿Podemos escribirle? Responda SÍ o NO.").unwrap();
        assert_eq!(reply.body, "SÍ");
        assert!((5000..9000).contains(&reply.after_ms));
    }
}
