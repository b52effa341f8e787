//! Makes the machine able to run Foyer. It repairs rather than reports: what is missing is installed, and
//! said before it is, with the reason. What is there is left alone, so a second run costs a moment.
//!
//! Nothing is fetched from anywhere but the package registries of cargo, npm and the system.

mod node;
mod packages;
pub mod probes;
mod rust;

use std::time::Instant;

use anyhow::{Context, Result};

pub use self::node::Node;
use self::packages::Purpose;
use crate::house::House;

/// What a command is going to do, hence what must be there.
#[derive(Clone, Copy)]
pub struct Needs {
    /// Compile and open the window.
    pub window: bool,
    /// Drive a window where there is no display.
    pub driver: bool,
    /// Compare with other programs: the keyring, the carrier's own libraries.
    pub probes: bool,
    /// rustfmt and clippy.
    pub lints: bool,
    /// Node and the window's packages.
    pub ui: bool,
}

impl Needs {
    /// Everything that `test` uses.
    pub fn everything() -> Self {
        Self { window: true, driver: true, probes: true, lints: true, ui: true }
    }
}

/// What the doctor found or installed.
pub struct Able {
    /// Node with its npm.
    pub node: Option<Node>,
}

/// Makes the machine able.
pub fn doctor(house: &House, needs: Needs) -> Result<Able> {
    let log = house.log("doctor")?;
    step("Rust", || rust::rust(house, needs.lints, &log))?;

    let mut purposes = vec![Purpose::Build];
    if needs.window {
        purposes.push(Purpose::Window);
    }
    if needs.driver {
        purposes.push(Purpose::Driver);
    }
    if needs.probes {
        purposes.push(Purpose::Probes);
    }
    step("system packages", || packages::packages(&purposes, &log))?;

    let node = if needs.ui {
        let node = step("Node", || node::node(house, &log))?;
        step("the window's packages", || node::modules(house, &node, &log))?;
        if needs.driver {
            step("the window's examiner", || node::examiner(house, &node, &log))?;
        }
        if needs.probes {
            step("the carrier's libraries", || probes::probes(house, &node, &log))?;
        }
        Some(node)
    } else {
        None
    };
    Ok(Able { node })
}

/// One line for each step: what is there, or what was done. An error says which step and whether it needed
/// the network, because that is the first thing to look at.
fn step<T>(name: &str, work: impl FnOnce() -> Result<Found<T>>) -> Result<T> {
    let started = Instant::now();
    let found =
        work().with_context(|| format!("making this machine able to run Foyer stopped at: {name}"))?;
    let seconds = started.elapsed().as_secs();
    let took = if seconds > 0 { format!(" ({seconds} s)") } else { String::new() };
    println!("  {:<24} {}{took}", name, found.said);
    Ok(found.it)
}

/// What a step found, and its line.
pub struct Found<T> {
    it: T,
    said: String,
}

impl<T> Found<T> {
    fn new(it: T, said: impl Into<String>) -> Self {
        Self { it, said: said.into() }
    }
}

/// Said with every failure of a step that fetches something.
const NETWORK: &str = "this step needs the network (the package registries); nothing else is fetched";
