//! What leaves where nobody has signed for the channel: texts about visits in which the check finds nothing.

use foyer_domain::{Channel, Language, PhoneNumber, Timestamp};
use foyer_phi::{Level, Screening};
use foyer_policy::{
    ComposerState, ConsentBasis, ConsentRules, Covers, Ground, Party, Product, Purpose, Refusal, Signed,
    Standing, Subject, Subjects, Waiting, WayOn, clear, clear_again, composer, handoff::Agreement, notice,
    standing,
};

use crate::story::{LUPE, Story, body, houston, message, minute, no_quiet_hours, party, reason, request};

const VISIT: &str = "Your visit is Monday at 9:30 AM.";

/// Somebody who agreed to texts about everything, at a practice with these agreements.
fn lupe_at(covers: Covers, now: Timestamp) -> Standing {
    let mut story = Story::default().agrees(ConsentBasis::Paper, minute(0));
    story.facts[0].subjects = Subjects::of([Subject::Logistics, Subject::Clinical, Subject::Billing]);
    let rules = ConsentRules { hours: no_quiet_hours(), covers, ..ConsentRules::default() };
    standing(&party(), &story.facts, now, &rules)
}

fn signed(from: i64, until: i64) -> Covers {
    let agreement = Agreement {
        with: "Carrier, Inc.".to_owned(),
        signed_at: minute(from),
        until_at: Some(minute(until)),
    };
    let signed = Signed { agreement, signer: "Dana Ruiz".to_owned(), products: vec![Product::Sms] };
    Covers::of(&[signed], minute(0))
}

fn level(level: Level) -> Screening {
    Screening { level, findings: Vec::new() }
}

/// What becomes of a text, with a reason for its words where one is needed.
fn ask(standing: &Standing, subject: Subject, found: Level, now: Timestamp) -> Result<Ground, Refusal> {
    let (to, words) = (PhoneNumber::parse_e164(LUPE).unwrap(), body(VISIT));
    let mut wanted = request(&to, &words, Purpose::Reply);
    wanted.subject = subject;
    wanted.over_warning = Some(reason("Asked for it at the desk"));
    clear(wanted, standing, &level(found), now).map(|cleared| cleared.ground())
}

#[test]
fn without_an_agreement_only_harmless_texts_about_visits_leave_and_no_reason_helps() {
    let bare = lupe_at(Covers::default(), minute(5));
    let under = lupe_at(signed(1, 100), minute(5));
    let at = minute(5);
    for found in [Level::Quiet, Level::Hint] {
        assert!(ask(&bare, Subject::Logistics, found, at).is_ok(), "{found:?}");
    }
    assert_eq!(ask(&bare, Subject::Logistics, Level::Warn, at), Err(Refusal::NoAgreement));
    for found in [Level::Strong, Level::PortalOnly] {
        let refused = ask(&bare, Subject::Logistics, found, at).unwrap_err();
        assert_eq!(refused, Refusal::PortalOnly { may_override: false }, "{found:?}");
        assert!(!refused.ways(&bare, at).contains(&WayOn::OverrideWithReason));
    }
    for subject in [Subject::Clinical, Subject::Billing] {
        assert_eq!(ask(&bare, subject, Level::Quiet, at), Err(Refusal::NoAgreement), "{subject:?}");
    }
    // The same practice, after somebody signed.
    for subject in [Subject::Logistics, Subject::Clinical, Subject::Billing] {
        for found in [Level::Quiet, Level::Warn, Level::PortalOnly] {
            assert!(ask(&under, subject, found, at).is_ok(), "{subject:?} {found:?}");
        }
    }
    assert_eq!(Refusal::NoAgreement.overridable_by(), None);
    let may_override = |standing: &Standing| match composer(standing, houston(), at) {
        ComposerState::Open { clinical_with_reason, .. } => clinical_with_reason,
        ComposerState::Blocked { .. } => panic!("they agreed"),
    };
    assert!(!may_override(&bare) && may_override(&under));
}

#[test]
fn an_agreement_covers_numbers_of_the_united_states_alone() {
    let at = minute(5);
    for (number, here) in
        [("+17135550142", true), ("+17875550142", true), ("+525512345678", false), ("+14165550142", false)]
    {
        let to = PhoneNumber::parse_e164(number).unwrap();
        let mut story = Story::default().agrees(ConsentBasis::Paper, minute(0));
        story.facts[0].number = to.clone();
        story.facts[0].subjects = Subjects::of([Subject::Logistics, Subject::Clinical, Subject::Billing]);
        let rules =
            ConsentRules { hours: no_quiet_hours(), covers: signed(1, 100), ..ConsentRules::default() };
        let theirs = Party { number: to.clone(), ..party() };
        let agreed = standing(&theirs, &story.facts, at, &rules);
        let sent = |subject, found| {
            let words = body(VISIT);
            let mut wanted = request(&to, &words, Purpose::Reply);
            wanted.subject = subject;
            wanted.over_warning = Some(reason("Asked for it at the desk"));
            clear(wanted, &agreed, &level(found), at).map(drop)
        };
        assert_eq!(sent(Subject::Logistics, Level::Quiet), Ok(()), "{number}: a harmless text goes anywhere");
        let rest = if here { Ok(()) } else { Err(Refusal::NoAgreement) };
        assert_eq!(sent(Subject::Logistics, Level::Warn), rest, "{number}");
        assert_eq!(sent(Subject::Billing, Level::Quiet), rest, "{number}");
        assert_eq!(sent(Subject::Logistics, Level::PortalOnly).is_ok(), here, "{number}: no reason helps");
    }
}

#[test]
fn the_fixed_texts_need_no_agreement() {
    let (to, now) = (PhoneNumber::parse_e164(LUPE).unwrap(), minute(5));
    let nobody =
        standing(&party(), &[], now, &ConsentRules { hours: no_quiet_hours(), ..ConsentRules::default() });
    let words = body(&notice::text("Bayou Family Clinic", Language::En));
    assert!(clear(request(&to, &words, Purpose::Notice), &nobody, &Screening::default(), now).is_ok());
}

#[test]
fn what_waits_when_an_agreement_ends_does_not_leave() {
    let to = PhoneNumber::parse_e164(LUPE).unwrap();
    let waiting = |subject, clinical, second_look| Waiting {
        message: message(1),
        to: &to,
        channel: Channel::Sms,
        purpose: Purpose::Reply,
        subject,
        place: houston(),
        clinical,
        second_look,
        ground: Ground::Asking,
        over_quiet: false,
    };
    let texts = [
        (Subject::Logistics, false, false),
        (Subject::Logistics, false, true),
        (Subject::Logistics, true, true),
        (Subject::Billing, false, false),
    ];
    let fates = |now: Timestamp| {
        texts.map(|(subject, clinical, second_look)| {
            let standing = lupe_at(signed(1, 100), now);
            clear_again(&waiting(subject, clinical, second_look), &standing, now).err()
        })
    };
    assert_eq!(fates(minute(99)), [None; 4]);
    let ended = [
        None,
        Some(Refusal::NoAgreement),
        Some(Refusal::PortalOnly { may_override: false }),
        Some(Refusal::NoAgreement),
    ];
    assert_eq!(fates(minute(100)), ended);
}
