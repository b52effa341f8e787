//! The command line.

use std::{collections::BTreeSet, env, path::PathBuf};

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};

const HELP: &str = "\
foyer-bench: speed and memory as ratios, measured in turns; never fails because something is slow

  --quick          3 rounds, 100,000 messages instead of 1,000,000; three minutes
  --only B1,B3     these only: B1 ingest, B2 encryption, B3 search, B4 growth, B5 hand-off, B6 start (with B8 memory
                   and B12 typing),
                   B7 screener, B9 the gate, B13 catching up, B14 a queue that leaves, B15 doing nothing,
                   B16 a PIN and (B17) the lock, B18 the audit trail (with B19 verifying it, B20 the report, B21 Review),
                   B22 a list of people, B23 another thread (with B24 templates and B25 scrolling),
                   B26 a report of 200,000 messages, B27 bringing back a backup of 100,000 threads
  --folder DIR     where stores are built and kept (target/bench); try a RAM disk
  --foyer FILE     the program whose start B6 measures (beside this one)
  --empty FILE     the empty window it is compared with (beside this one)
";

/// What the command line asks for.
pub enum Asked {
    /// The text to show.
    Help(&'static str),
    /// Pour messages into a practice that a window will open: this program calls itself, inside a desktop.
    #[cfg(target_os = "linux")]
    Fill { folder: PathBuf, filling: Filling },
    /// Measure.
    Bench(Options),
}

/// What a practice is filled with.
#[cfg(target_os = "linux")]
#[derive(Clone, Copy)]
pub enum Filling {
    /// So many texts in threads as long as a practice has them.
    Texts(u32),
    /// Many short threads and one very long one.
    Threads,
}

#[cfg(target_os = "linux")]
impl Filling {
    fn parse(text: &str) -> Result<Self> {
        Ok(if text == "threads" { Self::Threads } else { Self::Texts(text.parse()?) })
    }
}

#[cfg(target_os = "linux")]
impl std::fmt::Display for Filling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Texts(count) => write!(f, "{count}"),
            Self::Threads => f.write_str("threads"),
        }
    }
}

/// How to measure.
pub struct Options {
    /// Fewer rounds over smaller stores.
    pub quick: bool,
    only: BTreeSet<String>,
    /// Where stores are built and kept.
    pub folder: PathBuf,
    /// Foyer's window.
    pub foyer: PathBuf,
    /// The empty one.
    pub empty: PathBuf,
}

impl Options {
    /// Reads the command line.
    pub fn parse() -> Result<Asked> {
        let beside = env::current_exe()?.parent().context("this program is in no folder")?.to_path_buf();
        let program = |name: &str| beside.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let mut options = Self {
            quick: false,
            only: BTreeSet::new(),
            folder: beside.parent().unwrap_or(&beside).join("bench"),
            foyer: program("foyer"),
            empty: program("foyer-empty-window"),
        };
        #[cfg(target_os = "linux")]
        let mut fill = None;
        let mut args = Parser::from_env();
        while let Some(arg) = args.next()? {
            match arg {
                Arg::Long("quick") => options.quick = true,
                Arg::Long("only") => options.only = names(&args.value()?.string()?)?,
                Arg::Long("folder") => options.folder = args.value()?.into(),
                Arg::Long("foyer") => options.foyer = args.value()?.into(),
                Arg::Long("empty") => options.empty = args.value()?.into(),
                #[cfg(target_os = "linux")]
                Arg::Long("fill") => {
                    fill = Some((PathBuf::from(args.value()?), Filling::parse(&args.value()?.string()?)?));
                }
                Arg::Long("help") | Arg::Short('h') => return Ok(Asked::Help(HELP)),
                other => return Err(other.unexpected().into()),
            }
        }
        #[cfg(target_os = "linux")]
        if let Some((folder, filling)) = fill {
            return Ok(Asked::Fill { folder, filling });
        }
        Ok(Asked::Bench(options))
    }

    /// Whether this one is to be measured.
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.contains(name)
    }

    /// How many rounds a ratio is the median of.
    pub const fn rounds(&self) -> u32 {
        if self.quick { 3 } else { 7 }
    }

    /// How many messages the large store has.
    pub const fn large(&self) -> u32 {
        if self.quick { 100_000 } else { 1_000_000 }
    }
}

fn names(list: &str) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for name in list.split(',').map(str::trim) {
        match name {
            "B1" | "B2" | "B3" | "B4" | "B5" | "B6" | "B7" | "B9" | "B13" | "B14" | "B15" | "B16" | "B18"
            | "B22" | "B23" | "B26" | "B27" => names.insert(name.to_owned()),
            // Measured with the window of B6.
            "B8" | "B12" => names.insert("B6".to_owned()),
            // The other half of a switch.
            "B17" => names.insert("B16".to_owned()),
            // One after another on the same stores.
            "B19" | "B20" | "B21" => names.insert("B18".to_owned()),
            // In the same window.
            "B24" | "B25" => names.insert("B23".to_owned()),
            _ => bail!("no benchmark is called {name:?}"),
        };
    }
    Ok(names)
}
