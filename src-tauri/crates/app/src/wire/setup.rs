//! Getting in: first run, and what stands in the way.

use super::{Desk, LockScreen, Theme, WindowLanguage, wire};

wire! {
    /// What the window should show first.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum AppStatus {
        /// Still opening.
        Starting {
            /// Where a change of the practice's key is: 1 to 4; null when none is under way.
            key_step: Option<u32>,
            look: Look,
        },
        /// No practice on this computer yet.
        Setup {
            /// Whether the operating system's keyring answers; otherwise passwords stand alone.
            keyring: bool,
            look: Look,
        },
        /// The practice is there and nobody sits at its desk.
        SignIn { lock: Box<LockScreen> },
        /// The practice is there and cannot be opened.
        Blocked {
            problem: StartProblem,
            /// Whether the recovery code is a way back.
            recovery: bool,
            look: Look,
        },
        /// Open.
        Ready { desk: Box<Desk> },
    }

    /// How the window looked for whoever was here last on this computer.
    #[derive(Copy, Eq)]
    pub struct Look {
        /// Light or dark.
        pub theme: Theme,
        /// Its language.
        pub language: WindowLanguage,
    }

    /// Why the practice on this computer does not open. Nothing is ever deleted.
    #[derive(Copy, Eq)]
    pub enum StartProblem {
        /// The keyring does not answer or has lost the key.
        KeyMissing,
        /// The store is damaged.
        StoreDamaged,
        /// A newer Foyer wrote it.
        StoreNewer,
        /// The store is there, its key file is not.
        KeyFileMissing,
        /// Another Foyer has it open.
        AlreadyOpen,
        /// The disk is full.
        DiskFull,
        /// The store cannot be read from disk.
        Unreadable,
    }

    /// The carrier account to connect.
    pub struct TwilioAccount {
        /// `AC` and 32 hex digits.
        pub account_sid: String,
        /// `SK` and 32 hex digits.
        pub key_sid: String,
        /// The key's secret; kept in the keyring, never in the store.
        pub secret: String,
        /// Another address than Twilio's, for a sandbox on this computer only.
        pub base_url: Option<String>,
    }

    /// What the account has.
    pub struct TwilioCheck {
        /// Numbers that may be chosen; empty when the key may not list them, then one is typed.
        pub numbers: Vec<OwnNumberChoice>,
    }

    /// One of the practice's numbers.
    pub struct OwnNumberChoice {
        /// E.164.
        pub number: String,
        /// As people write it.
        pub pretty: String,
        /// The carrier's label for it.
        pub name: String,
        /// Whether it is a text-enabled landline: calls stay with its telephone company.
        pub hosted: bool,
    }

    /// The practice's numbers as the carrier has them.
    pub struct NumbersAtCarrier {
        /// Every number of the practice.
        pub numbers: Vec<NumberAtCarrier>,
    }

    /// What the carrier says of a number.
    pub struct NumberAtCarrier {
        /// Which line.
        pub line: String,
        /// What.
        pub standing: NumberStanding,
    }

    /// How a number stands at the carrier.
    #[derive(Copy, Eq)]
    pub enum NumberStanding {
        /// It is the carrier's own, and texts.
        Own,
        /// A text-enabled landline: the carrier hosts its texts, calls stay with its telephone company.
        Hosted,
        /// The account has no such number that can text.
        NotThere,
    }
}
