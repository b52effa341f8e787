//! The proof behind a badge.

use foyer_domain::{Capability, ThreadId, Timestamp};
use foyer_store::threads;

use super::Command;
use crate::{
    context::{self, Context},
    proving,
    record::{self, Act},
    wire::*,
};

wire! {
    /// What was said, answered and recorded, as it was known at a moment. Looking is written down.
    pub struct ProveConsent {
        /// The thread.
        pub thread: String,
        /// The moment; now when left out.
        pub at_ms: Option<Millis>,
    }
}

impl Command for ProveConsent {
    const NAME: &'static str = "consent.proof";
    const NEEDS: Capability = Capability::Read;
    type Reply = ProofCard;

    async fn run(self, cx: Context) -> Result<ProofCard, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let at = self.at_ms.map(Timestamp::from_millis).filter(|at| *at < now);
        // Read beside the writer: a long history must not keep a STOP from being stored.
        let card = cx.read(move |desk, tx| proving::card(desk, tx, &threads::get(tx, id)?, at, now)).await?;
        cx.write(move |desk, tx| record::by_staff(desk, tx, Act::ConsentViewed, id, None, now)).await?;
        Ok(card)
    }
}
