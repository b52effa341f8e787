//! The proof behind a badge.

use foyer_domain::{Capability, ThreadId, Timestamp};

use super::Command;
use crate::{
    context::{self, Context},
    paper::{self, proof::Made},
    proving,
    record::{self, Act},
    shelf,
    wire::*,
    zone::day_of,
};

wire! {
    /// What was said, answered and recorded, as it was known at a moment. Looking is written down.
    pub struct ProveConsent {
        /// The thread.
        pub thread: String,
        /// The moment; now when left out.
        pub at_ms: Option<Millis>,
    }

    /// Keeps the card as a PDF where the person says; the place is asked by the system's own dialog.
    pub struct SaveProof {
        /// The thread.
        pub thread: String,
        /// The moment; now when left out.
        pub at_ms: Option<Millis>,
    }

    /// Whether it was kept.
    pub struct SavedProof {
        /// `false` when the person thought better of it.
        pub saved: bool,
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
        let card = cx.read(move |desk, tx| proving::card(desk, tx, &desk.sees(tx, id)?, at, now)).await?;
        cx.write(move |desk, tx| record::by_staff(desk, tx, Act::ConsentViewed, id, None, now)).await?;
        Ok(card)
    }
}

impl Command for SaveProof {
    const NAME: &'static str = "consent.saveProof";
    const NEEDS: Capability = Capability::Read;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let at = self.at_ms.map(Timestamp::from_millis).filter(|at| *at < now);
        let card = cx.read(move |desk, tx| proving::card(desk, tx, &desk.sees(tx, id)?, at, now)).await?;
        let (practice, by) = (cx.desk()?.practice(), cx.desk()?.user.name.clone());
        let made =
            Made { practice: &practice.name, by: by.reveal(), at: now.millis(), zone: practice.zone() };
        let pdf = paper::proof::pdf(&card, &made).map_err(|error| {
            tracing::error!(%error, "the proof was not set on paper");
            AppError::new(ErrorCode::Internal, "Foyer could not make the paper. Nothing was changed.")
        })?;
        // Written down before the words leave Foyer: a file that nobody knows of would be worse than a line too many.
        cx.write(move |desk, tx| record::by_staff(desk, tx, Act::ProofSaved, id, None, now)).await?;
        // Never a name: folders are seen on shared screens.
        let suggested = format!("proof-of-consent-{}.pdf", day_of(now, practice.zone()));
        let Some(place) = cx.app.ports.shelf.choose(&suggested).await else {
            return Ok(SavedProof { saved: false });
        };
        shelf::put(place, pdf).await.map_err(|error| {
            tracing::warn!(kind = ?error.kind(), "a paper was not kept");
            AppError::new(ErrorCode::Internal, "The file could not be written there. Choose another place.")
        })?;
        Ok(SavedProof { saved: true })
    }
}
