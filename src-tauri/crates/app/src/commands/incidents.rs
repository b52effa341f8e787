//! Cases: reported from a text by anybody, decided by those who look into who did what.

use chrono::{Datelike as _, Days, NaiveDate};
use foyer_audit::Hash;
use foyer_domain::{Capability, IncidentId, Language, PhoneNumber, Private, Timestamp};
use foyer_policy::breach::{CaseFact, CaseKind, CaseStop, Decision, Factor, NumberAnswer, Risk};

use super::{
    Command,
    proof::SavedProof,
    report::{keep, no_file},
};
use crate::{
    context::{self, Context},
    incident::{
        self, NoScope, Report,
        files::{self, CaseFile},
        number,
        paper::CasePaper,
        register_file,
    },
    record::{self, Act},
    report::files::NoFile,
    wire::*,
    zone::{day_begins, day_of},
};

/// Letters in what somebody writes about a case.
const WORDS_CHARS: usize = 2_000;

/// Longer is legal counsel's question, and a legal hold's.
const KEPT_YEARS_AT_MOST: i32 = 50;

/// Letters in a letter.
const LETTER_CHARS: usize = 20_000;

wire! {
    /// Reports that something went wrong with a text. What was said is set aside as it is.
    pub struct ReportProblem {
        /// From which text.
        pub message: String,
        /// What went wrong.
        pub problem: CaseProblem,
        /// In a few words; may be empty.
        pub words: String,
        /// Whether nothing more goes to the number.
        pub stop: bool,
    }

    /// Every case, and the counts of each year.
    pub struct ListCases {}

    /// Keeps the register with its counts as a file for a spreadsheet; it names nobody.
    pub struct SaveRegister {}

    /// Opens a case. Looking is written down.
    pub struct OpenCase {
        /// The case.
        pub case: String,
    }

    /// Answers one of the four factors.
    pub struct AnswerFactor {
        /// The case.
        pub case: String,
        /// Which.
        pub factor: FactorKind,
        /// How high the risk is by it.
        pub risk: RiskKind,
        /// Why.
        pub words: String,
    }

    /// Says whom a case concerns and since when it is known.
    pub struct SaveScope {
        /// The case.
        pub case: String,
        /// A day, `2026-11-20`.
        pub known_on: String,
        /// People by state.
        pub affected: Vec<AffectedPeople>,
        /// Whether the practice is a clinic licensed by the state.
        pub licensed_clinic: bool,
    }

    /// Adds a remark to a case's log.
    pub struct NoteCase {
        /// The case.
        pub case: String,
        /// The words.
        pub words: String,
    }

    /// Decides a case.
    pub struct DecideCase {
        /// The case.
        pub case: String,
        /// What.
        pub decision: DecisionKind,
        /// Why.
        pub words: String,
    }

    /// Puts one's name to a case, and says how long its conversation's words are kept from the schedule.
    pub struct SignOffCase {
        /// The case.
        pub case: String,
        /// The last day on which they are, `2032-11-22`; null: from now on the schedule counts again.
        pub keep_until: Option<String>,
    }

    /// Says anew how long the words of a case that is signed off are kept from the schedule.
    pub struct KeepCase {
        /// The case.
        pub case: String,
        /// As in [`SignOffCase`].
        pub keep_until: Option<String>,
        /// Why.
        pub words: String,
    }

    /// Opens a case again that was signed off.
    pub struct ReopenCase {
        /// The case.
        pub case: String,
        /// Why.
        pub words: String,
    }

    /// Lets texts to the number of a case go again.
    pub struct LiftHold {
        /// The case.
        pub case: String,
        /// Why.
        pub words: String,
    }

    /// Keeps what whoever answers at the number of a case said, and the patient's right number. A number that is somebody
    /// else's is nobody's here from then on.
    pub struct AskedNumber {
        /// The case.
        pub case: String,
        /// What they said.
        pub answer: NumberAnswerKind,
        /// The patient's right number, as it is typed; empty while it is not known.
        pub right: String,
    }

    /// The first draft of the letter to the patient.
    pub struct DraftLetter {
        /// The case.
        pub case: String,
        /// `en` or `es`.
        pub language: String,
    }

    /// Keeps a letter as a PDF where the person says.
    pub struct SaveLetter {
        /// The case.
        pub case: String,
        /// `en` or `es`.
        pub language: String,
        /// Its words, as they were changed.
        pub text: String,
    }

    /// Keeps a case as a file that proves itself, or on paper, where the person says.
    pub struct ExportCase {
        /// The case.
        pub case: String,
        /// As what.
        pub format: CaseFormat,
    }
}

