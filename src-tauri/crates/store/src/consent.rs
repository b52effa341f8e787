//! Facts about consent, appended and never changed, and what is kept beside them so that nobody has to fold a long
//! history to send a text: the account of it, the list's badge, and the mark every text keeps.
//!
//! What facts mean is foyer-policy's `Ledger`. A kept account is carried on with each new fact where the ledger says
//! it can be, and thrown away where not; without one the facts are folded.

use foyer_domain::{
    Channel, ConsentEventId, Language, MessageId, PatientId, PhoneNumber, ThreadId, Timestamp,
};
use foyer_policy::{
    Badge, ClearedMessage, ConsentEvent, ConsentEventKind, ConsentRules, Evidence, KindParts, Ledger, Party,
    Place, PlaceSource, Standing, State, Subjects,
};
use rusqlite::{OptionalExtension as _, Row, named_params, params};
use uuid::Uuid;

use crate::{
    ReadTx, StoreError, WriteTx, audit,
    messages::Insert,
    sql::{Reading, StoredId as _},
};

/// A history longer than this has its account kept.
const LONG: u32 = 24;

/// Which accounts this Foyer can read; another number when `Ledger` changes its shape or its rules.
const LEDGER_FORM: i64 = 2;

/// Adds a fact; the same id again is the same fact.
///
/// # Errors
/// The store's own.
pub fn append(tx: &WriteTx<'_>, event: &ConsentEvent) -> Result<Insert, StoreError> {
    let parts = event.kind.parts();
    let (actor, user) = audit::actor_columns(event.actor);
    let changed = tx
        .prepare(
            "INSERT INTO consent_event (id, number, channel, patient, kind, basis, message, version,
                notice_language, at, actor, user, language, proof_message, proof_provider, proof_notice, proof_note,
                subjects, import)
             VALUES (:id, :number, :channel, :patient, :kind, :basis, :message, :version,
                :notice_language, :at, :actor, :user, :language, :proof_message, :proof_provider, :proof_notice,
                :proof_note, :subjects, :import)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(named_params! {
            ":id": event.id.bytes(),
            ":number": event.number.reveal(),
            ":channel": event.channel.as_str(),
            ":patient": event.patient.map(|patient| patient.bytes()),
            ":kind": parts.word,
            ":basis": parts.basis,
            ":message": parts.message.map(|message| message.bytes()),
            ":version": parts.version,
            ":notice_language": parts.language.map(Language::as_str),
            ":at": event.at.millis(),
            ":actor": actor,
            ":user": user.map(|user| user.bytes()),
            ":language": event.language.map(Language::as_str),
            ":proof_message": event.evidence.message.map(|message| message.bytes()),
            ":proof_provider": event.evidence.provider_id.as_ref().map(|id| id.as_str()),
            ":proof_notice": event.evidence.notice.map(|message| message.bytes()),
            ":proof_note": event.evidence.note.as_ref().map(|note| note.reveal()),
            ":subjects": (!event.subjects.is_empty()).then(|| event.subjects.words()),
            ":import": event.evidence.import.map(|import| import.bytes()),
        })?;
    if changed == 0 {
        return Ok(Insert::Known);
    }
    carry_on(tx, event)?;
    Ok(Insert::Inserted)
}

