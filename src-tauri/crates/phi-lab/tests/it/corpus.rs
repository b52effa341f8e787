//! The corpus: its form, its size, and that no message is another one again, least of all one of the development set.

use std::collections::{BTreeMap, BTreeSet};

use foyer_phi_lab::corpus::{self, Message};

/// Above this share of common pairs of words two messages are one message.
const SAME: f64 = 0.6;

fn words(message: &Message) -> Vec<String> {
    let plain: String = message.text.to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn pairs(message: &Message) -> BTreeSet<(String, String)> {
    let words = words(message);
    words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

#[test]
fn there_are_enough_messages_of_every_kind() {
    let train = corpus::split("train").unwrap();
    assert!(train.len() >= 6_000, "{}", train.len());
    assert!(corpus::split("test").unwrap().len() >= 1_000);
    let count = |fits: &dyn Fn(&Message) -> bool| train.iter().filter(|message| fits(message)).count();
    assert!(count(&Message::tells) * 3 >= train.len() && count(&Message::tells) * 3 <= train.len() * 2);
    assert!(count(&Message::is_trap) >= 800);
    assert!(count(&|message| message.lang != "en") >= 1_000);
    for tag in ["misspelled", "obfuscated", "abbreviation", "implied"] {
        assert!(count(&|message| message.tags.contains(tag)) >= 200, "{tag}");
    }
}

#[test]
fn a_row_that_is_wrong_is_refused() {
    for row in [
        "ok\ten\tplain",
        "ok\ten\tplain\thello\tthere",
        "fine\ten\tplain\thello",
        "ok\tfr\tplain\tbonjour",
        "ok\ten\tnice\thello",
        "ok\ten\tplain\tyour [[asthma]] visit",
        "clinical\ten\tplain\tyour asthma visit",
        "clinical\ten\tplain\tyour [[asthma visit",
        "clinical\ten\tplain\tyour asthma]] visit",
        "clinical\ten\tplain\tyour [[]] visit",
        "clinical\ten\tplain\tyour [[as[[th]]ma]] visit",
        "clinical\ten\ttrap\tyour [[asthma]] visit",
        "ok\ten\tplain\t ",
    ] {
        assert!(corpus::from_row("row", row).is_err(), "{row}");
    }
    let row = corpus::from_row("row", "clinical\ten\tplain\tyou've [[asma]]\\nand [[más]]").unwrap();
    assert_eq!(row.text, "you've asma\nand más");
    assert_eq!(row.spans, vec![7..11, 16..19]);
}

#[test]
fn no_message_is_written_twice_and_none_is_of_another_split() {
    let learned = ["train", "more"].map(|name| corpus::split(name).unwrap()).concat();
    let splits = [
        ("learned from", learned),
        ("test", corpus::split("test").unwrap()),
        ("development", corpus::development().unwrap()),
    ];
    let mut seen: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    for (name, messages) in &splits {
        for message in messages {
            let words = words(message);
            if words.len() >= 5 {
                let before = seen.insert(words, &message.id);
                assert!(before.is_none(), "{name} {} is {}", message.id, before.unwrap_or_default());
            }
        }
    }
    let known: Vec<(&str, BTreeSet<_>)> =
        splits[1..].iter().flat_map(|(_, m)| m).map(|m| (m.id.as_str(), pairs(m))).collect();
    let mut by_pair: BTreeMap<&(String, String), Vec<usize>> = BTreeMap::new();
    for (place, (_, pairs)) in known.iter().enumerate() {
        pairs.iter().for_each(|pair| by_pair.entry(pair).or_default().push(place));
    }
    for message in &splits[0].1 {
        let own = pairs(message);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for place in own.iter().filter_map(|pair| by_pair.get(pair)).flatten() {
            *shared.entry(*place).or_default() += 1;
        }
        for (place, count) in shared {
            let (id, other) = &known[place];
            let share = count as f64 / own.len().max(other.len()) as f64;
            assert!(own.len() < 4 || share < SAME, "{} is nearly {id}", message.id);
        }
    }
}
