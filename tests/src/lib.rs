//! Window, adapter and process-kill tests.
