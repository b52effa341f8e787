//! Who may do what.

use crate::{Capability, Private, Reach, Rights, RoleId, UserId};

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
    /// One that the practice made.
    Own(OwnRole),
}

/// A role that the practice made, as it is now. Its name and its offices are the store's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct OwnRole {
    /// Which.
    pub id: RoleId,
    /// What it may do.
    pub rights: Rights,
}

impl Role {
    /// Every role that Foyer brings.
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
            Self::Own(_) => "own",
        }
    }

    /// Reads the word in the store, of a role that Foyer brings.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// What the role may do: the one table of who may do what.
    pub const fn rights(self) -> Rights {
        let none = Rights {
            scheduling: Reach::Nothing,
            clinical: Reach::Nothing,
            billing: Reach::Nothing,
            record_consent: false,
            over_warning: false,
            over_consent: false,
            audit: false,
            templates: false,
            text_many: false,
            configure: false,
            manage_people: false,
        };
        match self {
            // Whoever does not read clinical texts does not judge that one may be sent over a warning either.
            Self::Receptionist => Rights {
                scheduling: Reach::Send,
                clinical: Reach::WithReason,
                billing: Reach::WithReason,
                record_consent: true,
                ..none
            },
            Self::Clinical => Rights {
                scheduling: Reach::Send,
                clinical: Reach::Send,
                billing: Reach::WithReason,
                record_consent: true,
                over_warning: true,
                templates: true,
                ..none
            },
            Self::Billing => Rights { scheduling: Reach::Read, billing: Reach::Send, ..none },
            Self::Manager => Rights {
                scheduling: Reach::Send,
                clinical: Reach::Send,
                billing: Reach::Send,
                record_consent: true,
                over_warning: true,
                over_consent: true,
                audit: true,
                templates: true,
                text_many: true,
                configure: true,
                manage_people: true,
            },
            Self::PrivacyOfficer => Rights {
                scheduling: Reach::Read,
                clinical: Reach::Read,
                billing: Reach::Read,
                audit: true,
                templates: true,
                ..none
            },
            Self::Own(own) => own.rights,
        }
    }

    /// Whether the role includes a right.
    pub const fn may(self, capability: Capability) -> bool {
        self.rights().may(capability)
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
    use crate::Category;

    /// The table as the office reads it: a row a role, a letter a right.
    #[test]
    fn who_may_do_what() {
        let row = |role: Role| {
            Capability::ALL.iter().map(|&right| if role.may(right) { 'x' } else { '-' }).collect::<String>()
        };
        // enter, sit, read, answer, record consent, override, override consent, audit, templates, text many, configure,
        // people
        assert_eq!(row(Role::Receptionist), "xxxxx-------");
        assert_eq!(row(Role::Clinical), "xxxxxx--x---");
        assert_eq!(row(Role::Billing), "xxxx--------");
        assert_eq!(row(Role::Manager), "xxxxxxxxxxxx");
        assert_eq!(row(Role::PrivacyOfficer), "xxx----xx---");
    }

    /// How far each reaches into visits, care and bills.
    #[test]
    fn who_reads_what() {
        use Reach::{Nothing, Read, Send, WithReason};
        let row = |role: Role| Category::ALL.map(|category| role.rights().of(category));
        assert_eq!(row(Role::Receptionist), [Send, WithReason, WithReason]);
        assert_eq!(row(Role::Clinical), [Send, Send, WithReason]);
        assert_eq!(row(Role::Billing), [Read, Nothing, Send]);
        assert_eq!(row(Role::Manager), [Send, Send, Send]);
        assert_eq!(row(Role::PrivacyOfficer), [Read, Read, Read]);
    }

    #[test]
    fn what_lies_within_what() {
        use Role::{Billing, Clinical, Manager, PrivacyOfficer, Receptionist};
        let within = |one: Role, other: Role| one.rights().within(&other.rights());
        for role in Role::ALL {
            assert!(within(role, role) && within(role, Manager), "a manager has it all");
        }
        assert!(within(Receptionist, Clinical) && !within(Clinical, Receptionist));
        assert!(!within(Billing, Clinical), "billing is more than a reason");
        assert!(!within(PrivacyOfficer, Clinical), "audit is a right of its own");
        assert!(!within(Manager, PrivacyOfficer));
    }

    #[test]
    fn words_of_roles_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("owner"), None);
    }
}
