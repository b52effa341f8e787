//! The report of a patient's messages.

use std::path::PathBuf;

use foyer_audit::Hash;
use foyer_domain::{Capability, Timestamp};
use foyer_store::{ReadTx, StoreError};

use super::{Command, proof::SavedProof, settings::Done, trail};
use crate::{
    context::Context,
    desk::Desk,
    record::{self, Act},
    report::{
        self, About, Asked,
        files::{self, Made, NoFile, PAPER_AT_MOST, Sheet},
    },
    shelf::{self, Part},
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
        let found = cx.read(move |desk, tx| report::read(desk, tx, &asked, SHOWN)).await?;
        let total = found.total;
        let detail = serde_json::json!({ "messages": total });
        cx.write(move |desk, tx| record::with(desk, tx, Act::ReportRead, asked.thread(), None, detail, now))
            .await?;
        let looked = trail::examined(&cx).await?;
        Ok(ReportPage {
            name: found.name,
            rows: found.rows,
            numbers: found.numbers,
            joined: found.joined,
            total,
            entries: u32::try_from(looked.entries).unwrap_or(u32::MAX),
            whole: looked.is_whole() && found.changed == 0 && found.gone == 0,
            changed: found.changed,
            gone: found.gone,
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
        let count = move |desk: &Desk, tx: &ReadTx<'_>| About::of(desk, tx, &asked)?.count(tx, &asked);
        let messages = cx.read(count).await?;
        if format == ReportFormat::Pdf && usize::try_from(messages).is_ok_and(|count| count > PAPER_AT_MOST) {
            return Err(no_file(NoFile::TooLong));
        }
        let suggested =
            format!("messages-{}.{}", day_of(now, cx.desk()?.practice().zone()), files::ending(format));
        let Some(place) = cx.app.ports.shelf.choose(&suggested).await else {
            return Ok(SavedProof { saved: false });
        };
        let by = cx.desk()?.user.name.clone();
        // Read and written at once, a page at a time, beside its place: very many messages are never in memory together.
        let written = cx.read(move |desk, tx| written(desk, tx, &asked, (place, format), (by.reveal(), now)));
        let (part, messages, sha256) = written.await?.map_err(no_file)?;
        // Written down before the file has its name: the trail names it by what is in it.
        let detail = serde_json::json!({
            "messages": messages, "format": files::ending(format), "sha256": sha256.to_string(),
        });
        cx.write(move |desk, tx| record::with(desk, tx, Act::ReportSaved, asked.thread(), None, detail, now))
            .await?;
        part.keep().map_err(|error| not_kept(&error))?;
        Ok(SavedProof { saved: true })
    }
}

/// Writes the report into a file that has no name yet; gives it with how many messages it holds and what proves it.
fn written(
    desk: &Desk,
    tx: &ReadTx<'_>,
    asked: &Asked,
    (place, format): (PathBuf, ReportFormat),
    (by, now): (&str, Timestamp),
) -> Result<Result<(Part, u32, Hash), NoFile>, StoreError> {
    let (practice, about) = (desk.practice(), About::of(desk, tx, asked)?);
    let (first, last) = asked.days;
    let made = Made {
        practice: &practice.name,
        by,
        at: now.millis(),
        zone: practice.zone(),
        first: first.to_string(),
        last: last.to_string(),
    };
    let begun = Part::of(place).map_err(|error| NoFile::of(&error));
    let begun = begun.and_then(|part| Sheet::begin(part, &about.name, &made, format));
    let (mut sheet, mut messages) = match begun {
        Ok(sheet) => (sheet, 0_u32),
        Err(error) => return Ok(Err(error)),
    };
    let mut walk = about.walk(asked);
    while let Some((at, text)) = walk.next(tx)? {
        if let Err(error) = sheet.row(about.row(tx, at, text)?) {
            return Ok(Err(error));
        }
        messages = messages.saturating_add(1);
    }
    Ok(sheet.end().and_then(|(mut part, sha256)| {
        part.end().map_err(|error| NoFile::of(&error))?;
        Ok((part, messages, sha256))
    }))
}

impl Command for PrintReport {
    const NAME: &'static str = "report.print";
    const NEEDS: Capability = Capability::Audit;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let now = cx.now();
        let asked = Asked::read(&self.asked, cx.desk()?)?;
        let count = move |desk: &Desk, tx: &ReadTx<'_>| About::of(desk, tx, &asked)?.count(tx, &asked);
        let messages = cx.read(count).await?;
        if usize::try_from(messages).is_ok_and(|count| count > SHOWN) {
            return Err(AppError::new(
                ErrorCode::BadField,
                "Only 500 messages fit the window. Save the PDF and print that.",
            )
            .about("to"));
        }
        let detail = serde_json::json!({ "messages": messages });
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
    shelf::put(place, bytes).await.map_err(|error| not_kept(&error))?;
    Ok(true)
}

pub(super) fn not_kept(error: &std::io::Error) -> AppError {
    if NoFile::of(error) == NoFile::NoRoom {
        return no_file(NoFile::NoRoom);
    }
    tracing::warn!(kind = ?error.kind(), "a file was not kept");
    AppError::new(ErrorCode::Internal, "The file could not be written there. Choose another place.")
}

/// Why there is no file, for whoever asked for one.
pub(super) fn no_file(error: NoFile) -> AppError {
    match error {
        NoFile::TooLong => AppError::new(
            ErrorCode::BadField,
            "This is too long for a PDF. Choose fewer days, or CSV. Nothing was written.",
        )
        .about("to"),
        NoFile::NoRoom => AppError::new(
            ErrorCode::DiskFull,
            "There is no room left for the file. Nothing of it was kept. Free some space, or choose another place.",
        ),
        NoFile::Paper(_) | NoFile::Rows => not_made(),
    }
}

pub(super) fn not_made() -> AppError {
    AppError::new(ErrorCode::Internal, "Foyer could not make the file. Nothing was changed.")
}
