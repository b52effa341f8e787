//! Builds the Tauri program around [`App`]: passes calls in, events out, and closes the practice at the end.
//!
//! After every event the tray may count anew and the desktop may have something to be told; nothing else of what
//! crosses is known here, and no state is kept.

use std::{path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use foyer_app::{
    App, AppConfig, Cost, Decoder, Ports,
    wire::{AppError, AppEvent},
};
use foyer_keyring::SystemKeyring;
use foyer_sync::SystemClock;
use serde_json::Value;
use tauri::{AppHandle, Emitter as _, Manager as _, RunEvent, State};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    arguments::Arguments, browser::SystemBrowser, clipboard::system_clipboard, notify::Notifier, power,
    shelf::SystemShelf, single_instance, tray::Tray, window,
};
#[cfg(target_os = "linux")]
use crate::{page_process, seat};

/// The window listens here.
const CHANNEL: &str = "foyer";

/// How long the end may take. Everything that waits is stored before it is shown, so giving up loses nothing.
const CLOSING: Duration = Duration::from_secs(5);

/// Runs until the window is closed.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { data_dir, start, hidden } = arguments;
    let mut builder = tauri::Builder::default();
    if data_dir.is_none() {
        // Must be the first plugin: a second Foyer ends inside it.
        builder = builder.plugin(single_instance::plugin());
    }
    let built = builder
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::remember_place())
        .invoke_handler(tauri::generate_handler![call])
        .setup(move |tauri| {
            let data_dir = match data_dir {
                Some(dir) => dir,
                None => tauri.path().app_local_data_dir()?,
            };
            let app = open(tauri.handle(), data_dir, start);
            tauri.manage(app.clone());
            window::open(tauri.handle(), hidden)?;
            serve(tauri.handle(), &app);
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(tauri) => ExitCode::from(u8::try_from(tauri.run_return(on_run_event)).unwrap_or(1)),
        Err(error) => {
            tracing::error!(%error, "the window cannot be opened");
            ExitCode::FAILURE
        }
    }
}

/// The one command of the window.
#[tauri::command]
async fn call(app: State<'_, App>, name: String, args: Value) -> Result<Value, AppError> {
    app.call(&name, args).await
}

fn open(handle: &AppHandle, data_dir: PathBuf, start: foyer_app::Start) -> App {
    let ports = Ports {
        vault: Arc::new(SystemKeyring::default()),
        clock: Arc::new(SystemClock),
        clipboard: Arc::new(system_clipboard()),
        browser: Arc::new(SystemBrowser),
        shelf: Arc::new(SystemShelf::of(handle)),
        password_cost: Cost::on_this_computer,
        pictures: Decoder::myself(),
    };
    App::new(AppConfig { data_dir, start }, ports)
}

/// Starts what goes on beside the window.
fn serve(handle: &AppHandle, app: &App) {
    let tray = Tray::put(handle, app);
    let notifier = Notifier::start(handle, app);
    let mut events = app.events();
    let (to_window, asked) = (handle.clone(), app.clone());
    tauri::async_runtime::spawn(async move {
        #[cfg(target_os = "linux")]
        let mut sitting = page_process::Sitting::none();
        loop {
            let event = match events.recv().await {
                Ok(event) => event,
                // Some were missed; the status is the root of everything the window reads.
                Err(RecvError::Lagged(_)) => AppEvent::StatusChanged,
                Err(RecvError::Closed) => break,
            };
            tray.changed();
            notifier.changed();
            #[cfg(target_os = "linux")]
            if matches!(event, AppEvent::StatusChanged) {
                sitting.look(&to_window, &asked).await;
            }
            if let Err(error) = to_window.emit_to(window::LABEL, CHANNEL, event) {
                tracing::warn!(%error, "an event did not reach the window");
            }
        }
    });
    #[cfg(target_os = "linux")]
    {
        let seated = app.clone();
        tauri::async_runtime::spawn(async move { seat::watch(&seated).await });
    }
    let (starting, waking) = (app.clone(), app.clone());
    tauri::async_runtime::spawn(async move { starting.start().await });
    tauri::async_runtime::spawn(async move { power::watch(&waking).await });
}

fn on_run_event(handle: &AppHandle, event: RunEvent) {
    if let RunEvent::Exit = event {
        let app = handle.state::<App>().inner().clone();
        tauri::async_runtime::block_on(async move {
            if tokio::time::timeout(CLOSING, app.close()).await.is_err() {
                tracing::warn!("closing took too long and was given up");
            }
        });
    }
}
