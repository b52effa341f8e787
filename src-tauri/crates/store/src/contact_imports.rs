//! Lists of people that were brought in: who, when, what each row made, and taking a whole list back.
//!
//! Taking back removes what nobody has touched since: a number that the list put down, and a person it made who has no
//! conversation, no other number and no change on record. Everybody else stays, and is counted.

use foyer_domain::{ImportId, PatientId, PhoneNumber, Private, Timestamp, UserId};
use rusqlite::{Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    households::Kept,
    sql::{Reading, StoredId as _, rows},
};

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContactImportRow {
    /// Its id.
    pub id: ImportId,
    /// Who brought it in.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// People it made.
    pub people: u32,
    /// Numbers it put down to people.
    pub numbers: u32,
    /// Rows that changed nothing.
    pub left_out: u32,
    /// The list of consents that came with it.
    pub consent: Option<ImportId>,
    /// Who took it back, and when.
    pub undone: Option<(UserId, Timestamp)>,
    /// People of it who stayed then.
    pub stayed: u32,
}

/// Somebody on record with a number, as far as a list is held against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRecord {
    /// Who.
    pub patient: PatientId,
    /// Full name.
    pub full_name: Private,
    /// As the desk wrote it.
    pub birth_date: Option<Private>,
    /// A number of theirs; `None` for somebody without one.
    pub number: Option<PhoneNumber>,
    /// Why they are never texted there.
    pub kept: Option<Kept>,
}

/// Everybody on record, a row a number; a record that went into another is none.
///
/// # Errors
/// The store's own.
pub fn on_record(tx: &ReadTx<'_>) -> Result<Vec<OnRecord>, StoreError> {
    rows(
        tx,
        "SELECT p.id, p.full_name, p.birth_date, c.number, c.kept
         FROM patient p LEFT JOIN contact c ON c.patient = p.seq
         WHERE NOT EXISTS (SELECT 1 FROM patient_merge m WHERE m.gone = p.id AND m.split_at IS NULL) ORDER BY p.seq",
        [],
        |row| {
            let r = Reading::new(row, "patient");
            let patient = r.id("id")?;
            let (full_name, birth_date) = (r.private("full_name")?, r.opt_private("birth_date")?);
            let number = match r.get::<Option<String>>("number")? {
                Some(_) => Some(r.number("number")?),
                None => None,
            };
            Ok(OnRecord { patient, full_name, birth_date, number, kept: r.opt_word("kept", Kept::parse)? })
        },
    )
}

/// Keeps that a list was brought in.
///
/// # Errors
/// [`StoreError::Conflict`] when the user is none.
pub fn add(tx: &WriteTx<'_>, row: &ContactImportRow) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO contact_import (id, by, at, people, numbers, left_out, consent)
         VALUES (:id, :by, :at, :people, :numbers, :left_out, :consent)",
    )?
    .execute(named_params! {
        ":id": row.id.bytes(),
        ":by": row.by.bytes(),
        ":at": row.at.millis(),
        ":people": row.people,
        ":numbers": row.numbers,
        ":left_out": row.left_out,
        ":consent": row.consent.map(|one| one.bytes()),
    })?;
    Ok(())
}

/// Keeps what a row of a list made: a number of somebody, and perhaps the person.
///
/// # Errors
/// [`StoreError::Conflict`] for a patient that is none.
pub fn add_row(
    tx: &WriteTx<'_>,
    import: ImportId,
    patient: PatientId,
    number: &PhoneNumber,
    made: bool,
) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO contact_import_row (import, patient, number, made)
         VALUES ((SELECT seq FROM contact_import WHERE id = ?1), ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?
    .execute(params![import.bytes(), patient.bytes(), number.reveal(), made])?;
    Ok(())
}

/// Every list, the newest first.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<ContactImportRow>, StoreError> {
    rows(
        tx,
        "SELECT id, by, at, people, numbers, left_out, consent, undone_by, undone_at, stayed
         FROM contact_import ORDER BY seq DESC",
        [],
        read,
    )
}