/// Every fact about a number, on every channel, oldest first: what `standing` folds. Whose record went into another's is
/// named as that one.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a kind this Foyer does not know: then nothing may be sent.
pub fn for_number(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Vec<ConsentEvent>, StoreError> {
    crate::sql::rows(tx, FOR_NUMBER, params![number.reveal()], read)
}

pub(crate) const FOR_NUMBER: &str = "SELECT seq, id, number, channel,
        coalesce((SELECT m.kept FROM patient_merge m WHERE m.gone = consent_event.patient AND m.split_at IS NULL),
            patient) AS patient, kind, basis, message, version, notice_language, at, actor, user, language, proof_message, proof_provider, proof_notice, proof_note, subjects,
        import
    FROM consent_event WHERE number = ?1 ORDER BY at, seq";

/// The account of a party: the kept one, or the fold of the facts.
///
/// # Errors
/// The store's own.
pub fn ledger(tx: &ReadTx<'_>, party: &Party) -> Result<Ledger, StoreError> {
    let kept: Option<String> = tx
        .prepare(
            "SELECT ledger FROM consent_ledger WHERE number = ?1 AND channel = ?2 AND patient = ?3 AND form = ?4",
        )?
        .query_row(params![party.number.reveal(), party.channel.as_str(), who(party.patient), LEDGER_FORM], |row| {
            row.get(0)
        })
        .optional()?;
    match kept.and_then(|text| serde_json::from_str(&text).ok()) {
        Some(ledger) => Ok(ledger),
        None => Ok(Ledger::of(party, &for_number(tx, &party.number)?)),
    }
}

/// What holds for a party now, with what its thread heard last and whether its number is held.
///
/// # Errors
/// The store's own.
pub fn standing(
    tx: &ReadTx<'_>,
    party: &Party,
    thread: ThreadId,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<Standing, StoreError> {
    // A carrier's clock may run ahead of ours; the day in which a text may be answered does not.
    let heard = last_heard(tx, thread, None)?.map(|at| at.min(now));
    let held = crate::holds::since(tx, &party.number)?;
    Ok(ledger(tx, party)?.standing(party, now, rules).heard(heard).held(held))
}

/// When the patient last texted in a thread, up to a moment.
///
/// # Errors
/// The store's own.
pub fn last_heard(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    until: Option<Timestamp>,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> = tx
        .prepare(LAST_HEARD)?
        .query_row(params![thread.bytes(), until.map_or(i64::MAX, Timestamp::millis)], |row| row.get(0))
        .optional()?;
    Ok(at.map(Timestamp::from_millis))
}

pub(crate) const LAST_HEARD: &str = "SELECT m.created_at FROM message m
    WHERE m.thread = (SELECT seq FROM thread WHERE id = ?1) AND m.direction = 'inbound' AND m.created_at <= ?2
    ORDER BY m.seq DESC LIMIT 1";

/// Our own last texts in a thread with their times, newest first: what a lone CANCEL may be about.
///
/// # Errors
/// The store's own.
pub fn our_last_texts(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    limit: u32,
) -> Result<Vec<(Timestamp, foyer_domain::Private)>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT m.created_at, m.body FROM message m
         WHERE m.thread = (SELECT seq FROM thread WHERE id = ?1) AND m.direction = 'outbound'
         ORDER BY m.seq DESC LIMIT ?2",
        params![thread.bytes(), limit],
        |row| {
            let r = Reading::new(row, "message");
            Ok((r.at("created_at")?, r.private("body")?))
        },
    )
}

