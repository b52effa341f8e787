//! What staff are asked to read about consent.

use foyer_domain::{Capability, ReviewId};
use foyer_store::StoreError;

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    reviewing,
    wire::*,
};

wire! {
    /// Unclear wishes, questions about a CANCEL, YES to nothing.
    pub struct ListReviews {}

    /// Says what was meant.
    pub struct DecideReview {
        /// Which.
        pub review: String,
        /// What was meant; must answer what was asked.
        pub decision: ReviewDecisionKind,
    }
}

impl Command for ListReviews {
    const NAME: &'static str = "consent.reviews";
    const NEEDS: Capability = Capability::Read;
    type Reply = ReviewList;

    async fn run(self, cx: Context) -> Result<ReviewList, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| reviewing::list(desk, tx, now)).await
    }
}

impl Command for DecideReview {
    const NAME: &'static str = "consent.decideReview";
    const NEEDS: Capability = Capability::RecordConsent;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, id) = (cx.now(), context::id::<ReviewId>(&self.review)?);
        let decision = reviewing::decision_of(self.decision);
        let decided = cx
            .write(move |desk, tx| match reviewing::decide(desk, tx, id, decision, now) {
                Err(StoreError::Conflict { .. }) => Ok(None),
                decided => decided.map(Some),
            })
            .await?;
        let thread = decided
            .ok_or_else(|| AppError::new(ErrorCode::TooLate, "Somebody has decided this already."))?
            .ok_or_else(|| {
                AppError::new(ErrorCode::BadField, "This does not answer what is asked about the text.")
                    .about("decision")
            })?;
        cx.tell(AppEvent::ThreadChanged { thread: thread.to_string() });
        cx.tell(AppEvent::OutboxChanged);
        cx.tell(AppEvent::ConsentChanged);
        Ok(Done {})
    }
}
