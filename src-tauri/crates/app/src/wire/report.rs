//! The report: every message to or from a patient between two days.

use super::{Badge, CategoryKind, ChannelKind, ConsentFact, DeliveryKind, Millis, VerdictKind, wire};

wire! {
    /// What the report is about.
    pub struct ReportAsked {
        /// Any thread of the patient; their other numbers and channels belong to it.
        pub thread: String,
        /// The first day, `2026-11-01`, by the practice's clock.
        pub from: String,
        /// The last day.
        pub to: String,
        /// One channel only; null for all.
        pub channel: Option<ChannelKind>,
    }

    /// The report on screen.
    pub struct ReportPage {
        /// Whom it is about.
        pub name: String,
        /// Their numbers that it covers, as people write them.
        pub numbers: Vec<String>,
        /// How many other records were joined to theirs, and are in it.
        pub joined: u32,
        /// Oldest first; at most 500.
        pub rows: Vec<ReportRow>,
        /// How many there are.
        pub total: u32,
        /// Entries of the audit trail, all looked at for this report.
        pub entries: u32,
        /// Whether every one of them is as it was written.
        pub whole: bool,
        /// Messages whose words are not those that their entries were written for.
        pub changed: u32,
        /// Messages that entries tell of and that are gone.
        pub gone: u32,
    }

    /// One message.
    pub struct ReportRow {
        /// The message.
        pub message: String,
        /// Its time in the thread.
        pub at: Millis,
        /// How it travelled.
        pub channel: ChannelKind,
        /// The patient's number, as people write it.
        pub number: String,
        /// Whether it is ours.
        pub outbound: bool,
        /// Who wrote it: a name, Foyer itself, or another program at the carrier.
        pub sender: String,
        /// What it is.
        pub kind: ReportKind,
        /// Its words, as received or as sent.
        pub text: String,
        /// Who let it go although something asked for a reason, and the reason.
        pub over_warning: Option<String>,
        /// The consent that held when it left or came; null for one from before that was kept.
        pub consent: Option<Badge>,
        /// What the draft screener says of it; null for what the patient wrote.
        pub verdict: Option<VerdictKind>,
        /// Why.
        pub categories: Vec<String>,
        /// How far it got; null for what the patient wrote.
        pub delivery: Option<DeliveryKind>,
        /// When somebody at the desk first opened the thread after it came; of ours, when the patient opened in the portal
        /// what stands there. Of a text of ours nobody can tell: carriers do not say when an SMS is read.
        pub read_at: Option<Millis>,
        /// The carrier's name for it.
        pub carrier_id: Option<String>,
        /// What else an auditor asks.
        pub evidence: ReportEvidence,
    }

    /// What stands behind a message.
    pub struct ReportEvidence {
        /// What its thread is about.
        pub category: CategoryKind,
        /// The templates it was made of.
        pub templates: Vec<ReportTemplate>,
        /// Parts it was sent in, which is what carriers bill by; 0 for what the patient wrote.
        pub parts: u32,
        /// What the carrier asked for it, as `0.0079 USD`; null until it says, and for what the patient wrote.
        pub cost: Option<String>,
        /// The computer at which it was sent; null for what the patient or another program wrote.
        pub computer: Option<String>,
        /// What was said about consent that held then.
        pub consent_facts: Vec<ReportConsent>,
        /// What the carrier said of it, oldest first.
        pub told: Vec<ReportTold>,
        /// The entry of the audit trail that tells of it; null for what no entry of its own tells of.
        pub entry: Option<u32>,
        /// How its words stand to what that entry keeps of them.
        pub words: ReportWords,
        /// What the seal of its words in that entry is made with, in hex: SHA-256 over `foyer words 1`, these bytes and the
        /// words is the entry's `words`.
        pub salt: Option<String>,
    }

    /// How the words of a message stand to what the audit trail keeps of them.
    #[derive(Copy, Eq)]
    pub enum ReportWords {
        /// They are the ones that its entry was written for.
        AsSealed,
        /// They are not.
        Changed,
        /// They were deleted by the practice's schedule.
        Deleted,
        /// The trail keeps nothing of them.
        Untold,
    }

    /// A fact about consent, and where it is written down.
    pub struct ReportConsent {
        /// Its id, by which archives name it.
        pub id: String,
        /// What happened; null for one that is not in the history any more.
        pub fact: Option<ConsentFact>,
        /// The entry of the audit trail that tells of it; null for one of a list, which has one entry for all.
        pub entry: Option<u32>,
    }

    /// A template that a message was made of.
    pub struct ReportTemplate {
        /// Id.
        pub id: String,
        /// What it is called.
        pub name: String,
        /// Which of its wordings.
        pub wording: u32,
        /// Who approved that; null where it came with Foyer.
        pub approved_by: Option<String>,
        /// Whether only its blanks were filled, and no word changed by hand.
        pub as_worded: bool,
    }

    /// Something the carrier said.
    pub struct ReportTold {
        /// How far the message was.
        pub delivery: DeliveryKind,
        /// When Foyer heard it.
        pub at: Millis,
    }

    /// What a message is.
    #[derive(Copy, Eq)]
    pub enum ReportKind {
        /// Words somebody wrote.
        Text,
        /// The risk notice.
        Notice,
        /// The text that leads to the portal.
        PortalLink,
        /// Words that went to the portal.
        PortalMessage,
        /// The patient answered in the portal.
        PortalReply,
        /// The one confirmation after a STOP.
        StopConfirmation,
        /// The automatic reply while the office is closed.
        AfterHours,
        /// An approved template that went to many people.
        Reminder,
    }

    /// How a report is kept.
    #[derive(Copy, Eq)]
    pub enum ReportFormat {
        /// For reading and printing.
        Pdf,
        /// For a spreadsheet.
        Csv,
        /// JSON Lines with a last line that proves the others.
        JsonLines,
    }

    /// Questions that are asked again.
    pub struct SavedQueries {
        /// By name.
        pub items: Vec<SavedQuery>,
    }

    /// One of them.
    pub struct SavedQuery {
        /// Id.
        pub id: String,
        /// What the person calls it.
        pub name: String,
        /// The thread it asks about.
        pub thread: String,
        /// Who that is.
        pub person: String,
        /// The number, as people write it.
        pub number: String,
        /// One channel only.
        pub channel: Option<ChannelKind>,
        /// So many days up to today; null where both ends are fixed.
        pub days: Option<u32>,
        /// The first day, as of today.
        pub from: String,
        /// The last day, as of today.
        pub to: String,
        /// Who keeps it.
        pub by: String,
    }
}