/// Keeps what holds for every thread of a number, each by its own person and channel: a STOP by text ends WhatsApp too.
///
/// # Errors
/// The store's own.
pub fn keep_of_number(
    tx: &WriteTx<'_>,
    number: &PhoneNumber,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<(), StoreError> {
    for thread in crate::threads::with_number(tx, number)? {
        let party =
            Party { patient: thread.patient, number: thread.far_number.clone(), channel: thread.channel };
        keep_standing(tx, thread.id, &standing(tx, &party, thread.id, now, rules)?, now)?;
    }
    Ok(())
}

/// Keeps what holds where the list and new texts of a thread find it, and the account of a long history.
fn keep_standing(
    tx: &WriteTx<'_>,
    thread: ThreadId,
    standing: &Standing,
    now: Timestamp,
) -> Result<(), StoreError> {
    let party = standing.party();
    let place = place(tx, party.patient, &party.number)?;
    let mark = mark(tx, &Mark::of(standing, &place, now))?;
    tx.prepare(
        "UPDATE thread SET consent_badge = ?1, consent_since_at = ?2, consent_until_at = ?3, consent_mark = ?4
         WHERE id = ?5",
    )?
    .execute(params![
        standing.badge.as_str(),
        standing.since.map(Timestamp::millis),
        standing.expires_at.map(Timestamp::millis),
        mark,
        thread.bytes()
    ])?;
    remember(tx, party)
}

/// Keeps the account of a party whose history is long.
fn remember(tx: &WriteTx<'_>, party: &Party) -> Result<(), StoreError> {
    let long = tx
        .prepare("SELECT 1 FROM consent_event WHERE number = ?1 LIMIT 1 OFFSET ?2")?
        .exists(params![party.number.reveal(), LONG])?;
    if !long {
        return Ok(());
    }
    let kept = tx
        .prepare(
            "SELECT 1 FROM consent_ledger WHERE number = ?1 AND channel = ?2 AND patient = ?3 AND form = ?4",
        )?
        .exists(params![party.number.reveal(), party.channel.as_str(), who(party.patient), LEDGER_FORM])?;
    if kept {
        return Ok(());
    }
    put(tx, party, &Ledger::of(party, &for_number(tx, &party.number)?))
}

fn put(tx: &WriteTx<'_>, party: &Party, ledger: &Ledger) -> Result<(), StoreError> {
    let text = serde_json::to_string(ledger).map_err(|_| StoreError::Panicked)?;
    tx.prepare(
        "INSERT INTO consent_ledger (number, channel, patient, form, ledger) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (number, channel, patient) DO UPDATE SET form = excluded.form, ledger = excluded.ledger",
    )?
    .execute(params![
        party.number.reveal(),
        party.channel.as_str(),
        who(party.patient),
        LEDGER_FORM,
        text
    ])?;
    Ok(())
}

/// Takes a new fact into every kept account of its number.
fn carry_on(tx: &WriteTx<'_>, event: &ConsentEvent) -> Result<(), StoreError> {
    let patient = event.patient.map(|patient| crate::merges::used(tx, patient)).transpose()?;
    let event = &ConsentEvent { patient, ..event.clone() };
    let mut statement =
        tx.prepare("SELECT channel, patient, ledger FROM consent_ledger WHERE number = ?1 AND form = ?2")?;
    let mut rows = statement.query(params![event.number.reveal(), LEDGER_FORM])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "consent_ledger");
        let bytes: Vec<u8> = r.get::<Vec<u8>>("patient")?;
        let patient =
            <[u8; 16]>::try_from(bytes).ok().map(|bytes| PatientId::from_uuid(Uuid::from_bytes(bytes)));
        let party =
            Party { patient, number: event.number.clone(), channel: r.word("channel", Channel::parse)? };
        kept.push((party, r.get::<String>("ledger")?));
    }
    drop(rows);
    drop(statement);
    for (party, text) in kept {
        let carried = serde_json::from_str::<Ledger>(&text)
            .ok()
            .and_then(|mut ledger| ledger.take_next(event, &party).then_some(ledger));
        match carried {
            Some(ledger) => put(tx, &party, &ledger)?,
            None => forget(tx, &party)?,
        }
    }
    Ok(())
}

fn forget(tx: &WriteTx<'_>, party: &Party) -> Result<(), StoreError> {
    tx.prepare("DELETE FROM consent_ledger WHERE number = ?1 AND channel = ?2 AND patient = ?3")?
        .execute(params![party.number.reveal(), party.channel.as_str(), who(party.patient)])?;
    Ok(())
}

fn who(patient: Option<PatientId>) -> Vec<u8> {
    patient.map(|patient| patient.bytes().to_vec()).unwrap_or_default()
}

/// A standing as texts keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The badge.
    pub badge: Badge,
    /// Granted turned to expired then.
    pub until: Option<Timestamp>,
    /// The facts behind it.
    pub events: Vec<ConsentEventId>,
    /// The edition of the rules about hours.
    pub rules: String,
    /// Where the patient lived by what was known, and how it was known; `None` for texts from before it was
    /// kept.
    pub place: Option<(Option<State>, PlaceSource)>,
}

