//! How texts are answered, as Review shows it: shares and typical times of a period, all told by what happened.

use std::collections::BTreeMap;

use foyer_domain::{DeliveryProblem, DeliveryState, Span, Timestamp, nearest_rank};
use foyer_store::{
    ReadTx, StoreError,
    answers::{self, Answers, FromTemplate},
    locations, looking_back,
};

use crate::{
    desk::Desk,
    overview, present,
    wire::{AnswersPage, FailedTexts, OfficeLinks, Period, ProblemKind, RefusedTexts, RefusedWhy},
};

/// The figures of a period that ends now.
pub(crate) fn read(
    desk: &Desk,
    tx: &ReadTx<'_>,
    period: Period,
    now: Timestamp,
) -> Result<AnswersPage, StoreError> {
    let (_, from, to) = overview::bounds(period, desk.practice().zone(), now);
    let mut found = Answers::of(&answers::texts(tx, from, to)?);
    let mut refused: BTreeMap<RefusedWhy, u32> = BTreeMap::new();
    for one in answers::refused(tx, from, to)? {
        let all = refused.entry(why(&one.word)).or_default();
        *all = all.saturating_add(1);
    }
    let reminders = answers::reminders(tx, from, to)?;
    let links = answers::booking_links(tx, from, to)?;
    Ok(AnswersPage {
        sent: found.sent,
        threads: found.threads,
        answered: found.answered,
        typical_ms: nearest_rank(&mut found.took, 50).map(Span::as_millis),
        slowest_ms: nearest_rank(&mut found.took, 90).map(Span::as_millis),
        notices: overview::small(answers::notices(tx, from, to)?.len()),
        said_yes: overview::small(answers::said_yes(tx, from, to)?.len()),
        confirmed: overview::small(reminders.iter().filter(|one| one.confirmed_at.is_some()).count()),
        reminders: overview::small(reminders.len()),
        opted_out: overview::small(looking_back::opt_outs(tx, from, to)?.len()),
        booking_links: overview::small(links.len()),
        booking_offices: by_office(tx, &links)?,
        failed: found
            .failed
            .into_iter()
            .filter_map(|(problem, times)| Some(FailedTexts { problem: lost(problem)?, times }))
            .collect(),
        refused: refused.into_iter().map(|(why, times)| RefusedTexts { why, times }).collect(),
    })
}

/// How many of them went from which office: every one that is open, and whatever else has any. Empty for a practice that
/// has a single one.
fn by_office(tx: &ReadTx<'_>, links: &[FromTemplate]) -> Result<Vec<OfficeLinks>, StoreError> {
    let offices = locations::list(tx)?;
    if offices.iter().filter(|office| office.retired_at.is_none()).count() < 2 {
        return Ok(Vec::new());
    }
    let times = |of| overview::small(links.iter().filter(|link| link.location == of).count());
    let own =
        offices.into_iter().map(|office| (office.retired_at.is_none(), Some(office.id), Some(office.name)));
    Ok(own
        .chain([(false, None, None)])
        .map(|(open, id, office)| (open, OfficeLinks { office, times: times(id) }))
        .filter(|(open, office)| *open || office.times > 0)
        .map(|(_, office)| office)
        .collect())
}

/// Why a text did not arrive, in the window's words.
pub(crate) const fn lost(problem: DeliveryProblem) -> Option<ProblemKind> {
    present::problem_kind(DeliveryState::Failed, Some(problem))
}

/// What a word of the gate comes to. A word of an older Foyer, or one that a person never meets, is one of the others.
pub(crate) fn why(word: &str) -> RefusedWhy {
    match word {
        "opted_out" => RefusedWhy::OptedOut,
        "number_held" => RefusedWhy::NumberHeld,
        "no_consent" | "waiting_for_answer" | "consent_expired" | "not_covered" | "clinical_before_yes" => {
            RefusedWhy::NoConsent
        }
        "quiet_hours" => RefusedWhy::QuietHours,
        "portal_only" => RefusedWhy::PortalOnly,
        "no_agreement" => RefusedWhy::NoAgreement,
        "template_blanks" | "template_not_approved" | "template_half_translated" => RefusedWhy::Template,
        "confirm_number" => RefusedWhy::ConfirmNumber,
        "who_is_it_for" | "names_another" | "office_facts_only" | "not_at_this_number" => {
            RefusedWhy::SharedPhone
        }
        _ => RefusedWhy::Other,
    }
}

#[cfg(test)]
mod tests {
    use foyer_policy::Refusal;

    use super::*;

    #[test]
    fn every_refusal_that_a_person_meets_has_a_name_of_its_own() {
        let others: Vec<&str> =
            Refusal::KINDS.into_iter().filter(|word| why(word) == RefusedWhy::Other).collect();
        assert_eq!(
            others,
            [
                "notice_already_sent",
                "notice_not_needed",
                "farewell_not_due",
                "not_the_fixed_text",
                "no_stop_words",
                "empty_body",
                "another_party",
            ]
        );
    }
}
