//! The staff: adding, roles, codes, PINs, leaving, and what was done about them.

use foyer_domain::{Actor, Capability, LocationId, Span, UserId};
use foyer_store::{ReadTx, StoreError, audit, doubts::Doubts, lines, locations, pins, users};
use zeroize::Zeroizing;

use super::{
    Command,
    entering::{named, status_now},
    places::reaches,
    roles,
    settings::Done,
};
use crate::{
    context::{Context, id},
    desk::Custody,
    glass, opening, present,
    reading::Staff as Names,
    session::{self, PeopleAct, Secret, Standing, people::Invited},
    wire::*,
};

wire! {
    /// Everybody, and what each role may do.
    pub struct ListPeople {}

    /// Adds somebody; they come in with a code.
    pub struct AddPerson {
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: String,
    }

    /// Gives somebody another role.
    pub struct ChangeRole {
        /// Who.
        pub user: String,
        /// Their role from now on.
        pub role: String,
    }

    /// Gives somebody a new code; their password and PIN are off.
    pub struct NewPersonCode {
        /// Who.
        pub user: String,
    }

    /// Takes somebody's PIN away; they choose another with their password.
    pub struct ResetPin {
        /// Who.
        pub user: String,
    }

    /// Somebody left.
    pub struct RemovePerson {
        /// Who.
        pub user: String,
    }

    /// Who signed in, who could not, who changed whom.
    pub struct ReadPeopleLog {}

    /// A new person comes in with their code and chooses password and PIN.
    pub struct FirstSignIn {
        /// Who.
        pub user: String,
        /// The printed code.
        pub code: String,
        /// At least 12 characters.
        pub password: String,
        /// Six digits.
        pub pin: String,
    }
}

/// How far back the log is read.
const LOG_LOOKS_AT: u32 = 2_000;

/// How much of it is shown.
const LOG_SHOWS: usize = 60;

impl Command for ListPeople {
    const NAME: &'static str = "people.list";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = PeopleList;

    async fn run(self, cx: Context) -> Result<PeopleList, AppError> {
        let desk = cx.desk()?;
        let (folder, now) = (desk.custody.folder().clone(), cx.app.ports.clock.now());
        let pretend = matches!(desk.custody, Custody::Pretend { .. });
        let ways =
            opening::blocking(move || folder.key_file()).await?.map_err(|error| opening::refusal(&error))?;
        let (ways, tries) = (ways.ways_in(), std::sync::Arc::clone(&cx.app.tries));
        cx.read(move |desk, tx| {
            let file = desk.custody.folder().tries_path();
            let (mut people, doubts) = (Vec::new(), Doubts::read(tx)?);
            for row in users::list(tx)? {
                let user = row.user;
                let way = ways.iter().find(|way| way.user == user.id);
                let has_pin = pins::get(tx, user.id)?.is_some();
                let way_in = match (way, tries.standing(&file, user.id, Secret::Pin, now)) {
                    _ if row.retired_at.is_some() => WayInKind::Nothing,
                    (Some(way), _) if way.until_at.is_some_and(|until| until <= now) => WayInKind::Nothing,
                    (Some(foyer_store::WayIn { until_at: Some(until), .. }), _) => {
                        WayInKind::Code { until_at: until.millis() }
                    }
                    (None, _) if !pretend => WayInKind::Nothing,
                    _ if tries.standing(&file, user.id, Secret::Password, now) == Standing::Out => {
                        WayInKind::Out
                    }
                    (_, Standing::Wait(wait)) if has_pin => {
                        WayInKind::PinSlowed { seconds: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX) }
                    }
                    (_, Standing::Free) if has_pin => WayInKind::PasswordAndPin,
                    (_, Standing::Free | Standing::Wait(_) | Standing::Out) => WayInKind::PasswordOnly,
                };
                people.push(StaffRow {
                    id: user.id.to_string(),
                    initials: present::initials(user.name.reveal()),
                    name: user.name.reveal().to_owned(),
                    role: roles::word(user.role),
                    me: user.id == desk.user.id,
                    way_in,
                    here_at: row.here_at.map(foyer_domain::Timestamp::millis),
                    left_at: row.retired_at.map(foyer_domain::Timestamp::millis),
                    locations: locations::of_user(tx, user.id)?.iter().map(LocationId::to_string).collect(),
                    places_in_doubt: row.retired_at.is_none() && doubts.about_person(user.id),
                    second_step_in_doubt: row.retired_at.is_none() && doubts.about_second_step(&user),
                });
            }
            people.sort_by_key(|person| person.left_at.is_some());
            let (at, known) = (desk.clock.now(), roles::all(tx)?);
            Ok(PeopleList {
                people,
                rights: rights(&known),
                roles: roles::infos(desk, tx, known)?,
                opened: glass::opened(desk, tx, at.minus(Span::days(7)), at.plus(Span::millis(1)))?,
                locations: places(tx)?,
                lines: numbers(tx)?,
            })
        })
        .await
    }
}

