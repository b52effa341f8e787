//! The three HTTP clients, each able to do only what it is for.
//!
//! * `sending` makes the one request of a text: HTTP/1.1, a fresh connection each time, no retries, no redirects.
//!   A kept connection may be closed by the server as we write, and then nobody knows whether it was read.
//! * `reading` asks questions with credentials. It follows no redirect: credentials go to one origin only.
//! * `gallery` fetches pictures from where Twilio points, without credentials and only from public addresses, so
//!   that a false answer cannot make this computer knock on doors inside the practice.
//!
//! None uses a proxy from the environment: what a login script sets is not a decision to show patients to it. For the same
//! reason none trusts an authority that somebody added to this computer: the carrier is a public service, and only the public
//! authorities that this program was built with may vouch for it (45 CFR 164.312(e)(1)). What looks into connections, as
//! some security software does, is an outage with a name of its own.

use std::{future::Future, net::SocketAddr, pin::Pin, sync::LazyLock, time::Duration};

use reqwest::{
    Certificate, Client, ClientBuilder,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect, retry,
};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use crate::twilio::{
    config::{ConfigError, TwilioConfig, is_loopback},
    public_address::is_public,
};

/// How long a reader's connection is kept: longer ones are found dead after the computer slept.
const KEPT: Duration = Duration::from_secs(30);

/// Mozilla's list of public certificate authorities, as of this program's build.
static PUBLIC: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
    TLS_SERVER_ROOT_CERTS.iter().filter_map(|root| Certificate::from_der(root).ok()).collect()
});

pub(super) struct Clients {
    pub sending: Client,
    pub reading: Client,
    pub gallery: Client,
}

impl Clients {
    pub(super) fn new(config: &TwilioConfig) -> Result<Self, ConfigError> {
        // The process has one provider; whoever came first is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let build = |builder: ClientBuilder| builder.build().map_err(|_| ConfigError::Tls);
        Ok(Self {
            sending: build(careful(config).pool_max_idle_per_host(0))?,
            reading: build(careful(config))?,
            gallery: build(
                careful(config).dns_resolver(OutsideOnly { loopback: is_loopback(&config.base_url) }),
            )?,
        })
    }
}

fn careful(config: &TwilioConfig) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("Foyer/", env!("CARGO_PKG_VERSION")))
        .http1_only()
        .retry(retry::never())
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(config.timing.connect.to_std())
        .pool_idle_timeout(KEPT)
        .read_timeout(config.timing.read.to_std())
        .timeout(config.timing.whole.to_std());
    if config.base_url.scheme() == "http" {
        // Practice mode speaks to this computer only and must start where no certificates are installed.
        builder.tls_certs_only([])
    } else {
        builder.tls_certs_only(PUBLIC.iter().cloned())
    }
}

/// A name led to an address inside a private network.
#[derive(Debug, thiserror::Error)]
#[error("not a public address")]
pub(super) struct NotPublic;

/// Looks names up and keeps only public addresses.
struct OutsideOnly {
    loopback: bool,
}

impl Resolve for OutsideOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let loopback = self.loopback;
        let found: Pin<Box<dyn Future<Output = _> + Send>> = Box::pin(async move {
            let all: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let outside: Vec<SocketAddr> = all
                .into_iter()
                .filter(|at| is_public(at.ip()) || (loopback && at.ip().is_loopback()))
                .collect();
            if outside.is_empty() {
                return Err(NotPublic.into());
            }
            let outside: Addrs = Box::new(outside.into_iter());
            Ok(outside)
        });
        found
    }
}
