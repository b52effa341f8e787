//! A portal that is set up and cannot be spoken to, because its key is not on this computer any more.
//!
//! It refuses everything for good, so that nothing is posted, nothing is texted and the person is told why.

use async_trait::async_trait;
use foyer_domain::{HandoffId, Timestamp};

use crate::{
    Capabilities, Portal, PortalError, PortalMessage, PostOutcome, Posted, Refusal, Seen, TakenBack,
};

/// A portal without its key.
#[derive(Clone, Copy, Debug, Default)]
pub struct WithoutKey;

#[async_trait]
impl Portal for WithoutKey {
    fn capabilities(&self) -> Capabilities {
        Capabilities { posts: true, tells: false }
    }

    async fn check(&self, _: Timestamp) -> Result<(), PortalError> {
        Err(PortalError::Credentials)
    }

    async fn post(&self, _: &PortalMessage, _: Timestamp) -> PostOutcome {
        PostOutcome::Refused(Refusal::Credentials)
    }

    async fn find(&self, _: HandoffId, _: Timestamp) -> Result<Option<Posted>, PortalError> {
        Err(PortalError::Credentials)
    }

    async fn seen(&self, _: &Posted, _: Timestamp) -> Result<Seen, PortalError> {
        Err(PortalError::Credentials)
    }

    async fn take_back(&self, _: &Posted, _: Timestamp) -> Result<TakenBack, PortalError> {
        Err(PortalError::Credentials)
    }
}