impl Command for AddPerson {
    const NAME: &'static str = "people.add";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = NewCode;

    async fn run(self, cx: Context) -> Result<NewCode, AppError> {
        let name = named(&self.name, "name")?;
        let role = roles::named(&cx, self.role).await?;
        let invited = session::people::add(&cx.app, cx.desk()?, name.clone(), role).await?;
        Ok(new_code(&invited, name))
    }
}

impl Command for ChangeRole {
    const NAME: &'static str = "people.changeRole";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let user = id(&self.user)?;
        reaches(&cx, user).await?;
        let role = roles::named(&cx, self.role).await?;
        session::people::change_role(&cx.app, cx.desk()?, user, role).await?;
        Ok(Done {})
    }
}

impl Command for NewPersonCode {
    const NAME: &'static str = "people.newCode";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = NewCode;

    async fn run(self, cx: Context) -> Result<NewCode, AppError> {
        let user: UserId = id(&self.user)?;
        reaches(&cx, user).await?;
        let invited = session::people::new_code(&cx.app, cx.desk()?, user).await?;
        let name = cx.read(move |_, tx| Ok(users::get(tx, user)?.user.name.reveal().to_owned())).await?;
        Ok(new_code(&invited, name))
    }
}

impl Command for ResetPin {
    const NAME: &'static str = "people.resetPin";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let user = id(&self.user)?;
        reaches(&cx, user).await?;
        session::people::reset_pin(&cx.app, cx.desk()?, user).await?;
        Ok(Done {})
    }
}

impl Command for RemovePerson {
    const NAME: &'static str = "people.remove";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let user = id(&self.user)?;
        reaches(&cx, user).await?;
        session::people::remove(&cx.app, cx.desk()?, user).await?;
        Ok(Done {})
    }
}

impl Command for ReadPeopleLog {
    const NAME: &'static str = "people.log";
    const NEEDS: Capability = Capability::Audit;
    type Reply = PeopleLog;

    async fn run(self, cx: Context) -> Result<PeopleLog, AppError> {
        cx.read(|_, tx| {
            let names = Names::read(tx)?;
            let mut lines = Vec::new();
            for entry in audit::page(tx, None, LOG_LOOKS_AT)? {
                let Some(act) = PeopleAct::parse(&entry.action) else { continue };
                let by = match entry.actor {
                    Actor::User(user) => Some(user),
                    Actor::Patient | Actor::System | Actor::Carrier => None,
                };
                let about = entry.object.map(UserId::from_uuid).filter(|about| Some(*about) != by);
                lines.push(PeopleLogLine {
                    at: entry.at.millis(),
                    by: by.map(|user| names.name(user)),
                    about: about.map(|user| names.name(user)),
                    what: what(act),
                });
                if lines.len() == LOG_SHOWS {
                    break;
                }
            }
            Ok::<_, StoreError>(PeopleLog { lines })
        })
        .await
    }
}

impl Command for FirstSignIn {
    const NAME: &'static str = "session.firstSignIn";
    const NEEDS: Capability = Capability::Enter;
    type Reply = AppStatus;

