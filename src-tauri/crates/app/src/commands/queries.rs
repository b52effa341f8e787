//! Questions of the report that somebody asks again.

use foyer_domain::{Capability, SavedQueryId};
use foyer_store::saved_queries::Days;

use super::Command;
use crate::{
    context::{self, Context},
    present,
    report::{Asked, queries},
    wire::*,
};

/// Letters in a question's name.
const NAME_CHARS: usize = 60;

/// The most days that a question looks back: ten years.
const DAYS_AT_MOST: u32 = 3_653;

wire! {
    /// Lists them.
    pub struct ListQueries {}

    /// Keeps one.
    pub struct SaveQuery {
        /// What the person calls it.
        pub name: String,
        /// What it asks; its days stand where `days` is null.
        pub asked: ReportAsked,
        /// So many days up to the day it is asked.
        pub days: Option<u32>,
    }

    /// Keeps one no more.
    pub struct RemoveQuery {
        /// Which.
        pub query: String,
    }
}

impl Command for ListQueries {
    const NAME: &'static str = "report.queries";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedQueries;

    async fn run(self, cx: Context) -> Result<SavedQueries, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| queries::list(desk, tx, now)).await
    }
}

impl Command for SaveQuery {
    const NAME: &'static str = "report.saveQuery";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedQueries;

    async fn run(self, cx: Context) -> Result<SavedQueries, AppError> {
        let now = cx.now();
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(AppError::new(ErrorCode::BadField, "Name it in up to 60 letters.").about("name"));
        }
        if self.days.is_some_and(|days| days == 0 || days > DAYS_AT_MOST) {
            return Err(AppError::new(ErrorCode::BadField, "Choose up to ten years.").about("days"));
        }
        // The days must make a question now, also where others will be asked for later.
        let asked = Asked::read(&self.asked, cx.desk()?)?;
        let fixed = || Days::Fixed(asked.days.0.to_string(), asked.days.1.to_string());
        let days = self.days.map_or_else(fixed, Days::Last);
        let channel = self.asked.channel.map(present::channel_of);
        cx.write(move |desk, tx| {
            queries::keep(desk, tx, &name, (asked.thread(), channel, days), now)?;
            queries::list(desk, tx, now)
        })
        .await
    }
}

impl Command for RemoveQuery {
    const NAME: &'static str = "report.removeQuery";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedQueries;

    async fn run(self, cx: Context) -> Result<SavedQueries, AppError> {
        let (now, id) = (cx.now(), context::id::<SavedQueryId>(&self.query)?);
        cx.write(move |desk, tx| {
            queries::remove(desk, tx, id, now)?;
            queries::list(desk, tx, now)
        })
        .await
    }
}
