//! What a front desk in Houston types in English.

use foyer_phi::{Kind, Level, SensitiveClass, Severity, Verdict};

use crate::{assert_quiet, assert_seen, sms};

#[test]
fn office_facts_stay_quiet() {
    for draft in [
        "Your visit is Monday at 9:30 AM with Dr. Landry.",
        "Your results are ready. Log in to the portal to see them.",
        "Your results are in the portal.",
        "Parking is free in lot B, next to the Heart Tower.",
        "Please bring your photo ID and insurance card.",
        "Flu shots every Saturday 9 to 1, no appointment needed.",
        "You're seeing Dr. Payne at 2:15 tomorrow.",
        "Visa ending in 4421 was charged $30.",
        "Meeting ID 884 2201 9934, passcode 7741.",
        "Bayou Family Practice moved to 880 Fannin St, Suite 2.",
        "May will call you in March.",
    ] {
        assert_quiet(draft);
    }
}

#[test]
fn a_prescription_with_no_medicine_named_is_a_hint_and_marks_nothing() {
    let screening = sms("Your prescription is ready for pickup at the pharmacy.");
    assert_eq!(screening.level, Level::Hint);
    assert!(screening.findings.is_empty());
    assert_eq!(screening.verdict(), Verdict::Clean);
}

#[test]
fn negation_discloses() {
    let screening = sms("Your HIV test was negative.");
    assert_eq!(screening.level, Level::PortalOnly);
    assert_eq!(screening.findings[0].kind, Kind::SensitiveCare(SensitiveClass::HivSti));
    assert_eq!(screening.findings[0].severity, Severity::Sensitive);
    assert_seen(
        "The biopsy didn't show cancer",
        &[(Kind::ImagingOrProcedure, "The biopsy"), (Kind::Diagnosis, "cancer")],
    );
}

#[test]
fn results_are_marked_whole() {
    assert_seen("Your strep test was positive", &[(Kind::LabResult, "strep test was positive")]);
    assert_seen("Labs look good", &[(Kind::LabResult, "Labs look good")]);
    assert_seen("Blood pressure 158/96 today", &[(Kind::LabResult, "Blood pressure 158/96")]);
    assert_seen("A-one-C was seven point two", &[(Kind::LabResult, "A-one-C was seven point two")]);
}

#[test]
fn a_test_beside_an_appointment_time_is_no_result() {
    let screening = sms("Your A1C is due Tue, Nov 24 at 9:30 AM");
    assert_eq!(screening.findings.len(), 1);
    assert_eq!(screening.findings[0].kind, Kind::LabTest);
}

#[test]
fn medicines_take_their_amounts_along() {
    assert_seen("we sent the lisinopril 20 mg to Walgreens", &[(Kind::MedicineAndDose, "lisinopril 20 mg")]);
    assert_seen("Eliquis 5mg samples are here", &[(Kind::MedicineAndDose, "Eliquis 5mg")]);
    assert_seen("lisinopril is ready", &[(Kind::Medicine, "lisinopril")]);
    assert_eq!(sms("Suboxone is at the pharmacy").level, Level::PortalOnly);
}

#[test]
fn a_procedure_goes_with_its_article_so_that_the_fix_reads() {
    let draft = "Please confirm your colonoscopy on Friday";
    assert_seen(draft, &[(Kind::ImagingOrProcedure, "your colonoscopy")]);
    assert_eq!(serde_json::to_value(&sms(draft).findings[0].fix).unwrap()["with"], "your visit");
}

#[test]
fn disguises_are_read() {
    for draft in [
        "z0l0ft refill is in",
        "ur H I V result is in",
        "9am is for the d*epression",
        "Your m.e.t.h.o.t.r.e.x.a.t.e is weekly",
        "your diabeeeetes class",
        "the sub\u{200b}oxone is here",
        "your s\u{0443}philis test",
        "ｄｉａｂｅｔｅｓ visit",
    ] {
        assert!(sms(draft).level >= Level::Warn, "{draft}");
    }
}

