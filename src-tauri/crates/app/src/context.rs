//! What a command may reach: the application, and the desk if one is open.

use std::sync::Arc;

use foyer_domain::Timestamp;
use foyer_store::{ReadTx, StoreError, WriteTx};

use crate::{
    app::{Inner, State},
    desk::Desk,
    wire::{AppError, AppEvent, ErrorCode},
};

/// What a command may reach. One is made for each call.
#[derive(Clone)]
pub struct Context {
    pub(crate) app: Arc<Inner>,
    pub(crate) state: State,
}

impl Context {
    pub(crate) fn new(app: Arc<Inner>, state: State) -> Self {
        Self { app, state }
    }

    /// The open desk.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] while nobody sits there, [`ErrorCode::NotOpen`] before setup or recovery are through.
    pub(crate) fn desk(&self) -> Result<&Arc<Desk>, AppError> {
        match &self.state {
            State::Open(desk) => Ok(desk),
            State::Locked { .. } | State::Closed(_) => Err(locked()),
            State::Starting | State::Setup | State::Blocked(_) => {
                Err(AppError::new(ErrorCode::NotOpen, "Foyer is not open yet."))
            }
        }
    }

    /// Now, by the desk's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.state.office().map_or_else(|| self.app.ports.clock.now(), |office| office.clock.now())
    }

    /// Reads from one snapshot.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Desk, &ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, AppError> {
        let desk = Arc::clone(self.desk()?);
        let store = desk.store.clone();
        Ok(store.read(move |tx| f(&desk, tx)).await?)
    }

    /// Changes all of it or nothing.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Desk, &WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, AppError> {
        let desk = Arc::clone(self.desk()?);
        let store = desk.store.clone();
        Ok(store.write(move |tx| f(&desk, tx)).await?)
    }

    /// Tells the window what changed.
    pub(crate) fn tell(&self, event: AppEvent) {
        self.app.tell(event);
    }
}

/// Nobody sits at the desk, or somebody else does by now.
pub(crate) fn locked() -> AppError {
    AppError::new(ErrorCode::Locked, "Foyer is locked. Sign in to go on; nothing was lost.")
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::new(
                ErrorCode::DiskFull,
                "This computer's disk is full. Nothing was lost, and this was not saved. Free some space and try again.",
            ),
            StoreError::Damaged => Self::new(
                ErrorCode::StoreDamaged,
                "Foyer's store is damaged. Nothing was deleted. Close Foyer and open it again.",
            ),
            StoreError::NotFound { .. } => Self::new(ErrorCode::NotFound, "This is not here any more."),
            StoreError::Hidden => Self::new(
                ErrorCode::Hidden,
                "Your role does not include this thread. Nothing of it was shown or changed.",
            ),
            StoreError::NotYours => Self::new(
                ErrorCode::NotAllowed,
                "This goes beyond what your own role may do. Somebody who may do it can change this.",
            ),
            StoreError::Reopen
            | StoreError::UnknownValue { .. }
            | StoreError::Conflict { .. }
            | StoreError::AppendOnly
            | StoreError::Panicked
            | StoreError::Closed
            | StoreError::Io(_)
            | StoreError::Sqlite { .. } => {
                tracing::warn!(%error, "the store refused");
                Self::new(
                    ErrorCode::Internal,
                    "Foyer could not save or read this. Nothing was lost; try again.",
                )
            }
        }
    }
}

/// An id from the window.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::new(ErrorCode::NotFound, "This is not here any more."))
}
