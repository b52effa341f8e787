//! People who are texted, their numbers, and finding them by name or number.

use foyer_domain::{Language, PatientId, PhoneNumber, Private, Relationship, Timestamp, fold};
use rusqlite::{OptionalExtension as _, Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, prefix_end, reversed_digits, rows},
};

/// A patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientRow {
    /// Our id.
    pub id: PatientId,
    /// Full name.
    pub full_name: Private,
    /// What they like to be called.
    pub goes_by: Option<Private>,
    /// As the desk wrote it.
    pub birth_date: Option<Private>,
    /// What they are texted in.
    pub language: Language,
    /// When the record began.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A number at which a patient is texted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// Whose.
    pub patient: PatientId,
    /// The number.
    pub number: PhoneNumber,
    /// Who answers it.
    pub relationship: Relationship,
}

/// What a record says of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientFields {
    /// Full name.
    pub full_name: Private,
    /// What they like to be called.
    pub goes_by: Option<Private>,
    /// As the desk writes it.
    pub birth_date: Option<Private>,
    /// What they are texted in.
    pub language: Language,
}

const COLUMNS: &str =
    "p.seq, p.id, p.full_name, p.goes_by, p.birth_date, p.language, p.created_at, p.updated_at";

/// Begins a record.
///
/// # Errors
/// [`StoreError::Conflict`] when the id is taken.
pub fn create(
    tx: &WriteTx<'_>,
    id: PatientId,
    fields: &PatientFields,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO patient (id, full_name, goes_by, birth_date, language, created_at, updated_at)
         VALUES (:id, :name, :goes_by, :birth, :language, :now, :now)",
    )?
    .execute(named_params! {
        ":id": id.bytes(),
        ":name": fields.full_name.reveal(),
        ":goes_by": fields.goes_by.as_ref().map(Private::reveal),
        ":birth": fields.birth_date.as_ref().map(Private::reveal),
        ":language": fields.language.as_str(),
        ":now": now.millis(),
    })?;
    index_words(tx, id)
}

/// Changes a record; the list shows the new name at once.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn update(
    tx: &WriteTx<'_>,
    id: PatientId,
    fields: &PatientFields,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE patient SET full_name = :name, goes_by = :goes_by, birth_date = :birth, language = :language,
                updated_at = :now WHERE id = :id",
        )?
        .execute(named_params! {
            ":id": id.bytes(),
            ":name": fields.full_name.reveal(),
            ":goes_by": fields.goes_by.as_ref().map(Private::reveal),
            ":birth": fields.birth_date.as_ref().map(Private::reveal),
            ":language": fields.language.as_str(),
            ":now": now.millis(),
        })?;
    if changed == 0 {
        return Err(StoreError::NotFound { table: "patient" });
    }
    index_words(tx, id)?;
    let name = shown_name(tx, id)?;
    tx.prepare("UPDATE thread SET patient_name = ?1 WHERE patient = ?2")?
        .execute(params![name.reveal(), id.bytes()])?;
    Ok(())
}

/// One record.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: PatientId) -> Result<PatientRow, StoreError> {
    rows(tx, &format!("SELECT {COLUMNS} FROM patient p WHERE p.id = ?1"), params![id.bytes()], read)?
        .pop()
        .ok_or(StoreError::NotFound { table: "patient" })
}

/// Adds a number to a patient, or changes who answers it.
///
/// # Errors
/// [`StoreError::NotFound`] for a patient that is none.
pub fn add_contact(tx: &WriteTx<'_>, contact: &ContactRow, now: Timestamp) -> Result<(), StoreError> {
    let patient = seq_of(tx, contact.patient)?;
    tx.prepare(
        "INSERT INTO contact (patient, number, reversed, relationship, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (patient, number) DO UPDATE SET relationship = excluded.relationship",
    )?
    .execute(params![
        patient,
        contact.number.reveal(),
        reversed_digits(&contact.number),
        contact.relationship.as_str(),
        now.millis()
    ])?;
    Ok(())
}

/// Takes a number from a patient. Consent given for it stays on record.
///
/// # Errors
/// [`StoreError::NotFound`] for a patient that is none.
pub fn remove_contact(tx: &WriteTx<'_>, patient: PatientId, number: &PhoneNumber) -> Result<(), StoreError> {
    let patient = seq_of(tx, patient)?;
    tx.prepare("DELETE FROM contact WHERE patient = ?1 AND number = ?2")?
        .execute(params![patient, number.reveal()])?;
    Ok(())
}

/// The numbers of a patient.
///
/// # Errors
/// The store's own.
pub fn contacts(tx: &ReadTx<'_>, patient: PatientId) -> Result<Vec<ContactRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT p.id, c.number, c.relationship FROM patient p CROSS JOIN contact c ON c.patient = p.seq
         WHERE p.id = ?1 ORDER BY c.created_at, c.number",
        [patient.bytes()],
        |row| {
            let r = Reading::new(row, "contact");
            Ok(ContactRow {
                patient: r.id("id")?,
                number: r.number("number")?,
                relationship: r.word("relationship", Relationship::parse)?,
            })
        },
    )
}

