//! The fixed texts: their words, their parts, and that the gate knows them from others.

use foyer_domain::{Encoding, Language, Segments};
use foyer_policy::handoff::{InvalidPortalAddress, PortalAddress};
use foyer_policy::{farewell, handoff, notice};

const PRACTICE: &str = "Bayou Family Clinic";

fn portal() -> PortalAddress {
    PortalAddress::parse("https://portal.bayoufamily.example/").unwrap()
}

fn all() -> Vec<String> {
    [Language::En, Language::Es]
        .into_iter()
        .flat_map(|language| {
            [
                notice::text(PRACTICE, language),
                handoff::text(PRACTICE, &portal(), language),
                farewell::text(PRACTICE, language),
            ]
        })
        .collect()
}

#[test]
fn each_fits_one_plain_part() {
    for text in all() {
        let segments = Segments::of(&text);
        assert_eq!(
            (segments.encoding, segments.count),
            (Encoding::Gsm7, 1),
            "{} units: {text}",
            segments.units
        );
    }
}

#[test]
fn the_notice_says_what_it_must() {
    let english = notice::text(PRACTICE, Language::En);
    for words in [PRACTICE, "aren't encrypted", "Reply YES", "STOP"] {
        assert!(english.contains(words), "{words}");
    }
    let spanish = notice::text(PRACTICE, Language::Es);
    for words in [PRACTICE, "no van cifrados", "Responda SI", "STOP"] {
        assert!(spanish.contains(words), "{words}");
    }
    assert_eq!(
        handoff::text(PRACTICE, &portal(), Language::En),
        "Bayou Family Clinic: you have a new secure message. Reply STOP to opt out. \
         Read it here: portal.bayoufamily.example"
    );
}

#[test]
fn the_screener_lets_each_pass() {
    for text in all() {
        assert!(crate::gate::screened(&text).level <= foyer_phi::Level::Hint, "{text}");
    }
}

#[test]
fn fixed_words_are_known_from_others() {
    for language in [Language::En, Language::Es] {
        let asks = notice::text(PRACTICE, language);
        assert!(notice::is_notice(&asks) && !notice::is_notice(&format!("{asks} Also your test is back.")));
        assert!(!notice::is_notice(&asks.replace(PRACTICE, "")));
        assert!(!notice::is_notice(&asks.replace(PRACTICE, &"x".repeat(61))), "a name that is a message");
        assert!(!notice::is_notice(&asks.replace(PRACTICE, "Your test is back.\nBayou")));
        let link = handoff::text(PRACTICE, &portal(), language);
        assert!(handoff::is_handoff(&link) && !handoff::is_handoff(&format!("{link} about your test")));
        let bye = farewell::text(PRACTICE, language);
        assert!(farewell::is_farewell(&bye) && !farewell::is_farewell(&link));
    }
}

#[test]
fn an_address_that_could_tell_who_is_meant_is_refused() {
    for good in
        ["portal.bayoufamily.example", "https://www.portal.example/patients/sign-in", "x.example/2026"]
    {
        assert!(PortalAddress::parse(good).is_ok(), "{good}");
    }
    use InvalidPortalAddress::{Identifying, NotAnAddress, NotSecure, Shortened};
    for (bad, why) in [
        ("http://portal.example", NotSecure),
        ("portal.example/?patient=lupe", Identifying),
        ("portal.example/#lupe", Identifying),
        ("lupe@portal.example", Identifying),
        ("portal.example/invite/83920174", Identifying),
        ("portal.example/i/aZx9qLmPtRvWyBcDeFgHjKnM", Identifying),
        ("bit.ly/bayou", Shortened),
        ("", NotAnAddress),
        ("portal", NotAnAddress),
        ("portal.example/your results", NotAnAddress),
        ("javascript:alert", NotAnAddress),
        ("pоrtal.example", NotAnAddress),
        ("10.0.0.7/portal", NotAnAddress),
    ] {
        assert_eq!(PortalAddress::parse(bad), Err(why), "{bad}");
    }
}

#[test]
fn a_name_setup_takes_makes_fixed_texts_that_are_known() {
    let longest = "x".repeat(notice::PRACTICE_NAME_CHARS);
    assert!(notice::is_practice_name(&longest) && !notice::is_practice_name(&format!("{longest}x")));
    assert!(!notice::is_practice_name(" ") && !notice::is_practice_name("Bayou\nClinic"));
    for language in [Language::En, Language::Es] {
        assert!(notice::is_notice(&notice::text(&longest, language)));
        assert!(farewell::is_farewell(&farewell::text(&longest, language)));
        assert!(handoff::is_handoff(&handoff::text(&longest, &portal(), language)));
    }
}
