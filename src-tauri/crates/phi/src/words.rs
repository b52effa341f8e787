//! The words a person at the desk reads, as the design's table of findings gives them, and the words a fix puts in
//! place of the marked ones, in the language of the draft.
//!
//! Four kinds the table does not name (a test or a medicine without a figure, contact details) are worded after their
//! neighbours.

use crate::finding::{Advice, Kind};

impl Kind {
    /// The category as shown in the findings list.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::LabResult => "Lab result",
            Self::LabTest => "Lab test",
            Self::MedicineAndDose => "Medicine and dose",
            Self::Medicine => "Medicine",
            Self::Diagnosis => "Diagnosis",
            Self::SensitiveCare(_) => "Sensitive care",
            Self::ImagingOrProcedure => "Imaging or procedure",
            Self::PhotoOrFile => "Photo or file",
            Self::IdOrCardNumber => "ID, insurance or card number",
            Self::HintsAtCondition => "Hints at a condition",
            Self::BirthDate => "Birth date",
            Self::FullName => "Full name",
            Self::SomeoneElse => "Someone else's name",
            Self::ContactDetails => "Address or contact details",
            Self::Symptom => "Symptom from their text",
            Self::Implied => "May tell why they are seen",
            Self::WhatsApp => "WhatsApp",
        }
    }

    /// One sentence why it is marked.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::LabResult => {
                "A test name with a value. Texts aren't encrypted, so results go through the portal."
            }
            Self::LabTest => "A test's name points to a condition.",
            Self::MedicineAndDose => "A medicine with an amount points to a condition.",
            Self::Medicine => "A medicine's name points to a condition.",
            Self::Diagnosis => "This names a condition.",
            Self::SensitiveCare(_) => "This kind of care has extra protection. Keep it in the portal.",
            Self::ImagingOrProcedure => "This says what was done or found.",
            Self::PhotoOrFile => "Pictures can show health details. Attach it in the portal.",
            Self::IdOrCardNumber => "This number could be misused.",
            Self::HintsAtCondition => "The clinic's name says what it treats.",
            Self::BirthDate | Self::ContactDetails => "With a name, this identifies someone.",
            Self::FullName => "First name is enough in a text.",
            Self::SomeoneElse => "This names a person other than the patient.",
            Self::Implied => "No single word does, but together these may tell what someone is treated for.",
            Self::Symptom => "Repeating it puts it in a second text.",
            Self::WhatsApp => "WhatsApp isn't in your BAA. Visit times only.",
        }
    }

    /// Title and reason together.
    #[must_use]
    pub fn advice(&self) -> Advice {
        Advice { title: self.title(), reason: self.reason() }
    }
}

/// The language the draft reads as; it only chooses the words of a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tongue {
    English,
    Spanish,
}

impl Tongue {
    pub(crate) fn our_clinic(self) -> &'static str {
        match self {
            Self::English => "our clinic",
            Self::Spanish => "nuestra clínica",
        }
    }

    pub(crate) fn your_visit(self) -> &'static str {
        match self {
            Self::English => "your visit",
            Self::Spanish => "su visita",
        }
    }

    pub(crate) fn your_question(self) -> &'static str {
        match self {
            Self::English => "your question",
            Self::Spanish => "su pregunta",
        }
    }
}
