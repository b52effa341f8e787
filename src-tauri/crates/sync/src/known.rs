//! What was read from the store and need not be read again while nothing has been written: most polls of a quiet desk
//! find everything as it was, and cost a request and nothing else.

use foyer_store::{ReadTx, StoreError};

use crate::Means;

/// A value of the store, and which edition of the data it was read from.
#[derive(Debug)]
pub(crate) struct Known<T> {
    read: Option<(u64, T)>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { read: None }
    }
}

impl<T: Clone + Send + 'static> Known<T> {
    /// The value, read with `read` if it may have changed.
    ///
    /// # Errors
    /// The store's own.
    pub(crate) async fn or_read(
        &mut self,
        means: &Means,
        read: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        // Before the reading: what is written during it makes the value old, and never the other way round.
        let edition = means.store.edition();
        if let Some((_, value)) = self.read.as_ref().filter(|(read, _)| *read == edition) {
            return Ok(value.clone());
        }
        let value = means.read(read).await?;
        self.read = Some((edition, value.clone()));
        Ok(value)
    }
}