impl Command for ReportProblem {
    const NAME: &'static str = "cases.report";
    const NEEDS: Capability = Capability::Read;
    type Reply = ReportedCase;

    async fn run(self, cx: Context) -> Result<ReportedCase, AppError> {
        let report = Report {
            message: context::id(&self.message)?,
            kind: kind_of(self.problem),
            words: words(&self.words)?,
            stop: self.stop,
        };
        let now = cx.now();
        let (number, thread) = cx
            .write(move |desk, tx| {
                let thread = foyer_store::messages::get(tx, report.message)?.thread;
                Ok((incident::report(desk, tx, report, now)?, thread))
            })
            .await?;
        cx.tell(AppEvent::ThreadChanged { thread: thread.to_string() });
        cx.tell(AppEvent::OutboxChanged);
        cx.tell(AppEvent::SettingsChanged);
        Ok(ReportedCase { number })
    }
}

impl Command for ListCases {
    const NAME: &'static str = "cases.list";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseRegister;

    async fn run(self, cx: Context) -> Result<CaseRegister, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| incident::register(desk, tx, now)).await
    }
}

impl Command for SaveRegister {
    const NAME: &'static str = "cases.saveRegister";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (now, practice) = (cx.now(), cx.desk()?.practice());
        let zone = practice.zone();
        let (register, today) =
            (cx.read(move |desk, tx| incident::register(desk, tx, now)).await?, day_of(now, zone));
        let bytes = register_file::bytes(&register, &practice.name, zone, today).map_err(no_file)?;
        let detail = serde_json::json!({ "sha256": Hash::of(&[&bytes]).to_string() });
        // Written down before the file has its name.
        cx.write(move |desk, tx| record::with(desk, tx, Act::RegisterSaved, None, None, detail, now)).await?;
        Ok(SavedProof { saved: keep(&cx, &format!("incidents-{today}.csv"), bytes).await? })
    }
}

impl Command for OpenCase {
    const NAME: &'static str = "cases.open";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let (now, id) = (cx.now(), context::id(&self.case)?);
        let detail = read(&cx, id, now).await?;
        cx.write(move |desk, tx| incident::viewed(desk, tx, id, now)).await?;
        Ok(detail)
    }
}

impl Command for AnswerFactor {
    const NAME: &'static str = "cases.answer";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let fact = CaseFact::Answered { factor: factor_of(self.factor), risk: risk_of(self.risk) };
        add(&cx, &self.case, fact, Some(words(&self.words)?)).await
    }
}

impl Command for SaveScope {
    const NAME: &'static str = "cases.saveScope";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let (now, id) = (cx.now(), context::id::<IncidentId>(&self.case)?);
        let zone = cx.desk()?.practice().zone();
        let reported = cx.read(move |_, tx| Ok(foyer_store::incidents::get(tx, id)?.reported_at)).await?;
        let affected: Vec<_> = self.affected.into_iter().map(|one| (one.state, one.people)).collect();
        let scope = incident::scope((&self.known_on, now), &affected, self.licensed_clinic, (reported, zone))
            .map_err(|why| match why {
                NoScope::Day => bad("knownOn", "Choose a day up to today."),
                NoScope::People => bad("affected", "Say how many people, and choose a state from the list."),
            })?;
        add(&cx, &self.case, CaseFact::ScopeSet { scope }, None).await
    }
}

impl Command for NoteCase {
    const NAME: &'static str = "cases.note";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        add(&cx, &self.case, CaseFact::Noted, Some(words(&self.words)?)).await
    }
}

impl Command for DecideCase {
    const NAME: &'static str = "cases.decide";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let decision = match self.decision {
            DecisionKind::Tell => Decision::Tell,
            DecisionKind::LowRisk => Decision::LowRisk,
            DecisionKind::NotABreach => Decision::NotABreach,
        };
        add(&cx, &self.case, CaseFact::Decided { decision }, Some(words(&self.words)?)).await
    }
}

impl Command for SignOffCase {
    const NAME: &'static str = "cases.signOff";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let (now, id) = (cx.now(), context::id::<IncidentId>(&self.case)?);
        let until = kept_until(self.keep_until.as_deref(), cx.desk()?.practice().zone(), now)?;
        cx.write(move |desk, tx| incident::sign_off(desk, tx, id, until, now)).await?.map_err(stopped)?;
        cx.tell(AppEvent::SettingsChanged);
        read(&cx, id, now).await
    }
}

