//! Consent: the proof behind a badge, the list of who is due, runs of notices, and what staff are asked to read.

use super::{Badge, ChannelKind, ConsentBasisKind, ConsentFact, HiddenWhy, Millis, wire};

wire! {
    /// What a text may be about, as far as consent is concerned.
    #[derive(Copy, Eq)]
    pub enum SubjectKind {
        /// Visits and logistics.
        Logistics,
        /// Health.
        Clinical,
        /// Bills.
        Billing,
        /// Offers; only with something in writing.
        Marketing,
    }

    /// Where a patient lives, how that is known, and the hours there.
    pub struct PlaceInfo {
        /// Two letters; `None` when nobody knows: then the strictest rules of all states hold.
        pub state: Option<String>,
        /// How it is known.
        pub source: PlaceSourceKind,
        /// IANA zones that may be theirs; more than one when the state or area code has several.
        pub zones: Vec<String>,
        /// Edition of the rules, as texts keep it.
        pub rules_version: String,
        /// The rules that hold there.
        pub rules: Vec<RuleInfo>,
        /// Set while it is quiet there.
        pub quiet: Option<QuietInfo>,
    }

    /// How a patient's state is known.
    #[derive(Copy, Eq)]
    pub enum PlaceSourceKind {
        /// On the record.
        Record,
        /// The patient said so.
        Said,
        /// From the number's area code.
        AreaCode,
        /// Not at all.
        Unknown,
    }

    /// A rule about hours, as its pack has it.
    pub struct RuleInfo {
        /// Two letters, or `None` for the federal rule.
        pub state: Option<String>,
        /// Where it stands.
        pub citation: String,
        /// Whether the source is uncertain.
        pub uncertain: bool,
    }

    /// It is quiet where the patient lives.
    pub struct QuietInfo {
        /// When a text may go again.
        pub until_at: Millis,
        /// Minutes since midnight on the patient's clock; the latest of several.
        pub minute_there: u32,
        /// The rule that says so.
        pub rule: RuleInfo,
        /// Whether a text goes all the same, because it answers somebody who is writing now: say it, don't stop.
        pub only_said: bool,
    }

    /// The proof behind a badge, at one moment.
    pub struct ProofCard {
        /// The thread.
        pub thread: String,
        /// Who, or the number.
        pub name: String,
        /// As people write it.
        pub number: String,
        /// How texts travel.
        pub channel: ChannelKind,
        /// The moment it is about.
        pub at: Millis,
        /// Whether that is now.
        pub is_now: bool,
        /// The badge then.
        pub badge: Badge,
        /// Since when.
        pub since_at: Option<Millis>,
        /// What it rested on.
        pub basis: Option<ConsentBasisKind>,
        /// What could be texted about.
        pub covers: Vec<SubjectKind>,
        /// Until when.
        pub until_at: Option<Millis>,
        /// The day in which a text could be answered without consent.
        pub answer_until_at: Option<Millis>,
        /// The fact in `history` that decided it; its id.
        pub decided_by: Option<String>,
        /// The notice that was answered, or is out.
        pub notice: Option<ProofNotice>,
        /// What the patient answered, or wrote to end it.
        pub reply: Option<ProofReply>,
        /// What staff wrote down, where it was recorded by hand.
        pub record: Option<ProofRecord>,
        /// Where the patient lived by what is known, and the rules in force then.
        pub place: PlaceInfo,
        /// Newest first, up to now, with what ended by itself.
        pub history: Vec<ProofFact>,
        /// Whether another person on this phone has a block that counts for this one too. Names nobody.
        pub number_blocked: bool,
        /// The last texts, newest first, with what was kept with each as it left or came.
        pub texts: Vec<ProofText>,
        /// Whether the log's chain adds up, as last checked when it was written; `None` when it was not.
        pub unbroken: Option<bool>,
    }

    /// What held when a text left or came. Kept with the text then; nothing later changes it.
    pub struct ProofText {
        /// The message.
        pub message: String,
        /// Its time.
        pub at: Millis,
        /// Whether it is ours.
        pub outbound: bool,
        /// The badge; `None` for a text from before it was kept, or before anybody had looked.
        pub badge: Option<Badge>,
        /// The facts that made it so.
        pub because: Vec<ConsentFact>,
        /// Edition of the rules about hours.
        pub rules_version: Option<String>,
        /// Where the patient lived by what was known: two letters.
        pub state: Option<String>,
        /// How that was known.
        pub source: Option<PlaceSourceKind>,
    }

    /// A notice that went out.
    pub struct ProofNotice {
        /// The message.
        pub message: String,
        /// Word for word.
        pub text: String,
        /// Edition.
        pub version: String,
        /// `en` or `es`.
        pub language: String,
        /// When the carrier took it.
        pub sent_at: Millis,
        /// When it was on the phone, as the carrier reports.
        pub delivered_at: Option<Millis>,
        /// When it was reported lost.
        pub failed_at: Option<Millis>,
        /// The carrier's id.
        pub carrier_id: Option<String>,
        /// Who sent it; `None` for Foyer itself.
        pub by: Option<String>,
    }

    /// What the patient wrote.
    pub struct ProofReply {
        /// The message.
        pub message: String,
        /// Word for word.
        pub text: String,
        /// When.
        pub at: Millis,
        /// The carrier's id.
        pub carrier_id: Option<String>,
    }

    /// What staff wrote down.
    pub struct ProofRecord {
        /// How it was given.
        pub basis: ConsentBasisKind,
        /// The form or the remark.
        pub note: Option<String>,
        /// Who wrote it down.
        pub by: Option<String>,
        /// When.
        pub at: Millis,
    }

    /// A line of the chain.
    pub struct ProofFact {
        /// Its id; empty for what happened by itself.
        pub id: String,
        /// What happened.
        pub fact: ConsentFact,
        /// About what.
        pub subjects: Vec<SubjectKind>,
        /// The entry in the log.
        pub entry: Option<u32>,
        /// The first eight digits of its mark.
        pub mark: Option<String>,
    }

    /// Who is due.
    pub struct DueList {
        /// Due now first, then by date.
        pub rows: Vec<DueRow>,
        /// Ended, or agreed to an older notice.
        pub now: u32,
        /// Ends within the practice's days of warning.
        pub soon: u32,
        /// Asked and not answered.
        pub no_answer: u32,
        /// The run that goes on or was last.
        pub run: Option<RunInfo>,
    }

    /// A person who is due.
    pub struct DueRow {
        /// The thread.
        pub thread: String,
        /// Who, or the number.
        pub name: String,
        /// How texts travel.
        pub channel: ChannelKind,
        /// The badge.
        pub badge: Badge,
        /// Why.
        pub due: DueKind,
        /// When consent ends or ended; when they were asked.
        pub at: Option<Millis>,
        /// Language of the notice: `en` or `es`.
        pub language: String,
        /// Why no notice can go, if so.
        pub skip: Option<SkipKind>,
        /// When that ends by itself.
        pub skip_until_at: Option<Millis>,
        /// When it goes, by the hours there, if later than now.
        pub waits_until_at: Option<Millis>,
    }

    /// Why somebody is due.
    #[derive(Copy, Eq)]
    pub enum DueKind {
        /// Consent has ended.
        Ended,
        /// The notice says something new since they agreed.
        NoticeChanged,
        /// It ends soon.
        EndsSoon,
        /// Asked, no answer.
        NoAnswer,
        /// An old list says they agreed, and not when.
        Unverified,
    }

    /// Why a person gets no notice.
    #[derive(Copy, Eq)]
    pub enum SkipKind {
        /// It goes once; Foyer waits for the answer.
        NoticeOut,
        /// Only START from their phone turns texts on.
        OptedOut,
        /// Said NO.
        SaidNo,
        /// The number cannot get texts.
        Landline,
        /// More than one person answers this phone.
        SharedPhone,
        /// Consent holds.
        NotNeeded,
        /// The number cannot be texted for another reason.
        NotTextable,
    }

    /// What a run would do.
    pub struct RunPreview {
        /// Everybody chosen.
        pub rows: Vec<DueRow>,
        /// How many can get it.
        pub can: u32,
        /// Of those, how many wait for the hours there.
        pub wait: u32,
        /// Skipped, by reason, most first.
        pub skipped: Vec<SkipGroup>,
        /// Seconds between two notices.
        pub every_seconds: u32,
        /// When the last one goes, if nothing changes.
        pub done_at: Option<Millis>,
    }

    /// People skipped for one reason.
    pub struct SkipGroup {
        /// Why.
        pub why: SkipKind,
        /// How many.
        pub count: u32,
        /// When the first of them may be asked again.
        pub until_at: Option<Millis>,
    }

    /// A round of notices.
    pub struct RunInfo {
        /// Id.
        pub id: String,
        /// Going on, paused, stopped, done.
        pub state: RunStateKind,
        /// Who started it.
        pub by: String,
        /// When.
        pub started_at: Millis,
        /// How many were to get it.
        pub total: u32,
        /// How many went out.
        pub sent: u32,
        /// Answered YES.
        pub yes: u32,
        /// Answered NO.
        pub no: u32,
        /// Not answered yet.
        pub no_answer: u32,
        /// Skipped at the start or when their turn came.
        pub skipped: u32,
        /// Still to go.
        pub waiting: u32,
        /// When the last one goes, if nothing changes.
        pub done_at: Option<Millis>,
        /// Everybody, in order.
        pub items: Vec<RunItem>,
    }

    /// Where a run stands.
    #[derive(Copy, Eq)]
    pub enum RunStateKind {
        /// Going on.
        Running,
        /// Keeps its place.
        Paused,
        /// Ended by a person.
        Stopped,
        /// Everybody had their turn.
        Done,
    }

    /// A person in a run.
    pub struct RunItem {
        /// The thread.
        pub thread: String,
        /// Who, or the number.
        pub name: String,
        /// How texts travel.
        pub channel: ChannelKind,
        /// The badge now.
        pub badge: Badge,
        /// `en` or `es`.
        pub language: String,
        /// Where it stands.
        pub state: RunItemKind,
        /// Why not, when skipped.
        pub skip: Option<SkipKind>,
        /// When it went, was answered, or will go.
        pub at: Option<Millis>,
    }

    /// Where a person stands in a run.
    #[derive(Copy, Eq)]
    pub enum RunItemKind {
        /// Waits its turn.
        Waiting,
        /// Waits for the hours there.
        QuietThere,
        /// In the outbox.
        Sending,
        /// With the carrier.
        Sent,
        /// On the phone.
        Delivered,
        /// Did not arrive.
        NotDelivered,
        /// Answered YES.
        SaidYes,
        /// Answered NO.
        SaidNo,
        /// Left out.
        Skipped,
    }

    /// What to do with a run.
    #[derive(Copy, Eq)]
    pub enum RunChange {
        /// Keep the place and wait.
        Pause,
        /// Go on.
        Resume,
        /// End it; what has not gone does not go.
        Stop,
    }

    /// What staff are asked to read.
    pub struct ReviewList {
        /// Open ones first by when they are due, then the last decided ones.
        pub items: Vec<ReviewItem>,
        /// How many are open.
        pub open: u32,
    }

    /// A text somebody should read.
    pub struct ReviewItem {
        /// Id.
        pub id: String,
        /// The thread.
        pub thread: String,
        /// Who, or the number.
        pub name: String,
        /// How it came.
        pub channel: ChannelKind,
        /// The message.
        pub message: String,
        /// Word for word.
        pub text: String,
        /// Why that is kept back, if it is; then it is for somebody else to decide.
        pub hidden: Option<HiddenWhy>,
        /// When it was written.
        pub at: Millis,
        /// What is asked.
        pub kind: ReviewKindInfo,
        /// Ten business days after it was written; `None` where nothing runs out.
        pub due_at: Option<Millis>,
        /// Whether that is over.
        pub overdue: bool,
        /// What was decided.
        pub decision: Option<ReviewDecisionKind>,
        /// Who decided.
        pub decided_by: Option<String>,
        /// When.
        pub decided_at: Option<Millis>,
    }

    /// What is asked about a text.
    #[derive(Copy, Eq)]
    pub enum ReviewKindInfo {
        /// Perhaps a wish for no more texts: `revoked` or `notAWish`.
        UnclearWish,
        /// CANCEL or END near a visit: was the visit meant? `appointmentMeant` or `textsMeant`; the opt-out
        /// stands either way.
        AppointmentMeant,
        /// A YES that answers nothing: `seen`.
        StrayYes,
    }

    /// What was made of it.
    #[derive(Copy, Eq)]
    pub enum ReviewDecisionKind {
        /// A wish for no more texts.
        Revoked,
        /// None.
        NotAWish,
        /// The visit was meant.
        AppointmentMeant,
        /// The texts were meant.
        TextsMeant,
        /// Read.
        Seen,
    }

    /// The practice's figures for consent.
    pub struct ConsentFigures {
        /// How long a consent lasts, 30 to 730 days.
        pub lasts_days: u32,
        /// How long before its end it turns amber, 0 to 90 days.
        pub refresh_days: u32,
        /// How long a patient's text may be answered without consent, 1 to 72 hours.
        pub answer_hours: u32,
        /// From when the practice texts, in minutes of the patient's day; `None` where the rules alone say.
        pub texts_from: Option<u32>,
        /// Until when. The rules of a state or the country are never loosened by these.
        pub texts_until: Option<u32>,
    }

    /// The wordings of the notice, newest first.
    pub struct NoticeVersions {
        /// The practice's name, which begins each of them.
        pub practice: String,
        /// The wordings.
        pub versions: Vec<NoticeVersionInfo>,
    }

    /// A wording of the notice.
    pub struct NoticeVersionInfo {
        /// Edition.
        pub version: String,
        /// From when it is sent.
        pub from_at: Millis,
        /// Whether people who agreed to an older one are due because of it.
        pub material: bool,
        /// Whether it is the one in use.
        pub in_use: bool,
        /// In English, with the practice's name.
        pub en: String,
        /// In Spanish.
        pub es: String,
        /// In English, what follows the name.
        pub en_words: String,
        /// In Spanish.
        pub es_words: String,
    }
}