    async fn run(self, cx: Context) -> Result<AppStatus, AppError> {
        let code = Zeroizing::new(self.code);
        let password = session::new_password(self.password, "password")?;
        let pin = session::new_pin(self.pin, "pin")?;
        session::people::first_sign_in(&cx.app, id(&self.user)?, code, password, pin).await?;
        status_now(&cx).await
    }
}

fn new_code(invited: &Invited, name: String) -> NewCode {
    NewCode {
        user: invited.user.to_string(),
        name,
        code: invited.code.text().to_owned(),
        until_at: invited.until.millis(),
    }
}

/// The offices that are open.
fn places(tx: &ReadTx<'_>) -> Result<Vec<LocationInfo>, StoreError> {
    let open = locations::list(tx)?.into_iter().filter(|place| place.retired_at.is_none());
    Ok(open.map(|place| LocationInfo { id: place.id.to_string(), name: place.name }).collect())
}

/// The practice's numbers, and whose they are.
fn numbers(tx: &ReadTx<'_>) -> Result<Vec<LineAt>, StoreError> {
    let here = lines::list(tx)?.into_iter().filter(|line| line.retired_at.is_none());
    let shown = here.map(|line| LineAt {
        id: line.id.to_string(),
        number: line.number.pretty(),
        location: line.location.map(|place| place.to_string()),
    });
    Ok(shown.collect())
}

/// The table of the core, as it is.
fn rights(roles: &[roles::Known]) -> Vec<RightRow> {
    Capability::ALL
        .into_iter()
        .filter_map(|capability| {
            let right = right_kind(capability)?;
            Some(RightRow { right, roles: roles.iter().map(|(role, ..)| role.may(capability)).collect() })
        })
        .collect()
}

const fn right_kind(capability: Capability) -> Option<RightKind> {
    Some(match capability {
        // What is read and answered goes by category.
        Capability::Enter | Capability::Sit | Capability::Read | Capability::Answer => return None,
        Capability::RecordConsent => RightKind::RecordConsent,
        Capability::Override => RightKind::Override,
        Capability::OverrideConsent => RightKind::OverrideConsent,
        Capability::Audit => RightKind::Audit,
        Capability::ApproveTemplates => RightKind::ApproveTemplates,
        Capability::TextMany => RightKind::TextMany,
        Capability::Configure => RightKind::Configure,
        Capability::ManagePeople => RightKind::ManagePeople,
    })
}

const fn what(act: PeopleAct) -> PeopleActKind {
    match act {
        PeopleAct::SignedIn => PeopleActKind::SignedIn,
        PeopleAct::Missed => PeopleActKind::Missed,
        PeopleAct::Locked => PeopleActKind::Locked,
        PeopleAct::Added => PeopleActKind::Added,
        PeopleAct::CodeMade => PeopleActKind::CodeMade,
        PeopleAct::RoleChanged => PeopleActKind::RoleChanged,
        PeopleAct::PinReset => PeopleActKind::PinReset,
        PeopleAct::Removed => PeopleActKind::Removed,
        PeopleAct::PasswordChanged => PeopleActKind::PasswordChanged,
        PeopleAct::PinChanged => PeopleActKind::PinChanged,
        PeopleAct::LockChanged => PeopleActKind::LockChanged,
        PeopleAct::RecoveryCodeMade => PeopleActKind::RecoveryCodeMade,
        PeopleAct::Recovered => PeopleActKind::Recovered,
        PeopleAct::KeyChanged => PeopleActKind::KeyChanged,
        PeopleAct::AuthenticatorAdded => PeopleActKind::AuthenticatorAdded,
        PeopleAct::AuthenticatorRemoved => PeopleActKind::AuthenticatorRemoved,
        PeopleAct::LocationSaved => PeopleActKind::LocationSaved,
        PeopleAct::LocationsSet => PeopleActKind::LocationsSet,
        PeopleAct::RoleSaved => PeopleActKind::RoleSaved,
    }
}
