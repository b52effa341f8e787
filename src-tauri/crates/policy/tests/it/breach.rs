//! When something went wrong: who must be told by when, what a decision needs, and what the letter says.

use std::collections::BTreeMap;

use foyer_domain::{Actor, Channel, Language, PhoneNumber, Private, Timestamp, UserId};
use foyer_policy::{
    ComposerState, ConsentBasis, Place, Purpose, Refusal, RevocationBasis, State, Waiting, WayOn,
    breach::{
        Affected, BreachBook, BreachPlace, Case, CaseEntry, CaseFact, CaseKind, CaseState, CaseStop,
        Decision, Factor, Presumed, Risk, Scope, Whom, letter,
    },
    clear, clear_again, clear_farewell, composer, notice_may_go,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    gate::screened,
    story::{LUPE, Story, body, houston, message, minute, request},
};

fn state(letters: &str) -> State {
    State::parse(letters).unwrap()
}

/// The clocks of a case as the hand-made table writes them.
fn clocks(known: &str, residents: &[(&str, u32)], clinic: bool) -> Vec<String> {
    let residents: BTreeMap<State, u32> =
        residents.iter().map(|(letters, people)| (state(letters), *people)).collect();
    let people = residents.values().sum();
    let place = |place| match place {
        BreachPlace::Federal => "US".to_owned(),
        BreachPlace::State(state) => state.as_str().to_owned(),
        BreachPlace::Clinic(state) => format!("{} clinic", state.as_str()),
    };
    let whom = |whom| match whom {
        Whom::People => "people",
        Whom::Regulator => "regulator",
        Whom::Media => "media",
    };
    BreachBook::shipped()
        .clocks(known.parse().unwrap(), people, &residents, clinic)
        .iter()
        .map(|clock| {
            let due =
                clock.due.map_or_else(|| format!("from {}", clock.row.people.start()), |day| day.to_string());
            format!("{} {} {due}", place(clock.row.place), whom(clock.row.whom))
        })
        .collect()
}

/// Worked out with a calendar and the text of each rule, not with this program.
#[test]
fn ten_incidents_in_five_states_have_the_deadlines_of_the_hand_made_table() {
    // One Texan: sixty days by both laws, HHS with the yearly list.
    assert_eq!(
        clocks("2026-11-20", &[("TX", 1)], false),
        [
            "US people 2027-01-19",
            "US regulator 2027-03-01",
            "US media from 501",
            "TX people 2027-01-19",
            "TX regulator from 250",
        ]
    );
    // From 250 Texans on, their attorney general within thirty days.
    assert_eq!(
        clocks("2026-03-02", &[("TX", 300)], false),
        [
            "US people 2026-05-01",
            "US regulator 2027-03-01",
            "US media from 501",
            "TX people 2026-05-01",
            "TX regulator 2026-04-01",
        ]
    );
    // From 500 on, HHS at once; over 500 in one state, the media.
    assert_eq!(
        clocks("2026-06-15", &[("TX", 600)], false),
        [
            "US people 2026-08-14",
            "US regulator 2026-08-14",
            "US media 2026-08-14",
            "TX people 2026-08-14",
            "TX regulator 2026-07-15",
        ]
    );
    assert_eq!(
        clocks("2026-01-05", &[("CA", 1)], false),
        [
            "US people 2026-03-06",
            "US regulator 2027-03-01",
            "US media from 501",
            "CA people 2026-02-04",
            "CA regulator from 501",
        ]
    );
    // A licensed clinic: fifteen working days, Memorial Day is none of them.
    assert_eq!(
        clocks("2026-05-20", &[("CA", 501)], true),
        [
            "US people 2026-07-19",
            "US regulator 2026-07-19",
            "US media 2026-07-19",
            "CA people 2026-06-19",
            "CA regulator 2026-07-04",
            "CA clinic people 2026-06-11",
            "CA clinic regulator 2026-06-11",
        ]
    );
    // The last day before the law of 2026.
    assert_eq!(
        clocks("2025-12-31", &[("CA", 10)], false),
        ["US people 2026-03-01", "US regulator 2026-03-01", "US media from 501"]
    );
    assert_eq!(
        clocks("2026-11-20", &[("NY", 1)], false),
        [
            "US people 2027-01-19",
            "US regulator 2027-03-01",
            "US media from 501",
            "NY people 2026-12-20",
            "NY regulator 2027-03-08",
        ]
    );
    // Exactly 500: HHS at once, the media not yet. The eleventh of April is a Saturday.
    assert_eq!(
        clocks("2026-02-10", &[("NY", 500)], false),
        [
            "US people 2026-04-11",
            "US regulator 2026-04-11",
            "US media from 501",
            "NY people 2026-03-12",
            "NY regulator 2026-04-17",
        ]
    );
    // Over the end of a year into a leap year.
    assert_eq!(
        clocks("2027-12-31", &[("FL", 499)], false),
        [
            "US people 2028-02-29",
            "US regulator 2028-02-29",
            "US media from 501",
            "FL people 2028-01-30",
            "FL regulator from 500",
        ]
    );
    // Two states: each counts its own residents, the federal rows all of them, the media the state with most.
    assert_eq!(
        clocks("2026-12-01", &[("FL", 400), ("WA", 501)], false),
        [
            "US people 2027-01-30",
            "US regulator 2027-01-30",
            "US media 2027-01-30",
            "FL people 2026-12-31",
            "FL regulator from 500",
            "WA people 2026-12-31",
            "WA regulator 2026-12-31",
        ]
    );
}

