//! A thread: open, claim, put off, close, note.

use foyer_domain::{
    Capability, Language, NoteId, PatientId, PhoneNumber, Private, ThreadId, ThreadState, Timestamp, UserId,
};
use foyer_store::{StoreError, WriteTx, drafts, drafts::DraftKind, notes::NoteRow, thread_reviews, threads};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    desk::Desk,
    glass, households, people, present,
    reading::Staff,
    record::{self, Act},
    thread_review::{self, NoComment},
    timeline,
    wire::*,
};

/// Items of a thread read at once.
const PAGE: u32 = 60;
const ITEMS_AT_MOST: u32 = 200;

/// Letters in the reason for opening a hidden thread.
const REASON_CHARS: usize = 200;

/// Letters in an internal note.
const NOTE_CHARS: usize = 4_000;

wire! {
    /// Opens a thread and marks it read.
    pub struct OpenThread {
        /// The thread.
        pub thread: String,
    }

    /// Opens a hidden thread for 30 minutes. Who did and why is written down first, and shown to managers.
    pub struct OpenWithReason {
        /// The thread.
        pub thread: String,
        /// Why.
        pub why: GlassWhyKind,
        /// In a few words.
        pub words: String,
    }

    /// Reads a thread again without marking anything; `latest` items of it.
    pub struct RefreshThread {
        /// The thread.
        pub thread: String,
        /// How many of the newest items, at most 200.
        pub latest: u32,
    }

    /// What came before.
    pub struct ReadEarlier {
        /// The thread.
        pub thread: String,
        /// `earlier` of the stretch read last.
        pub earlier: String,
    }

    /// Marks it unread again.
    pub struct MarkUnread {
        /// The thread.
        pub thread: String,
    }

    /// Gives it to somebody, or to nobody.
    pub struct AssignThread {
        /// The thread.
        pub thread: String,
        /// Whom.
        pub user: Option<String>,
    }

    /// Done with it.
    pub struct CloseThread {
        /// The thread.
        pub thread: String,
    }

    /// Back on the desk.
    pub struct ReopenThread {
        /// The thread.
        pub thread: String,
    }

    /// Off the desk until an instant, or until the patient writes.
    pub struct SnoozeThread {
        /// The thread.
        pub thread: String,
        /// When it comes back; nothing for the patient's next text, which ends every snooze.
        pub until_at: Option<Millis>,
    }

    /// Files it under what it is about; who reads it follows from that.
    pub struct FileThread {
        /// The thread.
        pub thread: String,
        /// What it is about.
        pub category: CategoryKind,
    }

    /// Finds or opens the thread with a number.
    pub struct StartThread {
        /// As typed or E.164.
        pub number: String,
        /// The person's name, when the number is new.
        pub name: Option<String>,
        /// `en` or `es`, when the number is new.
        pub language: Option<String>,
        /// Whom it is for, where several people have the number.
        #[ts(optional)]
        pub patient: Option<String>,
    }

    /// A started thread.
    pub struct StartedThread {
        /// The thread.
        pub thread: String,
    }

    /// Adds an internal note, which can never be sent. Whom it names after an `@` is asked to look.
    pub struct AddNote {
        /// The thread.
        pub thread: String,
        /// The words.
        pub text: String,
        /// The window's own id for it; the same id twice is one note.
        pub client_id: String,
    }
}

impl Command for OpenThread {
    const NAME: &'static str = "threads.open";
    const NEEDS: Capability = Capability::Read;
    type Reply = ThreadDetail;

    async fn run(self, cx: Context) -> Result<ThreadDetail, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let (detail, marked, texts) = cx
            .write(move |desk, tx| {
                let (mut marked, mut texts) = (false, 0);
                // What is hidden was not read; and who only reads takes it from nobody who answers.
                if let Some(thread) = desk.sight(tx)?.see(&threads::get(tx, id)?) {
                    marked = thread.facts.unread > 0 && thread.may_answer();
                    if marked {
                        texts = thread.facts.unread;
                        threads::save_facts(tx, id, &thread.facts.after_read())?;
                    }
                    // Whoever a colleague asked in a note has come.
                    marked |= thread_reviews::seen(tx, id, desk.user.id, now)?;
                    record::by_staff(desk, tx, Act::ThreadViewed, id, None, now)?;
                }
                Ok((timeline::detail(desk, tx, id, PAGE, now)?, marked, texts))
            })
            .await?;
        if texts > 0 {
            cx.app.read(cx.desk()?.sitting, id, texts);
        }
        // Told only where something changed: the window opens again what it hears of and has unread.
        if marked {
            cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        }
        Ok(detail)
    }
}

