//! Proving what happened: the audit trail examined and handed out.

use foyer_audit::Tampering;
use foyer_domain::{Capability, Timestamp};

use super::{
    Command,
    proof::SavedProof,
    report::{no_file, not_kept},
};
use crate::{
    backing::{self, Choices},
    context::{Context, id},
    desk::Desk,
    entries::{self, Wanted},
    entries_file,
    record::{self, Act},
    report::files::NoFile,
    shelf::Part,
    trail,
    wire::*,
    zone::day_of,
};

wire! {
    /// Looks at the whole audit trail.
    pub struct ExamineTrail {}

    /// Reads some of the audit trail, newest first.
    pub struct ReadTrail {
        /// The entries before this one; null for the newest.
        pub before: Option<u32>,
        /// What was done in one conversation; null for everything.
        pub thread: Option<String>,
        /// What one person did; null for everybody.
        pub by: Option<String>,
    }

    /// Writes the whole audit trail into a file that verifies without Foyer.
    pub struct ExportTrail {}

    /// Keeps the log as a spreadsheet where the person says.
    pub struct SaveTrail {
        /// What was done in one conversation; null for everything.
        pub thread: Option<String>,
        /// What one person did; null for everybody.
        pub by: Option<String>,
    }
}

impl Command for ExamineTrail {
    const NAME: &'static str = "audit.examine";
    const NEEDS: Capability = Capability::Audit;
    type Reply = TrailState;

    async fn run(self, cx: Context) -> Result<TrailState, AppError> {
        let (store, now) = (cx.desk()?.store.clone(), cx.now());
        let mut report = examined(&cx).await?;
        // Only what was found whole is signed for.
        if report.is_whole() {
            trail::sign(&store, now).await?;
            report.vouched = report.entries;
        }
        let first = report.findings.first().map(|finding| TrailFinding {
            entry: u32::try_from(finding.seq).unwrap_or(0),
            what: tampering(finding.class),
        });
        let detail = serde_json::json!({ "entries": report.entries, "findings": report.findings.len() });
        cx.write(move |desk, tx| record::with(desk, tx, Act::TrailExamined, None, None, detail, now)).await?;
        Ok(TrailState {
            entries: u32::try_from(report.entries).unwrap_or(u32::MAX),
            vouched: u32::try_from(report.vouched).unwrap_or(u32::MAX),
            first,
            examined_at: now.millis(),
            key: store.trail_key().to_string(),
        })
    }
}

impl Command for ReadTrail {
    const NAME: &'static str = "audit.read";
    const NEEDS: Capability = Capability::Audit;
    type Reply = TrailPage;

    async fn run(self, cx: Context) -> Result<TrailPage, AppError> {
        let now = cx.now();
        let wanted = wanted(self.thread.as_deref(), self.by.as_deref())?;
        let thread = wanted.thread;
        let before = self.before.map(i64::from);
        let page = cx.read(move |desk, tx| entries::page(desk, tx, &wanted, before)).await?;
        let detail = serde_json::json!({ "entries": page.entries.len() });
        cx.write(move |desk, tx| record::with(desk, tx, Act::TrailRead, thread, None, detail, now)).await?;
        Ok(page)
    }
}

impl Command for ExportTrail {
    const NAME: &'static str = "audit.export";
    const NEEDS: Capability = Capability::Audit;
    type Reply = TrailArchive;

    async fn run(self, cx: Context) -> Result<TrailArchive, AppError> {
        let (desk, now) = (cx.desk()?.clone(), cx.now());
        // The entry that tells of the export is in it.
        cx.write(move |desk, tx| record::by_staff(desk, tx, Act::TrailExported, None, None, now)).await?;
        trail::sign(&desk.store, now).await?;
        let name = format!("foyer-audit-{}.jsonl", local(&desk, now));
        let folder = cx.app.config.data_dir.join("exports");
        let (file, entries) = trail::export(&desk.store, folder, name, now).await?;
        Ok(TrailArchive {
            path: file.display().to_string(),
            entries: u32::try_from(entries).unwrap_or(u32::MAX),
        })
    }
}

impl Command for SaveTrail {
    const NAME: &'static str = "audit.save";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (desk, now) = (cx.desk()?.clone(), cx.now());
        let wanted = wanted(self.thread.as_deref(), self.by.as_deref())?;
        let thread = wanted.thread;
        // Refused before anybody is asked where it should go.
        if let Some(thread) = thread {
            cx.read(move |desk, tx| desk.sees(tx, thread).map(drop)).await?;
        }
        let suggested = format!("audit-log-{}.csv", day_of(now, desk.practice().zone()));
        let Some(place) = cx.app.ports.shelf.choose(&suggested).await else {
            return Ok(SavedProof { saved: false });
        };
        // A row at a time, as a report: a long trail is never in memory whole.
        let written = cx.read(move |desk, tx| match Part::of(place) {
            Ok(part) => entries_file::write(desk, tx, &wanted, part),
            Err(error) => Ok(Err(NoFile::of(&error))),
        });
        let (mut part, entries, sha256) = written.await?.map_err(no_file)?;
        part.end().map_err(|error| not_kept(&error))?;
        // Written down before the file has its name.
        let detail = serde_json::json!({ "entries": entries, "format": "csv", "sha256": sha256.to_string() });
        cx.write(move |desk, tx| record::with(desk, tx, Act::TrailSaved, thread, None, detail, now)).await?;
        part.keep().map_err(|error| not_kept(&error))?;
        Ok(SavedProof { saved: true })
    }
}

fn wanted(thread: Option<&str>, by: Option<&str>) -> Result<Wanted, AppError> {
    Ok(Wanted { thread: thread.map(id).transpose()?, by: by.map(id).transpose()? })
}

/// Looks at the whole trail, held against the notes beside the store and those of the newest backup, which lie outside
/// of the practice's folder.
pub(super) async fn examined(cx: &Context) -> Result<foyer_audit::Report, AppError> {
    let store = cx.desk()?.store.clone();
    let (app, own) = (std::sync::Arc::clone(&cx.app), store.trail_key().to_string());
    let choices = cx.read(|_, tx| Choices::read(tx)).await?;
    Ok(trail::examine(&store, move || backing::anchors(&app, &choices, &own)).await?.report)
}

/// `2026-11-16-104208`, by the practice's clock.
fn local(desk: &Desk, now: Timestamp) -> String {
    let utc = chrono::DateTime::from_timestamp_millis(now.millis()).unwrap_or_default();
    utc.with_timezone(&desk.practice().zone()).format("%Y-%m-%d-%H%M%S").to_string()
}

const fn tampering(class: Tampering) -> TrailTampering {
    match class {
        Tampering::Edited => TrailTampering::Edited,
        Tampering::Removed => TrailTampering::Removed,
        Tampering::Inserted => TrailTampering::Inserted,
        Tampering::Reordered => TrailTampering::Reordered,
        Tampering::Rewritten => TrailTampering::Rewritten,
        Tampering::Truncated => TrailTampering::Truncated,
        Tampering::RolledBack => TrailTampering::RolledBack,
        Tampering::Forked => TrailTampering::Forked,
        Tampering::BadSignature => TrailTampering::BadSignature,
        Tampering::Misfiled => TrailTampering::Misfiled,
        Tampering::Reworded => TrailTampering::Reworded,
    }
}