impl Command for KeepCase {
    const NAME: &'static str = "cases.keep";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let until = kept_until(self.keep_until.as_deref(), cx.desk()?.practice().zone(), cx.now())?;
        let words = Some(words(&self.words)?).filter(|words| !words.is_blank());
        let Some(words) = words else { return Err(stopped(CaseStop::NoWords)) };
        add(&cx, &self.case, CaseFact::WordsKept { until }, Some(words)).await
    }
}

impl Command for ReopenCase {
    const NAME: &'static str = "cases.reopen";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let detail = add(&cx, &self.case, CaseFact::Reopened, Some(words(&self.words)?)).await?;
        cx.tell(AppEvent::SettingsChanged);
        Ok(detail)
    }
}

impl Command for LiftHold {
    const NAME: &'static str = "cases.lift";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let detail = add(&cx, &self.case, CaseFact::SendsResumed, Some(words(&self.words)?)).await?;
        cx.tell(AppEvent::ThreadChanged { thread: detail.thread.clone() });
        Ok(detail)
    }
}

impl Command for AskedNumber {
    const NAME: &'static str = "cases.numberAsked";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseDetail;

    async fn run(self, cx: Context) -> Result<CaseDetail, AppError> {
        let (now, id) = (cx.now(), context::id::<IncidentId>(&self.case)?);
        let typed = self.right.trim();
        let right = (!typed.is_empty()).then(|| PhoneNumber::parse(typed)).transpose();
        let right = right.map_err(|_| bad("right", "This is not a phone number. Type all ten digits."))?;
        let answer = match self.answer {
            NumberAnswerKind::Theirs => NumberAnswer::Theirs,
            NumberAnswerKind::SomebodyElses => NumberAnswer::SomebodyElses,
            NumberAnswerKind::NoAnswer => NumberAnswer::NoAnswer,
        };
        let found = number::Found { answer, right };
        cx.write(move |desk, tx| number::keep(desk, tx, id, found, now)).await?.map_err(|why| match why {
            number::NotFound::Stop(stop) => stopped(stop),
            number::NotFound::Same => bad("right", "This is the number that the case is about."),
            number::NotFound::Nobody => bad("right", "Put a name to this number first."),
        })?;
        let detail = read(&cx, id, now).await?;
        cx.tell(AppEvent::ThreadChanged { thread: detail.thread.clone() });
        cx.tell(AppEvent::OutboxChanged);
        Ok(detail)
    }
}

impl Command for DraftLetter {
    const NAME: &'static str = "cases.draftLetter";
    const NEEDS: Capability = Capability::Audit;
    type Reply = CaseLetter;

    async fn run(self, cx: Context) -> Result<CaseLetter, AppError> {
        let (now, id, language) = (cx.now(), context::id(&self.case)?, language(&self.language)?);
        let text = cx.read(move |desk, tx| incident::letter(desk, tx, id, language, now)).await?;
        Ok(CaseLetter { text })
    }
}

impl Command for SaveLetter {
    const NAME: &'static str = "cases.saveLetter";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (now, language) = (cx.now(), language(&self.language)?);
        if self.text.trim().is_empty() || self.text.chars().count() > LETTER_CHARS {
            return Err(bad("text", "A letter needs words, at most twenty pages of them."));
        }
        let practice = cx.desk()?.practice();
        let zone = practice.zone();
        let pdf = files::letter(&self.text, &practice.name, (now, zone)).map_err(|error| {
            tracing::error!(%error, "a letter was not set on paper");
            not_made()
        })?;
        // Written down before the words leave Foyer.
        add(&cx, &self.case, CaseFact::LetterSaved { language }, None).await?;
        let saved = keep(&cx, &format!("letter-{}.pdf", day_of(now, zone)), pdf).await?;
        Ok(SavedProof { saved })
    }
}

impl Command for ExportCase {
    const NAME: &'static str = "cases.export";
    const NEEDS: Capability = Capability::Audit;
    type Reply = SavedProof;