/// Everybody on record with a number, but those it was wrong for: a phone can be shared.
///
/// # Errors
/// The store's own.
pub fn find_by_number(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Vec<PatientRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM contact c CROSS JOIN patient p ON p.seq = c.patient
             WHERE c.number = ?1 AND c.kept IS NOT 'wrong' ORDER BY p.seq"
        ),
        params![number.reveal()],
        read,
    )
}

/// Patients whose names have a word starting with each word of `typed`, in any order, without regard to case
/// and accents.
///
/// # Errors
/// The store's own.
pub fn search_by_name(tx: &ReadTx<'_>, typed: &str, limit: u32) -> Result<Vec<PatientRow>, StoreError> {
    let mut words = fold::words(typed);
    words.truncate(6);
    // The longest word narrows most; the others are looked up per candidate.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let Some((first, others)) = words.split_first() else { return Ok(Vec::new()) };
    let mut statement =
        tx.prepare("SELECT DISTINCT w.patient FROM patient_word w WHERE w.word >= ?1 AND w.word < ?2")?;
    let mut candidates = statement.query([first.as_str(), prefix_end(first).as_str()])?;
    let mut check = tx.prepare("SELECT word FROM patient_word WHERE patient = ?1")?;
    let mut found = Vec::new();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    while let Some(row) = candidates.next()? {
        let patient: i64 = row.get(0)?;
        let names: Vec<String> = check.query_map([patient], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if others.iter().all(|word| names.iter().any(|name| name.starts_with(word.as_str()))) {
            let mut one = rows(
                tx,
                &format!("SELECT {COLUMNS} FROM patient p WHERE p.seq = ?1"),
                params![patient],
                read,
            )?;
            found.append(&mut one);
        }
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
}

/// How many patients there are.
///
/// # Errors
/// The store's own.
pub fn count(tx: &ReadTx<'_>) -> Result<u64, StoreError> {
    crate::sql::count(tx, "SELECT count(*) FROM patient")
}

/// A page of all patients by name order of entry, for lists and exports.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>, offset: u32, limit: u32) -> Result<Vec<PatientRow>, StoreError> {
    rows(
        tx,
        &format!("SELECT {COLUMNS} FROM patient p ORDER BY p.seq LIMIT ?1 OFFSET ?2"),
        params![limit, offset],
        read,
    )
}

/// The name the list shows.
pub(crate) fn shown_name(tx: &ReadTx<'_>, id: PatientId) -> Result<Private, StoreError> {
    let patient = get(tx, id)?;
    Ok(foyer_domain::shown_name(&patient.full_name, patient.goes_by.as_ref()))
}

/// The one patient with this number and their name; `None` for nobody and for several.
pub(crate) fn only_one_at(
    tx: &ReadTx<'_>,
    number: &PhoneNumber,
) -> Result<Option<(PatientId, Private)>, StoreError> {
    let mut found = find_by_number(tx, number)?;
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => {
            let name = foyer_domain::shown_name(&only.full_name, only.goes_by.as_ref());
            Ok(Some((only.id, name)))
        }
        (Some(_), false) | (None, _) => Ok(None),
    }
}

pub(crate) fn seq_of(tx: &ReadTx<'_>, id: PatientId) -> Result<i64, StoreError> {
    tx.prepare("SELECT seq FROM patient WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NotFound { table: "patient" })
}

/// Finds a record by its names, and by those of records that went into it; one that went is found as the other.
pub(crate) fn index_words(tx: &WriteTx<'_>, id: PatientId) -> Result<(), StoreError> {
    let patient = seq_of(tx, id)?;
    tx.prepare("DELETE FROM patient_word WHERE patient = ?1")?.execute([patient])?;
    if crate::merges::used(tx, id)? != id {
        return Ok(());
    }
    let mut insert =
        tx.prepare("INSERT INTO patient_word (word, patient) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    let others = crate::merges::into(tx, id)?;
    for one in std::iter::once(id).chain(others.iter().map(|merge| merge.gone)) {
        let row = get(tx, one)?;
        let names = [Some(&row.full_name), row.goes_by.as_ref()];
        for word in names.into_iter().flatten().flat_map(|name| fold::words(name.reveal())) {
            insert.execute(params![word, patient])?;
        }
    }
    Ok(())
}

pub(crate) fn read(row: &Row<'_>) -> Result<PatientRow, StoreError> {
    let r = Reading::new(row, "patient");
    Ok(PatientRow {
        id: r.id("id")?,
        full_name: r.private("full_name")?,
        goes_by: r.opt_private("goes_by")?,
        birth_date: r.opt_private("birth_date")?,
        language: r.word("language", Language::parse)?,
        created_at: r.at("created_at")?,
        updated_at: r.at("updated_at")?,
    })
}
