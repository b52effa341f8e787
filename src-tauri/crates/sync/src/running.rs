//! The loop around the engine: sleeps until the next round or until somebody rings, and starts anew after a
//! panic. It decides nothing.

use std::sync::Arc;

use foyer_carrier::Carrier;
use foyer_domain::{IdSource as _, Span};
use foyer_store::{Store, StoreError};
use tokio::sync::watch;

use crate::{
    Backoff, Chance, Change, Clock, Engine, EngineHandle, EngineSettings, Ids, Listener, Means,
    handle::Wishes,
};

/// Never sleep longer: a clock that jumps is noticed within this.
const LONGEST_SLEEP: Span = Span::minutes(1);

/// A sleep that took this much longer than asked for was the computer's.
const SLEPT: Span = Span::seconds(30);

impl Engine {
    /// Starts the engine of a practice on the current runtime. It runs until [`EngineHandle::stop`] or until
    /// the store is closed; a panic inside is logged with a code and the engine begins anew from the store.
    pub fn start(
        store: Store,
        carrier: Arc<dyn Carrier>,
        clock: Arc<dyn Clock>,
        ids: Ids,
        listener: Listener,
        settings: EngineSettings,
    ) -> EngineHandle {
        let means = Means { store, carrier, clock, ids, listener, settings };
        let wishes = Arc::new(Wishes::new());
        let (ending, ended) = watch::channel(false);
        let handle = EngineHandle { wishes: Arc::clone(&wishes), ended };
        tokio::spawn(async move {
            watch_over(means, wishes).await;
            // Nobody waiting for the end is fine.
            let _ = ending.send(true);
        });
        handle
    }
}

/// What [`Engine::start`] runs, for whoever brings time of their own; a panic is theirs to catch. With the handle of
/// one that died, what people had asked for is still known.
#[cfg(feature = "sim")]
pub fn driven(
    means: Means,
    again: Option<&EngineHandle>,
) -> (EngineHandle, std::pin::Pin<Box<dyn Future<Output = ()> + Send>>) {
    let handle = again
        .cloned()
        .unwrap_or_else(|| EngineHandle { wishes: Arc::new(Wishes::new()), ended: watch::channel(false).1 });
    let wishes = Arc::clone(&handle.wishes);
    (handle, Box::pin(run(means, wishes)))
}

/// Runs the engine and starts it again whenever it dies.
async fn watch_over(means: Means, wishes: Arc<Wishes>) {
    let mut chance = Chance::new(seed(&means));
    let mut backoff = Backoff::new(LONGEST_SLEEP);
    loop {
        let running = tokio::spawn(run(means.clone(), Arc::clone(&wishes)));
        match running.await {
            Ok(()) => return,
            Err(died) if died.is_panic() => {
                tracing::error!(code = "engine_panicked", "the engine stopped inside and starts again");
                tokio::time::sleep(backoff.after_failure(None, &mut chance).to_std()).await;
            }
            Err(_) => return,
        }
    }
}

async fn run(means: Means, wishes: Arc<Wishes>) {
    let clock = Arc::clone(&means.clock);
    let seed = seed(&means);
    let mut chance = Chance::new(seed);
    let mut refused = Backoff::new(LONGEST_SLEEP);
    let shown = Arc::clone(&wishes);
    let listener = Arc::clone(&means.listener);
    let mut engine = Engine::new(means, seed)
        .showing(Box::new(move |value, comeback, off_by| shown.show(value, comeback, off_by)));
    loop {
        let asked = wishes.take();
        if asked.stop {
            land_all(&mut engine).await;
            return;
        }
        engine.hear(&asked, wishes.is_focused(), wishes.night());
        let round = engine.round().await;
        let refusal = round.as_ref().err().filter(|error| **error != StoreError::Closed);
        if wishes.saved(refusal, clock.now()) {
            listener(Change::Connectivity);
        }
        let wait = match round {
            Ok(next) => {
                refused.reset();
                next.since(clock.now()).min(LONGEST_SLEEP).max(Span::ZERO)
            }
            Err(StoreError::Closed) => return,
            Err(error) => {
                tracing::error!(code = "store_refused", %error, "the engine could not save and waits");
                refused.after_failure(None, &mut chance)
            }
        };
        let slept_from = clock.now();
        // In this order, so that one history follows from one seed.
        let back = tokio::select! {
            biased;
            back = engine.back() => Some(back),
            () = wishes.rung() => None,
            () = clock.sleep(wait) => None,
        };
        // First, for what came back after a sleep counts: the failure of a request that hung through it, most of all.
        if clock.now().since(slept_from).as_millis() > wait.as_millis().saturating_add(SLEPT.as_millis()) {
            engine.wake();
        }
        // Outside the choice, which would drop it half done. A store that refuses is met again by the next round.
        if let Some(back) = back
            && let Err(StoreError::Closed) = engine.took(back).await
        {
            return;
        }
    }
}

/// Requests in hand are waited for: their outcome is worth more than the seconds.
async fn land_all(engine: &mut Engine) {
    while engine.is_flying() {
        if let Err(error) = engine.landed().await {
            tracing::error!(code = "store_refused", %error, "an outcome could not be saved");
        }
    }
}

/// Jitter needs no secret, only to differ between desks.
fn seed(means: &Means) -> u64 {
    means.ids.clone().next_uuid().as_u64_pair().1
}
