//! Ground that the first rules did not cover: patient links, serial numbers, spelled-out figures, two slips in a word,
//! devices, vaccines due, a specialty of one's own.

use foyer_phi::{Kind, Level};

use crate::{assert_quiet, sms};

#[test]
fn links_with_a_patients_token_are_numbers_that_can_be_misused() {
    for draft in [
        "Your forms: https://forms.example/p?patient=8843120",
        "see http://clinic.example/chart/mrn/55120984 for it",
    ] {
        let screening = sms(draft);
        assert!(screening.findings.iter().any(|f| f.kind == Kind::IdOrCardNumber), "{draft}: {screening:?}");
        assert!(screening.level >= Level::Warn, "{draft}");
    }
    assert_quiet("Log in at https://portal.bayou.example/m/8f3a91c2d0");
    assert_quiet("Directions: www.bayou.example/parking?lot=2");
}

#[test]
fn a_devices_serial_number_says_whose_it_is() {
    for draft in
        ["serial number on your pump is MMT77-2210934", "the pacemaker's serial no. 88219034 is on the card"]
    {
        assert!(sms(draft).findings.iter().any(|f| f.kind == Kind::IdOrCardNumber), "{draft}");
    }
}

#[test]
fn figures_that_are_spelled_out_count_as_figures() {
    for draft in [
        "your social is five two eight zero zero one four four one right?",
        "su seguro social es cinco dos ocho cuatro uno dos tres cuatro cinco verdad",
        "ssn 5 2 8 4 1 2 3 4 5",
    ] {
        assert!(sms(draft).findings.iter().any(|f| f.kind == Kind::IdOrCardNumber), "{draft}");
    }
    let few = "one two three, testing the new number";
    assert!(sms(few).findings.iter().all(|f| f.kind != Kind::IdOrCardNumber), "{few}");
}

#[test]
fn two_slips_in_a_long_word_are_understood() {
    for draft in ["your colonoscpoyy is Friday", "the atorvsataitn is in", "su colonocsopiaa es el lunes"] {
        assert!(sms(draft).level >= Level::Warn, "{draft}: {:?}", sms(draft));
    }
}

#[test]
fn devices_vaccines_and_ones_own_specialty_tell() {
    for draft in [
        "your hearing aids are back",
        "your CPAP supplies shipped",
        "su silla de ruedas ya llegó",
        "you are due for your shingles shot",
        "le toca la vacuna del tétano",
        "your cardiology appointment is at 2",
        "su cita con la psiquiatra es el lunes",
        "congrats on the 🤰",
    ] {
        assert!(sms(draft).level >= Level::Warn, "{draft}: {:?}", sms(draft));
    }
}

#[test]
fn birth_dates_are_known_however_their_figures_are_parted() {
    for draft in [
        "Lupe Barrera DOB 12.25.1979, records request received",
        "DOB: 12.25.79",
        "fecha de nacimiento 25.12.1979",
        "nacida el 1979.12.25",
        "dob 12251979 right?",
        "DOB 19791225",
    ] {
        assert!(sms(draft).findings.iter().any(|f| f.kind == Kind::BirthDate), "{draft}: {:?}", sms(draft));
    }
    assert_quiet("The new form is version 12.25.2024, two pages");
    assert_quiet("Your code is 122579");
}

#[test]
fn an_address_beside_its_name_is_somebodys_home() {
    for draft in [
        "We are mailing it to Lupe Barrera, 2210 Oak St Apt 4",
        "Mrs. Barrera, 2210 Oak St, Waco: is that still right?",
        "Mailing to Mr. Harold Tibbets, 418 Quail Run",
        "Statement goes to 2210 Oak St, Lupe Barrera",
        "Lupe Barrera, Calle Roble 2210, Laredo",
        "lupe barrera 2210 oak street",
    ] {
        let screening = sms(draft);
        assert!(screening.findings.iter().any(|f| f.kind == Kind::ContactDetails), "{draft}: {screening:?}");
        assert!(screening.level >= Level::Warn, "{draft}");
    }
    assert_quiet("Dr. Okafor, 418 Quail Run Suite 5");
    assert_quiet("Hi Lupe, we moved to 418 Quail Run, Suite 5");
    assert_quiet("Estamos en Calle Roble 2210, Lupe");
}

#[test]
fn what_a_doctor_treats_counts_when_it_is_the_patients_appointment() {
    for draft in [
        "Your visit with Dr. Patel, Oncology, is Friday",
        "Your appointment with Dr. Patel, the oncologist, is Friday",
        "Reminder: Dr. Patel, Cardiology, Friday 9:30 AM, Lupe",
        "ENT appointment with Dr. Patel on Friday",
        "Appt w/ Dr Patel (GI) Fri 2p",
        "Su cita con el Dr. Patel, cardiólogo, es el viernes",
    ] {
        let screening = sms(draft);
        assert!(
            screening.findings.iter().any(|f| f.kind == Kind::HintsAtCondition),
            "{draft}: {screening:?}"
        );
        assert!(screening.level >= Level::Warn, "{draft}");
    }
    assert_quiet("Dr. Patel is our cardiologist and she joins us in May");
    assert_quiet("Lakeside Cardiology: your appointment with Dr. Patel is Friday");
}

#[test]
fn what_a_desk_asks_a_patient_to_confirm_is_the_patients_own() {
    for (draft, marked) in [
        ("Best number still 713-555-0142?", "713-555-0142"),
        ("New cell saved as (713) 555-0142, is that correct?", "555-0142"),
        ("El celular sigue siendo 713-555-0142?", "713-555-0142"),
        ("It bounced: rosa.villa81@pinemail.net, one L or two?", "rosa.villa81@pinemail.net"),
        ("Tengo rosavilla@hotmail.com, me lo confirma?", "rosavilla@hotmail.com"),
        ("Home address 88 Alder Creek Rd, Apt 3, yes or no?", "88 Alder Creek Rd"),
        ("Domicilio actual: Calle Olmo 218, int. 4", "Calle Olmo 218"),
    ] {
        let screening = sms(draft);
        let found = screening.findings.iter().find(|found| found.kind == Kind::ContactDetails);
        let span = found.unwrap_or_else(|| panic!("{draft}")).span;
        let words: String =
            draft.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
        assert!(words.contains(marked), "{draft}: {words}");
    }
    assert_eq!(sms("CLABE 032180000118359719, correcto?").level, Level::PortalOnly);
    for draft in [
        "Our new number is 713-555-0100, is that still on your fridge?",
        "Write to us at frontdesk@bayoufamily.example or call the office",
        "Mail the form to our office, 880 Fannin St",
        "Citas: citas@clinica.example, todavia contestamos los sabados",
        "Call the pharmacy at 713-555-0177",
    ] {
        assert_quiet(draft);
    }
}