impl Mark {
    /// The mark of a standing.
    pub fn of(standing: &Standing, place: &Place, now: Timestamp) -> Self {
        Self {
            badge: standing.badge,
            until: standing.changes_at(),
            events: standing.events(),
            rules: standing.rules().hours.version_at(now).to_owned(),
            place: Some((place.state, place.source)),
        }
    }

    /// What a text was cleared with.
    pub(crate) fn of_cleared(cleared: &ClearedMessage) -> Self {
        Self {
            badge: cleared.badge(),
            until: None,
            events: cleared.events().to_vec(),
            rules: cleared.rules_version().to_owned(),
            place: Some((cleared.state(), cleared.state_source())),
        }
    }
}

/// The mark's row, made if there is none.
fn mark(tx: &WriteTx<'_>, mark: &Mark) -> Result<i64, StoreError> {
    let events: Vec<u8> = mark.events.iter().flat_map(|event| event.bytes()).collect();
    let until = mark.until.map_or(0, Timestamp::millis);
    let (state, source) =
        mark.place.map_or(("", ""), |(state, source)| (state.map_or("", State::as_str), source.as_str()));
    let row = params![events, mark.badge.as_str(), until, mark.rules, state, source];
    let known: Option<i64> = tx
        .prepare(
            "SELECT seq FROM consent_mark WHERE events = ?1 AND badge = ?2 AND until_at = ?3 AND rules = ?4
                AND state = ?5 AND state_source = ?6",
        )?
        .query_row(row, |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let made = tx
        .prepare(
            "INSERT INTO consent_mark (events, badge, until_at, rules, state, state_source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING seq",
        )?
        .query_row(row, |row| row.get(0))?;
    Ok(made)
}

/// Keeps with a text what holds as it leaves.
///
/// # Errors
/// The store's own.
pub fn keep_with(tx: &WriteTx<'_>, message: MessageId, held: &Mark) -> Result<(), StoreError> {
    let mark = mark(tx, held)?;
    tx.prepare("UPDATE message SET consent = ?1 WHERE id = ?2")?.execute(params![mark, message.bytes()])?;
    Ok(())
}

/// What held when a text left or came; `None` for texts from before it was kept, and while nobody had looked.
///
/// # Errors
/// [`StoreError::NotFound`] for a text that is none.
pub fn kept_with(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<Mark>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT m.created_at, k.seq, k.badge, k.until_at, k.events, k.rules, k.state,
            k.state_source
         FROM message m LEFT JOIN consent_mark k ON k.seq = m.consent WHERE m.id = ?1",
    )?;
    let mut rows = statement.query([message.bytes()])?;
    let Some(row) = rows.next()? else { return Err(StoreError::NotFound { table: "message" }) };
    let r = Reading::new(row, "consent_mark");
    let came = r.at("created_at")?;
    if r.get::<Option<i64>>("seq")?.is_none() {
        return Ok(None);
    }
    let badge = r.word("badge", Badge::parse)?;
    let until = Some(r.at("until_at")?).filter(|until| until.millis() != 0);
    let bytes: Vec<u8> = r.get("events")?;
    let events = bytes
        .chunks_exact(16)
        .filter_map(|id| <[u8; 16]>::try_from(id).ok())
        .map(|id| ConsentEventId::from_uuid(Uuid::from_bytes(id)))
        .collect();
    let ended = badge == Badge::Granted && until.is_some_and(|until| until <= came);
    let badge = if ended { Badge::Expired } else { badge };
    let word = |column| Ok::<_, StoreError>(Some(r.get::<String>(column)?).filter(|word| !word.is_empty()));
    let state = match word("state")? {
        None => None,
        Some(letters) => Some(State::parse(&letters).ok_or_else(|| r.unknown("state"))?),
    };
    let place = match word("state_source")? {
        None => None,
        Some(source) => Some((state, PlaceSource::parse(&source).ok_or_else(|| r.unknown("state_source"))?)),
    };
    Ok(Some(Mark { badge, until, events, rules: r.get("rules")?, place }))
}

