//! The real Foyer in its real window, driven through WebKit's own driver.
//!
//! The driver is spoken to directly. `tauri-driver` would only rename one capability on Linux, and opens its port
//! before the driver behind it listens. Foyer is started here and the driver comes to it: WebKit ends the driver's session
//! with the process that draws the page, and only to a Foyer that it did not start does a driver come again.

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, Key, WebDriver, error::WebDriverResult, session::scriptret::ScriptRet};

use crate::{
    CarrierDesk, Desktop, PATIENCE, PortalDesk, built,
    programs::{Running, free_port, webkit_driver},
    until,
};

/// What the kernel calls the process that draws the page: it keeps fifteen letters of a name.
pub const PAGE_PROCESS: &str = "WebKitWebProces";

/// How Foyer is started.
pub struct Options {
    /// Its folder; the same one again finds what was left there. `None` is the person's own, as a desktop icon
    /// would start it.
    pub data_dir: Option<PathBuf>,
    /// The rest of its command line.
    pub arguments: Vec<String>,
}

impl Options {
    /// Practice mode in a folder of the desktop, with more arguments.
    pub fn practice(desktop: &Desktop, more: &[&str]) -> Self {
        let arguments = ["--practice"].iter().chain(more).map(|&argument| argument.to_owned()).collect();
        Self { data_dir: Some(desktop.folder("practice")), arguments }
    }

    /// What is on this computer, in a folder of the desktop.
    pub fn normal(desktop: &Desktop) -> Self {
        Self { data_dir: Some(desktop.folder("foyer")), arguments: Vec::new() }
    }

    /// As its icon starts it.
    pub fn by_icon() -> Self {
        Self { data_dir: None, arguments: Vec::new() }
    }

    /// The command line.
    fn line(&self) -> Vec<String> {
        let folder =
            self.data_dir.iter().flat_map(|dir| ["--data-dir".to_owned(), dir.display().to_string()]);
        folder.chain(self.arguments.iter().cloned()).collect()
    }
}

/// Makes the next Foyer on this desktop open in this size, as if the window had been left so. (Asking the driver for
/// a size hangs for a minute where there is no window manager to answer.)
///
/// # Errors
/// The file cannot be written.
pub fn left_in_size(desktop: &Desktop, width: u32, height: u32) -> Result<()> {
    let folder = desktop.home().join(".config").join("app.foyer.desk");
    fs::create_dir_all(&folder)?;
    let state = json!({ "main": {
        "width": width, "height": height, "x": 0, "y": 0, "prev_x": 0, "prev_y": 0,
        "maximized": false, "visible": true, "decorated": true, "fullscreen": false
    } });
    fs::write(folder.join(".window-state.json"), state.to_string()).context("the window's last size")
}

/// Foyer, open. Dropping it ends it.
pub struct Foyer {
    session: RefCell<WebDriver>,
    driver: String,
    data_dir: Option<PathBuf>,
    home: PathBuf,
    // Ended in this order.
    _driver: Running,
    foyer: RefCell<Running>,
}

/// The session is left to end with its driver: asking for its end waits for minutes when the window is gone.
impl Drop for Foyer {
    fn drop(&mut self) {
        let _ = self.driver().leak();
    }
}

impl Foyer {
    /// Opens it and waits until the page is there.
    ///
    /// # Errors
    /// It does not come up.
    pub async fn open(desktop: &Desktop, options: &Options) -> Result<Self> {
        if let Some(dir) = &options.data_dir {
            fs::create_dir_all(dir)?;
        }
        let automation = format!("127.0.0.1:{}", free_port()?);
        let foyer = Running::start(
            desktop
                .command(&built("foyer")?)
                .args(options.line())
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("WEBKIT_INSPECTOR_SERVER", &automation)
                .stdout(desktop.log("foyer")?)
                .stderr(desktop.log("foyer")?),
        )?;
        let port = free_port()?;
        let mut running = Running::start(
            desktop
                .command(&webkit_driver()?)
                .arg(format!("--port={port}"))
                .arg("--host=127.0.0.1")
                .arg(format!("--target={automation}"))
                .arg("--replace-on-new-session")
                .stdout(desktop.log("foyer")?)
                .stderr(desktop.log("foyer")?),
        )?;
        let driver = format!("http://127.0.0.1:{port}");
        let http = reqwest::Client::new();
        until("WebKit's driver", async || {
            Ok(http.get(format!("{driver}/status")).send().await?.status().is_success().then_some(()))
        })
        .await?;
        running.check("WebKit's driver")?;

        let foyer = Self {
            session: RefCell::new(session(&driver).await?),
            driver,
            data_dir: options.data_dir.clone(),
            home: desktop.home().to_owned(),
            _driver: running,
            foyer: RefCell::new(foyer),
        };
        until("a page", async || {
            let ready =
                foyer.js("return document.readyState === 'complete' && !!window.__TAURI_INTERNALS__").await?;
            Ok((ready == Value::Bool(true)).then_some(()))
        })
        .await?;
        Ok(foyer)
    }

