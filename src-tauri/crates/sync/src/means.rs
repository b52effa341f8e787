//! What every step of the engine works with, and the two pauses around every change.

use std::{future::poll_fn, sync::Arc, task::Poll};

use foyer_carrier::{Carrier, FetchError};
use foyer_domain::{Span, Timestamp};
use foyer_store::{ReadTx, Store, StoreError, WriteTx};

use crate::{Change, Clock, EngineSettings, Ids, Listener};

/// A clock that differs by more than this from the carrier's is wrong.
pub(crate) const CLOCK_WRONG: Span = Span::minutes(2);

/// Store, carrier, time, ids: the engine's only effects. Cheap to clone.
#[derive(Clone)]
pub struct Means {
    /// The practice's data.
    pub store: Store,
    /// The company that carries the texts.
    pub carrier: Arc<dyn Carrier>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Ids,
    /// Who wants to know what changed.
    pub listener: Listener,
    /// The figures.
    pub settings: EngineSettings,
}

/// Why a step stopped. Nothing is lost by either: what was saved is saved, the rest is tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The store refused; nothing of the change in hand was saved.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The carrier was not reached or did not answer properly.
    #[error(transparent)]
    Carrier(#[from] FetchError),
    /// A list does not say how it goes on: what lies behind has not been heard.
    #[error("a list of the carrier breaks off")]
    BrokenOff,
}

impl Means {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Now, as well as is known by the carrier's clock: what its lists say is compared with this. Small differences
    /// are the network's.
    pub(crate) fn carriers_now(&self) -> Timestamp {
        let now = self.clock.now();
        self.clock_off_by().map_or(now, |ahead| now.minus(ahead))
    }

    /// By how much our clock is ahead of the carrier's, when it is wrong.
    pub(crate) fn clock_off_by(&self) -> Option<Span> {
        self.carrier.clock_ahead().filter(|ahead| ahead.as_millis().abs() > CLOCK_WRONG.as_millis())
    }

    pub(crate) fn tell(&self, change: Change) {
        (self.listener)(change);
    }

    /// Runs `f` over one snapshot.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        #[cfg(feature = "sim")]
        if let Some((error, _)) = crate::teeth::disk_fails() {
            return Err(error);
        }
        self.store.read(f).await
    }

    /// Runs `f` in one transaction. A process can die before it and after it; the pauses make both places
    /// reachable for a simulation that drops the engine there.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        pause().await;
        #[cfg(feature = "sim")]
        let f = match crate::teeth::disk_fails() {
            Some((error, true)) => {
                self.store.write(f).await?;
                return Err(error);
            }
            Some((error, false)) => {
                return self.store.write(move |tx| f(tx).and(Err(error))).await;
            }
            None => f,
        };
        let result = self.store.write(f).await;
        pause().await;
        result
    }
}

/// Lets others run once.
async fn pause() {
    let mut paused = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