#[test]
fn every_row_has_its_source_and_its_date_and_a_spoilt_pack_is_refused() {
    let text = include_str!("../../data/breach_clocks-2026.11.tsv");
    let book = BreachBook::shipped();
    assert_eq!((book.version(), book.in_force().to_string()), ("2026.11", "2026-11-01".to_owned()));
    let rows = text.lines().filter(|line| !line.starts_with('#') && line.contains("2026-11-20")).count();
    assert_eq!(book.rows().len(), rows);
    assert!(book.rows().iter().all(|row| row.citation.len() > 5 && row.read_on.to_string() == "2026-11-20"));
    for (place, spoilt) in [
        ("US\tpeople\tcalendar\t60", "US\tpeople\tcalendar\tsixty"),
        ("US\tpeople\tcalendar\t60", "US\tpeople\tcalendar\t0"),
        ("TX\tregulator", "XX\tregulator"),
        ("500-\t", "some\t"),
        ("\tS\t2026-11-20", "\tX\t2026-11-20"),
        ("US\tregulator", "TX\tregulator"),
    ] {
        assert!(text.contains(place));
        assert!(BreachBook::read(&text.replace(place, spoilt)).is_err(), "{spoilt}");
    }
    let unknown = BTreeMap::from([(state("TX"), 1), (state("VT"), 1)]);
    assert_eq!(book.without_rows(&unknown), [state("VT")]);
}

const DANA: UserId = UserId::from_uuid(Uuid::from_u128(7));
const KOFI: UserId = UserId::from_uuid(Uuid::from_u128(8));

#[derive(Default)]
struct Told(Vec<CaseEntry>);

impl Told {
    fn case(&self) -> Case {
        Case::of(&self.0)
    }

    fn say(&mut self, fact: CaseFact, words: &str) -> Result<(), CaseStop> {
        let words = (!words.is_empty()).then(|| Private::new(words));
        self.case().allows(&fact, words.as_ref(), DANA, Some(KOFI))?;
        let at = minute(self.0.len() as i64);
        self.0.push(CaseEntry { at, by: Actor::User(DANA), fact, words });
        Ok(())
    }

    fn answer(&mut self, factor: Factor, risk: Risk) -> Result<(), CaseStop> {
        self.say(CaseFact::Answered { factor, risk }, "because")
    }
}