#[test]
fn misspellings_are_guessed_and_one_step_milder_unless_sensitive() {
    assert_eq!(sms("your epilepcy forms").level, Level::Warn);
    assert_eq!(sms("your epilepsy forms").level, Level::Strong);
    assert_eq!(sms("refilled the sertralene").level, Level::PortalOnly);
}

#[test]
fn someone_elses_health_is_a_step_graver() {
    assert_eq!(sms("the asthma form").level, Level::Strong);
    assert_eq!(sms("your son's asthma form").level, Level::PortalOnly);
}

#[test]
fn numbers_that_say_who() {
    assert_seen("is 212-45-6789 right?", &[(Kind::IdOrCardNumber, "212-45-6789")]);
    assert_seen("card 4111 1111 1111 1111 went through", &[(Kind::IdOrCardNumber, "4111 1111 1111 1111")]);
    assert_seen("MRN 00384412 please", &[(Kind::IdOrCardNumber, "00384412")]);
    assert_seen("routing 021000021 for the refund", &[(Kind::IdOrCardNumber, "021000021")]);
    assert_seen("DOB 04/17/1968 correct?", &[(Kind::BirthDate, "04/17/1968")]);
    assert_seen("Born Feb 3, 1991, that's you?", &[(Kind::BirthDate, "Feb 3, 1991")]);
    assert_quiet("New address starting 3/1/2027 is 1182 Alder Ct Ste 3, same phone 555-0114");
    assert_quiet("Your code is 330981, don't share it");
    assert_quiet("Reference 4111 1111 1111 1112 is on your invoice");
}

#[test]
fn names_are_cautions_with_a_name_to_put_instead() {
    let draft = "Lupe Barrera, you are confirmed for Friday";
    assert_seen(draft, &[(Kind::FullName, "Lupe Barrera")]);
    let screening = sms(draft);
    assert_eq!(screening.verdict(), Verdict::Caution);
    assert_eq!(serde_json::to_value(&screening.findings[0].fix).unwrap()["with"], "Lupe");
    assert_seen("We have your daughter Ana at 3", &[(Kind::SomeoneElse, "your daughter Ana")]);
    assert_eq!(sms("Lupe Barrera, 11/02/1957?").level, Level::Strong);
    // A full name with what the text is for says more than a full name with a time.
    assert_eq!(screening.level, Level::Hint);
    assert_eq!(sms("Lupe Barrera, your refill is ready").level, Level::Warn);
}

#[test]
fn words_that_only_medicine_makes_are_known_by_their_ending() {
    assert_seen("your meniscoplasty is Friday", &[(Kind::ImagingOrProcedure, "your meniscoplasty")]);
    assert_seen("your drelifotinib came", &[(Kind::Medicine, "drelifotinib")]);
    assert_eq!(sms("your lenotegravir came").findings[0].kind, Kind::SensitiveCare(SensitiveClass::HivSti));
    assert_eq!(sms("your perivasculitis visit").findings[0].rule.as_str(), "rule:ending");
    // An ordinary word is none, whatever it ends in.
    assert_quiet("Curtis at the desk has your form, and the lol was for him");
}

#[test]
fn what_somebody_of_the_desk_says_of_themselves_tells_nothing_of_the_patient() {
    assert_quiet("My wrist is in a brace so typing is slow, be patient with me");
    assert!(sms("Your wrist comes out of the boot Friday").level >= Level::Warn);
}

#[test]
fn newer_medicines_and_rarer_care_are_known() {
    for draft in [
        "your Evrysdi came today",
        "your Skytrofa pens are here",
        "your hydrocele visit is at 3",
        "your ureteroscopy is Friday",
        "your Zenpep is at the pharmacy",
    ] {
        assert!(sms(draft).level >= Level::Warn, "{draft}");
    }
    for (draft, class) in [
        ("your flashbacks diary is due Friday", SensitiveClass::MentalHealth),
        ("your Sunlenca came today", SensitiveClass::HivSti),
        ("your trigger shot is tonight", SensitiveClass::Reproductive),
        ("your victim advocate called", SensitiveClass::Abuse),
    ] {
        assert_eq!(sms(draft).level, Level::PortalOnly, "{draft}");
        assert!(sms(draft).findings.iter().any(|f| f.kind == Kind::SensitiveCare(class)), "{draft}");
    }
}
