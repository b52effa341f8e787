//! How the window looked for whoever was here last: for the screens on which nobody is known yet.
//!
//! Light or dark and which language are what a person chose, and stand in the store. A closed practice, one that does
//! not open and one that is being restored cannot read it there; so the newest choice is also kept beside the
//! practice, in clear: two words that tell of nobody. A file that is gone or is none means as the operating system
//! says.

use std::{fs, io, path::PathBuf};

use crate::{
    app::Inner,
    opening,
    wire::{Look, Settings, Theme, WindowLanguage},
};

/// As the operating system says.
pub(crate) const SYSTEMS: Look = Look { theme: Theme::System, language: WindowLanguage::System };

/// As somebody chose it.
pub(crate) fn chosen(own: Option<&Settings>) -> Look {
    own.map_or(SYSTEMS, |own| Look { theme: own.theme, language: own.language })
}

/// What was kept last.
pub(crate) async fn kept(inner: &Inner) -> Look {
    let file = file(inner);
    let read =
        opening::blocking(move || fs::read(file).ok().and_then(|words| serde_json::from_slice(&words).ok()));
    read.await.ok().flatten().unwrap_or(SYSTEMS)
}

/// Keeps what somebody chose. One that cannot be kept is only not remembered.
pub(crate) async fn keep(inner: &Inner, look: Look) {
    if kept(inner).await == look {
        return;
    }
    let file = file(inner);
    let written = opening::blocking(move || -> io::Result<()> {
        let part = file.with_extension("part");
        fs::write(&part, serde_json::to_vec(&look)?)?;
        fs::rename(&part, &file)
    });
    if !matches!(written.await, Ok(Ok(()))) {
        tracing::debug!("how the window looks is not remembered");
    }
}

fn file(inner: &Inner) -> PathBuf {
    inner.config.data_dir.join("window.json")
}
