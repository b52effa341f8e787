//! The two commands, `demo` and `test`, and the small ones they are made of.
//!
//! It depends on next to nothing, so that its first line is on the screen within seconds of a clean clone,
//! and everything it needs besides cargo it installs itself (`doctor`). It builds and runs other programs;
//! it knows nothing about texts, patients or carriers.

mod bench;
mod bindings;
mod demo;
mod doctor;
mod house;
mod lab;
mod run;
mod stages;
mod table;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::{demo::DemoOptions, doctor::Needs, house::House, test::TestOptions};

const HELP: &str = "\
cargo xtask COMMAND

  demo      make the machine able, build, and open Foyer on a busy Monday morning (practice mode)
              --seed N       another morning (7)
              --speed X      how fast the pretend patients and carrier live (1 is real time)
              --offline      start with the carrier not answering
              --keep         go on with the practice of the last demo
              --script       play the morning by itself and take pictures, even where there is a display
  test      every check there is; a stage that did not run is red
              --quick        leave out what needs a window or another program
              --only A,B     these stages only
              --list         name the stages
  bench     speed and memory as ratios, in release builds
              --quick        three minutes, smaller stores
              --only A,B     these measurements only
  train-screener  train the draft screener's model from its corpus
              --check        only compare it with the committed one
  eval-screener   measure the draft screener on its labelled messages
              FILE           or on these
              --misses       and list what it missed; never of the held-out split
  train-wishes    train the model that reads patients' wishes for no more texts (or --check)
  eval-wishes     measure it by cross-validation
              FILE           or count labelled texts, verdict TAB text
              --misses       and list what it read wrongly
  doctor    make the machine able to run both, and nothing else
  bindings  write ui/src/ipc/bindings.ts from the command table
              --check        compare only
";

fn main() -> ExitCode {
    match command() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nfoyer: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<ExitCode> {
    let mut args = Parser::from_env();
    let house = House::find()?;
    match args.next()? {
        Some(Arg::Value(name)) => match name.string()?.as_str() {
            "demo" => {
                let options = DemoOptions::parse(args)?;
                println!("foyer demo: a Monday morning in practice mode");
                demo::demo(&house, &options)
            }
            "test" => {
                let options = TestOptions::parse(args)?;
                println!("foyer test: every check there is");
                test::test(&house, &options)
            }
            "bench" => {
                println!("foyer bench: speed and memory, as ratios");
                bench::bench(&house, args)
            }
            "train-screener" => lab::lab(&house, "train", args),
            "eval-screener" => lab::lab(&house, "eval", args),
            "train-wishes" => lab::lab(&house, "train-wishes", args),
            "eval-wishes" => lab::lab(&house, "eval-wishes", args),
            "doctor" => {
                no_more(args)?;
                println!("foyer doctor: what both commands need");
                doctor::doctor(&house, Needs::everything())?;
                Ok(ExitCode::SUCCESS)
            }
            "bindings" => {
                let check = flag(args, "check")?;
                println!("foyer bindings: the window's types, from the command table");
                bindings::bindings(&house, check)
            }
            other => bail!("there is no command `{other}`\n\n{HELP}"),
        },
        Some(Arg::Long("help") | Arg::Short('h')) | None => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => Err(other.unexpected().into()),
    }
}

fn no_more(mut args: Parser) -> Result<()> {
    match args.next()? {
        None => Ok(()),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn flag(mut args: Parser, name: &str) -> Result<bool> {
    match args.next()? {
        None => Ok(false),
        Some(Arg::Long(long)) if long == name => {
            no_more(args)?;
            Ok(true)
        }
        Some(other) => Err(other.unexpected().into()),
    }
}
