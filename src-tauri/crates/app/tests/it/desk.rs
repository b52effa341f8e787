//! A practice to ask things of, and how tests wait: for what the window would hear, never for a time.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use foyer_app::{
    App, AppConfig, Clipboard, Decoder, Ports, PracticeOptions, Start,
    wire::{AppError, AppEvent},
};
use foyer_domain::Private;
use foyer_store::Cost;
use foyer_sync::SystemClock;
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::broadcast;

/// Long enough for a loaded machine; a test that fails waits this long, one that passes never does.
const PATIENCE: Duration = Duration::from_secs(60);

/// The password and PIN of whoever sets a practice up in these tests.
pub const PASSWORD: &str = "a lantern in the hallway";
pub const PIN: &str = "482913";

pub struct Desk {
    pub app: App,
    pub events: broadcast::Receiver<AppEvent>,
    pub vault: Arc<MemoryVault>,
    pub folder: Arc<TempDir>,
    pub browser: Arc<Tabs>,
    pub slip: Arc<Slip>,
}

/// A browser that only notes what it is to open.
#[derive(Default)]
pub struct Tabs(Mutex<Vec<String>>);

impl foyer_app::Browser for Tabs {
    fn open(&self, page: &url::Url) -> bool {
        self.0.lock().unwrap().push(page.to_string());
        true
    }
}

/// A host whose clipboard does not answer; it says when it was told to let go of what was on it.
#[derive(Default)]
pub struct Slip(tokio::sync::Notify);

impl Clipboard for Slip {
    fn put(&self, _: &Private) -> Option<u32> {
        None
    }

    fn let_go(&self) {
        self.0.notify_one();
    }
}

impl Slip {
    pub async fn was_let_go(&self) {
        self.0.notified().await;
    }
}

