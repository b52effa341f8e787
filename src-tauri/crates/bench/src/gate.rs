//! B9: the gate. One decision about a person with 10,000 facts against one about a person with ten, from the store as
//! the engine reads it; and the badges of a list of 10,000 threads.

use std::{hint::black_box, time::Instant};

use anyhow::{Context as _, Result, ensure};
use foyer_domain::{
    Actor, Body, Channel, ConsentEventId, Language, LineId, MessageId, PhoneNumber, Private, Role, Span,
    ThreadId, Timestamp, User, UserId,
};
use foyer_phi::Screening;
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Party, Purpose,
    RevocationBasis, SendRequest, Subject, Subjects, clear,
};
use foyer_store::{ReadTx, Store, StoreError, WriteTx, consent, lines, threads, users};

use crate::{
    measure::{Rounds, Spent, quantile},
    options::Options,
    practice::{ids, key, phone},
    report::{Aim, Figure, Report},
};

/// Facts about the person whose consent has a long history.
const FACTS: u32 = 10_000;
/// Facts about most people.
const FEW: u32 = 10;
/// Threads in the list.
const THREADS: u32 = 10_000;
/// Decisions a round.
const DECISIONS: u32 = 2_000;

/// Monday, half past ten in Houston.
const NOW: Timestamp = Timestamp::from_millis(1_795_451_400_000);

/// A conversation and whose it is.
struct Talk {
    thread: ThreadId,
    party: Party,
}

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir_in(&options.folder)?;
    let store = Store::create(&folder.path().join("gate.db"), &key())?;
    let mut ids = ids(9);
    let line = LineId::new(&mut ids);
    let (long, short) = store.write_blocking(|tx| {
        let user = User { id: UserId::new(&mut ids), name: Private::new("Staff"), role: Role::Receptionist };
        users::create(tx, &user, NOW)?;
        lines::create(tx, line, &phone(0)?, Channel::Sms, "Main", NOW)?;
        let mut begin = |patient| begin(tx, &mut ids, line, phone(patient)?);
        let (long, short) = (begin(1)?, begin(2)?);
        for patient in 3..=THREADS {
            begin(patient)?;
        }
        live(tx, &mut ids, &long, FACTS)?;
        live(tx, &mut ids, &short, FEW)?;
        Ok((long, short))
    })?;

    let mut rounds = Rounds::default();
    let mut times = Vec::new();
    for _ in 0..options.rounds() {
        let (mut ours, mut theirs) = (Spent::default(), Spent::default());
        store.read_blocking(|tx| {
            ours.add(|| (0..DECISIONS).try_for_each(|_| decide(tx, &long).map(drop)))?;
            theirs.add(|| (0..DECISIONS).try_for_each(|_| decide(tx, &short).map(drop)))?;
            for _ in 0..DECISIONS {
                let began = Instant::now();
                decide(tx, &long)?;
                times.push(began.elapsed().as_secs_f64() * 1e3);
            }
            Ok(())
        })?;
        rounds.push(ours, theirs);
    }
    ensure!(store.read_blocking(|tx| decide(tx, &long))?, "the long history ends with consent");
    let figure = |what, aim| Figure { name: "B9", what, aim };
    let detail =
        format!("{:.1} against {:.1} µs", rounds.our_cpu_us(DECISIONS), rounds.their_cpu_us(DECISIONS));
    let what = "the gate, 10,000 facts against ten";
    report.ratio(&figure(what, Some(Aim::AtMost(2.0))), &rounds, &detail);
    let line = "standing, place and gate out of the store, wall time";
    let median = quantile(times.iter().copied(), 0.5);
    report.millis(&figure("a decision, median", Some(Aim::MillisAtMost(0.100))), median, line);
    report.millis(&figure("a decision, 99th percentile", None), quantile(times, 0.99), line);

    let mut whole = Vec::new();
    for _ in 0..options.rounds() {
        let began = Instant::now();
        let granted = store.read_blocking(|tx| {
            let rows = threads::list(tx, threads::View::All, 0, THREADS)?;
            ensure_all(rows.len())?;
            Ok(rows.iter().filter(|row| row.badge_at(NOW) == Some(Badge::Granted)).count())
        })?;
        whole.push(began.elapsed().as_secs_f64() * 1e3);
        ensure!(granted == 2, "two people agreed");
    }
    let detail = "rows with their badges, four statements in all, wall time";
    report.millis(&figure("a list of 10,000 threads", None), quantile(whole, 0.5), detail);
    store.close().context("closing")
}

fn begin(
    tx: &WriteTx<'_>,
    ids: &mut foyer_sync::ClockIds,
    line: LineId,
    number: PhoneNumber,
) -> Result<Talk, StoreError> {
    let (thread, _) = threads::find_or_create(tx, ThreadId::new(ids), line, Channel::Sms, &number, NOW)?;
    Ok(Talk { thread, party: Party { patient: None, number, channel: Channel::Sms } })
}

/// A history of so many facts, as years of asking, agreeing, stopping and starting leave it.
fn live(tx: &WriteTx<'_>, ids: &mut foyer_sync::ClockIds, talk: &Talk, facts: u32) -> Result<(), StoreError> {
    let mut notice = MessageId::new(ids);
    for left in (0..facts).rev() {
        let mut evidence = Evidence::default();
        let kind = match left % 8 {
            7 => {
                notice = MessageId::new(ids);
                let version = "2026-11".to_owned();
                ConsentEventKind::NoticeSent { message: notice, version, language: Language::En }
            }
            6 => ConsentEventKind::NoticeDelivered { message: notice },
            5 => {
                evidence.notice = Some(notice);
                ConsentEventKind::Granted(ConsentBasis::RepliedYes)
            }
            4 => ConsentEventKind::InboundFirst,
            3 => ConsentEventKind::Revoked(RevocationBasis::Texted),
            2 => ConsentEventKind::Restarted,
            1 => ConsentEventKind::InboundFirst,
            _ => ConsentEventKind::Granted(ConsentBasis::Phone),
        };
        let event = ConsentEvent {
            id: ConsentEventId::new(ids),
            patient: talk.party.patient,
            number: talk.party.number.clone(),
            channel: Channel::Sms,
            kind,
            at: NOW.minus(Span::minutes(i64::from(left) + 1)),
            actor: Actor::System,
            evidence,
            language: None,
            subjects: Subjects::NONE,
        };
        consent::append(tx, &event)?;
    }
    consent::keep_of_number(tx, &talk.party.number, NOW, &ConsentRules::default())
}

/// What the engine asks before every attempt, and the desk before every text.
fn decide(tx: &ReadTx<'_>, talk: &Talk) -> Result<bool, StoreError> {
    let rules = ConsentRules::default();
    let standing = consent::standing(tx, &talk.party, talk.thread, NOW, &rules)?;
    let place = consent::place(tx, talk.party.patient, &talk.party.number)?;
    let body = Body::new("See you at nine.").map_err(|_| StoreError::NotFound { table: "words" })?;
    let request = SendRequest {
        thread: talk.thread,
        to: &talk.party.number,
        channel: talk.party.channel,
        body: &body,
        purpose: Purpose::Reply,
        subject: Subject::Logistics,
        place: &place,
        along: false,
        over_warning: None,
        templates: &[],
        household: foyer_policy::household::Household::alone(),
    };
    Ok(black_box(clear(request, &standing, &Screening::default(), NOW)).is_ok())
}

fn ensure_all(rows: usize) -> Result<(), StoreError> {
    if rows == THREADS as usize { Ok(()) } else { Err(StoreError::NotFound { table: "thread" }) }
}
