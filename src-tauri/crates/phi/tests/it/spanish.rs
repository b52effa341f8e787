//! What the same desk types in Spanish, with and without accents, and in both at once.

use foyer_phi::{Kind, Level, SensitiveClass};

use crate::{assert_quiet, assert_seen, sms};

#[test]
fn office_facts_stay_quiet() {
    for draft in [
        "Su cita es mañana a las 9:30 con la Dra. Cordero. Responda 1 para confirmar.",
        "Sus resultados están listos. Entre al portal para verlos.",
        "Estamos en el corazón de la ciudad, junto al parque",
        "Traiga su identificación y la tarjeta del seguro.",
        "La Dra. Dolores Ruiz la atiende mañana a las 10",
        "estoy positiva que sí hay lugar el jueves",
        "Mi tía y sus hijos van el once de mayo",
        "Pediatría del Valle le recuerda la cita de Sofi el 12",
    ] {
        assert_quiet(draft);
    }
}

#[test]
fn clinical_words_are_found_with_and_without_accents() {
    for draft in ["su diálisis es a las 6", "su dialisis es a las 6"] {
        assert_eq!(sms(draft).findings[0].kind, Kind::ImagingOrProcedure, "{draft}");
    }
    assert_eq!(sms("Su azúcar salió en 280").findings[0].kind, Kind::LabResult);
    assert_eq!(sms("La prueba de influenza salió positiva").findings[0].kind, Kind::LabResult);
    assert_seen("Ya está la metformina 850 mg", &[(Kind::MedicineAndDose, "metformina 850 mg")]);
    assert_seen("¿Cómo sigue del mareo?", &[(Kind::Symptom, "mareo")]);
}

#[test]
fn fixes_are_in_the_language_of_the_draft() {
    let screening = sms("Le recordamos que su colonoscopía es el martes");
    assert_eq!(serde_json::to_value(&screening.findings[0].fix).unwrap()["with"], "su visita");
}

#[test]
fn protected_care_stays_in_the_portal() {
    let cases = [
        ("Su prueba de VIH salió negativa", SensitiveClass::HivSti),
        ("La cita para interrumpir el embarazo es el viernes", SensitiveClass::Reproductive),
        ("la psiquiatra la espera a las 3", SensitiveClass::MentalHealth),
        ("El programa de violencia doméstica tiene una cama", SensitiveClass::Abuse),
    ];
    for (draft, class) in cases {
        let screening = sms(draft);
        assert_eq!(screening.level, Level::PortalOnly, "{draft}");
        assert!(screening.findings.iter().any(|f| f.kind == Kind::SensitiveCare(class)), "{draft}");
    }
}

#[test]
fn both_languages_in_one_text() {
    assert_seen("su A1C bajó a 6.9 good job", &[(Kind::LabResult, "A1C bajó a 6.9")]);
    assert_eq!(sms("El IUD ya llegó").level, Level::PortalOnly);
    assert_quiet("su refill ya lo mandamos a la pharmacy, dele unas 2 horas");
}

#[test]
fn dates_of_birth_in_words() {
    assert_seen("¿nació el 14 de agosto de 1972?", &[(Kind::BirthDate, "14 de agosto de 1972")]);
}

#[test]
fn rarer_care_is_known() {
    for draft in [
        "su vacuna del neumococo es el jueves",
        "su cita con la genetista es el lunes",
        "su hidrocele lo ve el doctor el martes",
        "su audiometría es a las 9",
    ] {
        assert!(sms(draft).level >= Level::Warn, "{draft}");
    }
}

#[test]
fn praise_of_staff_tells_nothing_of_the_patient() {
    assert_quiet("Felicite al Dr. Alonso, le dieron premio por lo de los trasplantes");
    assert!(sms("Su trasplante es el martes").level >= Level::Warn);
}
