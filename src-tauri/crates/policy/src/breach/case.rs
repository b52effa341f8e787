//! The case: a fold over what was written down about it, in the order it was written.
//!
//! Information that went astray is presumed to be breached unless the four factors show a low probability that it was
//! compromised (45 CFR 164.402(2)). So a case begins with that presumption, and to decide otherwise needs all four
//! answers and words. What is decided about something that changed afterwards is decided anew. What was signed off
//! stays as it is until somebody opens it again and says why. A case keeps the words of its conversation from being deleted
//! as long as it is open; with the sign-off a person says until when.

use std::collections::BTreeMap;

use foyer_domain::{Actor, Language, Private, ThreadId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::State;

/// What was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// It went to another person than it was meant for.
    WrongPerson,
    /// It said more than it should have.
    TooMuch,
    /// The number is not the patient's.
    WrongNumber,
    /// A phone or computer with texts on it is gone.
    LostDevice,
}

/// The factors of 45 CFR 164.402(2), in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// (i) Nature and extent of the information.
    Information,
    /// (ii) Who used it or to whom it was disclosed.
    Recipient,
    /// (iii) Whether it was actually acquired or viewed.
    Seen,
    /// (iv) How far the risk has been mitigated.
    MadeGood,
}

/// What a factor says of the risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

/// What a person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// A breach: people are told.
    Tell,
    /// The four factors show a low probability of compromise.
    LowRisk,
    /// No breach by the rule's own words: an exception of 164.402(1), or the data were encrypted and the key safe.
    NotABreach,
}

/// What whoever answers at a number says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberAnswer {
    /// It is the patient's.
    Theirs,
    /// It is somebody else's.
    SomebodyElses,
    /// Nobody said.
    NoAnswer,
}

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaseState {
    /// Reported, not decided.
    Draft,
    /// Assessed and decided.
    Assessed,
    /// Signed off.
    SignedOff,
}

/// What is presumed as long as nobody has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presumed {
    /// A breach: an answer is missing, or not low.
    Tell,
    /// All four are low: a person may decide that it was none.
    MayBeLow,
}

/// A kind of information that the screener finds in what was sent, without a word of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosed {
    /// The screener's name of the kind, as people read it.
    pub kind: String,
    /// Whether it tells of health.
    pub clinical: bool,
}

/// How many people of one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Where they live; `None` where nobody knows.
    pub state: Option<State>,
    /// How many; at least one.
    pub people: u32,
}

/// Whom it concerns, and since when it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// When anybody of the practice knew, or should have: the clocks begin then (45 CFR 164.404(a)(2)).
    pub known_at: Timestamp,
    /// Whose information it was, by where they live.
    pub affected: Vec<Affected>,
    /// Whether the practice is a clinic licensed by the state.
    pub licensed_clinic: bool,
}

/// One thing that was written down about a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaseFact {
    /// It was reported.
    Reported,
    /// What was said and what became of it was set aside as it was.
    Frozen {
        /// Texts of the conversation.
        texts: u32,
        /// What the carrier said of them.
        reports: u32,
        /// Entries of the audit trail.
        entries: u32,
        /// The first and the last of those.
        between: Option<(i64, i64)>,
        /// What the reported words tell, by kind.
        disclosed: Vec<Disclosed>,
    },
    /// No text goes to the number any more.
    SendsStopped,
    /// Texts may go there again.
    SendsResumed,
    /// Whom it concerns, said anew.
    ScopeSet {
        /// Whom.
        scope: Scope,
    },
    /// A factor was answered.
    Answered {
        /// Which.
        factor: Factor,
        /// How.
        risk: Risk,
    },
    /// A remark.
    Noted,
    /// What a person decided.
    Decided {
        /// What.
        decision: Decision,
    },
    /// A person put their name to it.
    SignedOff,
    /// Opened again.
    Reopened,
    /// A letter to the patient was written.
    LetterSaved {
        /// In which language.
        language: Language,
    },
    /// The case left as a file.
    Exported,
    /// Somebody called the number and asked whose it is.
    NumberAsked {
        /// What whoever answered said.
        answer: NumberAnswer,
    },
    /// The patient's right number is on the record.
    NumberCorrected {
        /// The thread with it.
        thread: ThreadId,
    },
    /// How long the words of its conversation are kept from being deleted by the schedule, now that it is signed off.
    WordsKept {
        /// Until then; the moment itself where they are kept no longer.
        until: Timestamp,
    },
}

