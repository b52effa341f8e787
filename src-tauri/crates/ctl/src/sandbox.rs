//! `foyerctl sandbox`: a carrier with the sample practice's patients behind it, and their portal beside it, on loopback.
//!
//! Prints exactly one line of JSON once it listens, so that a script can start it and read where it is.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_portal::fhir::SigningKey;
use foyer_sandbox::http::{Clock, serve};
use foyer_sandbox::{Carrier, FaultSpec, SamplePractice, portal};
use serde::Serialize;

/// What the sandbox is started with.
#[derive(clap::Args)]
pub struct Options {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// How many virtual seconds pass in a real one.
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
    /// A fault that is on from the start, NAME or NAME:key=value,key=value; may be given several times.
    #[arg(long = "fault", value_name = "NAME[:params]")]
    faults: Vec<FaultSpec>,
    /// Ids, credentials, delays and chances follow from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// When the play begins: `monday` (10:42 of the latest Monday at the clinic), `now`, UTC milliseconds,
    /// or a moment such as 2026-11-23T16:42:00Z.
    #[arg(long, default_value = "monday")]
    start: String,
    /// Another folder with practice.json, threads.json and scripts.json.
    #[arg(long, value_name = "FOLDER")]
    sample: Option<PathBuf>,
    /// No lines' history, no patients: only the sample's numbers.
    #[arg(long)]
    empty: bool,
}

/// The line that is printed.
#[derive(Serialize)]
struct Listening<'a> {
    base_url: &'a str,
    account_sid: &'a str,
    key_sid: &'a str,
    secret: &'a str,
    numbers: Vec<String>,
    patients: Vec<String>,
    opted_out: Vec<String>,
    control_url: &'a str,
    start_ms: i64,
    /// How far its clock is ahead of this computer's, at `--speed 1`; may be negative.
    clock_ahead_ms: i64,
    portal: Portal<'a>,
}

/// The patients' portal, and a key that it knows a practice by.
#[derive(Serialize)]
struct Portal<'a> {
    fhir_url: &'a str,
    page_url: &'a str,
    control_url: &'a str,
    client_id: &'a str,
    /// PKCS#8 in base64; pretend, like the rest.
    key: String,
}

/// What the portal calls the practice.
const CLIENT: &str = "foyer-practice-mode";

/// Runs until interrupted.
pub fn run(options: Options) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(listen(options))?;
    Ok(ExitCode::SUCCESS)
}

async fn listen(options: Options) -> anyhow::Result<()> {
    let sample = match &options.sample {
        Some(folder) => SamplePractice::from_dir(folder)?,
        None => SamplePractice::load_embedded()?,
    };
    let start_ms = start(&options.start, &sample)?;
    let mut carrier = if options.empty {
        let mut carrier = Carrier::new(options.seed);
        carrier.advance(start_ms);
        sample.lines.iter().for_each(|line| carrier.add_number(&line.number, &line.name));
        carrier
    } else {
        Carrier::with_practice(options.seed, start_ms, &sample)
    };
    for fault in options.faults {
        carrier.set_fault(start_ms, fault);
    }
    let account = carrier.account().clone();
    let (numbers, patients, opted_out) = (carrier.numbers(), carrier.patients(), carrier.opted_out());

    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = tokio::net::TcpListener::bind(address).await.context("the port is taken")?;
    let clock = Clock::starting_at(start_ms, options.speed);
    let portal_listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let portal = portal::serve(portal::people(&sample), portal_listener, clock.clone()).await?;
    let (key, secret) = SigningKey::generate()?;
    portal.register(CLIENT, key.public_jwk());
    let served = serve(Arc::new(Mutex::new(carrier)), listener, clock).await?;

    let line = serde_json::to_string(&Listening {
        base_url: &served.base_url,
        account_sid: &account.account_sid,
        key_sid: &account.key_sid,
        secret: &account.secret,
        numbers,
        patients,
        opted_out,
        control_url: &served.control_url,
        start_ms,
        clock_ahead_ms: start_ms.saturating_sub(wall_ms()),
        portal: Portal {
            fhir_url: &portal.fhir_url,
            page_url: &portal.page_url,
            control_url: &portal.control_url,
            client_id: CLIENT,
            key: STANDARD.encode(secret.reveal()),
        },
    })?;
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    out.flush()?;
    tokio::signal::ctrl_c().await?;
    served.shutdown().await;
    portal.shutdown().await;
    Ok(())
}

fn start(text: &str, sample: &SamplePractice) -> anyhow::Result<i64> {
    let now = wall_ms();
    match text {
        "monday" => Ok(sample.monday_before(now)),
        "now" => Ok(now),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(digits.parse()?),
        moment => Ok(foyer_sandbox::sample::parse_moment(moment)?),
    }
}

fn wall_ms() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    i64::try_from(now).unwrap_or(i64::MAX)
}
