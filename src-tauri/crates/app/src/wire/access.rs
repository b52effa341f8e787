//! Patients' requests for a copy of their messages.

use super::{Millis, wire};

wire! {
    /// Every request, those that are open first, the soonest due at the top.
    pub struct AccessList {
        /// The requests.
        pub rows: Vec<AccessRow>,
        /// How many are open.
        pub open: u32,
        /// How many of those are late.
        pub late: u32,
        /// Today by the practice's calendar, `2026-11-20`.
        pub today: String,
    }

    /// One request.
    pub struct AccessRow {
        /// Id.
        pub id: String,
        /// Any thread of the patient.
        pub thread: String,
        /// Who.
        pub name: String,
        /// The day it came in.
        pub asked_on: String,
        /// The last day to answer it, the extension included.
        pub due_on: String,
        /// Days left until then; negative when it is past.
        pub days_left: i32,
        /// How much time there is.
        pub rule: AccessRuleKind,
        /// Whether it is, or was answered, late.
        pub late: bool,
        /// Whether it may be extended today.
        pub may_extend: bool,
        /// What was done about it, oldest first.
        pub steps: Vec<AccessStepInfo>,
        /// What ended it.
        pub end: Option<AccessEnd>,
        /// The numbers whose messages the copy has, as people write them.
        pub numbers: Vec<String>,
        /// Numbers of the patient at which somebody else is texted too: a person must look before any of it is given.
        pub shared: Vec<String>,
    }

    /// How much time there is.
    #[derive(Copy, Eq)]
    pub enum AccessRuleKind {
        /// 30 days.
        Federal,
        /// 15 business days.
        Texas,
    }

    /// What ended a request.
    #[derive(Copy, Eq)]
    pub enum AccessEnd {
        /// The copy was given.
        Given,
        /// It was denied.
        Denied,
        /// It is no longer wanted.
        Withdrawn,
    }

    /// Something that was done about a request.
    pub struct AccessStepInfo {
        /// What.
        pub what: AccessStepKind,
        /// The day.
        pub on: String,
        /// Who.
        pub by: String,
        /// The reason in writing.
        pub words: String,
    }

    /// What can be done about a request.
    #[derive(Copy, Eq)]
    #[serde(tag = "kind")]
    pub enum AccessStepKind {
        /// Extended.
        Extended,
        /// Given.
        Given,
        /// Denied.
        Denied {
            /// On which ground.
            ground: DenialGroundKind,
        },
        /// Withdrawn.
        Withdrawn,
    }

    /// Why a request may be denied.
    #[derive(Copy, Eq)]
    pub enum DenialGroundKind {
        /// Put together for a legal action.
        LegalProceeding,
        /// A promise of confidentiality.
        Confidence,
        /// Somebody's life or body would be in danger.
        Danger,
        /// It would harm another person whom it tells of.
        OtherPerson,
        /// Somebody else asks for the patient, and it would harm the patient.
        Representative,
    }

    /// One entered request.
    pub struct AccessEntered {
        /// Its id.
        pub request: String,
        /// The list as it is now.
        pub list: AccessList,
    }

    /// When a copy was made and whether it was kept.
    pub struct CopySaved {
        /// Whether the person kept it somewhere.
        pub saved: bool,
        /// How many messages are in it.
        pub messages: u32,
        /// When it was made.
        pub at: Millis,
    }
}