/// One list.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: ImportId) -> Result<ContactImportRow, StoreError> {
    list(tx)?.into_iter().find(|row| row.id == id).ok_or(StoreError::NotFound { table: "contact_import" })
}

/// Takes a whole list back; how many of its people stayed because something was changed since. What its consents said is
/// the caller's.
///
/// # Errors
/// [`StoreError::NotFound`] for a list that is none.
pub fn take_back(tx: &WriteTx<'_>, id: ImportId, by: UserId, now: Timestamp) -> Result<u32, StoreError> {
    let list = get(tx, id)?;
    let made = rows(
        tx,
        "SELECT r.patient, r.number, r.made FROM contact_import_row r
         WHERE r.import = (SELECT seq FROM contact_import WHERE id = ?1) ORDER BY r.patient, r.made",
        params![id.bytes()],
        |row| {
            let r = Reading::new(row, "contact_import_row");
            Ok((r.id::<PatientId>("patient")?, r.number("number")?, r.get::<bool>("made")?))
        },
    )?;
    let mut stayed = std::collections::BTreeSet::new();
    for (patient, number, _) in &made {
        if !untouched(tx, *patient, number, list.at)? {
            stayed.insert(*patient);
        }
    }
    for (patient, number, made) in made {
        if stayed.contains(&patient) {
            continue;
        }
        crate::patients::remove_contact(tx, patient, &number)?;
        // Somebody with another number by now is somebody the practice knows.
        if made && crate::patients::contacts(tx, patient)?.is_empty() {
            tx.prepare("DELETE FROM patient WHERE id = ?1")?.execute([patient.bytes()])?;
        }
    }
    let stayed = u32::try_from(stayed.len()).unwrap_or(u32::MAX);
    tx.prepare("UPDATE contact_import SET undone_by = ?1, undone_at = ?2, stayed = ?3 WHERE id = ?4")?
        .execute(params![by.bytes(), now.millis(), stayed, id.bytes()])?;
    Ok(stayed)
}

/// Whether nothing was done with somebody and their number since `at`: no change, no conversation, nothing said of
/// them by the desk.
fn untouched(
    tx: &ReadTx<'_>,
    patient: PatientId,
    number: &PhoneNumber,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx
        .prepare(
            "SELECT 1 FROM patient p LEFT JOIN contact c ON c.patient = p.seq AND c.number = :number
             WHERE p.id = :patient AND (
                p.updated_at > :at OR c.kept IS NOT NULL
                OR EXISTS (SELECT 1 FROM thread t WHERE t.patient = p.id AND t.far_number = :number)
                OR EXISTS (SELECT 1 FROM message_person m WHERE m.patient = p.id)
                OR EXISTS (SELECT 1 FROM patient_merge g WHERE g.gone = p.id OR g.kept = p.id)
                OR EXISTS (SELECT 1 FROM portal_account a WHERE a.patient = p.id)
                OR EXISTS (SELECT 1 FROM consent_event e WHERE e.number = :number AND e.patient = p.id
                    AND e.import IS NULL))",
        )?
        .exists(named_params! {
            ":patient": patient.bytes(),
            ":number": number.reveal(),
            ":at": at.millis(),
        })?;
    Ok(!touched)
}

fn read(row: &Row<'_>) -> Result<ContactImportRow, StoreError> {
    let r = Reading::new(row, "contact_import");
    let (id, by, at) = (r.id("id")?, r.id("by")?, r.at("at")?);
    let (people, numbers, left_out) = (r.count("people")?, r.count("numbers")?, r.count("left_out")?);
    let consent = r.opt_id("consent")?;
    let undone = match (r.opt_id("undone_by")?, r.opt_at("undone_at")?) {
        (Some(by), Some(at)) => Some((by, at)),
        _ => None,
    };
    Ok(ContactImportRow {
        id,
        by,
        at,
        people,
        numbers,
        left_out,
        consent,
        undone,
        stayed: r.count("stayed")?,
    })
}
