//! `practice.json`: the clinic, its lines, its staff, its patients and what is known of their consent.

use serde::{Deserialize, Serialize};

use super::calendar::LocalTime;
use crate::carrier::Handset;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Practice {
    pub clinic: Clinic,
    pub lines: Vec<PracticeLine>,
    pub staff: Vec<Staff>,
    pub patients: Vec<Patient>,
}

/// The clinic.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clinic {
    /// As it signs its texts.
    pub name: String,
    /// City and state, for people.
    pub place: String,
    /// Two-letter state, whose rules apply.
    pub state: String,
    /// IANA name.
    pub time_zone: String,
    /// Host and path without scheme, as it is texted.
    pub portal_url: String,
}

/// One of the clinic's numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeLine {
    /// E.164.
    pub number: String,
    /// What the desk calls it.
    pub name: String,
}

/// Somebody who works there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Slug, used in the other files.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether the demo is played as this person.
    #[serde(default)]
    pub default: bool,
}

/// A staff member's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads and answers.
    FrontDesk,
    /// Answers about care.
    Nurse,
    /// Also sees settings, review and audit.
    PracticeManager,
}

/// A patient. No `Debug`: treated like a real one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// Slug, used in the other files.
    pub id: String,
    /// Full name on file.
    pub name: String,
    /// What they are called, if not by their first name.
    #[serde(default)]
    pub goes_by: Option<String>,
    /// E.164.
    pub number: String,
    /// The language they prefer.
    pub language: Language,
    /// `YYYY-MM-DD`.
    pub birth_date: chrono::NaiveDate,
    /// Whether they have opened their portal account.
    pub portal_active: bool,
    /// Who else may read this phone.
    #[serde(default)]
    pub household: Vec<Relative>,
    /// How the phone behaves; an ordinary mobile if absent.
    #[serde(default)]
    pub handset: Handset,
    /// Oldest first. Nothing means that nobody asked yet.
    #[serde(default)]
    pub consent: Vec<ConsentFact>,
}

impl Patient {
    /// The name used in lists: `goes_by` with the family name, else the full name.
    pub fn shown_name(&self) -> String {
        match (&self.goes_by, self.name.rsplit_once(' ')) {
            (Some(called), Some((_, family))) => format!("{called} {family}"),
            (Some(called), None) => called.clone(),
            (None, _) => self.name.clone(),
        }
    }
}

/// A language that the clinic texts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
}

/// Somebody else on the same phone.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    /// Full name.
    pub name: String,
    /// As staff wrote it: "Daughter".
    pub relationship: String,
}

/// Something that happened to a patient's consent. Standing on the demo's day follows from the last one and
/// its age: a consent older than twelve months has expired.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentFact {
    /// What it made of consent.
    pub standing: Standing,
    /// How it is known.
    pub basis: Basis,
    /// Days from the demo's day; negative is the past.
    pub day: i32,
    /// Local time.
    pub time: LocalTime,
    /// Staff slug, where a person recorded or sent it.
    #[serde(default)]
    pub by: Option<String>,
    /// The patient's own words, where there are any.
    #[serde(default)]
    pub words: Option<String>,
}

/// What a consent fact says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// May be texted.
    Granted,
    /// The risk notice went out; no answer yet.
    NoticeSent,
    /// Said no to the notice or at the desk.
    Declined,
    /// Opted out.
    Revoked,
}

/// How a consent fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The clinic sent the risk notice.
    Notice,
    /// The patient replied to it.
    Reply,
    /// The patient told staff at the desk or by phone.
    Spoken,
    /// The patient signed a form.
    Form,
    /// The patient texted a stop or start word.
    Keyword,
}