#[test]
fn a_breach_is_presumed_until_four_answers_and_a_person_say_otherwise() {
    let mut told = Told::default();
    told.say(CaseFact::Reported, "").unwrap();
    let low_risk = CaseFact::Decided { decision: Decision::LowRisk };
    for (place, factor) in Factor::ALL.into_iter().enumerate() {
        assert_eq!(told.case().presumed(), Presumed::Tell);
        assert_eq!(
            told.say(low_risk.clone(), "they deleted it"),
            Err(CaseStop::FactorsOpen),
            "{place} answered"
        );
        assert_eq!(told.say(CaseFact::Answered { factor, risk: Risk::Low }, " "), Err(CaseStop::NoWords));
        told.answer(factor, Risk::Low).unwrap();
    }
    assert_eq!(told.case().presumed(), Presumed::MayBeLow);
    assert_eq!(told.say(CaseFact::SignedOff, ""), Err(CaseStop::NotDecided));
    assert_eq!(told.say(low_risk.clone(), ""), Err(CaseStop::NoWords));
    told.say(low_risk.clone(), "they deleted it").unwrap();
    assert_eq!((told.case().state, told.case().decision), (CaseState::Assessed, Some(Decision::LowRisk)));
    // What was decided about something that changed is decided anew.
    told.answer(Factor::Seen, Risk::Medium).unwrap();
    assert_eq!((told.case().state, told.case().decision), (CaseState::Draft, None));
    assert_eq!(told.case().presumed(), Presumed::Tell);
    told.say(CaseFact::Decided { decision: Decision::Tell }, "it was seen").unwrap();
    // Nobody signs off what they sent themselves.
    assert_eq!(told.case().allows(&CaseFact::SignedOff, None, KOFI, Some(KOFI)), Err(CaseStop::OwnText));
    told.say(CaseFact::SignedOff, "").unwrap();
    assert_eq!(told.case().state, CaseState::SignedOff);
    for fact in [low_risk, CaseFact::Answered { factor: Factor::Seen, risk: Risk::Low }, CaseFact::SignedOff]
    {
        assert_eq!(told.say(fact, "again"), Err(CaseStop::SignedOff));
    }
    told.say(CaseFact::Noted, "The patient called back").unwrap();
    assert_eq!(told.say(CaseFact::Reopened, ""), Err(CaseStop::NoWords));
    told.say(CaseFact::Reopened, "They found another text").unwrap();
    assert_eq!((told.case().state, told.case().answers.len()), (CaseState::Draft, 4));
    assert_eq!(told.say(CaseFact::Reopened, "twice"), Err(CaseStop::NotSignedOff));
}

