//! foyerctl: the same core without a window. One module per subcommand; this file only chooses.

mod audit;
mod backup;
mod key;
mod repair;
mod restore;
mod revocation;
mod sandbox;
mod screen;
mod sim;

use clap::{Parser, Subcommand};

/// Foyer without a window.
#[derive(Parser)]
#[command(name = "foyerctl", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say whether an audit trail is whole: an exported one, or a practice's own.
    Audit(audit::Options),
    /// Make a backup of a practice that is not open.
    Backup(backup::Options),
    /// Bring what can be read of a damaged practice into a new folder.
    Repair(repair::Options),
    /// Bring a backup back into an empty folder.
    Restore(restore::Options),
    /// Say of each text in a list whether it asks to end texts, to begin them again, or for help.
    Revocation(revocation::Options),
    /// Run the sandbox carrier on loopback until interrupted.
    Sandbox(sandbox::Options),
    /// Play a practice in virtual time, with every fault, and hold what happened against what is promised.
    Sim(sim::Options),
    /// Screen drafts: what tells more than a text needs, and why.
    Screen(screen::Options),
}

fn main() -> anyhow::Result<std::process::ExitCode> {
    foyer_store::keep_out_of_dumps();
    match Arguments::parse().command {
        Command::Audit(options) => Ok(audit::run(&options)),
        Command::Backup(options) => Ok(backup::run(&options)),
        Command::Repair(options) => Ok(repair::run(&options)),
        Command::Restore(options) => Ok(restore::run(&options)),
        Command::Revocation(options) => revocation::run(&options).map(|()| std::process::ExitCode::SUCCESS),
        Command::Sandbox(options) => sandbox::run(options),
        Command::Sim(options) => sim::run(&options),
        Command::Screen(options) => screen::run(options),
    }
}
