//! What the window hears without asking: ids and kinds only, nothing worth stealing.

use super::wire;

wire! {
    /// Something changed; read it again.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum AppEvent {
        /// A thread, its place in the list, or what is in it.
        ThreadChanged { thread: String },
        /// Texts waiting to leave.
        OutboxChanged,
        /// The line to the carrier.
        ConnectivityChanged,
        /// Setup, lock or recovery: ask for the status again.
        StatusChanged,
        /// Nobody has been at the desk for a while; it locks in so many seconds.
        LockSoon { seconds: u32 },
        /// The practice's or the person's settings.
        SettingsChanged,
        /// Who is due for a notice, a run of notices, what staff are asked to read.
        ConsentChanged,
        /// New texts came in; `count` of them.
        InboundArrived { count: u32 },
        /// Somebody clicked an alert of the desktop: ask which thread.
        AlertClicked,
        /// How far back the carrier's lists have been read, or how its days compare with what is here.
        EarlierChanged,
        /// How far a list of people has been brought in, in rows.
        ContactsProgress { done: u32, total: u32 },
    }
}
