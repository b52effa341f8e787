//! For tests only: clock, seeded ids, practice builder, log sink.
