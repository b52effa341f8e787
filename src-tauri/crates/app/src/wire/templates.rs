//! Templates: the list, one in its wordings, what the picker offers, what is taken into a draft.

use super::{BlankSpan, Millis, Refusal, SegmentsInfo, wire};

wire! {
    /// Every template, and what they say of the practice.
    pub struct TemplatePage {
        /// Those that come with Foyer first.
        pub templates: Vec<TemplateInfo>,
        /// Whether this person may write them.
        pub may_write: bool,
        /// Whether this person may approve what somebody else wrote.
        pub may_approve: bool,
        /// What is filled in of the practice.
        pub facts: PracticeFacts,
        /// Whether this person may change that.
        pub may_configure: bool,
        /// The blanks there are.
        pub blanks: Vec<BlankName>,
    }

    /// A template, as its newest wording says.
    pub struct TemplateInfo {
        /// Id.
        pub id: String,
        /// As the list shows it.
        pub name: String,
        /// As declared.
        pub level: TemplateLevelKind,
        /// Where it stands.
        pub state: TemplateStateKind,
        /// Which wording this is; 1 for the first.
        pub version: u32,
        /// Which wording is in use, if one is.
        pub in_use: Option<u32>,
        /// In English.
        pub en: Option<TemplateWords>,
        /// In Spanish.
        pub es: Option<TemplateWords>,
        /// Who wrote this wording; `None`: it comes with Foyer.
        pub written_by: Option<String>,
        /// Who wrote its Spanish, where that was somebody else.
        pub spanish_by: Option<String>,
        /// When it was written.
        pub written_at: Millis,
        /// Who decided last about it.
        pub decided_by: Option<String>,
        /// When.
        pub decided_at: Option<Millis>,
        /// Whether this person wrote any of it, and so can't approve it.
        pub mine: bool,
        /// The last day to read the wording in use again, `2027-02-01`; null where none is in use.
        pub read_by: Option<String>,
        /// How near that is.
        pub due: Option<TemplateDueKind>,
        /// Why somebody should look at the wording in use again, where they should.
        pub look: Option<TemplateLookKind>,
        /// Who read the wording in use again since it was approved.
        pub kept_by: Option<String>,
        /// When.
        pub kept_at: Option<Millis>,
        /// Whether this person may say now that it stays as it is.
        pub may_keep: bool,
        /// Every wording, the newest first.
        pub versions: Vec<TemplateVersionInfo>,
    }

    /// One wording in the history of a template.
    pub struct TemplateVersionInfo {
        /// 1 for the first.
        pub number: u32,
        /// How far it came.
        pub state: TemplateStateKind,
        /// Who wrote it; `None`: it comes with Foyer.
        pub by: Option<String>,
        /// When.
        pub at: Millis,
        /// Who decided last about it.
        pub decided_by: Option<String>,
        /// When.
        pub decided_at: Option<Millis>,
        /// Its words in English, in stretches.
        pub en: Option<Vec<TemplatePiece>>,
        /// In Spanish.
        pub es: Option<Vec<TemplatePiece>>,
    }

    /// How near the day is on which a wording in use is to be read again.
    #[derive(Copy, Eq)]
    pub enum TemplateDueKind {
        /// Not in this month.
        Later,
        /// In this month, today or later.
        ThisMonth,
        /// It is over.
        Late,
    }

    /// Why somebody should look at a wording in use again.
    #[derive(Copy, Eq)]
    pub enum TemplateLookKind {
        /// It tells more than it is declared at, or texts made of it did.
        NotAsDeclared,
        /// Its English is newer than its Spanish.
        SpanishOlder,
        /// Nobody has read it for half a year.
        ReviewLate,
    }

    /// Another wording of a template, as somebody may propose it.
    pub struct TemplateProposal {
        /// In English, as somebody edits it.
        pub en: String,
        /// In Spanish.
        pub es: String,
    }

    /// Where a template stands.
    #[derive(Copy, Eq)]
    pub enum TemplateStateKind {
        /// May be used.
        InUse,
        /// Waits for somebody else's approval.
        ToApprove,
        /// Being written.
        Draft,
        /// Has no Spanish yet.
        NoSpanish,
        /// Has no English yet.
        NoEnglish,
        /// Used no more.
        Retired,
    }

    /// What a template tells.
    #[derive(Copy, Eq)]
    pub enum TemplateLevelKind {
        /// Hours, directions, a link.
        OfficeFacts,
        /// That there is a visit, and when.
        VisitDetails,
        /// Something about health: for the portal.
        Clinical,
        /// Care with extra protection: for the portal.
        Protected,
    }

    /// The words of a template in one language.
    pub struct TemplateWords {
        /// As somebody edits it, blanks in braces.
        pub typed: String,
        /// The same in stretches.
        pub pieces: Vec<TemplatePiece>,
        /// The counter, with blanks filled as they might be.
        pub segments: SegmentsInfo,
    }

    /// A stretch of a template.
    pub struct TemplatePiece {
        /// The words, or the blank's name.
        pub text: String,
        /// Whether it is a blank.
        pub blank: bool,
    }

    /// A blank, by its name in both languages.
    pub struct BlankName {
        /// In English.
        pub en: String,
        /// In Spanish.
        pub es: String,
    }

    /// What templates say of the practice.
    pub struct PracticeFacts {
        /// Where it is.
        pub location: String,
        /// Where visits are booked, without `https://`.
        pub booking_link: String,
        /// Where forms are filled in.
        pub forms_link: String,
        /// Which insurance it takes.
        pub insurance: String,
        /// Every office, where there are several.
        pub offices: Vec<OfficeFact>,
    }

    /// What templates say of an office; empty is as the practice has it.
    pub struct OfficeFact {
        /// Which.
        pub office: String,
        /// What it is called; as asked for it is not read.
        pub name: String,
        /// Where it is.
        pub location: String,
        /// Where its visits are booked.
        pub booking_link: String,
    }

    /// The booking link, ready to be taken into a draft (`templates.take`).
    pub struct BookingOffer {
        /// The template.
        pub template: String,
        /// `en` or `es`: the patient's.
        pub language: String,
        /// The words it would put there.
        pub words: String,
        /// Whether the patient's newest text asks for a time, and nobody has answered it.
        pub asked: bool,
    }

    /// What a wording is worth while it is written.
    pub struct WordingCheck {
        /// In English; `None` while there are no words.
        pub en: Option<WordingSide>,
        /// In Spanish.
        pub es: Option<WordingSide>,
        /// The lowest level it may be declared at.
        pub level: TemplateLevelKind,
    }

    /// One language of it.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum WordingSide {
        /// It can be a template.
        Fits { words: TemplateWords },
        /// It can't, in a sentence.
        Fault { advice: String },
    }

    /// What can be decided about a wording.
    #[derive(Copy, Eq)]
    pub enum TemplateDecisionKind {
        /// Let it be used.
        Approve,
        /// Have it worded anew.
        SendBack,
        /// Let the one in use stay as it is, after reading it again.
        Keep,
        /// Use it no more.
        Retire,
    }

    /// What the picker offers in a thread.
    pub struct Picker {
        /// The language the templates are in: the patient's, unless another was asked for.
        pub language: String,
        /// The best match first.
        pub rows: Vec<PickerRow>,
    }

    /// A template in the picker.
    pub struct PickerRow {
        /// Id.
        pub template: String,
        /// As the list shows it.
        pub name: String,
        /// Its words, filled for this patient, with what is left as blanks.
        pub pieces: Vec<TemplatePiece>,
        /// What it tells.
        pub level: TemplateLevelKind,
        /// Why it can't be taken, if so.
        pub off: Option<PickerOff>,
    }

    /// Why a template can't be taken.
    #[derive(Copy, Eq)]
    pub enum PickerOff {
        /// Nobody has approved it yet.
        NotApproved,
        /// It has no words in one language.
        HalfTranslated,
    }

    /// What became of taking a template.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum TakeReply {
        /// The whole draft with its words in it; the draft remembers the wording.
        Taken { text: String, caret: u32, blanks: Vec<BlankSpan> },
        /// The draft is as it was.
        Refused { refusal: Refusal },
    }
}
