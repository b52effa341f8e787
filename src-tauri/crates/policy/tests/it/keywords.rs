//! Words of patients, labelled by hand, and the disguises they come in.

use foyer_policy::{Keyword, recognise};
use proptest::prelude::*;

fn labelled() -> impl Iterator<Item = (Option<Keyword>, &'static str)> {
    include_str!("../keywords.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (label, text) = line.split_once('\t').expect(line);
        let keyword = if label == "none" { None } else { Some(Keyword::parse(label).expect(line)) };
        (keyword, text)
    })
}

#[test]
fn every_keyword_is_read_as_it_is_labelled() {
    let keywords = || labelled().filter(|(expected, _)| expected.is_some());
    let wrong: Vec<String> = keywords()
        .filter(|(expected, text)| recognise(text) != *expected)
        .map(|(expected, text)| format!("{expected:?} read as {:?}: {text}", recognise(text)))
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(keywords().count() >= 200);
}

/// Texts chosen because they look like wishes: "please don't stop texting me", "stop by at 3".
#[test]
fn what_only_looks_like_a_wish_cuts_hardly_anybody_off() {
    let (mut count, mut stopped) = (0, Vec::new());
    for (_, text) in labelled().filter(|(expected, _)| expected.is_none()) {
        count += 1;
        stopped.extend((recognise(text) == Some(Keyword::Stop)).then_some(text));
    }
    assert!(
        count >= 150 && stopped.len() * 50 <= count,
        "{} of {count}\n{}",
        stopped.len(),
        stopped.join("\n")
    );
}

/// Who wants to end it all, ends no texts: never a stop, never a doubt about one, and an emergency for the desk.
#[test]
fn despair_is_no_wish_about_texts() {
    for text in [
        "I want to end it all",
        "i just want to end it all.",
        "I want it all to end",
        "I'm going to end my life tonight",
        "There is no reason to live anymore, I want to end it all",
        "I don't want to be here anymore",
        "I can't go on. I want to end it tonight",
        "They'd be better off without me",
        "quiero acabar con todo",
        "Ya no quiero vivir",
        "ya no aguanto, me quiero morir",
        "Quiero terminar con mi vida",
        "pienso en quitarme la vida",
        "no quiero seguir viviendo así",
    ] {
        assert_eq!(recognise(text), None, "{text}");
        assert!(foyer_phi::may_be_emergency(text), "{text}");
    }
    for phrase in foyer_phi::SELF_HARM {
        assert_eq!(recognise(phrase), None, "{phrase}");
        assert!(foyer_phi::may_be_emergency(phrase), "{phrase}");
    }
    // Both can be said: then both count.
    for both in ["Stop texting me. I want to end it all", "STOP, me quiero morir"] {
        assert_eq!(recognise(both), Some(Keyword::Stop), "{both}");
        assert!(foyer_phi::may_be_emergency(both), "{both}");
    }
    assert!(!foyer_phi::may_be_emergency("the end of it all is Friday, thanks"));
}

/// Each carrier's word and ours, however it is written.
#[test]
fn every_keyword_is_read_in_any_dress() {
    let words = [
        (
            Keyword::Stop,
            "STOP,STOPALL,STOP ALL,UNSUBSCRIBE,CANCEL,END,QUIT,OPT OUT,OPTOUT,OPT-OUT,REVOKE,ALTO,PARAR,BASTA,BAJA",
        ),
        (Keyword::Start, "START,UNSTOP"),
        (Keyword::Yes, "YES,SI,SÍ"),
        (Keyword::Help, "HELP,INFO,AYUDA"),
    ];
    let dresses = [
        "{}",
        "{}.",
        "{}!",
        "{}!!!",
        "{}?",
        "\"{}\"",
        "'{}'",
        "\u{201c}{}\u{201d}",
        "\u{ab}{}\u{bb}",
        "({})",
        "[{}]",
        "*{}*",
        "_{}_",
        "-{}-",
        "#{}",
        "{} \u{1f64f}",
        "\u{1f6d1} {} \u{1f6d1}",
        "\u{1f621}{}",
        "  {}  ",
        "\n{}\n",
        "{}\u{200b}",
        "\u{feff}{}",
        "{}\u{fe0f}",
        "\u{a1}{}!",
        "{}\u{2026}",
        "\u{201e}{}\u{201c}",
    ];
    // With manners CANCEL, END, QUIT and REVOKE may mean a visit: those a person reads.
    let polite = ["{} please", "Please {}", "{} por favor", "{} thanks", "ok {}", "{} now"];
    for (keyword, row) in words {
        for word in row.split(',') {
            let alone = ["CANCEL", "END", "QUIT", "REVOKE"].contains(&word);
            let dresses = || dresses.iter().chain(polite.iter().filter(|_| !alone));
            let inside: String = word.chars().flat_map(|letter| [letter, '\u{200d}']).collect();
            let title: String = word
                .chars()
                .enumerate()
                .flat_map(
                    |(at, letter)| {
                        if at == 0 { vec![letter] } else { letter.to_lowercase().collect::<Vec<_>>() }
                    },
                )
                .collect();
            for cased in [word.to_owned(), word.to_lowercase(), title, inside] {
                for dress in dresses() {
                    let text = dress.replace("{}", &cased);
                    assert_eq!(recognise(&text), Some(keyword), "{text:?}");
                }
            }
        }
    }
}

