//! Templates: what may be saved, what is filled in, and what no gate lets through.

use foyer_domain::{Channel, Language, PhoneNumber, Role, Segments, UserId};
use foyer_phi::{Level, Practice, Screener, Verdict};
use foyer_policy::{
    Purpose, Refusal, SendRequest, clear,
    template::{
        Blank, Due, Filled, Piece, ReadAgain, SHIPPED, TemplateDecision, TemplateFault, TemplateLevel,
        TemplateState, Templated, UndecidedTemplate, Values, Wording, is_a_value, level_told, open_blanks,
        stops,
    },
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::story::{Story, body, decided_by, minute, request};

const BOTH: [Language; 2] = [Language::En, Language::Es];

const APPROVED: Templated =
    Templated { state: TemplateState::Approved, in_both: true, level: TemplateLevel::OfficeFacts };

fn user(number: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(number))
}

fn words(language: Language) -> impl Fn(&foyer_policy::template::Shipped) -> &'static str {
    move |one| match language {
        Language::En => one.en,
        Language::Es => one.es,
    }
}

#[test]
fn those_that_come_along_say_nothing_that_the_screener_marks_and_are_declared_at_the_lowest_level() {
    let screener = Screener::new();
    assert_eq!(SHIPPED.len(), 14);
    for one in &SHIPPED {
        for language in BOTH {
            let said = words(language)(one);
            let wording = Wording::parse(said).unwrap_or_else(|fault| panic!("{}: {fault}", one.slug));
            assert_eq!(
                wording.typed(language),
                said,
                "{}: its blanks are named in its own language",
                one.slug
            );
            let trial = Values::trial(language);
            let practice = Practice {
                name: trial.of(Blank::Practice).unwrap().to_owned(),
                patient_names: vec![trial.of(Blank::FirstName).unwrap().to_owned()],
                ..Practice::default()
            };
            let Filled { text, open } = wording.fill(&trial, language);
            assert!(open.is_empty(), "{}", one.slug);
            for channel in [Channel::Sms, Channel::WhatsApp] {
                let screening = screener.screen(&text, channel, &practice);
                assert_eq!(
                    (screening.level, screening.findings.len()),
                    (Level::Quiet, 0),
                    "{} {language:?}: {:?}",
                    one.slug,
                    screening.findings
                );
            }
            assert_eq!(level_told(&wording, language, &screener), one.level, "{} {language:?}", one.slug);
            assert!(Segments::of(&text).count <= 2, "{} {language:?} costs more than two parts", one.slug);
        }
        let blanks = |language| {
            let mut blanks: Vec<_> = Wording::parse(words(language)(one)).unwrap().blanks().collect();
            blanks.sort();
            blanks
        };
        assert_eq!(blanks(Language::En), blanks(Language::Es), "{} asks for the same in both", one.slug);
    }
}

#[test]
fn what_hides_something_is_not_saved() {
    for (typed, fault) in [
        ("", TemplateFault::Empty),
        (" \n ", TemplateFault::Empty),
        ("See you {dato}.", TemplateFault::UnknownBlank),
        ("See you {}.", TemplateFault::UnknownBlank),
        ("See you {date", TemplateFault::Unended),
        ("See you date}", TemplateFault::Unended),
        ("{first {first name} name}", TemplateFault::Unended),
        ("{{date}}", TemplateFault::Unended),
        ("One.\nTwo.", TemplateFault::NotOneLine),
    ] {
        assert_eq!(Wording::parse(typed), Err(fault), "{typed:?}");
    }
    assert_eq!(Wording::parse(&"a".repeat(1_601)), Err(TemplateFault::TooLong));
    // What is filled in leads nowhere, least of all back to itself.
    for value in ["{location}", "1200 Main {practice}", "}", "Suite {", "one\ntwo"] {
        assert!(!is_a_value(value), "{value:?}");
    }
    assert!(is_a_value("1200 Main Street, Suite 210"));
}

