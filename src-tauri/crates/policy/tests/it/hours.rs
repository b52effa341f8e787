//! Quiet hours by the patient's own clock, and whose rules they are.

use foyer_domain::{PhoneNumber, Span, Timestamp};
use foyer_policy::{
    BadPack, HoursBook, HoursPack, HoursSay, OwnHours, Place, PlaceSource, State, business_days_after,
};

/// An instant as people in a zone write it.
fn at(zone: chrono_tz::Tz, local: &str) -> Timestamp {
    let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    let instant = local.and_local_timezone(zone).earliest().unwrap();
    Timestamp::from_millis(instant.timestamp_millis())
}

fn place(state: &str, number: &str) -> Place {
    let told = State::parse(state).map(|state| (state, PlaceSource::Record));
    Place::of(told, &PhoneNumber::parse_e164(number).unwrap())
}

fn quiet_until(place: &Place, now: Timestamp) -> Option<Timestamp> {
    match HoursBook::shipped().say(place, now) {
        HoursSay::Open => None,
        HoursSay::Quiet(quiet) => Some(quiet.until),
    }
}

#[test]
fn texas_begins_at_nine_and_on_sunday_at_noon() {
    let zone = chrono_tz::America::Chicago;
    let houston = place("", "+17135550142");
    assert_eq!((houston.state, houston.source), (State::parse("tx"), PlaceSource::AreaCode));
    for (now, until) in [
        ("2026-11-23 08:59", Some("2026-11-23 09:00")),
        ("2026-11-23 09:00", None),
        ("2026-11-23 20:59", None),
        ("2026-11-23 21:00", Some("2026-11-24 09:00")),
        ("2026-11-22 11:00", Some("2026-11-22 12:00")),
        ("2026-11-22 12:00", None),
        ("2026-11-21 22:30", Some("2026-11-22 12:00")),
        // Before the state's own rule was in force only the federal one held.
        ("2025-08-25 08:30", None),
    ] {
        assert_eq!(quiet_until(&houston, at(zone, now)), until.map(|until| at(zone, until)), "{now}");
    }
}

#[test]
fn the_record_goes_before_the_area_code_and_brings_its_own_clock() {
    // A Texan number that lives in Florida: eight to eight, on Florida's two clocks.
    let florida = place("FL", "+17135550142");
    let miami = chrono_tz::America::New_York;
    assert_eq!(quiet_until(&florida, at(miami, "2026-11-23 19:59")), None);
    assert!(quiet_until(&florida, at(miami, "2026-11-23 20:00")).is_some());
    // Pensacola is an hour behind: eight in Miami is seven there.
    assert_eq!(quiet_until(&florida, at(miami, "2026-11-23 08:30")), Some(at(miami, "2026-11-23 09:00")));
    let miami_phone = place("FL", "+13055550142");
    assert_eq!(miami_phone.zones.len(), 2, "the phone was bought in Miami; its owner lives in Florida");
    let bought = place("", "+13055550142");
    assert_eq!(quiet_until(&bought, at(miami, "2026-11-23 08:00")), None, "(305) is all in the east");
    let overlay = place("", "+14485550142");
    assert_eq!(overlay.zones.len(), 2, "(448) lies over (850)");
}

#[test]
fn louisiana_rests_on_sundays_and_holidays() {
    let zone = chrono_tz::America::Chicago;
    let baton_rouge = place("", "+12255550142");
    assert_eq!(
        quiet_until(&baton_rouge, at(zone, "2026-11-22 12:00")),
        Some(at(zone, "2026-11-23 08:00")),
        "Sunday"
    );
    assert_eq!(
        quiet_until(&baton_rouge, at(zone, "2026-11-26 12:00")),
        Some(at(zone, "2026-11-27 08:00")),
        "Thanksgiving"
    );
}

