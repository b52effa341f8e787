//! The frame around everything.

use foyer_domain::{Capability, Connectivity, LineId, Role, Span, Timestamp, User, UserId};
use foyer_store::{
    ReadTx, StoreError, brake, foreign, lines,
    outbox::{self, HoldReason},
    quarantine, reports, settings,
};
use foyer_sync::Refused;

use super::{connectivity_kind, first_name, initials};
use crate::{
    backing::{Problem, Standing, Warning},
    context::Context,
    desk::Custody,
    goals, incident, looking, opening,
    reading::Staff,
    wire::{
        AppError, BackupWarning, ConnectivityInfo, ConnectivityKind, Desk, LineInfo, PracticeInfo, Rights,
        Settings, Staff as StaffInfo, Theme, WindowLanguage,
    },
};

/// Where a person's settings are kept.
pub(crate) fn settings_key(user: UserId) -> String {
    format!("settings.{user}")
}

/// How long a text of whoever sits here can be taken back before it leaves.
pub(crate) fn undo_span(desk: &crate::desk::Desk, tx: &ReadTx<'_>) -> Result<Option<Span>, StoreError> {
    let own = settings::get::<Settings>(tx, &settings_key(desk.user.id))?.unwrap_or_else(default_settings);
    Ok((own.undo_seconds > 0).then(|| Span::seconds(own.undo_seconds.into())))
}

/// Everything the window needs before it lists threads.
pub(crate) async fn desk_info(cx: &Context) -> Result<Desk, AppError> {
    let connectivity = connectivity_info(cx).await?;
    let needs_recovery_code = needs_recovery_code(cx).await?;
    let now = cx.now();
    cx.read(move |desk, tx| {
        let (practice, real) = (desk.practice(), matches!(desk.custody, Custody::People { .. }));
        let own = settings::get(tx, &settings_key(desk.user.id))?.unwrap_or_else(default_settings);
        let staff = Staff::read(tx)?;
        let lines = lines::list(tx)?
            .into_iter()
            .map(|line| LineInfo {
                id: LineId::to_string(&line.id),
                number: line.number.pretty(),
                name: line.name,
            })
            .collect();
        Ok(Desk {
            practice: PracticeInfo {
                name: practice.name,
                time_zone: practice.time_zone,
                portal_url: practice.portal_url,
            },
            practice_mode: desk.pretend.is_some(),
            user: staff_info(&staff, &desk.user),
            staff: staff.all().map(|user| staff_info(&staff, user)).collect(),
            lines,
            now_at: now.millis(),
            connectivity,
            settings: own,
            reply_goals: goals::shown(&practice.goals),
            repeat_minutes: practice.repeat_minutes,
            lock_after_minutes: desk.lock_after_minutes(),
            may: rights(desk.user.role),
            needs_recovery_code,
            backup: if real { backup_warning(tx, now)? } else { None },
            looking: if desk.user.role.may(Capability::Audit) { looking::open(desk, tx, now)? } else { 0 },
            cases: if desk.user.role.may(Capability::Audit) { incident::open(tx)? } else { 0 },
        })
    })
    .await
}

