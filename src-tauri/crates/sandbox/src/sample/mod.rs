//! The sample practice: who works there, who its patients are, what was texted so far and what will be.
//!
//! One set of files feeds both ends: this crate plays the carrier's history and the patients, and the app
//! builds its throw-away practice from the same structs. A text has the same sid on both sides
//! ([`sid_for`]), so the first poll after opening finds nothing new. All people and numbers are invented.
//!
//! Moments in the files are a day relative to the demo's day and a local time. The demo's day begins its
//! play at 10:42; [`SamplePractice::at`] turns both into UTC milliseconds.

mod calendar;
mod check;
mod history;
mod people;
mod script;
mod threads;

use serde::de::DeserializeOwned;

pub use calendar::{LocalTime, parse_moment};
pub use history::Entry;
pub use people::{
    Basis, Clinic, ConsentFact, Language, Patient, PracticeLine, Relative, Role, Staff, Standing,
};
pub use script::{Script, ScriptAnswer, ScriptWrite, ScriptedPerson, Scripts, Voice};
pub use threads::{Dir, Note, Thread, ThreadMessage, ThreadState, media_sid_for, sid_for};

use crate::sample::people::Practice;

/// The three files, read and checked.
#[derive(Clone)]
pub struct SamplePractice {
    /// Name, place, portal.
    pub clinic: Clinic,
    /// The clinic's numbers.
    pub lines: Vec<PracticeLine>,
    /// Who works there; exactly one is the default user.
    pub staff: Vec<Staff>,
    /// Who texts.
    pub patients: Vec<Patient>,
    /// One per patient at most, in no particular order.
    pub threads: Vec<Thread>,
    /// Who will answer what, and who writes by themselves.
    pub scripts: Scripts,
    pub(crate) zone: chrono_tz::Tz,
}

/// The sample cannot be used; says which file and why, so that its author can mend it.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A file cannot be read from its folder.
    #[error("{file} cannot be read")]
    Unreadable {
        /// File name.
        file: &'static str,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
    /// A file is not what the structs describe.
    #[error("{file} is not what was expected")]
    Malformed {
        /// File name.
        file: &'static str,
        /// Line, column and field.
        #[source]
        source: serde_json::Error,
    },
    /// The files contradict each other.
    #[error("the sample contradicts itself: {0}")]
    Contradiction(String),
}

const FILES: [&str; 3] = ["practice.json", "threads.json", "scripts.json"];

impl SamplePractice {
    /// The sample compiled into the program.
    pub fn load_embedded() -> Result<Self, SampleError> {
        Self::parse([
            include_str!("../../../../../assets/sample-practice/practice.json"),
            include_str!("../../../../../assets/sample-practice/threads.json"),
            include_str!("../../../../../assets/sample-practice/scripts.json"),
        ])
    }

    /// The sample in a folder, to try changes without building.
    pub fn from_dir(folder: &std::path::Path) -> Result<Self, SampleError> {
        let read = |file: &'static str| {
            std::fs::read_to_string(folder.join(file))
                .map_err(|source| SampleError::Unreadable { file, source })
        };
        let [practice, threads, scripts] = FILES;
        let texts = [read(practice)?, read(threads)?, read(scripts)?];
        Self::parse([&texts[0], &texts[1], &texts[2]])
    }

    fn parse([practice, threads, scripts]: [&str; 3]) -> Result<Self, SampleError> {
        let [practice_file, threads_file, scripts_file] = FILES;
        let practice: Practice = read_json(practice_file, practice)?;
        let zone = practice.clinic.time_zone.parse();
        let zone = zone.map_err(|_| SampleError::Contradiction("the time zone does not exist".to_owned()))?;
        let sample = Self {
            clinic: practice.clinic,
            lines: practice.lines,
            staff: practice.staff,
            patients: practice.patients,
            threads: read_json(threads_file, threads)?,
            scripts: read_json(scripts_file, scripts)?,
            zone,
        };
        sample.check()?;
        Ok(sample)
    }

    /// A patient by id slug.
    pub fn patient(&self, id: &str) -> Option<&Patient> {
        self.patients.iter().find(|patient| patient.id == id)
    }

    /// Who sits at the desk in the demo.
    pub fn default_staff(&self) -> Option<&Staff> {
        self.staff.iter().find(|staff| staff.default)
    }
}

fn read_json<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, SampleError> {
    serde_json::from_str(text).map_err(|source| SampleError::Malformed { file, source })
}
