//! The draft drawn in the design: three findings, their words and their fixes.

use foyer_domain::Channel;
use foyer_phi::{Fix, Kind, Practice, Screener, Verdict};

const DRAFT: &str = "Hi Mr. Oyelaran, your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg. \
                     Please keep your diabetes clinic visit Tue, Nov 24 at 9:30 AM.";

#[test]
fn the_drawn_draft_has_exactly_the_drawn_findings() {
    let screening = Screener::new().screen(DRAFT, Channel::Sms, &Practice::default());
    let seen: Vec<(Kind, String)> = screening
        .findings
        .iter()
        .map(|f| {
            (
                f.kind,
                DRAFT
                    .chars()
                    .skip(f.span.start as usize)
                    .take((f.span.end - f.span.start) as usize)
                    .collect(),
            )
        })
        .collect();
    let expected = [
        (Kind::LabResult, "A1C came back at 8.2"),
        (Kind::MedicineAndDose, "metformin to 1000 mg"),
        (Kind::HintsAtCondition, "diabetes clinic"),
    ]
    .map(|(kind, words)| (kind, words.to_owned()));
    assert_eq!(seen, expected);
    let fixes: Vec<&Fix> = screening.findings.iter().map(|f| &f.fix).collect();
    assert_eq!(fixes, [&Fix::Remove, &Fix::Remove, &Fix::ReplaceWith("our clinic".to_owned())]);
    assert_eq!(screening.verdict(), Verdict::PortalOnly);
    assert_eq!(
        screening.findings[0].advice.reason,
        "A test name with a value. Texts aren't encrypted, so results go through the portal."
    );
    assert_eq!(screening.findings[1].advice.reason, "A medicine with an amount points to a condition.");
    assert_eq!(screening.findings[2].advice.reason, "The clinic's name says what it treats.");
}
