//! An approved template to many people: looked at by whoever answers texts, started by whoever may text many.
//!
//! The list comes with each step and is kept nowhere but in the batch that is started from it. Looking is reading, so
//! that a long list keeps no text from leaving; starting writes the rows, and every turn looks again.

use foyer_domain::{BatchId, Capability, Private, TemplateId};
use foyer_store::{ReadTx, StoreError, runs::RunState, threads};

use super::{
    Command,
    lists::{Bounds, bad},
};
use crate::{
    batching::{self, Columns, Entry, Everybody, NotStarted, PEOPLE_AT_MOST},
    context::{self, Context},
    desk::Desk,
    hiding::Eyes,
    importing::{BYTES_AT_MOST, ROWS_AT_MOST},
    own_views,
    wire::*,
};

/// Too many people, however the list came.
const TOO_MANY: &str = "This list is longer than 2,000 people. Send it in parts.";

const TAKEN: Bounds = Bounds {
    bytes: BYTES_AT_MOST,
    rows: ROWS_AT_MOST,
    too_large: TOO_MANY,
    too_long: TOO_MANY,
    field: "to",
};

wire! {
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

    /// The batch that goes on, or was last.
    pub struct ReadBatch {
        /// With everybody in it. Without, only one that goes on is told, and only its figures.
        pub people: bool,
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
        /// Whether whoever asks may start, pause and end one.
        pub may_start: bool,
    }
}

impl Command for PreviewBatch {
    const NAME: &'static str = "batches.preview";
    const NEEDS: Capability = Capability::Answer;
    type Reply = BatchPreview;

    async fn run(self, cx: Context) -> Result<BatchPreview, AppError> {
        let now = cx.now();
        let (everybody, columns) = look(&cx, &self.template, self.to, self.open_only).await?;
        Ok(batching::preview(everybody, columns, now))
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
    const NEEDS: Capability = Capability::Answer;
    type Reply = BatchReply;

    async fn run(self, cx: Context) -> Result<BatchReply, AppError> {
        current(&cx, self.people).await
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
        if !cx.write(move |desk, tx| batching::change(desk, tx, id, state, now)).await? {
            return Err(AppError::new(ErrorCode::TooLate, "This list is done."));
        }
        cx.tell(AppEvent::OutboxChanged);
        current(&cx, true).await
    }
}

async fn current(cx: &Context, people: bool) -> Result<BatchReply, AppError> {
    let now = cx.now();
    cx.read(move |desk, tx| {
        let may_start = desk.user.role.may(Capability::TextMany);
        Ok(BatchReply { batch: batching::current(tx, people, now)?, may_start })
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
        BatchAudience::File { file } => {
            let (entries, columns) = of_file(cx, &file)?;
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
fn of_file(cx: &Context, file: &str) -> Result<(Vec<Entry>, Columns), AppError> {
    let table = TAKEN.read(file)?;
    let here = cx.desk()?.practice().zone();
    batching::entries(&table, here).ok_or_else(|| bad("No column of this list holds phone numbers.", "to"))
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
