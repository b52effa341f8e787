//! A desktop in memory for the windows that are measured: a display whose picture can be read, a session bus, an
//! unlocked keyring and a home folder, all of its own. Nothing of the person who measures is seen or touched.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use super::screen::Screen;

/// How long a part of the desktop may take to come up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A desktop. Dropping it ends what was started for it.
pub struct Desktop {
    environment: Vec<(String, String)>,
    _keyring: Running,
    _bus: Running,
    _display: Running,
    home: TempDir,
}

/// A program that ends when this value does.
pub struct Running(Child);

impl Running {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        Ok(Self(command.spawn().with_context(|| format!("{name} cannot be started"))?))
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// An error if it has ended.
    pub fn check(&mut self) -> Result<()> {
        match self.0.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("it ended: {status}"),
        }
    }

    fn first_line(&mut self) -> Result<String> {
        let out = self.0.stdout.take().context("its output is piped")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Desktop {
    /// Starts one of 1280×800 below `folder`.
    pub fn start(folder: &Path) -> Result<Self> {
        let home = tempfile::Builder::new().prefix("desktop-").tempdir_in(folder)?;
        // Paths of sockets must be short and absolute.
        let runtime = tempfile_run(&home)?;
        let mut environment = vec![
            ("HOME".to_owned(), home.path().canonicalize()?.display().to_string()),
            ("XDG_RUNTIME_DIR".to_owned(), runtime.display().to_string()),
            ("LANG".to_owned(), "C.UTF-8".to_owned()),
            // Software drawing: faster here, and the same on every machine.
            ("WEBKIT_DISABLE_DMABUF_RENDERER".to_owned(), "1".to_owned()),
            ("LIBGL_ALWAYS_SOFTWARE".to_owned(), "1".to_owned()),
            ("GDK_BACKEND".to_owned(), "x11".to_owned()),
            ("NO_AT_BRIDGE".to_owned(), "1".to_owned()),
        ];
        environment.extend(std::env::var("PATH").ok().map(|path| ("PATH".to_owned(), path)));
        let log = |name: &str| File::create(home.path().join(name)).context("opening a log");
        let picture = home.path().join("picture");
        fs::create_dir(&picture)?;
        let mut display = Running::start(
            bare("Xvfb", &environment)
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1280x800x24",
                    "-nolisten",
                    "tcp",
                    "-noreset",
                    "-fbdir",
                ])
                .arg(&picture)
                .stdout(Stdio::piped())
                .stderr(log("display.log")?),
        )?;
        let number = display.first_line()?;
        environment.push(("DISPLAY".to_owned(), format!(":{number}")));
        let mut bus = Running::start(
            bare("dbus-daemon", &environment)
                .args(["--session", "--nofork", "--print-address=1"])
                .stdout(Stdio::piped())
                .stderr(log("bus.log")?),
        )?;
        environment.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus.first_line()?));
        let mut keyring = Running::start(
            bare("gnome-keyring-daemon", &environment)
                .args(["--foreground", "--unlock", "--components=secrets"])
                .stdin(Stdio::piped())
                .stdout(log("keyring.log")?)
                .stderr(log("keyring-errors.log")?),
        )?;
        // Unlocked with an empty password, as a login would with the person's.
        keyring.0.stdin.take().context("the keyring takes a password")?.write_all(b"\n")?;
        let control = runtime.join("keyring").join("control");
        let began = Instant::now();
        while !control.exists() {
            keyring.check().context("gnome-keyring-daemon")?;
            anyhow::ensure!(began.elapsed() < PATIENCE, "the keyring does not come up");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Self { environment, _keyring: keyring, _bus: bus, _display: display, home })
    }

    /// A program on this desktop: its environment and nothing of ours.
    pub fn command(&self, program: &Path) -> Command {
        bare(program, &self.environment)
    }

    /// A folder on it.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The name of its display.
    pub fn display(&self) -> Result<String> {
        let named = self.environment.iter().find(|(name, _)| name == "DISPLAY");
        Ok(named.context("the desktop has a display")?.1.clone())
    }

    /// Its picture.
    pub fn screen(&self) -> Result<Screen> {
        Screen::open(&self.home.path().join("picture"))
    }
}

fn tempfile_run(home: &TempDir) -> Result<PathBuf> {
    let runtime = home.path().canonicalize()?.join("run");
    fs::create_dir(&runtime)?;
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700))?;
    Ok(runtime)
}

fn bare(program: impl AsRef<std::ffi::OsStr>, environment: &[(String, String)]) -> Command {
    let mut command = Command::new(program);
    command.env_clear().envs(environment.iter().cloned()).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}
