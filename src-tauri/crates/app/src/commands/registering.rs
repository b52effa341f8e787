//! What carriers ask of a number before texts go out from it, as somebody here wrote it down: for a local one the practice
//! as sender, what it texts for, and the number itself (A2P 10DLC); for a toll-free one a verification.
//!
//! It holds nothing back and lets nothing through: whether the carrier takes texts is known from the texts. The carrier is
//! not asked; its lists of registrations are behind another address and other rights than texting is. The newest of each is
//! in the settings, every one in the trail.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foyer_domain::{Capability, LineId, PhoneNumber, UserId};
use foyer_store::{ReadTx, StoreError, lines, settings};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Command, settings::Done};
use crate::{
    context::{Context, id},
    reading::Staff,
    record::{self, Act},
    wire::*,
    zone::day_of,
};

/// Under which key they are kept.
const REGISTRATIONS: &str = "practice.registrations";

wire! {
    /// Writes down how far the registration of a number is.
    pub struct RecordRegistration {
        /// Which number, by its line.
        pub line: String,
        /// Which step.
        pub step: RegistrationStep,
        /// How it stands.
        pub state: RegistrationState,
        /// Since which day, by the practice's calendar: `2026-11-06`.
        pub on: String,
    }
}

/// A step as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    state: RegistrationState,
    on: NaiveDate,
    by: Uuid,
}

/// By line, then by step.
type AllKept = BTreeMap<Uuid, BTreeMap<RegistrationStep, Kept>>;

impl Command for RecordRegistration {
    const NAME: &'static str = "registration.record";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, line) = (cx.now(), id::<LineId>(&self.line)?);
        let today = day_of(now, cx.desk()?.practice().zone());
        let on = NaiveDate::parse_from_str(&self.on, "%Y-%m-%d").ok().filter(|on| *on <= today);
        let on = on.ok_or_else(|| {
            AppError::new(ErrorCode::BadField, "Choose the day since when it is so, today or before.")
                .about("on")
        })?;
        let (step, state) = (self.step, self.state);
        cx.write(move |desk, tx| {
            let row = lines::list(tx)?.into_iter().find(|row| row.id == line && row.retired_at.is_none());
            // A step that carriers do not ask of such a number is none of its.
            if !row.is_some_and(|row| steps(&row.number).contains(&step)) {
                return Err(StoreError::NotFound { table: "line" });
            }
            let mut all: AllKept = settings::get(tx, REGISTRATIONS)?.unwrap_or_default();
            let kept = Kept { state, on, by: desk.user.id.uuid() };
            all.entry(line.uuid()).or_default().insert(step, kept);
            settings::set(tx, REGISTRATIONS, &all, now)?;
            let detail = serde_json::json!({ "step": step, "state": state, "on": on.to_string() });
            record::with(desk, tx, Act::RegistrationRecorded, None, Some(line.uuid()), detail, now)
        })
        .await?;
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}

/// What is on record of one number; every step that carriers ask of it.
pub(super) fn rows(
    tx: &ReadTx<'_>,
    line: LineId,
    number: &PhoneNumber,
    staff: &Staff,
) -> Result<Vec<RegistrationRow>, StoreError> {
    let mut all: AllKept = settings::get(tx, REGISTRATIONS)?.unwrap_or_default();
    let mut known = all.remove(&line.uuid()).unwrap_or_default();
    let row = |step: &RegistrationStep| match known.remove(step) {
        Some(kept) => RegistrationRow {
            step: *step,
            state: Some(kept.state),
            on: Some(kept.on.to_string()),
            by: Some(staff.name(UserId::from_uuid(kept.by))),
        },
        None => RegistrationRow { step: *step, state: None, on: None, by: None },
    };
    Ok(steps(number).iter().map(row).collect())
}

fn steps(number: &PhoneNumber) -> &'static [RegistrationStep] {
    if number.is_toll_free() {
        &[RegistrationStep::TollFree]
    } else {
        &[RegistrationStep::Brand, RegistrationStep::Campaign, RegistrationStep::Number]
    }
}