impl Command for OpenWithReason {
    const NAME: &'static str = "threads.openWithReason";
    const NEEDS: Capability = Capability::Read;
    type Reply = ThreadDetail;

    async fn run(self, cx: Context) -> Result<ThreadDetail, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let words = self.words.trim();
        if words.is_empty() || words.chars().count() > REASON_CHARS {
            return Err(AppError::new(ErrorCode::BadField, "Say why in up to 200 characters.").about("words"));
        }
        let reason = (glass::why_of(self.why), Private::new(words));
        // One transaction: what cannot be written down is not shown.
        let detail = cx
            .write(move |desk, tx| {
                if !glass::open(desk, tx, id, reason, now)? {
                    return Ok(None);
                }
                timeline::detail(desk, tx, id, PAGE, now).map(Some)
            })
            .await?;
        let detail = detail.ok_or_else(|| {
            AppError::new(ErrorCode::Hidden, "Your role can't open this thread. Ask somebody who reads it.")
        })?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(detail)
    }
}

impl Command for RefreshThread {
    const NAME: &'static str = "threads.refresh";
    const NEEDS: Capability = Capability::Read;
    type Reply = ThreadDetail;

    async fn run(self, cx: Context) -> Result<ThreadDetail, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        cx.read(move |desk, tx| timeline::detail(desk, tx, id, self.latest.clamp(1, ITEMS_AT_MOST), now))
            .await
    }
}

impl Command for ReadEarlier {
    const NAME: &'static str = "threads.earlier";
    const NEEDS: Capability = Capability::Read;
    type Reply = TimelinePage;

    async fn run(self, cx: Context) -> Result<TimelinePage, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let before = timeline::Before::parse(&self.earlier).ok_or_else(|| {
            AppError::new(ErrorCode::BadArguments, "This place in the thread is not known.")
        })?;
        cx.read(move |desk, tx| timeline::earlier(desk, tx, id, before, PAGE, now)).await
    }
}

impl Command for MarkUnread {
    const NAME: &'static str = "threads.markUnread";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        change(&cx, &self.thread, |_, tx, id, _| {
            let mut facts = threads::get(tx, id)?.facts;
            facts.unread = facts.unread.max(1);
            threads::save_facts(tx, id, &facts)
        })
        .await
    }
}

impl Command for AssignThread {
    const NAME: &'static str = "threads.assign";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let user = self.user.as_deref().map(context::id::<UserId>).transpose()?;
        change(&cx, &self.thread, move |desk, tx, id, now| {
            if let Some(user) = user {
                foyer_store::users::get(tx, user)?;
            }
            threads::assign(tx, id, user)?;
            let action = if user.is_some() { Act::ThreadAssigned } else { Act::ThreadUnassigned };
            record::by_staff(desk, tx, action, id, user.map(UserId::uuid), now)
        })
        .await
    }
}

impl Command for CloseThread {
    const NAME: &'static str = "threads.close";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        change(&cx, &self.thread, |desk, tx, id, now| {
            let facts = threads::get(tx, id)?.facts;
            if matches!(facts.state, ThreadState::Closed { .. }) {
                return Ok(());
            }
            threads::save_facts(tx, id, &facts.closed(now))?;
            record::by_staff(desk, tx, Act::ThreadClosed, id, None, now)
        })
        .await
    }
}

impl Command for ReopenThread {
    const NAME: &'static str = "threads.reopen";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        change(&cx, &self.thread, |desk, tx, id, now| {
            let facts = threads::get(tx, id)?.facts;
            if matches!(facts.state, ThreadState::Open) {
                return Ok(());
            }
            threads::save_facts(tx, id, &facts.reopened())?;
            record::by_staff(desk, tx, Act::ThreadReopened, id, None, now)
        })
        .await
    }
}

impl Command for SnoozeThread {
    const NAME: &'static str = "threads.snooze";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let until = self.until_at.map_or(ThreadState::UNTIL_REPLY, Timestamp::from_millis);
        if until <= cx.now() {
            return Err(
                AppError::new(ErrorCode::BadField, "Choose a time that is still to come.").about("untilAt")
            );
        }
        change(&cx, &self.thread, move |desk, tx, id, now| {
            let facts = threads::get(tx, id)?.facts;
            // The clock may have passed the chosen time since it was checked; then the thread stays on the desk.
            let Ok(facts) = facts.snoozed(until, now) else { return Ok(()) };
            threads::save_facts(tx, id, &facts)?;
            record::by_staff(desk, tx, Act::ThreadSnoozed, id, None, now)
        })
        .await
    }
}

