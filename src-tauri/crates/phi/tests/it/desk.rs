//! What the practice and the channel change.

use foyer_domain::Channel;
use foyer_phi::{Fix, Kind, Level, NewTerm, Practice, Screener, Severity, Verdict};

use crate::{lupe, sms};

#[test]
fn the_practices_own_name_is_never_a_finding() {
    let screener = Screener::new();
    let draft = "This is the diabetes and thyroid clinic calling";
    assert!(screener.screen(draft, Channel::Sms, &Practice::default()).level >= Level::Warn);
    let practice = Practice { name: "The Diabetes and Thyroid Clinic".into(), ..Practice::default() };
    assert!(screener.screen(draft, Channel::Sms, &practice).findings.is_empty());
}

#[test]
fn allowed_terms_pass_unless_sensitive() {
    let screener = Screener::new();
    let practice =
        Practice { allowed_terms: vec!["Mammogram".into(), "abortion".into()], ..Practice::default() };
    assert!(screener.screen("the mammogram bus is here", Channel::Sms, &practice).findings.is_empty());
    assert_eq!(screener.screen("the abortion visit", Channel::Sms, &practice).level, Level::PortalOnly);
}

#[test]
fn whatsapp_takes_visit_times_only() {
    let screener = Screener::new();
    let draft = "How is your chest pain?";
    assert_eq!(screener.screen(draft, Channel::Sms, &lupe()).verdict(), Verdict::Caution);
    let whatsapp = screener.screen(draft, Channel::WhatsApp, &lupe());
    assert_eq!(whatsapp.verdict(), Verdict::PortalOnly);
    assert_eq!(whatsapp.findings[0].kind, Kind::WhatsApp);
    assert_eq!(whatsapp.findings[0].fix, Fix::MoveToPortal);
    assert_eq!(whatsapp.findings[0].advice.reason, "WhatsApp isn't in your BAA. Visit times only.");
}

#[test]
fn whatsapp_is_never_laxer() {
    let screener = Screener::new();
    for line in crate::measured::messages() {
        let at = |channel| screener.screen(&line.text, channel, &lupe()).level;
        assert!(at(Channel::WhatsApp) >= at(Channel::Sms), "{}", line.id);
    }
}

#[test]
fn a_practice_may_add_terms() {
    let screener = Screener::with_terms(&[NewTerm { words: "Zyblorax".into(), kind: Kind::Medicine }]);
    let screening = screener.screen("zyblorax is here", Channel::Sms, &lupe());
    assert_eq!(screening.findings[0].rule.as_str(), "term:zyblorax");
    assert_eq!(screening.findings[0].kind, Kind::Medicine);
}

#[test]
fn files_go_through_the_portal_whatever_they_are_called() {
    let plain = Screener::new().screen_file_name("form.pdf", Channel::Sms, &lupe());
    assert_eq!(plain.findings[0].kind, Kind::PhotoOrFile);
    assert_eq!(plain.findings[0].fix, Fix::MoveToPortal);
    let telling = Screener::new().screen_file_name("HIV results.pdf", Channel::Sms, &lupe());
    assert_eq!((telling.level, telling.findings[0].severity), (Level::PortalOnly, Severity::Sensitive));
}

#[test]
fn nothing_printed_holds_the_drafts_words() {
    let screening =
        sms("Lupe Barrera, your daughter Xochitlzin has diabetes, call 713-555-0142, 212-45-6789");
    let printed = format!("{screening:?} {:?}", lupe());
    for word in ["Lupe", "Barrera", "Xochitlzin", "0142", "6789"] {
        assert!(!printed.contains(word), "{word}");
    }
}

/// What Foyer itself sends must pass its own screener.
#[test]
fn the_texts_foyer_writes_are_clean() {
    for draft in [
        "You have a new message from Bayou Family Practice. Read it here: https://portal.bayou.example/m/8f3a91c2d0 (opens until Friday)",
        "Bayou Family Practice can text you about your visits. Texts aren't encrypted, and others may see them on your phone. \
         Reply YES to agree or STOP to end.",
        "Tiene un mensaje nuevo de Bayou Family Practice. Léalo aquí: https://portal.bayou.example/m/8f3a91c2d0",
        "Bayou Family Practice le puede escribir sobre sus citas. Los mensajes no van cifrados y otras personas podrían verlos. \
         Responda SÍ para aceptar o ALTO para terminar.",
        "You are opted out. Text START to hear from us again.",
    ] {
        assert_eq!(sms(draft).verdict(), Verdict::Clean, "{draft}");
        assert!(sms(draft).findings.is_empty(), "{draft}");
    }
}
