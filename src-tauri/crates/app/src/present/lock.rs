//! The lock screen: who may come in, and how much is going on. No patient is in it.

use std::sync::Arc;

use foyer_domain::UserId;
use foyer_store::{pins, settings, threads};

use super::{first_name, initials, role_words, settings_key, waiting_now};
use crate::{
    context::Context,
    desk::{Custody, LOCK_AFTER_MINUTES, Office},
    look, opening,
    session::{self, Door, PRACTICE_PIN, Person, Roster, Secret, Standing},
    wire::{AppError, BehindTheLock, LockPerson, LockScreen, LockWhy, Look, PinKind, Settings},
};

/// Of a practice that is closed: as the key file knows it.
pub(crate) fn closed_door(cx: &Context, door: &Door, look: Look) -> LockScreen {
    LockScreen {
        practice: door.roster.practice.clone(),
        time_zone: door.roster.time_zone.clone(),
        now_at: cx.now().millis(),
        people: door
            .roster
            .people
            .iter()
            .map(|person| {
                let new = door.new.contains(&person.id);
                lock_person(person, if new { PinKind::FirstDay } else { PinKind::None })
            })
            .collect(),
        last: None,
        theme: look.theme,
        language: look.language,
        why: door.why,
        after_minutes: LOCK_AFTER_MINUTES,
        behind: None,
        recovery: door.recovery,
        practice_pin: None,
    }
}

/// Of an open practice.
pub(crate) async fn locked_desk(
    cx: &Context,
    office: &Arc<Office>,
    last: Option<UserId>,
    why: LockWhy,
) -> Result<LockScreen, AppError> {
    let practice = office.practice();
    let (tries, file) = (Arc::clone(&cx.app.tries), office.custody.folder().tries_path());
    let (now, facts) = (cx.app.ports.clock.now(), practice.clone());
    let new = match &office.custody {
        Custody::People { folder, .. } => {
            let folder = folder.clone();
            let file = opening::blocking(move || folder.key_file()).await?;
            file.map(|file| session::new_people(&file)).unwrap_or_default()
        }
        Custody::Pretend { .. } => Vec::new(),
    };
    let custody = office.custody.clone();
    let (people, behind, look) = office
        .store
        .read(move |tx| {
            let mut people = Vec::new();
            for person in Roster::of(&facts, tx)?.people {
                let has_pin = pins::get(tx, person.id)?.is_some();
                let pin = match tries.standing(&file, person.id, Secret::Pin, now) {
                    _ if new.contains(&person.id) => PinKind::FirstDay,
                    _ if !has_pin => PinKind::None,
                    _ if !session::pin_is_enough(tx, &custody, person.id)? => PinKind::NotYet,
                    Standing::Free => PinKind::Ready,
                    Standing::Wait(wait) => {
                        PinKind::Slowed { seconds: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX) }
                    }
                    Standing::Out => PinKind::Off,
                };
                people.push(lock_person(&person, pin));
            }
            let nobody = UserId::from_uuid(uuid::Uuid::nil());
            let waiting = threads::counts(tx, nobody)?.all.waiting;
            let outbox = u32::try_from(waiting_now(tx)?).unwrap_or(u32::MAX);
            let own = last.map(|user| settings::get::<Settings>(tx, &settings_key(user))).transpose()?;
            Ok((people, BehindTheLock { waiting, outbox }, look::chosen(own.flatten().as_ref())))
        })
        .await?;
    Ok(LockScreen {
        practice: practice.name,
        time_zone: practice.time_zone,
        now_at: office.clock.now().millis(),
        people,
        last: last.map(|user| user.to_string()),
        theme: look.theme,
        language: look.language,
        why,
        after_minutes: office.lock_after_minutes(),
        behind: Some(behind),
        recovery: false,
        practice_pin: match office.custody {
            Custody::Pretend { .. } => Some(PRACTICE_PIN.to_owned()),
            Custody::People { .. } => None,
        },
    })
}

fn lock_person(person: &Person, pin: PinKind) -> LockPerson {
    LockPerson {
        id: person.id.to_string(),
        first_name: first_name(&person.name),
        initials: initials(&person.name),
        role: role_words(person.role, person.role_name.as_deref()),
        name: person.name.clone(),
        pin,
    }
}
