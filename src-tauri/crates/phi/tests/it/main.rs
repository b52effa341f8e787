//! The screener seen from outside: small stories, in English and Spanish, and what must hold for any text at all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod desk;
mod elsewhere;
mod english;
mod measured;
mod mock;
mod model;
mod new_ground;
mod properties;
mod spanish;
mod who;

use foyer_domain::Channel;
use foyer_phi::{Finding, Kind, Practice, Screener, Screening};

/// A draft to Lupe Barrera from a practice with a neutral name.
fn sms(draft: &str) -> Screening {
    Screener::new().screen(draft, Channel::Sms, &lupe())
}

fn lupe() -> Practice {
    Practice {
        name: "Bayou Family Practice".into(),
        text_name: String::new(),
        allowed_terms: Vec::new(),
        patient_names: vec!["Lupe".into(), "Lupe Barrera".into()],
    }
}

fn words(draft: &str, finding: &Finding) -> String {
    let (start, end) = (finding.span.start as usize, finding.span.end as usize);
    draft.chars().skip(start).take(end - start).collect()
}

/// The kinds and words found, in order.
fn seen(draft: &str) -> Vec<(Kind, String)> {
    sms(draft).findings.iter().map(|f| (f.kind, words(draft, f))).collect()
}

fn assert_seen(draft: &str, expected: &[(Kind, &str)]) {
    let expected: Vec<(Kind, String)> =
        expected.iter().map(|(kind, words)| (*kind, (*words).to_owned())).collect();
    assert_eq!(seen(draft), expected, "{draft}");
}

fn assert_quiet(draft: &str) {
    assert_eq!(seen(draft), [], "{draft}");
}
