//! The blanks a template may have: a closed list, each with its name in both languages.

use foyer_domain::Language;

use super::TemplateLevel;

/// What stands in a template for something that is known, or typed, when it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blank {
    /// What the patient is called.
    FirstName,
    /// The name that signs texts.
    Practice,
    /// The number that the patient texts with.
    Phone,
    /// Where the practice is.
    Location,
    /// The portal's front door.
    Link,
    /// Where visits are booked.
    BookingLink,
    /// Where forms are filled in.
    FormsLink,
    /// When the practice is open.
    Hours,
    /// Which insurance is accepted.
    Insurance,
    /// A day; typed.
    Date,
    /// A time of day; typed.
    Time,
    /// How many minutes; typed.
    Minutes,
    /// Who sees the patient; typed.
    Doctor,
}

impl Blank {
    /// Every blank there is, as the list shows them.
    pub const ALL: [Self; 13] = [
        Self::FirstName,
        Self::Practice,
        Self::Phone,
        Self::Location,
        Self::Link,
        Self::BookingLink,
        Self::FormsLink,
        Self::Hours,
        Self::Insurance,
        Self::Date,
        Self::Time,
        Self::Minutes,
        Self::Doctor,
    ];

    /// Its name between braces.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::FirstName, Language::En) => "first name",
            (Self::FirstName, Language::Es) => "nombre",
            (Self::Practice, Language::En) => "practice",
            (Self::Practice, Language::Es) => "consultorio",
            (Self::Phone, Language::En) => "phone",
            (Self::Phone, Language::Es) => "teléfono",
            (Self::Location, Language::En) => "location",
            (Self::Location, Language::Es) => "lugar",
            (Self::Link, Language::En) => "link",
            (Self::Link, Language::Es) => "enlace",
            (Self::BookingLink, Language::En) => "booking link",
            (Self::BookingLink, Language::Es) => "enlace de citas",
            (Self::FormsLink, Language::En) => "forms link",
            (Self::FormsLink, Language::Es) => "enlace de formularios",
            (Self::Hours, Language::En) => "hours",
            (Self::Hours, Language::Es) => "horario",
            (Self::Insurance, Language::En) => "insurance",
            (Self::Insurance, Language::Es) => "seguros",
            (Self::Date, Language::En) => "date",
            (Self::Date, Language::Es) => "fecha",
            (Self::Time, Language::En) => "time",
            (Self::Time, Language::Es) => "hora",
            (Self::Minutes, Language::En) => "minutes",
            (Self::Minutes, Language::Es) => "minutos",
            (Self::Doctor, Language::En) => "doctor",
            (Self::Doctor, Language::Es) => "médico",
        }
    }

    /// The blank of that name, in either language, whatever its case.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Self::ALL.into_iter().find(|blank| {
            [Language::En, Language::Es].into_iter().any(|language| blank.name(language) == name)
        })
    }

    /// What a text tells by having it filled.
    pub(crate) const fn level(self) -> TemplateLevel {
        match self {
            Self::FirstName
            | Self::Practice
            | Self::Phone
            | Self::Location
            | Self::Link
            | Self::BookingLink
            | Self::FormsLink
            | Self::Hours
            | Self::Insurance
            | Self::Minutes => TemplateLevel::OfficeFacts,
            Self::Date | Self::Time | Self::Doctor => TemplateLevel::VisitDetails,
        }
    }

    /// Something that might stand there, to try a template with.
    pub(crate) const fn trial(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::FirstName, _) => "Ana",
            (Self::Practice, _) => "Bayou Family Clinic",
            (Self::Phone, _) => "(713) 555-0100",
            (Self::Location, _) => "1200 Main Street, Suite 210",
            (Self::Link, _) => "portal.bayoufamily.example",
            (Self::BookingLink, _) => "bayoufamily.example/book",
            (Self::FormsLink, _) => "bayoufamily.example/forms",
            (Self::Hours, Language::En) => "Mon-Fri 8 AM-5 PM",
            (Self::Hours, Language::Es) => "lun-vie 8 AM-5 PM",
            (Self::Insurance, Language::En) => "Medicare and most plans",
            (Self::Insurance, Language::Es) => "Medicare y otros planes",
            (Self::Date, Language::En) => "Monday, Nov 23",
            (Self::Date, Language::Es) => "lunes 23 de noviembre",
            (Self::Time, _) => "2:15 PM",
            (Self::Minutes, _) => "20",
            (Self::Doctor, _) => "Dr. Landry",
        }
    }
}
