//! How the desk is doing.

use foyer_audit::Hash;
use foyer_domain::Capability;

use super::{Command, proof::SavedProof, report};
use crate::{
    answers,
    context::Context,
    overview,
    overview_file::Figures,
    record::{self, Act},
    wire::*,
};

wire! {
    /// Reads the page.
    pub struct ReadOverview {
        /// Which days.
        pub period: Period,
    }

    /// Reads how texts are answered.
    pub struct ReadAnswers {
        /// Which days.
        pub period: Period,
    }

    /// Keeps all figures of some days as a file where the person says. It names nobody.
    pub struct SaveOverview {
        /// Which days.
        pub period: Period,
    }

    /// Reads the threads behind a figure.
    pub struct ReadBehind {
        /// Which days.
        pub period: Period,
        /// Which figure.
        pub figure: Figure,
    }
}

impl Command for ReadOverview {
    const NAME: &'static str = "overview.read";
    const NEEDS: Capability = Capability::Read;
    type Reply = Overview;

    async fn run(self, cx: Context) -> Result<Overview, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| overview::read(desk, tx, self.period, now)).await
    }
}

impl Command for ReadAnswers {
    const NAME: &'static str = "overview.answers";
    const NEEDS: Capability = Capability::Read;
    type Reply = AnswersPage;

    async fn run(self, cx: Context) -> Result<AnswersPage, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| answers::read(desk, tx, self.period, now)).await
    }
}

impl Command for SaveOverview {
    const NAME: &'static str = "overview.save";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let now = cx.now();
        let figures = cx.read(move |desk, tx| Figures::read(desk, tx, self.period, now)).await?;
        let bytes = figures.bytes().map_err(report::no_file)?;
        let detail = serde_json::json!({ "sha256": Hash::of(&[&bytes]).to_string() });
        // Written down before the file has its name.
        cx.write(move |desk, tx| record::with(desk, tx, Act::OverviewSaved, None, None, detail, now)).await?;
        Ok(SavedProof { saved: report::keep(&cx, &figures.name(), bytes).await? })
    }
}

impl Command for ReadBehind {
    const NAME: &'static str = "overview.behind";
    const NEEDS: Capability = Capability::Read;
    type Reply = BehindFigure;

    async fn run(self, cx: Context) -> Result<BehindFigure, AppError> {
        let now = cx.now();
        let found =
            cx.read(move |desk, tx| overview::behind(desk, tx, self.period, self.figure, now)).await?;
        let detail = serde_json::json!({ "figure": word(self.figure), "rows": found.total });
        cx.write(move |desk, tx| record::with(desk, tx, Act::FigureOpened, None, None, detail, now)).await?;
        Ok(found)
    }
}

const fn word(figure: Figure) -> &'static str {
    match figure {
        Figure::FirstReplies => "first_replies",
        Figure::SlowestTenth => "slowest_tenth",
        Figure::Hour { .. } => "hour",
        Figure::NotSameDay => "not_same_day",
        Figure::HandedOff => "handed_off",
        Figure::OptOuts => "opt_outs",
        Figure::LateReplies => "late_replies",
        Figure::Answered => "answered",
        Figure::NotAnswered => "not_answered",
        Figure::SaidYes => "said_yes",
        Figure::Notices => "notices",
        Figure::Confirmed => "confirmed",
        Figure::NotConfirmed => "not_confirmed",
        Figure::BookingLinks => "booking_links",
        Figure::Failed { .. } => "failed",
        Figure::Refused { .. } => "refused",
    }
}
