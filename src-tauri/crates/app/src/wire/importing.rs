//! Lists of recorded consents from another system.

use super::{ChannelKind, Millis, SubjectKind, wire};

wire! {
    /// A list as it was read, and a guess at what its columns say.
    pub struct ConsentListShape {
        /// Its columns, in their order.
        pub columns: Vec<ListColumn>,
        /// How many rows.
        pub rows: u32,
        /// For a person to confirm.
        pub guess: ListMapping,
    }

    /// A column of a list.
    pub struct ListColumn {
        /// What stands over it, or its place.
        pub name: String,
        /// Its first values.
        pub samples: Vec<String>,
    }

    /// Which column says what, counted from 0.
    pub struct ListMapping {
        /// The number.
        pub number: u32,
        /// The person's name, to tell the people of a shared phone apart.
        pub name: Option<u32>,
        /// When they agreed.
        pub date: Option<u32>,
        /// Whether they agreed; without it everybody on the list did.
        pub agreed: Option<u32>,
        /// The form it stands on.
        pub form: Option<u32>,
        /// How `01/02/2026` is meant.
        pub order: ListDateOrder,
        /// Where the list is from; kept with every row.
        pub source: String,
        /// Which channel it is about.
        pub channel: ChannelKind,
        /// What it is about; visits when empty.
        pub subjects: Vec<SubjectKind>,
    }

    /// How dates without a leading year are written.
    #[derive(Copy, Eq)]
    pub enum ListDateOrder {
        /// As in the United States.
        MonthFirst,
        /// As nearly everywhere else.
        DayFirst,
    }

    /// What bringing a list in would do. Nothing has been done.
    pub struct ListPreview {
        /// Rows that would count from their day.
        pub granted: u32,
        /// Rows that would be kept and count for nothing.
        pub unverified: u32,
        /// Rows that would be left out.
        pub left_out: u32,
        /// How many of each kind, in a fixed order.
        pub outcomes: Vec<ListOutcomeCount>,
        /// The first rows of each kind, in the order of the file.
        pub lines: Vec<ListLine>,
    }

    /// How many rows come to the same.
    pub struct ListOutcomeCount {
        /// What becomes of them.
        pub outcome: ListOutcome,
        /// How many.
        pub count: u32,
    }

    /// A row and what becomes of it.
    pub struct ListLine {
        /// Its place in the file, from 1.
        pub row: u32,
        /// The number as written.
        pub number: String,
        /// The name as written.
        pub name: Option<String>,
        /// The day as it was read, `YYYY-MM-DD`.
        pub day: Option<String>,
        /// What becomes of it.
        pub outcome: ListOutcome,
    }

    /// What becomes of a row.
    #[derive(Copy, Eq)]
    pub enum ListOutcome {
        /// Counts as consent from its day.
        Granted,
        /// Counted from its day, and has ended since.
        Ended,
        /// Kept without a day; counts for nothing.
        NoDay,
        /// Kept as without a day: what stands there can't be read, or lies ahead.
        BadDay,
        /// Left out: a STOP is known.
        Stopped,
        /// Left out: something said since outweighs it.
        Overtaken,
        /// Left out: they did not agree.
        Refused,
        /// Left out: nobody can tell whether they agreed.
        Unclear,
        /// Left out: no number that could be texted.
        NoNumber,
        /// Left out: nobody can tell whose consent it is.
        WhoseIsIt,
        /// Left out: the same stands on the list before.
        Twice,
    }

    /// Every list that was brought in, the newest first.
    pub struct ImportList {
        /// The lists.
        pub imports: Vec<ImportInfo>,
    }

    /// A list that was brought in.
    pub struct ImportInfo {
        /// Its id.
        pub id: String,
        /// When.
        pub at: Millis,
        /// Who brought it in.
        pub by: String,
        /// Rows that counted from their day.
        pub granted: u32,
        /// Rows that were kept and count for nothing.
        pub unverified: u32,
        /// Rows that were left out.
        pub left_out: u32,
        /// When it was taken back, if it was.
        pub undone_at: Option<Millis>,
        /// Who took it back.
        pub undone_by: Option<String>,
    }
}
