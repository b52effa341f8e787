//! A case as a file that proves itself, and a letter as paper.
//!
//! Lines of JSON: what the file is; how many lines of evidence follow and the SHA-256 over exactly those bytes; the
//! evidence as it was set aside; the case as it stands; its log; its clocks; and last how many lines there were and the
//! SHA-256 of every byte before that line, as in the report. The audit trail names both digests.

use chrono_tz::Tz;
use foyer_audit::Hash;
use foyer_domain::{Actor, IncidentId, Timestamp};
use foyer_policy::breach::{BreachBook, CaseEntry};
use foyer_store::{ReadTx, StoreError, incidents};
use serde_json::{Value, json};

use super::{Opened, telling};
use crate::{
    desk::Desk,
    paper::{NoPaper, Paper},
    reading::Staff,
    report::files::{NoFile, proved},
    zone::day_of,
};

/// A case with its evidence, ready to be written.
pub(crate) struct CaseFile {
    head: Value,
    evidence: Vec<u8>,
    rest: Vec<Value>,
}

impl CaseFile {
    /// Reads everything that goes into it.
    ///
    /// # Errors
    /// [`StoreError::Hidden`], [`StoreError::NotFound`].
    pub(crate) fn read(
        desk: &Desk,
        tx: &ReadTx<'_>,
        id: IncidentId,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let open = Opened::read(desk, tx, id)?;
        let (staff, practice, scope) = (Staff::read(tx)?, desk.practice(), open.scope());
        let evidence = incidents::evidence(tx, id)?;
        let known = day_of(scope.known_at, practice.zone());
        let head = json!({
            "incident": open.number(), "form": 1, "practice": practice.name, "timeZone": practice.zone().name(),
            "madeBy": staff.name(desk.user.id), "madeAt": now.millis(),
            "kind": open.row.kind.as_str(), "reportedBy": staff.name(open.row.reported_by),
            "reportedAt": open.row.reported_at.millis(), "reportedFrom": open.text.id.to_string(),
        });
        let mut rest = vec![json!({
            "case": {
                "state": telling::state(open.case.state), "decision": open.case.decision, "stopped": open.case.stopped,
                "disclosed": open.disclosed(), "scope": scope,
            }
        })];
        rest.extend(open.entries.iter().map(|entry| line_of_log(&staff, entry)));
        for clock in telling::clocks(&scope, known) {
            rest.push(json!({
                "clock": {
                    "due": clock.due.map(|due| due.to_string()), "citation": clock.row.citation,
                    "mark": clock.row.mark, "sourceReadOn": clock.row.read_on.to_string(),
                    "rules": BreachBook::shipped().version(),
                }
            }));
        }
        Ok(Self { head, evidence, rest })
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// See [`NoFile`].
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, NoFile> {
        let lines = self.evidence.iter().filter(|byte| **byte == b'\n').count();
        let before = json!({
            "evidence": { "lines": lines, "sha256": Hash::of(&[&self.evidence]).to_string() }
        });
        proved("lines", |out| {
            out.line(&self.head)?;
            out.line(&before)?;
            out.verbatim(&self.evidence, lines)?;
            self.rest.iter().try_for_each(|line| out.line(line))
        })
    }
}

fn line_of_log(staff: &Staff, entry: &CaseEntry) -> Value {
    let by = match entry.by {
        Actor::User(user) => staff.name(user),
        Actor::System => "Foyer".to_owned(),
        Actor::Patient => "the patient".to_owned(),
        Actor::Carrier => "the carrier".to_owned(),
    };
    json!({
        "log": {
            "at": entry.at.millis(), "by": by, "fact": entry.fact,
            "words": entry.words.as_ref().map(|words| words.reveal()),
        }
    })
}

/// A letter as paper: its words as they are, a line of its own for each.
///
/// # Errors
/// See [`NoPaper`].
pub(crate) fn letter(text: &str, practice: &str, (now, zone): (Timestamp, Tz)) -> Result<Vec<u8>, NoPaper> {
    let mut paper = Paper::default();
    for line in text.lines() {
        paper.words(line);
    }
    paper.pdf("Letter", &format!("{practice}, {}", day_of(now, zone)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_proves_its_evidence_and_itself() {
        let evidence = b"{\"conversation\":1}\n{\"text\":2}\n".to_vec();
        let file =
            CaseFile { head: json!({ "incident": "2026-01" }), evidence, rest: vec![json!({ "case": 1 })] };
        let bytes = file.bytes().unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(
            (lines.len(), &lines[1]["evidence"]["lines"], &lines[5]["manifest"]["lines"]),
            (6, &json!(2), &json!(5))
        );
        let start = text.find("{\"conversation\"").unwrap();
        let end = text.find("{\"case\"").unwrap();
        assert_eq!(lines[1]["evidence"]["sha256"], Hash::of(&[&bytes[start..end]]).to_string());
        let last = text.find("{\"manifest\"").unwrap();
        assert_eq!(lines[5]["manifest"]["sha256"], Hash::of(&[&bytes[..last]]).to_string());
    }

    #[test]
    fn a_letter_reads_back_from_paper() {
        let zone = chrono_tz::America::Chicago;
        let pdf = letter(
            "Bayou Family Clinic\n\nEstimado Nguyễn:\nQué pasó",
            "Bayou",
            (Timestamp::from_millis(0), zone),
        )
        .unwrap();
        let text = pdf_extract::extract_text_from_mem(&pdf).unwrap();
        assert!(text.contains("Estimado Nguyễn") && text.contains("Qué pasó"), "{text}");
    }
}
