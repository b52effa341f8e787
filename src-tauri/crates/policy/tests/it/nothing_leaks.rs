//! For every message of the development set that must not be texted: what is texted instead.

use std::collections::BTreeSet;

use foyer_domain::{Channel, Language};
use foyer_phi::{Level, Practice, Screener};
use foyer_policy::handoff::{self, PortalAddress, SafeKind, SafeText};

const PRACTICE: &str = "Bayou Family Clinic";

/// Words that say nothing of a patient, whoever uses them: what the fixed texts are made of. Reviewed by hand; a
/// word of medicine, a body or a person has no place here.
const FUNCTION_WORDS: &str = "a abrir account bayou bayoufamily can clinic cuenta de el en enlace esperando este example \
    family favor for have here in is it le leerlo mensaje mensajes message messages new no nuevo only open opt out para \
    please por portal puede read recibir reply responda secure seguro seguros siga sigue solo still stop su textos the \
    tiene to un us usted waiting where write you your";

fn words(text: &str) -> BTreeSet<String> {
    text.split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The words in order, each between spaces.
fn in_words(text: &str) -> String {
    let words: Vec<_> =
        text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" ").to_lowercase())
}

#[test]
fn the_text_that_leaves_has_no_finding_and_no_word_of_the_draft() {
    let screener = Screener::new();
    let portal = PortalAddress::parse("portal.bayoufamily.example").unwrap();
    let practice = Practice { name: PRACTICE.to_owned(), ..Practice::default() };
    let allowed: BTreeSet<String> = words(FUNCTION_WORDS);
    let mut checked = 0;
    for line in include_str!("../../../phi/tests/dev.jsonl").lines() {
        let draft: serde_json::Value = serde_json::from_str(line).unwrap();
        if draft["label"] != "phi" {
            continue;
        }
        checked += 1;
        let (id, said) = (draft["id"].as_str().unwrap(), words(draft["text"].as_str().unwrap()));
        for language in [Language::En, Language::Es] {
            for kind in SafeKind::ALL {
                let text = SafeText::built_in(kind, language).text(PRACTICE, &portal);
                let screening = screener.screen(&text, Channel::Sms, &practice);
                assert!(screening.findings.is_empty() && screening.level == Level::Quiet, "{id}: {text}");
                let leaves = words(&text);
                let shared: Vec<_> =
                    said.intersection(&leaves).filter(|word| !allowed.contains(*word)).collect();
                assert_eq!(shared, Vec::<&String>::new(), "{id} gives away a word");
                for marked in draft["spans"].as_array().unwrap() {
                    let marked = in_words(marked.as_str().unwrap());
                    assert!(!in_words(&text).contains(&marked), "{id}:{marked}");
                }
            }
        }
    }
    assert!(checked >= 150, "only {checked} messages were looked at");
    assert!(handoff::is_handoff(&handoff::text(PRACTICE, &portal, Language::Es)));
}

#[test]
fn the_words_that_may_be_shared_are_no_finding_either() {
    let screener = Screener::new();
    for word in words(FUNCTION_WORDS) {
        let screening = screener.screen(&word, Channel::WhatsApp, &Practice::default());
        assert!(screening.findings.is_empty(), "{word}");
    }
}
