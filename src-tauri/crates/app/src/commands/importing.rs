//! Bringing in lists of recorded consents: read, preview, bring in, take back. The file comes with each step and is
//! kept nowhere.

use foyer_domain::{Capability, ImportId, Timestamp};
use foyer_policy::{ConsentBasis, Subjects};
use foyer_store::imports::{self, ImportRow};

use super::{
    Command,
    lists::{self, Bounds, bad, chosen, count, needed},
    settings::Done,
};
use crate::{
    context::{self, Context},
    importing::{self, BYTES_AT_MOST, Judged, Mapping, Outcome, ROWS_AT_MOST, Table},
    present,
    reading::Staff,
    wire::*,
};

pub(super) const TAKEN: Bounds = Bounds {
    bytes: BYTES_AT_MOST,
    rows: ROWS_AT_MOST,
    too_large: "This file is larger than 4 MB. Split the list.",
    too_long: "This list has more than 5000 rows. Split it.",
    field: "file",
};

wire! {
    /// Reads a list; nothing is kept.
    pub struct ReadConsentList {
        /// The file, base64.
        pub file: String,
    }

    /// What bringing it in would do; nothing is kept.
    pub struct PreviewConsentList {
        /// The file, base64.
        pub file: String,
        /// Which column says what.
        pub mapping: ListMapping,
    }

    /// Brings it in. Rows without a day count for nothing.
    pub struct ImportConsent {
        /// The file, base64.
        pub file: String,
        /// Which column says what.
        pub mapping: ListMapping,
    }

    /// Every list that was brought in.
    pub struct ListImports {}

    /// Takes a whole list back.
    pub struct UndoImport {
        /// Which.
        pub import: String,
    }
}

impl Command for ReadConsentList {
    const NAME: &'static str = "consent.readList";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ConsentListShape;

    async fn run(self, _: Context) -> Result<ConsentListShape, AppError> {
        let table = TAKEN.read(&self.file)?;
        Ok(ConsentListShape {
            columns: lists::columns(&table),
            rows: count(table.rows.len()),
            guess: shown(&importing::guess(&table)),
        })
    }
}

impl Command for PreviewConsentList {
    const NAME: &'static str = "consent.previewList";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ListPreview;

    async fn run(self, cx: Context) -> Result<ListPreview, AppError> {
        let (now, table) = (cx.now(), TAKEN.read(&self.file)?);
        let mapping = mapping(&self.mapping, &table)?;
        let judged = cx.read(move |desk, tx| importing::judge(desk, tx, &table, &mapping, now)).await?;
        Ok(preview(&judged))
    }
}

impl Command for ImportConsent {
    const NAME: &'static str = "consent.import";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ImportInfo;

    async fn run(self, cx: Context) -> Result<ImportInfo, AppError> {
        let (now, table) = (cx.now(), TAKEN.read(&self.file)?);
        let mapping = mapping(&self.mapping, &table)?;
        let info = cx
            .write(move |desk, tx| {
                let row = importing::bring_in(desk, tx, &table, &mapping, now)?;
                Ok(info(&row, &Staff::read(tx)?))
            })
            .await?;
        cx.tell(AppEvent::ConsentChanged);
        Ok(info)
    }
}

impl Command for ListImports {
    const NAME: &'static str = "consent.imports";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ImportList;

    async fn run(self, cx: Context) -> Result<ImportList, AppError> {
        cx.read(|_, tx| {
            let staff = Staff::read(tx)?;
            Ok(ImportList { imports: imports::list(tx)?.iter().map(|row| info(row, &staff)).collect() })
        })
        .await
    }
}

impl Command for UndoImport {
    const NAME: &'static str = "consent.undoImport";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ImportId>(&self.import)?);
        let undone = cx.write(move |desk, tx| importing::undo(desk, tx, id, now)).await?;
        if !undone {
            return Err(AppError::new(ErrorCode::TooLate, "This list was taken back before."));
        }
        cx.tell(AppEvent::ConsentChanged);
        cx.tell(AppEvent::OutboxChanged);
        Ok(Done {})
    }
}

