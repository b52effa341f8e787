//! Bringing in lists of recorded consents: read, preview, bring in, take back. The file comes with each step and is
//! kept nowhere.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_domain::{Capability, ImportId, Timestamp};
use foyer_policy::{ConsentBasis, Subjects};
use foyer_store::imports::{self, ImportRow};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    importing::{self, DateOrder, Judged, Mapping, NoList, Outcome, ROWS_AT_MOST, Table},
    present,
    reading::Staff,
    wire::*,
};

/// Rows of each kind in a preview.
const LINES_OF_A_KIND: usize = 5;

/// Characters of the words that say where a list is from.
const SOURCE_CHARS: usize = 120;

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
        let table = table(&self.file)?;
        let column = |(place, name): (usize, &String)| ListColumn {
            name: name.clone(),
            samples: table.samples(place, 3),
        };
        Ok(ConsentListShape {
            columns: table.columns.iter().enumerate().map(column).collect(),
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
        let (now, table) = (cx.now(), table(&self.file)?);
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
        let (now, table) = (cx.now(), table(&self.file)?);
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

pub(super) fn table(file: &str) -> Result<Table, AppError> {
    let refuse = |advice: &str| AppError::new(ErrorCode::BadField, advice).about("file");
    let bytes =
        STANDARD.decode(file).map_err(|_| refuse("This file did not arrive whole. Choose it again."))?;
    Table::read(&bytes).map_err(|why| match why {
        NoList::TooLarge => refuse("This file is larger than 4 MB. Split the list."),
        NoList::TooLong => refuse(&format!("This list has more than {ROWS_AT_MOST} rows. Split it.")),
        NoList::NotText => {
            refuse("This is no list of plain text. In the spreadsheet, choose Save as, then CSV.")
        }
        NoList::Empty => refuse("There are no rows in this list."),
    })
}

fn mapping(asked: &ListMapping, table: &Table) -> Result<Mapping, AppError> {
    let bad = |advice: &str, field: &str| AppError::new(ErrorCode::BadField, advice).about(field);
    let place = |column: u32| usize::try_from(column).ok().filter(|place| *place < table.columns.len());
    let column = |column: Option<u32>, field: &str| match column {
        None => Ok(None),
        Some(column) => place(column).map(Some).ok_or_else(|| bad("This list has no such column.", field)),
    };
    let source = asked.source.trim();
    if source.chars().count() > SOURCE_CHARS || source.chars().any(char::is_control) {
        return Err(bad("Keep it to one line of 120 characters.", "source"));
    }
    let subjects = Subjects::of(asked.subjects.iter().copied().map(present::subject_of));
    if subjects.iter().any(|subject| !ConsentBasis::Imported.carries(subject)) {
        return Err(bad("Offers need a consent in writing, which no list is.", "subjects"));
    }
    Ok(Mapping {
        number: place(asked.number).ok_or_else(|| bad("Choose the column with the number.", "number"))?,
        name: column(asked.name, "name")?,
        date: column(asked.date, "date")?,
        agreed: column(asked.agreed, "agreed")?,
        form: column(asked.form, "form")?,
        order: match asked.order {
            ListDateOrder::MonthFirst => DateOrder::MonthFirst,
            ListDateOrder::DayFirst => DateOrder::DayFirst,
        },
        source: (!source.is_empty()).then(|| source.to_owned()),
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
        order: match guess.order {
            DateOrder::MonthFirst => ListDateOrder::MonthFirst,
            DateOrder::DayFirst => ListDateOrder::DayFirst,
        },
        source: String::new(),
        channel: present::channel_kind(guess.channel),
        subjects: present::subjects(guess.subjects),
    }
}

fn preview(judged: &[Judged]) -> ListPreview {
    let mut counts = std::collections::BTreeMap::<Outcome, u32>::new();
    let mut lines = Vec::new();
    for one in judged {
        let count = counts.entry(one.outcome).or_default();
        *count = count.saturating_add(1);
        if usize::try_from(*count).unwrap_or(usize::MAX) <= LINES_OF_A_KIND {
            lines.push(ListLine {
                row: one.line.row,
                number: one.line.written.reveal().to_owned(),
                name: one.line.name.as_ref().map(|name| name.reveal().to_owned()),
                day: one.line.day().map(|day| day.to_string()),
                outcome: kind(one.outcome),
            });
        }
    }
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
        lines,
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

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
