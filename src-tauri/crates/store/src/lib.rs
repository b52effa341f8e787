//! The encrypted store: the only place with SQL.
//!
//! [`Store`] is one SQLCipher file with one writer and three readers. Everything in it is reached through free
//! functions in one module per aggregate ([`threads`], [`messages`], [`outbox`], …): reads take a [`ReadTx`],
//! changes a [`WriteTx`], so that a whole step (a text, its thread, its consent, its audit entry) is one
//! transaction. Keys are in [`keys`]; the schema is `migrations/`, its dump `schema.sql`.

pub mod access;
pub mod after_hours;
pub mod answers;
pub mod at_rest;
pub mod attachments;
pub mod audit;
pub mod authenticators;
pub mod backup;
pub mod backups;
pub mod batches;
pub mod brake;
pub mod confirmations;
pub mod consent;
pub mod contact_imports;
pub mod cursors;
pub mod day_counts;
pub mod doubts;
pub mod drafts;
pub mod drift;
pub mod due;
pub mod foreign;
pub mod glasses;
pub mod handoffs;
pub mod heard;
pub mod holds;
pub mod households;
pub mod imports;
pub mod incidents;
pub mod keys;
pub mod lines;
pub mod locations;
pub mod looking;
pub mod looking_back;
pub mod merges;
pub mod messages;
pub mod notes;
pub mod older;
pub mod outbox;
pub mod own_views;
pub mod past;
pub mod patients;
pub mod pins;
pub mod portal_accounts;
pub mod quarantine;
pub mod read_back;
pub mod rehearsal;
pub mod repair;
pub mod reports;
pub mod retention;
pub mod reviews;
pub mod roles;
pub mod runs;
pub mod saved_queries;
pub mod screening;
pub mod scrubs;
pub mod search;
pub mod settings;
pub mod sift;
pub mod sight;
pub mod tags;
pub mod templates;
pub mod thread_reviews;
pub mod threads;
pub mod users;

pub mod charges;
pub mod computers;
mod conn;
mod dumps;
mod error;
mod lock;
mod migrate;
mod recognise;
mod recount;
mod sql;
mod store;
#[cfg(test)]
mod tests;
mod typed;
mod wipe;

pub use backup::{BackupReport, Health};
pub use dumps::keep_out_of_dumps;
pub use error::{OpenError, StoreError};
pub use keys::{
    Cost, DayCode, DeviceSecret, KeyFile, PageMac, Pin, PinCheck, PracticeFolder, PracticeKey, RecoveryCode,
    RecoveryHalf, RekeyStep, Vault, VaultError, WayIn,
};
pub use migrate::SCHEMA_VERSION;
pub use store::{ReadTx, Store, WriteTx};
