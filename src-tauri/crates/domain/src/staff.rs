//! Who may do what.

use crate::{Private, UserId};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Our id.
    pub id: UserId,
    /// Name as shown to colleagues.
    pub name: Private,
    /// What they may do.
    pub role: Role,
}

/// A set of rights with a name from the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers texts at the counter.
    Receptionist,
    /// Answers texts about care: nurses, the nurse line.
    Clinical,
    /// Answers texts about bills.
    Billing,
    /// Does all of it, and looks after settings and people.
    Manager,
    /// Reads, and looks into who did what. Writes to no patient.
    PrivacyOfficer,
}

/// One right. Every command names the one it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Before anybody has signed in: setting up, signing in, locking.
    Enter,
    /// One's own seat: settings of one's own, one's own password.
    Sit,
    /// Read threads and patients.
    Read,
    /// Write, send, assign, close, note.
    Answer,
    /// Record consent.
    RecordConsent,
    /// Send over a warning, with a reason.
    Override,
    /// Text somebody who has not agreed, or no longer, with a reason. Never somebody who said no.
    OverrideConsent,
    /// See who signed in and what was changed about people and keys.
    Audit,
    /// Let a template that somebody else wrote be used, or take one out.
    ApproveTemplates,
    /// Change the practice's settings.
    Configure,
    /// Add people, change their roles, take them away.
    ManagePeople,
}

impl Capability {
    /// Every right.
    pub const ALL: [Self; 11] = [
        Self::Enter,
        Self::Sit,
        Self::Read,
        Self::Answer,
        Self::RecordConsent,
        Self::Override,
        Self::OverrideConsent,
        Self::Audit,
        Self::ApproveTemplates,
        Self::Configure,
        Self::ManagePeople,
    ];
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Receptionist, Self::Clinical, Self::Billing, Self::Manager, Self::PrivacyOfficer];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receptionist => "receptionist",
            Self::Clinical => "clinical",
            Self::Billing => "billing",
            Self::Manager => "manager",
            Self::PrivacyOfficer => "privacy_officer",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Whether the role includes a right: the one table of who may do what.
    pub const fn may(self, capability: Capability) -> bool {
        use Role::{Billing, Clinical, Manager, PrivacyOfficer, Receptionist};
        match capability {
            Capability::Enter | Capability::Sit | Capability::Read => true,
            Capability::Answer => matches!(self, Receptionist | Clinical | Billing | Manager),
            Capability::RecordConsent | Capability::Override => {
                matches!(self, Receptionist | Clinical | Manager)
            }
            Capability::Audit => matches!(self, Manager | PrivacyOfficer),
            Capability::ApproveTemplates => matches!(self, Clinical | Manager | PrivacyOfficer),
            Capability::OverrideConsent | Capability::Configure | Capability::ManagePeople => {
                matches!(self, Manager)
            }
        }
    }
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person at the desk.
    User(UserId),
    /// The patient, by texting.
    Patient,
    /// Foyer by itself.
    System,
    /// The carrier.
    Carrier,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as the office reads it: a row a role, a letter a right.
    #[test]
    fn who_may_do_what() {
        let row = |role: Role| {
            Capability::ALL.iter().map(|&right| if role.may(right) { 'x' } else { '-' }).collect::<String>()
        };
        //                  enter, sit, read, answer, record consent, override, override consent, audit, templates, configure, people
        assert_eq!(row(Role::Receptionist), "xxxxxx-----");
        assert_eq!(row(Role::Clinical), "xxxxxx--x--");
        assert_eq!(row(Role::Billing), "xxxx-------");
        assert_eq!(row(Role::Manager), "xxxxxxxxxxx");
        assert_eq!(row(Role::PrivacyOfficer), "xxx----xx--");
    }

    #[test]
    fn words_of_roles_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("owner"), None);
    }
}