    /// The driver's session.
    pub fn driver(&self) -> WebDriver {
        self.session.borrow().clone()
    }

    /// The control desk of practice mode's own carrier.
    ///
    /// # Errors
    /// Practice mode is not open.
    pub async fn carrier(&self) -> Result<CarrierDesk> {
        let file = self.data_dir.as_ref().context("it has a folder of its own")?.join("practice.json");
        let line: Value = until("the pretend carrier", async || {
            Ok(fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()))
        })
        .await?;
        Ok(CarrierDesk::at(line["control_url"].as_str().context("it has a control desk")?))
    }

    /// The control desk of practice mode's portal.
    ///
    /// # Errors
    /// Practice mode is not open.
    pub async fn portal(&self) -> Result<PortalDesk> {
        let file = self.data_dir.as_ref().context("it has a folder of its own")?.join("practice.json");
        let line: Value = until("the pretend portal", async || {
            Ok(fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()))
        })
        .await?;
        let address = |of: &str| line[of].as_str().context("it has a portal");
        Ok(PortalDesk::at(address("portal_control_url")?, address("portal_url")?))
    }

    /// Asks the core, as the window does.
    ///
    /// # Errors
    /// The core refuses; its code is in the error.
    pub async fn call(&self, name: &str, args: Value) -> Result<Value> {
        let script = "const [name, args, done] = arguments; \
             window.__TAURI_INTERNALS__.invoke('call', { name, args }) \
             .then((ok) => done({ ok }), (error) => done({ error }));";
        let answer = self.js_done(script, vec![json!(name), args]).await?;
        match answer.get("ok") {
            Some(ok) => Ok(ok.clone()),
            None => bail!("{name}: {}", answer["error"]["code"]),
        }
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// It throws.
    pub async fn js(&self, script: &str) -> Result<Value> {
        self.js_with(script, vec![]).await
    }

    /// Runs a script in the page, with arguments.
    ///
    /// # Errors
    /// It throws.
    pub async fn js_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        answered(self.driver().execute(script, arguments)).await
    }

    /// Runs a script that calls its last argument when it is done.
    ///
    /// # Errors
    /// It throws, or is never done.
    pub async fn js_done(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        answered(self.driver().execute_async(script, arguments)).await
    }

    /// A picture of what is there now. WebKit hands out a frame older than the page unless two more have been drawn
    /// since the fonts came; and it waits for the next frame, which on a page at rest may be a minute away, so a
    /// point too faint to see keeps it drawing for a while.
    ///
    /// # Errors
    /// It cannot be taken or written.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        picture(&self.driver(), file).await
    }

    /// Presses keys wherever the focus is: `"k"`, `Key::Control + "k"`.
    ///
    /// # Errors
    /// There is no page.
    pub async fn press(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        let focused = self.driver().active_element().await?;
        focused.send_keys(keys).await?;
        Ok(())
    }

    /// Types a text, then Ctrl+Enter.
    ///
    /// # Errors
    /// There is no page.
    pub async fn press_send(&self) -> Result<()> {
        self.press(Key::Control + Key::Enter).await
    }

    /// What the desktop shows as the window's title.
    ///
    /// # Errors
    /// There is no window.
    pub async fn title(&self) -> Result<String> {
        Ok(self.driver().title().await?)
    }

    /// Kills the program as a power cut would.
    ///
    /// # Errors
    /// It is not running, or does not die.
    pub async fn kill(self) -> Result<()> {
        self.foyer.borrow_mut().child().kill()?;
        self.ended().await
    }

    /// Ends it as logging out does. The driver only visits, and leaves it open.
    ///
    /// # Errors
    /// It does not end.
    pub async fn end(self) -> Result<()> {
        let id = self.foyer.borrow_mut().child().id();
        ensure!(Command::new("kill").args(["-TERM", &id.to_string()]).status()?.success(), "it does not end");
        self.ended().await
    }

    async fn ended(&self) -> Result<()> {
        until("its end", async || Ok(self.foyer.borrow_mut().child().try_wait()?.map(drop))).await
    }

    /// Waits, after `leaving` took somebody from the desk or the page down, until another process drew another page, and
    /// begins a session with it. Nothing is asked meanwhile: what is asked of a page that goes is never answered.
    ///
    /// # Errors
    /// No other page comes.
    pub async fn leaves<T>(&self, leaving: impl Future<Output = Result<T>>) -> Result<T> {
        const ENDED: &str = "the page's process ended";
        const THERE: &str = "the page is there";
        let log = || fs::read_to_string(self.home.join("foyer.log"));
        let before = log()?.matches(ENDED).count();
        let another = until("another page", async || {
            let log = log()?;
            let since = log.rsplit_once(ENDED).is_some_and(|(_, since)| since.contains(THERE));
            Ok((since && log.matches(ENDED).count() > before).then_some(()))
        });
        let (done, ()) = tokio::try_join!(leaving, another)?;
        let before = self.session.replace(session(&self.driver).await?);
        let _ = before.leak();
        Ok(done)
    }

    fn page_process(&self) -> Result<u32> {
        let page = self.processes()?.into_iter().find(|(_, name)| name == PAGE_PROCESS);
        page.map(|(id, _)| id).context("nothing draws the page")
    }

    /// Crashes what draws the page: the engine's process of the page, and no other. By an abort, for it takes the first
    /// fault that comes from outside for one of its own.
    ///
    /// # Errors
    /// There is none, or it does not die.
    pub fn page_crashes(&self) -> Result<()> {
        let id = self.page_process()?;
        ensure!(Command::new("kill").args(["-ABRT", &id.to_string()]).status()?.success(), "it does not die");
        Ok(())
    }

    /// How many bytes of each process's memory may go into a dump, by its name.
    ///
    /// # Errors
    /// Foyer does not run.
    pub fn dump_limits(&self) -> Result<Vec<(String, String)>> {
        let limit = |id: u32| -> Result<String> {
            let limits = fs::read_to_string(format!("/proc/{id}/limits"))?;
            let core = limits.lines().find_map(|line| line.strip_prefix("Max core file size"));
            Ok(core.context("a limit of dumps")?.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
        };
        self.processes()?.into_iter().map(|(id, name)| Ok((name, limit(id)?))).collect()
    }

    /// Foyer's process and its engine's, with their names: those that live in this home, but for the driver.
    pub(crate) fn processes(&self) -> Result<Vec<(u32, String)>> {
        let home = format!("HOME={}", self.home.display());
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc")? {
            let entry = entry?;
            let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
            let name = fs::read_to_string(entry.path().join("comm")).unwrap_or_default().trim().to_owned();
            let is_ours = name == "foyer" || (name.starts_with("WebKit") && name != "WebKitWebDriver");
            let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
            if is_ours && environment.split(|&byte| byte == 0).any(|variable| variable == home.as_bytes()) {
                found.push((id, name));
            }
        }
        Ok(found)
    }
}