impl Command for FileThread {
    const NAME: &'static str = "threads.file";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let to = present::category_of(self.category);
        change(&cx, &self.thread, move |desk, tx, id, now| {
            let from = threads::get(tx, id)?.category;
            threads::file(tx, id, to, now)?;
            if from == to {
                // Left where it is: that was decided too, and is asked no more.
                return Ok(());
            }
            let detail = serde_json::json!({ "from": from.as_str(), "to": to.as_str() });
            record::with(desk, tx, Act::ThreadFiled, id, None, detail, now)
        })
        .await
    }
}

impl Command for StartThread {
    const NAME: &'static str = "threads.start";
    const NEEDS: Capability = Capability::Answer;
    type Reply = StartedThread;

    async fn run(self, cx: Context) -> Result<StartedThread, AppError> {
        let number = PhoneNumber::parse(&self.number).map_err(|_| {
            AppError::new(ErrorCode::BadField, "This is not a phone number. Type all ten digits.")
                .about("number")
        })?;
        let language = self.language.as_deref().and_then(Language::parse).unwrap_or_default();
        let name = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(Private::new);
        let patient = self.patient.as_deref().map(context::id::<PatientId>).transpose()?;
        let now = cx.now();
        let thread = cx
            .write(move |desk, tx| {
                let thread = people::start_thread(desk, tx, &number, name, language, now)?;
                if let Some(patient) = patient {
                    households::write_to(desk, tx, thread, patient, now)?;
                }
                Ok(thread)
            })
            .await?
            .to_string();
        cx.tell(AppEvent::ThreadChanged { thread: thread.clone() });
        Ok(StartedThread { thread })
    }
}

impl Command for AddNote {
    const NAME: &'static str = "notes.add";
    const NEEDS: Capability = Capability::Answer;
    type Reply = TimelineItem;

    async fn run(self, cx: Context) -> Result<TimelineItem, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let note = NoteId::from_uuid(uuid::Uuid::parse_str(&self.client_id).map_err(|_| {
            AppError::new(ErrorCode::BadArguments, "Foyer's window gave this note no id. Nothing was saved.")
        })?);
        let words = self.text.trim();
        if words.is_empty() || words.chars().count() > NOTE_CHARS {
            return Err(AppError::new(ErrorCode::BadField, "A note has 1 to 4,000 characters.").about("text"));
        }
        let words = Private::new(words);
        let item = cx
            .write(move |desk, tx| {
                desk.answers(tx, id)?;
                let asks = thread_review::named_in(&Staff::read(tx)?, desk.user.id, words.reveal());
                let row = NoteRow {
                    id: note,
                    thread: id,
                    author: desk.user.id,
                    body: words.clone(),
                    created_at: now,
                };
                if let Err(NoComment::NotTheirs) = thread_review::comment(desk, tx, row, &asks, now)? {
                    return Ok(None);
                }
                drafts::discard(tx, id, desk.user.id, DraftKind::Note)?;
                Ok(Some(TimelineItem::Note {
                    id: note.to_string(),
                    author: desk.user.name.reveal().to_owned(),
                    text: words.into_inner(),
                    at: now.millis(),
                }))
            })
            .await?;
        let item = item.ok_or_else(|| {
            AppError::new(
                ErrorCode::BadField,
                "A colleague named here doesn't read this thread. Take the @ away or name another.",
            )
            .about("text")
        })?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(item)
    }
}

/// Changes one thread in one transaction and tells the window.
async fn change(
    cx: &Context,
    thread: &str,
    f: impl FnOnce(&Desk, &WriteTx<'_>, ThreadId, Timestamp) -> Result<(), StoreError> + Send + 'static,
) -> Result<Done, AppError> {
    let (now, id) = (cx.now(), context::id::<ThreadId>(thread)?);
    cx.write(move |desk, tx| {
        desk.answers(tx, id)?;
        f(desk, tx, id, now)
    })
    .await?;
    cx.tell(AppEvent::ThreadChanged { thread: thread.to_owned() });
    Ok(Done {})
}
