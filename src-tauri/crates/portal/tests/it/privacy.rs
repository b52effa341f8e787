//! A planted sentence and a planted record number, looked for in everything that can be printed, and in addresses.

use std::{
    io::Write,
    sync::{Mutex, OnceLock},
};

use foyer_portal::{Portal as _, PostOutcome, fhir::Fhir};
use foyer_sandbox::portal::{PortalFault, PortalFaultName as Name, PortalScope as On};

use crate::world::{MARCUS, NOW, World, config, message};

static HEARD: Mutex<String> = Mutex::new(String::new());

/// Listens to both kinds of log, down to the last detail.
struct Ear;

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        HEARD.lock().unwrap().push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl log::Log for Ear {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        HEARD.lock().unwrap().push_str(&format!("{} {}\n", record.target(), record.args()));
    }

    fn flush(&self) {}
}

fn listen() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(|| Ear).init();
        log::set_logger(&Ear).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

#[tokio::test]
async fn no_word_number_or_key_is_printed_logged_or_put_in_an_address() {
    listen();
    let (key, _) = foyer_portal::fhir::SigningKey::generate().unwrap();
    let world = World::with_key(key.clone()).await;
    let mut printed = String::new();
    let all = [
        Name::Down,
        Name::Failed,
        Name::Unauthorized,
        Name::Forbidden,
        Name::Conflict,
        Name::Unprocessable,
        Name::TooMany,
        Name::Html,
        Name::HtmlRefusal,
        Name::Redirect,
        Name::Nameless,
    ];
    for (number, name) in (0..).zip(all) {
        world.portal.set_fault(PortalFault::once(name, On::Create));
        let message = message(number, MARCUS);
        let outcome = world.fhir.post(&message, NOW).await;
        printed.push_str(&format!("{message:?} {outcome:?} {:?}\n", world.fhir));
        let found = world.fhir.find(message.id, NOW).await;
        printed.push_str(&format!("{found:?}"));
    }
    let PostOutcome::Stored(posted) = world.fhir.post(&message(99, MARCUS), NOW).await else { panic!() };
    world.portal.open_all(MARCUS);
    printed.push_str(&format!("{:?}", world.fhir.seen(&posted, NOW).await));
    printed.push_str(&format!(
        "{:?} {:?}",
        config(&world.portal, key.clone()),
        Fhir::new(config(&world.portal, key))
    ));
    let lines = world.portal.seen().join("\n");
    let heard = HEARD.lock().unwrap().clone();
    for (place, text) in [("printed", &printed), ("logged", &heard), ("an address", &lines)] {
        for secret in ["A1C", "metformin", "Landry", MARCUS, "Oyelaran", "client_assertion=", "Patient/p"] {
            assert!(!text.contains(secret), "{secret} was {place}");
        }
    }
    assert!(heard.contains("handoff="), "the ear hears");
}
