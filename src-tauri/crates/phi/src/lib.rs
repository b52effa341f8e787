//! The draft screener: text in, findings out. Pure and fast.
//!
//! It answers one question: sent as a plain text, does this draft tell more than a text needs to? It finds words, not
//! violations; what follows from a finding is the gate's and the person's to decide. It refuses to excuse by
//! negation ("your HIV test was negative" discloses), to learn, to log, and to keep anything of a draft.
//!
//! Steps, each a module: `token` folds the draft into words with the way back to what was typed; `names` and the quiet
//! phrases set aside what is only a name or a notice; `scan` looks words up in the `lexicon`, in disguise and
//! misspelled; `context` (with the words in `cues`) decides about ordinary words; `pattern` finds telling without a clinical word; `values` joins
//! tests with outcomes and medicines with amounts; `identity` finds numbers that say who, and `who` judges the
//! `figures` that no rule knows; `model` adds up the `features` that none knows; `resolve` turns hits into findings.

mod beside;
mod birth_dates;
mod context;
mod cues;
mod elsewhere;
mod endings;
mod explain;
mod features;
mod figures;
mod finding;
#[allow(dead_code)] // shared with build.rs, which uses more of it
mod fold;
mod hit;
mod identity;
mod lexicon;
mod model;
mod names;
mod net;
mod number_cues;
mod outcomes;
mod pattern;
mod records;
mod resolve;
mod scan;
mod screener;
mod spelling;
mod steps;
mod token;
mod values;
mod who;
mod word_class;
mod words;

pub use elsewhere::{Handoff, NotAllowed, SELF_HARM, may_be_emergency};
pub use explain::{Explanation, Met, Reading};
pub use finding::{
    Advice, Finding, Fix, Kind, Level, RuleId, Screening, SensitiveClass, Severity, Span, Verdict,
};
pub use model::{Head, Heads, Model, ModelError, Score};
pub use net::{Layers, Net, NetError};
pub use screener::{MadeOf, NewTerm, Practice, Screener, Study};
pub use who::Who;
pub use word_class::of as word_classes;
