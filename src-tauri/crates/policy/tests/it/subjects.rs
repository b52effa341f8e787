//! Consent by subject, the account that is carried on, and what can't be granted silently.

use foyer_domain::{Channel, ConsentEventId, Language, PatientId, Role, Span};
use foyer_phi::{Level, Screening};
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Ground, InboundMeaning, Ledger, Party,
    Purpose, Refusal, ReviewKind, RevocationBasis, SoftStop, Standing, Subject, Subjects, WayOn, clear,
    interpret_inbound,
    notice::{self, NoticeVersion},
    review_of, standing,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::story::{Story, body, day, decided_by, message, minute, over, party, reason, request, rules};

const VISIT: &str = "Your visit is Monday at 9:30 AM.";

fn about(story: &mut Story, subjects: &[Subject]) {
    story.facts.last_mut().unwrap().subjects = Subjects::of(subjects.iter().copied());
}

fn ask(
    standing: &Standing,
    subject: Subject,
    decided: Option<foyer_policy::Override>,
    level: Level,
    now: foyer_domain::Timestamp,
) -> Result<Ground, Refusal> {
    let (to, words) = (party().number, body(VISIT));
    let mut wanted = request(&to, &words, Purpose::Reply);
    wanted.subject = subject;
    wanted.over_warning = decided;
    clear(wanted, standing, &Screening { level, findings: Vec::new() }, now).map(|cleared| cleared.ground())
}

#[test]
fn a_yes_covers_visits_and_nothing_else() {
    let mut story = Story::default().notice(1, minute(0)).texts("yes", minute(1));
    assert_eq!(story.at(minute(2)).covers, Subjects::LOGISTICS);
    // Whatever somebody writes into the fact.
    about(&mut story, &Subject::ALL);
    assert_eq!(story.at(minute(2)).covers, Subjects::LOGISTICS);
    let standing = story.at(minute(2));
    assert!(ask(&standing, Subject::Logistics, None, Level::Quiet, minute(2)).is_ok());
    for subject in [Subject::Billing, Subject::Marketing] {
        assert_eq!(
            ask(&standing, subject, None, Level::Quiet, minute(2)),
            Err(Refusal::NotCovered { subject })
        );
    }
}

#[test]
fn offers_need_something_in_writing_and_no_reason_replaces_it() {
    let manager = || {
        let of = foyer_policy::OverrideOf::Missing(SoftStop::NotCovered);
        Some(over(of, decided_by(Role::Manager, "the patient asked")))
    };
    for basis in ConsentBasis::ALL {
        let mut story = Story::default().agrees(basis, minute(0));
        about(&mut story, &[Subject::Logistics, Subject::Marketing]);
        let written = matches!(basis, ConsentBasis::Paper | ConsentBasis::Portal);
        assert_eq!(story.at(minute(1)).covers.has(Subject::Marketing), written, "{basis:?}");
        if !written && basis != ConsentBasis::RepliedYes {
            assert_eq!(
                ask(&story.at(minute(1)), Subject::Marketing, manager(), Level::Quiet, minute(1)),
                Err(Refusal::NotCovered { subject: Subject::Marketing })
            );
        }
    }
    let spoken = Story::default().agrees(ConsentBasis::Spoken, minute(0)).at(minute(1));
    assert_eq!(
        ask(&spoken, Subject::Billing, manager(), Level::Quiet, minute(1)),
        Ok(Ground::Decided { over: SoftStop::NotCovered })
    );
}

#[test]
fn an_offer_says_how_texts_end() {
    let mut story = Story::default().agrees(ConsentBasis::Paper, minute(0));
    about(&mut story, &[Subject::Logistics, Subject::Marketing]);
    let standing = story.at(minute(1));
    let asked = |words: &str, subject| {
        let (to, words) = (party().number, body(words));
        let wanted = foyer_policy::SendRequest { subject, ..request(&to, &words, Purpose::Reply) };
        clear(wanted, &standing, &Screening { level: Level::Quiet, findings: Vec::new() }, minute(1))
            .map(drop)
    };
    for bare in ["Flu shots are 20 dollars this week.", "Come and stop by for a free cleaning!"] {
        assert_eq!(asked(bare, Subject::Marketing), Err(Refusal::NoStopWords), "{bare}");
        assert_eq!(asked(bare, Subject::Logistics), Ok(()), "only offers need it");
    }
    for said in ["Flu shots are 20 dollars. Reply STOP to end texts.", "Vacunas a $20. STOP para salir."] {
        assert_eq!(asked(said, Subject::Marketing), Ok(()), "{said}");
    }
}