#[test]
fn whose_state_nobody_knows_gets_the_strictest_of_all() {
    let toll_free = place("", "+18005550142");
    assert_eq!((toll_free.state, toll_free.source), (None, PlaceSource::Unknown));
    let east = chrono_tz::America::New_York;
    assert!(quiet_until(&toll_free, at(east, "2026-11-23 10:30")).is_some(), "night in Hawaii");
    assert!(quiet_until(&toll_free, at(east, "2026-11-22 15:30")).is_some(), "Sunday");
    assert_eq!(quiet_until(&toll_free, at(east, "2026-11-23 17:15")), None, "day everywhere");
    let abroad = place("", "+525555550142");
    assert_eq!(abroad.state, None);
    let open = |place: &Place, week: i64| {
        (0..7 * 96).any(|quarter| {
            let now = at(east, "2026-01-05 00:00")
                .plus(Span::days(week * 26 * 7))
                .plus(Span::minutes(quarter * 15));
            quiet_until(place, now).is_none()
        })
    };
    for week in [0, 1] {
        assert!(open(&toll_free, week), "there is an hour in every week, winter and summer");
    }
    let far = ["AS", "GU", "MP", "PR", "VI"];
    for state in State::all().filter(|state| !far.contains(&state.as_str())) {
        let known = place(state.as_str(), "+18005550142");
        assert!(open(&known, 0), "{state:?} has an open hour");
        for hour in 0..48 {
            let now = at(east, "2026-11-23 00:07").plus(Span::hours(hour));
            if quiet_until(&known, now).is_some() {
                assert!(quiet_until(&toll_free, now).is_some(), "{state:?} is quiet and nowhere isn't");
            }
        }
    }
}

#[test]
fn a_change_of_clock_moves_the_hours_with_it() {
    let zone = chrono_tz::America::New_York;
    let boston = place("", "+16175550142");
    // 8 March 2026: two in the morning is three. Massachusetts opens at eight by the new clock.
    assert_eq!(
        quiet_until(&boston, at(zone, "2026-03-07 23:00")),
        Some(Timestamp::from_millis(at(zone, "2026-03-07 23:00").millis()).plus(Span::hours(8))),
        "nine hours by the clock, eight in truth"
    );
    // 1 November 2026: two is one again, and the night is ten hours long.
    assert_eq!(
        quiet_until(&boston, at(zone, "2026-10-31 23:00")),
        Some(at(zone, "2026-10-31 23:00").plus(Span::hours(10)))
    );
    // Arizona keeps its clock; the Navajo Nation does not. (928) has both.
    let both = place("", "+19285550142");
    assert_eq!(both.zones.len(), 2);
    let phoenix = chrono_tz::America::Phoenix;
    assert!(quiet_until(&both, at(phoenix, "2026-07-06 20:30")).is_some(), "half past nine there");
    assert_eq!(quiet_until(&both, at(phoenix, "2026-12-07 20:30")), None, "the same clock in winter");
}

#[test]
fn another_pack_holds_from_its_day_and_changes_nothing_before() {
    let head = |version: &str, day: &str, hours: &str| {
        format!(
            "version\t{version}\nin_force\t{day}\nUS\t-\t-\t{hours}\t{hours}\t{hours}\tas_day\tS\tsome law"
        )
    };
    let old = HoursPack::read(&head("1", "2026-01-01", "08:00-21:00")).unwrap();
    let new = HoursPack::read(&head("2", "2027-01-01", "10:00-16:00")).unwrap();
    let (alone, both) = (HoursBook::of(vec![old.clone()]), HoursBook::of(vec![new, old]));
    let (zone, houston) = (chrono_tz::America::Chicago, place("", "+17135550142"));
    for now in ["2026-06-01 09:00", "2026-12-31 17:59"] {
        let now = at(zone, now);
        assert_eq!(alone.say(&houston, now), both.say(&houston, now));
        assert_eq!(both.version_at(now), "1");
    }
    let later = at(zone, "2027-02-01 09:00");
    assert_eq!((both.version_at(later), alone.version_at(later)), ("2", "1"));
    assert!(matches!(both.say(&houston, later), HoursSay::Quiet(_)));
}