#[test]
fn a_wording_is_filled_once_and_says_what_is_left() {
    let wording = Wording::parse("{FIRST  name}, see you {fecha} at {time}.").unwrap();
    assert_eq!(wording.pieces().first(), Some(&Piece::Blank(Blank::FirstName)));
    // A name that looks like a blank is one that is left, and nothing fills it by itself.
    let values = Values::default()
        .with(Blank::FirstName, Some("{time}"))
        .with(Blank::Time, Some(" 2:15 PM "))
        .with(Blank::Phone, Some("  "));
    assert_eq!(values.of(Blank::Phone), None);
    let Filled { text, open } = wording.fill(&values, Language::Es);
    assert_eq!(text, "{time}, see you {fecha} at 2:15 PM.");
    assert_eq!(open.iter().map(|one| one.blank).collect::<Vec<_>>(), [Blank::Date]);
    let left = open_blanks(&text);
    assert_eq!(left.iter().map(|one| one.blank).collect::<Vec<_>>(), [Blank::Time, Blank::Date]);
    for one in left {
        let shown: String = text.chars().skip(one.start).take(one.end - one.start).collect();
        assert!(shown.starts_with('{') && shown.ends_with('}'), "{shown}");
    }
    assert!(open_blanks("Smile :-{ or {so} or } {da te} {").is_empty());
}

#[test]
fn no_role_and_no_reason_sends_a_blank_or_a_wording_that_is_not_approved() {
    let granted = Story::default().notice(1, minute(0)).texts("yes", minute(2));
    let standing = granted.at(minute(10));
    let to = standing.party().number.clone();
    let try_it = |templates: &[Templated], said: &str, reason: bool| {
        let words = body(said);
        let over_warning = reason.then(|| decided_by(Role::Manager, "They asked."));
        let asked = SendRequest { templates, over_warning, ..request(&to, &words, Purpose::Reply) };
        clear(asked, &standing, &Screener::new().screen(said, Channel::Sms, &Practice::default()), minute(10))
            .map(|cleared| cleared.verdict())
    };
    let state = |state| Templated { state, ..APPROVED };
    let half = Templated { in_both: false, ..APPROVED };
    for reason in [false, true] {
        assert_eq!(try_it(&[], "See you {date}.", reason), Err(Refusal::TemplateBlanks));
        assert_eq!(try_it(&[], "Nos vemos el {FECHA}.", reason), Err(Refusal::TemplateBlanks));
        // In words from a template, half a blank is one.
        assert_eq!(try_it(&[APPROVED], "See you {date.", reason), Err(Refusal::TemplateBlanks));
        for one in [TemplateState::Draft, TemplateState::InReview, TemplateState::Retired] {
            let refused = try_it(&[APPROVED, state(one)], "See you at nine.", reason);
            assert_eq!(refused, Err(Refusal::TemplateNotApproved), "{one:?}");
        }
        assert_eq!(try_it(&[half], "See you at nine.", reason), Err(Refusal::TemplateHalfTranslated));
        assert_eq!(try_it(&[APPROVED], "See you at nine.", reason), Ok(Verdict::Clean));
        assert_eq!(try_it(&[], "Smile :-{ at nine.", reason), Ok(Verdict::Clean));
    }
    // Declared clinical, it goes the way of clinical words, however harmless it looks.
    let clinical = Templated { level: TemplateLevel::Clinical, ..APPROVED };
    assert_eq!(
        try_it(&[clinical], "See you at nine.", false),
        Err(Refusal::PortalOnly { may_override: true })
    );
    assert_eq!(try_it(&[clinical], "See you at nine.", true), Ok(Verdict::PortalOnly));
    // And a STOP is said before all of it.
    let stopped = granted.texts("STOP", minute(11));
    let number: PhoneNumber = to.clone();
    let words = body("See you {date}.");
    let refused = clear(
        request(&number, &words, Purpose::Reply),
        &stopped.at(minute(12)),
        &Default::default(),
        minute(12),
    );
    assert!(matches!(refused, Err(Refusal::OptedOut { .. })));
}

