//! Foyer's words and states: ids, numbers, threads, messages, delivery. No I/O, no clock, no async.
