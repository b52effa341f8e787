//! The report of a patient's messages.

use foyer_audit::Hash;
use foyer_domain::Capability;

use super::{Command, proof::SavedProof, settings::Done, trail};
use crate::{
    context::Context,
    record::{self, Act},
    report::{
        self, Asked,
        files::{self, Made, NoFile},
    },
    shelf,
    wire::*,
    zone::day_of,
};

/// Rows that are worth showing; the file has them all.
const SHOWN: usize = 500;

wire! {
    /// Reads it. Looking is written down.
    pub struct ReadReport {
        /// What about.
        pub asked: ReportAsked,
    }

    /// Keeps it as a file where the person says.
    pub struct SaveReport {
        /// What about.
        pub asked: ReportAsked,
        /// As what.
        pub format: ReportFormat,
    }

    /// Says that it is printed from the window, before it is.
    pub struct PrintReport {
        /// What about.
        pub asked: ReportAsked,
    }
}

impl Command for ReadReport {
    const NAME: &'static str = "report.read";
    const NEEDS: Capability = Capability::Audit;
    type Reply = ReportPage;

    async fn run(self, cx: Context) -> Result<ReportPage, AppError> {
        let now = cx.now();
        let asked = Asked::read(&self.asked, cx.desk()?)?;
        let found = cx.read(move |desk, tx| report::read(desk, tx, &asked)).await?;
        let total = u32::try_from(found.rows.len()).unwrap_or(u32::MAX);
        let detail = serde_json::json!({ "messages": total });
        cx.write(move |desk, tx| record::with(desk, tx, Act::ReportRead, asked.thread(), None, detail, now))
            .await?;
        let looked = trail::examined(&cx).await?;
        Ok(ReportPage {
            name: found.name,
            rows: found.rows.into_iter().take(SHOWN).collect(),
            total,
            entries: u32::try_from(looked.entries).unwrap_or(u32::MAX),
            whole: looked.is_whole(),
        })
    }
}

impl Command for SaveReport {
    const NAME: &'static str = "report.save";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (now, format) = (cx.now(), self.format);
        let asked = Asked::read(&self.asked, cx.desk()?)?;
        let (practice, by) = (cx.desk()?.practice(), cx.desk()?.user.name.clone());
        let found = cx.read(move |desk, tx| report::read(desk, tx, &asked)).await?;
        let today = day_of(now, practice.zone());
        let made = tokio::task::spawn_blocking(move || {
            let (first, last) = asked.days;
            let made = Made {
                practice: &practice.name,
                by: by.reveal(),
                at: now.millis(),
                zone: practice.zone(),
                first: first.to_string(),
                last: last.to_string(),
            };
            files::file(&found, &made, format).map(|bytes| (bytes, found.rows.len()))
        });
        let (bytes, messages) = made.await.map_err(|_| not_made())?.map_err(no_file)?;
        // Written down before the words leave Foyer: the trail names the file by what is in it.
        let detail = serde_json::json!({
            "messages": messages, "format": files::ending(format), "sha256": Hash::of(&[&bytes]).to_string(),
        });
        cx.write(move |desk, tx| record::with(desk, tx, Act::ReportSaved, asked.thread(), None, detail, now))
            .await?;
        let saved = keep(&cx, &format!("messages-{today}.{}", files::ending(format)), bytes).await?;
        Ok(SavedProof { saved })
    }
}

impl Command for PrintReport {
    const NAME: &'static str = "report.print";
    const NEEDS: Capability = Capability::Audit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let now = cx.now();
        let asked = Asked::read(&self.asked, cx.desk()?)?;
        let found = cx.read(move |desk, tx| report::read(desk, tx, &asked)).await?;
        if found.rows.len() > SHOWN {
            return Err(AppError::new(
                ErrorCode::BadField,
                "Only 500 messages fit the window. Save the PDF and print that.",
            )
            .about("to"));
        }
        let detail = serde_json::json!({ "messages": found.rows.len() });
        cx.write(move |desk, tx| {
            record::with(desk, tx, Act::ReportPrinted, asked.thread(), None, detail, now)
        })
        .await?;
        Ok(Done {})
    }
}

/// Keeps a file where the person says; whether they did. Nothing half written ever has its name.
pub(super) async fn keep(cx: &Context, suggested: &str, bytes: Vec<u8>) -> Result<bool, AppError> {
    let Some(place) = cx.app.ports.shelf.choose(suggested).await else { return Ok(false) };
    shelf::put(place, bytes).await.map_err(|error| {
        tracing::warn!(kind = ?error.kind(), "a report was not kept");
        AppError::new(ErrorCode::Internal, "The file could not be written there. Choose another place.")
    })?;
    Ok(true)
}

/// Why there is no file, for whoever asked for one.
pub(super) fn no_file(error: NoFile) -> AppError {
    match error {
        NoFile::TooLong => AppError::new(
            ErrorCode::BadField,
            "This is too long for a PDF. Choose fewer days, or CSV. Nothing was written.",
        )
        .about("to"),
        NoFile::Paper(_) | NoFile::Rows => not_made(),
    }
}

pub(super) fn not_made() -> AppError {
    AppError::new(ErrorCode::Internal, "Foyer could not make the file. Nothing was changed.")
}