#[test]
fn two_people_stand_behind_every_wording() {
    use TemplateDecision::{Approve, Keep, Retire, SendBack, Submit};
    use TemplateState::{Approved, Draft, InReview, Retired};
    let (ana, ben, cora) = (user(1), user(2), user(3));
    let writers = [ana, ben];
    let on = |decision: TemplateDecision, state, by| decision.on(state, true, &writers, by);
    assert_eq!(on(Submit, Draft, ana), Ok(InReview));
    for writer in writers {
        assert_eq!(on(Approve, InReview, writer), Err(UndecidedTemplate::OwnWords));
        assert_eq!(on(Keep, Approved, writer), Err(UndecidedTemplate::OwnWords));
    }
    assert_eq!(on(Keep, Approved, cora), Ok(Approved));
    assert_eq!(on(Keep, InReview, cora), Err(UndecidedTemplate::MovedOn), "nobody approved it yet");
    assert_eq!(on(Approve, InReview, cora), Ok(Approved));
    assert_eq!(on(SendBack, InReview, cora), Ok(Draft));
    assert_eq!(on(Approve, Draft, cora), Err(UndecidedTemplate::MovedOn), "nobody asked for it");
    for state in [Draft, InReview, Approved] {
        assert_eq!(on(Retire, state, ana), Ok(Retired));
    }
    for decision in [Submit, Approve, SendBack, Keep, Retire] {
        assert_eq!(on(decision, Retired, cora), Err(UndecidedTemplate::MovedOn));
    }
    for (decision, state) in [(Submit, Draft), (Approve, InReview)] {
        assert_eq!(decision.on(state, false, &writers, cora), Err(UndecidedTemplate::HalfTranslated));
    }
}

#[test]
fn a_wording_is_read_again_after_half_a_year() {
    let day = |day: &str| day.parse::<chrono::NaiveDate>().unwrap();
    let approved = day("2026-08-03");
    for (today, due) in [
        ("2026-08-03", Due::Later),
        ("2027-01-31", Due::Later),
        ("2027-02-01", Due::ThisMonth),
        ("2027-02-02", Due::Late),
        ("2027-03-01", Due::Late),
    ] {
        assert_eq!(ReadAgain::of(approved, day(today)), ReadAgain { by: day("2027-02-01"), due }, "{today}");
    }
    // The month is this year's.
    assert_eq!(ReadAgain::of(day("2026-07-25"), day("2026-01-10")).due, Due::Later);
}

#[test]
fn what_is_typed_behind_a_wording_is_told_from_the_wording() {
    let wording = Wording::parse("{first name}, your visit is {date}. Reply C to confirm.").unwrap();
    let sent = "Ana, your visit is Tue, Nov 24. Reply C to confirm.";
    assert_eq!(wording.typed_behind(sent), None);
    assert_eq!(wording.typed_behind(&format!("{sent}  Bring your ID. ")), Some("Bring your ID."));
    assert_eq!(wording.typed_behind("Ana, your visit is off."), None);
    // Where the link ends nobody can say.
    assert_eq!(
        Wording::parse("Book here: {booking link}").unwrap().typed_behind("Book here: a.example Bye"),
        None
    );
}

#[test]
fn a_wording_is_declared_no_lower_than_what_it_tells() {
    let screener = Screener::new();
    let told = |typed: &str, language| level_told(&Wording::parse(typed).unwrap(), language, &screener);
    assert_eq!(told("The side lot is free.", Language::En), TemplateLevel::OfficeFacts);
    assert_eq!(told("See you {date}.", Language::En), TemplateLevel::VisitDetails);
    assert_eq!(told("Your A1C is 8.2.", Language::En), TemplateLevel::Clinical);
    assert_eq!(told("Your HIV test was negative.", Language::En), TemplateLevel::Protected);
    assert_eq!(told("Su prueba de VIH fue negativa.", Language::Es), TemplateLevel::Protected);
}

proptest! {
    #[test]
    fn no_words_and_no_values_make_a_text_with_a_blank_that_passes(
        typed in "[ a-z{}]{0,40}", name in "[a-z{} ]{0,20}",
    ) {
        let Ok(wording) = Wording::parse(&typed) else { return Ok(()) };
        let filled = wording.fill(&Values::default().with(Blank::FirstName, Some(&name)), Language::En);
        let stopped = stops(&[APPROVED], &filled.text);
        prop_assert_eq!(stopped.is_some(), filled.text.contains(['{', '}']));
        prop_assert!(filled.open.is_empty() || stopped.is_some());
    }

    #[test]
    fn words_of_levels_and_states_read_back(at in 0..4_usize) {
        let (level, state) = (TemplateLevel::ALL[at], TemplateState::ALL[at]);
        prop_assert_eq!(TemplateLevel::parse(level.as_str()), Some(level));
        prop_assert_eq!(TemplateState::parse(state.as_str()), Some(state));
    }
}
