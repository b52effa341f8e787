//! The real window, used as a receptionist uses it.

mod shell;
