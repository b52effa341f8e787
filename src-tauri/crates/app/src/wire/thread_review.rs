//! Looking threads over: the list, one thread as a manager reads it, and what a colleague is asked.

use super::{Badge, CategoryKind, ChannelKind, HiddenWhy, Millis, Period, TimelinePage, VerdictKind, wire};

wire! {
    /// Which threads.
    pub struct ReviewAsked {
        /// Of which days.
        pub period: Period,
        /// In which this person wrote.
        pub staff: Option<String>,
        /// Filed under this.
        pub category: Option<CategoryKind>,
        /// In which texts travel like this.
        pub channel: Option<ChannelKind>,
        /// Whose patient is texted in this language, `en` or `es`.
        pub language: Option<String>,
        /// With one of these; all of them where none is named.
        pub any: Vec<ReviewMark>,
        /// Those that nobody has looked at since the last text.
        pub unreviewed: bool,
    }

    /// What may be worth a look.
    #[derive(Copy, Eq)]
    pub enum ReviewMark {
        /// Sent over a warning.
        Warning,
        /// A text did not arrive.
        Failed,
        /// A reply took longer than the practice wants.
        Slow,
        /// Somebody waits now.
        Waiting,
    }

    /// Threads to look over.
    pub struct ReviewThreads {
        /// The newest first; at most 500.
        pub rows: Vec<ReviewThread>,
        /// How many there are.
        pub total: u32,
        /// Whom to choose from.
        pub staff: Vec<Colleague>,
    }

    /// One of them, and what happened in it on these days.
    pub struct ReviewThread {
        /// Which.
        pub thread: String,
        /// Who, as the list says it.
        pub name: String,
        /// How texts travel in it.
        pub channel: ChannelKind,
        /// What it is about.
        pub category: CategoryKind,
        /// When what is worth a look happened.
        pub at: Millis,
        /// What is worth a look.
        pub marks: Vec<ReviewMark>,
        /// Who did it: sent over the warning, replied late, or wrote last.
        pub staff: Option<String>,
        /// The reason that was given last for a warning.
        pub reason: Option<String>,
        /// The slowest first reply.
        pub first_reply_ms: Option<Millis>,
        /// Since when somebody waits.
        pub waiting_since_at: Option<Millis>,
        /// Texts of ours.
        pub sent: u32,
        /// Texts of the patient.
        pub received: u32,
        /// Texts that went over a warning.
        pub over_warning: u32,
        /// Texts that did not arrive.
        pub failed: u32,
        /// Who looked at it since its last text, and when.
        pub reviewed: Option<ReviewedBy>,
        /// Why its words are kept back, if they are; then it can't be opened.
        pub hidden: Option<HiddenWhy>,
    }

    /// Somebody looked.
    pub struct ReviewedBy {
        /// Who.
        pub by: String,
        /// When.
        pub at: Millis,
    }

    /// Somebody who works here.
    pub struct Colleague {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
    }

    /// A thread, to read and not to answer.
    pub struct ReviewedThread {
        /// Which.
        pub thread: String,
        /// Who, as the list says it.
        pub name: String,
        /// The number.
        pub number: String,
        /// Consent now.
        pub badge: Badge,
        /// Its newest stretch.
        pub timeline: TimelinePage,
        /// What went over a warning in it.
        pub over: Vec<OverWarningCard>,
        /// The notes in it, oldest first.
        pub comments: Vec<ReviewComment>,
        /// Whom a comment may ask: colleagues who read this thread.
        pub colleagues: Vec<Colleague>,
        /// Whether this person may mark it and comment.
        pub may: bool,
        /// The text that a problem would be reported with: the newest that went over a warning, or else the newest of ours.
        pub problem: Option<String>,
    }

    /// A text that went over a warning.
    pub struct OverWarningCard {
        /// Which.
        pub message: String,
        /// When.
        pub at: Millis,
        /// Who sent it.
        pub staff: String,
        /// What the screener says of it now.
        pub verdict: VerdictKind,
        /// What it tells, most serious first; none when consent alone was in the way.
        pub categories: Vec<String>,
        /// Where the words stand that tell it, in UTF-16 units.
        pub marks: Vec<(u32, u32)>,
        /// The reason given.
        pub reason: String,
        /// The consent that held then; null for one from before that was kept.
        pub consent: Option<Badge>,
        /// On what it was let go.
        pub ground: GroundKind,
    }

    /// On what a text may go.
    #[derive(Copy, Eq)]
    pub enum GroundKind {
        /// The patient agreed.
        Granted,
        /// The patient wrote less than a day before.
        Implied,
        /// It asks for consent, which needs none.
        Asking,
        /// It confirms a STOP.
        Farewell,
        /// Somebody who may decided so, without consent.
        Decided,
    }

    /// An internal note.
    pub struct ReviewComment {
        /// Id.
        pub id: String,
        /// Who wrote it.
        pub by: String,
        /// When.
        pub at: Millis,
        /// The words.
        pub text: String,
        /// Whom it asks.
        pub asks: Vec<String>,
    }

    /// What whoever sits here is asked by colleagues.
    pub struct MentionList {
        /// Oldest first.
        pub items: Vec<MentionItem>,
    }

    /// One of them.
    pub struct MentionItem {
        /// The note.
        pub note: String,
        /// Where.
        pub thread: String,
        /// Who the thread is with.
        pub name: String,
        /// Who asks.
        pub by: String,
        /// When.
        pub at: Millis,
        /// What is asked; empty where the thread is kept back by now.
        pub text: String,
        /// Why, if so.
        pub hidden: Option<HiddenWhy>,
    }
}
