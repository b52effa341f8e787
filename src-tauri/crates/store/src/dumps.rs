//! No memory of Foyer's on disk when it crashes: a core dump would hold keys and patients' words in clear.
//!
//! Unix is told that a dump may be one byte long, which is none. Whatever Foyer starts is under that limit too, the page's
//! engine among them; at one byte Linux starts no program that takes dumps either, where at zero it would. Of this process
//! Linux is told besides that it is never dumped, and that no other program of this user reads its memory. Windows makes no
//! dump of its own accord; where somebody turned that on for every program (`LocalDumps`), Foyer can't forbid it.

/// Keeps the memory of this process out of dumps, for as long as it runs. The first thing a host of Foyer does.
#[cfg(unix)]
pub fn keep_out_of_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(1), maximum: Some(1) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!(%error, "the size of a core dump is not limited");
    }
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
    {
        tracing::warn!(%error, "this process can be dumped");
    }
}

/// Keeps the memory of this process out of dumps. Windows writes none by itself.
#[cfg(not(unix))]
pub const fn keep_out_of_dumps() {}