#[test]
fn a_pack_that_cannot_be_read_is_refused_whole() {
    let row = "US\t-\t-\t08:00-21:00\t08:00-21:00\t08:00-21:00\tas_day\tS\tx";
    for (text, expected) in [
        ("", BadPack::Incomplete),
        (row, BadPack::Incomplete),
        ("version\t1\nin_force\tsoon", BadPack::Row { line: 2 }),
        (
            "version\t1\nin_force\t2026-01-01\nXX\t-\t-\tnone\tnone\tnone\tas_day\tS\tx",
            BadPack::Row { line: 3 },
        ),
        (
            "version\t1\nin_force\t2026-01-01\nTX\t-\t-\t21:00-08:00\tnone\tnone\tas_day\tS\tx",
            BadPack::Row { line: 3 },
        ),
        (
            "version\t1\nin_force\t2026-01-01\nTX\t-\t-\t08:00-25:00\tnone\tnone\tas_day\tS\tx",
            BadPack::Row { line: 3 },
        ),
        ("version\t1\nin_force\t2026-01-01\nTX\t-\t-\tnone\tnone\tnone\tas_day\tS\tx", BadPack::Incomplete),
    ] {
        assert_eq!(HoursPack::read(text), Err(expected), "{text}");
    }
    let empty = HoursBook::of(Vec::new());
    assert!(matches!(empty.say(&Place::unknown(), Timestamp::from_millis(0)), HoursSay::Quiet(_)));
}

#[test]
fn every_row_says_where_it_stands_and_how_sure_it_is() {
    let pack = HoursBook::shipped().at(Timestamp::from_millis(1_795_442_400_000)).unwrap();
    assert_eq!(pack.version(), "2026.11");
    let anywhere = Place::unknown();
    let rows: Vec<_> = pack.rules_for(&anywhere).collect();
    assert_eq!(rows.len(), 22);
    for row in rows {
        assert!(row.citation.len() > 8 && ["S", "G", "?"].contains(&row.mark.as_str()), "{row:?}");
    }
    assert_eq!(pack.rules_for(&place("TX", "+17135550142")).count(), 2, "the federal one and its own");
}

#[test]
fn ten_business_days_skip_weekends_and_holidays() {
    let zone = chrono_tz::America::Chicago;
    // Friday 20 November 2026: Thanksgiving lies between.
    let due = business_days_after(at(zone, "2026-11-20 22:00"), 10, Some("America/Chicago"));
    assert_eq!(due, at(zone, "2026-12-08 00:00"), "the end of Monday the 7th");
    // A zone nobody knows ends its days first.
    let unknown = business_days_after(at(zone, "2026-11-20 12:00"), 10, Some("Mars/Olympus"));
    assert_eq!(unknown, at(chrono_tz::America::New_York, "2026-12-08 00:00"));
}

/// The practice's own hours: within the rules, never instead of them, in every state, at every quarter of a week.
#[test]
fn a_practices_own_hours_make_more_of_the_day_quiet_and_never_less() {
    let (early, wide) = (OwnHours::new(10 * 60, 16 * 60).unwrap(), OwnHours::new(0, 24 * 60).unwrap());
    assert!(OwnHours::new(600, 659).is_none() && OwnHours::new(960, 600).is_none());
    assert!(OwnHours::new(0, 1441).is_none() && OwnHours::new(u16::MAX, 0).is_none());
    let book = HoursBook::shipped();
    let start = at(chrono_tz::America::Chicago, "2026-11-23 00:00");
    for number in ["+17135550142", "+15045550142", "+12125550142", "+525555550142"] {
        let there = place("", number);
        for quarter in 0..7 * 96 {
            let now = start.plus(Span::minutes(15 * quarter));
            let law = book.say(&there, now);
            assert_eq!(book.say_within(Some(wide), &there, now), law, "{number} {quarter}");
            if law != HoursSay::Open {
                assert_ne!(book.say_within(Some(early), &there, now), HoursSay::Open, "{number} {quarter}");
            }
        }
    }
    let (zone, houston) = (chrono_tz::America::Chicago, place("", "+17135550142"));
    let say = |local| book.say_within(Some(early), &houston, at(zone, local));
    assert_eq!(say("2026-11-23 10:00"), HoursSay::Open);
    for (local, until) in [("2026-11-23 09:30", "2026-11-23 10:00"), ("2026-11-23 16:00", "2026-11-24 10:00")]
    {
        let HoursSay::Quiet(quiet) = say(local) else { panic!("{local} is quiet") };
        assert_eq!(quiet.until, at(zone, until));
        assert_eq!(quiet.rule.citation, "The practice\u{2019}s own hours");
    }
    // The law is named first where both say so.
    let HoursSay::Quiet(quiet) = say("2026-11-22 11:00") else { panic!("Sunday morning is quiet") };
    assert!(quiet.rule.state.is_some());
}
