//! The practice's directory beside the people here: who is in one and not in the other, and whose role differs from what
//! their group stands for. Foyer keeps no second list of groups; what it keeps is which role a group stands for. It
//! changes nobody: a manager does, one by one.

use std::collections::{BTreeMap, BTreeSet};

use crate::{importing::Table, names};

/// What a column with names may be called, and one with groups, in English and Spanish.
const NAME: [&str; 7] =
    ["display name", "displayname", "full name", "name", "user", "nombre completo", "nombre"];
const GROUPS: [&str; 10] = [
    "groups",
    "group",
    "memberof",
    "member of",
    "roles",
    "role",
    "department",
    "job title",
    "grupos",
    "grupo",
];

/// Somebody in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    name: String,
    groups: BTreeSet<String>,
}

/// Somebody here.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Here {
    /// Their id.
    pub(crate) user: String,
    /// Their name.
    pub(crate) name: String,
    /// The word of their role.
    pub(crate) role: String,
    /// Whether they left.
    pub(crate) left: bool,
}

/// How somebody in the directory and somebody here compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// In the directory and not here.
    Missing { name: String, role: String },
    /// Here with another role than their group stands for.
    Role { user: String, name: String, role: String },
    /// Here and not in the directory.
    Gone { user: String, name: String },
    /// Their groups stand for more than one role: a person chooses.
    Several { name: String, roles: Vec<String> },
    /// The name is there, or here, more than once: nobody is guessed.
    Twice { name: String },
}

/// Reads a list. `None` where no column has names or none has groups.
pub(crate) fn read(table: &Table) -> Option<Vec<Listed>> {
    let column = |names: &[&str]| {
        // The first that is asked for, not the first in the list: a display name before a user's name.
        names
            .iter()
            .find_map(|name| table.columns.iter().position(|head| head.trim().to_lowercase() == *name))
    };
    let (name, groups) = (column(&NAME)?, column(&GROUPS)?);
    let listed = table.rows.iter().filter_map(|(_, cells)| {
        let said = cells.get(name).map(String::as_str).unwrap_or_default();
        if said.is_empty() {
            return None;
        }
        let in_groups = cells.get(groups).map(String::as_str).unwrap_or_default();
        Some(Listed { name: said.to_owned(), groups: groups_in(in_groups) })
    });
    Some(listed.collect())
}

/// The groups of a cell: `Front Desk; Billing`, or as a directory writes them, `CN=Front Desk,OU=Groups`.
fn groups_in(cell: &str) -> BTreeSet<String> {
    let one = |group: &str| {
        let first = group.split(',').next().unwrap_or_default().trim();
        first.strip_prefix("CN=").or_else(|| first.strip_prefix("cn=")).unwrap_or(first).trim().to_owned()
    };
    cell.split([';', '|']).map(one).filter(|group| !group.is_empty()).collect()
}

/// The groups of a list and how many people each has.
pub(crate) fn groups(listed: &[Listed]) -> BTreeMap<String, u32> {
    let mut groups = BTreeMap::<String, u32>::new();
    for group in listed.iter().flat_map(|one| &one.groups) {
        let people = groups.entry(group.clone()).or_default();
        *people = people.saturating_add(1);
    }
    groups
}

