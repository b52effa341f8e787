//! Where a person keeps a file outside of Foyer: a port, because only the host can ask where.

use std::path::PathBuf;

use async_trait::async_trait;

/// Asks where a file should go.
#[async_trait]
pub trait Shelf: Send + Sync {
    /// Shows the system's own dialog with a name to begin with; `None` when the person thought better of it, or the
    /// host has none.
    async fn choose(&self, suggested: &str) -> Option<PathBuf>;

    /// Shows the system's own dialog for a folder; `None` as above.
    async fn choose_folder(&self) -> Option<PathBuf>;
}

/// A host that can't ask.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoShelf;

#[async_trait]
impl Shelf for NoShelf {
    async fn choose(&self, _: &str) -> Option<PathBuf> {
        None
    }

    async fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
}

/// Writes a file whole or not at all: beside its place first, then into it.
pub(crate) async fn put(place: PathBuf, bytes: Vec<u8>) -> std::io::Result<()> {
    let mut beside = place.clone().into_os_string();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = async {
        tokio::fs::write(&beside, bytes).await?;
        tokio::fs::rename(&beside, &place).await
    }
    .await;
    if written.is_err() {
        // Of our own making a moment ago; whether it could be made at all is what the error says.
        let _ = tokio::fs::remove_file(&beside).await;
    }
    written
}
