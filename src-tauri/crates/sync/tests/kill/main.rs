//! The engine's process killed, thirty times, while two hundred texts leave by a carrier that loses its answers: the
//! real engine, the real adapter over HTTP and a real file, in a process of their own. The carrier's record says what
//! went out.
//!
//! A program of its own rather than a test of the harness, because it starts itself: with `engine` as its first
//! argument it is the process that gets killed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that is its own program"
)]

use std::{
    collections::BTreeMap,
    env,
    path::Path,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use foyer_carrier::{
    Decoder, Secret,
    twilio::{Twilio, TwilioConfig},
};
use foyer_domain::{DeliveryState, MessageId, Span, Timestamp};
use foyer_sandbox::{
    Carrier,
    http::{Clock as FarClock, serve},
};
use foyer_sim::{
    carrier::LINE,
    desk::{self, Desk},
    time::MONDAY,
};
use foyer_store::{Store, audit, messages, outbox};
use foyer_sync::{Clock, ClockIds, Engine, EngineSettings, Ids};
use tokio::net::TcpListener;

const KILLS: usize = 30;
const PATIENTS: usize = 40;
const EACH: usize = 5;

/// How many times as fast everything waits.
const FASTER: f64 = 20.0;

/// How long the last process may take until nothing is on its way any more.
const SETTLES_WITHIN: Duration = Duration::from_secs(120);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = env::args().collect();
    if arguments.get(1).is_some_and(|word| word == "engine") {
        return engine(&arguments[2..]).await;
    }
    let (sure, unsure, behind, took) = play().await;
    println!("{KILLS} kills: {sure} texts went once, {unsure} are unconfirmed, {behind} wait; {took:.1} s");
    println!("test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
}

/// Ten in the morning where the patients are, whenever this is run.
struct Shifted {
    began: i64,
}

impl Clock for Shifted {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(MONDAY + millis() - self.began)
    }
}

fn millis() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

/// The process that gets killed; ends by itself once nothing is on its way.
async fn engine(arguments: &[String]) {
    let [folder, base, account, key_sid, secret, began] = arguments else { panic!("six arguments") };
    let store = Store::open(&Path::new(folder).join("practice/practice.db"), &desk::key()).unwrap();
    let mut config = TwilioConfig::new(
        base.parse().unwrap(),
        account.clone(),
        key_sid.clone(),
        Secret::new(secret.clone()),
    );
    config.timing.read = Span::seconds(5);
    let clock: Arc<dyn Clock> = Arc::new(Shifted { began: began.parse().unwrap() });
    let mut bytes = [3; 32];
    bytes[..8].copy_from_slice(&millis().to_le_bytes());
    let handle = Engine::start(
        store.clone(),
        Arc::new(Twilio::new(config, Decoder::here()).unwrap()),
        Arc::clone(&clock),
        Ids::new(ClockIds::new(clock, bytes)),
        Arc::new(|_| ()),
        EngineSettings::default().sped_up(FASTER),
    );
    let started = Instant::now();
    while started.elapsed() < SETTLES_WITHIN {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let waiting = store.read(outbox::waiting).await.unwrap();
        let stuck =
            |item: &outbox::OutboxRow| matches!(item.state, DeliveryState::Unconfirmed | DeliveryState::Held);
        let moving = waiting.iter().any(|item| {
            item.state == DeliveryState::Dispatching
                || (item.state == DeliveryState::Queued
                    && !waiting.iter().any(|other| other.thread == item.thread && stuck(other)))
        });
        if !moving {
            break;
        }
    }
    handle.stop().await;
}

async fn play() -> (usize, usize, usize, f64) {
    let started = Instant::now();
    let mut desk = Desk::open(11);
    let mut wanted: BTreeMap<MessageId, (String, String)> = BTreeMap::new();
    let phones: Vec<String> = (0..PATIENTS).map(|n| format!("+1713555{:04}", 110 + n)).collect();
    phones.iter().for_each(|phone| desk.grant(phone));
    for nth in 0..EACH {
        for phone in &phones {
            let body = format!("Text {nth} of five.");
            wanted.insert(desk.write(phone, &body).unwrap(), (phone.clone(), body));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("practice")).unwrap();
    let file = folder.path().join("practice/practice.db");
    desk.store().backup_to(&file, &desk::key()).unwrap();
    drop(desk);

    let mut carrier = Carrier::new(11);
    carrier.add_number(LINE, "Front desk");
    carrier.let_patients_write(false);
    carrier.set_fault(MONDAY, "lost-response:on=create,probability=0.3".parse().unwrap());
    let account = carrier.account().clone();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let began = millis();
    let served =
        serve(Arc::new(Mutex::new(carrier)), listener, FarClock::starting_at(MONDAY, 1.0)).await.unwrap();
    let launch = || {
        Command::new(env::current_exe().unwrap())
            .arg("engine")
            .arg(folder.path())
            .args([&served.base_url, &account.account_sid, &account.key_sid, &account.secret])
            .arg(began.to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut dice = u64::try_from(began).unwrap() | 1;
    for _ in 0..KILLS {
        let mut child = launch();
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // From before the store is open until a dozen texts have gone.
        tokio::time::sleep(Duration::from_millis(50 + (dice >> 33) % 700)).await;
        // SIGKILL: no destructor runs, nothing is flushed.
        child.kill().unwrap();
        child.wait().unwrap();
    }
    served.carrier.lock().unwrap().clear_faults(None);
    let mut last = launch();
    let ended = tokio::task::spawn_blocking(move || last.wait().unwrap()).await.unwrap();
    assert!(ended.success(), "the last process ends by itself");

    let store = Store::open(&file, &desk::key()).unwrap();
    assert!(store.check().unwrap().is_whole());
    let verdict = store.read(|tx| audit::verify(tx, 1, i64::MAX)).await.unwrap();
    assert!(matches!(verdict, audit::Verdict::Whole(_)), "the audit's chain");
    let record = served.carrier.lock().unwrap().record();
    let (mut sure, mut unsure, mut behind) = (0, 0, 0);
    for (message, (phone, body)) in &wanted {
        let (id, went) = (*message, record.accepted(phone, body));
        let (text, item) = store
            .read(move |tx| Ok((messages::get(tx, id)?, outbox::of_message(tx, id)?.unwrap())))
            .await
            .unwrap();
        assert!(went <= 1, "a text went out {went} times");
        match item.state {
            DeliveryState::Accepted => {
                assert!(went == 1 && text.provider_id.is_some(), "what is said to have gone has gone");
                sure += 1;
            }
            DeliveryState::Unconfirmed => unsure += 1,
            DeliveryState::Queued | DeliveryState::Held => {
                assert_eq!(went, 0, "what waits has not gone");
                behind += 1;
            }
            other => panic!("a text ended {other:?}"),
        }
    }
    in_order(&record);
    assert_eq!(sure + unsure + behind, PATIENTS * EACH);
    assert!(sure > PATIENTS * EACH / 2, "only {sure} are known to have gone");
    served.shutdown().await;
    (sure, unsure, behind, started.elapsed().as_secs_f64())
}

/// What went to one phone went in the order it was written.
fn in_order(record: &foyer_sandbox::Record) {
    let mut last: BTreeMap<&str, &str> = BTreeMap::new();
    for attempt in &record.attempts {
        if matches!(attempt.outcome, foyer_sandbox::Outcome::Accepted { .. })
            && let Some(before) = last.insert(&attempt.to, &attempt.body)
        {
            assert!(before < attempt.body.as_str(), "a text went after a later one of its thread");
        }
    }
}
