//! An approved template to many people: looked at by whoever answers texts, started by whoever may text many, followed by
//! whoever reads lists, each person in it by whoever reads their conversation.
//!
//! The list comes with each step and is kept nowhere but in the batch that is started from it. Looking is reading, so
//! that a long list keeps no text from leaving, and is written down like a search; starting writes the rows, and every turn
//! looks again.

use foyer_domain::{BatchId, Capability, Private, TemplateId};
use foyer_store::{ReadTx, StoreError, runs::RunState, threads};

use super::{
    Command,
    lists::{self, Bounds, bad, chosen, count, needed},
};
use crate::{
    batching::{self, Columns, Entry, Everybody, NotChanged, NotStarted, PEOPLE_AT_MOST, Picked, Room},
    context::{self, Context},
    desk::Desk,
    hiding::Eyes,
    importing::{BYTES_AT_MOST, ROWS_AT_MOST, Table},
    own_views,
    wire::*,
};

/// Too many people, however the list came.
const TOO_MANY: &str = "This list is longer than 2,000 people. Send it in parts.";

const TAKEN: Bounds =
    Bounds { bytes: BYTES_AT_MOST, rows: ROWS_AT_MOST, too_large: TOO_MANY, too_long: TOO_MANY, field: "to" };

wire! {
    /// Reads a list that a template is to be sent to; nothing is kept.
    pub struct ReadBatchList {
        /// The file, base64.
        pub file: String,
    }

    /// What sending a template to a list would do; nothing is sent.
    pub struct PreviewBatch {
        /// Which template.
        pub template: String,
        /// To whom.
        pub to: BatchAudience,
        /// Whether it goes on only while the office is open.
        pub open_only: bool,
    }

    /// Begins it; each text passes the gate at its own moment.
    pub struct StartBatch {
        /// The window's own id: the same one is the same batch.
        pub client_id: String,
        /// Which template.
        pub template: String,
        /// To whom.
        pub to: BatchAudience,
        /// Whether it goes on only while the office is open.
        pub open_only: bool,
        /// How many can get it, as it was shown: to more than these nothing is started.
        pub shown: u32,
    }

    /// Who gets it.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum BatchAudience {
        /// The rows of a file.
        File {
            /// The file, base64.
            file: String,
            /// Which column says what; a guess where nobody said.
            mapping: Option<BatchMapping>,
        },
        /// The threads of a view.
        View {
            /// Which.
            view: View,
        },
        /// The threads of a list of one's own.
        Own {
            /// Which.
            own: String,
        },
    }

    /// The batch that goes on, or was last; or one of earlier.
    pub struct ReadBatch {
        /// With everybody in it. Without, only one that goes on is told, and only its figures.
        pub people: bool,
        /// Which, with everybody in it; the newest where nothing is said.
        pub batch: Option<String>,
    }

    /// Batches that were started, the newest first, with their figures.
    pub struct ListBatches {
        /// How many to pass over.
        pub offset: u32,
    }

    /// Pauses, resumes or ends a batch.
    pub struct ChangeBatch {
        /// Which.
        pub batch: String,
        /// What.
        pub change: RunChange,
    }

    /// A batch, if there ever was one.
    pub struct BatchReply {
        /// The batch.
        pub batch: Option<BatchInfo>,
        /// Whether whoever asks may start one.
        pub may_start: bool,
    }
}

impl Command for ReadBatchList {
    const NAME: &'static str = "batches.readList";
    const NEEDS: Capability = Capability::Answer;
    type Reply = BatchListShape;

    async fn run(self, _: Context) -> Result<BatchListShape, AppError> {
        let table = TAKEN.read(&self.file)?;
        let guess = guess(&table)?;
        Ok(BatchListShape {
            columns: lists::columns(&table),
            rows: count(table.rows.len()),
            guess: BatchMapping {
                number: count(guess.number),
                name: guess.name.map(count),
                day: guess.day.map(count),
                time: guess.time.map(count),
            },
        })
    }
}

impl Command for PreviewBatch {
    const NAME: &'static str = "batches.preview";
    const NEEDS: Capability = Capability::Answer;
    type Reply = BatchPreview;

    async fn run(self, cx: Context) -> Result<BatchPreview, AppError> {
        let now = cx.now();
        let (everybody, columns) = look(&cx, &self.template, self.to, self.open_only).await?;
        let room = cx.read(move |_, tx| Room::read(tx, now)).await?;
        let preview = batching::preview(everybody, columns, room, now);
        let people = preview.rows.len();
        cx.write(move |desk, tx| batching::looked(desk, tx, people, now)).await?;
        Ok(preview)
    }
}

impl Command for StartBatch {
    const NAME: &'static str = "batches.start";
    const NEEDS: Capability = Capability::TextMany;
    type Reply = BatchReply;

    async fn run(self, cx: Context) -> Result<BatchReply, AppError> {
        let (now, template) = (cx.now(), context::id::<TemplateId>(&self.template)?);
        let shown = usize::try_from(self.shown).unwrap_or(usize::MAX);
        let asked = self.client_id.clone();
        if !cx.read(move |_, tx| batching::started_before(tx, &asked)).await? {
            let (everybody, _) = look(&cx, &self.template, self.to, self.open_only).await?;
            let batch = (self.client_id, template, self.open_only);
            let begun =
                cx.write(move |desk, tx| batching::begin(desk, tx, batch, everybody, shown, now)).await?;
            begun.map_err(|why| {
                let advice = match why {
                    NotStarted::GoesOn => "Another list goes on. Wait until it is done, or stop it.",
                    NotStarted::Nobody => "Nobody on this list can get the text.",
                    NotStarted::Grown => "More people would get it by now than you were shown. Look again.",
                };
                bad(advice, "to")
            })?;
        }
        cx.tell(AppEvent::OutboxChanged);
        current(&cx, true).await
    }
}

