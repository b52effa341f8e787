//! Where programs are: ours in the target folder, the system's on the PATH.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command},
};

use anyhow::{Context, Result, bail};

/// A program of this workspace, built before the tests run.
///
/// # Errors
/// It is not there.
pub fn built(name: &str) -> Result<PathBuf> {
    let here = env::current_exe()?;
    // target/debug/deps/window-… or target/debug/foyer-morning
    let found = here
        .ancestors()
        .skip(1)
        .take(2)
        .map(|dir| dir.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file());
    found.with_context(|| format!("{name} is not built; `cargo xtask test` builds it"))
}

/// Where pictures of the window go.
///
/// # Errors
/// It cannot be made.
pub fn folder_for_shots() -> Result<PathBuf> {
    let here = env::current_exe()?;
    let target = here.ancestors().find(|dir| dir.join("debug").is_dir() && dir.ends_with("target"));
    let dir = target.unwrap_or(Path::new("target")).join("shots");
    fs::create_dir_all(&dir)?;
    Ok(dir)
}

/// WebKit's driver. Some Ubuntu releases keep it off the PATH, in a folder only the package's list names.
pub(crate) fn webkit_driver() -> Result<PathBuf> {
    let name = "WebKitWebDriver";
    let path = env::var_os("PATH").unwrap_or_default();
    if let Some(found) = env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()) {
        return Ok(found);
    }
    let listed = Command::new("dpkg").args(["-L", "webkit2gtk-driver"]).output();
    let listed =
        listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let found = listed.lines().find(|line| line.ends_with(name)).map(PathBuf::from);
    found.context("WebKitWebDriver is not installed; `cargo xtask doctor` installs it")
}

/// A port nobody uses right now.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A program that ends when this value does.
pub(crate) struct Running {
    child: Child,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        Ok(Self { child: command.spawn().with_context(|| format!("{name} cannot be started"))? })
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether it still runs.
    pub(crate) fn check(&mut self, name: &str) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("{name} ended: {status}"),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