#[test]
fn words_round_trip() {
    for keyword in Keyword::ALL {
        assert_eq!(Keyword::parse(keyword.as_str()), Some(keyword));
    }
}

#[test]
fn a_text_of_any_length_and_of_none_is_read() {
    assert_eq!(recognise(""), None);
    assert_eq!(recognise("\u{200b}\u{202e}"), None);
    assert_eq!(recognise("🙏"), None);
    assert_eq!(recognise("🛑"), Some(Keyword::Unclear), "no word says what is to stop");
    assert_eq!(recognise(&"a ".repeat(32_768)), None);
    assert_eq!(recognise(&"stop sending me the ".repeat(3_000)), Some(Keyword::Stop), "whatever they send");
    assert_eq!(
        recognise(&format!("{} Please stop texting me.", "bla bla. ".repeat(5_000))),
        Some(Keyword::Stop)
    );
}

/// What somebody might send to make the reading fail: words that begin wishes, never end them, and all the
/// same words; `Some` where the text is a stop all the same. Of the others only time and room count.
const WORST: [(&str, &str, Option<Keyword>); 13] = [
    ("please ", "", None),
    ("remove my number please ", "today", Some(Keyword::Stop)),
    ("stop texting ", "today", Some(Keyword::Stop)),
    ("stop texting ", "", Some(Keyword::Stop)),
    ("stop sending me the ", "", Some(Keyword::Stop)),
    ("remove my number from the the ", "", Some(Keyword::Stop)),
    ("want to want to ", "stop texting me", Some(Keyword::Stop)),
    ("no me escriban ya por favor ", "hoy", Some(Keyword::Stop)),
    ("stop ", "", Some(Keyword::Stop)),
    ("stop.", "", Some(Keyword::Stop)),
    ("a", "", None),
    ("sí́́ no quiero más ", "", None),
    ("no more of ", "", None),
];

#[test]
fn the_worst_bodies_need_little_stack_and_little_time() {
    for (again, end, expected) in WORST {
        for size in [64 * 1024, 1024 * 1024] {
            let one_start = ["remove my number ", "stop sending me ", ""];
            let bodies = one_start.map(|start| format!("{start}{}{end}", again.repeat(size / again.len())));
            let read = std::thread::Builder::new()
                .stack_size(256 * 1024)
                .spawn(move || {
                    let began = std::time::Instant::now();
                    let read = bodies.map(|body| recognise(&body));
                    (read, began.elapsed() / 3)
                })
                .expect("a thread")
                .join();
            let (read, took) = read.expect("no overflow, no panic");
            assert!(expected.is_none() || read[2] == expected, "{again}");
            // A few milliseconds unoptimised; the rest is for a busy machine. No text may cost in proportion.
            assert!(took < std::time::Duration::from_millis(150), "{again}: {took:?}");
        }
    }
}

fn disguised(word: &'static str) -> impl Strategy<Value = String> {
    let around = prop::sample::select(vec![
        "", " ", "\n", ".", "!", "  ", "…", "?!", "\u{200f}", "🙏", "\"", "\u{a0}",
    ]);
    let within = prop::collection::vec(
        prop::sample::select(vec![
            "",
            "",
            "",
            "\u{200b}",
            "\u{ad}",
            "\u{2060}",
            "\u{202e}",
            "\u{fe0f}",
            "\u{e0020}",
        ]),
        word.chars().count(),
    );
    let cases = prop::collection::vec(any::<bool>(), word.chars().count());
    (around.clone(), within, cases, around).prop_map(move |(before, within, cases, after)| {
        let mut text = before.to_owned();
        for ((letter, hidden), upper) in word.chars().zip(within).zip(cases) {
            if upper {
                text.extend(letter.to_uppercase())
            } else {
                text.push(letter)
            }
            text.push_str(hidden);
        }
        text + after
    })
}

proptest! {
    #[test]
    fn no_disguise_hides_a_stop(text in prop::sample::select(vec![
        "stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "opt out", "optout", "alto", "baja",
        "please stop texting me", "no me manden más mensajes", "cancelar suscripción",
    ]).prop_flat_map(disguised)) {
        prop_assert_eq!(recognise(&text), Some(Keyword::Stop));
    }

    #[test]
    fn no_disguise_hides_a_yes_or_a_start(text in disguised("sí"), start in disguised("start")) {
        prop_assert_eq!(recognise(&text), Some(Keyword::Yes));
        prop_assert_eq!(recognise(&start), Some(Keyword::Start));
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>()) {
        let _ = recognise(&text);
    }
}
