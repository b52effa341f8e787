//! The store from outside: one binary, one module per concern.

mod whole_path;