#[test]
fn one_subject_can_be_taken_back_by_one_person() {
    let mut story = Story::default().agrees(ConsentBasis::Paper, minute(0));
    about(&mut story, &[Subject::Logistics, Subject::Clinical, Subject::Billing]);
    story = story.revokes(RevocationBasis::Spoken, minute(1));
    about(&mut story, &[Subject::Billing, Subject::Clinical]);
    let standing = story.at(minute(2));
    assert_eq!((standing.badge, standing.covers), (Badge::Granted, Subjects::LOGISTICS));
    assert!(standing.withdrawn.has(Subject::Clinical) && standing.opt_out.is_none());
    assert_eq!(
        ask(&standing, Subject::Logistics, Some(reason("asked for it")), Level::PortalOnly, minute(2)),
        Err(Refusal::PortalOnly { may_override: false }),
        "who wants no clinical texts gets none for any reason"
    );
    let other = Party { patient: Some(PatientId::from_uuid(Uuid::from_u128(2))), ..party() };
    let theirs = foyer_policy::standing(&other, &story.facts, minute(2), &rules());
    assert!(theirs.withdrawn.is_empty(), "one person's wish about one subject");
}

#[test]
fn a_block_on_a_shared_phone_names_nobody() {
    let mut story = Story::default().agrees(ConsentBasis::Paper, minute(0)).texts("stop", minute(1));
    assert!(!story.at(minute(2)).blocked_by_another());
    let other = Party { patient: Some(PatientId::from_uuid(Uuid::from_u128(2))), ..party() };
    let theirs = standing(&other, &story.facts, minute(2), &rules());
    assert!(theirs.blocked_by_another());
    assert_eq!((theirs.badge, theirs.basis), (Badge::OptedOut, None));
    story = story.texts("start", minute(3));
    assert_eq!(story.at(minute(4)).badge, Badge::Granted);
    let theirs = standing(&other, &story.facts, minute(4), &rules());
    assert_eq!(theirs.badge, Badge::None, "START gives back what was, to whom it was given");
}

#[test]
fn a_number_that_changes_hands_keeps_its_stop_and_nothing_else() {
    let agreed = Story::default().notice(1, minute(0)).texts("yes", minute(1));
    let mut moved = agreed.clone();
    moved.fact(ConsentEventKind::NewOwner, minute(5));
    assert_eq!((moved.at(minute(6)).badge, moved.at(minute(6)).covers), (Badge::None, Subjects::NONE));
    assert!(moved.at(minute(6)).notice_due(), "the new person was never asked");
    let stray = moved.clone().texts("YES", minute(7));
    assert_eq!(stray.at(minute(8)).badge, Badge::None, "a YES to the old owner's notice");
    let mut asked = Story::default().notice(1, minute(0));
    asked.fact(ConsentEventKind::NewOwner, minute(1));
    asked.fact(ConsentEventKind::Granted(ConsentBasis::RepliedYes), minute(2)).evidence.notice =
        Some(message(1));
    assert_eq!(asked.at(minute(3)).badge, Badge::None, "even where somebody forges the link");
    let mut stopped = agreed.texts("stop", minute(2));
    stopped.fact(ConsentEventKind::NewOwner, minute(5));
    assert_eq!(stopped.at(minute(6)).badge, Badge::OptedOut, "the carrier knows only the number");
}

