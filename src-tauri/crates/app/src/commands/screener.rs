//! What the practice decides about the draft screener: terms it lets pass, its neutral name for texts. And what people
//! send over most, so that somebody sees where marks are in the way.

use std::collections::BTreeMap;

use foyer_domain::{Capability, UserId};
use foyer_phi::{NotAllowed, Severity};
use foyer_policy::notice;
use foyer_store::{ReadTx, StoreError, screening, settings, users};

use super::Command;
use crate::{
    context::Context,
    desk::{Desk, PRACTICE_SETTING, Practice},
    record::{self, Act},
    wire::*,
};

/// Findings that are sent over most, as many as somebody reads.
const SENT_OVER_SHOWN: u32 = 10;
/// How the id of a rule begins that is a term.
const TERM: &str = "term:";

wire! {
    /// The screener as the practice has it.
    pub struct ReadScreener {}

    /// Lets a term pass in this practice.
    pub struct AllowTerm {
        /// The words.
        pub term: String,
    }

    /// Lets a term pass no longer.
    pub struct TakeBackTerm {
        /// The words, as listed.
        pub term: String,
    }

    /// Changes the name that signs texts.
    pub struct SaveTextName {
        /// The neutral name; empty: the practice's own signs.
        pub text_name: String,
    }
}

impl Command for ReadScreener {
    const NAME: &'static str = "screener.get";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ScreenerInfo;

    async fn run(self, cx: Context) -> Result<ScreenerInfo, AppError> {
        cx.read(shown).await
    }
}

impl Command for AllowTerm {
    const NAME: &'static str = "screener.allow";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ScreenerInfo;

    async fn run(self, cx: Context) -> Result<ScreenerInfo, AppError> {
        let now = cx.now();
        let term = cx.desk()?.screener.term_to_allow(&self.term).map_err(|why| {
            let advice = match why {
                NotAllowed::Sensitive => "Words for sensitive care are always marked.",
                NotAllowed::Empty => "Write the word.",
                NotAllowed::Unknown => "Foyer marks no such word. Write it as it is listed under a mark.",
            };
            AppError::new(ErrorCode::BadField, advice).about("term")
        })?;
        let info = cx
            .write(move |desk, tx| {
                if screening::allow(tx, &term, desk.user.id, now)? {
                    // A word of the lexicon, never a patient's.
                    let detail = serde_json::json!({ "term": term });
                    record::with(desk, tx, Act::TermAllowed, None, None, detail, now)?;
                }
                shown(desk, tx)
            })
            .await?;
        took_over(&cx, &info)?;
        Ok(info)
    }
}

impl Command for TakeBackTerm {
    const NAME: &'static str = "screener.takeBack";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ScreenerInfo;

    async fn run(self, cx: Context) -> Result<ScreenerInfo, AppError> {
        let now = cx.now();
        let info = cx
            .write(move |desk, tx| {
                if screening::take_back(tx, &self.term)? {
                    let detail = serde_json::json!({ "term": self.term });
                    record::with(desk, tx, Act::TermTakenBack, None, None, detail, now)?;
                }
                shown(desk, tx)
            })
            .await?;
        took_over(&cx, &info)?;
        Ok(info)
    }
}

impl Command for SaveTextName {
    const NAME: &'static str = "screener.saveTextName";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ScreenerInfo;

    async fn run(self, cx: Context) -> Result<ScreenerInfo, AppError> {
        let (now, desk) = (cx.now(), cx.desk()?);
        let typed = self.text_name.split_whitespace().collect::<Vec<_>>().join(" ");
        let refuse = |advice: &str| AppError::new(ErrorCode::BadField, advice).about("textName");
        let text_name = Some(typed).filter(|name| !name.is_empty());
        if let Some(name) = &text_name {
            if !notice::is_practice_name(name) {
                return Err(refuse("Write a name of up to 60 plain characters: it signs texts."));
            }
            if desk.screener.name_tells(name).is_some() {
                return Err(refuse("This name still says what you treat."));
            }
        }
        let practice = Practice { text_name, ..desk.practice() };
        let kept = practice.clone();
        cx.write(move |desk, tx| {
            settings::set(tx, PRACTICE_SETTING, &kept, now)?;
            record::by_staff(desk, tx, Act::TextNameSaved, None, None, now)
        })
        .await?;
        cx.desk()?.set_practice(practice);
        cx.tell(AppEvent::SettingsChanged);
        cx.read(shown).await
    }
}

/// What is kept is what the screener goes by from now on.
fn took_over(cx: &Context, info: &ScreenerInfo) -> Result<(), AppError> {
    let terms = info.allowed.iter().map(|one| one.term.clone()).collect();
    cx.desk()?.set_allowed_terms(terms);
    cx.tell(AppEvent::SettingsChanged);
    Ok(())
}

fn shown(desk: &Desk, tx: &ReadTx<'_>) -> Result<ScreenerInfo, StoreError> {
    let practice = desk.practice();
    let names: BTreeMap<UserId, String> =
        users::list(tx)?.into_iter().map(|row| (row.user.id, row.user.name.reveal().to_owned())).collect();
    let allowed: Vec<AllowedTermInfo> = screening::allowed(tx)?
        .into_iter()
        .map(|one| AllowedTermInfo {
            term: one.term,
            by: names.get(&one.by).cloned().unwrap_or_default(),
            at: one.at.millis(),
        })
        .collect();
    let sent_over = screening::most_sent_over(tx, SENT_OVER_SHOWN)?
        .into_iter()
        .map(|row| {
            let term = row.rule.strip_prefix(TERM).map(str::to_owned);
            let may_allow = term.as_deref().is_some_and(|term| {
                desk.screener.term_to_allow(term).is_ok() && !allowed.iter().any(|one| one.term == term)
            });
            SentOverInfo { rule: row.rule, term, times: row.times, last_at: row.last_at.millis(), may_allow }
        })
        .collect();
    Ok(ScreenerInfo {
        name_tells: desk.screener.name_tells(&practice.name).map(|severity| match severity {
            Severity::Sensitive => NameTells::SensitiveCare,
            Severity::Clinical | Severity::Identifier | Severity::Hint => NameTells::Care,
        }),
        practice: practice.name,
        text_name: practice.text_name.unwrap_or_default(),
        allowed,
        sent_over,
    })
}
