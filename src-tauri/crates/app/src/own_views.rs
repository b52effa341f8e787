//! Lists of one's own between the wire and the store. Another person's list is none.

use foyer_domain::{OwnViewId, Timestamp, UserId};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    own_views::{self, OwnViewRow, Standing, Wanted, Whose},
    sight::Whereabouts,
    threads::ThreadRow,
};

use crate::{
    context,
    desk::Desk,
    goals::Goals,
    hiding::Eyes,
    present,
    wire::{AppError, OwnView, OwnViewWanted, OwnViews, StandingKind, WhoseKind},
};

/// Those of whoever sits here.
pub(crate) fn list(desk: &Desk, tx: &ReadTx<'_>) -> Result<OwnViews, StoreError> {
    let views = own_views::of_user(tx, desk.user.id)?.into_iter().map(shown).collect();
    Ok(OwnViews { views })
}

/// Keeps one for whoever sits here.
pub(crate) fn keep(
    desk: &Desk,
    tx: &WriteTx<'_>,
    name: String,
    wanted: Wanted,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = OwnViewId::from_uuid(desk.next_uuid());
    own_views::add(tx, desk.user.id, &OwnViewRow { id, name, wanted }, now)
}

/// A stretch of one, and how many threads it has.
pub(crate) fn threads(
    desk: &Desk,
    tx: &ReadTx<'_>,
    own: &str,
    eyes: &Eyes,
    stretch: (u32, u32),
    now: Timestamp,
) -> Result<(Vec<ThreadRow>, u32), StoreError> {
    let mine = own_views::of_user(tx, desk.user.id)?;
    let view = mine.into_iter().find(|view| view.id.to_string() == own);
    let view = view.ok_or(StoreError::NotFound { table: "own_view" })?;
    let goals = Goals::read(desk, tx)?;
    let late = |at: Whereabouts, since| goals.due(at.location, since) <= now;
    own_views::threads(tx, &view.wanted, desk.user.id, late, stretch, |at| eyes.reads(at))
}

/// What somebody wants, in the store's words.
pub(crate) fn wanted(asked: OwnViewWanted) -> Result<Wanted, AppError> {
    Ok(Wanted {
        standing: match asked.standing {
            StandingKind::Open => Standing::Open,
            StandingKind::Snoozed => Standing::Snoozed,
            StandingKind::Closed => Standing::Closed,
        },
        whose: match asked.whose {
            WhoseKind::Anybody => Whose::Anybody,
            WhoseKind::Mine => Whose::Mine,
            WhoseKind::Nobody => Whose::Nobody,
            WhoseKind::Of { user } => Whose::Of(context::id::<UserId>(&user)?),
        },
        tag: asked.tag,
        category: asked.category.map(present::category_of),
        channel: asked.channel.map(present::channel_of),
        unanswered: asked.unanswered,
        late: asked.late,
    })
}

fn shown(row: OwnViewRow) -> OwnView {
    let wanted = row.wanted;
    OwnView {
        id: row.id.to_string(),
        name: row.name,
        wanted: OwnViewWanted {
            standing: match wanted.standing {
                Standing::Open => StandingKind::Open,
                Standing::Snoozed => StandingKind::Snoozed,
                Standing::Closed => StandingKind::Closed,
            },
            whose: match wanted.whose {
                Whose::Anybody => WhoseKind::Anybody,
                Whose::Mine => WhoseKind::Mine,
                Whose::Nobody => WhoseKind::Nobody,
                Whose::Of(user) => WhoseKind::Of { user: user.to_string() },
            },
            tag: wanted.tag,
            category: wanted.category.map(present::category),
            channel: wanted.channel.map(present::channel_kind),
            unanswered: wanted.unanswered,
            late: wanted.late,
        },
    }
}
