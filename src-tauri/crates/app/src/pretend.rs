//! Practice mode's far end: a sandbox on loopback, the clock of its Monday morning, and its switch.

use std::sync::{Arc, Mutex};

use foyer_domain::Timestamp;
use foyer_sandbox::{Carrier, FaultName, FaultSpec, SamplePractice, http};
use foyer_sync::Clock;
use tokio::net::TcpListener;

use crate::app::{PracticeOptions, PretendCarrier};

/// A pretend carrier: one inside this process, or one that was running already.
pub(crate) struct Pretend {
    /// How to reach it.
    pub(crate) carrier: PretendCarrier,
    /// The clock of the play.
    pub(crate) clock: Arc<dyn Clock>,
    /// When the play began.
    pub(crate) began_at: Timestamp,
    served: Option<tokio::sync::Mutex<Option<http::Served>>>,
}

/// The sandbox's clock, read by Foyer.
struct PlayClock(http::Clock);

impl Clock for PlayClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.now())
    }
}

/// Practice mode could not be set up.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PretendError {
    /// The sample practice in the program does not read.
    #[error("the sample practice is not usable")]
    Sample(#[from] foyer_sandbox::sample::SampleError),
    /// No port on loopback.
    #[error("no port on this computer for the pretend carrier")]
    Listen(#[from] std::io::Error),
}

impl Pretend {
    /// Starts a pretend carrier, or takes the one that runs.
    pub(crate) async fn start(
        options: &PracticeOptions,
        sample: &SamplePractice,
        system: &Arc<dyn Clock>,
    ) -> Result<Self, PretendError> {
        if let Some(carrier) = &options.carrier {
            let (clock, began_at) = (Arc::clone(system), system.now());
            return Ok(Self { carrier: carrier.clone(), clock, began_at, served: None });
        }
        let start = sample.monday_before(system.now().millis());
        let clock = http::Clock::starting_at(start, options.speed);
        let mut far_end = Carrier::with_practice(options.seed, start, sample);
        if options.offline {
            far_end.set_fault(start, FaultSpec::always(FaultName::Outage));
        }
        let account = far_end.account().clone();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let served = http::serve(Arc::new(Mutex::new(far_end)), listener, clock.clone()).await?;
        let carrier = PretendCarrier {
            base_url: served.base_url.clone(),
            account_sid: account.account_sid,
            key_sid: account.key_sid,
            secret: account.secret,
            control_url: served.control_url.clone(),
        };
        Ok(Self {
            carrier,
            clock: Arc::new(PlayClock(clock)),
            began_at: Timestamp::from_millis(start),
            served: Some(tokio::sync::Mutex::new(Some(served))),
        })
    }

    /// Makes the carrier inside this process answer or not. `false` when it runs elsewhere.
    pub(crate) async fn set_answering(&self, answering: bool) -> bool {
        let Some(served) = &self.served else { return false };
        let served = served.lock().await;
        let Some(served) = served.as_ref() else { return false };
        let now = served.clock.now();
        let mut carrier = served.carrier.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if answering {
            carrier.clear_faults(Some(FaultName::Outage));
        } else {
            carrier.set_fault(now, FaultSpec::always(FaultName::Outage));
        }
        true
    }

    /// Ends the carrier inside this process.
    pub(crate) async fn stop(&self) {
        if let Some(served) = &self.served
            && let Some(served) = served.lock().await.take()
        {
            served.shutdown().await;
        }
    }
}