    async fn run(self, cx: Context) -> Result<SavedProof, AppError> {
        let (now, id) = (cx.now(), context::id(&self.case)?);
        let zone = cx.desk()?.practice().zone();
        // The line that tells of it is in it.
        add(&cx, &self.case, CaseFact::Exported, None).await?;
        let (format, practice) = (self.format, cx.desk()?.practice().name);
        let made = match format {
            CaseFormat::Lines => {
                let file = cx.read(move |desk, tx| CaseFile::read(desk, tx, id, now)).await?;
                tokio::task::spawn_blocking(move || file.bytes())
            }
            CaseFormat::Pdf => {
                let paper = cx.read(move |desk, tx| CasePaper::read(desk, tx, id, now)).await?;
                tokio::task::spawn_blocking(move || paper.bytes(&practice, (now, zone)))
            }
        };
        let bytes = made.await.map_err(|_| not_made())?.map_err(|error| match error {
            NoFile::TooLong => {
                bad("format", "This conversation is too long for a PDF. Save the file with proof.")
            }
            NoFile::NoRoom | NoFile::Paper(_) | NoFile::Rows => {
                tracing::error!(%error, "a case was not written down");
                not_made()
            }
        })?;
        let sha256 = Hash::of(&[&bytes]).to_string();
        cx.write(move |desk, tx| incident::exported(desk, tx, id, &sha256, now)).await?;
        let ending = match format {
            CaseFormat::Lines => "jsonl",
            CaseFormat::Pdf => "pdf",
        };
        let saved = keep(&cx, &format!("case-{}.{ending}", day_of(now, zone)), bytes).await?;
        Ok(SavedProof { saved })
    }
}

/// The end of the last day on which words are kept; now where they are not.
fn kept_until(last: Option<&str>, zone: chrono_tz::Tz, now: Timestamp) -> Result<Timestamp, AppError> {
    let Some(last) = last else { return Ok(now) };
    let wrong = || bad("keepUntil", "Choose a day after today, at most fifty years ahead.");
    let day: NaiveDate = last.parse().map_err(|_| wrong())?;
    let today = day_of(now, zone);
    if day <= today || day.year() > today.year().saturating_add(KEPT_YEARS_AT_MOST) {
        return Err(wrong());
    }
    Ok(day_begins(day.checked_add_days(Days::new(1)).unwrap_or(day), zone))
}

/// Adds a line to a case, and reads it again.
async fn add(
    cx: &Context,
    case: &str,
    fact: CaseFact,
    words: Option<Private>,
) -> Result<CaseDetail, AppError> {
    let (now, id) = (cx.now(), context::id::<IncidentId>(case)?);
    cx.write(move |desk, tx| incident::add(desk, tx, id, (fact, words), now)).await?.map_err(stopped)?;
    read(cx, id, now).await
}

async fn read(cx: &Context, id: IncidentId, now: Timestamp) -> Result<CaseDetail, AppError> {
    cx.read(move |desk, tx| incident::detail(desk, tx, id, now)).await
}

fn stopped(stop: CaseStop) -> AppError {
    match stop {
        CaseStop::NoWords => bad("words", "Say why, in a few words."),
        CaseStop::FactorsOpen => bad("decision", "Answer all four factors first."),
        CaseStop::SignedOff => bad("state", "This case is signed off. Open it again first."),
        CaseStop::NotSignedOff => bad("state", "This case is not signed off."),
        CaseStop::NotDecided => bad("decision", "Decide first, then sign off."),
        CaseStop::OwnText => bad("state", "Somebody else signs off a case about your own text."),
    }
}

fn words(text: &str) -> Result<Private, AppError> {
    if text.chars().count() > WORDS_CHARS {
        return Err(bad("words", "This is too long. Say it in fewer words."));
    }
    Ok(Private::new(text.trim()))
}

fn language(text: &str) -> Result<Language, AppError> {
    Language::parse(text).ok_or_else(|| bad("language", "Choose English or Spanish."))
}

fn bad(field: &'static str, advice: &'static str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(field)
}

fn not_made() -> AppError {
    AppError::new(ErrorCode::Internal, "Foyer could not make the file. Nothing was changed.")
}

const fn kind_of(kind: CaseProblem) -> CaseKind {
    match kind {
        CaseProblem::WrongPerson => CaseKind::WrongPerson,
        CaseProblem::TooMuch => CaseKind::TooMuch,
        CaseProblem::WrongNumber => CaseKind::WrongNumber,
        CaseProblem::LostDevice => CaseKind::LostDevice,
    }
}

const fn factor_of(factor: FactorKind) -> Factor {
    match factor {
        FactorKind::Information => Factor::Information,
        FactorKind::Recipient => Factor::Recipient,
        FactorKind::Seen => Factor::Seen,
        FactorKind::MadeGood => Factor::MadeGood,
    }
}

const fn risk_of(risk: RiskKind) -> Risk {
    match risk {
        RiskKind::Low => Risk::Low,
        RiskKind::Medium => Risk::Medium,
        RiskKind::High => Risk::High,
    }
}
