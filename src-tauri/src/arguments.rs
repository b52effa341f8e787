//! What can be asked for on the command line. Everything has a default; a front desk never types any of it.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use foyer_app::{PracticeOptions, Start};
use lexopt::{Arg, Parser, ValueExt};

/// The command line.
#[derive(Debug)]
pub struct Arguments {
    /// `--data-dir DIR`: another folder than this user's own. It is another Foyer, beside the usual one.
    pub data_dir: Option<PathBuf>,
    /// `--practice`, with `--seed N`, `--speed X`, `--offline` and `--carrier FILE`; else what is on this computer.
    pub start: Start,
    /// `--hidden`: start in the tray, as an autostart entry would.
    pub hidden: bool,
}

impl Arguments {
    /// Reads them; the first is the program itself.
    pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Self, ArgumentError> {
        let mut parser = Parser::from_iter(args);
        let mut data_dir = None;
        let mut practice = None;
        let mut hidden = false;
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Long("data-dir") => data_dir = Some(PathBuf::from(parser.value()?)),
                Arg::Long("hidden") => hidden = true,
                Arg::Long("practice") => {
                    practice.get_or_insert_with(PracticeOptions::default);
                }
                Arg::Long("seed") => {
                    practice.get_or_insert_with(PracticeOptions::default).seed = parser.value()?.parse()?;
                }
                Arg::Long("speed") => {
                    let speed: f64 = parser.value()?.parse()?;
                    if !(speed.is_finite() && speed > 0.0) {
                        return Err(ArgumentError::Speed);
                    }
                    practice.get_or_insert_with(PracticeOptions::default).speed = speed;
                }
                Arg::Long("offline") => practice.get_or_insert_with(PracticeOptions::default).offline = true,
                Arg::Long("carrier") => {
                    let file = PathBuf::from(parser.value()?);
                    practice.get_or_insert_with(PracticeOptions::default).carrier = Some(carrier(&file)?);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Self { data_dir, start: practice.map_or(Start::Normal, Start::Practice), hidden })
    }
}

/// What `foyerctl sandbox` printed, kept in a file: its secret must not be in a list of processes.
fn carrier(file: &Path) -> Result<foyer_app::PretendCarrier, ArgumentError> {
    let text = std::fs::read_to_string(file).map_err(|_| ArgumentError::Carrier)?;
    serde_json::from_str(text.trim()).map_err(|_| ArgumentError::Carrier)
}

/// Arguments Foyer cannot use.
#[derive(Debug)]
pub enum ArgumentError {
    /// Not an argument, or no value where one belongs.
    Usage(lexopt::Error),
    /// `--speed` is not a positive number.
    Speed,
    /// The file does not hold the line a sandbox prints.
    Carrier,
}

impl From<lexopt::Error> for ArgumentError {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error)
    }
}

impl std::fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Usage(error) => error.fmt(f),
            Self::Speed => f.write_str("--speed takes a positive number"),
            Self::Carrier => {
                f.write_str("--carrier takes a file with the line that `foyerctl sandbox` prints")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, ArgumentError> {
        Arguments::parse(std::iter::once("foyer").chain(line.split_whitespace()).map(OsString::from))
    }

    #[test]
    fn nothing_asked_for_opens_the_practice_on_this_computer() {
        let arguments = parse("").unwrap();
        assert!(matches!(arguments.start, Start::Normal));
        assert!(arguments.data_dir.is_none() && !arguments.hidden);
    }

    #[test]
    fn anything_about_practice_mode_means_practice_mode() {
        for line in ["--practice", "--seed 4", "--speed 20", "--offline"] {
            assert!(matches!(parse(line).unwrap().start, Start::Practice(_)), "{line}");
        }
        let Start::Practice(options) = parse("--practice --seed 4 --speed 2.5 --offline").unwrap().start
        else {
            panic!("not practice mode")
        };
        assert_eq!((options.seed, options.speed, options.offline), (4, 2.5, true));
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        for line in [
            "--speed 0",
            "--speed NaN",
            "--speed -1",
            "--seed x",
            "--carrier /nowhere/at/all",
            "stray",
            "--wat",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
