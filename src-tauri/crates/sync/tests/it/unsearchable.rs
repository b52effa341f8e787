//! The same carrier, whose answer to the search for one number makes no sense.

use std::sync::Arc;

use async_trait::async_trait;
use foyer_carrier::{
    Capabilities, Carrier, CarrierMessage, FetchError, Media, OutgoingText, OwnNumber, Page, PageCursor,
    Scope, SubmitOutcome,
};
use foyer_domain::{PhoneNumber, ProviderMessageId};
use foyer_sim::carrier::SimCarrier;

pub struct Unsearchable {
    pub inner: Arc<SimCarrier>,
    pub to: PhoneNumber,
}

#[async_trait]
impl Carrier for Unsearchable {
    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        self.inner.check_credentials().await
    }

    async fn numbers(&self) -> Result<Vec<OwnNumber>, FetchError> {
        self.inner.numbers().await
    }

    async fn submit(&self, text: &OutgoingText) -> SubmitOutcome {
        self.inner.submit(text).await
    }

    async fn fetch_page(&self, scope: &Scope, at: Option<&PageCursor>) -> Result<Page, FetchError> {
        match scope {
            Scope::Between { to, .. } if *to == self.to => Err(FetchError::Unreadable { what: "not JSON" }),
            Scope::Between { .. } | Scope::To(_) | Scope::From(_) => self.inner.fetch_page(scope, at).await,
        }
    }

    async fn fetch_message(&self, id: &ProviderMessageId) -> Result<Option<CarrierMessage>, FetchError> {
        self.inner.fetch_message(id).await
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError> {
        self.inner.fetch_media(id).await
    }
}
