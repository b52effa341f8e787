//! The staff, what each role may do, and what was done about people and keys.

use super::{Millis, OpenedWithReason, wire};

wire! {
    /// The People page.
    pub struct PeopleList {
        /// Everybody, those who left last.
        pub people: Vec<StaffRow>,
        /// The roles, in the order of the columns.
        pub roles: Vec<RoleInfo>,
        /// What each may do.
        pub rights: Vec<RightRow>,
        /// Hidden threads opened with a reason in the last seven days, newest first.
        pub opened: Vec<OpenedWithReason>,
        /// The offices.
        pub locations: Vec<LocationInfo>,
        /// The practice's numbers.
        pub lines: Vec<LineAt>,
    }

    /// A member of staff.
    pub struct StaffRow {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Two letters.
        pub initials: String,
        /// Their role.
        pub role: String,
        /// Whether it is whoever asks.
        pub me: bool,
        /// How they come in.
        pub way_in: WayInKind,
        /// When they signed in last.
        pub here_at: Option<Millis>,
        /// When they left.
        pub left_at: Option<Millis>,
        /// The offices they work at; none for all.
        pub locations: Vec<String>,
        /// Whether a repair of the store may have lost where they work: until somebody says, they work nowhere.
        pub places_in_doubt: bool,
        /// Whether it may have lost their second step: until it is set up again, their password alone does not do.
        pub second_step_in_doubt: bool,
    }

    /// One of the offices.
    pub struct LocationInfo {
        /// Id.
        pub id: String,
        /// What the desk calls it.
        pub name: String,
    }

    /// A number, and whose it is.
    pub struct LineAt {
        /// Id.
        pub id: String,
        /// As people write it.
        pub number: String,
        /// The office; `None` for all of them.
        pub location: Option<String>,
    }

    /// How far a role reaches into each category.
    #[derive(Copy, Eq)]
    pub struct ReachInfo {
        /// Visits.
        pub scheduling: ReachKind,
        /// Care.
        pub clinical: ReachKind,
        /// Bills.
        pub billing: ReachKind,
    }

    /// How far a role reaches.
    #[derive(Copy, Eq)]
    pub enum ReachKind {
        /// Sees that there are texts.
        Nothing,
        /// May open one for a while, with a reason.
        WithReason,
        /// Reads.
        Read,
        /// Reads and answers.
        Send,
    }

    /// A role in words.
    pub struct RoleInfo {
        /// Which: a word for those that Foyer brings, an id for the practice's own.
        pub role: String,
        /// Its name.
        pub name: String,
        /// Whether the practice made it.
        pub own: bool,
        /// Whether whoever asks may give it: nobody gives what they lack.
        pub may_give: bool,
        /// Whether they may change it.
        pub may_change: bool,
        /// The offices it is for; none for all.
        pub locations: Vec<String>,
        /// Whether a repair of the store may have lost them: until somebody says, it is for none.
        pub places_in_doubt: bool,
        /// What it reads and answers.
        pub reach: ReachInfo,
    }

    /// One right, and which roles have it.
    pub struct RightRow {
        /// Which.
        pub right: RightKind,
        /// By role, in the order of the columns.
        pub roles: Vec<bool>,
    }

    /// A right beside what a role reads and answers.
    #[derive(Copy, Eq)]
    pub enum RightKind {
        /// Record consent.
        RecordConsent,
        /// Send over a warning.
        Override,
        /// Text without consent, with a reason.
        OverrideConsent,
        /// See who did what about people and keys.
        Audit,
        /// Let a template be used.
        ApproveTemplates,
        /// Send a template to many people.
        TextMany,
        /// Settings.
        Configure,
        /// People.
        ManagePeople,
    }

    /// How somebody comes in.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum WayInKind {
        /// Password and PIN.
        PasswordAndPin,
        /// The password only.
        PasswordOnly,
        /// Their PIN waits, after too many tries.
        PinSlowed { seconds: u32 },
        /// Too many tries with the password: a new code helps.
        Out,
        /// A code for the first day.
        Code { until_at: Millis },
        /// They cannot: the code has ended, or they left.
        Nothing,
    }

    /// A code that was just made. It is shown once.
    pub struct NewCode {
        /// Whose.
        pub user: String,
        /// Their name.
        pub name: String,
        /// The code, as it is printed.
        pub code: String,
        /// When it ends.
        pub until_at: Millis,
    }

    /// Who did what about people and keys, newest first.
    pub struct PeopleLog {
        /// The lines.
        pub lines: Vec<PeopleLogLine>,
    }

    /// One line.
    pub struct PeopleLogLine {
        /// When.
        pub at: Millis,
        /// Who did it; Foyer itself for a miss.
        pub by: Option<String>,
        /// About whom, where that is somebody else.
        pub about: Option<String>,
        /// What.
        pub what: PeopleActKind,
    }

    /// What was done.
    #[derive(Copy, Eq)]
    pub enum PeopleActKind {
        /// Signed in.
        SignedIn,
        /// A wrong password or PIN.
        Missed,
        /// Locked.
        Locked,
        /// Added.
        Added,
        /// Got a new code.
        CodeMade,
        /// Got another role.
        RoleChanged,
        /// Lost their PIN.
        PinReset,
        /// Was taken away.
        Removed,
        /// Chose a password.
        PasswordChanged,
        /// Chose a PIN.
        PinChanged,
        /// Changed when the desk locks.
        LockChanged,
        /// Made a recovery code.
        RecoveryCodeMade,
        /// Came back with the recovery code.
        Recovered,
        /// Changed the practice's key.
        KeyChanged,
        /// Got an authenticator.
        AuthenticatorAdded,
        /// Their authenticator was taken away.
        AuthenticatorRemoved,
        /// An office was added, changed or closed.
        LocationSaved,
        /// Somebody works elsewhere now.
        LocationsSet,
        /// A role of the practice was made, changed or taken out of use.
        RoleSaved,
    }
}
