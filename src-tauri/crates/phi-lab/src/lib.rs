//! Trains and measures the draft screener and the reading of wishes: corpora, trainer, cross-validation, report.
//!
//! Never part of what is shipped. Everything here is a function of the committed files: the same corpus gives the same
//! model, bit for bit, on any machine. The held-out split is only ever counted, never printed, unless asked for.

pub mod corpus;
pub mod measure;
pub mod net;
pub mod report;
pub mod train;
pub mod wishes;
