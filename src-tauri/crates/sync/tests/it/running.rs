//! The loop around the engine, in real time and with the store's own threads.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use foyer_domain::{Connectivity, Span};
use foyer_sync::{Change, Clock, Engine, EngineSettings};
use tokio::sync::mpsc;

use foyer_sim::desk::{Desk, LUPE};

/// Waits for a change that satisfies `wanted`; every change tells at most once.
async fn until(changes: &mut mpsc::UnboundedReceiver<Change>, mut wanted: impl FnMut(Change) -> bool) {
    let waiting = async {
        while let Some(change) = changes.recv().await {
            if wanted(change) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("the change came");
}

fn fast() -> EngineSettings {
    EngineSettings {
        poll_every: Span::millis(20),
        own_list_every: Span::millis(20),
        retry_cap: Span::millis(300),
        ..EngineSettings::default()
    }
}

#[tokio::test]
async fn a_nudged_text_leaves_and_the_engine_stops_when_told() {
    let mut desk = Desk::with(1, fast());
    desk.grant(LUPE);
    let text = desk.write(LUPE, "See you.").unwrap();
    let (told, mut changes) = mpsc::unbounded_channel();
    desk.clock.hurry();
    let means = desk.means();
    let handle = Engine::start(
        means.store.clone(),
        means.carrier.clone(),
        Ticking::over(&means.clock),
        means.ids.clone(),
        Arc::new(move |change| _ = told.send(change)),
        fast(),
    );
    handle.nudge();
    until(&mut changes, |_| desk.text(text).provider_id.is_some()).await;
    assert_eq!(handle.connectivity(), Connectivity::Online);
    handle.stop().await;
    assert_eq!(desk.accepted(LUPE, "See you."), 1);
}

#[tokio::test]
async fn an_outage_is_seen_and_try_now_ends_it() {
    let desk = Desk::with(2, fast());
    desk.carrier.far().set_fault(0, "outage".parse().unwrap());
    let (told, mut changes) = mpsc::unbounded_channel();
    desk.clock.hurry();
    let means = desk.means();
    let handle = Engine::start(
        means.store.clone(),
        means.carrier.clone(),
        Ticking::over(&means.clock),
        means.ids.clone(),
        Arc::new(move |change| _ = told.send(change)),
        fast(),
    );
    until(&mut changes, |_| matches!(handle.connectivity(), Connectivity::Offline { .. })).await;
    desk.carrier.far().clear_faults(None);
    handle.try_now();
    until(&mut changes, |_| handle.connectivity() == Connectivity::Online).await;
    assert!(handle.comeback().is_some());
    handle.stop().await;
}

#[tokio::test]
async fn a_panic_inside_is_survived() {
    let mut desk = Desk::with(3, fast());
    desk.grant(LUPE);
    let text = desk.write(LUPE, "See you.").unwrap();
    let (told, mut changes) = mpsc::unbounded_channel();
    desk.clock.hurry();
    let means = desk.means();
    let clock = Arc::new(Stumbling { inner: Ticking::over(&means.clock), stumbles: AtomicBool::new(true) });
    let seen = Arc::new(Mutex::new(0));
    let count = Arc::clone(&seen);
    let handle = Engine::start(
        means.store.clone(),
        means.carrier.clone(),
        clock,
        means.ids.clone(),
        Arc::new(move |change| {
            *count.lock().unwrap() += 1;
            _ = told.send(change);
        }),
        fast(),
    );
    until(&mut changes, |_| desk.text(text).provider_id.is_some()).await;
    assert_eq!(desk.accepted(LUPE, "See you."), 1);
    assert!(*seen.lock().unwrap() > 0);
    handle.stop().await;
}

#[test]
fn try_now_in_the_middle_of_a_round_is_obeyed_at_its_end() {
    // How long after a request that hangs and fails the next one comes.
    let apart = |seed: u64, asks: bool| {
        let mut desk = Desk::open(seed);
        desk.carrier.patience(Span::seconds(20));
        desk.carrier.far().set_fault(0, "slow:ms=45000".parse().unwrap());
        desk.live();
        let goes_on = |desk: &mut Desk, millis: i64| {
            desk.run_on(desk.clock.true_ms() + millis, None);
        };
        let next_request = |desk: &mut Desk| {
            let before = desk.carrier.far().tally().requests;
            while desk.carrier.far().tally().requests == before {
                goes_on(desk, 100);
            }
            desk.clock.true_ms()
        };
        let mut begun = 0;
        for _ in 0..7 {
            begun = next_request(&mut desk);
        }
        goes_on(&mut desk, 5_000);
        if asks {
            desk.handle().try_now();
        }
        next_request(&mut desk) - begun
    };
    for seed in 21..25 {
        assert!(apart(seed, true) < 21_500, "at once when the round ends: {} ms", apart(seed, true));
    }
    let waits: Vec<i64> = (21..25).map(|seed| apart(seed, false)).collect();
    assert!(waits.iter().any(|wait| *wait > 30_000), "nobody asked, so it waits: {waits:?}");
}

/// A test's clock that goes on by itself.
struct Ticking {
    inner: Arc<dyn Clock>,
    started: std::time::Instant,
}

impl Ticking {
    fn over(inner: &Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { inner: Arc::clone(inner), started: std::time::Instant::now() })
    }
}

impl Clock for Ticking {
    fn now(&self) -> foyer_domain::Timestamp {
        let elapsed = i64::try_from(self.started.elapsed().as_millis()).unwrap();
        self.inner.now().plus(Span::millis(elapsed))
    }
}

/// A clock whose first answer panics.
struct Stumbling {
    inner: Arc<dyn Clock>,
    stumbles: AtomicBool,
}

impl Clock for Stumbling {
    fn now(&self) -> foyer_domain::Timestamp {
        assert!(!self.stumbles.swap(false, Ordering::SeqCst), "the clock stumbles");
        self.inner.now()
    }
}
