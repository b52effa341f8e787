//! Software by others that `test` sets against ours, at the versions that `tests/sdk` names: the carrier's own
//! libraries, pointed at the sandbox, and a FHIR server under the portal adapter.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::{Found, NETWORK, Node};
use crate::{
    house::{House, key},
    run::Run,
};

/// Where the Python library is.
pub fn python(house: &House) -> PathBuf {
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    house.tools().join("sdk").join(bin).join(if cfg!(windows) { "python.exe" } else { "python3" })
}

/// Installs both, unless what is there is what is named.
pub fn probes(house: &House, node: &Node, log: &Path) -> Result<Found<()>> {
    let sdk = house.root.join("tests").join("sdk");
    let files = ["requirements.txt", "package.json", "package-lock.json"].map(|name| sdk.join(name));
    let key = key(&files, &[&node.version])?;
    if python(house).exists() && sdk.join("node_modules").is_dir() && house.is_stamped("sdk", key) {
        return Ok(Found::new((), "as named in tests/sdk"));
    }
    println!("  the carrier's own libraries and a FHIR server: proof that ours speak as others do");
    let place = house.tools().join("sdk");
    fs::create_dir_all(house.tools())?;
    Run::new(able_python()?, ["-m", "venv"]).arg(&place).log(log).done()?;
    Run::new(python(house), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(sdk.join("requirements.txt"))
        .log(log)
        .limit(10)
        .done()
        .context(NETWORK)?;
    node.npm(["ci", "--no-audit", "--no-fund"]).within(&sdk).log(log).limit(10).done().context(NETWORK)?;
    house.stamp("sdk", key)?;
    Ok(Found::new((), "installed"))
}

/// A Python that can make a virtual environment; the first on the PATH may be one that cannot.
fn able_python() -> Result<&'static str> {
    for name in ["python3", "/usr/bin/python3", "python"] {
        if Run::new(name, ["-c", "import ensurepip, venv"]).say().is_some() {
            return Ok(name);
        }
    }
    bail!("no Python 3 with venv on this machine")
}