impl Command for ReadBatch {
    const NAME: &'static str = "batches.read";
    const NEEDS: Capability = Capability::Read;
    type Reply = BatchReply;

    async fn run(self, cx: Context) -> Result<BatchReply, AppError> {
        let Some(batch) = self.batch else { return current(&cx, self.people).await };
        let (now, id) = (cx.now(), context::id::<BatchId>(&batch)?);
        cx.read(move |desk, tx| {
            let may_start = desk.user.role.may(Capability::TextMany);
            Ok(BatchReply { batch: Some(batching::one(desk, tx, id, now)?), may_start })
        })
        .await
    }
}

/// Earlier batches of one page.
const PAGE: u32 = 30;

impl Command for ListBatches {
    const NAME: &'static str = "batches.earlier";
    const NEEDS: Capability = Capability::Read;
    type Reply = EarlierBatches;

    async fn run(self, cx: Context) -> Result<EarlierBatches, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| batching::earlier(desk, tx, (self.offset, PAGE), now)).await
    }
}

impl Command for ChangeBatch {
    const NAME: &'static str = "batches.change";
    const NEEDS: Capability = Capability::TextMany;
    type Reply = BatchReply;

    async fn run(self, cx: Context) -> Result<BatchReply, AppError> {
        let (now, id) = (cx.now(), context::id::<BatchId>(&self.batch)?);
        let state = match self.change {
            RunChange::Pause => RunState::Paused,
            RunChange::Resume => RunState::Running,
            RunChange::Stop => RunState::Stopped,
        };
        let changed = cx.write(move |desk, tx| batching::change(desk, tx, id, state, now)).await?;
        changed.map_err(|why| match why {
            NotChanged::Over => AppError::new(ErrorCode::TooLate, "This list is done."),
            NotChanged::NotYours => AppError::new(
                ErrorCode::NotAllowed,
                "This list goes to people whom your role or office doesn’t answer. Ask whoever started it.",
            ),
        })?;
        cx.tell(AppEvent::OutboxChanged);
        current(&cx, true).await
    }
}

async fn current(cx: &Context, people: bool) -> Result<BatchReply, AppError> {
    let now = cx.now();
    cx.read(move |desk, tx| {
        let may_start = desk.user.role.may(Capability::TextMany);
        Ok(BatchReply { batch: batching::current(desk, tx, people, now)?, may_start })
    })
    .await
}

/// Everybody it is for, looked at now.
async fn look(
    cx: &Context,
    template: &str,
    to: BatchAudience,
    open_only: bool,
) -> Result<(Everybody, Option<Columns>), AppError> {
    let (now, template) = (cx.now(), context::id::<TemplateId>(template)?);
    let (entries, columns) = match to {
        BatchAudience::File { file, mapping } => {
            let (entries, columns) = of_file(cx, &file, mapping)?;
            (entries, Some(columns))
        }
        BatchAudience::View { view } => {
            let listed = move |desk: &Desk, tx: &ReadTx<'_>| {
                threads::list(tx, super::listing::stored_view(view, desk), 0, one_too_many())
            };
            (of_threads(cx, listed).await?, None)
        }
        BatchAudience::Own { own } => {
            let listed = move |desk: &Desk, tx: &ReadTx<'_>| {
                let eyes = Eyes::read(desk, tx)?;
                Ok(own_views::threads(desk, tx, &own, &eyes, (0, one_too_many()), now)?.0)
            };
            (of_threads(cx, listed).await?, None)
        }
    };
    if entries.len() > PEOPLE_AT_MOST {
        return Err(bad(TOO_MANY, "to"));
    }
    let everybody =
        cx.read(move |desk, tx| batching::judge(desk, tx, (template, open_only), entries, now)).await?;
    Ok((everybody, columns))
}

/// The rows of a file.
fn of_file(
    cx: &Context,
    file: &str,
    mapping: Option<BatchMapping>,
) -> Result<(Vec<Entry>, Columns), AppError> {
    let table = TAKEN.read(file)?;
    let here = cx.desk()?.practice().zone();
    let picked = match mapping {
        None => guess(&table)?,
        Some(asked) => Picked {
            number: needed(&table, asked.number, "number", "Choose the column with the number.")?,
            name: chosen(&table, asked.name, "name")?,
            day: chosen(&table, asked.day, "day")?,
            time: chosen(&table, asked.time, "time")?,
        },
    };
    Ok(batching::entries(&table, picked, here))
}

fn guess(table: &Table) -> Result<Picked, AppError> {
    batching::guess(table).ok_or_else(|| bad("No column of this list holds phone numbers.", "to"))
}

/// The people of threads that whoever sits here answers.
async fn of_threads(
    cx: &Context,
    listed: impl FnOnce(&Desk, &ReadTx<'_>) -> Result<Vec<threads::ThreadRow>, StoreError> + Send + 'static,
) -> Result<Vec<Entry>, AppError> {
    cx.read(move |desk, tx| {
        let (sight, rows) = (desk.sight(tx)?, listed(desk, tx)?);
        let answered = rows.into_iter().filter(|row| sight.answers(row.whereabouts()));
        let entry = |row: threads::ThreadRow| Entry {
            name: row.patient_name.unwrap_or_else(|| Private::new("")),
            number: Some(row.far_number),
            visit_at: None,
        };
        Ok(answered.map(entry).collect())
    })
    .await
}

/// One more than is taken, to see that there are too many.
fn one_too_many() -> u32 {
    u32::try_from(PEOPLE_AT_MOST).unwrap_or(u32::MAX).saturating_add(1)
}