#[test]
fn an_old_list_without_a_date_counts_for_nothing() {
    let mut story = Story::default();
    story.fact(ConsentEventKind::Unverified, minute(0));
    let standing = story.at(minute(1));
    assert_eq!(standing.badge, Badge::None);
    assert!(standing.unverified.is_some() && standing.covers.is_empty());
    assert_eq!(
        ask(&standing, Subject::Logistics, None, Level::Quiet, minute(1)),
        Err(Refusal::NoConsent { declined_at: None })
    );
    let dated = story.agrees(ConsentBasis::Imported, day(-100)).at(minute(1));
    assert_eq!((dated.badge, dated.basis), (Badge::Granted, Some(ConsentBasis::Imported)));
    let long_ago = Story::default().agrees(ConsentBasis::Imported, day(-400)).at(minute(1));
    assert_eq!(long_ago.badge, Badge::Expired, "an import counts from its own date");
}

#[test]
fn what_nobody_knows_can_be_decided_by_a_manager_and_a_no_by_nobody() {
    let of = |stop| foyer_policy::OverrideOf::Missing(stop);
    let cases = [
        (Story::default(), Some(SoftStop::Unknown)),
        (Story::default().notice(1, minute(0)), Some(SoftStop::Unknown)),
        (Story::default().agrees(ConsentBasis::Paper, day(-370)), Some(SoftStop::Expired)),
        (Story::default().notice(1, minute(0)).texts("no", minute(1)), None),
        (Story::default().texts("stop", minute(1)), None),
        (Story::default().revokes(RevocationBasis::Carrier, minute(1)), None),
    ];
    for (story, soft) in cases {
        let seen = of(soft.unwrap_or(SoftStop::Unknown));
        let manager = || Some(over(seen, decided_by(Role::Manager, "Arranged by phone a minute ago")));
        let standing = story.at(minute(5));
        let plain = ask(&standing, Subject::Logistics, None, Level::Quiet, minute(5));
        let refusal = plain.unwrap_err();
        assert_eq!(
            ask(&standing, Subject::Logistics, Some(over(seen, reason("please"))), Level::Quiet, minute(5)),
            Err(refusal),
            "a receptionist may not"
        );
        let decided = ask(&standing, Subject::Logistics, manager(), Level::Quiet, minute(5));
        assert_eq!(decided.ok(), soft.map(|over| Ground::Decided { over }));
        // Nor does a decision over something else, or over less.
        let less = [SoftStop::Expired, SoftStop::NotCovered];
        let less = less.into_iter().filter(|less| soft.is_none_or(|soft| *less < soft)).map(of);
        let others = [foyer_policy::OverrideOf::Words, foyer_policy::OverrideOf::QuietHours];
        for another in others.into_iter().chain(less) {
            let decided = Some(over(another, decided_by(Role::Manager, "Seen something else")));
            assert_eq!(ask(&standing, Subject::Logistics, decided, Level::Quiet, minute(5)), Err(refusal));
        }
        assert_eq!(refusal.ways(&standing, minute(5)).contains(&WayOn::OverrideWithReason), soft.is_some());
        assert!(
            ask(&standing, Subject::Logistics, manager(), Level::PortalOnly, minute(5)).is_err(),
            "clinical words wait for a YES whoever decides"
        );
    }
}

static WORDINGS: [NoticeVersion; 3] = [
    NoticeVersion {
        version: "1",
        from: foyer_domain::Timestamp::from_millis(0),
        material: true,
        en: ": one",
        es: ": uno",
    },
    NoticeVersion { version: "2", from: minute(24 * 60 * 10), material: false, en: ": two", es: ": dos" },
    NoticeVersion { version: "3", from: minute(24 * 60 * 20), material: true, en: ": three", es: ": tres" },
];

#[test]
fn only_a_materially_new_notice_makes_consent_due() {
    let rules = ConsentRules { notices: &WORDINGS, ..rules() };
    let look = |story: &Story, now| standing(&party(), &story.facts, now, &rules);
    let answered = Story::default().notice(1, day(1)).texts("yes", day(1).plus(Span::minutes(1)));
    let paper = Story::default().agrees(ConsentBasis::Paper, day(5));
    for story in [&answered, &paper] {
        assert!(!look(story, day(15)).refresh_due(day(15)), "a minor edit");
        let later = look(story, day(25));
        assert!(later.outdated && later.refresh_due(day(25)), "something new is said");
        assert_eq!(later.badge, Badge::Granted, "due, and still true");
    }
    let after = Story::default().agrees(ConsentBasis::Paper, day(21));
    assert!(!look(&after, day(25)).refresh_due(day(25)));
    // Asked with the old words just before the change, answered after it.
    let between = Story::default().notice(1, day(19)).texts("yes", day(21));
    assert!(look(&between, day(25)).outdated, "agreed to what was asked then");
    assert_eq!(notice::text_at(&WORDINGS, "Bayou", Language::Es, day(25)), "Bayou: tres");
    assert_eq!(notice::which(&WORDINGS, "Bayou: dos").map(|(version, _)| version.version), Some("2"));
}

