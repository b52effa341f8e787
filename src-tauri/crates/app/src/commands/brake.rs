//! The ceiling on a day's texts and the brake that it pulls. Who lifts or moves either types their password: a session
//! that somebody else sits in must not.

use std::collections::BTreeMap;

use foyer_domain::{Author, Capability, DeliveryState, UserId};
use foyer_policy::Ceiling;
use foyer_store::{
    ReadTx, StoreError, brake, foreign,
    messages::{self, Sender},
    outbox::{self, HoldReason, OutboxRow},
};
use zeroize::Zeroizing;

use super::{Command, settings::Done};
use crate::{
    context::Context,
    desk::{Custody, Desk},
    reading::Staff,
    record::{self, Act},
    session,
    wire::*,
};

wire! {
    /// How many texts may leave in a day, how many did, and whether the brake is pulled.
    pub struct GetCeiling {}

    /// Changes how many texts may leave in 24 hours. A brake that is pulled stays so.
    pub struct SaveCeiling {
        /// Texts, from `least` to `most`.
        pub texts: u32,
        /// The password of whoever asks; practice mode has none.
        pub password: Option<String>,
    }

    /// Lets texts leave again after the brake was pulled.
    pub struct LiftBrake {
        /// Whether what waits is held, so that somebody looks at each text.
        pub hold: bool,
        /// The password of whoever asks; practice mode has none.
        pub password: Option<String>,
    }

    /// Says that texts which nobody here sent are the practice's own, so that they are no alarm.
    pub struct KnowElsewhere {}

    /// The ceiling and the brake.
    pub struct CeilingInfo {
        /// The most texts in 24 hours.
        pub texts: u32,
        /// The fewest that can be chosen.
        pub least: u32,
        /// The most that can be chosen.
        pub most: u32,
        /// Texts in the last 24 hours, since the brake was lifted last.
        pub sent: u32,
        /// Since when nothing leaves; null when texts do.
        pub pulled_at: Option<Millis>,
        /// Whose texts wait, the most first.
        pub waiting: Vec<WaitingOf>,
        /// Whether a password is asked for.
        pub asks_password: bool,
    }

    /// Texts of one person that wait to leave.
    pub struct WaitingOf {
        /// Who wrote them; null for Foyer itself.
        pub name: Option<String>,
        /// How many.
        pub texts: u32,
    }
}

impl Command for GetCeiling {
    const NAME: &'static str = "brake.get";
    const NEEDS: Capability = Capability::Configure;
    type Reply = CeilingInfo;

    async fn run(self, cx: Context) -> Result<CeilingInfo, AppError> {
        read(&cx).await
    }
}

impl Command for SaveCeiling {
    const NAME: &'static str = "brake.save";
    const NEEDS: Capability = Capability::Configure;
    type Reply = CeilingInfo;

    async fn run(self, cx: Context) -> Result<CeilingInfo, AppError> {
        let ceiling = Ceiling::new(self.texts).ok_or_else(|| {
            AppError::new(ErrorCode::BadField, "Choose 20 to 20,000 texts a day.").about("texts")
        })?;
        prove(&cx, self.password).await?;
        let now = cx.now();
        cx.write(move |desk, tx| {
            let detail =
                serde_json::json!({ "from": brake::read(tx)?.ceiling.texts(), "to": ceiling.texts() });
            brake::set_ceiling(tx, ceiling, now)?;
            record::with(desk, tx, Act::CeilingSaved, None, None, detail, now)
        })
        .await?;
        read(&cx).await
    }
}

impl Command for LiftBrake {
    const NAME: &'static str = "brake.lift";
    const NEEDS: Capability = Capability::Configure;
    type Reply = CeilingInfo;

    async fn run(self, cx: Context) -> Result<CeilingInfo, AppError> {
        prove(&cx, self.password).await?;
        let (now, hold) = (cx.now(), self.hold);
        cx.write(move |desk, tx| {
            if brake::read(tx)?.pulled_at.is_none() {
                return Ok(());
            }
            let waiting = waiting(tx)?;
            if hold {
                waiting.iter().try_for_each(|item| outbox::hold(tx, item.id, HoldReason::Person))?;
            }
            brake::lift(tx, now)?;
            let detail = serde_json::json!({ "waiting": waiting.len(), "held": hold });
            record::with(desk, tx, Act::BrakeLifted, None, None, detail, now)
        })
        .await?;
        cx.desk()?.engine.nudge();
        cx.tell(AppEvent::ConnectivityChanged);
        cx.tell(AppEvent::OutboxChanged);
        read(&cx).await
    }
}

impl Command for KnowElsewhere {
    const NAME: &'static str = "brake.knowElsewhere";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let now = cx.now();
        cx.write(move |desk, tx| {
            let detail = serde_json::json!({ "texts": foreign::remarkable(tx, now)?.unwrap_or_default() });
            foreign::known(tx, now)?;
            record::with(desk, tx, Act::ElsewhereKnown, None, None, detail, now)
        })
        .await?;
        cx.tell(AppEvent::ConnectivityChanged);
        Ok(Done {})
    }
}

/// Practice mode texts nobody and has no passwords.
async fn prove(cx: &Context, password: Option<String>) -> Result<(), AppError> {
    let desk = cx.desk()?;
    if asks_password(desk) {
        session::prove_again(&cx.app, desk, Zeroizing::new(password.unwrap_or_default())).await?;
    }
    Ok(())
}

fn asks_password(desk: &Desk) -> bool {
    matches!(desk.custody, Custody::People { .. })
}

/// What the brake keeps from leaving.
fn waiting(tx: &ReadTx<'_>) -> Result<Vec<OutboxRow>, StoreError> {
    let mut queued = outbox::in_state(tx, DeliveryState::Queued)?;
    queued.retain(|item| Ceiling::binds(item.purpose));
    Ok(queued)
}

async fn read(cx: &Context) -> Result<CeilingInfo, AppError> {
    let now = cx.now();
    cx.read(move |desk, tx| {
        let (brake, staff) = (brake::read(tx)?, Staff::read(tx)?);
        let mut of = BTreeMap::<Option<UserId>, u32>::new();
        for item in waiting(tx)? {
            let by = match messages::get(tx, item.message)?.from {
                Sender::Practice(Author::Staff(user)) => Some(user),
                Sender::Practice(Author::Foyer | Author::Elsewhere) | Sender::Patient => None,
            };
            let texts = of.entry(by).or_default();
            *texts = texts.saturating_add(1);
        }
        let mut waiting: Vec<_> = of
            .into_iter()
            .map(|(by, texts)| WaitingOf { name: by.map(|by| staff.name(by)), texts })
            .collect();
        waiting.sort_by_key(|of| std::cmp::Reverse(of.texts));
        Ok(CeilingInfo {
            texts: brake.ceiling.texts(),
            least: Ceiling::LEAST,
            most: Ceiling::MOST,
            sent: brake::sent(tx, now)?,
            pulled_at: brake.pulled_at.map(|at| at.millis()),
            waiting,
            asks_password: asks_password(desk),
        })
    })
    .await
}
