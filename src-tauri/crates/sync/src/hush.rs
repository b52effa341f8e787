//! The way to the carrier, which falls silent as soon as the carrier asks for patience.
//!
//! Several requests are under way at once. When one of them comes back with "slow down" (429), the others must not
//! be followed by more, and work that is half done must still be brought to its end: a page that was read is stored
//! and told of. So nobody is interrupted; whoever asks next is answered here, with what the carrier said.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use foyer_carrier::{
    Capabilities, Carrier, CarrierMessage, FetchError, Media, NotSentReason, OutgoingText, OwnNumber, Page,
    PageCursor, Scope, SubmitOutcome,
};
use foyer_domain::{ProviderMessageId, Span};

/// See the module's words.
pub(crate) struct Hush {
    inner: Arc<dyn Carrier>,
    silent: AtomicBool,
}

impl Hush {
    pub(crate) fn over(inner: Arc<dyn Carrier>) -> Arc<Self> {
        Arc::new(Self { inner, silent: AtomicBool::new(false) })
    }

    /// The wait is over, or is somebody else's to keep.
    pub(crate) fn lift(&self) {
        self.silent.store(false, Ordering::Relaxed);
    }

    fn may_ask(&self) -> Result<(), FetchError> {
        if self.silent.load(Ordering::Relaxed) && !bug!(RetryAfterIgnored) {
            return Err(FetchError::RateLimited { retry_after: None });
        }
        Ok(())
    }

    fn noted<T>(&self, answer: Result<T, FetchError>) -> Result<T, FetchError> {
        if matches!(answer, Err(FetchError::RateLimited { .. })) {
            self.silent.store(true, Ordering::Relaxed);
        }
        answer
    }
}

#[async_trait]
impl Carrier for Hush {
    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    fn clock_ahead(&self) -> Option<Span> {
        self.inner.clock_ahead()
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        self.may_ask()?;
        self.noted(self.inner.check_credentials().await)
    }

    async fn numbers(&self) -> Result<Vec<OwnNumber>, FetchError> {
        self.may_ask()?;
        self.noted(self.inner.numbers().await)
    }

    /// Never kept back here: whether a text may go is decided before its attempt is written down.
    async fn submit(&self, text: &OutgoingText) -> SubmitOutcome {
        let outcome = self.inner.submit(text).await;
        if matches!(outcome, SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, .. }) {
            self.silent.store(true, Ordering::Relaxed);
        }
        outcome
    }

    async fn fetch_page(&self, scope: &Scope, at: Option<&PageCursor>) -> Result<Page, FetchError> {
        self.may_ask()?;
        self.noted(self.inner.fetch_page(scope, at).await)
    }

    async fn fetch_message(&self, id: &ProviderMessageId) -> Result<Option<CarrierMessage>, FetchError> {
        self.may_ask()?;
        self.noted(self.inner.fetch_message(id).await)
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError> {
        self.may_ask()?;
        self.noted(self.inner.fetch_media(id).await)
    }

    async fn scrub(&self, id: &ProviderMessageId, pictures: bool) -> Result<(), FetchError> {
        self.may_ask()?;
        self.noted(self.inner.scrub(id, pictures).await)
    }
}
