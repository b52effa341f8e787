//! What was typed is there again, in its own thread only.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use foyer_e2e::{Foyer, page::part, until};

use crate::{desktop, morning_options, people::*, quiet_morning};

async fn draft_is(foyer: &Foyer, words: &str) -> Result<()> {
    until(&format!("the draft “{words}”"), async || {
        let field = foyer.find(&part("composer-input")).await?;
        Ok((field.value().await?.unwrap_or_default() == words).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_draft_survives_a_power_cut_and_stays_in_its_thread() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    foyer.writes("Half of a thought about Mon").await?;
    // The list shows a draft once the core has kept it.
    foyer.open_thread(LUPE.0).await?;
    draft_is(&foyer, "").await?;
    foyer.row(SAMIR.0, "Half of a thought").await?;
    foyer.writes("otra cosa").await?;
    foyer.open_thread(SAMIR.0).await?;
    draft_is(&foyer, "Half of a thought about Mon").await?;
    foyer.kill().await?;

    let foyer = Foyer::open(&desktop, &morning_options(&desktop)).await?;
    foyer.view("all").await?;
    foyer.open_thread(SAMIR.0).await?;
    draft_is(&foyer, "Half of a thought about Mon").await?;
    foyer.open_thread(LUPE.0).await?;
    draft_is(&foyer, "otra cosa").await?;
    foyer.open_thread(MARCUS.0).await?;
    draft_is(&foyer, "").await
}

#[tokio::test]
async fn a_page_that_crashes_comes_back_with_the_draft_and_leaves_no_name_on_the_disk() -> Result<()> {
    const NAME: &str = "Zoraida Quintanilla";
    let desktop = desktop().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    foyer.writes(&format!("{NAME} asked again")).await?;
    // The list shows a draft once the core has kept it.
    foyer.open_thread(LUPE.0).await?;
    foyer.row(SAMIR.0, NAME).await?;
    foyer.open_thread(SAMIR.0).await?;
    draft_is(&foyer, &format!("{NAME} asked again")).await?;
    for (process, bytes) in foyer.dump_limits()? {
        assert_eq!(bytes, "1 1", "{process} may be dumped");
    }
    let here = std::env::current_dir()?;
    let (before, beside) = (files(desktop.home())?, files(&here)?);
    foyer.leaves(async { foyer.page_crashes() }).await?;
    foyer.view("all").await?;
    foyer.open_thread(SAMIR.0).await?;
    draft_is(&foyer, &format!("{NAME} asked again")).await?;

    assert_eq!(files(&here)?, beside, "a dump");
    let wide: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for file in files(desktop.home())? {
        let Ok(bytes) = fs::read(&file) else { continue };
        let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
        assert!(!has(NAME.as_bytes()) && !has(&wide), "{} has the name", file.display());
        let fresh = !before.contains(&file);
        let dump = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("core"));
        assert!(!(fresh && dump), "{} is a dump", file.display());
    }
    Ok(())
}

/// Everything in a folder, whatever it is called; no pipes and no sockets, which never end.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            all.extend(files(&entry.path())?);
        } else if kind.is_file() {
            all.push(entry.path());
        }
    }
    all.sort();
    Ok(all)
}
