//! Speed and memory as ratios: each side of a ratio runs in the same process, in turns, so that a busy machine
//! slows both. Nothing here fails because something is slow; what was measured is printed, misses included.
//!
//! What may fail is the measuring itself: a store that does not open, two sides that do not hold the same rows.
//! Everything follows from fixed seeds, all people and numbers are made up, and all files are below one folder
//! that can be deleted at any time.

mod contacts;
mod desk;
mod evidence;
mod gate;
mod growth;
mod handoff;
mod ingest;
mod listing;
mod measure;
mod motion;
mod options;
mod plain;
mod practice;
mod report;
mod restoring;
mod screener;
mod search;
mod seat;
mod tax;
mod texts;
#[cfg(target_os = "linux")]
mod window;

use std::{io::Write as _, process::ExitCode, time::Instant};

use anyhow::Result;

use crate::{
    options::{Asked, Options},
    report::Report,
};

/// One measurement: its name in the options, and what it does.
type Benchmark = (&'static str, &'static str, fn(&Options, &mut Report) -> Result<()>);

const BENCHMARKS: &[Benchmark] = &[
    ("B1", "ingest of carrier pages", ingest::run),
    ("B2", "the tax of encryption", tax::run),
    ("B3", "search, newest first", search::run),
    ("B4", "growth", growth::run),
    ("B5", "handing off to the portal", handoff::run),
    ("B7", "the draft screener", screener::run),
    ("B9", "the gate and the badges", gate::run),
    ("B13", "catching up over HTTP", motion::catching_up),
    ("B14", "a queue that leaves while patients write", motion::leaving),
    ("B15", "doing nothing", motion::idle),
    ("B16", "a person at a shared counter", seat::run),
    ("B18", "the audit trail, the report and Review", evidence::run),
    ("B26", "a report of 200,000 messages", evidence::very_many),
    ("B22", "a list of 50,000 people", contacts::run),
    ("B27", "bringing a backup back", restoring::run),
    #[cfg(target_os = "linux")]
    ("B6", "start and memory of the window", window::run),
    #[cfg(target_os = "linux")]
    ("B16", "the same on the screen", window::locking::run),
    #[cfg(target_os = "linux")]
    ("B23", "a desk with 100,000 threads", window::moving::run),
];

/// As in the window: what is freed is wiped. Everything measured without this feature has the system's allocator.
#[cfg(feature = "wiped")]
#[global_allocator]
static WIPED: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not a log: a person waits for this line.
            let _ = writeln!(std::io::stderr(), "foyer-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<()> {
    let options = match Options::parse()? {
        Asked::Help(text) => return say(text),
        #[cfg(target_os = "linux")]
        Asked::Fill { folder, filling } => return window::fill(&folder, filling),
        Asked::Bench(options) => options,
    };
    std::fs::create_dir_all(&options.folder)?;
    let mut report = Report::new(&options);
    for (name, what, run) in BENCHMARKS {
        if options.wants(name) {
            say(&format!("{name}  {what} …"))?;
            let began = Instant::now();
            if let Err(error) = run(&options, &mut report) {
                // What was measured before is worth as much as if nothing had failed after it.
                say(&report.to_string())?;
                return Err(error.context(*name));
            }
            say(&format!("    {:.0} s", began.elapsed().as_secs_f64()))?;
        }
    }
    say(&report.to_string())
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}
