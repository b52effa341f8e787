//! Roles that the practice makes, over the one table of rights.
//!
//! Nobody makes, changes or retires a role that may do what they may not, and nobody changes the role they have
//! themselves. Somebody who works at some offices changes none: a role may be had anywhere.

use std::collections::BTreeSet;

use foyer_domain::{Actor, Capability, LocationId, OwnRole, Reach, Rights, Role, RoleId};
use foyer_store::{
    ReadTx, StoreError,
    doubts::{self, Doubts},
    roles::{self, RoleRow},
};

use super::{Command, entering, places::nobody_is_known, settings::Done};
use crate::{
    context::{Context, id},
    desk::Desk,
    present,
    session::{self, PeopleAct},
    wire::*,
};

wire! {
    /// Makes a role, or changes one of the practice's own. Everybody who has it may do what it says at once.
    pub struct SaveRole {
        /// Which; a new one when left out.
        pub role: Option<String>,
        /// What the practice calls it.
        pub name: String,
        /// What it reads and answers.
        pub reach: ReachInfo,
        /// What else it may do.
        pub rights: Vec<RightKind>,
        /// The offices it is for; empty for everywhere.
        pub locations: Vec<String>,
    }

    /// Takes a role of the practice out of use. Nobody may have it any more.
    pub struct RetireRole {
        /// Which.
        pub role: String,
    }
}

impl Command for SaveRole {
    const NAME: &'static str = "roles.save";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let name = entering::named(&self.name, "name")?;
        let rights = rights(self.reach, &self.rights);
        let known = self.role.as_deref().map(id::<RoleId>).transpose()?;
        let role = OwnRole { id: known.unwrap_or(RoleId::from_uuid(cx.desk()?.next_uuid())), rights };
        let places = self.locations.iter().map(|place| id::<LocationId>(place));
        let places = places.collect::<Result<BTreeSet<_>, _>>()?;
        let (now, row) = (cx.now(), RoleRow { role, name, places });
        let saved = cx
            .write(move |desk, tx| {
                // Where it is known of no manager where they work, one says it of a role: that, and no other rights.
                let first = match known {
                    Some(id) => nobody_is_known(desk, tx)? && rights_of(tx, id)? == role.rights,
                    None => false,
                };
                if known.is_some() && !first {
                    may_change(desk, tx, role.id)?;
                }
                if !first {
                    may_make(desk, tx, role)?;
                }
                let taken = |(other, name, _): &Known| {
                    *name == row.name && !matches!(other, Role::Own(own) if own.id == role.id)
                };
                if all(tx)?.iter().any(taken) {
                    return Ok(false);
                }
                match known {
                    Some(id) => {
                        roles::update(tx, &row)?;
                        doubts::settle_role(tx, id, now)?;
                    }
                    None => roles::create(tx, &row, now)?,
                }
                // The trail says what a role may do from then on, in the words of the table.
                let detail = serde_json::json!({
                    "role": role.id.to_string(), "rights": role.rights, "locations": row.places.len(),
                });
                session::say(tx, PeopleAct::RoleSaved, Actor::User(desk.user.id), None, detail, now)?;
                Ok(true)
            })
            .await?;
        if !saved {
            return Err(AppError::new(ErrorCode::BadField, "There is a role of this name.").about("name"));
        }
        done(&cx).await
    }
}

impl Command for RetireRole {
    const NAME: &'static str = "roles.retire";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, role) = (cx.now(), id::<RoleId>(&self.role)?);
        let retired = cx
            .write(move |desk, tx| {
                may_change(desk, tx, role)?;
                match roles::retire(tx, role, now) {
                    Err(StoreError::Conflict { .. }) => return Ok(false),
                    retired => retired?,
                }
                let detail = serde_json::json!({ "role": role.to_string(), "retired": true });
                session::say(tx, PeopleAct::RoleSaved, Actor::User(desk.user.id), None, detail, now)?;
                Ok(true)
            })
            .await?;
        if retired {
            return done(&cx).await;
        }
        Err(AppError::new(ErrorCode::BadField, "Somebody has this role. Give them another first.")
            .about("role"))
    }
}

async fn done(cx: &Context) -> Result<Done, AppError> {
    session::people::roles_changed(&cx.app, cx.desk()?).await?;
    cx.tell(AppEvent::SettingsChanged);
    Ok(Done {})
}

fn rights_of(tx: &ReadTx<'_>, role: RoleId) -> Result<Rights, StoreError> {
    let known = roles::list(tx)?.into_iter().find(|row| row.role.id == role);
    Ok(known.ok_or(StoreError::NotFound { table: "role" })?.role.rights)
}