/// A line of a case's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// What.
    pub fact: CaseFact,
    /// In their own words.
    pub words: Option<Private>,
}

/// An answer to a factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How high the risk is by it.
    pub risk: Risk,
    /// Why.
    pub words: Private,
    /// Who said so, and when.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// Why a step can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseStop {
    /// It is signed off: open it again first.
    #[error("the case is signed off")]
    SignedOff,
    /// Only what was signed off is opened again.
    #[error("the case is not signed off")]
    NotSignedOff,
    /// It needs all four answers first.
    #[error("not all four factors are answered")]
    FactorsOpen,
    /// It needs a decision first.
    #[error("nothing is decided")]
    NotDecided,
    /// It needs words.
    #[error("words are missing")]
    NoWords,
    /// Nobody signs off what they sent themselves.
    #[error("nobody signs off a case about their own text")]
    OwnText,
}

/// A case as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// How far it has come.
    pub state: CaseState,
    /// The answers, in the order of the factors.
    pub answers: BTreeMap<Factor, Answer>,
    /// Whom it concerns; `None` until somebody said so.
    pub scope: Option<Scope>,
    /// What was decided, while that holds.
    pub decision: Option<Decision>,
    /// Whether texts to the number are stopped by it.
    pub stopped: bool,
    /// Until when it keeps the words of its conversation from being deleted; `None` as long as it stands.
    pub keeps_until: Option<Timestamp>,
}

impl CaseKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::WrongPerson, Self::TooMuch, Self::WrongNumber, Self::LostDevice];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongPerson => "wrong_person",
            Self::TooMuch => "too_much",
            Self::WrongNumber => "wrong_number",
            Self::LostDevice => "lost_device",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Factor {
    /// The four, in the order of the rule.
    pub const ALL: [Self; 4] = [Self::Information, Self::Recipient, Self::Seen, Self::MadeGood];
}

impl Scope {
    /// How many people in all.
    pub fn people(&self) -> u32 {
        self.affected.iter().fold(0, |sum, one| sum.saturating_add(one.people))
    }

    /// How many by state, where that is known.
    pub fn residents(&self) -> BTreeMap<State, u32> {
        let mut residents = BTreeMap::new();
        for (state, people) in self.affected.iter().filter_map(|one| Some((one.state?, one.people))) {
            let sum: &mut u32 = residents.entry(state).or_default();
            *sum = sum.saturating_add(people);
        }
        residents
    }
}

impl CaseFact {
    /// The word in the audit trail.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Frozen { .. } => "frozen",
            Self::SendsStopped => "sends_stopped",
            Self::SendsResumed => "sends_resumed",
            Self::ScopeSet { .. } => "scope_set",
            Self::Answered { .. } => "answered",
            Self::Noted => "noted",
            Self::Decided { .. } => "decided",
            Self::SignedOff => "signed_off",
            Self::Reopened => "reopened",
            Self::LetterSaved { .. } => "letter_saved",
            Self::Exported => "exported",
            Self::NumberAsked { .. } => "number_asked",
            Self::NumberCorrected { .. } => "number_corrected",
            Self::WordsKept { .. } => "words_kept",
        }
    }
}

impl Case {
    /// Folds what was written down, the oldest first.
    pub fn of(entries: &[CaseEntry]) -> Self {
        let mut case = Self {
            state: CaseState::Draft,
            answers: BTreeMap::new(),
            scope: None,
            decision: None,
            stopped: false,
            keeps_until: None,
        };
        entries.iter().for_each(|entry| case.take(entry));
        case
    }

