//! Backups: how they stand, where they go, one now, a drill; and bringing one back.

use foyer_domain::{Actor, Capability};
use foyer_store::{StoreError, backups};
use zeroize::Zeroizing;

use super::Command;
use crate::{
    backing::{self, Choices, Good, Standing},
    context::Context,
    desk::Custody,
    opening,
    record::{self, Act},
    session::restoring,
    wire::*,
};

wire! {
    /// How the backups stand.
    pub struct GetBackup {}

    /// Asks, in the system's own dialog, where backups should go.
    pub struct ChooseBackupFolder {}

    /// Changes how many stay.
    pub struct SaveBackup {
        /// The newest of so many days, 1 to 31.
        pub daily: u32,
        /// The newest of so many weeks, 0 to 52.
        pub weekly: u32,
        /// The newest of so many months, 0 to 84.
        pub monthly: u32,
    }

    /// Makes one now.
    pub struct BackUpNow {}

    /// Holds a drill now.
    pub struct DrillBackup {}

    /// What can be brought back in place of a store that does not open.
    pub struct ListRestores {}

    /// Asks, in the system's own dialog, for the folder of another backup.
    pub struct ChooseRestore {}

    /// Brings what can be read of the damaged store into a new one. The damaged one is kept beside it.
    pub struct RepairStore {
        /// Whose password it is; none with the recovery code.
        pub user: Option<String>,
        /// The password, or the recovery code.
        pub secret: String,
    }

    /// Begins with an empty practice. The store that does not open is kept beside it, unchanged.
    pub struct StartNew {
        /// Whose password it is; none with the recovery code, or where no key file is left.
        pub user: Option<String>,
        /// The password, or the recovery code.
        pub secret: String,
    }

    /// Brings one back. The store that does not open is kept beside it.
    pub struct RestoreBackup {
        /// Which.
        pub copy: String,
        /// Whose password it is; none with the recovery code.
        pub user: Option<String>,
        /// The password, or the recovery code.
        pub secret: String,
    }
}

impl Command for GetBackup {
    const NAME: &'static str = "backup.get";
    const NEEDS: Capability = Capability::Configure;
    type Reply = BackupInfo;

    async fn run(self, cx: Context) -> Result<BackupInfo, AppError> {
        info(&cx).await
    }
}

impl Command for ChooseBackupFolder {
    const NAME: &'static str = "backup.chooseFolder";
    const NEEDS: Capability = Capability::Configure;
    type Reply = BackupInfo;

    async fn run(self, cx: Context) -> Result<BackupInfo, AppError> {
        real(&cx)?;
        let Some(folder) = cx.app.ports.shelf.choose_folder().await else { return info(&cx).await };
        if folder.starts_with(opening::live_folder(&cx.app)) {
            return Err(AppError::new(
                ErrorCode::BadField,
                "That is where Foyer works. Choose a folder elsewhere, best on another disk.",
            ));
        }
        let now = cx.now();
        cx.write(move |desk, tx| {
            let choices = Choices { folder: Some(folder), ..Choices::read(tx)? };
            choices.write(tx, now)?;
            record::by_staff(desk, tx, Act::BackupSaved, None, None, now)
        })
        .await?;
        // Whether it can be written to shows at once, and not at night.
        make(&cx).await?;
        info(&cx).await
    }
}

impl Command for SaveBackup {
    const NAME: &'static str = "backup.save";
    const NEEDS: Capability = Capability::Configure;
    type Reply = BackupInfo;

    async fn run(self, cx: Context) -> Result<BackupInfo, AppError> {
        real(&cx)?;
        let Self { daily, weekly, monthly } = self;
        let bad = |field, advice| Err(AppError::new(ErrorCode::BadField, advice).about(field));
        if !(1..=31).contains(&daily) {
            return bad("daily", "Keep 1 to 31 days.");
        }
        if weekly > 52 {
            return bad("weekly", "Keep up to 52 weeks.");
        }
        if monthly > 84 {
            return bad("monthly", "Keep up to 84 months.");
        }
        let now = cx.now();
        cx.write(move |desk, tx| {
            let choices = Choices { daily, weekly, monthly, ..Choices::read(tx)? };
            choices.write(tx, now)?;
            let detail = serde_json::json!({ "daily": daily, "weekly": weekly, "monthly": monthly });
            record::with(desk, tx, Act::BackupSaved, None, None, detail, now)
        })
        .await?;
        info(&cx).await
    }
}

impl Command for BackUpNow {
    const NAME: &'static str = "backup.now";
    const NEEDS: Capability = Capability::Configure;
    type Reply = BackupInfo;

    async fn run(self, cx: Context) -> Result<BackupInfo, AppError> {
        make(&cx).await?;
        info(&cx).await
    }
}

