//! What a command may reach.
/// What a command may reach.
#[derive(Clone)]
pub struct Context {}
