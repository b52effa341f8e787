//! For every message of the development set that must not be texted: what is texted instead.

use std::collections::BTreeSet;

use foyer_domain::{Channel, Language};
use foyer_phi::{Level, Practice, Screener};
use foyer_policy::handoff::{self, PortalAddress, SafeKind, SafeText};

const PRACTICE: &str = "Bayou Family Clinic";

/// Articles, pronouns, prepositions, auxiliaries: words that say nothing by themselves.
const FUNCTION_WORDS: &str = "a can de el en este for have here in is it le no only opt out para por puede solo still su \
    the tiene to un us usted where you your";

/// Words of the fixed texts that some draft uses too. They stand in the text whatever was written, so they give nothing
/// away; the list is exact, so that a new one is looked at by a person.
const STANDING_WORDS: &str = "family favor message new open please portal reply seguro siga sigue stop write";

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
    let (function, standing) = (words(FUNCTION_WORDS), words(STANDING_WORDS));
    let (mut checked, mut met) = (0, BTreeSet::new());
    for line in include_str!("../../../phi/tests/dev.jsonl").lines() {
        let draft: serde_json::Value = serde_json::from_str(line).unwrap();
        if draft["label"] != "phi" {
            continue;
        }
        checked += 1;
        let (id, said) = (draft["id"].as_str().unwrap(), words(draft["text"].as_str().unwrap()));
        let spans: Vec<&str> =
            draft["spans"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert!(!spans.is_empty(), "{id} has something to give away");
        for language in [Language::En, Language::Es] {
            for kind in SafeKind::ALL {
                let text = SafeText::built_in(kind, language).text(PRACTICE, &portal);
                let screening = screener.screen(&text, Channel::Sms, &practice);
                assert!(screening.findings.is_empty() && screening.level == Level::Quiet, "{id}: {text}");
                let shared: BTreeSet<String> = said
                    .intersection(&words(&text))
                    .filter(|word| !function.contains(*word))
                    .cloned()
                    .collect();
                assert!(shared.is_subset(&standing), "{id} gives away {shared:?}");
                met.extend(shared);
                assert!(!gives_away(&text, &spans), "{id}: {text}");
                // The same comparison finds a leak where there is one.
                assert!(
                    gives_away(&format!("{text} {}", spans.join(" ")), &spans),
                    "{id}: it would not be noticed"
                );
            }
        }
    }
    assert!(checked >= 150, "only {checked} messages were looked at");
    assert_eq!(met, standing, "words that no draft uses have no place in the list");
    assert!(handoff::is_handoff(&handoff::text(PRACTICE, &portal, Language::Es)));
}

/// Whether what makes a draft telling is in a text.
fn gives_away(text: &str, spans: &[&str]) -> bool {
    spans.iter().any(|span| in_words(text).contains(&in_words(span)))
}

#[test]
fn the_words_that_may_be_shared_are_no_finding_either() {
    let screener = Screener::new();
    for word in words(FUNCTION_WORDS).union(&words(STANDING_WORDS)) {
        let screening = screener.screen(word, Channel::WhatsApp, &Practice::default());
        assert!(screening.findings.is_empty(), "{word}");
    }
}
