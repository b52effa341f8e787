//! Who is due for a notice, and runs of notices: many people, one single send each.
//!
//! A run holds no texts back and lets none through: when somebody's turn comes, their notice takes the way of every
//! text, gate and outbox. Who can't get one is left out with the reason, at the start or at their turn; who is asleep
//! waits for the hours where they live, and the others go on. A paused run keeps its place, also over a restart.

use std::sync::Arc;

use foyer_domain::{RunId, Span, ThreadId, Timestamp};
use foyer_policy::{Badge, HoursSay, Refusal, Standing, notice_may_go};
use foyer_store::{
    ReadTx, StoreError, WriteTx, due, messages,
    runs::{self, ItemRow, RunRow, RunState, Skip},
    threads::{self, ThreadRow},
};

use crate::{
    desk::{Desk, Office},
    households, present,
    reading::{self, Staff},
    record::{self, Act},
    sending::{self, Sent},
    wire::{
        DueKind, DueList, DueRow, RunInfo, RunItem, RunItemKind, RunPreview, RunStateKind, SkipGroup,
        SkipKind,
    },
};

/// Between two notices: enough for answers to be read, and far below what carriers call a burst.
pub(crate) const EVERY: Span = Span::seconds(40);

/// The most people in one run.
pub(crate) const PEOPLE_AT_MOST: usize = 5_000;

/// Somebody who may be due, looked at once.
struct Person {
    thread: ThreadRow,
    standing: Standing,
    /// Why no notice can go, and until when.
    skip: Option<(Skip, Option<Timestamp>)>,
    /// Until when it is quiet there.
    quiet: Option<Timestamp>,
}

