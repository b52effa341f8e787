//! Looking threads over, and what a colleague is asked.

use foyer_domain::{Capability, Language, NoteId, Private, ThreadId, UserId};
use foyer_store::notes::NoteRow;

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    present,
    thread_review::{self, NoComment, Wanted},
    wire::*,
};

/// Letters in a comment: those of any internal note.
const NOTE_CHARS: usize = 4_000;

/// Colleagues that one comment may ask.
const ASKED_AT_MOST: usize = 10;

wire! {
    /// Lists threads to look over.
    pub struct ListReviewThreads {
        /// Which.
        pub asked: ReviewAsked,
    }

    /// Reads one to look it over. That is written down; nothing is marked read.
    pub struct ReviewThreadOpen {
        /// Which.
        pub thread: String,
    }

    /// Marks one as looked over.
    pub struct MarkReviewed {
        /// Which.
        pub thread: String,
    }

    /// Adds an internal note, and asks colleagues in it.
    pub struct CommentThread {
        /// Where.
        pub thread: String,
        /// The words.
        pub text: String,
        /// Whom it asks.
        pub asks: Vec<String>,
        /// The window's own id for it; the same id twice is one note.
        pub client_id: String,
    }

    /// Lists what colleagues ask whoever sits here.
    pub struct ListMentions {}
}

impl Command for ListReviewThreads {
    const NAME: &'static str = "review.threads";
    const NEEDS: Capability = Capability::Audit;
    type Reply = ReviewThreads;

    async fn run(self, cx: Context) -> Result<ReviewThreads, AppError> {
        let (now, asked) = (cx.now(), self.asked);
        let wanted = Wanted {
            period: asked.period,
            staff: asked.staff.as_deref().map(context::id::<UserId>).transpose()?,
            category: asked.category.map(present::category_of),
            channel: asked.channel.map(present::channel_of),
            language: asked.language.as_deref().map(language).transpose()?,
            any: asked.any,
            unreviewed: asked.unreviewed,
        };
        cx.read(move |desk, tx| thread_review::list(desk, tx, &wanted, now)).await
    }
}

impl Command for ReviewThreadOpen {
    const NAME: &'static str = "review.open";
    const NEEDS: Capability = Capability::Audit;
    type Reply = ReviewedThread;

    async fn run(self, cx: Context) -> Result<ReviewedThread, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        cx.write(move |desk, tx| thread_review::open(desk, tx, id, now)).await
    }
}

impl Command for MarkReviewed {
    const NAME: &'static str = "review.mark";
    const NEEDS: Capability = Capability::Audit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        cx.write(move |desk, tx| thread_review::mark(desk, tx, id, now)).await?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(Done {})
    }
}

impl Command for CommentThread {
    const NAME: &'static str = "review.comment";
    const NEEDS: Capability = Capability::Audit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, thread) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let id = NoteId::from_uuid(uuid::Uuid::parse_str(&self.client_id).map_err(|_| {
            AppError::new(ErrorCode::BadArguments, "Foyer's window gave this note no id. Nothing was saved.")
        })?);
        let words = self.text.trim();
        if words.is_empty() || words.chars().count() > NOTE_CHARS {
            return Err(AppError::new(ErrorCode::BadField, "A note has 1 to 4,000 characters.").about("text"));
        }
        let asks = self.asks.iter().map(|id| context::id::<UserId>(id)).collect::<Result<Vec<_>, _>>()?;
        let not_theirs =
            || AppError::new(ErrorCode::BadField, "Choose colleagues who read this thread.").about("asks");
        if asks.len() > ASKED_AT_MOST {
            return Err(not_theirs());
        }
        let body = Private::new(words);
        let kept = cx.write(move |desk, tx| {
            let note = NoteRow { id, thread, author: desk.user.id, body, created_at: now };
            thread_review::comment(desk, tx, note, &asks, now)
        });
        kept.await?.map_err(|NoComment::NotTheirs| not_theirs())?;
        cx.tell(AppEvent::ThreadChanged { thread: self.thread });
        Ok(Done {})
    }
}

impl Command for ListMentions {
    const NAME: &'static str = "review.mentions";
    const NEEDS: Capability = Capability::Read;
    type Reply = MentionList;

    async fn run(self, cx: Context) -> Result<MentionList, AppError> {
        let items = cx.read(thread_review::mentions).await?;
        Ok(MentionList { items })
    }
}

fn language(text: &str) -> Result<Language, AppError> {
    Language::parse(text)
        .ok_or_else(|| AppError::new(ErrorCode::BadField, "Choose English or Spanish.").about("language"))
}
