//! An approved template to many people.

use super::{HiddenWhy, ListColumn, Millis, RunStateKind, wire};

wire! {
    /// What a batch would do; nothing is sent.
    pub struct BatchPreview {
        /// Everybody on the list, in its order.
        pub rows: Vec<BatchPreviewRow>,
        /// How many can get it.
        pub can: u32,
        /// How many of those wait: it is quiet where they live, or their office is closed.
        pub wait: u32,
        /// Why the others get nothing, the most frequent first.
        pub skipped: Vec<BatchSkipGroup>,
        /// Of a file: which columns were read.
        pub columns: Option<BatchColumns>,
        /// Seconds between two texts.
        pub every_seconds: u32,
        /// When the last one would go; `None` when nobody can get it.
        pub done_at: Option<Millis>,
        /// Where there are more than may still leave today: what the ceiling says, and after how many of these it is reached.
        pub over: Option<OverCeiling>,
    }

    /// A list that is longer than what may still leave in 24 hours.
    #[derive(Copy, Eq)]
    pub struct OverCeiling {
        /// The most texts in 24 hours.
        pub texts: u32,
        /// How many of the list leave, if nothing else does, before sending stops for everybody.
        pub room: u32,
    }

    /// A list as it was read, and a guess at what its columns say.
    pub struct BatchListShape {
        /// Its columns, in their order.
        pub columns: Vec<ListColumn>,
        /// How many rows.
        pub rows: u32,
        /// For a person to confirm.
        pub guess: BatchMapping,
    }

    /// Which column says what, counted from 0.
    #[derive(Copy, Eq)]
    pub struct BatchMapping {
        /// The number.
        pub number: u32,
        /// The name.
        pub name: Option<u32>,
        /// The day of the visit.
        pub day: Option<u32>,
        /// Its time.
        pub time: Option<u32>,
    }

    /// The heads of the columns that were read, where there are any.
    pub struct BatchColumns {
        /// The name.
        pub name: Option<String>,
        /// The number.
        pub number: Option<String>,
        /// The day of the visit.
        pub day: Option<String>,
        /// Its time.
        pub time: Option<String>,
    }

    /// Somebody on the list, before it starts.
    pub struct BatchPreviewRow {
        /// As the list has it, or the number.
        pub name: String,
        /// Their conversation, if there is one.
        pub thread: Option<String>,
        /// When their visit is.
        pub visit_at: Option<Millis>,
        /// Why they get nothing.
        pub skip: Option<BatchSkipKind>,
        /// Not before then.
        pub waits_until_at: Option<Millis>,
        /// The words they would get.
        pub text: Option<String>,
    }

    /// How many get nothing for one reason.
    #[derive(Copy, Eq)]
    pub struct BatchSkipGroup {
        /// The reason.
        pub why: BatchSkipKind,
        /// How many.
        pub count: u32,
    }

    /// Why somebody gets nothing.
    #[derive(Copy, Eq)]
    pub enum BatchSkipKind {
        /// No number that could be texted.
        NoNumber,
        /// On the list before.
        Twice,
        /// The number is on the list before, with another name.
        Household,
        /// The number is known as somebody else's.
        NameDiffers,
        /// Several people have the number.
        SharedPhone,
        /// They had this very text less than a day ago.
        Already,
        /// Only START turns texts on.
        OptedOut,
        /// Did not agree, or no longer.
        NoConsent,
        /// The number cannot get texts.
        Landline,
        /// No day and time of a visit that can be read.
        NoVisit,
        /// Something else in the template is not known of them.
        Blanks,
        /// The visit is over, or would be.
        Past,
        /// An earlier text to them waits for a person.
        Stuck,
        /// Whoever sends it does not answer this conversation.
        NotYours,
        /// The template is used no more, or not in these words.
        Template,
        /// The check marks the words, or no agreement covers them.
        Words,
        /// Anything else the gate says.
        NotTextable,
    }

    /// A batch, with what became of everybody.
    pub struct BatchInfo {
        /// Its id.
        pub id: String,
        /// Where it stands.
        pub state: RunStateKind,
        /// What it sends.
        pub template: String,
        /// Who started it.
        pub by: String,
        /// When.
        pub started_at: Millis,
        /// How many texts went, or are on their way.
        pub sent: u32,
        /// How many did not arrive.
        pub failed: u32,
        /// How many of those who got one confirmed their visit.
        pub confirmed: u32,
        /// How many get nothing.
        pub skipped: u32,
        /// How many wait for their turn.
        pub waiting: u32,
        /// When the last one would go, while it goes on.
        pub done_at: Option<Millis>,
        /// Whether whoever asks may pause it, let it go on and end it.
        pub may_change: bool,
        /// Everybody on the list, in its order.
        pub items: Vec<BatchItem>,
    }

    /// Batches that were started before.
    pub struct EarlierBatches {
        /// The newest first, without the people in them.
        pub batches: Vec<BatchInfo>,
        /// Whether there are more.
        pub more: bool,
    }

    /// What became of somebody.
    pub struct BatchItem {
        /// As the list has it, or the number; empty where it is hidden.
        pub name: String,
        /// Why name and visit are kept back, if they are.
        pub hidden: Option<HiddenWhy>,
        /// Their conversation.
        pub thread: Option<String>,
        /// When their visit is.
        pub visit_at: Option<Millis>,
        /// What became of it.
        pub state: BatchItemKind,
        /// With *skipped*: why.
        pub skip: Option<BatchSkipKind>,
        /// With *waiting*: not before then.
        pub waits_until_at: Option<Millis>,
        /// When.
        pub at: Option<Millis>,
    }

    /// What became of somebody in a batch.
    #[derive(Copy, Eq)]
    pub enum BatchItemKind {
        /// Their turn comes.
        Waiting,
        /// In the outbox.
        Sending,
        /// In the outbox, where it waits for a person.
        Asks,
        /// With the carrier.
        Sent,
        /// On the phone.
        Delivered,
        /// It did not arrive.
        NotDelivered,
        /// They confirmed their visit.
        Confirmed,
        /// They get nothing.
        Skipped,
        /// The batch ended before their turn.
        Ended,
    }
}
