//! The practice's offices: whose numbers they are, and who works where.
//!
//! Somebody who works at some offices only neither changes the offices nor sends anybody where they do not work
//! themselves: nobody gives what they lack.
//!
//! Where a repair lost who works where, saying it ends the doubt. Where it is known of no manager, any of them says it,
//! of themselves too: somebody must be the first, and the trail says who was.

use std::collections::BTreeSet;

use foyer_domain::{Actor, Capability, LineId, LocationId, UserId};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    doubts::{self, Doubts},
    lines, locations, roles,
    sight::Sight,
    users,
};

use super::{Command, entering::named, settings::Done};
use crate::{
    context::{Context, id},
    desk::Desk,
    session::{self, PeopleAct},
    wire::*,
};

wire! {
    /// Adds an office, or changes one.
    pub struct SaveLocation {
        /// Which; a new one when left out.
        pub location: Option<String>,
        /// What the desk calls it.
        pub name: String,
        /// Its numbers; a number that is nobody's is every office's.
        pub lines: Vec<String>,
    }

    /// An office closed. Its numbers and people must have gone elsewhere first.
    pub struct CloseLocation {
        /// Which.
        pub location: String,
    }

    /// Says where somebody works.
    pub struct SetPersonLocations {
        /// Who.
        pub user: String,
        /// Where; empty for everywhere.
        pub locations: Vec<String>,
    }
}

impl Command for SaveLocation {
    const NAME: &'static str = "locations.save";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let name = named(&self.name, "name")?;
        let known = self.location.as_deref().map(id::<LocationId>).transpose()?;
        let theirs = self.lines.iter().map(|line| id::<LineId>(line)).collect::<Result<BTreeSet<_>, _>>()?;
        let now = cx.now();
        let place = known.unwrap_or(LocationId::from_uuid(cx.desk()?.next_uuid()));
        let saved = cx
            .write(move |desk, tx| {
                if !desk.sight(tx)?.works_everywhere() {
                    return Ok(false);
                }
                match known {
                    Some(place) => locations::rename(tx, place, &name)?,
                    None => locations::create(tx, place, &name, now)?,
                }
                for line in lines::list(tx)? {
                    match (theirs.contains(&line.id), line.location == Some(place)) {
                        (true, false) => locations::set_line(tx, line.id, Some(place))?,
                        (false, true) => locations::set_line(tx, line.id, None)?,
                        (true, true) | (false, false) => {}
                    }
                }
                let detail = serde_json::json!({ "location": place.to_string(), "lines": theirs.len() });
                session::say(tx, PeopleAct::LocationSaved, Actor::User(desk.user.id), None, detail, now)?;
                Ok(true)
            })
            .await?;
        done(&cx, saved)
    }
}

impl Command for CloseLocation {
    const NAME: &'static str = "locations.close";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, place) = (cx.now(), id::<LocationId>(&self.location)?);
        let closed = cx
            .write(move |desk, tx| {
                if !desk.sight(tx)?.works_everywhere() {
                    return Ok(Closed::NotTheirs);
                }
                if !is_empty(tx, place)? {
                    return Ok(Closed::InUse);
                }
                locations::retire(tx, place, now)?;
                let detail = serde_json::json!({ "location": place.to_string(), "closed": true });
                session::say(tx, PeopleAct::LocationSaved, Actor::User(desk.user.id), None, detail, now)?;
                Ok(Closed::Done)
            })
            .await?;
        match closed {
            Closed::InUse => Err(AppError::new(
                ErrorCode::BadField,
                "Somebody works there, or a number or a role is theirs. Change that first.",
            )),
            Closed::NotTheirs => done(&cx, false),
            Closed::Done => done(&cx, true),
        }
    }
}

/// What became of closing an office.
enum Closed {
    Done,
    /// Whoever asks works at some offices only.
    NotTheirs,
    /// A person, a number or a role is there.
    InUse,
}

/// Whether nobody works at an office, and no number or role is its own: asked in the write that closes it, so that nobody
/// moves in meanwhile.
fn is_empty(tx: &WriteTx<'_>, place: LocationId) -> Result<bool, StoreError> {
    if lines::list(tx)?.into_iter().any(|line| line.location == Some(place)) {
        return Ok(false);
    }
    for row in users::list(tx)?.into_iter().filter(|row| row.retired_at.is_none()) {
        if locations::of_user(tx, row.user.id)?.contains(&place) {
            return Ok(false);
        }
    }
    Ok(!roles::list(tx)?.iter().any(|role| role.places.contains(&place)))
}

impl Command for SetPersonLocations {
    const NAME: &'static str = "people.setLocations";
    const NEEDS: Capability = Capability::ManagePeople;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (now, user) = (cx.now(), id::<UserId>(&self.user)?);
        let places = self.locations.iter().map(|place| id::<LocationId>(place));
        let places = places.collect::<Result<BTreeSet<_>, _>>()?;
        let set = cx
            .write(move |desk, tx| {
                let first = nobody_is_known(desk, tx)?;
                if user == desk.user.id && !first {
                    return Ok(Set::Oneself);
                }
                let before = locations::of_user(tx, user)?;
                let sight = desk.sight(tx)?;
                if !first && (!has(&sight, &places) || !has(&sight, &before)) {
                    return Ok(Set::NotTheirs);
                }
                locations::set_user(tx, user, &places)?;
                let doubted = doubts::settle_person(tx, user, now)?;
                let detail = serde_json::json!({ "locations": places.len(), "was_in_doubt": doubted });
                session::say(
                    tx,
                    PeopleAct::LocationsSet,
                    Actor::User(desk.user.id),
                    Some(user),
                    detail,
                    now,
                )?;
                Ok::<_, StoreError>(Set::Done)
            })
            .await?;
        match set {
            Set::Oneself => Err(AppError::new(
                ErrorCode::NotAllowed,
                "You can't change where you work yourself. Another practice manager can.",
            )),
            Set::NotTheirs => done(&cx, false),
            Set::Done => done(&cx, true),
        }
    }
}

/// What became of saying where somebody works.
enum Set {
    Done,
    /// Whoever asks works at some offices only.
    NotTheirs,
    /// It is whoever asks.
    Oneself,
}

/// Whether whoever sits there is a manager of a practice of none of whose managers it is known where they work.
pub(super) fn nobody_is_known(desk: &Desk, tx: &ReadTx<'_>) -> Result<bool, StoreError> {
    let doubts = Doubts::read(tx)?;
    Ok(doubts.about_places(desk.user.id, desk.user.role) && doubts.may_settle(tx, desk.user.id)?)
}

/// Refuses to change somebody who works where whoever asks does not.
pub(super) async fn reaches(cx: &Context, user: UserId) -> Result<(), AppError> {
    let theirs = cx.read(move |desk, tx| Ok(has(&desk.sight(tx)?, &locations::of_user(tx, user)?))).await?;
    if theirs { Ok(()) } else { Err(elsewhere()) }
}

/// Whether somebody works at all of these offices themselves; none named means everywhere.
fn has(sight: &Sight, places: &BTreeSet<LocationId>) -> bool {
    sight.works_everywhere() || (!places.is_empty() && places.iter().all(|place| sight.works_at(*place)))
}

fn done(cx: &Context, done: bool) -> Result<Done, AppError> {
    if !done {
        return Err(elsewhere());
    }
    cx.tell(AppEvent::SettingsChanged);
    Ok(Done {})
}

fn elsewhere() -> AppError {
    AppError::new(
        ErrorCode::NotAllowed,
        "You work at some offices only. Somebody who works at all of them can change this.",
    )
}