#[test]
fn a_yes_that_answers_nothing_is_for_staff_to_read() {
    let failed = Story::default().notice_sent(1, minute(0)).notice_failed(1, minute(1));
    let stopped = Story::default().notice(1, minute(0)).texts("stop", minute(1));
    for story in [Story::default(), failed, stopped] {
        let before = story.at(minute(3));
        let meaning = interpret_inbound("Yes", minute(3), &before);
        assert_eq!(meaning, InboundMeaning::StrayYes);
        assert_eq!(review_of(meaning, "Yes", minute(3), &[]), Some(ReviewKind::StrayYes));
        let after = story.texts("Yes", minute(3)).at(minute(4));
        assert_eq!((after.badge, after.covers), (before.badge, before.covers), "nothing is granted");
    }
}

#[test]
fn cancel_near_a_visit_stops_and_asks_what_was_meant() {
    let reminder = "Bayou Family Clinic: your visit is Tuesday at 2:15 PM.";
    for word in ["CANCEL", "Cancel.", "end"] {
        let meaning = interpret_inbound(word, minute(5), &Story::default().at(minute(5)));
        assert!(matches!(meaning, InboundMeaning::RevokesConsent { .. }), "{word}");
        let asked = |ours: &[(foyer_domain::Timestamp, &str)]| review_of(meaning, word, minute(5), ours);
        assert_eq!(asked(&[(minute(1), reminder)]), Some(ReviewKind::AppointmentMeant), "{word}");
        assert_eq!(asked(&[(day(-20), reminder)]), None, "long over");
        assert_eq!(asked(&[(minute(1), "Thanks for your help.")]), None);
        assert_eq!(Story::default().texts(word, minute(5)).at(minute(6)).badge, Badge::OptedOut, "{word}");
    }
    // In Spanish the carrier knows neither; it is for a person to read, and nobody is cut off for a visit.
    let cancelar = interpret_inbound("cancelar", minute(5), &Story::default().at(minute(5)));
    assert_eq!(review_of(cancelar, "cancelar", minute(5), &[]), Some(ReviewKind::UnclearWish));
    let stop = interpret_inbound("STOP", minute(5), &Story::default().at(minute(5)));
    assert_eq!(review_of(stop, "STOP", minute(5), &[(minute(1), reminder)]), None, "STOP means texts");
}

/// A fact on some day, in the order it is drawn.
fn steps() -> impl Strategy<Value = Vec<(u8, i64, u8)>> {
    prop::collection::vec((0..14_u8, 0..60_i64, any::<u8>()), 0..16)
}

