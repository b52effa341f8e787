//! Patients' requests for a copy of their messages.

use chrono::NaiveDate;
use foyer_audit::Hash;
use foyer_domain::{AccessRequestId, Capability, Private, ThreadId};
use foyer_policy::access::AccessStop;

use super::{Command, report};
use crate::{
    access,
    context::{self, Context},
    record::{self, Act},
    report::{copy, files},
    wire::*,
    zone::day_of,
};

/// Letters in a written reason: as short as it may be to say anything, as long as fits a letter.
const REASON_LETTERS: std::ops::RangeInclusive<usize> = 10..=1_000;

wire! {
    /// Lists the requests.
    pub struct ListAccess {}

    /// Enters one.
    pub struct EnterAccess {
        /// Any thread of the patient.
        pub thread: String,
        /// The day it came in, `2026-11-20`.
        pub asked_on: String,
    }

    /// Writes down what was done about one.
    pub struct StepAccess {
        /// Which.
        pub request: String,
        /// What.
        pub step: AccessStepKind,
        /// The reason, as the patient is told it: for an extension and a denial.
        pub words: String,
    }

    /// Makes the patient's copy and keeps it where the person says.
    pub struct SaveCopy {
        /// For which request.
        pub request: String,
        /// As what.
        pub format: ReportFormat,
        /// Somebody has read what came from numbers that others have too, and it is this patient's.
        pub with_shared: bool,
    }
}

impl Command for ListAccess {
    const NAME: &'static str = "access.list";
    const NEEDS: Capability = Capability::Audit;
    type Reply = AccessList;

    async fn run(self, cx: Context) -> Result<AccessList, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| access::list(desk, tx, now)).await
    }
}

impl Command for EnterAccess {
    const NAME: &'static str = "access.enter";
    const NEEDS: Capability = Capability::Audit;
    type Reply = AccessEntered;

    async fn run(self, cx: Context) -> Result<AccessEntered, AppError> {
        let (now, thread) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let bad = |advice: &str| AppError::new(ErrorCode::BadField, advice).about("askedOn");
        let asked_on = NaiveDate::parse_from_str(&self.asked_on, "%Y-%m-%d")
            .map_err(|_| bad("Choose the day it came in."))?;
        if asked_on > day_of(now, cx.desk()?.practice().zone()) {
            return Err(bad("This day is still to come."));
        }
        cx.write(move |desk, tx| {
            let request = access::enter(desk, tx, thread, asked_on, now)?;
            Ok(AccessEntered { request: request.to_string(), list: access::list(desk, tx, now)? })
        })
        .await
    }
}

impl Command for StepAccess {
    const NAME: &'static str = "access.step";
    const NEEDS: Capability = Capability::Audit;
    type Reply = AccessList;

    async fn run(self, cx: Context) -> Result<AccessList, AppError> {
        let (now, id) = (cx.now(), context::id::<AccessRequestId>(&self.request)?);
        let (step, words) = (access::step_of(self.step), self.words.trim());
        let in_writing = matches!(self.step, AccessStepKind::Extended | AccessStepKind::Denied { .. });
        if in_writing && !REASON_LETTERS.contains(&words.chars().count()) {
            return Err(AppError::new(
                ErrorCode::BadField,
                "Write the reason as the patient is told it, in 10 to 1,000 letters.",
            )
            .about("words"));
        }
        let words = Private::new(if in_writing { words } else { "" });
        let done = cx.write(move |desk, tx| match access::step(desk, tx, id, step, words, now)? {
            Ok(()) => Ok(Ok(access::list(desk, tx, now)?)),
            Err(stop) => Ok(Err(stop)),
        });
        done.await?.map_err(|stop| {
            AppError::new(
                ErrorCode::TooLate,
                match stop {
                    AccessStop::Closed => "This request has been answered already.",
                    AccessStop::ExtendedBefore => "A request can be extended once, and this one was.",
                    AccessStop::TooLate => {
                        "The first 30 days are over, so it can't be extended any more. Answer it now."
                    }
                    AccessStop::NoExtension => "The rule in Texas knows no extension. Answer it in time.",
                },
            )
        })
    }
}

impl Command for SaveCopy {
    const NAME: &'static str = "access.saveCopy";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CopySaved;

    async fn run(self, cx: Context) -> Result<CopySaved, AppError> {
        let (now, format, with_shared) = (cx.now(), self.format, self.with_shared);
        let id = context::id::<AccessRequestId>(&self.request)?;
        let (practice, by) = (cx.desk()?.practice(), cx.desk()?.user.name.clone());
        let (thread, read) = cx
            .read(move |desk, tx| {
                let thread = foyer_store::access::get(tx, id)?.thread;
                Ok((thread, copy::read(desk, tx, thread, with_shared)?))
            })
            .await?;
        let today = day_of(now, practice.zone());
        let made = tokio::task::spawn_blocking(move || {
            let made = files::Made {
                practice: &practice.name,
                by: by.reveal(),
                at: now.millis(),
                zone: practice.zone(),
                first: String::new(),
                last: String::new(),
            };
            copy::file(&read, &made, format).map(|bytes| (bytes, read.rows.len()))
        });
        let (bytes, messages) = made.await.map_err(|_| report::not_made())?.map_err(report::no_file)?;
        // Written down before the words leave Foyer: the trail names the file by what is in it.
        let detail = serde_json::json!({
            "messages": messages, "format": files::ending(format), "withShared": with_shared,
            "sha256": Hash::of(&[&bytes]).to_string(),
        });
        cx.write(move |desk, tx| {
            record::with(desk, tx, Act::CopySaved, thread, Some(id.uuid()), detail, now)
        })
        .await?;
        let saved = report::keep(&cx, &format!("messages-{today}.{}", files::ending(format)), bytes).await?;
        Ok(CopySaved { saved, messages: u32::try_from(messages).unwrap_or(u32::MAX), at: now.millis() })
    }
}
