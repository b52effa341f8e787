//! What holds for any text: an answer, valid spans, and no way to tell less by knowing more.

use foyer_domain::Channel;
use foyer_phi::{Kind, NewTerm, Practice, Screener, Screening, SensitiveClass};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::lupe;

fn assert_valid(text: &str, screening: &Screening) {
    let mut edges = vec![0_u32];
    for cluster in text.graphemes(true) {
        edges.push(edges.last().unwrap() + u32::try_from(cluster.chars().count()).unwrap());
    }
    let mut end = 0;
    for finding in &screening.findings {
        assert!(finding.span.start >= end, "findings overlap or are out of order");
        assert!(finding.span.start < finding.span.end);
        assert!(edges.binary_search(&finding.span.start).is_ok(), "a grapheme is cut");
        assert!(edges.binary_search(&finding.span.end).is_ok(), "a grapheme is cut");
        assert!(finding.level <= screening.level);
        end = finding.span.end;
    }
}

/// Pieces that meet the rules, mixed with anything.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,6}",
        any::<String>(),
        prop::sample::select(vec![
            "your",
            "su",
            "A1C",
            "8.2",
            "metformin",
            "1000 mg",
            "HIV",
            "h i v",
            "d*epression",
            "🤰",
            "👩‍⚕️",
            "e\u{301}",
            "\u{202e}",
            "\u{200b}",
            "diabetes",
            "clinic",
            "4111 1111 1111 1111",
            "212-45-6789",
            "11/02/1957",
            "came back",
            "positive",
            "the rash",
            "Lupe Barrera",
            "your daughter Ana",
            "\r\n",
            ".",
            "@",
            "/",
            "120/80",
            "weeks",
            "🏳️‍⚧️",
            "z0l0ft",
            "sertralene",
            "diabeeetes",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_valid_answer(pieces in prop::collection::vec(piece(), 0..24), spaced in any::<bool>()) {
        let text = pieces.join(if spaced { " " } else { "" });
        let screener = Screener::new();
        for channel in [Channel::Sms, Channel::WhatsApp] {
            let screening = screener.screen(&text, channel, &lupe());
            assert_valid(&text, &screening);
            prop_assert_eq!(screening, screener.screen(&text, channel, &lupe()));
        }
    }

    #[test]
    fn adding_terms_never_lowers_the_level(
        pieces in prop::collection::vec(piece(), 0..16),
        words in "[a-z]{2,8}( [a-z]{2,8})?",
        from_draft in any::<prop::sample::Index>(),
        kind in prop::sample::select(vec![
            Kind::Symptom, Kind::Medicine, Kind::Diagnosis, Kind::LabTest, Kind::HintsAtCondition, Kind::ImagingOrProcedure,
            Kind::SensitiveCare(SensitiveClass::HivSti),
        ]),
    ) {
        let text = pieces.join(" ");
        // Half the time a stretch of the draft itself becomes a term, so that it competes with what is there.
        let typed: Vec<&str> = text.split_whitespace().collect();
        let own = if typed.is_empty() { words.clone() } else {
            let at = from_draft.index(typed.len());
            typed[at..(at + 2).min(typed.len())].join(" ")
        };
        let before = Screener::new().screen(&text, Channel::Sms, &Practice::default());
        let richer = Screener::with_terms(&[
            NewTerm { words, kind },
            NewTerm { words: own, kind },
        ]);
        let after = richer.screen(&text, Channel::Sms, &Practice::default());
        assert_valid(&text, &after);
        prop_assert!(after.level >= before.level);
    }
}
