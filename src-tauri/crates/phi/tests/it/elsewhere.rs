//! File names, texts that come in, the practice's own name, allowed terms.

use foyer_domain::Channel;
use foyer_phi::{Handoff, Kind, Level, NotAllowed, Practice, Screener, Severity};

use crate::lupe;

#[test]
fn a_files_name_is_read_however_its_words_are_joined() {
    let screener = Screener::new();
    for (name, severity) in [
        ("HIVresults_final.pdf", Severity::Sensitive),
        ("hiv-results.pdf", Severity::Sensitive),
        ("PrenatalVisit2.jpg", Severity::Sensitive),
        ("colonoscopyPrep.docx", Severity::Clinical),
        ("map_to_clinic.png", Severity::Clinical),
    ] {
        let screening = screener.screen_file_name(name, Channel::Sms, &lupe());
        assert_eq!(screening.findings.len(), 1, "{name}");
        assert_eq!(screening.findings[0].kind, Kind::PhotoOrFile);
        assert_eq!(screening.findings[0].severity, severity, "{name}");
        let whole = screening.findings[0].span;
        assert_eq!((whole.start, whole.end as usize), (0, name.chars().count()));
    }
    let plain = screener.screen_file_name("map_to_clinic.png", Channel::Sms, &lupe());
    assert_eq!(plain.level, Level::Strong);
    assert_eq!(
        screener.screen_file_name("HIVresults_final.pdf", Channel::Sms, &lupe()).level,
        Level::PortalOnly
    );
}

#[test]
fn texts_that_come_in_are_handed_on_by_what_they_say() {
    let screener = Screener::new();
    for (text, handoff) in [
        ("Can I come at 3 instead?", Handoff::Desk),
        ("Gracias, nos vemos el lunes", Handoff::Desk),
        ("is my lisinopril 20 mg ready", Handoff::Nurse),
        ("me salió un sarpullido en la espalda", Handoff::Nurse),
        ("I have chest pain and my arm is numb", Handoff::Now),
        ("I want to die", Handoff::Now),
        ("No puedo respirar bien", Handoff::Now),
        ("", Handoff::Desk),
    ] {
        assert_eq!(screener.handoff(text, &lupe()), handoff, "{text}");
    }
}

#[test]
fn a_name_that_tells_is_known_and_a_neutral_one_takes_its_place() {
    let screener = Screener::new();
    for (name, tells) in [
        ("Bayou Family Practice", None),
        ("Landry & Sons Dental", None),
        ("Houston Oncology", Some(Severity::Clinical)),
        ("Clínica de Diabetes del Valle", Some(Severity::Clinical)),
        ("Harbor Psychiatry Associates", Some(Severity::Sensitive)),
        ("Gulf Coast Methadone Clinic", Some(Severity::Sensitive)),
        ("Harbor Recovery", Some(Severity::Sensitive)),
        ("Centro de Recuperación Vista", Some(Severity::Sensitive)),
        ("", None),
    ] {
        assert_eq!(screener.name_tells(name), tells, "{name}");
    }
    let practice = |name: &str, text_name: &str| Practice {
        name: name.into(),
        text_name: text_name.into(),
        ..Practice::default()
    };
    let draft = "Harbor Psychiatry Associates: see you Friday at 2";
    let level = |practice: &Practice| screener.screen(draft, Channel::Sms, practice).level;
    // Marked with a neutral name to use instead, and without one all the same: then every text tells.
    for text_name in ["Dr. Lee's office", "", "  "] {
        assert_eq!(level(&practice("Harbor Psychiatry Associates", text_name)), Level::PortalOnly);
        let screening =
            screener.screen(draft, Channel::Sms, &practice("Harbor Psychiatry Associates", text_name));
        assert!(screening.findings.iter().any(|finding| finding.rule.as_str() == "rule:practice-name"));
    }
    let neutral = practice("Harbor Psychiatry Associates", "Harbor Tower Clinic");
    let screening = screener.screen("Harbor Tower Clinic: see you Friday at 2", Channel::Sms, &neutral);
    assert!(screening.findings.is_empty());
    // A clinical name stays allowed, in exactly its own words.
    let oncology = practice("Houston Oncology", "HO Clinic");
    let at = |draft| screener.screen(draft, Channel::Sms, &oncology).level;
    assert!(at("Houston Oncology: see you Friday at 2") < Level::Warn);
    assert!(at("your oncology visit is Friday at 2") >= Level::Warn);
}

#[test]
fn sensitive_terms_can_never_be_allowed() {
    let screener = Screener::new();
    for term in ["mammogram", "strep", "A1C"] {
        assert_eq!(screener.may_allow(term), Ok(()), "{term}");
    }
    for term in ["abortion", "HIV", "Zoloft", "psiquiatra", "a pregnancy test", "h1v"] {
        assert_eq!(screener.may_allow(term), Err(NotAllowed::Sensitive), "{term}");
        let practice = Practice { allowed_terms: vec![term.into()], ..Practice::default() };
        let draft = format!("it is about your {term} on Friday");
        assert!(screener.screen(&draft, Channel::Sms, &practice).level >= Level::Warn, "{term}");
    }
    assert_eq!(screener.may_allow(" - "), Err(NotAllowed::Empty));
}

#[test]
fn an_allowed_term_is_not_marked_by_the_model_either() {
    let screener = Screener::new();
    let draft = "your mammogram is Friday at 2";
    assert!(screener.screen(draft, Channel::Sms, &Practice::default()).level >= Level::Warn);
    let practice = Practice { allowed_terms: vec!["mammogram".into()], ..Practice::default() };
    let screening = screener.screen(draft, Channel::Sms, &practice);
    assert!(screening.level < Level::Warn, "{screening:?}");
}

#[test]
fn explaining_shows_the_steps_and_prints_no_words() {
    let screener = Screener::new();
    let draft = "Hi Lupe, Dr. Payne moved your colonoscopy; the shot clinic is upstairs";
    let explained = screener.explain(draft, Channel::Sms, &lupe());
    assert_eq!(explained.screening, screener.screen(draft, Channel::Sms, &lupe()));
    assert!(explained.words.iter().any(|word| word.word == "payne" && word.aside));
    assert!(explained.met.iter().any(|met| met.rule.as_str() == "term:colonoscopy" && met.counts));
    assert!(explained.score.is_some());
    let printed = format!("{explained:?}");
    assert!(!printed.contains("lupe") && !printed.contains("payne"));
    assert!(screener.explain("", Channel::Sms, &lupe()).words.is_empty());
}
