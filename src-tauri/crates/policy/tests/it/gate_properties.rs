//! What the door holds to whatever a standing, a text and its findings are.

use foyer_domain::{Channel, Language};
use foyer_phi::{Finding, Fix, Kind, Level, RuleId, Screening, SensitiveClass};
use foyer_policy::{
    Badge, ComposerState, ConsentBasis, Ground, Purpose, RevocationBasis, Standing, Subject, Waiting, WayOn,
    clear, clear_again, composer, farewell, handoff, notice,
};
use proptest::prelude::*;

use crate::{
    gate::{PRACTICE, VISIT, lupe},
    story::{Story, body, day, houston, message, reason, request},
};

fn any_standing() -> impl Strategy<Value = Standing> {
    let steps = prop::collection::vec((0..9_u8, 0..60_i64), 0..10);
    (steps, 0..70_i64).prop_map(|(mut steps, now)| {
        steps.sort_by_key(|(_, at)| *at);
        let mut story = Story::default();
        for (index, (step, at)) in steps.into_iter().enumerate() {
            let at = day(at * 10);
            story = match step {
                0 => story.notice(index as u128, at),
                1 => story.texts("yes", at),
                2 => story.texts("no", at),
                3 => story.texts("When are you open?", at),
                4 => story.texts("stop", at),
                5 | 6 => story.texts("start", at),
                7 => story.agrees(ConsentBasis::Paper, at),
                _ => story.revokes(RevocationBasis::Carrier, at),
            };
        }
        story.at(day(now * 10))
    })
}

fn finding() -> impl Strategy<Value = Finding> {
    let kinds = vec![
        Kind::LabResult,
        Kind::Diagnosis,
        Kind::SensitiveCare(SensitiveClass::HivSti),
        Kind::FullName,
        Kind::Symptom,
        Kind::HintsAtCondition,
    ];
    let levels = vec![Level::Hint, Level::Warn, Level::Strong, Level::PortalOnly];
    (prop::sample::select(kinds), prop::sample::select(levels)).prop_map(|(kind, level)| Finding {
        span: foyer_phi::Span { start: 0, end: 1 },
        kind,
        severity: kind.severity(),
        level,
        advice: kind.advice(),
        rule: RuleId("rule:test".into()),
        fix: Fix::Remove,
    })
}

fn screening(findings: Vec<Finding>) -> Screening {
    let level = findings.iter().map(|finding| finding.level).max().unwrap_or_default();
    Screening { level, findings }
}

fn texts() -> impl Strategy<Value = (Purpose, String)> {
    let portal = handoff::PortalAddress::parse("portal.bayoufamily.example").unwrap();
    prop::sample::select(vec![
        (Purpose::Reply, VISIT.to_owned()),
        (Purpose::Notice, notice::text(PRACTICE, Language::En)),
        (Purpose::PortalLink, handoff::text(PRACTICE, &portal, Language::En)),
        (Purpose::StopConfirmation, farewell::text(PRACTICE, Language::En)),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn more_findings_never_turn_a_refusal_into_a_clearance(
        standing in any_standing(),
        (purpose, text) in texts(),
        some in prop::collection::vec(finding(), 0..3),
        more in prop::collection::vec(finding(), 1..3),
        why in prop::option::of("[a-z ]{0,6}"),
        now in 0..700_i64,
    ) {
        let (to, body) = (lupe(), body(&text));
        let ask = |findings: Vec<Finding>| {
            let mut wanted = request(&to, &body, purpose);
            wanted.over_warning = why.as_deref().map(reason);
            clear(wanted, &standing, &screening(findings), day(now))
        };
        if ask(some.clone()).is_err() {
            prop_assert!(ask(some.into_iter().chain(more).collect()).is_err());
        }
    }

    #[test]
    fn nothing_is_cleared_without_standing(
        standing in any_standing(),
        (purpose, text) in texts(),
        findings in prop::collection::vec(finding(), 0..3),
        why in prop::option::of("[a-z]{1,6}"),
        now in 0..700_i64,
    ) {
        let (to, body, now) = (lupe(), body(&text), day(now));
        let mut wanted = request(&to, &body, purpose);
        wanted.over_warning = why.as_deref().map(reason);
        let Ok(cleared) = clear(wanted, &standing, &screening(findings), now) else { return Ok(()) };
        prop_assert!(standing.opt_out.is_none(), "default rules: a STOP lets nothing through");
        match cleared.ground() {
            Ground::Granted { .. } => prop_assert!(standing.badge == Badge::Granted && standing.expires_at > Some(now)),
            Ground::Implied { until } => prop_assert!(now < until && !cleared.clinical()),
            Ground::Asking => prop_assert_eq!(purpose, Purpose::Notice),
            Ground::Farewell => prop_assert!(false, "the carrier answers"),
            Ground::Decided { .. } => prop_assert!(false, "a receptionist may not decide this"),
        }
        let waiting = Waiting {
            message: message(99), to: &to, channel: Channel::Sms, purpose, subject: Subject::Logistics,
            place: houston(), clinical: cleared.clinical(), second_look: cleared.second_look(), ground: cleared.ground(), over_quiet: cleared.over_quiet(),
        };
        prop_assert_eq!(clear_again(&waiting, &standing, now), Ok(cleared.ground()), "asked twice, answered once");
    }

    #[test]
    fn the_composer_says_what_the_gate_will_say(standing in any_standing(), now in 0..700_i64) {
        let (to, body, now) = (lupe(), body(VISIT), day(now));
        let gate = clear(request(&to, &body, Purpose::Reply), &standing, &Screening::default(), now);
        match composer(&standing, houston(), now) {
            ComposerState::Open { ground, .. } => prop_assert_eq!(gate.map(|cleared| cleared.ground()), Ok(ground)),
            ComposerState::Blocked { refusal, ways } => {
                prop_assert_eq!(gate.err(), Some(refusal));
                prop_assert!(!ways.is_empty());
                let words = notice::text(PRACTICE, Language::En);
                let notice_goes = clear(
                    request(&to, &crate::story::body(&words), Purpose::Notice), &standing, &Screening::default(), now,
                ).is_ok();
                prop_assert_eq!(ways.contains(&WayOn::SendNotice), notice_goes, "a way on that leads nowhere");
            }
        }
    }
}
