//! What the sample's files must agree on.

use std::collections::BTreeSet;

use super::threads::{Dir, ThreadState};
use super::{SampleError, SamplePractice};

impl SamplePractice {
    pub(super) fn check(&self) -> Result<(), SampleError> {
        self.check_people()?;
        self.check_threads()?;
        self.check_scripts()
    }

    fn check_people(&self) -> Result<(), SampleError> {
        let mut seen = BTreeSet::new();
        for patient in &self.patients {
            demand(seen.insert(&patient.id), "two patients share an id", &patient.id)?;
            demand(seen.insert(&patient.number), "two patients share a number", &patient.id)?;
            demand(
                is_fictional(&patient.number),
                "a number is not one of the fictional 555-01xx",
                &patient.id,
            )?;
            for fact in &patient.consent {
                let known = fact.by.as_ref().is_none_or(|by| self.is_staff(by));
                demand(known, "consent recorded by nobody on the staff", &patient.id)?;
            }
        }
        demand(!self.lines.is_empty(), "there is no line", "practice.json")?;
        demand(
            self.staff.iter().filter(|staff| staff.default).count() == 1,
            "one default user is needed",
            "staff",
        )
    }

    fn check_threads(&self) -> Result<(), SampleError> {
        let mut seen = BTreeSet::new();
        for thread in &self.threads {
            let id = &thread.patient;
            demand(self.patient(id).is_some(), "a thread with nobody", id)?;
            demand(seen.insert(id), "two threads with one patient", id)?;
            demand(
                thread.assignee.as_ref().is_none_or(|by| self.is_staff(by)),
                "assigned to nobody on the staff",
                id,
            )?;
            let snoozed = thread.state == ThreadState::Snoozed;
            demand(snoozed == thread.snoozed_until.is_some(), "snoozed without an end, or the reverse", id)?;
            let times: Vec<_> = thread.messages.iter().map(|message| (message.day, message.time)).collect();
            demand(times.is_sorted() && !times.is_empty(), "texts are not in order", id)?;
            for message in &thread.messages {
                let signed = message.by.as_ref().is_some_and(|by| self.is_staff(by));
                demand(signed == (message.dir == Dir::Out), "outbound texts, and only they, are signed", id)?;
                demand(
                    message.time.to_string().as_str() < "10:42" || message.day < 0,
                    "a text of the future",
                    id,
                )?;
            }
            demand(
                thread.notes.iter().all(|note| self.is_staff(&note.by)),
                "a note by nobody on the staff",
                id,
            )?;
        }
        Ok(())
    }

    fn check_scripts(&self) -> Result<(), SampleError> {
        for person in &self.scripts.people {
            let reachable =
                person.number.as_ref().map_or(self.patient(&person.who).is_some(), |n| is_fictional(n));
            demand(reachable, "a script for nobody", &person.who)?;
        }
        let voices = ["en", "es"].iter().all(|language| self.scripts.voices.contains_key(*language));
        demand(voices, "a voice is missing", "scripts.json")
    }

    fn is_staff(&self, id: &str) -> bool {
        self.staff.iter().any(|staff| staff.id == id)
    }
}

/// Numbers 555-0100 to 555-0199 are set aside for fiction in every North American area code.
fn is_fictional(number: &str) -> bool {
    let tail: String = number.chars().skip(5).collect();
    number.len() == 12 && number.starts_with("+1") && tail.starts_with("55501")
}

fn demand(holds: bool, what: &str, whose: &str) -> Result<(), SampleError> {
    if holds { Ok(()) } else { Err(SampleError::Contradiction(format!("{what} ({whose})"))) }
}
