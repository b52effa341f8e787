//! The computer Foyer runs on.

use super::wire;

wire! {
    /// What the computer does with what lies still. Foyer's own files are encrypted whatever it says.
    pub struct ComputerInfo {
        /// The disk that the practice lies on.
        pub disk: AtRestKind,
        /// Where memory goes that the computer has no room for.
        pub swap: SwapKind,
    }

    /// Whether the system encrypts a disk.
    #[derive(Copy, Eq)]
    pub enum AtRestKind {
        /// It does.
        Encrypted,
        /// It does not.
        Plain,
        /// It cannot be told without an administrator's rights.
        Untold,
    }

    /// Swap.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum SwapKind {
        /// There is none.
        None,
        /// It stays in memory.
        InMemory,
        /// It goes onto a disk.
        OnDisk { disk: AtRestKind },
    }
}