/// Everybody who is due, due now first.
pub(crate) fn list(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<DueList, StoreError> {
    let rules = desk.rules();
    let changed = rules.notices.iter().skip(1).rev().find(|version| version.material && version.from <= now);
    let before = now.plus(rules.refresh_before);
    let (sight, mut rows) = (desk.sight(tx)?, Vec::new());
    for thread in due::candidates(tx, before, changed.map(|version| version.from))? {
        let person = look(desk, tx, thread, now)?;
        // Whose threads one does not answer, one does not ask either.
        if !sight.answers(person.thread.whereabouts()) {
            continue;
        }
        if let Some(due) = why(&person.standing, now) {
            rows.push(row(tx, &person, due)?);
        }
    }
    rows.sort_by_key(|row| (order(row.due), row.at, row.name.clone()));
    let count = |wanted: &[DueKind]| {
        u32::try_from(rows.iter().filter(|row| wanted.contains(&row.due)).count()).unwrap_or(u32::MAX)
    };
    Ok(DueList {
        now: count(&[DueKind::Ended, DueKind::NoticeChanged, DueKind::Unverified]),
        soon: count(&[DueKind::EndsSoon]),
        no_answer: count(&[DueKind::NoAnswer]),
        run: current(desk, tx, now)?,
        rows,
    })
}

const fn order(due: DueKind) -> u8 {
    match due {
        DueKind::Ended => 0,
        DueKind::NoticeChanged => 1,
        DueKind::Unverified => 2,
        DueKind::EndsSoon => 3,
        DueKind::NoAnswer => 4,
    }
}

/// Why somebody is due, if they are.
fn why(standing: &Standing, now: Timestamp) -> Option<DueKind> {
    match standing.badge {
        Badge::Expired => Some(DueKind::Ended),
        Badge::Granted if standing.outdated => Some(DueKind::NoticeChanged),
        Badge::Granted if standing.refresh_due(now) => Some(DueKind::EndsSoon),
        Badge::NoticeSent => Some(DueKind::NoAnswer),
        Badge::None if standing.unverified.is_some() => Some(DueKind::Unverified),
        Badge::Granted | Badge::None | Badge::OptedOut => None,
    }
}

fn look(desk: &Desk, tx: &ReadTx<'_>, id: ThreadId, now: Timestamp) -> Result<Person, StoreError> {
    let thread = threads::get(tx, id)?;
    let standing = reading::thread_standing(desk, tx, &thread, now)?;
    let skip = skip_of(tx, &thread, &standing, now)?;
    let place = reading::place(tx, &thread)?;
    let quiet = match desk.rules().hours_say(&place, now) {
        HoursSay::Quiet(quiet) if !standing.may_answer(now) => Some(quiet.until),
        HoursSay::Quiet(_) | HoursSay::Open => None,
    };
    Ok(Person { thread, standing, skip, quiet })
}

fn skip_of(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    standing: &Standing,
    now: Timestamp,
) -> Result<Option<(Skip, Option<Timestamp>)>, StoreError> {
    if let Err(refusal) = notice_may_go(standing, now) {
        return Ok(Some(match refusal {
            Refusal::OptedOut { .. } => (Skip::OptedOut, None),
            Refusal::NoticeNotNeeded { .. } => (Skip::NotNeeded, None),
            Refusal::NoticeAlreadySent { again_at, .. } if standing.declined_at.is_some() => {
                (Skip::SaidNo, again_at)
            }
            Refusal::NoticeAlreadySent { again_at, .. } => (Skip::NoticeOut, again_at),
            _ => (Skip::NotTextable, None),
        }));
    }
    if sending::notice_waits(tx, thread)? {
        return Ok(Some((Skip::NoticeOut, None)));
    }
    if runs::is_landline(tx, thread.id)? {
        return Ok(Some((Skip::Landline, None)));
    }
    Ok(households::is_unasked(tx, thread)?.then_some((Skip::SharedPhone, None)))
}

fn row(tx: &ReadTx<'_>, person: &Person, due: DueKind) -> Result<DueRow, StoreError> {
    let standing = &person.standing;
    let at = match due {
        DueKind::Ended | DueKind::EndsSoon => standing.expires_at,
        DueKind::NoticeChanged | DueKind::NoAnswer => standing.since,
        DueKind::Unverified => None,
    };
    Ok(DueRow {
        thread: person.thread.id.to_string(),
        name: reading::shown_name(person.thread.patient_name.as_ref(), &person.thread.far_number),
        channel: present::channel_kind(person.thread.channel),
        badge: present::badge(standing.badge),
        due,
        at: at.map(Timestamp::millis),
        language: sending::language_of(tx, &person.thread)?.as_str().to_owned(),
        skip: person.skip.map(|(skip, _)| skip_kind(skip)),
        skip_until_at: person.skip.and_then(|(_, until)| until).map(Timestamp::millis),
        waits_until_at: person.quiet.filter(|_| person.skip.is_none()).map(Timestamp::millis),
    })
}

/// What a run over these people would do now.
pub(crate) fn preview(
    desk: &Desk,
    tx: &ReadTx<'_>,
    chosen: &[ThreadId],
    now: Timestamp,
) -> Result<RunPreview, StoreError> {
    let (mut rows, mut groups) = (Vec::new(), Vec::<SkipGroup>::new());
    let (mut can, mut wait, mut last_quiet) = (0_u32, 0_u32, None);
    for id in chosen {
        desk.answers(tx, *id)?;
        let person = look(desk, tx, *id, now)?;
        match person.skip {
            Some((skip, until)) => {
                let (why, until_at) = (skip_kind(skip), until.map(Timestamp::millis));
                match groups.iter_mut().find(|group| group.why == why) {
                    Some(group) => {
                        group.count = group.count.saturating_add(1);
                        group.until_at = group.until_at.into_iter().chain(until_at).min();
                    }
                    None => groups.push(SkipGroup { why, count: 1, until_at }),
                }
            }
            None => {
                can = can.saturating_add(1);
                wait = wait.saturating_add(u32::from(person.quiet.is_some()));
                last_quiet = last_quiet.max(person.quiet);
            }
        }
        let due = why(&person.standing, now).unwrap_or(DueKind::NoAnswer);
        rows.push(row(tx, &person, due)?);
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    let done = done_at(now, can, last_quiet);
    Ok(RunPreview {
        rows,
        can,
        wait,
        skipped: groups,
        every_seconds: u32::try_from(EVERY.as_millis() / 1_000).unwrap_or(u32::MAX),
        done_at: (can > 0).then_some(done.millis()),
    })
}

fn done_at(next: Timestamp, left: u32, last_quiet: Option<Timestamp>) -> Timestamp {
    let turns = Span::millis(EVERY.as_millis().saturating_mul(i64::from(left.saturating_sub(1))));
    next.plus(turns).max(last_quiet.unwrap_or(next))
}

/// Begins a run. `None` when one goes on, or nobody can get a notice.
pub(crate) fn start(
    desk: &Desk,
    tx: &WriteTx<'_>,
    chosen: &[ThreadId],
    now: Timestamp,
) -> Result<Option<RunInfo>, StoreError> {
    let goes_on =
        runs::last(tx)?.is_some_and(|run| matches!(run.state, RunState::Running | RunState::Paused));
    if goes_on {
        return Ok(None);
    }
    let mut people = Vec::with_capacity(chosen.len());
    for id in chosen {
        desk.answers(tx, *id)?;
        people.push((*id, look(desk, tx, *id, now)?.skip.map(|(skip, _)| skip)));
    }
    if people.iter().all(|(_, skip)| skip.is_some()) {
        return Ok(None);
    }
    let id = RunId::from_uuid(desk.next_uuid());
    let run = RunRow { id, by: desk.user.id, started_at: now, state: RunState::Running, next_at: now };
    runs::begin(tx, &run, &people)?;
    let detail = serde_json::json!({ "people": people.len() });
    record::with(desk, tx, Act::RunStarted, None, Some(id.uuid()), detail, now)?;
    current(desk, tx, now)
}

/// Pauses, resumes or ends a run; `false` when it is over.
pub(crate) fn change(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: RunId,
    state: RunState,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let run = runs::get(tx, id)?;
    if matches!(run.state, RunState::Done | RunState::Stopped) {
        return Ok(false);
    }
    // Who resumes does not wait for a turn that was due yesterday, nor gets two at once.
    runs::set(tx, id, state, run.next_at.max(now))?;
    let detail = serde_json::json!({ "state": state.as_str() });
    record::with(desk, tx, Act::RunChanged, None, Some(id.uuid()), detail, now)?;
    Ok(true)
}

/// Gives the next person of the run their turn, if it is time. Says whether anything happened.
pub(crate) fn step(office: &Arc<Office>, tx: &WriteTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let run = runs::last(tx)?.filter(|run| run.state == RunState::Running);
    // A turn that lies further ahead than any can is from before the clock was set back.
    let due = |run: &RunRow| run.next_at <= now || run.next_at > now.plus(Span::days(10));
    let Some(run) = run.filter(due) else { return Ok(false) };
    let desk = &office.in_the_name_of(tx, run.by)?;
    let mut wakes: Option<Timestamp> = None;
    for item in runs::items(tx, run.id)?.into_iter().filter(waits) {
        let person = look(desk, tx, item.thread, now)?;
        if let Some((skip, _)) = person.skip {
            runs::had_turn(tx, run.id, item.position, Err(skip), now)?;
            continue;
        }
        if let Some(until) = person.quiet {
            wakes = Some(wakes.map_or(until, |known| known.min(until)));
            continue;
        }
        let came = ask(desk, tx, &person.thread, now)?;
        runs::had_turn(tx, run.id, item.position, came, now)?;
        if came.is_ok() {
            runs::set(tx, run.id, RunState::Running, now.plus(EVERY))?;
            return Ok(true);
        }
    }
    match wakes {
        Some(until) => runs::set(tx, run.id, RunState::Running, until)?,
        None => runs::set(tx, run.id, RunState::Done, now)?,
    }
    Ok(true)
}

/// One notice, the way every text goes.
fn ask(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<Result<foyer_domain::MessageId, Skip>, StoreError> {
    let client_id = desk.next_uuid().to_string();
    let Some(notice) = sending::notice_to(desk, tx, thread, client_id, now)? else {
        return Ok(Err(Skip::NotTextable));
    };
    Ok(match sending::send(desk, tx, thread, notice, now)? {
        Sent::Queued(message) => Ok(message),
        Sent::Refused(..) | Sent::ConfirmFirst => Err(Skip::NotTextable),
    })
}

const fn waits(item: &ItemRow) -> bool {
    item.message.is_none() && item.skip.is_none()
}

/// The run that goes on, or was last.
pub(crate) fn current(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<RunInfo>, StoreError> {
    let Some(run) = runs::last(tx)? else { return Ok(None) };
    let staff = Staff::read(tx)?;
    let mut items = Vec::new();
    let mut last_quiet = None;
    for item in runs::items(tx, run.id)? {
        let person = look(desk, tx, item.thread, now)?;
        if waits(&item) {
            last_quiet = last_quiet.max(person.quiet);
        }
        items.push(run_item(tx, &run, &item, &person)?);
    }
    let count = |wanted: &[RunItemKind]| {
        u32::try_from(items.iter().filter(|item| wanted.contains(&item.state)).count()).unwrap_or(u32::MAX)
    };
    let waiting = count(&[RunItemKind::Waiting, RunItemKind::QuietThere]);
    let skipped = count(&[RunItemKind::Skipped]);
    let total = u32::try_from(items.len()).unwrap_or(u32::MAX).saturating_sub(skipped);
    let (yes, no) = (count(&[RunItemKind::SaidYes]), count(&[RunItemKind::SaidNo]));
    let sent = total.saturating_sub(waiting);
    let goes_on = matches!(run.state, RunState::Running);
    Ok(Some(RunInfo {
        id: run.id.to_string(),
        state: state_kind(run.state),
        by: staff.name(run.by),
        started_at: run.started_at.millis(),
        total,
        sent,
        yes,
        no,
        no_answer: sent.saturating_sub(yes).saturating_sub(no),
        skipped,
        waiting,
        done_at: (goes_on && waiting > 0)
            .then(|| done_at(run.next_at.max(now), waiting, last_quiet).millis()),
        items,
    }))
}

fn run_item(tx: &ReadTx<'_>, run: &RunRow, item: &ItemRow, person: &Person) -> Result<RunItem, StoreError> {
    use foyer_domain::DeliveryState as State;
    let standing = &person.standing;
    let over = matches!(run.state, RunState::Stopped | RunState::Done);
    let (state, at) = match (item.message, item.skip) {
        (_, Some(_)) => (RunItemKind::Skipped, item.at),
        (None, None) if over => (RunItemKind::Skipped, item.at),
        (None, None) => match person.quiet {
            Some(until) => (RunItemKind::QuietThere, Some(until)),
            None => (RunItemKind::Waiting, None),
        },
        (Some(message), None) => {
            let answered = |at: &Timestamp| Some(*at) >= item.at;
            if standing.badge == Badge::Granted && standing.since.as_ref().is_some_and(answered) {
                (RunItemKind::SaidYes, standing.since)
            } else if standing.declined_at.as_ref().is_some_and(answered) {
                (RunItemKind::SaidNo, standing.declined_at)
            } else {
                let text = messages::get(tx, message)?;
                let kind = match text.state {
                    Some(State::Held | State::Queued | State::Dispatching | State::Unconfirmed) | None => {
                        RunItemKind::Sending
                    }
                    Some(State::Accepted | State::Sent) => RunItemKind::Sent,
                    Some(State::Delivered) => RunItemKind::Delivered,
                    Some(
                        State::Undelivered
                        | State::Failed
                        | State::Blocked
                        | State::Expired
                        | State::Cancelled,
                    ) => RunItemKind::NotDelivered,
                };
                (kind, item.at)
            }
        }
    };
    Ok(RunItem {
        thread: person.thread.id.to_string(),
        name: reading::shown_name(person.thread.patient_name.as_ref(), &person.thread.far_number),
        channel: present::channel_kind(person.thread.channel),
        badge: present::badge(standing.badge),
        language: sending::language_of(tx, &person.thread)?.as_str().to_owned(),
        state,
        skip: item.skip.map(skip_kind),
        at: at.map(Timestamp::millis),
    })
}

pub(crate) const fn state_kind(state: RunState) -> RunStateKind {
    match state {
        RunState::Running => RunStateKind::Running,
        RunState::Paused => RunStateKind::Paused,
        RunState::Stopped => RunStateKind::Stopped,
        RunState::Done => RunStateKind::Done,
    }
}

const fn skip_kind(skip: Skip) -> SkipKind {
    match skip {
        Skip::NoticeOut => SkipKind::NoticeOut,
        Skip::OptedOut => SkipKind::OptedOut,
        Skip::SaidNo => SkipKind::SaidNo,
        Skip::Landline => SkipKind::Landline,
        Skip::SharedPhone => SkipKind::SharedPhone,
        Skip::NotNeeded => SkipKind::NotNeeded,
        Skip::NotTextable => SkipKind::NotTextable,
    }
}