fn backup_warning(tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<BackupWarning>, StoreError> {
    let warning = Standing::read(tx)?.warning(tx, now)?;
    Ok(warning.map(|Warning { problem, good_at }| BackupWarning {
        problem: problem.map(Problem::wire),
        good_at: good_at.map(Timestamp::millis),
    }))
}

/// Whether whoever sits there should make a recovery code.
async fn needs_recovery_code(cx: &Context) -> Result<bool, AppError> {
    let desk = cx.desk()?;
    let Custody::People { folder, .. } = &desk.custody else { return Ok(false) };
    if !desk.user.role.may(Capability::ManagePeople) {
        return Ok(false);
    }
    let folder = folder.clone();
    let file = opening::blocking(move || folder.key_file()).await?;
    Ok(file.is_ok_and(|file| !file.has_recovery()))
}

/// What of the window somebody has a use for. The core asks again at every command.
const fn rights(role: Role) -> Rights {
    Rights {
        answer: role.may(Capability::Answer),
        configure: role.may(Capability::Configure),
        people: role.may(Capability::ManagePeople),
        audit: role.may(Capability::Audit),
    }
}

fn staff_info(staff: &Staff, user: &User) -> StaffInfo {
    let name = user.name.reveal();
    StaffInfo {
        id: user.id.to_string(),
        first_name: first_name(name),
        initials: initials(name),
        role: staff.role_words(user.id),
        name: name.to_owned(),
    }
}

const fn default_settings() -> Settings {
    Settings {
        theme: Theme::System,
        enter_sends: false,
        text_size: 100,
        letter_keys: true,
        blur_away: false,
        language: WindowLanguage::System,
        compact: false,
        tour_taken: false,
        undo_seconds: Settings::undo_at_first(),
    }
}

/// How many texts wait to leave; what is to leave later does not wait yet.
pub(crate) fn waiting_now(tx: &ReadTx<'_>) -> Result<usize, StoreError> {
    Ok(outbox::waiting(tx)?.iter().filter(|item| item.hold_reason != Some(HoldReason::Scheduled)).count())
}

/// The line to the carrier, with what waits for it.
pub(crate) async fn connectivity_info(cx: &Context) -> Result<ConnectivityInfo, AppError> {
    let desk = cx.desk()?;
    let (line, comeback) = (desk.engine.connectivity(), desk.engine.comeback());
    let now = cx.now();
    let (waiting, unreadable, unregistered, braked, elsewhere) = cx
        .read(move |_, tx| {
            let texts = quarantine::list(tx)?.into_iter().filter(|row| row.provider_id.is_some());
            let braked = brake::read(tx)?.pulled_at;
            let elsewhere = foreign::remarkable(tx, now)?;
            Ok((waiting_now(tx)?, texts.count(), reports::unregistered_since(tx)?, braked, elsewhere))
        })
        .await?;
    let (since, next_try) = match line {
        Connectivity::Starting | Connectivity::Online => (None, None),
        Connectivity::Offline { since, next_try_at, .. } => (Some(since), Some(next_try_at)),
        Connectivity::Paused { since, .. } => (Some(since), None),
    };
    // The line is there and something else is wrong: texts go, or fail one by one.
    let off_by = desk.engine.clock_off_by();
    let (state, since) = match (connectivity_kind(line), unregistered) {
        (ConnectivityKind::Online, Some(at)) => (ConnectivityKind::NotRegistered, Some(at)),
        (ConnectivityKind::Online, None) if elsewhere.is_some() => (ConnectivityKind::SentElsewhere, None),
        (ConnectivityKind::Online, None) if off_by.is_some() => (ConnectivityKind::ClockWrong, None),
        (kind, _) => (kind, since),
    };
    let (state, since) = braked.map_or((state, since), |at| (ConnectivityKind::Braked, Some(at)));
    // Whatever the line could do: nothing goes or comes that cannot be written down.
    let (state, since) = match desk.engine.refused() {
        Some(Refused { since, full: true }) => (ConnectivityKind::DiskFull, Some(since)),
        Some(Refused { since, full: false }) => (ConnectivityKind::NotSaved, Some(since)),
        None => (state, since),
    };
    let back = comeback.filter(|_| matches!(line, Connectivity::Online));
    Ok(ConnectivityInfo {
        state,
        since_at: since.map(Timestamp::millis),
        elsewhere: elsewhere.unwrap_or_default(),
        clock_off_by_ms: off_by.map(Span::as_millis),
        next_try_at: next_try.map(Timestamp::millis),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        back_at: back.map(|back| back.at.millis()),
        sent_since_back: back.map_or(0, |back| back.sent),
        unreadable: u32::try_from(unreadable).unwrap_or(u32::MAX),
    })
}
