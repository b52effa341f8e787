//! Practice mode's far end: a sandbox on loopback, the clock of its Monday morning, and its switch.

use std::sync::{Arc, Mutex};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_domain::{Span, Timestamp};
use foyer_portal::{
    Portal, Secret,
    fhir::{Fhir, FhirConfig, SigningKey, Timing},
};
use foyer_sandbox::{
    Carrier, FaultName, FaultSpec, SamplePractice, http,
    portal::{self, RECORD_SYSTEM},
};
use foyer_sync::Clock;
use tokio::net::TcpListener;

use crate::{
    app::{PracticeOptions, PretendCarrier, PretendPortalAt},
    wire::{AppError, ErrorCode},
};

/// A pretend carrier: one inside this process, or one that was running already.
pub(crate) struct Pretend {
    /// How to reach it.
    pub(crate) carrier: PretendCarrier,
    /// The clock of the play.
    pub(crate) clock: Arc<dyn Clock>,
    /// When the play began.
    pub(crate) began_at: Timestamp,
    /// How many times faster than life it goes.
    pub(crate) speed: f64,
    served: Option<tokio::sync::Mutex<Option<http::Served>>>,
    /// The patient portal.
    pub(crate) portal: PretendPortal,
}

/// The sandbox's clock, read by Foyer.
struct PlayClock(http::Clock);

impl Clock for PlayClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.now())
    }
}

/// The clock of a carrier that runs elsewhere on this computer: what is Monday morning there is so here.
struct AheadClock {
    system: Arc<dyn Clock>,
    ahead: Span,
}

impl Clock for AheadClock {
    fn now(&self) -> Timestamp {
        self.system.now().plus(self.ahead)
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
    /// No key for the pretend portal.
    #[error("no key for the pretend portal")]
    Key(#[from] foyer_portal::fhir::KeyError),
}

impl Pretend {
    /// Starts a pretend carrier, or takes the one that runs.
    pub(crate) async fn start(
        options: &PracticeOptions,
        sample: &SamplePractice,
        system: &Arc<dyn Clock>,
    ) -> Result<Self, PretendError> {
        if let Some(carrier) = &options.carrier {
            let ahead = Span::millis(carrier.clock_ahead_ms);
            let clock: Arc<dyn Clock> = Arc::new(AheadClock { system: Arc::clone(system), ahead });
            let began_at = clock.now();
            let portal = match &carrier.portal {
                Some(there) => PretendPortal::at(there)?,
                None => {
                    let wall = http::Clock::starting_at(began_at.millis(), 1.0);
                    PretendPortal::start(sample, wall).await?
                }
            };
            let (carrier, speed) = (carrier.clone(), options.speed);
            return Ok(Self { carrier, clock, began_at, speed, served: None, portal });
        }
        let start = sample.monday_before(system.now().millis());
        let clock = http::Clock::starting_at(start, options.speed);
        let mut far_end = Carrier::with_practice(options.seed, start, sample);
        if options.offline {
            far_end.set_fault(start, FaultSpec::always(FaultName::Outage));
        }
        let account = far_end.account().clone();
        let portal = PretendPortal::start(sample, clock.clone()).await?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let served = http::serve(Arc::new(Mutex::new(far_end)), listener, clock.clone()).await?;
        let carrier = PretendCarrier {
            base_url: served.base_url.clone(),
            account_sid: account.account_sid,
            key_sid: account.key_sid,
            secret: account.secret,
            control_url: served.control_url.clone(),
            clock_ahead_ms: 0,
            portal: None,
        };
        Ok(Self {
            carrier,
            clock: Arc::new(PlayClock(clock)),
            began_at: Timestamp::from_millis(start),
            speed: options.speed,
            served: Some(tokio::sync::Mutex::new(Some(served))),
            portal,
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

/// The pretend portal, and the key it knows Foyer by.
pub(crate) struct PretendPortal {
    fhir_url: String,
    page_url: String,
    control_url: String,
    client_id: String,
    key: SigningKey,
    /// The one inside this process; dropping it ends it.
    _served: Option<portal::Served>,
}

/// What the pretend portal calls Foyer.
const CLIENT: &str = "foyer-practice-mode";

impl PretendPortal {
    /// Starts one for the sample's patients who have an account.
    async fn start(sample: &SamplePractice, clock: http::Clock) -> Result<Self, PretendError> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let served = portal::serve(portal::people(sample), listener, clock).await?;
        let (key, _) = SigningKey::generate()?;
        served.register(CLIENT, key.public_jwk());
        Ok(Self {
            fhir_url: served.fhir_url.clone(),
            page_url: served.page_url.clone(),
            control_url: served.control_url.clone(),
            client_id: CLIENT.to_owned(),
            key,
            _served: Some(served),
        })
    }

    /// Takes the one that runs.
    fn at(there: &PretendPortalAt) -> Result<Self, PretendError> {
        let key = STANDARD.decode(&there.key).unwrap_or_default();
        Ok(Self {
            fhir_url: there.fhir_url.clone(),
            page_url: there.page_url.clone(),
            control_url: there.control_url.clone(),
            client_id: there.client_id.clone(),
            key: SigningKey::from_pkcs8(&Secret::new(key))?,
            _served: None,
        })
    }

    /// The adapter that speaks to it: the real one.
    pub(crate) fn adapter(&self) -> Result<Arc<dyn Portal>, AppError> {
        let unusable = || AppError::new(ErrorCode::Internal, "The pretend portal can't be reached.");
        let config = FhirConfig {
            base_url: url::Url::parse(&self.fhir_url).map_err(|_| unusable())?,
            client_id: self.client_id.clone(),
            key: self.key.clone(),
            record_system: RECORD_SYSTEM.to_owned(),
            sender: None,
            timing: Timing::default(),
        };
        Ok(Arc::new(Fhir::new(config).map_err(|_| unusable())?))
    }

    /// Where a patient signs in.
    pub(crate) fn page_url(&self) -> &str {
        &self.page_url
    }

    /// Where its faults are set.
    pub(crate) fn control_url(&self) -> &str {
        &self.control_url
    }
}