impl Tabs {
    pub fn opened(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Desk {
    /// Practice mode, played fast.
    pub async fn practice() -> Self {
        Self::practice_with(PracticeOptions { speed: 20.0, ..PracticeOptions::default() }).await
    }

    pub async fn practice_with(options: PracticeOptions) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        Self::open(folder, Arc::new(MemoryVault::new()), Start::Practice(options)).await
    }

    /// A computer that has never seen Foyer.
    pub async fn fresh(vault: MemoryVault) -> Self {
        Self::open(Arc::new(TempDir::new().unwrap()), Arc::new(vault), Start::Normal).await
    }

    pub async fn open(folder: Arc<TempDir>, vault: Arc<MemoryVault>, start: Start) -> Self {
        Self::open_by(folder, vault, start, Arc::new(SystemClock)).await
    }

    /// As [`Desk::open`], by another clock.
    pub async fn open_by(
        folder: Arc<TempDir>,
        vault: Arc<MemoryVault>,
        start: Start,
        clock: Arc<dyn foyer_sync::Clock>,
    ) -> Self {
        Self::open_seeing(folder, vault, start, (clock, Decoder::here())).await
    }

    /// As [`Desk::open_by`], with pictures decoded elsewhere.
    pub async fn open_seeing(
        folder: Arc<TempDir>,
        vault: Arc<MemoryVault>,
        start: Start,
        (clock, pictures): (Arc<dyn foyer_sync::Clock>, Decoder),
    ) -> Self {
        let (browser, slip) = (Arc::new(Tabs::default()), Arc::new(Slip::default()));
        let config = AppConfig { data_dir: folder.path().to_owned(), start };
        let shelf = Arc::new(Drawer(folder.path().join("kept.pdf")));
        let ports = Ports {
            vault: Arc::clone(&vault) as _,
            clock,
            clipboard: Arc::clone(&slip) as _,
            browser: Arc::clone(&browser) as _,
            shelf,
            // How dear a password is on which computer has a test of its own.
            password_cost: || Ok(Cost::LEAST),
            pictures,
        };
        let app = App::new(config, ports);
        let events = app.events();
        app.start().await;
        let desk = Self { app, events, vault, folder, browser, slip };
        desk.holds_nothing_for_undo().await;
        desk
    }

    /// Texts of whoever sits there leave at once: tests of what comes after need not wait for it.
    pub async fn holds_nothing_for_undo(&self) {
        let mut settings = self.ask("app.status", json!({})).await["desk"]["settings"].clone();
        if settings.is_object() {
            settings["undoSeconds"] = json!(0);
            self.ask("settings.save", json!({ "settings": settings })).await;
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The first person on the lock screen signs in with the password.
    pub async fn sign_in(&self) {
        let status = self.ask("app.status", json!({})).await;
        let user = status["lock"]["people"][0]["id"].clone();
        let ready =
            self.ask("session.signIn", json!({ "user": user, "password": PASSWORD, "newPin": null })).await;
        assert_eq!(ready["kind"], "ready");
    }

    /// The id of somebody on the lock screen.
    pub async fn person(&self, name: &str) -> Value {
        let status = self.ask("app.status", json!({})).await;
        let people = status["lock"]["people"].as_array().unwrap().clone();
        people.iter().find(|person| person["name"] == name).unwrap_or_else(|| panic!("no {name}"))["id"]
            .clone()
    }

    /// The id of somebody on the page of people; a manager sits there.
    pub async fn person_id(&self, name: &str) -> Value {
        let list = self.ask("people.list", json!({})).await;
        let people = list["people"].as_array().unwrap().clone();
        people.iter().find(|person| person["name"] == name).unwrap_or_else(|| panic!("no {name}"))["id"]
            .clone()
    }

    pub async fn ask(&self, name: &str, args: Value) -> Value {
        match self.app.call(name, args).await {
            Ok(reply) => reply,
            Err(error) => panic!("{name}: {:?} {}", error.code, error.advice),
        }
    }

    pub async fn refused(&self, name: &str, args: Value) -> AppError {
        match self.app.call(name, args).await {
            Ok(_) => panic!("{name} was not refused"),
            Err(error) => error,
        }
    }

    /// Asks again after every event until `wanted` likes the answer.
    pub async fn until(&mut self, name: &str, args: Value, wanted: impl Fn(&Value) -> bool) -> Value {
        let waiting = async {
            loop {
                let reply = self.ask(name, args.clone()).await;
                if wanted(&reply) {
                    return reply;
                }
                // A lagging receiver has missed events, which is as good as one.
                if let Err(broadcast::error::RecvError::Closed) = self.events.recv().await {
                    panic!("{name}: Foyer closed while a test waited");
                }
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(reply) => reply,
            Err(_) => panic!("{name}: what the test waits for did not come"),
        }
    }

    /// The row of somebody in a view.
    pub async fn row(&self, view: &str, name: &str) -> Value {
        let page = self.ask("threads.list", json!({ "view": view, "offset": 0, "limit": 200 })).await;
        page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["name"] == name)
            .unwrap_or_else(|| panic!("{name} is not in {view}"))
            .clone()
    }

    pub async fn thread_of(&self, name: &str) -> String {
        for view in ["all", "snoozed", "closed"] {
            let page = self.ask("threads.list", json!({ "view": view, "offset": 0, "limit": 200 })).await;
            if let Some(row) = page["rows"].as_array().unwrap().iter().find(|row| row["name"] == name) {
                return row["id"].as_str().unwrap().to_owned();
            }
        }
        panic!("{name} has no thread")
    }
}

/// A person who keeps every file in one place.
struct Drawer(PathBuf);

#[async_trait::async_trait]
impl foyer_app::Shelf for Drawer {
    async fn choose(&self, suggested: &str) -> Option<PathBuf> {
        let stem = suggested.split_once("-2").map(|(stem, _)| stem);
        assert!(
            matches!(
                stem,
                Some(
                    "proof-of-consent"
                        | "audit-log"
                        | "messages"
                        | "letter"
                        | "case"
                        | "incidents"
                        | "contacts"
                        | "from-a-text"
                        | "found"
                        | "review"
                        | "support"
                )
            ),
            "no name of a patient: {suggested}"
        );
        Some(self.0.clone())
    }

    async fn choose_folder(&self) -> Option<PathBuf> {
        let drive = self.0.with_file_name("drive");
        drive.is_dir().then_some(drive)
    }
}

/// A carrier that answers on loopback.
pub struct FarEnd(foyer_sandbox::http::Served);

impl FarEnd {
    pub async fn start() -> Self {
        Self::start_at(foyer_sync::Clock::now(&SystemClock).millis()).await
    }

    pub async fn start_at(now: i64) -> Self {
        let carrier = foyer_sandbox::Carrier::with_sample(1, now).unwrap();
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let clock = foyer_sandbox::http::Clock::starting_at(now, 1.0);
        Self(
            foyer_sandbox::http::serve(Arc::new(std::sync::Mutex::new(carrier)), listener, clock)
                .await
                .unwrap(),
        )
    }

    /// A patient's phone sends a text to one of the practice's numbers.
    pub fn patient_writes(&self, from: &str, to: &str, text: &str) {
        let now = foyer_sync::Clock::now(&SystemClock).millis();
        let mut carrier = self.0.carrier.lock().unwrap();
        assert!(carrier.inject_inbound(now, from, to, text, Vec::new()).is_ok(), "a text");
    }

    /// The account, as a person would type it.
    pub fn account(&self) -> Value {
        let account = self.0.carrier.lock().unwrap().account().clone();
        json!({
            "accountSid": account.account_sid, "keySid": account.key_sid, "secret": account.secret,
            "baseUrl": self.0.base_url,
        })
    }
}

/// A new id, as the window makes them.
pub fn client_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The texts of a detail, newest last.
pub fn texts(detail: &Value) -> Vec<&Value> {
    detail["timeline"]["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "message").collect()
}
