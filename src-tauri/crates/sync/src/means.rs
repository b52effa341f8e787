//! What every step of the engine works with, and the two pauses around every change.

use std::{future::poll_fn, sync::Arc, task::Poll};

use foyer_carrier::{Carrier, FetchError};
use foyer_domain::Timestamp;
use foyer_store::{ReadTx, Store, StoreError, WriteTx};

use crate::{Change, Clock, EngineSettings, Ids, Listener};

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
}

impl Means {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn tell(&self, change: Change) {
        (self.listener)(change);
    }

    /// Runs `f` over one snapshot.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.store.read(f).await
    }

    /// Runs `f` in one transaction. A process can die before it and after it; the pauses make both places
    /// reachable for a simulation that drops the engine there.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        pause().await;
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
