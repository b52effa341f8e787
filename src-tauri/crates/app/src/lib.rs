//! Commands, sessions, events: everything the window may ask for.
