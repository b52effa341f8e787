//! Types at the edge of SQL: ids as 16 bytes, instants as milliseconds, enumerations as words.
//!
//! Rows are read by column name through [`Reading`]; a word nobody knows is an error that names the table and
//! the row's id, never a default.

use std::cell::Cell;

use foyer_domain::{
    AccessRequestId, AttachmentId, BatchId, ConsentEventId, GlassId, HandoffId, HoldId, ImportId, IncidentId,
    LineId, LocationId, MessageId, NoteId, OutboxId, OwnViewId, PatientId, PhoneNumber, Private,
    ProviderMessageId, ReviewId, RoleId, RunId, SavedQueryId, ScanId, TagId, TemplateId, ThreadId,
    ThreadReviewId, Timestamp, UserId,
};
use rusqlite::{
    Row,
    types::{FromSql, ValueRef},
};
use uuid::Uuid;

use crate::{ReadTx, StoreError};

/// An id that is stored as the 16 bytes of its UUID.
pub(crate) trait StoredId: Copy {
    fn of(uuid: Uuid) -> Self;
    fn bytes(self) -> [u8; 16];
}

macro_rules! stored {
    ($($id:ty),*) => {$(
        impl StoredId for $id {
            fn of(uuid: Uuid) -> Self {
                Self::from_uuid(uuid)
            }

            fn bytes(self) -> [u8; 16] {
                self.uuid().into_bytes()
            }
        }
    )*};
}

stored!(
    AccessRequestId,
    AttachmentId,
    BatchId,
    ConsentEventId,
    GlassId,
    HandoffId,
    HoldId,
    ImportId,
    IncidentId,
    LineId,
    LocationId,
    MessageId,
    NoteId,
    OutboxId,
    PatientId,
    ReviewId,
    RoleId,
    RunId,
    SavedQueryId,
    TagId,
    OwnViewId,
    ScanId,
    TemplateId,
    ThreadId,
    ThreadReviewId,
    UserId
);

/// Declares an enumeration of the store with its words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// Every one, for round trips and tests.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in the store.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Reads the word in the store.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use words;

/// Every row that `sql` finds, as `read` reads it.
pub(crate) fn rows<T>(
    tx: &ReadTx<'_>,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = tx.prepare(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// One row, read by column name, that knows which table to name when something in it is unknown.
///
/// A column is looked for behind the last one first: rows that are read in the order they were selected in find each
/// at once.
pub(crate) struct Reading<'r, 's> {
    row: &'r Row<'s>,
    table: &'static str,
    next: Cell<usize>,
}

impl<'r, 's> Reading<'r, 's> {
    pub(crate) const fn new(row: &'r Row<'s>, table: &'static str) -> Self {
        Self { row, table, next: Cell::new(0) }
    }

    /// The value of `column`, borrowed.
    fn value(&self, column: &'static str) -> Result<ValueRef<'r>, StoreError> {
        let (row, next) = (self.row.as_ref(), self.next.get());
        let at = (next..row.column_count())
            .find(|at| row.column_name(*at) == Ok(column))
            .map_or_else(|| row.column_index(column), Ok)?;
        self.next.set(at.saturating_add(1));
        Ok(self.row.get_ref(at)?)
    }

    pub(crate) fn get<T: FromSql>(&self, column: &'static str) -> Result<T, StoreError> {
        T::column_result(self.value(column)?).map_err(|_| self.unknown(column))
    }

    pub(crate) fn id<T: StoredId>(&self, column: &'static str) -> Result<T, StoreError> {
        self.get::<[u8; 16]>(column).map(|bytes| T::of(Uuid::from_bytes(bytes)))
    }

    pub(crate) fn opt_id<T: StoredId>(&self, column: &'static str) -> Result<Option<T>, StoreError> {
        Ok(self.get::<Option<[u8; 16]>>(column)?.map(|bytes| T::of(Uuid::from_bytes(bytes))))
    }

    pub(crate) fn at(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.get(column).map(Timestamp::from_millis)
    }

    pub(crate) fn opt_at(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.get::<Option<i64>>(column)?.map(Timestamp::from_millis))
    }

    pub(crate) fn private(&self, column: &'static str) -> Result<Private, StoreError> {
        self.get::<String>(column).map(Private::new)
    }

    pub(crate) fn opt_private(&self, column: &'static str) -> Result<Option<Private>, StoreError> {
        Ok(self.get::<Option<String>>(column)?.map(Private::new))
    }

    pub(crate) fn count(&self, column: &'static str) -> Result<u32, StoreError> {
        self.get(column)
    }

    pub(crate) fn size(&self, column: &'static str) -> Result<u64, StoreError> {
        u64::try_from(self.get::<i64>(column)?).map_err(|_| self.unknown(column))
    }

    pub(crate) fn number(&self, column: &'static str) -> Result<PhoneNumber, StoreError> {
        self.word(column, |text| PhoneNumber::parse_e164(text).ok())
    }

    pub(crate) fn provider_id(&self, column: &'static str) -> Result<Option<ProviderMessageId>, StoreError> {
        self.opt_word(column, |text| ProviderMessageId::parse(text).ok())
    }

    pub(crate) fn word<T>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.value(column)?.as_str().ok().and_then(parse).ok_or_else(|| self.unknown(column))
    }

    pub(crate) fn opt_word<T>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.value(column)? {
            ValueRef::Null => Ok(None),
            value => match value.as_str().ok().and_then(parse) {
                Some(read) => Ok(Some(read)),
                None => Err(self.unknown(column)),
            },
        }
    }

    /// The error for a value nobody knows, with the row's id as far as it can be read.
    pub(crate) fn unknown(&self, column: &'static str) -> StoreError {
        let id = match self.row.get::<_, [u8; 16]>("id") {
            Ok(bytes) => Uuid::from_bytes(bytes).to_string(),
            Err(_) => self.row.get::<_, i64>("seq").map_or_else(|_| "?".to_owned(), |seq| format!("#{seq}")),
        };
        StoreError::UnknownValue { table: self.table, column, id }
    }
}

/// What a query gives, without the text a failure might carry.
pub(crate) trait Optional<T> {
    /// `None` instead of "no rows".
    fn or_none(self) -> Result<Option<T>, StoreError>;
}

impl<T> Optional<T> for Result<T, StoreError> {
    fn or_none(self) -> Result<Option<T>, StoreError> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// Answers a `SELECT count(*)`.
pub(crate) fn count(tx: &crate::ReadTx<'_>, sql: &str) -> Result<u64, StoreError> {
    let rows: i64 = tx.prepare(sql)?.query_row([], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}

/// Digits backwards, so that "ends in 0142" is a prefix.
pub(crate) fn reversed_digits(number: &PhoneNumber) -> String {
    number.reveal().chars().rev().filter(char::is_ascii_digit).collect()
}

/// The smallest text greater than every text that starts with `prefix`.
pub(crate) fn prefix_end(prefix: &str) -> String {
    let mut end = prefix.to_owned();
    end.push(char::MAX);
    end
}
