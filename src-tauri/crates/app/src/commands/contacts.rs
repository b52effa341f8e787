//! Bringing in lists of people: read, preview, bring in, take back; and all of them as a file. The list comes with each
//! step and is kept nowhere.

use foyer_audit::Hash;
use foyer_domain::{Capability, ImportId};
use foyer_store::contact_imports::{self, ContactImportRow};

use super::{
    Command, SavedProof,
    lists::{self, Bounds, chosen, count, needed},
    report::keep,
};
use crate::{
    contacts::{self, BYTES_AT_MOST, Columns, Fate, Person, ROWS_AT_MOST, Reach, Row},
    context::{self, Context},
    importing::Table,
    reading::Staff,
    record::{self, Act},
    wire::*,
    zone::day_of,
};

const TAKEN: Bounds = Bounds {
    bytes: BYTES_AT_MOST,
    rows: ROWS_AT_MOST,
    too_large: "This file is larger than 24 MB. Split the list.",
    too_long: "This list has more than 50,000 rows. Split it.",
    field: "file",
};

wire! {
    /// Reads a list of people; nothing is kept.
    pub struct ReadContacts {
        /// The file, base64.
        pub file: String,
    }

    /// What bringing it in would do; nothing is kept.
    pub struct PreviewContacts {
        /// The file, base64.
        pub file: String,
        /// Which column says what.
        pub mapping: ContactsMapping,
    }

    /// Brings it in, all of it or nothing.
    pub struct ImportContacts {
        /// The file, base64.
        pub file: String,
        /// Which column says what.
        pub mapping: ContactsMapping,
    }

    /// Every list of people that was brought in.
    pub struct ListContactImports {}

    /// Takes a whole list back. Who was changed since stays.
    pub struct UndoContacts {
        /// Which.
        pub import: String,
    }

    /// Keeps everybody on record as a CSV where the person says.
    pub struct SaveContacts {}
}

impl Command for ReadContacts {
    const NAME: &'static str = "contacts.read";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ContactsShape;

    async fn run(self, _: Context) -> Result<ContactsShape, AppError> {
        let table = TAKEN.read(&self.file)?;
        Ok(ContactsShape {
            columns: lists::columns(&table),
            rows: count(table.rows.len()),
            guess: shown(&contacts::guess(&table)),
        })
    }
}

impl Command for PreviewContacts {
    const NAME: &'static str = "contacts.preview";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ContactsPreview;

    async fn run(self, cx: Context) -> Result<ContactsPreview, AppError> {
        let table = TAKEN.read(&self.file)?;
        let columns = columns(&self.mapping, &table)?;
        let rows = cx.read(move |_, tx| contacts::preview(tx, &table, &columns)).await?;
        Ok(preview(&rows))
    }
}

impl Command for ImportContacts {
    const NAME: &'static str = "contacts.import";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ContactImportInfo;

    async fn run(self, cx: Context) -> Result<ContactImportInfo, AppError> {
        let (now, table) = (cx.now(), TAKEN.read(&self.file)?);
        let columns = columns(&self.mapping, &table)?;
        let teller = cx.clone();
        let told = move |done: usize, total: usize| {
            teller.tell(AppEvent::ContactsProgress { done: count(done), total: count(total) });
        };
        let info = cx
            .write(move |desk, tx| {
                let row = contacts::bring_in(desk, tx, &table, &columns, now, told)?;
                Ok(info(&row, &Staff::read(tx)?))
            })
            .await?;
        cx.tell(AppEvent::ConsentChanged);
        Ok(info)
    }
}

impl Command for ListContactImports {
    const NAME: &'static str = "contacts.imports";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ContactImportList;

    async fn run(self, cx: Context) -> Result<ContactImportList, AppError> {
        cx.read(|_, tx| {
            let staff = Staff::read(tx)?;
            let imports = contact_imports::list(tx)?.iter().map(|row| info(row, &staff)).collect();
            Ok(ContactImportList { imports })
        })
        .await
    }
}

impl Command for UndoContacts {
    const NAME: &'static str = "contacts.undo";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ContactImportInfo;

    async fn run(self, cx: Context) -> Result<ContactImportInfo, AppError> {
        let (now, id) = (cx.now(), context::id::<ImportId>(&self.import)?);
        let undone = cx
            .write(move |desk, tx| {
                let undone = contacts::undo(desk, tx, id, now)?;
                Ok(undone.is_some().then_some(info(&contact_imports::get(tx, id)?, &Staff::read(tx)?)))
            })
            .await?;
        let undone =
            undone.ok_or_else(|| AppError::new(ErrorCode::TooLate, "This list was taken back before."))?;
        cx.tell(AppEvent::ConsentChanged);
        cx.tell(AppEvent::OutboxChanged);
        Ok(undone)
    }
}

