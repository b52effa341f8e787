//! Any portal at all: Foyer keeps the words as a task, a person pastes them there and says so.
//!
//! No socket is opened. What the patient does there is not known, so nothing is ever "opened".

use async_trait::async_trait;
use foyer_domain::{HandoffId, Timestamp};

use crate::{Capabilities, Portal, PortalError, PortalMessage, PostOutcome, Posted, Seen, TakenBack};

/// A portal that only people can write to.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByHand;

#[async_trait]
impl Portal for ByHand {
    fn capabilities(&self) -> Capabilities {
        Capabilities { posts: false, tells: false }
    }

    async fn check(&self, _: Timestamp) -> Result<(), PortalError> {
        Ok(())
    }

    async fn post(&self, _: &PortalMessage, _: Timestamp) -> PostOutcome {
        PostOutcome::ByHand
    }

    async fn find(&self, _: HandoffId, _: Timestamp) -> Result<Option<Posted>, PortalError> {
        Ok(None)
    }

    async fn seen(&self, _: &Posted, _: Timestamp) -> Result<Seen, PortalError> {
        Ok(Seen::default())
    }

    async fn take_back(&self, _: &Posted, _: Timestamp) -> Result<TakenBack, PortalError> {
        Ok(TakenBack::ByHand)
    }
}