/// A role that may do nothing whoever sits here may not, by somebody who works at every office.
fn may_make(desk: &Desk, tx: &ReadTx<'_>, role: OwnRole) -> Result<(), StoreError> {
    if !desk.sight(tx)?.works_everywhere() {
        return Err(StoreError::NotYours);
    }
    session::people::may_give(tx, desk.user.id, Role::Own(role))
}

/// A role of the practice that whoever sits here may change: one that they have not themselves, and that may do nothing
/// they may not.
fn may_change(desk: &Desk, tx: &ReadTx<'_>, role: RoleId) -> Result<(), StoreError> {
    let known = roles::list(tx)?.into_iter().find(|row| row.role.id == role);
    let known = known.ok_or(StoreError::NotFound { table: "role" })?.role;
    if has(desk, tx, Role::Own(known))? {
        return Err(StoreError::NotYours);
    }
    may_make(desk, tx, known)
}

/// Whether whoever sits here has a role.
fn has(desk: &Desk, tx: &ReadTx<'_>, role: Role) -> Result<bool, StoreError> {
    Ok(word(foyer_store::users::get(tx, desk.user.id)?.user.role) == word(role))
}

/// A role as the window names it: those that Foyer brings by a word, the practice's own by their id.
pub(super) fn word(role: Role) -> String {
    match role {
        Role::Receptionist => "receptionist".to_owned(),
        Role::Clinical => "clinical".to_owned(),
        Role::Billing => "billing".to_owned(),
        Role::Manager => "manager".to_owned(),
        Role::PrivacyOfficer => "privacyOfficer".to_owned(),
        Role::Own(own) => own.id.to_string(),
    }
}

/// The role that the window named.
pub(super) async fn named(cx: &Context, named: String) -> Result<Role, AppError> {
    let found =
        cx.read(move |_, tx| Ok(all(tx)?.into_iter().find(|(role, ..)| word(*role) == named))).await?;
    found
        .map(|(role, ..)| role)
        .ok_or_else(|| AppError::new(ErrorCode::BadField, "Choose one of the roles.").about("role"))
}

/// A role, its name and its offices.
pub(super) type Known = (Role, String, BTreeSet<LocationId>);

/// Every role there is: those that Foyer brings, then the practice's own.
pub(super) fn all(tx: &ReadTx<'_>) -> Result<Vec<Known>, StoreError> {
    let own = roles::list(tx)?.into_iter().map(|row| (Role::Own(row.role), row.name, row.places));
    let brought = Role::ALL.into_iter().map(|role| (role, present::role_words(role, None), BTreeSet::new()));
    Ok(brought.chain(own).collect())
}

/// The roles as the page of people shows them.
pub(super) fn infos(desk: &Desk, tx: &ReadTx<'_>, roles: Vec<Known>) -> Result<Vec<RoleInfo>, StoreError> {
    let (mut infos, doubts) = (Vec::with_capacity(roles.len()), Doubts::read(tx)?);
    for (role, name, places) in roles {
        infos.push(RoleInfo {
            role: word(role),
            name,
            own: matches!(role, Role::Own(_)),
            may_give: session::people::may_give(tx, desk.user.id, role).is_ok(),
            may_change: match role {
                Role::Own(own) => {
                    may_change(desk, tx, own.id).is_ok()
                        || doubts.about_role(own.id) && nobody_is_known(desk, tx)?
                }
                Role::Receptionist
                | Role::Clinical
                | Role::Billing
                | Role::Manager
                | Role::PrivacyOfficer => false,
            },
            locations: places.iter().map(LocationId::to_string).collect(),
            places_in_doubt: match role {
                Role::Own(own) => doubts.about_role(own.id),
                Role::Receptionist
                | Role::Clinical
                | Role::Billing
                | Role::Manager
                | Role::PrivacyOfficer => false,
            },
            reach: present::reach_info(&role.rights()),
        });
    }
    Ok(infos)
}

fn rights(reach: ReachInfo, more: &[RightKind]) -> Rights {
    let has = |right: RightKind| more.contains(&right);
    Rights {
        scheduling: reach_of(reach.scheduling),
        clinical: reach_of(reach.clinical),
        billing: reach_of(reach.billing),
        record_consent: has(RightKind::RecordConsent),
        over_warning: has(RightKind::Override),
        over_consent: has(RightKind::OverrideConsent),
        audit: has(RightKind::Audit),
        templates: has(RightKind::ApproveTemplates),
        text_many: has(RightKind::TextMany),
        configure: has(RightKind::Configure),
        manage_people: has(RightKind::ManagePeople),
    }
}

const fn reach_of(kind: ReachKind) -> Reach {
    match kind {
        ReachKind::Nothing => Reach::Nothing,
        ReachKind::WithReason => Reach::WithReason,
        ReachKind::Read => Reach::Read,
        ReachKind::Send => Reach::Send,
    }
}
