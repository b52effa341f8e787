//! What the screener found when it looked at templates, automatic replies and what was sent, and who signed it off. A
//! finding names a template or a kind of reply and counts; nobody's words are in it.

use foyer_domain::{Author, MessageId, Private, ScanId, TemplateId, ThreadId, Timestamp, UserId};
use foyer_policy::template::TemplateLevel;
use rusqlite::{Row, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::{self, Sender},
    sql::{Reading, StoredId as _, rows, words},
};

words! {
    /// What is not as it should be.
    DriftKind {
        /// The words of a template tell more than it is declared at.
        NotAsDeclared = "not_as_declared",
        /// Texts made of a template told more than it is declared at.
        SentAsMore = "sent_as_more",
        /// Most texts made of a template in one language end with the same words, typed behind it.
        TypedBehind = "typed_behind",
        /// The English was worded anew and the Spanish was not.
        SpanishOlder = "spanish_older",
        /// An automatic reply tells something clinical.
        Reply = "reply",
        /// Texts written by hand told something that belongs in the portal.
        ByHand = "by_hand",
        /// Texts that another program sent on the practice's number told something that belongs in the portal.
        Elsewhere = "elsewhere",
    }
}

/// One look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanRow {
    /// Its id.
    pub id: ScanId,
    /// When.
    pub at: Timestamp,
    /// Who asked for it; `None`: Foyer, at night.
    pub by: Option<UserId>,
    /// Wordings in use.
    pub templates: u32,
    /// Automatic replies.
    pub replies: u32,
    /// Texts sent in the days before.
    pub texts: u32,
    /// Who signed it off, when, and what they said.
    pub signed: Option<(UserId, Timestamp, Private)>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// What.
    pub kind: DriftKind,
    /// Of which template.
    pub template: Option<TemplateId>,
    /// Which automatic reply, where it is one; in which language words are typed behind a template.
    pub slot: String,
    /// What is declared.
    pub declared: TemplateLevel,
    /// What is told.
    pub told: TemplateLevel,
    /// How often.
    pub times: u32,
}

/// A text that somebody here sent, or another program on the practice's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRow {
    /// Which.
    pub message: MessageId,
    /// In which thread.
    pub thread: ThreadId,
    /// Whether another program sent it, or the carrier itself: Foyer only found it there.
    pub elsewhere: bool,
    /// Its words.
    pub body: Private,
    /// The templates it was made of.
    pub made_of: Vec<MadeOf>,
}

/// A template that a text was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeOf {
    /// Which.
    pub template: TemplateId,
    /// The place of its wording among all.
    pub version: i64,
    /// What that wording is declared at.
    pub declared: TemplateLevel,
}

/// Keeps a look with what it found.
///
/// # Errors
/// The store's own.
pub fn add(tx: &WriteTx<'_>, scan: &ScanRow, found: &[FindingRow]) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO drift_scan (id, at, by, templates, replies, texts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        scan.id.bytes(),
        scan.at.millis(),
        scan.by.map(|by| by.bytes()),
        scan.templates,
        scan.replies,
        scan.texts
    ])?;
    for (place, one) in found.iter().enumerate() {
        tx.prepare(
            "INSERT INTO drift_finding (scan, place, what, template, slot, declared, told, times)
             VALUES ((SELECT seq FROM drift_scan WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            scan.id.bytes(),
            i64::try_from(place).unwrap_or(i64::MAX),
            one.kind.as_str(),
            one.template.map(|template| template.bytes()),
            one.slot,
            one.declared.as_str(),
            one.told.as_str(),
            one.times
        ])?;
    }
    Ok(())
}

