//! What can go wrong at one desk, by the names of `foyerctl sim --faults`.

use std::{collections::BTreeSet, str::FromStr};

/// A kind of misfortune. Each is switched on and off by itself, so that a failing run can be made small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Connections refused, hung up, no network, captive portals, proxies, answers cut short.
    Network,
    /// Answers that come too late, or drip.
    Slow,
    /// The carrier acts, and its answer gets lost or is a 5xx.
    Lost,
    /// The carrier fails before it acts.
    Failing,
    /// 429, with and without Retry-After.
    Rate,
    /// Credentials refused for a while.
    Credentials,
    /// Lists that trail, repeat, shuffle, loop, or tell old states.
    Lists,
    /// Unknown words, missing fields, dates that are none, words straightened.
    Words,
    /// Somebody texts the same patients, the same words, from the carrier's console.
    Console,
    /// The carrier denies what it took.
    Deny,
    /// The desk's clock jumps.
    Clock,
    /// The computer sleeps, also in the middle of a request.
    Sleep,
    /// The process dies at any pause.
    Crash,
    /// Something inside panics.
    Panic,
    /// No room on the disk for a while: SQLite itself refuses whatever needs another page, the engine's changes and
    /// people's.
    Full,
    /// The disk fails at any storage call; a commit that was reported as failed may have happened.
    Disk,
    /// An older copy of the store is put back.
    Copy,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Network,
        Self::Slow,
        Self::Lost,
        Self::Failing,
        Self::Rate,
        Self::Credentials,
        Self::Lists,
        Self::Words,
        Self::Console,
        Self::Deny,
        Self::Clock,
        Self::Sleep,
        Self::Crash,
        Self::Panic,
        Self::Disk,
        Self::Copy,
        // Last, so that dice that were rolled before it was there fall much the same.
        Self::Full,
    ];

    /// Its name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Slow => "slow",
            Self::Lost => "lost",
            Self::Failing => "failing",
            Self::Rate => "rate",
            Self::Credentials => "credentials",
            Self::Lists => "lists",
            Self::Words => "words",
            Self::Console => "console",
            Self::Deny => "deny",
            Self::Clock => "clock",
            Self::Sleep => "sleep",
            Self::Crash => "crash",
            Self::Panic => "panic",
            Self::Disk => "disk",
            Self::Full => "full",
            Self::Copy => "copy",
        }
    }

    /// What the sandbox is told, where the fault is one of its own; each lasts a while.
    pub(crate) const fn of_the_sandbox(self) -> &'static [&'static str] {
        match self {
            Self::Network => &[
                "outage",
                "hang-up:on=create",
                "hang-up:probability=0.3",
                "captive-portal",
                "truncated:probability=0.4",
                "cut-short:probability=0.4",
                "500-before:status=502",
                "500-before:status=302,on=create",
            ],
            Self::Slow => &["slow:ms=45000,probability=0.2", "slow:ms=3000", "slow:ms=45000,on=create"],
            Self::Lost => &[
                "lost-response",
                "lost-response:probability=0.5",
                "500-after",
                "500-after:probability=0.5",
                "500-after:status=504",
                "500-after:status=302",
            ],
            Self::Failing => &[
                "500-before",
                "500-before:on=create",
                "500-before:on=list,probability=0.6",
                "500-before:status=503",
                "500-before:on=media",
            ],
            Self::Rate => &[
                "429:probability=0.5",
                "429:retry_after_s=30",
                "429:on=create,retry_after_s=5",
                "429:on=create,retry_after_s=90,next=1",
                "429:on=fetch,retry_after_s=20,next=1",
                "429:next=1,retry_after_s=999999999",
            ],
            Self::Credentials => &["revoked", "revoked:on=create", "revoked:on=list"],
            Self::Lists => &[
                "list-lag:ms=60000",
                "list-lag:ms=600000",
                "list-lag:ms=900000,probability=0.5",
                "repeat-rows",
                "reorder-rows",
                "looped-pages:probability=0.5",
            ],
            Self::Words => {
                &["unknown-status", "missing-fields:on=list", "missing-fields:on=create", "bad-dates:on=list"]
            }
            Self::Console
            | Self::Deny
            | Self::Clock
            | Self::Sleep
            | Self::Crash
            | Self::Panic
            | Self::Disk
            | Self::Full
            | Self::Copy => &[],
        }
    }
}

/// The name is none of a fault.
#[derive(Debug, thiserror::Error)]
#[error("no such fault; there are {0}, or `all`, or `none`")]
pub struct NoSuchFault(String);

/// Which faults a run has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(pub BTreeSet<Fault>);

impl Faults {
    /// Every fault.
    pub fn all() -> Self {
        Self(Fault::ALL.into_iter().collect())
    }

    /// Fair weather.
    pub const fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// Whether it can strike.
    pub fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    /// All but one.
    #[must_use]
    pub fn without(&self, fault: Fault) -> Self {
        Self(self.0.iter().copied().filter(|other| *other != fault).collect())
    }
}

impl FromStr for Faults {
    type Err = NoSuchFault;

    fn from_str(text: &str) -> Result<Self, NoSuchFault> {
        match text {
            "all" => Ok(Self::all()),
            "none" => Ok(Self::none()),
            list => list
                .split(',')
                .map(|name| Fault::ALL.into_iter().find(|fault| fault.as_str() == name))
                .collect::<Option<_>>()
                .map(Self)
                .ok_or_else(|| NoSuchFault(Fault::ALL.map(Fault::as_str).join(", "))),
        }
    }
}

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self == Self::all() {
            return f.write_str("all");
        }
        if self.0.is_empty() {
            return f.write_str("none");
        }
        let names: Vec<&str> = self.0.iter().map(|fault| fault.as_str()).collect();
        f.write_str(&names.join(","))
    }
}
