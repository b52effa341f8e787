//! The gate: consent, keywords, clearance. Pure rules, time as an argument.
