//! The check of templates and sent texts: what it found, another look, signing off.

use foyer_domain::{Capability, Private, ScanId};
use foyer_store::StoreError;

use super::Command;
use crate::{
    context::{self, Context},
    drifting,
    wire::*,
};

/// Letters in what is said when signing off.
const WORDS_CHARS: usize = 400;

wire! {
    /// Reads what the last looks found.
    pub struct ReadDrift {}

    /// Looks now.
    pub struct ScanDrift {}

    /// Signs the newest look off.
    pub struct SignDrift {
        /// Which.
        pub scan: String,
        /// What was done about it.
        pub words: String,
    }
}

impl Command for ReadDrift {
    const NAME: &'static str = "templates.drift";
    const NEEDS: Capability = Capability::Read;
    type Reply = DriftPage;

    async fn run(self, cx: Context) -> Result<DriftPage, AppError> {
        cx.read(|desk, tx| drifting::page(tx, desk.user.role)).await
    }
}

impl Command for ScanDrift {
    const NAME: &'static str = "templates.scan";
    const NEEDS: Capability = Capability::ApproveTemplates;
    type Reply = DriftPage;

    async fn run(self, cx: Context) -> Result<DriftPage, AppError> {
        let now = cx.now();
        let looked = cx.read(move |desk, tx| drifting::look(desk, tx, now)).await?;
        cx.write(move |desk, tx| {
            drifting::keep(desk, tx, &looked, Some(desk.user.id), now)?;
            drifting::page(tx, desk.user.role)
        })
        .await
    }
}

impl Command for SignDrift {
    const NAME: &'static str = "templates.signOff";
    const NEEDS: Capability = Capability::ApproveTemplates;
    type Reply = DriftPage;

    async fn run(self, cx: Context) -> Result<DriftPage, AppError> {
        let (now, scan) = (cx.now(), context::id::<ScanId>(&self.scan)?);
        let words = self.words.trim();
        if words.is_empty() || words.chars().count() > WORDS_CHARS {
            return Err(
                AppError::new(ErrorCode::BadField, "Say what was done, in up to 400 letters.").about("words")
            );
        }
        let words = Private::new(words);
        let signed = cx.write(move |desk, tx| match drifting::sign(tx, scan, desk.user.id, &words, now) {
            Ok(()) => drifting::page(tx, desk.user.role).map(Some),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        });
        signed
            .await?
            .ok_or_else(|| AppError::new(ErrorCode::TooLate, "Somebody has signed this off already."))
    }
}