impl Command for DrillBackup {
    const NAME: &'static str = "backup.drill";
    const NEEDS: Capability = Capability::Configure;
    type Reply = BackupInfo;

    async fn run(self, cx: Context) -> Result<BackupInfo, AppError> {
        let desk = cx.desk()?;
        backing::drill(&cx.app, desk.office(), Actor::User(desk.user.id)).await?;
        info(&cx).await
    }
}

impl Command for ListRestores {
    const NAME: &'static str = "recovery.copies";
    const NEEDS: Capability = Capability::Enter;
    type Reply = RestoreChoices;

    async fn run(self, cx: Context) -> Result<RestoreChoices, AppError> {
        restoring::choices(&cx.app).await
    }
}

impl Command for ChooseRestore {
    const NAME: &'static str = "recovery.chooseCopy";
    const NEEDS: Capability = Capability::Enter;
    type Reply = RestoreChoices;

    async fn run(self, cx: Context) -> Result<RestoreChoices, AppError> {
        restoring::choose(&cx.app).await
    }
}

impl Command for RestoreBackup {
    const NAME: &'static str = "recovery.restore";
    const NEEDS: Capability = Capability::Enter;
    type Reply = Restored;

    async fn run(self, cx: Context) -> Result<Restored, AppError> {
        let user = self.user.as_deref().map(crate::context::id).transpose()?;
        restoring::restore(&cx.app, &self.copy, user, Zeroizing::new(self.secret)).await
    }
}

impl Command for RepairStore {
    const NAME: &'static str = "recovery.repair";
    const NEEDS: Capability = Capability::Enter;
    type Reply = RepairDone;

    async fn run(self, cx: Context) -> Result<RepairDone, AppError> {
        let user = self.user.as_deref().map(crate::context::id).transpose()?;
        restoring::repair(&cx.app, user, Zeroizing::new(self.secret)).await
    }
}

impl Command for StartNew {
    const NAME: &'static str = "recovery.startNew";
    const NEEDS: Capability = Capability::Enter;
    type Reply = SetAside;

    async fn run(self, cx: Context) -> Result<SetAside, AppError> {
        let user = self.user.as_deref().map(crate::context::id).transpose()?;
        restoring::start_new(&cx.app, user, Zeroizing::new(self.secret)).await
    }
}

async fn make(cx: &Context) -> Result<(), AppError> {
    let desk = cx.desk()?;
    backing::make(&cx.app, desk.office(), Actor::User(desk.user.id)).await
}

/// Practice mode has nothing to keep.
fn real(cx: &Context) -> Result<(), AppError> {
    match cx.desk()?.custody {
        Custody::People { .. } => Ok(()),
        Custody::Pretend { .. } => Err(AppError::new(
            ErrorCode::NotAllowed,
            "Practice mode has nothing to keep: its people are made up.",
        )),
    }
}

async fn info(cx: &Context) -> Result<BackupInfo, AppError> {
    real(cx)?;
    let (choices, standing) =
        cx.read(|_, tx| Ok::<_, StoreError>((Choices::read(tx)?, Standing::read(tx)?))).await?;
    let (place, own_disk) = choices.place(&cx.app);
    let (folder, own) = (cx.desk()?.custody.folder().clone(), cx.desk()?.store.trail_key().to_string());
    let at = place.clone();
    let (kept, code) = opening::blocking(move || {
        let found = backups::in_folder(&at).unwrap_or_default();
        let ours = found.iter().filter_map(|backup| backup.label()).filter(|label| label.practice == own);
        (ours.count(), folder.key_file().is_ok_and(|file| file.has_recovery()))
    })
    .await?;
    Ok(BackupInfo {
        folder: place.display().to_string(),
        own_disk,
        daily: choices.daily,
        weekly: choices.weekly,
        monthly: choices.monthly,
        good: standing.good.as_ref().map(copy),
        tried_at: standing.tried_at.map(foyer_domain::Timestamp::millis),
        problem: standing.problem.map(backing::Problem::wire),
        drilled_at: standing.drilled_at.map(foyer_domain::Timestamp::millis),
        drill_problem: standing.drill_problem.map(backing::Problem::wire),
        kept: u32::try_from(kept).unwrap_or(u32::MAX),
        code,
    })
}

fn copy(good: &Good) -> BackupCopy {
    backup_copy(good.at, good.texts, good.entries, good.bytes)
}

/// A backup as the window shows it.
pub(crate) fn backup_copy(at: foyer_domain::Timestamp, texts: u64, entries: i64, bytes: u64) -> BackupCopy {
    BackupCopy {
        at: at.millis(),
        texts: u32::try_from(texts).unwrap_or(u32::MAX),
        entries: u32::try_from(entries).unwrap_or(u32::MAX),
        megabytes: u32::try_from(bytes.div_ceil(1_000_000)).unwrap_or(u32::MAX),
    }
}
