//! A desktop in memory: a display, a session bus and, if wanted, an unlocked keyring, all of its own, with a home
//! folder that goes away. Nothing of the person who runs the tests is seen or touched.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{programs::Running, until, until_for};

/// Whether the desktop has a keyring.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// gnome-keyring, unlocked, as after logging in.
    Unlocked,
    /// None at all.
    None,
}

/// A desktop. Dropping it ends everything on it.
pub struct Desktop {
    environment: Vec<(String, String)>,
    // Ended in this order.
    _keyring: Option<Running>,
    _bus: Running,
    bus_address: String,
    _display: Running,
    home: TempDir,
}

impl Desktop {
    /// Starts one of 1600×1000.
    ///
    /// # Errors
    /// A program is missing or does not come up.
    pub async fn start(keyring: Keyring) -> Result<Self> {
        // reqwest looks for it in every client it builds; a second call only says that it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = tempfile::Builder::new().prefix("foyer-e2e-").tempdir()?;
        let runtime = home.path().join("run");
        fs::create_dir(&runtime)?;
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700))?;

        browser(home.path())?;
        let mut environment = base(home.path(), &runtime);
        let (display, number) = display(&environment, &log(home.path(), "display")?)?;
        environment.push(("DISPLAY".to_owned(), format!(":{number}")));
        let (bus, address) = bus(&environment, home.path(), &log(home.path(), "bus")?)?;
        // One bus for both: nothing of the real system is heard, and a test can play it.
        environment.push(("DBUS_SYSTEM_BUS_ADDRESS".to_owned(), address.clone()));
        environment.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), address.clone()));
        let keyring = match keyring {
            Keyring::Unlocked => Some(unlocked(&environment, &runtime, &log(home.path(), "keyring")?).await?),
            Keyring::None => None,
        };
        Ok(Self { environment, _keyring: keyring, _bus: bus, bus_address: address, _display: display, home })
    }

    /// Where its bus listens.
    pub(crate) fn bus_address(&self) -> &str {
        &self.bus_address
    }

    /// What programs call its display.
    pub(crate) fn display(&self) -> Result<&str> {
        let display = self.environment.iter().find(|(name, _)| name == "DISPLAY");
        display.map(|(_, display)| display.as_str()).context("it has a display")
    }

    /// From now on programs tell screen readers what they show; tests that need none are spared the work.
    pub(crate) fn tells_screen_readers(&mut self) {
        self.environment.retain(|(name, _)| name != "NO_AT_BRIDGE");
    }

    /// A program on this desktop: its environment and nothing of ours.
    pub(crate) fn command(&self, program: &Path) -> Command {
        command(program, &self.environment)
    }

    /// A folder on it.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Its home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts Foyer once more, without a hand on its window, and waits for its end.
    ///
    /// # Errors
    /// It cannot be started, or goes on for longer than `limit`.
    pub async fn foyer_again(&self, arguments: &[&str], limit: Duration) -> Result<ExitStatus> {
        let mut again = Running::start(
            self.command(&crate::built("foyer")?)
                .args(arguments)
                .stdout(self.log("again")?)
                .stderr(self.log("again")?),
        )?;
        let cell = std::cell::RefCell::new(&mut again);
        until_for(limit, "the end of the second Foyer", async || Ok(cell.borrow_mut().child().try_wait()?))
            .await
    }

    /// A file that a program's output goes to.
    pub(crate) fn log(&self, name: &str) -> Result<File> {
        log(self.home.path(), name)
    }

    /// The pages that were opened in its browser, which only notes them.
    ///
    /// # Errors
    /// The note cannot be read.
    pub fn browsed(&self) -> Result<Vec<String>> {
        match fs::read_to_string(self.home.path().join(BROWSED)) {
            Ok(pages) => Ok(pages.lines().map(str::to_owned).collect()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error).context("what was opened"),
        }
    }

    /// Writes down every notification that a program on it asks for, until the value is dropped.
    ///
    /// # Errors
    /// The bus cannot be listened to.
    pub fn hears_notifications(&self) -> Result<impl Drop + use<>> {
        Running::start(
            self.command(Path::new("dbus-monitor"))
                .args(["--session", "interface=org.freedesktop.Notifications"])
                .stdout(self.log("notifications")?)
                .stderr(self.log("notifications")?),
        )
    }

    /// Everything that any program on it has printed.
    ///
    /// # Errors
    /// The logs cannot be read.
    pub fn printed(&self) -> Result<String> {
        let mut all = String::new();
        for entry in fs::read_dir(self.home.path())? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "log") {
                all.push_str(&String::from_utf8_lossy(&fs::read(&path)?));
            }
        }
        Ok(all)
    }
}

