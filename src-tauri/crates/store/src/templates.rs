//! Templates in all their wordings, what was decided about each, and which wordings a draft or a text came from.
//!
//! A wording is added and never reworded (a trigger refuses it): a text that went out years ago names the words that it
//! was made of. Whether one may be used is the policy's to say; here is only what is known of it.

use std::collections::BTreeMap;

use foyer_domain::{MessageId, TemplateId, ThreadId, Timestamp, UserId};
use foyer_policy::template::{TemplateLevel, TemplateState, Templated, Wording};
use rusqlite::{Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// One wording of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Its place among all wordings.
    pub seq: i64,
    /// Whose wording.
    pub template: TemplateId,
    /// The name in the store of a template that comes with Foyer.
    pub slug: Option<String>,
    /// 1 for the first.
    pub number: u32,
    /// As the list shows it.
    pub name: String,
    /// As declared.
    pub level: TemplateLevel,
    /// In English, with blanks in braces; none yet where it is `None`.
    pub en: Option<String>,
    /// In Spanish.
    pub es: Option<String>,
    /// Who saved it; `None`: it comes with Foyer.
    pub written_by: Option<UserId>,
    /// Who wrote the English.
    pub en_by: Option<UserId>,
    /// Who wrote the Spanish.
    pub es_by: Option<UserId>,
    /// When it was saved.
    pub written_at: Timestamp,
    /// How far it has come.
    pub state: TemplateState,
    /// Who decided that, and when.
    pub decided: Option<(UserId, Timestamp)>,
}

impl VersionRow {
    /// Whether it is in both languages.
    pub fn in_both(&self) -> bool {
        self.en.is_some() && self.es.is_some()
    }

    /// Everybody who wrote any of it.
    pub fn writers(&self) -> Vec<UserId> {
        self.written_by.into_iter().chain(self.en_by).chain(self.es_by).collect()
    }

    /// Whether `text` is one of these wordings with its blanks filled, and not changed by hand.
    pub fn stands_in(&self, text: &str) -> bool {
        let words = self.en.iter().chain(&self.es);
        words.filter_map(|words| Wording::parse(words).ok()).any(|wording| wording.stands_in(text))
    }

    /// What the gate asks of it.
    pub fn templated(&self) -> Templated {
        Templated { state: self.state, in_both: self.in_both(), level: self.level }
    }
}

/// A wording on its way in.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    /// Whose wording; a template of this id is made if there is none.
    pub template: TemplateId,
    /// With the first wording of one that comes with Foyer.
    pub slug: Option<&'a str>,
    /// As the list shows it.
    pub name: &'a str,
    /// As declared.
    pub level: TemplateLevel,
    /// In English.
    pub en: Option<&'a str>,
    /// In Spanish.
    pub es: Option<&'a str>,
    /// Who saves it.
    pub written_by: Option<UserId>,
    /// Who wrote the English.
    pub en_by: Option<UserId>,
    /// Who wrote the Spanish.
    pub es_by: Option<UserId>,
    /// How far it has come.
    pub state: TemplateState,
    /// Now.
    pub at: Timestamp,
}

const COLUMNS: &str =
    "v.seq, t.id AS template, t.slug, v.number, v.name, v.level, v.en, v.es, v.written_by, v.en_by,
    v.es_by, v.written_at, v.state, v.decided_by, v.decided_at";

const FROM: &str = "FROM template_version v CROSS JOIN template t ON t.seq = v.template";

/// Keeps a wording, as the newest of its template; gives its place.
///
/// # Errors
/// [`StoreError::Conflict`] when a user is none, or the slug is taken by another template.
pub fn add(tx: &WriteTx<'_>, new: &NewVersion<'_>) -> Result<i64, StoreError> {
    tx.prepare(
        "INSERT INTO template (id, slug, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING",
    )?
    .execute(params![new.template.bytes(), new.slug, new.at.millis()])?;
    Ok(tx
        .prepare(
            "INSERT INTO template_version (template, number, name, level, en, es, written_by, en_by, es_by,
                written_at, state)
             SELECT t.seq, 1 + (SELECT count(*) FROM template_version v WHERE v.template = t.seq), :name, :level,
                :en, :es, :by, :en_by, :es_by, :at, :state
             FROM template t WHERE t.id = :template
             RETURNING seq",
        )?
        .query_row(
            named_params! {
                ":template": new.template.bytes(),
                ":name": new.name,
                ":level": new.level.as_str(),
                ":en": new.en,
                ":es": new.es,
                ":by": new.written_by.map(UserId::bytes),
                ":en_by": new.en_by.map(UserId::bytes),
                ":es_by": new.es_by.map(UserId::bytes),
                ":at": new.at.millis(),
                ":state": new.state.as_str(),
            },
            |row| row.get(0),
        )?)
}