#[test]
fn people_are_counted_by_state_and_facts_are_kept_as_they_were() {
    let affected = vec![
        Affected { state: Some(state("TX")), people: 2 },
        Affected { state: Some(state("TX")), people: 3 },
        Affected { state: None, people: u32::MAX },
    ];
    let scope = Scope { known_at: Timestamp::from_millis(5), affected, licensed_clinic: true };
    assert_eq!(scope.people(), u32::MAX, "never fewer than there are");
    assert_eq!(scope.residents(), BTreeMap::from([(state("TX"), 5)]));
    for fact in [
        CaseFact::ScopeSet { scope },
        CaseFact::Frozen { texts: 1, reports: 2, entries: 3, between: Some((4, 6)), disclosed: Vec::new() },
        CaseFact::Decided { decision: Decision::NotABreach },
        CaseFact::LetterSaved { language: Language::Es },
    ] {
        let kept = serde_json::to_string(&fact).unwrap();
        assert!(kept.contains(&format!("\"{}\"", fact.as_str())), "{kept}");
        assert_eq!(serde_json::from_str::<CaseFact>(&kept).unwrap(), fact);
    }
    assert!(serde_json::from_str::<Affected>(r#"{"state":"QQ","people":1}"#).is_err());
}

#[test]
fn the_letter_says_what_the_rule_asks_for_in_both_languages() {
    for kind in CaseKind::ALL {
        assert_eq!(CaseKind::parse(kind.as_str()), Some(kind));
        for (language, wanted) in [
            (
                Language::En,
                [
                    "What happened",
                    "What information",
                    "What you can do",
                    "What we are doing",
                    "How to reach us",
                ],
            ),
            (
                Language::Es,
                ["Qué pasó", "Qué información", "Qué puede hacer", "Qué hacemos", "Cómo comunicarse"],
            ),
        ] {
            let kinds: Vec<&str> =
                ["Diagnosis", "Full name"].iter().map(|kind| letter::kind_words(language, kind)).collect();
            let facts = letter::Facts {
                patient: "Priya Raman",
                practice: "Bayou Family Clinic",
                phone: Some("(713) 555-0100"),
                kind,
                happened: "November 20, 2026",
                known: "November 21, 2026",
                today: "November 23, 2026",
                kinds: &kinds,
                stopped: false,
            };
            let text = letter::draft(language, &facts);
            for wanted in wanted.into_iter().chain(["Priya Raman", "(713) 555-0100", "November 21, 2026"]) {
                assert!(text.contains(wanted), "{wanted} is not in {text}");
            }
            let stopped = letter::draft(language, &letter::Facts { stopped: true, ..facts });
            assert!(stopped.len() > text.len(), "only what was done is said to be done");
            assert!(!text.contains("  ") && !text.contains('{'), "{text}");
        }
    }
    assert_eq!(letter::kind_words(Language::Es, "Diagnosis"), "el nombre de una enfermedad");
}

/// Every purpose, every reason, every history: a held number gets nothing.
#[test]
fn nothing_passes_to_a_held_number_and_the_hold_is_lifted_whole() {
    let since = minute(3);
    let to = PhoneNumber::parse_e164(LUPE).unwrap();
    for story in [
        Story::default(),
        Story::default().agrees(ConsentBasis::Paper, minute(0)),
        Story::default().notice(1, minute(0)),
        Story::default().texts("When are you open?", minute(1)),
    ] {
        let (free, now) = (story.at(minute(5)), minute(5));
        let held = free.clone().held(Some(since));
        let stop = Refusal::NumberHeld { since };
        for purpose in [Purpose::Reply, Purpose::Notice, Purpose::PortalLink] {
            let words = body("See you Monday.");
            let mut wanted = request(&to, &words, purpose);
            wanted.over_warning = Some(crate::story::reason("they are at the desk"));
            assert_eq!(clear(wanted, &held, &screened("See you Monday."), now).unwrap_err(), stop);
        }
        assert_eq!(notice_may_go(&held, now), Err(stop));
        match composer(&held, houston(), now) {
            ComposerState::Blocked { refusal, ways } => {
                assert_eq!((refusal, ways), (stop, vec![WayOn::MessageInPortal]))
            }
            ComposerState::Open { .. } => panic!("the composer is open"),
        }
        assert_eq!(free.clone().held(Some(since)).held(None), free);
    }
    // Not even the confirmation of a wish that the carrier does not answer, and never over the wish itself.
    let wish = Story::default().texts("please stop texting me", minute(4));
    let standing = wish.at(minute(5)).held(Some(since));
    let thread = foyer_domain::ThreadId::from_uuid(Uuid::from_u128(2));
    let farewell = clear_farewell(thread, &standing, "Bayou Family Clinic", Language::En, minute(5));
    assert_eq!(farewell.unwrap_err(), Refusal::NumberHeld { since });
    let stopped =
        Story::default().revokes(RevocationBasis::Spoken, minute(1)).at(minute(5)).held(Some(since));
    let words = body("See you Monday.");
    let refused =
        clear(request(&to, &words, Purpose::Reply), &stopped, &screened("x"), minute(5)).unwrap_err();
    assert!(matches!(refused, Refusal::OptedOut { .. }), "{refused:?}");
}

proptest! {
    /// What waits in the outbox is stopped when it leaves, whatever it was cleared on.
    #[test]
    fn what_waits_is_stopped_too(clinical: bool, over_quiet: bool, purpose in prop::sample::select(Purpose::ALL.to_vec())) {
        let standing = Story::default().agrees(ConsentBasis::Paper, minute(0)).at(minute(5));
        let event = standing.events()[0];
        let place: &Place = houston();
        let waiting = Waiting {
            message: message(9),
            to: &PhoneNumber::parse_e164(LUPE).unwrap(),
            channel: Channel::Sms,
            purpose,
            subject: foyer_policy::Subject::Logistics,
            place,
            clinical,
            second_look: clinical,
            ground: foyer_policy::Ground::Granted { event },
            over_quiet,
        };
        let again = clear_again(&waiting, &standing.held(Some(minute(4))), minute(5));
        prop_assert_eq!(again, Err(Refusal::NumberHeld { since: minute(4) }));
    }
}
