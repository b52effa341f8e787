//! A pretend carrier in a process of its own, which lives on when Foyer is killed.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{CarrierDesk, Desktop, PortalDesk, built, programs::Running};

/// `foyerctl sandbox`, running.
pub struct Sandbox {
    /// Its control desk.
    pub desk: CarrierDesk,
    /// That of the portal beside it.
    pub portal: PortalDesk,
    /// The line it printed.
    pub line: Value,
    file: PathBuf,
    _running: Running,
}

impl Sandbox {
    /// Starts one. Its clock is that of the sample's Monday morning, unless the arguments say `--start`.
    ///
    /// # Errors
    /// It does not come up.
    pub fn start(desktop: &Desktop, arguments: &[&str]) -> Result<Self> {
        let mut running = Running::start(
            desktop
                .command(&built("foyerctl")?)
                .arg("sandbox")
                .args(arguments)
                .stdout(Stdio::piped())
                .stderr(desktop.log("sandbox")?),
        )?;
        let mut line = String::new();
        BufReader::new(running.child().stdout.take().context("its output is piped")?).read_line(&mut line)?;
        let file = desktop.folder("sandbox.json");
        fs::write(&file, &line)?;
        let line: Value = serde_json::from_str(&line).context("the sandbox prints one line of JSON")?;
        let control = line["control_url"].as_str().context("the line names the control desk")?;
        let of_portal = |of: &str| line["portal"][of].as_str().context("the line names the portal");
        let portal = PortalDesk::at(of_portal("control_url")?, of_portal("page_url")?);
        Ok(Self { desk: CarrierDesk::at(control), portal, line: line.clone(), file, _running: running })
    }

    /// The file that `foyer --carrier` takes.
    pub fn file(&self) -> &Path {
        &self.file
    }
}
