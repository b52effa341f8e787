//! What a command may reach.
/// What a command may reach.
#[derive(Clone)]
pub struct Context {}
pub struct D { pub user: foyer_domain::User }
impl Context { pub fn desk(&self) -> Result<D, crate::wire::AppError> { Err(crate::wire::AppError::new(crate::wire::ErrorCode::NotOpen, "")) } }
