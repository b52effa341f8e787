//! The hand-off's rules: templates that tell nothing, links that name nobody, portals that are covered.

use foyer_domain::{Language, Timestamp};
use foyer_phi::Screener;
use foyer_policy::handoff::{
    Agreement, InvalidLinkTemplate, InvalidPortalAddress, InvalidSafeText, LinkTemplate, NotCovered,
    PortalAddress, SafeKind, SafeText, covered, is_handoff,
};

fn portal() -> PortalAddress {
    PortalAddress::parse("portal.bayoufamily.example").unwrap()
}

#[test]
fn every_built_in_text_passes_at_the_lowest_level() {
    let screener = Screener::new();
    for kind in SafeKind::ALL {
        for language in [Language::En, Language::Es] {
            let built_in = SafeText::built_in(kind, language);
            assert_eq!(SafeText::parse(&built_in.template(), &screener).as_ref(), Ok(&built_in), "{kind:?}");
            let text = built_in.text("Bayou Family Clinic", &portal());
            assert!(built_in.is_filled(&text) && is_handoff(&text), "{text}");
        }
    }
}

#[test]
fn a_template_that_tells_too_much_is_refused() {
    let screener = Screener::new();
    for (words, why) in [
        ("{practice}: your A1C came back at 8.2. STOP ends texts. {link}", InvalidSafeText::Tells),
        ("{practice}: news about your diabetes. STOP ends texts. {link}", InvalidSafeText::Tells),
        ("{practice}: something waits for you: {link}", InvalidSafeText::NoStop),
        ("{practice}: {patient}, something waits. STOP ends texts. {link}", InvalidSafeText::Blanks),
        ("{practice}: something waits. STOP ends texts.", InvalidSafeText::Blanks),
        ("{practice} {practice}: something waits. STOP ends texts. {link}", InvalidSafeText::Blanks),
        ("{practice}{link} STOP", InvalidSafeText::Blanks),
        ("{practice}:\nsomething waits. STOP ends texts. {link}", InvalidSafeText::NotOneLine),
        ("{practice}: something waits → STOP ends texts. {link}", InvalidSafeText::TooLong),
    ] {
        assert_eq!(SafeText::parse(words, &screener), Err(why), "{words}");
    }
    let long = format!("{{practice}}: {} STOP ends texts. {{link}}", "a message is here for you. ".repeat(6));
    assert_eq!(SafeText::parse(&long, &screener), Err(InvalidSafeText::TooLong));
}

#[test]
fn a_practices_own_words_are_known_filled_in_and_only_so() {
    let own =
        SafeText::parse("{practice}: please look at {link} when you can. STOP ends texts.", &Screener::new());
    let own = own.unwrap();
    let text = own.text("Bayou Family Clinic", &portal());
    assert!(own.is_filled(&text) && !is_handoff(&text));
    assert!(!own.is_filled(&format!("{text} Your A1C is 8.2.")));
    assert!(!own.is_filled(&text.replace("portal.bayoufamily.example", "bit.ly/bayou")));
    assert!(!own.is_filled(&text.replace("Bayou Family Clinic", &"x".repeat(61))));
    assert!(!own.is_filled(&text.replace("portal.bayoufamily.example", "portal.example?p=7")));
}

#[test]
fn a_link_template_has_two_blanks_and_no_others() {
    let template = LinkTemplate::parse("https://portal.example/{language}/{location}").unwrap();
    for (location, language, made) in [
        ("West Side Clinic", Language::Es, "portal.example/es/west-side-clinic"),
        ("12345 678", Language::En, "portal.example/en/main"),
        (
            "Ñandú & Sons, a very long name of a place",
            Language::En,
            "portal.example/en/and-sons-a-very-long-nam",
        ),
    ] {
        let address = template.address(location, language).unwrap();
        assert!(address.as_str().starts_with(made), "{} is not {made}", address.as_str());
    }
    use InvalidLinkTemplate::{Address, ForbiddenVariable, Unclosed};
    for (bad, why) in [
        ("https://portal.example/{name}", ForbiddenVariable),
        ("https://portal.example/{birth_date}", ForbiddenVariable),
        ("https://portal.example/{token}", ForbiddenVariable),
        ("https://portal.example/{}", ForbiddenVariable),
        ("https://portal.example/{language", Unclosed),
        ("https://portal.example/language}", Unclosed),
        ("http://portal.example/{language}", Address(InvalidPortalAddress::NotSecure)),
        ("https://bit.ly/{language}", Address(InvalidPortalAddress::Shortened)),
        ("https://portal.example/?l={language}", Address(InvalidPortalAddress::Identifying)),
    ] {
        assert_eq!(LinkTemplate::parse(bad), Err(why), "{bad}");
    }
}

#[test]
fn a_portal_is_covered_by_an_agreement_that_holds_now() {
    let at = Timestamp::from_millis;
    let agreement = |until: Option<i64>| Agreement {
        with: "Bayou Portal Inc.".to_owned(),
        signed_at: at(100),
        until_at: until.map(at),
    };
    assert_eq!(covered(None, at(500)), Err(NotCovered::Missing));
    assert_eq!(
        covered(Some(&Agreement { with: "  ".into(), ..agreement(None) }), at(500)),
        Err(NotCovered::Missing)
    );
    assert_eq!(covered(Some(&agreement(None)), at(99)), Err(NotCovered::NotYet { from: at(100) }));
    assert_eq!(covered(Some(&agreement(Some(400))), at(400)), Err(NotCovered::Ended { since: at(400) }));
    assert_eq!(covered(Some(&agreement(Some(400))), at(399)), Ok(()));
    assert_eq!(covered(Some(&agreement(None)), at(100)), Ok(()));
}
