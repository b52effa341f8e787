//! How a FHIR server is named, and what is refused before anything is sent.

use foyer_domain::Span;
use url::{Host, Url};

use super::SigningKey;

/// A server, the client we are there, and how it numbers patients.
#[derive(Clone, Debug)]
pub struct FhirConfig {
    /// The base of the FHIR interface; plain http only to a loopback address.
    pub base_url: Url,
    /// The name the server gave us.
    pub client_id: String,
    /// The key it knows us by.
    pub key: SigningKey,
    /// The `system` of the practice's record numbers, as `Patient.identifier` has it.
    pub record_system: String,
    /// Who writes, as a reference on that server (`Organization/7`), if the portal shows it.
    pub sender: Option<String>,
    /// How long to wait for what.
    pub timing: Timing,
}

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// For the connection, TLS included.
    pub connect: Span,
    /// For a whole request. Somebody at the desk waits for it with a patient in front of them.
    pub whole: Span,
}

impl Default for Timing {
    fn default() -> Self {
        Self { connect: Span::seconds(5), whole: Span::seconds(12) }
    }
}

/// Why a server cannot be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Plain http to anything but this computer.
    #[error("the address must begin with https")]
    NotSecure,
    /// Not an address of a server: no host, a user name, a query, or another scheme.
    #[error("the address cannot be used")]
    BaseUrl,
    /// No client id.
    #[error("the client id is empty or has unusual characters")]
    ClientId,
    /// No system for record numbers.
    #[error("the record numbers' system is not an address")]
    RecordSystem,
    /// Not `Organization/…` or `Practitioner/…`.
    #[error("the sender is not a reference")]
    Sender,
    /// TLS could not be prepared.
    #[error("secure connections are not available on this computer")]
    Tls,
}

impl FhirConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let url = &self.base_url;
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if url.host().is_none() || !plain {
            return Err(ConfigError::BaseUrl);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(url) => {}
            "http" => return Err(ConfigError::NotSecure),
            _ => return Err(ConfigError::BaseUrl),
        }
        let visible = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !visible(&self.client_id) {
            return Err(ConfigError::ClientId);
        }
        // A token search splits at these (FHIR R4 3.1.1.4.10).
        if !visible(&self.record_system) || self.record_system.contains(['|', ',', '$', '\\']) {
            return Err(ConfigError::RecordSystem);
        }
        let sender_fits = self.sender.as_deref().is_none_or(|sender| {
            foyer_domain::PortalMessageId::parse(sender).is_ok()
                && ["Organization/", "Practitioner/", "PractitionerRole/", "HealthcareService/"]
                    .iter()
                    .any(|kind| sender.starts_with(kind))
        });
        if sender_fits { Ok(()) } else { Err(ConfigError::Sender) }
    }
}

/// Whether the address is this computer's own, by its literal address or the one reserved name.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