fn told(steps: &[(u8, i64, u8)]) -> Vec<ConsentEvent> {
    let mut story = Story::default();
    for (index, (step, at, bits)) in steps.iter().enumerate() {
        let at = day(at * 9).plus(Span::millis(index as i64));
        let asked = message(u128::from(bits % 3));
        let kind = match step {
            0 => ConsentEventKind::NoticeSent {
                message: asked,
                version: "2026-11".into(),
                language: Language::En,
            },
            1 => ConsentEventKind::NoticeDelivered { message: asked },
            2 => ConsentEventKind::NoticeFailed { message: asked },
            3 => ConsentEventKind::Granted(ConsentBasis::RepliedYes),
            4 | 5 => ConsentEventKind::Granted(ConsentBasis::Paper),
            6 => ConsentEventKind::Declined,
            7 => ConsentEventKind::InboundFirst,
            8 => ConsentEventKind::Unverified,
            9 => ConsentEventKind::NewOwner,
            10 => ConsentEventKind::Revoked(RevocationBasis::Worded),
            11 | 12 => ConsentEventKind::Restarted,
            13 if bits & 1 != 0 => ConsentEventKind::Linked,
            _ => ConsentEventKind::FarewellSent { message: asked },
        };
        let fact = story.fact(kind, at);
        fact.id = ConsentEventId::from_uuid(Uuid::from_u128(500 + index as u128));
        fact.evidence.notice = Some(asked);
        fact.subjects =
            Subjects::of(Subject::ALL.into_iter().filter(|subject| bits & (16 << (*subject as u8)) != 0));
        if bits & 4 != 0 {
            fact.patient = None;
        }
        if bits & 8 != 0 {
            fact.channel = Channel::WhatsApp;
        }
    }
    story.facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn an_account_carried_on_is_the_account_folded(steps in steps()) {
        let facts = told(&steps);
        let mut kept = Ledger::default();
        for count in 0..facts.len() {
            if !kept.take_next(&facts[count], &party()) {
                kept = Ledger::of(&party(), &facts[..=count]);
            }
            let stored: Ledger = serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
            prop_assert_eq!(&stored, &Ledger::of(&party(), &facts[..=count]));
            kept = stored;
        }
    }

    #[test]
    fn a_later_revocation_leaves_nothing_granted(steps in steps(), basis in prop::sample::select(RevocationBasis::ALL.to_vec())) {
        let mut story = Story { facts: told(&steps), heard: None };
        let last = day(60 * 9 + 1);
        story.fact(ConsentEventKind::Revoked(basis), last).id = ConsentEventId::from_uuid(Uuid::from_u128(u128::MAX));
        for patient in [None, party().patient, Some(PatientId::from_uuid(Uuid::from_u128(2)))] {
            for channel in [Channel::Sms, Channel::WhatsApp] {
                let who = Party { patient, channel, ..party() };
                let held = standing(&who, &story.facts, last, &rules()).heard(Some(last));
                prop_assert_eq!((held.badge, held.covers), (Badge::OptedOut, Subjects::NONE));
                prop_assert!(!held.may_answer(last));
            }
        }
    }

    #[test]
    fn taking_a_consent_away_never_turns_a_refusal_into_a_clearance(
        texts in prop::collection::vec((0..8_u8, 0..60_i64), 0..10),
        gone in any::<prop::sample::Index>(),
        subject in prop::sample::select(Subject::ALL.to_vec()),
        level in prop::sample::select(vec![Level::Quiet, Level::Warn, Level::PortalOnly]),
        role in prop::sample::select(vec![None, Some(Role::Clinical), Some(Role::Manager)]),
        of in prop::sample::select(vec![
            foyer_policy::OverrideOf::Words,
            foyer_policy::OverrideOf::QuietHours,
            foyer_policy::OverrideOf::Missing(SoftStop::Expired),
            foyer_policy::OverrideOf::Missing(SoftStop::NotCovered),
            foyer_policy::OverrideOf::Missing(SoftStop::Unknown),
        ]),
        now in 0..70_i64,
    ) {
        let mut texts = texts;
        texts.sort_by_key(|(_, at)| *at);
        let mut story = Story::default();
        for (index, (step, at)) in texts.into_iter().enumerate() {
            let at = day(at * 9);
            story = match step {
                0 => story.notice(index as u128, at),
                1 => story.texts("yes", at),
                2 => story.texts("no", at),
                3 => story.texts("When are you open?", at),
                4 => story.texts("stop", at),
                5 => story.texts("start", at),
                _ => story.agrees(ConsentBasis::Paper, at),
            };
        }
        let now = day(now * 9);
        let decided = || role.map(|role| over(of, decided_by(role, "a good reason")));
        let before = ask(&story.at(now), subject, decided(), level, now);
        let grants: Vec<usize> = story.facts.iter().enumerate()
            .filter(|(_, fact)| matches!(fact.kind, ConsentEventKind::Granted(_)))
            .map(|(index, _)| index)
            .collect();
        if grants.is_empty() || before.is_ok() {
            return Ok(());
        }
        story.facts.remove(grants[gone.index(grants.len())]);
        prop_assert!(ask(&story.at(now), subject, decided(), level, now).is_err());
    }
}
