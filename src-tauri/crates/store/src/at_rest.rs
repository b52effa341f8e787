//! Whether the computer encrypts the disk that Foyer's files lie on, and where its memory may be swapped to.
//!
//! Foyer's own files are encrypted whatever the computer does; what other programs leave is not, and memory that is swapped
//! out or hibernated lands on the disk as it is. So the page says what the system tells without any right: on Linux what
//! the kernel shows of mounts, swaps and devices. What that does not settle is [`Seen::Untold`], never a guess. Drives that
//! encrypt by themselves are not told from others there, so *none* means that the system itself encrypts nothing. Windows
//! tells an administrator only (BitLocker), and nobody asks macOS yet (`fdesetup`): both are untold.

#[cfg(target_os = "linux")]
mod linux;

use std::path::Path;

/// What the system tells of a place on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The system encrypts it.
    Encrypted,
    /// The system does not.
    Plain,
    /// It cannot be told from here.
    Untold,
}

/// Where memory goes that the computer has no room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swap {
    /// Nowhere: there is none.
    None,
    /// Into memory, compressed; nothing gets onto a disk.
    InMemory,
    /// Onto a disk.
    On(Seen),
}

/// What the computer does with what lies still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtRest {
    /// The disk that a folder lies on.
    pub disk: Seen,
    /// Its swap.
    pub swap: Swap,
}

impl AtRest {
    /// Looks, for the disk that `folder` lies on. Only reads; it may wait for the disk.
    #[cfg(target_os = "linux")]
    pub fn of(folder: &Path) -> Self {
        linux::Kernel::at("/").at_rest(folder)
    }

    /// Looks, for the disk that `folder` lies on. This system tells nobody without rights.
    #[cfg(not(target_os = "linux"))]
    pub const fn of(_folder: &Path) -> Self {
        Self { disk: Seen::Untold, swap: Swap::On(Seen::Untold) }
    }
}

impl Seen {
    /// Of several places that hold one thing together: the worst that is known, and known only if all are.
    #[cfg(target_os = "linux")]
    fn worst(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(|one, other| match (one, other) {
            (Self::Plain, _) | (_, Self::Plain) => Self::Plain,
            (Self::Untold, _) | (_, Self::Untold) => Self::Untold,
            (Self::Encrypted, Self::Encrypted) => Self::Encrypted,
        })
    }
}
