//! A process gives up what it will not need: files, sockets, other programs, most memory, most time.
//!
//! Linux: a list of system calls (seccomp, for every thread) leaves reading and writing what is open already, memory
//! and leaving; everything else answers *not permitted*. Landlock would add nothing to that: nothing can be opened.
//! Memory, processor time, written files, open files and processes are limited besides, and no program of this user
//! looks into it.
//!
//! macOS: the same limits without the list. No file, socket or process can be had any more, for want of numbers to
//! give them; memory is counted for what the program itself asks for, which a decoder that was taken over could evade.
//!
//! Windows: neither. The helper is a process of its own without the practice's key or words, ended at its time limit.
//! What a decoder that was taken over there could do is what any program of this user can.

use std::io;

/// What could not be given up: the picture is not opened then.
#[derive(Debug, thiserror::Error)]
pub enum NotShutIn {
    /// The system refused a limit.
    #[error("a limit was refused")]
    Limit(#[source] io::Error),
    /// The system refused the list of calls, or this processor has none.
    #[error("the list of system calls was refused")]
    Calls,
}

/// Memory beyond what the process begins with, in bytes: decoding, shrinking, and the answer.
#[cfg(unix)]
const MORE_MEMORY: u64 = 512 * 1024 * 1024;

/// Seconds of processor time: the largest picture takes two on a slow desk.
#[cfg(unix)]
const SECONDS: u64 = 10;

/// Shuts this process in. There is no way back.
///
/// # Errors
/// [`NotShutIn`].
pub fn shut_in() -> Result<(), NotShutIn> {
    #[cfg(unix)]
    limits().map_err(NotShutIn::Limit)?;
    #[cfg(target_os = "linux")]
    calls()?;
    Ok(())
}

#[cfg(unix)]
fn limits() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let lower = |what: Resource, most: u64| {
        let most = getrlimit(what).maximum.map_or(most, |hard| most.min(hard));
        setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) })
    };
    #[cfg(target_os = "linux")]
    {
        lower(Resource::As, begun_with()?.saturating_add(MORE_MEMORY))?;
        rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    }
    #[cfg(not(target_os = "linux"))]
    lower(Resource::Data, MORE_MEMORY)?;
    lower(Resource::Cpu, SECONDS)?;
    // What is open stays open: the three it was started with.
    for none in [Resource::Core, Resource::Fsize, Resource::Nofile, Resource::Nproc] {
        lower(none, 0)?;
    }
    Ok(())
}

/// The size of this process, in bytes: a window's program is large before it does anything.
#[cfg(target_os = "linux")]
fn begun_with() -> io::Result<u64> {
    // Pages of 4 KiB; where they are larger this is too small a number by a factor, and the cap the stricter.
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages: u64 = pages.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    Ok(pages.saturating_mul(4_096))
}

#[cfg(target_os = "linux")]
fn calls() -> Result<(), NotShutIn> {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter_all_threads};
    let kept = KEPT.iter().map(|call| (*call, Vec::new())).collect();
    let arch = std::env::consts::ARCH.try_into().map_err(|_| NotShutIn::Calls)?;
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter =
        SeccompFilter::new(kept, refused, SeccompAction::Allow, arch).map_err(|_| NotShutIn::Calls)?;
    let program: BpfProgram = filter.try_into().map_err(|_| NotShutIn::Calls)?;
    apply_filter_all_threads(&program).map_err(|_| NotShutIn::Calls)
}

/// Reading and writing what is open, memory, signals of its own, locks, and leaving. Nothing opens, connects, forks,
/// runs or looks at another process.
#[cfg(target_os = "linux")]
const KEPT: &[i64] = &[
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_readv,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_sigaltstack,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_sched_yield,
    libc::SYS_exit,
    libc::SYS_exit_group,
];