impl Command for SaveContacts {
    const NAME: &'static str = "contacts.save";
    const NEEDS: Capability = Capability::Configure;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let now = cx.now();
        let today = day_of(now, cx.desk()?.practice().zone());
        let (bytes, rows) = cx.read(|_, tx| contacts::file(tx)).await?;
        // Written down before the names leave Foyer: the trail names the file by what is in it.
        let detail = serde_json::json!({ "rows": rows, "sha256": Hash::of(&[&bytes]).to_string() });
        cx.write(move |desk, tx| record::with(desk, tx, Act::ContactsSaved, None, None, detail, now)).await?;
        let saved = keep(&cx, &format!("contacts-{today}.csv"), bytes).await?;
        Ok(SavedProof { saved })
    }
}

fn columns(asked: &ContactsMapping, table: &Table) -> Result<Columns, AppError> {
    Ok(Columns {
        number: needed(table, asked.number, "number", "Choose the column with the number.")?,
        name: needed(table, asked.name, "name", "Choose the column with the name.")?,
        last: chosen(table, asked.last, "last")?,
        goes_by: chosen(table, asked.goes_by, "goesBy")?,
        birth_date: chosen(table, asked.birth_date, "birthDate")?,
        language: chosen(table, asked.language, "language")?,
        agreed: chosen(table, asked.agreed, "agreed")?,
        consent_date: chosen(table, asked.consent_date, "consentDate")?,
        form: chosen(table, asked.form, "form")?,
        order: asked.order.into(),
        source: lists::source(&asked.source)?,
    })
}

/// The guess as the window shows it.
fn shown(guess: &Columns) -> ContactsMapping {
    ContactsMapping {
        number: count(guess.number),
        name: count(guess.name),
        last: guess.last.map(count),
        goes_by: guess.goes_by.map(count),
        birth_date: guess.birth_date.map(count),
        language: guess.language.map(count),
        agreed: guess.agreed.map(count),
        consent_date: guess.consent_date.map(count),
        form: guess.form.map(count),
        order: guess.order.into(),
        source: String::new(),
    }
}

fn preview(rows: &[Row]) -> ContactsPreview {
    let (counts, lines) = lists::first_of_each(rows, |row| row.fate);
    let line = |row: &Row| ContactLine {
        row: row.line,
        name: row.full_name.reveal().to_owned(),
        number: row.written.reveal().to_owned(),
        fate: fate(row.fate),
    };
    let lands = |row: &&Row| row.fate.lands();
    let reaching = |reach: Reach| count(rows.iter().filter(lands).filter(|row| row.reach == reach).count());
    let fresh = |(place, row): &(usize, &Row)| row.fate.lands() && row.person == Person::Row(*place);
    ContactsPreview {
        people: count(rows.iter().enumerate().filter(fresh).count()),
        numbers: count(rows.iter().filter(lands).count()),
        left_out: count(rows.iter().filter(|row| !row.fate.lands()).count()),
        fates: counts
            .iter()
            .map(|(one, count)| ContactFateCount { fate: fate(*one), count: *count })
            .collect(),
        abroad: reaching(Reach::Abroad),
        landlines: reaching(Reach::Landline),
        nobodys: reaching(Reach::Nobodys),
        bad_birth_dates: count(rows.iter().filter(lands).filter(|row| row.bad_birth_date).count()),
        lines: lines.into_iter().map(line).collect(),
    }
}

const fn fate(fate: Fate) -> ContactFate {
    match fate {
        Fate::New => ContactFate::New,
        Fate::Shared => ContactFate::Shared,
        Fate::NumberAdded => ContactFate::NumberAdded,
        Fate::Known => ContactFate::Known,
        Fate::Twice => ContactFate::Twice,
        Fate::NoName => ContactFate::NoName,
        Fate::NoNumber => ContactFate::NoNumber,
        Fate::WrongNumber => ContactFate::WrongNumber,
    }
}

fn info(row: &ContactImportRow, staff: &Staff) -> ContactImportInfo {
    ContactImportInfo {
        id: row.id.to_string(),
        at: row.at.millis(),
        by: staff.name(row.by),
        people: row.people,
        numbers: row.numbers,
        left_out: row.left_out,
        undone_at: row.undone.map(|(_, at)| at.millis()),
        undone_by: row.undone.map(|(by, _)| staff.name(by)),
        stayed: row.stayed,
    }
}
