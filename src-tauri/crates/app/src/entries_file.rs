//! The audit log as a spreadsheet, for whoever reads it there. It says what an archive says, in the archive's own codes, with
//! the names that the desk has for its ids; each line has the entry's number and hash, by which it is found in an archive,
//! which proves it.

use std::io::Write;

use chrono_tz::Tz;
use foyer_audit::Hash;
use foyer_domain::{Actor, UserId};
use foyer_store::{ReadTx, StoreError, audit::AuditEntry};
use serde_json::Value;

use crate::{
    desk::Desk,
    entries::{self, Wanted},
    reading::Staff,
    report::files::{Hashed, NoFile, harmless, time},
    wire::TrailAbout,
};

const COLUMNS: [&str; 7] = ["entry", "when", "by", "what", "thread of", "says", "hash"];

/// Writes the wanted entries into `out`, newest first; gives it with how many there are and the SHA-256 of every byte.
///
/// # Errors
/// As [`entries::each`]; why there is no file is within.
pub(crate) fn write<W: Write>(
    desk: &Desk,
    tx: &ReadTx<'_>,
    wanted: &Wanted,
    out: W,
) -> Result<Result<(W, u32, Hash), NoFile>, StoreError> {
    let (zone, mut sheet) = (desk.practice().zone(), csv::Writer::from_writer(Hashed::of(out)));
    let (mut many, mut written) = (0_u32, sheet.write_record(COLUMNS));
    entries::each(desk, tx, wanted, |staff, entry, about| {
        written = sheet.write_record(cells(staff, entry, about, zone).map(|cell| harmless(&cell)));
        many = many.saturating_add(1);
        written.is_ok()
    })?;
    Ok(written.map_err(|error| NoFile::of_csv(&error)).and_then(|()| {
        let hashed = sheet.into_inner().map_err(|error| NoFile::of(error.error()))?;
        let (out, hash) = hashed.end();
        Ok((out, many, hash))
    }))
}

fn cells(staff: &Staff, entry: &AuditEntry, about: Option<&TrailAbout>, zone: Tz) -> [String; 7] {
    let by = match entry.actor {
        Actor::User(user) => staff.name(user),
        Actor::Patient => "patient".to_owned(),
        Actor::System => "Foyer".to_owned(),
        Actor::Carrier => "carrier".to_owned(),
    };
    let hidden = about.is_some_and(|about| about.hidden.is_some());
    [
        entry.seq.to_string(),
        time(entry.at.millis(), zone),
        by,
        entry.action.clone(),
        about.map(|about| about.name.clone()).unwrap_or_default(),
        if hidden { "hidden from who saved this".to_owned() } else { codes(staff, &entry.detail) },
        Hash(entry.hash).to_string(),
    ]
}

/// What an entry says besides, as archives have it; ids of people who work here are their names.
fn codes(staff: &Staff, detail: &Value) -> String {
    let Value::Object(fields) = detail else { return String::new() };
    let told = fields.iter().filter(|(_, value)| !value.is_null());
    told.map(|(name, value)| format!("{name}: {}", code(staff, value))).collect::<Vec<_>>().join("; ")
}

fn code(staff: &Staff, value: &Value) -> String {
    match value {
        Value::String(text) => {
            let known = text.parse::<UserId>().ok().filter(|id| staff.ever().any(|user| user.id == *id));
            known.map_or_else(|| text.clone(), |id| staff.name(id))
        }
        Value::Array(several) => several.iter().map(|one| code(staff, one)).collect::<Vec<_>>().join(", "),
        Value::Object(_) => format!("({})", codes(staff, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
