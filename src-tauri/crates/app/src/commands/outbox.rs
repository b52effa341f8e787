//! The outbox tray and the line.

use std::collections::BTreeSet;

use foyer_domain::{Capability, MessageId, Span};
use foyer_store::messages;

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    doubting, present,
    record::{self, Act},
    timeline,
    wire::*,
};

/// How long a text that a person lets go may wait.
const KEPT_FOR: Span = Span::hours(2);

wire! {
    /// Texts waiting to leave.
    pub struct ListOutbox {}

    /// What is known about a text nobody is sure of.
    pub struct ReadDoubt {
        /// The message.
        pub message: String,
    }

    /// What an older copy of the store holds back.
    pub struct ReadFrozen {}

    /// Lets an older copy go on. What the carrier has is never sent again, whatever is asked.
    pub struct Thaw {
        /// Texts to send.
        pub send: Vec<String>,
        /// Texts to take back.
        pub drop: Vec<String>,
    }

    /// Tries the carrier at once.
    pub struct TryNow {}

    /// Whether somebody looks at the window; decides how often new texts are asked for. Until it is told, somebody does.
    pub struct SetFocus {
        /// Whether it has the focus.
        pub focused: bool,
    }

    /// Lets texts leave although a list of the carrier breaks off and a STOP may lie in the rest.
    pub struct SendPastBreak {}

    /// The line to the carrier.
    pub struct GetConnectivity {}
}

impl Command for ListOutbox {
    const NAME: &'static str = "outbox.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = OutboxList;

    async fn run(self, cx: Context) -> Result<OutboxList, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| {
            let later = |item: &OutboxItem| item.delivery.hold == Some(HoldKind::Scheduled);
            let (mut scheduled, items): (Vec<_>, Vec<_>) =
                timeline::outbox_items(desk, tx, now)?.into_iter().partition(later);
            scheduled.sort_by_key(|item| item.delivery.scheduled_at);
            Ok(OutboxList { items, scheduled })
        })
        .await
    }
}

impl Command for ReadDoubt {
    const NAME: &'static str = "outbox.doubt";
    const NEEDS: Capability = Capability::Read;
    type Reply = DoubtInfo;

    async fn run(self, cx: Context) -> Result<DoubtInfo, AppError> {
        let message = context::id::<MessageId>(&self.message)?;
        cx.read(move |desk, tx| {
            desk.sees(tx, messages::get(tx, message)?.thread)?;
            doubting::steps(tx, message)
        })
        .await
    }
}

impl Command for ReadFrozen {
    const NAME: &'static str = "outbox.frozen";
    const NEEDS: Capability = Capability::Read;
    type Reply = FrozenInfo;

    async fn run(self, cx: Context) -> Result<FrozenInfo, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| Ok(FrozenInfo { copy: timeline::frozen_copy(desk, tx, now)? })).await
    }
}

impl Command for Thaw {
    const NAME: &'static str = "outbox.thaw";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let now = cx.now();
        let ids = |named: &[String]| -> Result<BTreeSet<MessageId>, AppError> {
            named.iter().map(|id| context::id::<MessageId>(id)).collect()
        };
        let (send, drop) = (ids(&self.send)?, ids(&self.drop)?);
        cx.write(move |desk, tx| {
            // What nobody here may decide about stays held.
            for message in send.iter().chain(&drop) {
                desk.answers(tx, messages::get(tx, *message)?.thread)?;
            }
            foyer_sync::thaw(tx, (&send, &drop), desk.user.id, KEPT_FOR, now)
        })
        .await?;
        let desk = cx.desk()?;
        desk.store.mark().await?;
        desk.engine.nudge();
        cx.tell(AppEvent::OutboxChanged);
        Ok(Done {})
    }
}

impl Command for TryNow {
    const NAME: &'static str = "outbox.tryNow";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        cx.desk()?.engine.try_now();
        Ok(Done {})
    }
}

impl Command for SetFocus {
    const NAME: &'static str = "line.focus";
    const NEEDS: Capability = Capability::Read;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        cx.desk()?.engine.focused(self.focused);
        Ok(Done {})
    }
}

impl Command for SendPastBreak {
    const NAME: &'static str = "outbox.sendPastBreak";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let now = cx.now();
        // Written down first: who took it on themselves must be known before anything leaves.
        cx.write(move |desk, tx| record::by_staff(desk, tx, Act::SentPastBreak, None, None, now)).await?;
        cx.desk()?.engine.go_on();
        Ok(Done {})
    }
}

impl Command for GetConnectivity {
    const NAME: &'static str = "line.connectivity";
    const NEEDS: Capability = Capability::Read;
    type Reply = ConnectivityInfo;

    async fn run(self, cx: Context) -> Result<ConnectivityInfo, AppError> {
        present::connectivity_info(&cx).await
    }
}
