//! Lists of people from another system: read, previewed, brought in as one change, taken back whole.
//!
//! A row makes a person, puts a number down to one who is known, or is left out with its reason; nobody's record is
//! changed and no number is taken from anybody. What its consent columns say goes the way of every list of consents
//! (`importing`): it counts from its day, and for nothing without one.

mod export;
mod reach;
mod rows;

use std::collections::BTreeMap;

use foyer_domain::{Channel, ImportId, Language, PatientId, Relationship, Timestamp};
use foyer_policy::Subjects;
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    contact_imports::{self, ContactImportRow},
    merges,
    patients::{self, ContactRow, PatientFields},
};

pub(crate) use self::{
    export::file,
    reach::Reach,
    rows::{Columns, Fate, Person, Row, guess, judge},
};
use crate::{
    desk::Desk,
    importing::{self, Mapping, Table},
    record::{self, Act},
};

/// The most a file may weigh, and hold: a large practice in one list.
pub(crate) const BYTES_AT_MOST: usize = 24 << 20;
pub(crate) const ROWS_AT_MOST: usize = 50_000;

/// How often it is said how far an import is, in rows.
const TELL_EVERY: usize = 1_000;

/// What a list would do, by what is known now; nothing is written.
pub(crate) fn preview(tx: &ReadTx<'_>, table: &Table, columns: &Columns) -> Result<Vec<Row>, StoreError> {
    Ok(judge(merges::known(tx)?, table, columns))
}

/// Brings a list in, judged again by what is known now. `told` hears how many rows are done, of how many.
pub(crate) fn bring_in(
    desk: &Desk,
    tx: &WriteTx<'_>,
    table: &Table,
    columns: &Columns,
    now: Timestamp,
    told: impl Fn(usize, usize),
) -> Result<ContactImportRow, StoreError> {
    let rows = judge(merges::known(tx)?, table, columns);
    let id = ImportId::from_uuid(desk.next_uuid());
    // What its consent columns say is read against the people it makes.
    let mut made: BTreeMap<usize, PatientId> = BTreeMap::new();
    let mut kept = Vec::new();
    let mut list = ContactImportRow {
        id,
        by: desk.user.id,
        at: now,
        people: 0,
        numbers: 0,
        left_out: 0,
        consent: None,
        undone: None,
        stayed: 0,
    };
    for (place, row) in rows.iter().enumerate() {
        if place.is_multiple_of(TELL_EVERY) {
            told(place, rows.len());
        }
        let Some((patient, fresh)) = person(desk, tx, row, place, &made, now)? else {
            list.left_out = list.left_out.saturating_add(1);
            continue;
        };
        if fresh {
            made.insert(place, patient);
            list.people = list.people.saturating_add(1);
        }
        let Some(number) = row.number.clone() else { continue };
        let contact = ContactRow { patient, number: number.clone(), relationship: Relationship::Own };
        patients::add_contact(tx, &contact, now)?;
        list.numbers = list.numbers.saturating_add(1);
        kept.push((patient, number, fresh));
    }
    told(rows.len(), rows.len());
    if let Some((table, mapping)) = consents(&rows, table, columns) {
        list.consent = Some(importing::bring_in(desk, tx, &table, &mapping, now)?.id);
    }
    contact_imports::add(tx, &list)?;
    for (patient, number, fresh) in kept {
        contact_imports::add_row(tx, id, patient, &number, fresh)?;
    }
    let counts = serde_json::json!({
        "people": list.people, "numbers": list.numbers, "leftOut": list.left_out,
    });
    record::with(desk, tx, Act::ContactsImported, None, Some(id.uuid()), counts, now)?;
    Ok(list)
}

/// Takes a whole list back, its consents with it. `None` when that was done before; else how many of its people stay
/// because something was changed since.
pub(crate) fn undo(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: ImportId,
    now: Timestamp,
) -> Result<Option<u32>, StoreError> {
    let list = contact_imports::get(tx, id)?;
    if list.undone.is_some() {
        return Ok(None);
    }
    if let Some(consent) = list.consent {
        // A person may have taken that list back by itself.
        importing::undo(desk, tx, consent, now)?;
    }
    let stayed = contact_imports::take_back(tx, id, desk.user.id, now)?;
    let detail = serde_json::json!({ "stayed": stayed });
    record::with(desk, tx, Act::ContactsUndone, None, Some(id.uuid()), detail, now)?;
    Ok(Some(stayed))
}

/// Whom a row is about, made if need be, and whether they were; `None` for a row that is left out.
fn person(
    desk: &Desk,
    tx: &WriteTx<'_>,
    row: &Row,
    place: usize,
    made: &BTreeMap<usize, PatientId>,
    now: Timestamp,
) -> Result<Option<(PatientId, bool)>, StoreError> {
    if !row.fate.lands() {
        return Ok(None);
    }
    match row.person {
        Person::Known(patient) => Ok(Some((patient, false))),
        Person::Row(at) if at != place => Ok(made.get(&at).map(|patient| (*patient, false))),
        Person::Row(_) => {
            let patient = PatientId::from_uuid(desk.next_uuid());
            let fields = PatientFields {
                full_name: row.full_name.clone(),
                goes_by: row.goes_by.clone(),
                birth_date: row.birth_date.clone(),
                language: row.language.unwrap_or(Language::En),
            };
            patients::create(tx, patient, &fields, now)?;
            Ok(Some((patient, true)))
        }
    }
}

/// The rows that landed as a list of consents, where the list has a column that says whether they agreed.
fn consents(rows: &[Row], table: &Table, columns: &Columns) -> Option<(Table, Mapping)> {
    let agreed = columns.agreed?;
    let place = |column: Option<usize>, cells: &[String]| {
        column.and_then(|column| cells.get(column)).cloned().unwrap_or_default()
    };
    let cells =
        rows.iter().zip(&table.rows).filter(|(row, _)| row.fate.lands()).map(|(row, (line, cells))| {
            let number = row.number.as_ref().map(|number| number.reveal().to_owned()).unwrap_or_default();
            let day = rows::plain_day(&place(columns.consent_date, cells));
            let name = row.full_name.reveal().to_owned();
            (*line, vec![number, name, place(Some(agreed), cells), day, place(columns.form, cells)])
        });
    let table = Table {
        columns: ["Number", "Name", "Agreed", "Date", "Form"].map(str::to_owned).to_vec(),
        rows: cells.collect(),
    };
    let mapping = Mapping {
        number: 0,
        name: Some(1),
        agreed: Some(2),
        date: Some(3),
        form: Some(4),
        order: columns.order,
        source: columns.source.clone(),
        channel: Channel::Sms,
        subjects: Subjects::NONE,
    };
    Some((table, mapping))
}
