//! The practice's directory: a list that somebody saved from it, held against the people here. It changes nobody.

use std::collections::BTreeMap;

use foyer_domain::Capability;
use foyer_store::{settings, users};

use super::{Command, importing::TAKEN, roles};
use crate::{
    context::Context,
    directory::{self, Difference, Here},
    record::{self, Act},
    wire::*,
};

/// Where it is kept which role a group stands for.
const GROUPS: &str = "people.groups";

wire! {
    /// Holds a list from the directory against the people here.
    pub struct CompareDirectory {
        /// The file, in base64: a CSV with a column of names and one of groups.
        pub file: String,
        /// Which role each group stands for from now on; null for what was said before.
        pub roles: Option<Vec<GroupRole>>,
    }

    /// A group and the role it stands for.
    pub struct GroupRole {
        /// The group.
        pub group: String,
        /// The role; null for none.
        pub role: Option<String>,
    }

    /// How the directory and the people here compare.
    pub struct DirectoryView {
        /// The groups of the list.
        pub groups: Vec<DirectoryGroup>,
        /// What differs; empty while no group stands for a role.
        pub rows: Vec<DirectoryRow>,
        /// Whether any group stands for a role.
        pub compared: bool,
    }

    /// A group of the list.
    pub struct DirectoryGroup {
        /// Its name.
        pub group: String,
        /// People in it.
        pub people: u32,
        /// The role it stands for; null for none.
        pub role: Option<String>,
    }

    /// A difference.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum DirectoryRow {
        /// In the directory and not here.
        Missing { name: String, role: String },
        /// Here with another role.
        Role { user: String, name: String, role: String },
        /// Here and not in the directory.
        Gone { user: String, name: String },
        /// Their groups stand for several roles.
        Several { name: String, roles: Vec<String> },
        /// The name stands there, or here, more than once.
        Twice { name: String },
    }
}

impl Command for CompareDirectory {
    const NAME: &'static str = "people.compare";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = DirectoryView;

    async fn run(self, cx: Context) -> Result<DirectoryView, AppError> {
        let listed = directory::read(&TAKEN.read(&self.file)?).ok_or_else(|| {
            AppError::new(
                ErrorCode::BadField,
                "This list needs a column Name and a column Groups. Name them so, then choose it again.",
            )
            .about("file")
        })?;
        let said = match self.roles {
            None => None,
            Some(roles) => Some(stands_for(&cx, roles).await?),
        };
        let now = cx.now();
        cx.write(move |desk, tx| {
            let mut stands_for = settings::get::<BTreeMap<String, String>>(tx, GROUPS)?.unwrap_or_default();
            if let Some(said) = said {
                for (group, role) in said {
                    match role {
                        Some(role) => drop(stands_for.insert(group, role)),
                        None => drop(stands_for.remove(&group)),
                    }
                }
                settings::set(tx, GROUPS, &stands_for, now)?;
            }
            // A role that was taken out of use since stands for nothing.
            let known: Vec<String> =
                roles::all(tx)?.into_iter().map(|(role, ..)| roles::word(role)).collect();
            stands_for.retain(|_, role| known.contains(role));
            let here: Vec<Here> = users::list(tx)?
                .into_iter()
                .map(|row| Here {
                    user: row.user.id.to_string(),
                    name: row.user.name.into_inner(),
                    role: roles::word(row.user.role),
                    left: row.retired_at.is_some(),
                })
                .collect();
            let groups: Vec<DirectoryGroup> = directory::groups(&listed)
                .into_iter()
                .map(|(group, people)| DirectoryGroup {
                    role: stands_for.get(&group).cloned(),
                    group,
                    people,
                })
                .collect();
            let compared = groups.iter().any(|group| group.role.is_some());
            let rows: Vec<DirectoryRow> = if compared {
                directory::compare(&listed, &here, &stands_for).into_iter().map(row).collect()
            } else {
                Vec::new()
            };
            let detail = serde_json::json!({ "listed": listed.len(), "differ": rows.len() });
            record::with(desk, tx, Act::DirectoryCompared, None, None, detail, now)?;
            Ok(DirectoryView { groups, rows, compared })
        })
        .await
    }
}

async fn stands_for(cx: &Context, said: Vec<GroupRole>) -> Result<Vec<(String, Option<String>)>, AppError> {
    let mut all = Vec::with_capacity(said.len());
    for one in said {
        let role = match one.role {
            None => None,
            Some(role) => Some(roles::word(roles::named(cx, role).await?)),
        };
        all.push((one.group, role));
    }
    Ok(all)
}

fn row(one: Difference) -> DirectoryRow {
    match one {
        Difference::Missing { name, role } => DirectoryRow::Missing { name, role },
        Difference::Role { user, name, role } => DirectoryRow::Role { user, name, role },
        Difference::Gone { user, name } => DirectoryRow::Gone { user, name },
        Difference::Several { name, roles } => DirectoryRow::Several { name, roles },
        Difference::Twice { name } => DirectoryRow::Twice { name },
    }
}
