//! Lists of threads that somebody keeps for themself.

use foyer_domain::{Capability, OwnViewId};

use super::Command;
use crate::{
    context::{self, Context},
    own_views,
    wire::*,
};

/// Letters in a list's name.
const NAME_CHARS: usize = 40;

/// Lists of one person.
const VIEWS_AT_MOST: usize = 12;

wire! {
    /// Lists them.
    pub struct ListOwnViews {}

    /// Keeps one.
    pub struct SaveOwnView {
        /// What its owner calls it.
        pub name: String,
        /// What it shows.
        pub wanted: OwnViewWanted,
    }

    /// Keeps one no more.
    pub struct RemoveOwnView {
        /// Which.
        pub own: String,
    }
}

impl Command for ListOwnViews {
    const NAME: &'static str = "views.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = OwnViews;

    async fn run(self, cx: Context) -> Result<OwnViews, AppError> {
        cx.read(own_views::list).await
    }
}

impl Command for SaveOwnView {
    const NAME: &'static str = "views.save";
    const NEEDS: Capability = Capability::Read;
    type Reply = OwnViews;

    async fn run(self, cx: Context) -> Result<OwnViews, AppError> {
        let now = cx.now();
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(AppError::new(ErrorCode::BadField, "Name it in up to 40 letters.").about("name"));
        }
        let wanted = own_views::wanted(self.wanted)?;
        let kept = cx
            .write(move |desk, tx| {
                if own_views::list(desk, tx)?.views.len() >= VIEWS_AT_MOST {
                    return Ok(None);
                }
                own_views::keep(desk, tx, name, wanted, now)?;
                own_views::list(desk, tx).map(Some)
            })
            .await?;
        kept.ok_or_else(|| {
            AppError::new(ErrorCode::BadField, "Twelve lists are the most. Remove one first.").about("name")
        })
    }
}

impl Command for RemoveOwnView {
    const NAME: &'static str = "views.remove";
    const NEEDS: Capability = Capability::Read;
    type Reply = OwnViews;

    async fn run(self, cx: Context) -> Result<OwnViews, AppError> {
        let id = context::id::<OwnViewId>(&self.own)?;
        cx.write(move |desk, tx| {
            foyer_store::own_views::remove(tx, desk.user.id, id)?;
            own_views::list(desk, tx)
        })
        .await
    }
}
