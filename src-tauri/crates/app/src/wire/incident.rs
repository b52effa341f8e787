//! Cases: something went wrong with a patient's information.

use super::{DeliveryKind, FindingInfo, Millis, wire};

wire! {
    /// What is reported.
    #[derive(Copy, Eq)]
    pub enum CaseProblem {
        /// It went to another person than it was meant for.
        WrongPerson,
        /// It said more than it should have.
        TooMuch,
        /// The number is not the patient's.
        WrongNumber,
        /// A phone or computer with texts on it is gone.
        LostDevice,
    }

    /// How far a case has come.
    #[derive(Copy, Eq)]
    pub enum CaseStateKind {
        /// Being assessed.
        Draft,
        /// Decided.
        Assessed,
        /// Signed off.
        SignedOff,
    }

    /// What is decided.
    #[derive(Copy, Eq)]
    pub enum DecisionKind {
        /// A breach: people are told.
        Tell,
        /// The four factors show a low risk.
        LowRisk,
        /// No breach by the rule's own words.
        NotABreach,
    }

    /// A factor of the assessment (45 CFR 164.402).
    #[derive(Copy, Eq)]
    pub enum FactorKind {
        /// What kind of information.
        Information,
        /// Who got it.
        Recipient,
        /// Whether it was seen.
        Seen,
        /// How far it was made good.
        MadeGood,
    }

    /// A risk.
    #[derive(Copy, Eq)]
    pub enum RiskKind {
        Low,
        Medium,
        High,
    }

    /// A case was opened.
    pub struct ReportedCase {
        /// Its number, `2026-04`.
        pub number: String,
    }

    /// Every case.
    pub struct CaseRegister {
        /// The newest first.
        pub rows: Vec<CaseRow>,
        /// Year by year, the newest first.
        pub years: Vec<CaseYear>,
    }

    /// A line of the register.
    pub struct CaseRow {
        /// Its id.
        pub id: String,
        /// Its number.
        pub number: String,
        /// What was reported.
        pub kind: CaseProblem,
        /// How far it has come.
        pub state: CaseStateKind,
        /// What was decided.
        pub decision: Option<DecisionKind>,
        /// Whom it is about; empty where the thread is hidden from this person.
        pub name: String,
        /// Whether it is.
        pub hidden: bool,
        /// When it was reported.
        pub reported_at: Millis,
        /// How many people it concerns.
        pub people: u32,
        /// The next day by which somebody must be told, while a clock runs.
        pub next_due_on: Option<String>,
        /// Days until then; negative when it has passed.
        pub days_left: Option<i32>,
    }

    /// A year's counts, by the day each case was known.
    pub struct CaseYear {
        /// The year.
        pub year: i32,
        /// Cases in all.
        pub cases: u32,
        /// Not decided.
        pub open: u32,
        /// Decided: no breach.
        pub none: u32,
        /// Breaches of fewer than 500 people: on the yearly list to HHS.
        pub under: u32,
        /// People in those.
        pub under_people: u32,
        /// The last day for that list.
        pub list_due_on: Option<String>,
        /// Breaches of 500 people or more: told to HHS one by one.
        pub over: u32,
        /// People in those.
        pub over_people: u32,
    }

    /// A case, opened.
    pub struct CaseDetail {
        /// Its id.
        pub id: String,
        /// Its number.
        pub number: String,
        /// What was reported.
        pub kind: CaseProblem,
        /// How far it has come.
        pub state: CaseStateKind,
        /// What was decided.
        pub decision: Option<DecisionKind>,
        /// When it was reported.
        pub reported_at: Millis,
        /// By whom.
        pub reported_by: String,
        /// The thread.
        pub thread: String,
        /// Whom the text was meant for.
        pub name: String,
        /// The number, as people write it.
        pub phone: String,
        /// Whose number it is, and which others the patient has.
        pub of_number: NumberInfo,
        /// The text it was reported from.
        pub text: CaseText,
        /// What was set aside.
        pub evidence: EvidenceInfo,
        /// What the texts told, by kind.
        pub disclosed: Vec<DisclosedKind>,
        /// The four factors, in their order.
        pub factors: Vec<FactorInfo>,
        /// Whether all four are low, so that a person may decide that it was no breach.
        pub may_be_low: bool,
        /// Since when nothing goes to the number; null when texts may go.
        pub stopped_at: Option<Millis>,
        /// Whether this case is what stops them.
        pub stops: bool,
        /// Whether this case keeps the words of its conversation from being deleted by the schedule.
        pub keeps: bool,
        /// Until when somebody decided that it does; null as long as nobody has.
        pub keeps_until_at: Option<Millis>,
        /// The last day that the form begins with, `2032-11-22`.
        pub keep_on: String,
        /// Whom it concerns.
        pub scope: ScopeInfo,
        /// Who must be told by when; empty once it is decided that nobody must.
        pub clocks: Vec<CaseClock>,
        /// States whose law Foyer has no row of.
        pub unknown_states: Vec<String>,
        /// Everything written down, the newest first.
        pub log: Vec<CaseLine>,
        /// Whether this person may sign it off: nobody does their own text.
        pub may_sign_off: bool,
        /// Every state there is, for the form.
        pub states: Vec<String>,
    }

    /// The text of a case.
    pub struct CaseText {
        /// Its words.
        pub words: String,
        /// What is marked in them.
        pub findings: Vec<FindingInfo>,
        /// Whether it is ours.
        pub outbound: bool,
        /// Who sent it.
        pub sender: String,
        /// When.
        pub at: Millis,
        /// How far it got; null for the patient's.
        pub delivery: Option<DeliveryKind>,
    }

    /// What was set aside.
    pub struct EvidenceInfo {
        /// Texts.
        pub texts: u32,
        /// What the carrier said of them.
        pub reports: u32,
        /// Entries of the audit trail.
        pub entries: u32,
        /// The first of those.
        pub first_entry: Option<u32>,
        /// The last.
        pub last_entry: Option<u32>,
        /// Of all of it.
        pub sha256: String,
        /// Whether it is byte for byte what it was.
        pub whole: bool,
    }

    /// A kind of information that was told.
    pub struct DisclosedKind {
        /// The screener's name of it.
        pub kind: String,
        /// Whether it tells of health.
        pub clinical: bool,
    }

    /// A factor.
    pub struct FactorInfo {
        /// Which.
        pub factor: FactorKind,
        /// The answer; null while it is open.
        pub risk: Option<RiskKind>,
        /// Why.
        pub words: String,
    }

    /// Whom a case concerns.
    pub struct ScopeInfo {
        /// When it was known.
        pub known_at: Millis,
        /// The same as a day of the practice's calendar.
        pub known_on: String,
        /// People by state.
        pub affected: Vec<AffectedPeople>,
        /// All of them.
        pub people: u32,
        /// Whether the practice is a clinic licensed by the state.
        pub licensed_clinic: bool,
    }

    /// People of a state.
    pub struct AffectedPeople {
        /// Two letters; null where nobody knows.
        pub state: Option<String>,
        /// How many.
        pub people: u32,
    }

    /// Who must be told.
    #[derive(Copy, Eq)]
    pub enum ToldKind {
        /// The patient.
        People,
        /// HHS, or a state's attorney general or department.
        Regulator,
        /// The media.
        Media,
    }

    /// How a clock's days are counted.
    #[derive(Copy, Eq)]
    pub enum ClockRule {
        /// From the day it was known.
        Calendar,
        /// The same, in working days.
        Business,
        /// From the end of the year.
        YearEnd,
        /// From the last day for telling the people.
        AfterPeople,
        /// From the last day for telling HHS, in working days.
        AfterRegulator,
    }

    /// A clock.
    pub struct CaseClock {
        /// Two letters; null for the federal rule.
        pub state: Option<String>,
        /// Whether it is the state's rule for its licensed clinics.
        pub clinic: bool,
        /// Who must be told.
        pub whom: ToldKind,
        /// How it counts.
        pub rule: ClockRule,
        /// So many days.
        pub days: u32,
        /// From so many people on.
        pub from_people: u32,
        /// The last day; null where too few people are concerned.
        pub due_on: Option<String>,
        /// Days until then; negative when it has passed.
        pub days_left: Option<i32>,
        /// How much of the time has passed, in hundredths.
        pub passed: u32,
        /// Where the rule stands.
        pub citation: String,
        /// Whether the source is uncertain.
        pub uncertain: bool,
    }

    /// A line of a case's log.
    pub struct CaseLine {
        /// When.
        pub at: Millis,
        /// Who; null for Foyer.
        pub by: Option<String>,
        /// What.
        pub what: CaseAct,
        /// In their own words.
        pub words: Option<String>,
    }

    /// What was written down.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum CaseAct {
        Reported,
        Frozen,
        SendsStopped,
        SendsResumed,
        ScopeSet { people: u32 },
        Answered { factor: FactorKind, risk: RiskKind },
        Noted,
        Decided { decision: DecisionKind },
        SignedOff,
        Reopened,
        LetterSaved { language: String },
        Exported,
        WordsKept { until_at: Option<Millis> },
        NumberAsked { answer: NumberAnswerKind },
        NumberCorrected,
    }

    /// What is known of the number of a case.
    pub struct NumberInfo {
        /// What whoever answers there said last; null before anybody asked.
        pub answer: Option<NumberAnswerKind>,
        /// The thread with the patient's right number.
        pub right_thread: Option<String>,
        /// Other numbers that the patient has on the record.
        pub others: Vec<OtherNumber>,
    }

    /// A number of the patient's.
    pub struct OtherNumber {
        /// As people write it.
        pub number: String,
        /// The thread with it.
        pub thread: Option<String>,
    }

    /// What whoever answers at a number says of it.
    #[derive(Copy, Eq)]
    pub enum NumberAnswerKind {
        /// It is the patient's.
        Theirs,
        /// It is somebody else's.
        SomebodyElses,
        /// Nobody said.
        NoAnswer,
    }

    /// What a case becomes when it leaves.
    #[derive(Copy, Eq)]
    pub enum CaseFormat {
        /// Lines of JSON that prove themselves.
        Lines,
        /// Paper.
        Pdf,
    }

    /// The first draft of a letter.
    pub struct CaseLetter {
        /// Its words; a person changes them.
        pub text: String,
    }
}