    fn take(&mut self, entry: &CaseEntry) {
        match &entry.fact {
            CaseFact::Reported
            | CaseFact::Frozen { .. }
            | CaseFact::Noted
            | CaseFact::LetterSaved { .. }
            | CaseFact::NumberAsked { .. }
            | CaseFact::NumberCorrected { .. }
            | CaseFact::Exported => {}
            CaseFact::SendsStopped => self.stopped = true,
            CaseFact::SendsResumed => self.stopped = false,
            CaseFact::ScopeSet { scope } => self.scope = Some(scope.clone()),
            CaseFact::Answered { factor, risk } => {
                let words = entry.words.clone().unwrap_or_default();
                self.answers.insert(*factor, Answer { risk: *risk, words, by: entry.by, at: entry.at });
                self.undecide();
            }
            CaseFact::Decided { decision } => {
                (self.state, self.decision) = (CaseState::Assessed, Some(*decision));
            }
            CaseFact::SignedOff => self.state = CaseState::SignedOff,
            CaseFact::Reopened => {
                self.undecide();
                self.keeps_until = None;
            }
            CaseFact::WordsKept { until } => self.keeps_until = Some(*until),
        }
    }

    fn undecide(&mut self) {
        (self.state, self.decision) = (CaseState::Draft, None);
    }

    /// What is presumed while nobody has decided.
    pub fn presumed(&self) -> Presumed {
        let low = |factor: Factor| self.answers.get(&factor).is_some_and(|answer| answer.risk == Risk::Low);
        if Factor::ALL.into_iter().all(low) { Presumed::MayBeLow } else { Presumed::Tell }
    }

    /// Whether `fact` may be added now by `by`. `sender` is who sent the text that the case is about, where that was a
    /// person.
    ///
    /// # Errors
    /// Why not.
    pub fn allows(
        &self,
        fact: &CaseFact,
        words: Option<&Private>,
        by: UserId,
        sender: Option<UserId>,
    ) -> Result<(), CaseStop> {
        let signed = self.state == CaseState::SignedOff;
        let said = words.is_some_and(|words| !words.is_blank());
        let need_words = || if said { Ok(()) } else { Err(CaseStop::NoWords) };
        match fact {
            CaseFact::Reported
            | CaseFact::Frozen { .. }
            | CaseFact::SendsStopped
            | CaseFact::LetterSaved { .. }
            // Whose number it is may come out after everything was decided, and is no part of that.
            | CaseFact::NumberAsked { .. }
            | CaseFact::NumberCorrected { .. }
            | CaseFact::Exported => Ok(()),
            // A remark may be added to what was signed off: it changes nothing of it.
            CaseFact::Noted | CaseFact::SendsResumed => need_words(),
            CaseFact::ScopeSet { .. } if signed => Err(CaseStop::SignedOff),
            CaseFact::ScopeSet { .. } => Ok(()),
            CaseFact::Answered { .. } | CaseFact::Decided { .. } if signed => Err(CaseStop::SignedOff),
            CaseFact::Decided { decision: Decision::LowRisk } if self.answers.len() < Factor::ALL.len() => {
                Err(CaseStop::FactorsOpen)
            }
            CaseFact::Answered { .. } | CaseFact::Decided { .. } => need_words(),
            CaseFact::SignedOff if signed => Err(CaseStop::SignedOff),
            CaseFact::SignedOff if self.decision.is_none() => Err(CaseStop::NotDecided),
            CaseFact::SignedOff if sender == Some(by) => Err(CaseStop::OwnText),
            CaseFact::SignedOff => Ok(()),
            // While it is open it keeps them, whatever anybody says.
            CaseFact::Reopened | CaseFact::WordsKept { .. } if !signed => Err(CaseStop::NotSignedOff),
            CaseFact::WordsKept { .. } => Ok(()),
            CaseFact::Reopened => need_words(),
        }
    }
}