/// Every wording of every template, by template and number; a practice has some hundred at most.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn all(tx: &ReadTx<'_>) -> Result<Vec<VersionRow>, StoreError> {
    rows(tx, &format!("SELECT {COLUMNS} {FROM} ORDER BY t.seq, v.number"), [], read)
}

/// Every wording of one template, by number; none for a template that is not there.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn of(tx: &ReadTx<'_>, template: TemplateId) -> Result<Vec<VersionRow>, StoreError> {
    rows(
        tx,
        &format!("SELECT {COLUMNS} {FROM} WHERE t.id = ?1 ORDER BY v.number"),
        params![template.bytes()],
        read,
    )
}

/// Writes down what was decided about a wording.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn decide(
    tx: &WriteTx<'_>,
    version: i64,
    state: TemplateState,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE template_version SET state = ?1, decided_by = ?2, decided_at = ?3 WHERE seq = ?4")?
        .execute(params![state.as_str(), by.bytes(), at.millis(), version])?;
    if changed == 0 { Err(StoreError::NotFound { table: "template_version" }) } else { Ok(()) }
}

/// Writes down that somebody read a wording in use again and lets it stay.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such wording, or nobody of that id.
pub fn keep(tx: &WriteTx<'_>, version: i64, by: UserId, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO template_kept (version, by, at) VALUES (?1, ?2, ?3)")?.execute(params![
        version,
        by.bytes(),
        at.millis()
    ])?;
    Ok(())
}

/// Who read which wording again last, and when, by the wording's place.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn kept(tx: &ReadTx<'_>) -> Result<BTreeMap<i64, (UserId, Timestamp)>, StoreError> {
    let kept = rows(tx, "SELECT version, by, at FROM template_kept ORDER BY seq", [], |row| {
        let r = Reading::new(row, "template_kept");
        Ok((r.get("version")?, (r.id("by")?, r.at("at")?)))
    })?;
    Ok(kept.into_iter().collect())
}

/// A draft's words come from this wording too.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn took(tx: &WriteTx<'_>, thread: ThreadId, user: UserId, version: i64) -> Result<(), StoreError> {
    tx.prepare("INSERT OR IGNORE INTO draft_template (thread, user, version) VALUES (?1, ?2, ?3)")?
        .execute(params![threads::seq_of(tx, thread)?, user.bytes(), version])?;
    Ok(())
}

/// The wordings that somebody's draft came from.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn of_draft(tx: &ReadTx<'_>, thread: ThreadId, user: UserId) -> Result<Vec<VersionRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM thread h CROSS JOIN draft_template d ON d.thread = h.seq AND d.user = ?2
             CROSS JOIN template_version v ON v.seq = d.version CROSS JOIN template t ON t.seq = v.template
             WHERE h.id = ?1 ORDER BY v.seq"
        ),
        params![thread.bytes(), user.bytes()],
        read,
    )
}

/// Keeps with a text where its words came from.
///
/// # Errors
/// The store's own.
pub fn keep_with(tx: &WriteTx<'_>, message: MessageId, versions: &[VersionRow]) -> Result<(), StoreError> {
    for version in versions {
        tx.prepare("INSERT OR IGNORE INTO message_template (message, version) VALUES (?1, ?2)")?
            .execute(params![message.bytes(), version.seq])?;
    }
    Ok(())
}

/// The wordings that a text came from.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn of_message(tx: &ReadTx<'_>, message: MessageId) -> Result<Vec<VersionRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM message_template m CROSS JOIN template_version v ON v.seq = m.version
             CROSS JOIN template t ON t.seq = v.template WHERE m.message = ?1 ORDER BY v.seq"
        ),
        params![message.bytes()],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<VersionRow, StoreError> {
    let r = Reading::new(row, "template_version");
    Ok(VersionRow {
        seq: r.get("seq")?,
        template: r.id("template")?,
        slug: r.get("slug")?,
        number: r.count("number")?,
        name: r.get("name")?,
        level: r.word("level", TemplateLevel::parse)?,
        en: r.get("en")?,
        es: r.get("es")?,
        written_by: r.opt_id("written_by")?,
        en_by: r.opt_id("en_by")?,
        es_by: r.opt_id("es_by")?,
        written_at: r.at("written_at")?,
        state: r.word("state", TemplateState::parse)?,
        decided: r.opt_id("decided_by")?.zip(r.opt_at("decided_at")?),
    })
}
