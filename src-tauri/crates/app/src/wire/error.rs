//! How a command says no.

use super::wire;

wire! {
    /// What the window gets instead of a reply. `code` is for the program, `advice` for the person.
    pub struct AppError {
        /// What happened, as a word the window can switch on.
        pub code: ErrorCode,
        /// What happened, what is safe, what to do next. Never a patient's name, number or words.
        pub advice: String,
        /// The field of the form it is about.
        pub field: Option<String>,
    }

    /// Every way a command can fail.
    #[derive(Debug, Copy, Eq)]
    pub enum ErrorCode {
        /// No practice is open: setup or recovery comes first.
        NotOpen,
        /// Nobody sits at the desk, or somebody else by now: ask for the status.
        Locked,
        /// The person's role does not include this.
        NotAllowed,
        /// The thread is hidden from this person, or theirs to read and not to answer.
        Hidden,
        /// No command of this name.
        UnknownCommand,
        /// The arguments do not fit the command.
        BadArguments,
        /// A field of the form cannot be used as it is.
        BadField,
        /// The thing is gone or never was.
        NotFound,
        /// The password, PIN or code is wrong.
        WrongSecret,
        /// The password is right, and the code of the authenticator comes next.
        CodeNeeded,
        /// Too many were: there is a wait.
        Slowed,
        /// Far too many were: this secret is off.
        LockedOut,
        /// It is a code for the first day: a password and a PIN are chosen with it.
        FirstDay,
        /// The operating system's keyring does not answer.
        KeyringSilent,
        /// The carrier refused the credentials.
        CredentialsRefused,
        /// The carrier could not be reached.
        CarrierUnreachable,
        /// What answers cannot prove that it is the carrier.
        CarrierUntrusted,
        /// The portal could not be reached, or cannot do what is needed.
        PortalUnreachable,
        /// The disk is full; nothing was lost.
        DiskFull,
        /// The store is damaged; nothing was deleted.
        StoreDamaged,
        /// This picture cannot be shown; it is kept as it came.
        NotShown,
        /// It is too late to take this back.
        TooLate,
        /// Something broke inside Foyer.
        Internal,
    }
}

impl AppError {
    /// An error with its advice.
    pub fn new(code: ErrorCode, advice: impl Into<String>) -> Self {
        Self { code, advice: advice.into(), field: None }
    }

    /// The same error, about one field.
    #[must_use]
    pub fn about(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}
