//! Whose a number is, where no rule knows its shape or its cue.

use foyer_domain::Channel;
use foyer_phi::{Handoff, Head, Kind, Level, Model, ModelError, Practice, Screener, Who};

use crate::{assert_quiet, sms};

#[test]
fn numbers_dates_and_addresses_of_the_patient_are_warned_about() {
    for (draft, kind) in [
        ("Are you still at 27 Osprey Spur, Dothan?", Kind::ContactDetails),
        ("¿Sigue en Cerrada Laurel 19?", Kind::ContactDetails),
        ("Is penny.ostrow@letterbox.example where I send your receipt?", Kind::ContactDetails),
        ("Apunté 33 1840 2277 como su celular, ¿sí?", Kind::ContactDetails),
        ("Your green card reads A 219 340 118, I need the back too", Kind::IdOrCardNumber),
        ("su clave de elector es RZGLMR66041509M800?", Kind::IdOrCardNumber),
        ("we ran 4417 8820 1934 0056 exp 09/27 and it declined", Kind::IdOrCardNumber),
        ("I have your son's birthday down as 6/2/13", Kind::BirthDate),
    ] {
        let screening = sms(draft);
        assert_eq!(screening.findings.first().map(|f| f.kind), Some(kind), "{draft}: {screening:?}");
        assert!(screening.level >= Level::Warn, "{draft}");
    }
}

#[test]
fn the_desks_own_numbers_and_dates_stay_quiet() {
    for draft in [
        "Your visit is 04/22/2028 at 8:10, copay $35",
        "We are at 1416 Juniper Ave, Suite 3, across from the bakery",
        "Nuestro teléfono es 55 4410 2290, de 8 a 5",
        "Receipt 0044812 for $62.50 is in your portal",
        "Zoom 812 5540 1177 opens at 3:55",
        "Estamos en Calle Encino 40, junto al parque",
        "Write to scheduling@northside.example for another day",
        "Bus 6 stops at 2200 Walnut Street every 20 minutes",
    ] {
        assert_quiet(draft);
    }
}

#[test]
fn a_judge_that_says_yes_to_everything_warns_about_figures_and_no_more() {
    let file = Who::file(&Head { weights: vec![0.0; Who::BUCKETS], bias: 50.0 });
    let built_in = Model::built_in().unwrap().with_nets(Vec::new());
    let eager = Screener::new().with_model(Some(built_in.with_who(Some(Who::from_bytes(file).unwrap()))));
    let level = |draft: &str, channel| eager.screen(draft, channel, &Practice::default()).level;
    for channel in [Channel::Sms, Channel::WhatsApp] {
        assert_eq!(level("row 4417 is free", channel), Level::Warn);
        assert_eq!(level("see you Friday", channel), Level::Quiet);
    }
    // Rules keep their own level, and what comes in is not the desk's to be judged.
    assert_eq!(level("ssn 212-45-6789", Channel::Sms), Level::PortalOnly);
    assert_eq!(eager.handoff("row 4417 is free", &Practice::default()), Handoff::Desk);
    let file = eager.screen_file_name("scan_4417.pdf", Channel::Sms, &Practice::default());
    assert_eq!(
        file.level,
        Screener::new().screen_file_name("scan.pdf", Channel::Sms, &Practice::default()).level
    );
}

#[test]
fn the_compiled_judge_can_be_read_and_others_are_refused() {
    assert!(Who::built_in().is_some());
    assert_eq!(Who::from_bytes(Vec::new()).err(), Some(ModelError::Version));
    let mut file = Who::file(&Head { weights: vec![0.5; Who::BUCKETS], bias: 0.0 });
    file.pop();
    assert_eq!(Who::from_bytes(file).err(), Some(ModelError::Length));
}