fn base(home: &Path, runtime: &Path) -> Vec<(String, String)> {
    let mut environment = vec![
        ("HOME".to_owned(), home.display().to_string()),
        ("XDG_RUNTIME_DIR".to_owned(), runtime.display().to_string()),
        ("LANG".to_owned(), "C.UTF-8".to_owned()),
        // Software drawing: faster here, and the same on every machine.
        ("WEBKIT_DISABLE_DMABUF_RENDERER".to_owned(), "1".to_owned()),
        ("LIBGL_ALWAYS_SOFTWARE".to_owned(), "1".to_owned()),
        ("GDK_BACKEND".to_owned(), "x11".to_owned()),
        ("NO_AT_BRIDGE".to_owned(), "1".to_owned()),
        ("FOYER_LOG".to_owned(), "debug".to_owned()),
        ("RUST_BACKTRACE".to_owned(), "0".to_owned()),
    ];
    let path = std::env::var("PATH").unwrap_or_default();
    environment.push(("PATH".to_owned(), format!("{}:{path}", home.join("bin").display())));
    environment
}

/// Where the browser notes what it is to open.
const BROWSED: &str = "browsed";

/// What the system calls its browser by, on this desktop: a script that writes the address down.
fn browser(home: &Path) -> Result<()> {
    let (bin, browsed) = (home.join("bin"), home.join(BROWSED));
    fs::create_dir(&bin)?;
    let script = bin.join("xdg-open");
    fs::write(&script, format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", browsed.display()))?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).context("a browser")
}

fn command(program: &Path, environment: &[(String, String)]) -> Command {
    let mut command = Command::new(program);
    command.env_clear().envs(environment.iter().cloned()).stdin(Stdio::null());
    command
}

fn log(home: &Path, name: &str) -> Result<File> {
    let path = home.join(format!("{name}.log"));
    File::options().create(true).append(true).open(&path).context("opening a log")
}

/// Xvfb picks a free display and says which.
fn display(environment: &[(String, String)], log: &File) -> Result<(Running, u32)> {
    let mut xvfb = Running::start(
        command(Path::new("Xvfb"), environment)
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(log.try_clone()?),
    )?;
    let number = first_line(&mut xvfb)?.parse().context("Xvfb named no display")?;
    Ok((xvfb, number))
}

/// A session bus that starts nothing by itself: on a desktop without a keyring, none may appear when asked for.
fn bus(environment: &[(String, String)], home: &Path, log: &File) -> Result<(Running, String)> {
    let config = home.join("bus.conf");
    fs::write(
        &config,
        format!(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
             \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n\
             <busconfig><type>session</type><listen>unix:path={}</listen><auth>EXTERNAL</auth>\
             <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n",
            home.join("run").join("bus").display()
        ),
    )?;
    let mut bus = Running::start(
        command(Path::new("dbus-daemon"), environment)
            .arg("--nofork")
            .arg("--print-address=1")
            .arg(format!("--config-file={}", config.display()))
            .stdout(Stdio::piped())
            .stderr(log.try_clone()?),
    )?;
    let address = first_line(&mut bus)?;
    Ok((bus, address))
}

/// gnome-keyring, unlocked with an empty password as a login would unlock it with the person's.
async fn unlocked(environment: &[(String, String)], runtime: &Path, log: &File) -> Result<Running> {
    let mut keyring = Running::start(
        command(Path::new("gnome-keyring-daemon"), environment)
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log.try_clone()?),
    )?;
    keyring.child().stdin.take().context("the keyring takes its password")?.write_all(b"\n")?;
    let control = runtime.join("keyring").join("control");
    until("the keyring", async || Ok(control.exists().then_some(()))).await?;
    keyring.check("gnome-keyring-daemon")?;
    Ok(keyring)
}

fn first_line(running: &mut Running) -> Result<String> {
    let out = running.child().stdout.take().context("its output is piped")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
