//! Throws drafts at the screener until told to stop: random text, pieces that its rules follow, and mutations of both,
//! on every channel, with names and allowed terms. Needs no nightly compiler.
//!
//! `cargo run --release -p foyer-phi --example fuzz [CASES] [SEED]`. A failure is shrunk and printed with its seed.

#![allow(clippy::print_stdout)] // a report is what this prints

use std::error::Error;

use foyer_domain::Channel;
use foyer_phi::{Practice, Screener};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use unicode_segmentation::UnicodeSegmentation as _;

/// Words and marks that rules begin with, end with or trip over.
const PIECES: [&str; 40] = [
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
    "\u{301}",
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
    "https://x/p?patient=884312",
    "five two eight",
    "colonoscpoyy",
    "\"",
    "Dr. ",
    "everyone welcome",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let cases: u32 = arguments.next().map_or(Ok(100_000), |cases| cases.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let mut bytes = [0_u8; 32];
    bytes.iter_mut().zip(seed.to_le_bytes()).for_each(|(byte, of)| *byte = of);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        2 => "[ -~]{0,12}",
        1 => "\\PC{0,6}",
        1 => any::<String>(),
        1 => any::<Vec<u8>>().prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ];
    let draft =
        (
            prop::collection::vec(piece, 0..40),
            prop::sample::select(vec!["", " ", "\n", "-", ", "]),
            1..30_usize,
        )
            .prop_map(|(pieces, joint, times)| {
                if pieces.len() < 4 { pieces.join(joint).repeat(times) } else { pieces.join(joint) }
            });
    let screener = Screener::new();
    let practices = [
        Practice::default(),
        Practice {
            name: "Harbor Psychiatry Associates".into(),
            text_name: "Dr. Lee's office".into(),
            allowed_terms: vec!["A1C".into(), "HIV".into(), "".into()],
            patient_names: vec!["Lupe".into(), "Lupe Barrera".into()],
        },
    ];
    let outcome = runner.run(&draft, |text| {
        for practice in &practices {
            let sms = screener.screen(&text, Channel::Sms, practice);
            let whatsapp = screener.screen(&text, Channel::WhatsApp, practice);
            prop_assert!(whatsapp.level >= sms.level, "WhatsApp is laxer");
            for screening in [sms, whatsapp, screener.screen_file_name(&text, Channel::Sms, practice)] {
                let mut end = 0;
                for finding in &screening.findings {
                    prop_assert!(finding.span.start >= end, "findings overlap or are out of order");
                    prop_assert!(finding.level <= screening.level, "a finding above its screening");
                    end = finding.span.end;
                }
                prop_assert!(end as usize <= text.chars().count(), "a span past the end");
            }
            let _ = screener.handoff(&text, practice);
        }
        let edges: std::collections::BTreeSet<usize> = std::iter::once(0)
            .chain(text.graphemes(true).scan(0, |at, cluster| {
                *at += cluster.chars().count();
                Some(*at)
            }))
            .collect();
        for finding in &screener.screen(&text, Channel::Sms, &Practice::default()).findings {
            let (start, end) = (finding.span.start as usize, finding.span.end as usize);
            prop_assert!(edges.contains(&start) && edges.contains(&end), "a grapheme is cut");
        }
        prop_assert_eq!(
            screener.explain(&text, Channel::Sms, &Practice::default()).screening,
            screener.screen(&text, Channel::Sms, &Practice::default())
        );
        let _ = (screener.name_tells(&text), screener.may_allow(&text));
        Ok(())
    });
    match outcome {
        Ok(()) => println!("{cases} drafts, seed {seed}: nothing found"),
        Err(found) => return Err(format!("seed {seed}: {found}").into()),
    }
    Ok(())
}