async fn session(driver: &str) -> Result<WebDriver> {
    let opening = tokio::time::timeout(PATIENCE, WebDriver::new(driver, Capabilities::new())).await;
    let session =
        opening.context("Foyer's window did not open in time")?.context("opening Foyer's window")?;
    session.set_script_timeout(Duration::from_secs(60)).await?;
    Ok(session)
}

/// A picture of a page, once it has drawn what is on it.
pub(crate) async fn picture(driver: &WebDriver, file: &Path) -> Result<()> {
    let settle = "const done = arguments[0]; \
         const point = document.createElement('i'); let on = false; \
         point.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;pointer-events:none'; \
         point.setAttribute('aria-hidden', 'true'); document.body.append(point); \
         const blink = setInterval(() => { on = !on; point.style.background = `rgba(0,0,0,.00${on ? 1 : 2})`; }, 30); \
         setTimeout(() => { clearInterval(blink); point.remove(); }, 3000); \
         document.fonts.ready.then(() => \
         requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))));";
    answered(driver.execute_async(settle, vec![])).await?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    match tokio::time::timeout(PATIENCE, driver.screenshot(file)).await {
        Ok(taken) => taken.context("taking a picture"),
        Err(_) => bail!("a picture got no answer"),
    }
}

/// The driver can lose a question; a test must then say so instead of hanging.
async fn answered(asked: impl Future<Output = WebDriverResult<ScriptRet>>) -> Result<Value> {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answer) => Ok(answer?.json().clone()),
        Err(_) => bail!("a script got no answer"),
    }
}
