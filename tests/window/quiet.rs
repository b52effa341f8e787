//! Nothing a patient wrote, and nobody's name or number, is seen outside the window: not on standard output or error,
//! not in the title, not in a file in clear.

use std::{fs, path::Path};

use anyhow::Result;
use foyer_e2e::page::part;

use crate::{desktop, people::*, quiet_morning};

const SECRETS: [&str; 5] = ["zanzibar-heard", "zanzibar-said", "zanzibar-noted", "zanzibar-typed", "Haddad"];

#[tokio::test]
async fn nothing_of_a_patient_is_seen_outside_the_window() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    carrier.patient_writes(SAMIR.1, "zanzibar-heard").await?;
    foyer.sees(&part("bubble"), "zanzibar-heard").await?;
    foyer.replies("zanzibar-said").await?;
    foyer.delivery("zanzibar-said", "delivered").await?;
    foyer.letter("n").await?;
    foyer.types(&part("note-input"), "zanzibar-noted").await?;
    foyer.click(&part("add-note")).await?;
    foyer.sees(&part("note"), "zanzibar-noted").await?;
    foyer.click(&part("mode-text")).await?;
    foyer.writes("zanzibar-typed").await?;
    foyer.open_thread(LUPE.0).await?;
    assert_eq!(foyer.title().await?, "Foyer");
    foyer.kill().await?;

    let printed = desktop.printed()?;
    assert!(printed.contains("foyer_app"), "the log was looked at");
    for secret in SECRETS.into_iter().chain([SAMIR.1, "5550131", "555-0131"]) {
        assert!(!printed.contains(secret), "{secret} was printed");
    }
    let mut files = 0;
    for secret in SECRETS {
        files = clear_files(&desktop.folder("practice"), secret)?;
    }
    assert!(files > 2, "the store was looked at");
    Ok(())
}

/// Looks through every file of the practice; gives how many there were.
fn clear_files(folder: &Path, secret: &str) -> Result<usize> {
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        assert!(!path.to_string_lossy().contains(secret), "{secret} is a file's name");
        if path.is_dir() {
            files += clear_files(&path, secret)?;
        } else {
            let bytes = fs::read(&path)?;
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} is in clear in {}", path.display());
            files += 1;
        }
    }
    Ok(files)
}
