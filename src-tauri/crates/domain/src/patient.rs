//! A person who is texted.

use crate::{PatientId, Private};

/// The language a patient reads first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// The BCP 47 tag, also the word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "en" => Some(Self::En),
            "es" => Some(Self::Es),
            _ => None,
        }
    }
}

/// What somebody is to the patient whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// The patient themselves.
    Own,
    /// Mother or father.
    Parent,
    /// Son or daughter.
    Child,
    /// Husband, wife, partner.
    Partner,
    /// Legal guardian.
    Guardian,
    /// Somebody who looks after the patient.
    Caregiver,
}

impl Relationship {
    /// Every relationship, for round trips.
    pub const ALL: [Self; 6] =
        [Self::Own, Self::Parent, Self::Child, Self::Partner, Self::Guardian, Self::Caregiver];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Partner => "partner",
            Self::Guardian => "guardian",
            Self::Caregiver => "caregiver",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relationship| relationship.as_str() == word)
    }
}

/// What a patient is called in lists: "Guadalupe Sandoval", who goes by Lupe, is "Lupe Sandoval".
pub fn shown_name(full_name: &Private, goes_by: Option<&Private>) -> Private {
    let Some(called) = goes_by.map(Private::reveal).filter(|called| !called.trim().is_empty()) else {
        return full_name.clone();
    };
    match full_name.reveal().split_whitespace().next_back() {
        Some(family) if !called.contains(' ') && called != family => {
            Private::new(format!("{called} {family}"))
        }
        Some(_) | None => Private::new(called),
    }
}

/// A patient's record, as much as a front desk needs to text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patient {
    /// Our id.
    pub id: PatientId,
    /// Name on the record.
    pub full_name: Private,
    /// What they are called, when it differs.
    pub goes_by: Option<Private>,
    /// Birth date as `YYYY-MM-DD`.
    pub birth_date: Option<Private>,
    /// First language.
    pub language: Language,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_listed_by_what_they_are_called() {
        let shown = |full, called: Option<&str>| {
            shown_name(&Private::new(full), called.map(Private::new).as_ref()).into_inner()
        };
        assert_eq!(shown("Guadalupe Sandoval", Some("Lupe")), "Lupe Sandoval");
        assert_eq!(shown("Guadalupe Sandoval", None), "Guadalupe Sandoval");
        assert_eq!(shown("Guadalupe Sandoval", Some(" ")), "Guadalupe Sandoval");
        assert_eq!(shown("Guadalupe Sandoval", Some("Lupe S.")), "Lupe S.");
        assert_eq!(shown("Cher", Some("Cher")), "Cher");
    }
}
