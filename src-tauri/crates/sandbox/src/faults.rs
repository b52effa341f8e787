//! Faults on demand: which are on, for which requests, and by seeded chance or for the next few.
//!
//! A fault is a plain value that reads the same on the command line (`429:next=2,retry_after_s=3`), in the
//! control API (JSON) and in a simulation. What it does to an answer is decided in `spoil.rs`.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultName {
    /// Connections are refused; open ones are dropped. Takes `for_s`, ignores `on`.
    Outage,
    /// The request is read, nothing is done, the connection closes without an answer.
    HangUp,
    /// The answer waits `ms` (2000).
    Slow,
    /// 429/20429, not processed; `retry_after_s` adds the header.
    #[serde(rename = "429")]
    TooMany,
    /// 500/20500 (or `status`), not processed.
    #[serde(rename = "500-before")]
    ErrorBefore,
    /// Processed, then 500/20500 (or `status`).
    #[serde(rename = "500-after")]
    ErrorAfter,
    /// Processed, then the connection closes without an answer.
    LostResponse,
    /// Rows younger than `ms` (600000) are missing from listings.
    ListLag,
    /// Listings repeat rows, within a page and across pages.
    RepeatRows,
    /// Listings come in any order within a page.
    ReorderRows,
    /// 401/20003 whatever the credentials.
    Revoked,
    /// 200 with somebody else's HTML.
    CaptivePortal,
    /// The connection closes after `bytes` (600).
    CutShort,
    /// A well-framed answer whose JSON stops after `bytes` (200).
    Truncated,
    /// Valid JSON, but `bytes` (52428800) long.
    Huge,
    /// `status` is a word that no specification has.
    UnknownStatus,
    /// Dates that are none.
    BadDates,
    /// A field is gone, another one each time.
    MissingFields,
    /// Bodies begin with half of a surrogate pair.
    LoneSurrogates,
    /// `next_page_uri` leads to the page it is on.
    LoopedPages,
    /// Accepted texts wait `ms` (60000) before they are sent.
    SlowDelivery,
}

/// Which requests a fault applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Every request.
    All,
    /// Creating a message.
    Create,
    /// Listing messages.
    List,
    /// Fetching one message.
    Fetch,
    /// Redacting, cancelling, deleting.
    Change,
    /// Media lists, files, and the redirected download.
    Media,
    /// The account's numbers.
    Numbers,
}

/// One fault as asked for. Absent fields mean: always, until cleared, with the default written at the name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultSpec {
    /// Which.
    pub name: FaultName,
    /// For which requests; by default all that it can concern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Scope>,
    /// Chance per request, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Ends after having struck this often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
    /// Ends this many virtual seconds after being set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_s: Option<u32>,
    /// Milliseconds, where the fault takes time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// Bytes, where the fault has a size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<usize>,
    /// Value of `Retry-After`, seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
    /// HTTP status in place of 500.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

/// The text names no fault, or gives it a parameter that it does not take.
#[derive(Debug, thiserror::Error)]
#[error("no such fault, or a parameter it does not take ({0}); write NAME or NAME:key=value,key=value")]
pub struct NoSuchFault(String);

impl FaultSpec {
    /// The fault without conditions.
    pub fn always(name: FaultName) -> Self {
        let (on, probability, next, for_s) = (None, None, None, None);
        Self { name, on, probability, next, for_s, ms: None, bytes: None, retry_after_s: None, status: None }
    }

    /// The fault for the next `count` requests that it concerns.
    pub fn next(name: FaultName, count: u32) -> Self {
        Self { next: Some(count), ..Self::always(name) }
    }

    fn concerns(&self, scope: Scope) -> bool {
        match self.on.unwrap_or_else(|| self.name.natural_scope()) {
            Scope::All => true,
            only => only == scope,
        }
    }
}

impl FaultName {
    fn natural_scope(self) -> Scope {
        match self {
            Self::ErrorAfter | Self::LostResponse | Self::SlowDelivery => Scope::Create,
            Self::ListLag | Self::RepeatRows | Self::ReorderRows | Self::LoopedPages => Scope::List,
            Self::Outage
            | Self::HangUp
            | Self::Slow
            | Self::TooMany
            | Self::ErrorBefore
            | Self::Revoked
            | Self::CaptivePortal
            | Self::CutShort
            | Self::Truncated
            | Self::Huge
            | Self::UnknownStatus
            | Self::BadDates
            | Self::MissingFields
            | Self::LoneSurrogates => Scope::All,
        }
    }
}

impl std::str::FromStr for FaultSpec {
    type Err = NoSuchFault;

    fn from_str(text: &str) -> Result<Self, NoSuchFault> {
        let (name, rest) = text.split_once(':').unwrap_or((text, ""));
        let mut fields = serde_json::Map::new();
        fields.insert("name".to_owned(), name.into());
        for pair in rest.split(',').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').ok_or_else(|| NoSuchFault(pair.to_owned()))?;
            let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
            fields.insert(key.to_owned(), value);
        }
        serde_json::from_value(fields.into()).map_err(|error| NoSuchFault(error.to_string()))
    }
}