fn mapping(asked: &ListMapping, table: &Table) -> Result<Mapping, AppError> {
    let source = lists::source(&asked.source)?;
    let subjects = Subjects::of(asked.subjects.iter().copied().map(present::subject_of));
    if subjects.iter().any(|subject| !ConsentBasis::Imported.carries(subject)) {
        return Err(bad("Offers need a consent in writing, which no list is.", "subjects"));
    }
    Ok(Mapping {
        number: needed(table, asked.number, "number", "Choose the column with the number.")?,
        name: chosen(table, asked.name, "name")?,
        date: chosen(table, asked.date, "date")?,
        agreed: chosen(table, asked.agreed, "agreed")?,
        form: chosen(table, asked.form, "form")?,
        order: asked.order.into(),
        source,
        channel: present::channel_of(asked.channel),
        subjects,
    })
}

/// The guess as the window shows it.
fn shown(guess: &Mapping) -> ListMapping {
    ListMapping {
        number: count(guess.number),
        name: guess.name.map(count),
        date: guess.date.map(count),
        agreed: guess.agreed.map(count),
        form: guess.form.map(count),
        order: guess.order.into(),
        source: String::new(),
        channel: present::channel_kind(guess.channel),
        subjects: present::subjects(guess.subjects),
    }
}

fn preview(judged: &[Judged]) -> ListPreview {
    let (counts, lines) = lists::first_of_each(judged, |one| one.outcome);
    let line = |one: &Judged| ListLine {
        row: one.line.row,
        number: one.line.written.reveal().to_owned(),
        name: one.line.name.as_ref().map(|name| name.reveal().to_owned()),
        day: one.line.day().map(|day| day.to_string()),
        outcome: kind(one.outcome),
    };
    let sum = |wanted: &[Outcome]| {
        counts.iter().filter(|(outcome, _)| wanted.contains(outcome)).map(|(_, count)| *count).sum::<u32>()
    };
    let kept = [Outcome::Granted, Outcome::Ended];
    let unverified = [Outcome::NoDay, Outcome::BadDay];
    ListPreview {
        granted: sum(&kept),
        unverified: sum(&unverified),
        left_out: counts.iter().filter(|(outcome, _)| !outcome.is_kept()).map(|(_, count)| *count).sum(),
        outcomes: counts
            .iter()
            .map(|(outcome, count)| ListOutcomeCount { outcome: kind(*outcome), count: *count })
            .collect(),
        lines: lines.into_iter().map(line).collect(),
    }
}

const fn kind(outcome: Outcome) -> ListOutcome {
    match outcome {
        Outcome::Granted => ListOutcome::Granted,
        Outcome::Ended => ListOutcome::Ended,
        Outcome::NoDay => ListOutcome::NoDay,
        Outcome::BadDay => ListOutcome::BadDay,
        Outcome::Stopped => ListOutcome::Stopped,
        Outcome::Overtaken => ListOutcome::Overtaken,
        Outcome::Refused => ListOutcome::Refused,
        Outcome::Unclear => ListOutcome::Unclear,
        Outcome::NoNumber => ListOutcome::NoNumber,
        Outcome::WhoseIsIt => ListOutcome::WhoseIsIt,
        Outcome::Twice => ListOutcome::Twice,
    }
}

fn info(row: &ImportRow, staff: &Staff) -> ImportInfo {
    ImportInfo {
        id: row.id.to_string(),
        at: row.at.millis(),
        by: staff.name(row.by),
        granted: row.granted,
        unverified: row.unverified,
        left_out: row.left_out,
        undone_at: row.undone.map(|(_, at)| at).map(Timestamp::millis),
        undone_by: row.undone.map(|(by, _)| staff.name(by)),
    }
}
