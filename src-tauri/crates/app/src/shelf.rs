//! Where a person keeps a file outside of Foyer: a port, because only the host can ask where.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

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

/// A file on its way to its place, for one that is too long to be held in memory: written beside it, and under its
/// name only when it is whole. What is dropped before leaves nothing behind.
pub(crate) struct Part {
    place: PathBuf,
    beside: PathBuf,
    out: Option<BufWriter<File>>,
}

impl Part {
    /// Begins one.
    ///
    /// # Errors
    /// Nothing can be written there.
    pub(crate) fn of(place: PathBuf) -> std::io::Result<Self> {
        let beside = beside(&place);
        let out = Some(BufWriter::new(File::create(&beside)?));
        Ok(Self { place, beside, out })
    }

    /// Everything is written: it is on the disk, and gets its name with [`Part::keep`].
    ///
    /// # Errors
    /// The disk would not have it.
    pub(crate) fn end(&mut self) -> std::io::Result<()> {
        let Some(mut out) = self.out.take() else { return Ok(()) };
        out.flush()?;
        out.get_ref().sync_all()
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// There is none to be had there; then nothing stays behind.
    pub(crate) fn keep(self) -> std::io::Result<()> {
        // What is dropped after this finds nothing to take away.
        std::fs::rename(&self.beside, &self.place)
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.as_mut().map_or_else(|| Err(std::io::ErrorKind::BrokenPipe.into()), |out| out.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Closed first: some systems do not let go of a file that is open.
        drop(self.out.take());
        let _ = std::fs::remove_file(&self.beside);
    }
}

fn beside(place: &Path) -> PathBuf {
    let mut beside = place.to_owned().into_os_string();
    beside.push(".part");
    PathBuf::from(beside)
}

/// Writes a file whole or not at all: beside its place first, then into it.
pub(crate) async fn put(place: PathBuf, bytes: Vec<u8>) -> std::io::Result<()> {
    let beside = beside(&place);
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

/// Says of a file that it came from outside, where the system knows such a mark and it names no place: then whatever
/// opens it takes care. On Windows that is the zone (3: the internet). Best effort: a disk without it keeps the file
/// all the same.
#[cfg(windows)]
pub(crate) async fn mark_from_outside(place: &Path) {
    let mut mark = place.to_owned().into_os_string();
    mark.push(":Zone.Identifier");
    if tokio::fs::write(mark, "[ZoneTransfer]\r\nZoneId=3\r\n").await.is_err() {
        tracing::debug!("a saved file has no mark of where it came from");
    }
}

/// Nothing to say it with here; ARCHITECTURE.md has why.
#[cfg(not(windows))]
pub(crate) async fn mark_from_outside(_: &Path) {}
