//! What is kept of a portal: its addresses, the agreement, the interface and the texts, in the settings; the
//! interface's key in the keyring, or in the encrypted store where none answers.

use std::{collections::BTreeMap, sync::Arc};

use foyer_domain::Span;
use foyer_policy::handoff::Agreement;
use foyer_portal::{
    Portal, Secret,
    fhir::{Fhir, FhirConfig, SigningKey},
};
use foyer_store::Vault;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    account::{self, Place},
    wire::{AppError, ErrorCode},
};

/// Where it is kept in the settings table.
pub(crate) const PORTAL_SETTING: &str = "portal";

/// Hours after which an unopened message is brought back to the desk: a day, so that nobody is chased at night.
pub(crate) const REMIND_HOURS: u32 = 24;

/// What the practice has set up.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct PortalSettings {
    /// The link's template; without one the practice's own address is used.
    pub(crate) link: Option<String>,
    /// Where a patient opens an account; without one the link.
    pub(crate) sign_up: Option<String>,
    /// Where staff write to patients.
    pub(crate) staff_url: Option<String>,
    /// Who signed for it.
    pub(crate) agreement: Option<Agreement>,
    /// Hours until an unopened message comes back to the desk; 0: never.
    pub(crate) remind_hours: u32,
    /// How words get there.
    pub(crate) interface: Interface,
    /// The practice's own texts, by `kind.language`.
    pub(crate) texts: BTreeMap<String, String>,
}

/// How words get into the portal.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Interface {
    /// A person pastes them.
    ByHand,
    /// FHIR R4.
    Fhir(FhirKept),
}

/// A FHIR server as it is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct FhirKept {
    pub(crate) base_url: String,
    pub(crate) client_id: String,
    pub(crate) record_system: String,
    pub(crate) sender: Option<String>,
    /// The signing key, PKCS#8 in base64.
    pub(crate) key: Place,
}

impl Default for PortalSettings {
    fn default() -> Self {
        Self {
            link: None,
            sign_up: None,
            staff_url: None,
            agreement: None,
            remind_hours: REMIND_HOURS,
            interface: Interface::ByHand,
            texts: BTreeMap::new(),
        }
    }
}

impl PortalSettings {
    /// How long a message may lie unopened before it comes back to the desk.
    pub(crate) fn remind_after(&self) -> Option<Span> {
        (self.remind_hours > 0).then(|| Span::hours(i64::from(self.remind_hours)))
    }

    /// The page where staff write to patients. Read again as it is opened: only https goes to the browser.
    pub(crate) fn staff_page(&self) -> Option<Url> {
        let page = Url::parse(self.staff_url.as_deref()?).ok()?;
        let plain = page.username().is_empty() && page.password().is_none();
        (page.scheme() == "https" && page.host_str().is_some() && plain).then_some(page)
    }
}

/// The adapter for what is kept. A key that the keyring no longer has makes every post fail with a refusal, not the
/// practice's opening.
pub(crate) async fn connect(
    settings: &PortalSettings,
    vault: Arc<dyn Vault>,
) -> Result<Arc<dyn Portal>, AppError> {
    match &settings.interface {
        Interface::ByHand => Ok(super::by_hand()),
        Interface::Fhir(kept) => match read_key(kept.key.clone(), vault).await {
            Ok(key) => Ok(Arc::new(adapter(kept, key)?)),
            Err(error) => {
                tracing::warn!(code = ?error.code, "the portal's key is not here");
                Ok(Arc::new(foyer_portal::WithoutKey))
            }
        },
    }
}

/// The adapter for a server and a key.
pub(crate) fn adapter(kept: &FhirKept, key: SigningKey) -> Result<Fhir, AppError> {
    use foyer_portal::fhir::ConfigError;
    let base_url = Url::parse(&kept.base_url)
        .map_err(|_| bad("baseUrl", "This is not an address. It starts with https."))?;
    let config = FhirConfig {
        base_url,
        client_id: kept.client_id.clone(),
        key,
        record_system: kept.record_system.clone(),
        sender: kept.sender.clone(),
        timing: foyer_portal::fhir::Timing::default(),
    };
    Fhir::new(config).map_err(|why| match why {
        ConfigError::NotSecure => bad("baseUrl", "The portal's interface must start with https."),
        ConfigError::BaseUrl => bad("baseUrl", "This address can't be used: only scheme, host and path."),
        ConfigError::ClientId => bad("clientId", "Write the client id as the portal gave it."),
        ConfigError::RecordSystem => {
            bad("recordSystem", "Write the system of your record numbers, for example urn:oid:1.2.3.")
        }
        ConfigError::Sender => bad("sender", "Write the sender as Organization/7, or leave it empty."),
        ConfigError::Tls => bad("baseUrl", "Secure connections are not available on this computer."),
    })
}

/// Reads a key back.
pub(crate) async fn read_key(place: Place, vault: Arc<dyn Vault>) -> Result<SigningKey, AppError> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let words = account::read_secret(place, vault).await;
    let bytes = words.and_then(|words| STANDARD.decode(words).ok()).unwrap_or_default();
    SigningKey::from_pkcs8(&Secret::new(bytes)).map_err(|_| {
        bad("key", "The portal's key is not in this computer's keyring. Make a new one in Settings.")
    })
}

/// Keeps a key: in the keyring if one answers.
pub(crate) async fn keep_key(vault: Arc<dyn Vault>, key: &Secret) -> Place {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    account::keep_secret(vault, "portal-key", STANDARD.encode(key.reveal())).await
}

fn bad(field: &str, advice: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(field)
}