/// New texts are marked with edition `rules` from now on. What has been marked stays as it is.
///
/// # Errors
/// The store's own.
pub fn use_edition(tx: &WriteTx<'_>, rules: &str) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT OR IGNORE INTO consent_mark (events, badge, until_at, rules, state, state_source)
         SELECT events, badge, until_at, ?1, state, state_source FROM consent_mark
         WHERE rules <> ?1 AND seq IN (SELECT consent_mark FROM thread WHERE consent_mark IS NOT NULL)",
    )?
    .execute([rules])?;
    tx.prepare(
        "UPDATE thread SET consent_mark = (
            SELECT new.seq FROM consent_mark old JOIN consent_mark new
                ON new.events = old.events AND new.badge = old.badge AND new.until_at = old.until_at
                AND new.state = old.state AND new.state_source = old.state_source
            WHERE old.seq = thread.consent_mark AND new.rules = ?1)
         WHERE consent_mark IN (SELECT seq FROM consent_mark WHERE rules <> ?1)",
    )?
    .execute([rules])?;
    Ok(())
}

/// Where the rules say a patient lives: as recorded or said, else by the number.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a state this Foyer does not know.
pub fn place(tx: &ReadTx<'_>, patient: Option<PatientId>, number: &PhoneNumber) -> Result<Place, StoreError> {
    let Some(patient) = patient else { return Ok(Place::of(None, number)) };
    let mut statement = tx.prepare("SELECT id, state, state_source FROM patient WHERE id = ?1")?;
    let mut rows = statement.query([patient.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(Place::of(None, number)) };
    let r = Reading::new(row, "patient");
    let state = r.opt_word("state", State::parse)?;
    let source = r.opt_word("state_source", PlaceSource::parse)?.unwrap_or(PlaceSource::Record);
    Ok(Place::of(state.map(|state| (state, source)), number))
}

/// Keeps where a patient lives, or forgets it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_state(
    tx: &WriteTx<'_>,
    patient: PatientId,
    state: Option<(State, PlaceSource)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE patient SET state = ?1, state_source = ?2, updated_at = ?3 WHERE id = ?4")?
        .execute(params![
            state.map(|(state, _)| state.as_str()),
            state.map(|(_, source)| source.as_str()),
            now.millis(),
            patient.bytes()
        ])?;
    if changed == 0 { Err(StoreError::NotFound { table: "patient" }) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> Result<ConsentEvent, StoreError> {
    let r = Reading::new(row, "consent_event");
    let id = r.id("id")?;
    let (number, channel) = (r.number("number")?, r.word("channel", Channel::parse)?);
    let patient = r.opt_id("patient")?;
    let parts = KindParts {
        word: r.get("kind")?,
        basis: r.get("basis")?,
        message: r.opt_id("message")?,
        version: r.get("version")?,
        language: r.opt_word("notice_language", Language::parse)?,
    };
    Ok(ConsentEvent {
        id,
        patient,
        number,
        channel,
        kind: ConsentEventKind::from_parts(parts).ok_or_else(|| r.unknown("kind"))?,
        at: r.at("at")?,
        actor: audit::read_actor(&r)?,
        language: r.opt_word("language", Language::parse)?,
        evidence: Evidence {
            message: r.opt_id("proof_message")?,
            provider_id: r.provider_id("proof_provider")?,
            notice: r.opt_id("proof_notice")?,
            note: r.opt_private("proof_note")?,
            import: r.opt_id("import")?,
        },
        subjects: r.opt_word("subjects", Subjects::parse)?.unwrap_or_default(),
    })
}
