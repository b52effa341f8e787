//! The one door: find the command, check the session and the right, run it, map every end to a code.

use std::{panic::AssertUnwindSafe, sync::Arc};

use foyer_domain::Capability;
use futures_util::FutureExt as _;

use crate::commands::{Command, table};
use crate::context::{Context, locked};
use crate::desk::{Custody, Desk};
use crate::record::{self, Act};
use crate::wire::{AppError, ErrorCode};

/// Runs the command `name` with `args`. Whatever happens inside, the caller gets a reply or a code.
pub(crate) async fn call(
    cx: Context,
    name: &str,
    args: serde_json::Value,
) -> Result<serde_json::Value, AppError> {
    let Some(entry) = table().into_iter().find(|entry| entry.name == name) else {
        return Err(AppError::new(
            ErrorCode::UnknownCommand,
            "This window and this Foyer do not match. Restart Foyer.",
        ));
    };
    if let Err(error) = permitted(&cx, entry.needs, entry.settles_second_step) {
        if error.code == ErrorCode::NotAllowed {
            denied(&cx, entry.name).await;
        }
        return Err(error);
    }
    let (app, sitting) = (Arc::clone(&cx.app), cx.state.sitting());
    let started = std::time::Instant::now();
    let outcome = AssertUnwindSafe((entry.run)(cx, args)).catch_unwind().await;
    let mut result = outcome.unwrap_or_else(|_| Err(broken()));
    // What was read for one person is not for whoever sits there by now.
    if !matches!(entry.needs, Capability::Enter) && app.state.read().await.sitting() != sitting {
        result = Err(locked());
    }
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match &result {
        Ok(_) => tracing::debug!(command = entry.name, ms, "command done"),
        Err(error) => tracing::info!(command = entry.name, ms, code = ?error.code, "command refused"),
    }
    result
}

/// Parses the arguments and runs one command.
pub(crate) async fn run<C: Command>(
    cx: Context,
    args: serde_json::Value,
) -> Result<serde_json::Value, AppError> {
    // The parser's message could quote the arguments, so it goes no further.
    let command: C = serde_json::from_value(args).map_err(|_| {
        AppError::new(
            ErrorCode::BadArguments,
            "Foyer's window asked for something unreadable. Nothing was changed.",
        )
    })?;
    let reply = command.run(cx).await?;
    serde_json::to_value(reply).map_err(|_| broken())
}

fn permitted(cx: &Context, needs: Capability, settles_second_step: bool) -> Result<(), AppError> {
    if matches!(needs, Capability::Enter) {
        return Ok(());
    }
    let desk = cx.desk()?;
    if !desk.user.role.may(needs) {
        return Err(AppError::new(
            ErrorCode::NotAllowed,
            "Your role does not include this. A practice manager can do it.",
        ));
    }
    if !settles_second_step && is_a_managers(needs) && owes(desk) {
        return Err(AppError::new(
            ErrorCode::NotAllowed,
            "Set your second step up again first, in Settings. It was lost when the store was repaired.",
        ));
    }
    Ok(())
}

/// Writes down that somebody asked for what their role does not include: the window offers nobody that. Once a sitting, or
/// whoever goes on asking would fill the trail.
async fn denied(cx: &Context, command: &'static str) {
    let now = cx.now();
    let written = cx.write(move |desk, tx| {
        if !desk.denied_first(command) {
            return Ok(());
        }
        let detail = serde_json::json!({ "command": command });
        record::with(desk, tx, Act::Denied, None, None, detail, now)
    });
    if written.await.is_err() {
        tracing::warn!(command, "a denied command is not in the trail");
    }
}

/// Whether whoever sits there has to set up a second step that a repair may have lost.
fn owes(desk: &Desk) -> bool {
    match &desk.custody {
        Custody::People { passed, .. } => passed.owes(desk.user.id),
        Custody::Pretend { .. } => false,
    }
}

/// What goes beyond reading and answering.
const fn is_a_managers(needs: Capability) -> bool {
    match needs {
        Capability::Enter
        | Capability::Sit
        | Capability::Read
        | Capability::Answer
        | Capability::RecordConsent => false,
        Capability::Override
        | Capability::OverrideConsent
        | Capability::Audit
        | Capability::ApproveTemplates
        | Capability::Configure
        | Capability::TextMany
        | Capability::ManagePeople => true,
    }
}

fn broken() -> AppError {
    AppError::new(ErrorCode::Internal, "Something broke inside Foyer. Nothing was lost; try again.")
}
