//! The two HTTP clients.
//!
//! * `posting` makes the one request that keeps a message: a fresh connection each time, because a kept one may be
//!   closed by the server as we write, and then nobody knows whether it was read.
//! * `reading` asks questions and keeps its connection for a while.
//!
//! Neither retries, follows a redirect (key and words go to one origin only) or uses a proxy from the environment.

use std::time::Duration;

use reqwest::{Client, ClientBuilder, redirect, retry};

use super::config::{ConfigError, FhirConfig};

/// How long a reader's connection is kept: longer ones are found dead after the computer slept.
const KEPT: Duration = Duration::from_secs(30);

pub(super) struct Clients {
    pub posting: Client,
    pub reading: Client,
}

impl Clients {
    pub(super) fn new(config: &FhirConfig) -> Result<Self, ConfigError> {
        // The process has one provider; whoever came first is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let build = |builder: ClientBuilder| builder.build().map_err(|_| ConfigError::Tls);
        Ok(Self {
            posting: build(careful(config).pool_max_idle_per_host(0))?,
            reading: build(careful(config))?,
        })
    }
}

fn careful(config: &FhirConfig) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("Foyer/", env!("CARGO_PKG_VERSION")))
        .http1_only()
        .retry(retry::never())
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(config.timing.connect.to_std())
        .pool_idle_timeout(KEPT)
        .timeout(config.timing.whole.to_std());
    if config.base_url.scheme() == "http" {
        // Practice mode speaks to this computer only and must start where no certificates are installed.
        builder.tls_certs_only([])
    } else {
        builder
    }
}
