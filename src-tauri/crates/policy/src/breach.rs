//! When something went wrong with a patient's information: the case, who must be told by when, and the letter's first
//! draft.
//!
//! Whether it was a breach is a person's decision (45 CFR 164.402); these rules only say what is presumed, what a
//! decision needs, and what follows from it. No figure of a law is in the code: they are dated rows with a source
//! ([`BreachBook`]). Pure: the day is an argument.

mod case;
mod clocks;
pub mod letter;

pub use case::{
    Affected, Answer, Case, CaseEntry, CaseFact, CaseKind, CaseState, CaseStop, Decision, Disclosed, Factor,
    NumberAnswer, Presumed, Risk, Scope,
};
pub use clocks::{BreachBook, BreachPlace, BreachRow, Clock, DueRule, Whom};
