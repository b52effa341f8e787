//! What the nightly check found in templates, automatic replies and sent texts, and who signed it off.

use super::{Millis, TemplateLevelKind, wire};

wire! {
    /// The check.
    pub struct DriftPage {
        /// The last look; null before the first.
        pub last: Option<DriftScan>,
        /// Those before it, the newest first.
        pub before: Vec<DriftScan>,
        /// Whether this person may look now and sign off.
        pub may_sign: bool,
    }

    /// One look.
    pub struct DriftScan {
        /// Id.
        pub id: String,
        /// When.
        pub at: Millis,
        /// Who asked for it; null: Foyer, at night.
        pub by: Option<String>,
        /// Templates in use.
        pub templates: u32,
        /// Automatic replies.
        pub replies: u32,
        /// Texts sent in the 30 days before, by this Foyer or another program.
        pub texts: u32,
        /// What was found.
        pub found: Vec<DriftFinding>,
        /// Who signed it off.
        pub signed_by: Option<String>,
        /// When.
        pub signed_at: Option<Millis>,
        /// What they said.
        pub words: String,
    }

    /// Something that is not as it should be.
    pub struct DriftFinding {
        /// What.
        pub what: DriftWhat,
        /// The template.
        pub template: Option<String>,
        /// What it is called, or which automatic reply it is.
        pub name: String,
        /// Whether this person may propose what was found as another wording of the template.
        pub may_propose: bool,
        /// What is declared.
        pub declared: TemplateLevelKind,
        /// What is told.
        pub told: TemplateLevelKind,
        /// How often.
        pub times: u32,
    }

    /// What is not as it should be.
    #[derive(Copy, Eq)]
    pub enum DriftWhat {
        /// A template tells more than it is declared at.
        NotAsDeclared,
        /// Texts made of it told more.
        SentAsMore,
        /// Most texts made of it end with the same words, typed behind it.
        TypedBehind,
        /// The English was worded anew, the Spanish was not.
        SpanishOlder,
        /// An automatic reply tells something clinical.
        Reply,
        /// Texts written by hand belonged in the portal.
        ByHand,
        /// Texts that another program sent on the practice's number belonged in the portal.
        Elsewhere,
    }
}