/// The last looks, the newest first.
///
/// # Errors
/// The store's own.
pub fn last(tx: &ReadTx<'_>, limit: u32) -> Result<Vec<ScanRow>, StoreError> {
    rows(
        tx,
        "SELECT id, at, by, templates, replies, texts, signed_by, signed_at, words
         FROM drift_scan ORDER BY seq DESC LIMIT ?1",
        params![limit],
        |row| {
            let r = Reading::new(row, "drift_scan");
            let (id, at, by) = (r.id("id")?, r.at("at")?, r.opt_id("by")?);
            let (templates, replies, texts) = (r.count("templates")?, r.count("replies")?, r.count("texts")?);
            let (who, when) = (r.opt_id("signed_by")?, r.opt_at("signed_at")?);
            let words = r.opt_private("words")?.unwrap_or_else(|| Private::new(""));
            let signed = who.zip(when).map(|(who, when)| (who, when, words));
            Ok(ScanRow { id, at, by, templates, replies, texts, signed })
        },
    )
}

/// What a look found, in its order.
///
/// # Errors
/// The store's own.
pub fn found(tx: &ReadTx<'_>, scan: ScanId) -> Result<Vec<FindingRow>, StoreError> {
    rows(
        tx,
        "SELECT f.what, f.template, f.slot, f.declared, f.told, f.times FROM drift_scan s
         CROSS JOIN drift_finding f ON f.scan = s.seq WHERE s.id = ?1 ORDER BY f.place",
        params![scan.bytes()],
        read_finding,
    )
}

/// Signs a look off, once.
///
/// # Errors
/// [`StoreError::NotFound`] where there is none, or somebody has signed it.
pub fn sign(
    tx: &WriteTx<'_>,
    scan: ScanId,
    by: UserId,
    words: &Private,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE drift_scan SET signed_by = ?2, signed_at = ?3, words = ?4
             WHERE id = ?1 AND signed_at IS NULL",
        )?
        .execute(params![scan.bytes(), by.bytes(), now.millis(), words.reveal()])?;
    if changed == 0 { Err(StoreError::NotFound { table: "drift_scan" }) } else { Ok(()) }
}

/// Every text that staff sent from `from` on and before `to`, and every one that another program sent on the practice's
/// number, oldest first, whatever became of it; those taken back are not among them.
///
/// # Errors
/// The store's own.
pub fn sent_between(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<SentRow>, StoreError> {
    let mut statement = tx.prepare(SENT)?;
    let mut found = statement.query(params![messages::first_place(from), messages::first_place(to)])?;
    let mut sent: Vec<SentRow> = Vec::new();
    while let Some(row) = found.next()? {
        let r = Reading::new(row, "message");
        let message = r.id("id")?;
        let (thread, body) = (r.id("thread_id")?, r.private("body")?);
        let elsewhere = messages::sender(&r)? == Sender::Practice(Author::Elsewhere);
        let of = match (r.opt_id("template")?, r.opt_word("level", TemplateLevel::parse)?) {
            (Some(template), Some(declared)) => {
                Some(MadeOf { template, version: r.get("version")?, declared })
            }
            (None, _) | (_, None) => None,
        };
        match sent.last_mut() {
            Some(last) if last.message == message => last.made_of.extend(of),
            Some(_) | None => {
                sent.push(SentRow { message, thread, elsewhere, body, made_of: of.into_iter().collect() });
            }
        }
    }
    Ok(sent)
}

pub(crate) const SENT: &str = "
    SELECT m.id, t.id AS thread_id, m.author, m.author_user, m.body, p.id AS template, v.seq AS version, v.level
    FROM message m INDEXED BY message_seq CROSS JOIN thread t ON t.seq = m.thread
    LEFT JOIN message_template k ON k.message = m.id
    LEFT JOIN template_version v ON v.seq = k.version LEFT JOIN template p ON p.seq = v.template
    WHERE m.seq >= ?1 AND m.seq < ?2 AND m.state <> 'cancelled'
      AND (m.author = 'staff' AND m.kind = 'text' OR m.author = 'elsewhere')
    ORDER BY m.seq";

fn read_finding(row: &Row<'_>) -> Result<FindingRow, StoreError> {
    let r = Reading::new(row, "drift_finding");
    Ok(FindingRow {
        kind: r.word("what", DriftKind::parse)?,
        template: r.opt_id("template")?,
        slot: r.get("slot")?,
        declared: r.word("declared", TemplateLevel::parse)?,
        told: r.word("told", TemplateLevel::parse)?,
        times: r.count("times")?,
    })
}