/// Compares them. Who is in no group that stands for a role has no business here, and is not missed; who is here without
/// one is gone.
pub(crate) fn compare(listed: &[Listed], here: &[Here], roles: &BTreeMap<String, String>) -> Vec<Difference> {
    let (mut there, mut twice) = (BTreeMap::<String, (&str, BTreeSet<&str>)>::new(), BTreeMap::new());
    for one in listed {
        let role = one.groups.iter().filter_map(|group| roles.get(group)).map(String::as_str);
        let (known, role) = (plain(&one.name), role.collect::<BTreeSet<_>>());
        if role.is_empty() {
            continue;
        }
        if there.insert(known.clone(), (&one.name, role)).is_some() {
            twice.insert(known, one.name.as_str());
        }
    }
    let mut seen = BTreeMap::<String, &Here>::new();
    for one in here.iter().filter(|one| !one.left) {
        let known = plain(&one.name);
        if seen.insert(known.clone(), one).is_some() {
            twice.insert(known, one.name.as_str());
        }
    }
    let doubtful = |name: &String| twice.contains_key(name);
    let mut found: Vec<Difference> =
        twice.values().map(|name| Difference::Twice { name: (*name).to_owned() }).collect();
    for (known, (name, role)) in there.iter().filter(|(known, _)| !doubtful(known)) {
        let mut roles = role.iter().map(|role| (*role).to_owned());
        match (role.len(), seen.get(known), roles.next()) {
            (1, None, Some(role)) => found.push(Difference::Missing { name: (*name).to_owned(), role }),
            (1, Some(person), Some(role)) if person.role != role => {
                found.push(Difference::Role { user: person.user.clone(), name: person.name.clone(), role });
            }
            // What they have is one of them.
            (1, Some(_), Some(_)) | (_, _, None) => {}
            (_, Some(person), _) if role.contains(person.role.as_str()) => {}
            (_, _, Some(first)) => {
                let roles = std::iter::once(first).chain(roles).collect();
                found.push(Difference::Several { name: (*name).to_owned(), roles });
            }
        }
    }
    for (known, person) in seen.iter().filter(|(known, _)| !doubtful(known)) {
        if !there.contains_key(known) {
            found.push(Difference::Gone { user: person.user.clone(), name: person.name.clone() });
        }
    }
    found
}

/// A name however it is written: `Ruiz, Dana` is Dana Ruiz.
fn plain(name: &str) -> String {
    let turned = match name.split_once(',') {
        Some((last, first)) => format!("{first} {last}"),
        None => name.to_owned(),
    };
    names::plain(&turned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(user: &str, name: &str, role: &str) -> Here {
        Here { user: user.to_owned(), name: name.to_owned(), role: role.to_owned(), left: false }
    }

    fn compared(list: &str, people: &[Here]) -> Vec<Difference> {
        let listed = read(&Table::read(list.as_bytes()).unwrap()).unwrap();
        let roles = [("Front Desk", "receptionist"), ("Billing", "billing"), ("Nurses", "clinical")];
        let roles = roles.map(|(group, role)| (group.to_owned(), role.to_owned()));
        compare(&listed, people, &roles.into())
    }

    #[test]
    fn who_comes_changes_and_goes_is_told_and_who_has_no_business_here_is_not_missed() {
        let list = "Display name,Mail,Groups\n\
            \"Mensah, Kofi\",k@b.example,\"Front Desk;Everybody\"\n\
            Amaka Eze,a@b.example,\"CN=Billing,OU=Groups,DC=bayou\"\n\
            Lin Cho,l@b.example,Nurses\n\
            Janitor Jo,j@b.example,Everybody\n";
        let people = [
            here("1", "Kofi  mensah", "receptionist"),
            here("2", "Lin Cho", "receptionist"),
            here("3", "Dana Ruiz", "manager"),
            Here { left: true, ..here("4", "Janitor Jo", "receptionist") },
        ];
        assert_eq!(
            compared(list, &people),
            [
                Difference::Missing { name: "Amaka Eze".into(), role: "billing".into() },
                Difference::Role { user: "2".into(), name: "Lin Cho".into(), role: "clinical".into() },
                Difference::Gone { user: "3".into(), name: "Dana Ruiz".into() },
            ]
        );
    }

    #[test]
    fn nobody_is_guessed_and_no_role_is_chosen_between_two() {
        let list = "Name;Department\nAna Paz;Billing\nAna Paz;Nurses\nLin Cho;Front Desk|Billing\nBo Lund;Front Desk|Billing\n";
        let people = [here("1", "Ana Paz", "billing"), here("2", "Bo Lund", "billing")];
        assert_eq!(
            compared(list, &people),
            [
                Difference::Twice { name: "Ana Paz".into() },
                Difference::Several {
                    name: "Lin Cho".into(),
                    roles: vec!["billing".into(), "receptionist".into()]
                },
            ]
        );
    }

    #[test]
    fn a_list_without_names_or_groups_is_none() {
        for list in ["Phone,Group\nx,y\n", "Name,Phone\nx,y\n"] {
            assert_eq!(read(&Table::read(list.as_bytes()).unwrap()), None, "{list}");
        }
    }
}
