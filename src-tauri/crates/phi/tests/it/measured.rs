//! The development set: floors that a change must not fall through. The set was read while the rules were written,
//! so these figures say that nothing broke, not how good the screener is.

use foyer_domain::Channel;
use foyer_phi::{Level, Practice, Screener};

pub struct Message {
    pub id: String,
    pub text: String,
    pub phi: bool,
}

pub fn messages() -> Vec<Message> {
    include_str!("../dev.jsonl")
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            Message {
                id: value["id"].as_str().unwrap().to_owned(),
                text: value["text"].as_str().unwrap().to_owned(),
                phi: value["label"] == "phi",
            }
        })
        .collect()
}

#[test]
fn the_development_set_keeps_its_recall_and_its_quiet() {
    let screener = Screener::new();
    let (mut found, mut phi, mut alarms, mut ok) = (0, 0, 0, 0);
    for message in messages() {
        let warned = screener.screen(&message.text, Channel::Sms, &Practice::default()).level >= Level::Warn;
        if message.phi {
            phi += 1;
            found += usize::from(warned);
        } else {
            ok += 1;
            alarms += usize::from(warned);
        }
    }
    assert_eq!((phi, ok), (150, 150));
    assert!(found * 100 >= phi * 95, "found {found} of {phi}");
    assert!(alarms * 100 <= ok * 3, "{alarms} false alarms of {ok}");
}