/// The faults that are on.
pub(crate) struct FaultBoard {
    on: Vec<(FaultSpec, Option<i64>)>,
    chance: ChaCha8Rng,
}

/// The faults that struck one request.
pub(crate) struct Struck(Vec<FaultSpec>);

impl FaultBoard {
    pub fn new(seed: u64) -> Self {
        Self { on: Vec::new(), chance: ChaCha8Rng::seed_from_u64(seed ^ 0xfa01_75ee_d000) }
    }

    /// Turns a fault on, in place of one of the same name and scope.
    pub fn set(&mut self, now: i64, spec: FaultSpec) {
        self.on.retain(|(known, _)| known.name != spec.name || known.on != spec.on);
        let until = spec.for_s.map(|s| now.saturating_add(i64::from(s) * 1000));
        self.on.push((spec, until));
    }

    /// Turns faults of this name off, or all.
    pub fn clear(&mut self, name: Option<FaultName>) {
        self.on.retain(|(known, _)| name.is_some_and(|name| known.name != name));
    }

    /// What is on now.
    pub fn list(&self, now: i64) -> Vec<FaultSpec> {
        self.on
            .iter()
            .filter(|(_, until)| until.is_none_or(|at| now < at))
            .map(|(spec, _)| spec.clone())
            .collect()
    }

    /// Whether connections are refused now.
    pub fn outage(&self, now: i64) -> bool {
        self.list(now).iter().any(|spec| spec.name == FaultName::Outage)
    }

    /// Rolls for one request.
    pub fn strike(&mut self, now: i64, scope: Scope) -> Struck {
        self.on.retain(|(_, until)| until.is_none_or(|at| now < at));
        let mut struck = Vec::new();
        for (spec, _) in &mut self.on {
            if !spec.concerns(scope) || spec.next == Some(0) {
                continue;
            }
            if spec.probability.is_some_and(|p| unit(&mut self.chance) >= p) {
                continue;
            }
            spec.next = spec.next.map(|left| left.saturating_sub(1));
            struck.push(spec.clone());
        }
        self.on.retain(|(spec, _)| spec.next != Some(0));
        Struck(struck)
    }

    /// A number below `bound`, from the faults' own stream.
    pub fn pick(&mut self, bound: usize) -> usize {
        below(&mut self.chance, bound)
    }
}

impl Struck {
    pub fn get(&self, name: FaultName) -> Option<&FaultSpec> {
        self.0.iter().find(|spec| spec.name == name)
    }

    pub fn has(&self, name: FaultName) -> bool {
        self.get(name).is_some()
    }
}

/// A uniform number in 0..1 from 53 bits.
pub(crate) fn unit(rng: &mut ChaCha8Rng) -> f64 {
    let bits = u32::try_from(rng.next_u64() >> 32).unwrap_or(0);
    f64::from(bits) / 4_294_967_296.0
}

/// A number below `bound`; 0 when there is none.
pub(crate) fn below(rng: &mut ChaCha8Rng, bound: usize) -> usize {
    let bound = u64::try_from(bound).unwrap_or(1).max(1);
    usize::try_from(rng.next_u64() % bound).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{FaultBoard, FaultName, FaultSpec, Scope};

    #[test]
    fn a_fault_reads_the_same_on_the_command_line_and_in_json() {
        let typed: FaultSpec = "429:next=2,retry_after_s=3,on=create".parse().unwrap();
        let json: FaultSpec =
            serde_json::from_str(r#"{"name":"429","next":2,"retry_after_s":3,"on":"create"}"#).unwrap();
        assert_eq!(typed, json);
        assert_eq!("outage".parse::<FaultSpec>().unwrap(), FaultSpec::always(FaultName::Outage));
        assert!("weather".parse::<FaultSpec>().is_err());
        assert!("slow:seconds=2".parse::<FaultSpec>().is_err());
    }

    #[test]
    fn the_next_two_are_struck_and_the_third_is_not() {
        let mut board = FaultBoard::new(1);
        board.set(0, FaultSpec::next(FaultName::TooMany, 2));
        let hits: Vec<bool> =
            (0..3).map(|now| board.strike(now, Scope::List).has(FaultName::TooMany)).collect();
        assert_eq!(hits, [true, true, false]);
    }

    #[test]
    fn a_fault_with_an_end_is_over_at_its_end() {
        let mut board = FaultBoard::new(1);
        board.set(1000, FaultSpec { for_s: Some(2), ..FaultSpec::always(FaultName::Outage) });
        assert!(board.outage(2999));
        assert!(!board.outage(3000));
    }

    #[test]
    fn chance_follows_the_seed() {
        let hits = |seed| {
            let mut board = FaultBoard::new(seed);
            board.set(0, FaultSpec { probability: Some(0.3), ..FaultSpec::always(FaultName::LostResponse) });
            (0..1000).filter(|_| board.strike(0, Scope::Create).has(FaultName::LostResponse)).count()
        };
        assert_eq!(hits(7), hits(7));
        assert!((200..400).contains(&hits(7)));
    }
}
