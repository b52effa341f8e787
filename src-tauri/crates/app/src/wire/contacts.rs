//! Lists of people from another system.

use super::{ListColumn, ListDateOrder, Millis, wire};

wire! {
    /// A list of people as it was read, and a guess at what its columns say.
    pub struct ContactsShape {
        /// Its columns, in their order.
        pub columns: Vec<ListColumn>,
        /// How many rows.
        pub rows: u32,
        /// For a person to confirm.
        pub guess: ContactsMapping,
    }

    /// Which column says what, counted from 0.
    pub struct ContactsMapping {
        /// The number.
        pub number: u32,
        /// The whole name, or the first of two.
        pub name: u32,
        /// The family name, where it stands by itself.
        pub last: Option<u32>,
        /// What they go by.
        pub goes_by: Option<u32>,
        /// When they were born.
        pub birth_date: Option<u32>,
        /// What they are texted in.
        pub language: Option<u32>,
        /// Whether they agreed to texts.
        pub agreed: Option<u32>,
        /// When they did.
        pub consent_date: Option<u32>,
        /// The form it stands on.
        pub form: Option<u32>,
        /// How `01/02/2026` is meant.
        pub order: ListDateOrder,
        /// Where the list is from; kept with every consent.
        pub source: String,
    }

    /// What bringing a list in would do. Nothing has been done.
    pub struct ContactsPreview {
        /// People it would make.
        pub people: u32,
        /// Numbers it would put down to people.
        pub numbers: u32,
        /// Rows that would change nothing.
        pub left_out: u32,
        /// How many of each kind, in a fixed order.
        pub fates: Vec<ContactFateCount>,
        /// Numbers from abroad, among the rows that land.
        pub abroad: u32,
        /// Landlines, where the digits tell.
        pub landlines: u32,
        /// Toll-free and such: no text reaches anybody.
        pub nobodys: u32,
        /// Birth dates that can't be read, and are left away.
        pub bad_birth_dates: u32,
        /// The first rows of each kind, in the order of the file.
        pub lines: Vec<ContactLine>,
    }

    /// How many rows come to the same.
    pub struct ContactFateCount {
        /// What becomes of them.
        pub fate: ContactFate,
        /// How many.
        pub count: u32,
    }

    /// A row and what becomes of it.
    pub struct ContactLine {
        /// Its place in the file, from 1.
        pub row: u32,
        /// The name as written.
        pub name: String,
        /// The number as written.
        pub number: String,
        /// What becomes of it.
        pub fate: ContactFate,
    }

    /// What becomes of a row.
    #[derive(Copy, Eq)]
    pub enum ContactFate {
        /// Somebody new.
        New,
        /// Somebody new, at a number that others have too.
        Shared,
        /// A number for somebody who is on record.
        NumberAdded,
        /// Left out: it is all on record.
        Known,
        /// Left out: the same is on the list before.
        Twice,
        /// Left out: no name.
        NoName,
        /// Left out: no number that could be texted.
        NoNumber,
        /// Left out: the desk found that this number is not theirs.
        WrongNumber,
    }

    /// Every list of people that was brought in, the newest first.
    pub struct ContactImportList {
        /// The lists.
        pub imports: Vec<ContactImportInfo>,
    }

    /// A list of people that was brought in.
    pub struct ContactImportInfo {
        /// Its id.
        pub id: String,
        /// When.
        pub at: Millis,
        /// Who brought it in.
        pub by: String,
        /// People it made.
        pub people: u32,
        /// Numbers it put down to people.
        pub numbers: u32,
        /// Rows that changed nothing.
        pub left_out: u32,
        /// When it was taken back, if it was.
        pub undone_at: Option<Millis>,
        /// Who took it back.
        pub undone_by: Option<String>,
        /// People of it who stayed then, because something was changed since.
        pub stayed: u32,
    }
}
