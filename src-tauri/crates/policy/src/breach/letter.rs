//! The first draft of the letter to a patient, in English and Spanish, with everything that 45 CFR 164.404(c) asks for:
//! what happened and when, when it was known, what kinds of information, what the person can do, what the practice
//! does, and how to ask. A person reads it, changes it and signs it; what nobody knows yet stands in square brackets.

use foyer_domain::Language;

use super::CaseKind;

/// What the draft is filled with.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Whose information it was.
    pub patient: &'a str,
    /// The practice.
    pub practice: &'a str,
    /// Its telephone number, if it is known here.
    pub phone: Option<&'a str>,
    /// What went wrong.
    pub kind: CaseKind,
    /// The day it happened, as the letter writes it.
    pub happened: &'a str,
    /// The day it was known.
    pub known: &'a str,
    /// The day of the letter.
    pub today: &'a str,
    /// The kinds of information, in the letter's language.
    pub kinds: &'a [&'a str],
    /// Whether texts to the number were stopped.
    pub stopped: bool,
}

/// The draft.
pub fn draft(language: Language, facts: &Facts<'_>) -> String {
    match language {
        Language::En => english(facts),
        Language::Es => spanish(facts),
    }
}

/// A kind of information as a letter says it; the screener's own name for one that is not in the list.
pub fn kind_words(language: Language, kind: &str) -> &str {
    KINDS.iter().find(|(name, ..)| *name == kind).map_or(kind, |(_, english, spanish)| match language {
        Language::En => english,
        Language::Es => spanish,
    })
}

/// The screener's names of kinds, and what they are in a letter.
const KINDS: [(&str, &str, &str); 17] = [
    ("Lab result", "a test result", "un resultado de laboratorio"),
    ("Lab test", "the name of a test", "el nombre de un análisis"),
    ("Medicine and dose", "a medicine and its dose", "un medicamento y su dosis"),
    ("Medicine", "the name of a medicine", "el nombre de un medicamento"),
    ("Diagnosis", "the name of a condition", "el nombre de una enfermedad"),
    ("Sensitive care", "a kind of care", "un tipo de atención"),
    ("Imaging or procedure", "an exam or procedure", "un examen o procedimiento"),
    ("Photo or file", "a picture or document", "una imagen o un documento"),
    (
        "ID, insurance or card number",
        "an identification, insurance or card number",
        "un número de identificación, de seguro o de tarjeta",
    ),
    ("Hints at a condition", "the kind of clinic", "el tipo de clínica"),
    ("Birth date", "your date of birth", "su fecha de nacimiento"),
    ("Full name", "your full name", "su nombre completo"),
    ("Someone else's name", "another person's name", "el nombre de otra persona"),
    ("Address or contact details", "your address or contact details", "su dirección o datos de contacto"),
    ("Symptom from their text", "a symptom", "un síntoma"),
    ("May tell why they are seen", "words about your care", "palabras sobre su atención"),
    ("WhatsApp", "a message on WhatsApp", "un mensaje por WhatsApp"),
];

fn english(facts: &Facts<'_>) -> String {
    let Facts { patient, practice, happened, known, today, .. } = facts;
    let phone = facts.phone.unwrap_or("[telephone number]");
    let what = match facts.kind {
        CaseKind::WrongPerson => {
            "a text message that was meant for you, or was about you, went to another person"
        }
        CaseKind::TooMuch => "a text message about you said more than a text message should",
        CaseKind::WrongNumber => "a text message that was meant for you went to a number that is not yours",
        CaseKind::LostDevice => "a phone or computer that held text messages about you was lost or stolen",
    };
    let stopped = if facts.stopped { "We stopped texts to that number. " } else { "" };
    let kinds = list(facts.kinds, " and ").unwrap_or_else(|| "[kinds of information]".to_owned());
    format!(
        "{practice}\n{today}\n\nDear {patient},\n\n\
         We are writing because something went wrong with your health information.\n\n\
         What happened\nOn {happened}, {what}. We learned of it on {known}.\n\n\
         What information it was\n{kinds}. [Anything else that was in it.]\n\n\
         What you can do\nIf you get a call, text or letter about your health that you did not expect, do not answer it, \
         and call us. Look at the statements of your health plan, and ask the plan about care that you did not get. \
         [Anything else that helps in this case.]\n\n\
         What we are doing\n{stopped}We kept a record of what was sent. We look into how it happened, and change what \
         let it happen. [What was done.]\n\n\
         How to reach us\nCall {phone}, write to [postal address], or ask at the front desk. \
         The call is free of charge: [toll-free number, e-mail address, web site or postal address].\n\n\
         We are sorry.\n\n[Name]\n[Title]\n{practice}\n"
    )
}

fn spanish(facts: &Facts<'_>) -> String {
    let Facts { patient, practice, happened, known, today, .. } = facts;
    let phone = facts.phone.unwrap_or("[número de teléfono]");
    let what = match facts.kind {
        CaseKind::WrongPerson => {
            "un mensaje de texto que era para usted, o que trataba de usted, llegó a otra persona"
        }
        CaseKind::TooMuch => {
            "un mensaje de texto sobre usted decía más de lo que debe decir un mensaje de texto"
        }
        CaseKind::WrongNumber => "un mensaje de texto que era para usted llegó a un número que no es suyo",
        CaseKind::LostDevice => {
            "se perdió o fue robado un teléfono o una computadora con mensajes de texto sobre usted"
        }
    };
    let stopped = if facts.stopped { "Detuvimos los mensajes a ese número. " } else { "" };
    let kinds = list(facts.kinds, " y ").unwrap_or_else(|| "[tipos de información]".to_owned());
    format!(
        "{practice}\n{today}\n\nEstimado(a) {patient}:\n\n\
         Le escribimos porque hubo un problema con su información de salud.\n\n\
         Qué pasó\nEl {happened}, {what}. Lo supimos el {known}.\n\n\
         Qué información era\n{kinds}. [Lo demás que contenía.]\n\n\
         Qué puede hacer\nSi recibe una llamada, un mensaje o una carta sobre su salud que no esperaba, no responda y \
         llámenos. Revise los estados de cuenta de su plan de salud y pregunte al plan por cualquier atención que usted \
         no recibió. [Lo demás que ayude en este caso.]\n\n\
         Qué hacemos nosotros\n{stopped}Guardamos constancia de lo que se envió. \
         Investigamos cómo ocurrió y cambiamos lo que lo permitió. [Lo que se hizo.]\n\n\
         Cómo comunicarse con nosotros\nLlame al {phone}, escriba a [dirección postal] o pregunte en la recepción. \
         La llamada es gratuita: [número gratuito, correo electrónico, sitio web o dirección postal].\n\n\
         Lo sentimos.\n\n[Nombre]\n[Cargo]\n{practice}\n"
    )
}

fn list(kinds: &[&str], last: &str) -> Option<String> {
    let (end, before) = kinds.split_last()?;
    let words =
        if before.is_empty() { (*end).to_owned() } else { format!("{}{last}{end}", before.join(", ")) };
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}
