//! The thread list.

use foyer_domain::Capability;
use foyer_store::threads;

use super::Command;
use crate::{
    context::Context,
    desk::Desk,
    goals::Goals,
    hiding::Eyes,
    households, own_views, present,
    reading::{self, Staff},
    wire::*,
};

/// More rows than any window shows at once.
const ROWS_AT_MOST: u32 = 200;

wire! {
    /// A stretch of a view.
    pub struct ListThreads {
        /// Which view.
        pub view: View,
        /// First row.
        pub offset: u32,
        /// How many rows, at most 200.
        pub limit: u32,
        /// A list of one's own instead of the view.
        #[serde(default)]
        pub own: Option<String>,
    }

    /// How many threads each view holds.
    pub struct CountThreads {}
}

impl Command for ListThreads {
    const NAME: &'static str = "threads.list";
    const NEEDS: Capability = Capability::Read;
    type Reply = ThreadPage;

    async fn run(self, cx: Context) -> Result<ThreadPage, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| {
            let (limit, view) = (self.limit.min(ROWS_AT_MOST), stored_view(self.view, desk));
            let (staff, drafts) = (Staff::read(tx)?, reading::drafts(desk, tx)?);
            let eyes = Eyes::read(desk, tx)?;
            let counts = present::view_counts(threads::counts(tx, desk.user.id)?);
            let (threads, total) = match self.own {
                Some(own) => own_views::threads(desk, tx, &own, &eyes, (self.offset, limit), now)?,
                None => {
                    let total = match self.view {
                        View::Mine => counts.mine,
                        View::Unassigned => counts.unassigned,
                        View::All => counts.all,
                        View::Unanswered => counts.unanswered,
                        View::Snoozed => counts.snoozed,
                        View::Closed => counts.closed,
                    };
                    (threads::list(tx, view, self.offset, limit)?, total)
                }
            };
            let goals = Goals::read(desk, tx)?;
            let row = |thread| reading::row(desk, &eyes, &staff, thread, &goals, &drafts, now);
            let mut rows: Vec<_> = threads.iter().map(row).collect();
            households::mark_unknown(tx, &threads, &mut rows)?;
            Ok(ThreadPage { rows, offset: self.offset, total, counts })
        })
        .await
    }
}

impl Command for CountThreads {
    const NAME: &'static str = "threads.count";
    const NEEDS: Capability = Capability::Read;
    type Reply = ViewCounts;

    async fn run(self, cx: Context) -> Result<ViewCounts, AppError> {
        cx.read(|desk, tx| Ok(present::view_counts(threads::counts(tx, desk.user.id)?))).await
    }
}

pub(super) fn stored_view(view: View, desk: &Desk) -> threads::View {
    match view {
        View::Mine => threads::View::Mine(desk.user.id),
        View::Unassigned => threads::View::Unassigned,
        View::All => threads::View::All,
        View::Unanswered => threads::View::Unanswered,
        View::Snoozed => threads::View::Snoozed,
        View::Closed => threads::View::Closed,
    }
}
