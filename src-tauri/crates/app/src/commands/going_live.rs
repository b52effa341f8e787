//! What a person says before going live, which nothing else shows: who was trained when, and that somebody signed off.
//!
//! Training is of one person and one day (Tex. Health & Safety Code 181.101: within 90 days of hire, signed, kept six
//! years). A sign-off holds nothing back and lets nothing through; it names what was still open, so nobody signs for more
//! than was done. The newest of each is in the settings, every one in the trail.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foyer_domain::{Capability, Span, Timestamp, UserId};
use foyer_store::{ReadTx, StoreError, lines, reports, settings, users};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Command, agreements, registering, settings::Done};
use crate::{
    context::{Context, id},
    desk::Desk,
    reading::Staff,
    record::{self, Act},
    wire::*,
    zone::day_of,
};

/// Under which keys they are kept.
const SIGNED_OFF: &str = "practice.go_live";
const TRAINING: &str = "practice.training";

/// So long somebody new has (Tex. Health & Safety Code 181.101(a)).
const NEW_HAVE: Span = Span::days(90);

wire! {
    /// Puts one's name to the list of what is to be done before going live, as it is now.
    pub struct SignOffGoLive {}

    /// Writes down that somebody was trained.
    pub struct RecordTraining {
        /// Who.
        pub user: String,
        /// On which day, by the practice's calendar: `2026-11-02`.
        pub on: String,
    }
}

/// A sign-off as it is kept.
#[derive(Serialize, Deserialize)]
struct SignedOff {
    by: Uuid,
    at: i64,
    open: Vec<StepKind>,
}

/// Somebody's training as it is kept.
#[derive(Serialize, Deserialize)]
struct Trained {
    on: NaiveDate,
    by: Uuid,
}

impl Command for SignOffGoLive {
    const NAME: &'static str = "agreements.signOff";
    const NEEDS: Capability = Capability::Configure;
    type Reply = GoLive;

    async fn run(self, cx: Context) -> Result<GoLive, AppError> {
        let page = agreements::page(&cx).await?;
        let open: Vec<StepKind> = page
            .steps
            .iter()
            .filter(|step| !step.done && step.step != StepKind::SignedOff)
            .map(|step| step.step)
            .collect();
        let now = cx.now();
        cx.write(move |desk, tx| {
            let detail = serde_json::json!({ "open": open });
            let signed = SignedOff { by: desk.user.id.uuid(), at: now.millis(), open };
            settings::set(tx, SIGNED_OFF, &signed, now)?;
            record::with(desk, tx, Act::GoLiveSignedOff, None, None, detail, now)
        })
        .await?;
        cx.tell(AppEvent::SettingsChanged);
        agreements::page(&cx).await
    }
}

impl Command for RecordTraining {
    const NAME: &'static str = "training.record";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, user) = (cx.now(), id::<UserId>(&self.user)?);
        let today = day_of(now, cx.desk()?.practice().zone());
        let on = NaiveDate::parse_from_str(&self.on, "%Y-%m-%d").ok().filter(|on| *on <= today);
        let on = on.ok_or_else(|| {
            AppError::new(ErrorCode::BadField, "Choose the day of the training, today or before.").about("on")
        })?;
        cx.write(move |desk, tx| {
            if users::get(tx, user)?.retired_at.is_some() {
                return Err(StoreError::NotFound { table: "user" });
            }
            let mut all = trained(tx)?;
            all.insert(user.uuid(), Trained { on, by: desk.user.id.uuid() });
            settings::set(tx, TRAINING, &all, now)?;
            let detail = serde_json::json!({ "on": on.to_string() });
            record::with(desk, tx, Act::TrainingRecorded, None, Some(user.uuid()), detail, now)
        })
        .await?;
        cx.tell(AppEvent::SettingsChanged);
        Ok(Done {})
    }
}

/// What people said, for the page.
pub(super) struct Said {
    pub(super) training: Vec<TrainingRow>,
    pub(super) numbers: Vec<NumberHistory>,
    pub(super) signed_off: Option<SignedOffInfo>,
    /// What follows for the list.
    pub(super) steps: [GoLiveStep; 2],
}

/// Reads it.
pub(super) fn said(desk: &Desk, tx: &ReadTx<'_>) -> Result<Said, StoreError> {
    let (staff, mut known, zone) = (Staff::read(tx)?, trained(tx)?, desk.practice().zone());
    let mut training = Vec::new();
    for row in users::list(tx)?.into_iter().filter(|row| row.retired_at.is_none()) {
        let told = known.remove(&row.user.id.uuid());
        training.push(TrainingRow {
            user: row.user.id.to_string(),
            name: row.user.name.reveal().to_owned(),
            on: told.as_ref().map(|told| told.on.to_string()),
            by: told.as_ref().map(|told| staff.name(UserId::from_uuid(told.by))),
            due_on: match told {
                Some(_) => None,
                None => Some(day_of(row.created_at.plus(NEW_HAVE), zone).to_string()),
            },
        });
    }
    let refused = reports::unregistered_since(tx)?.map(Timestamp::millis);
    let numbers = lines::list(tx)?.into_iter().map(|line| {
        let here = line.retired_at.is_none();
        let registration =
            if here { registering::rows(tx, line.id, &line.number, &staff)? } else { Vec::new() };
        Ok(NumberHistory {
            number: line.number.pretty(),
            name: line.name,
            since_at: line.created_at.millis(),
            until_at: line.retired_at.map(Timestamp::millis),
            refused_since_at: refused.filter(|_| here),
            line: line.id.to_string(),
            registration,
        })
    });
    let numbers = numbers.collect::<Result<_, StoreError>>()?;
    let signed: Option<SignedOff> = settings::get(tx, SIGNED_OFF)?;
    let signed_off = signed.map(|signed| SignedOffInfo {
        by: staff.name(UserId::from_uuid(signed.by)),
        at: signed.at,
        open: signed.open,
    });
    let steps = [
        GoLiveStep { step: StepKind::Trained, done: training.iter().all(|row| row.on.is_some()), at: None },
        GoLiveStep {
            step: StepKind::SignedOff,
            done: signed_off.is_some(),
            at: signed_off.as_ref().map(|signed| signed.at),
        },
    ];
    Ok(Said { training, numbers, signed_off, steps })
}

fn trained(tx: &ReadTx<'_>) -> Result<BTreeMap<Uuid, Trained>, StoreError> {
    Ok(settings::get(tx, TRAINING)?.unwrap_or_default())
}
