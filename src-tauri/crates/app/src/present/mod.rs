//! From the core's values to what the window shows. No decisions: every choice here is one of wording.

mod consent;
mod delivery;
mod desk;
mod found;
mod lock;
mod names;
mod place;
mod portal;
mod repair;
mod rows;
mod screening;
pub(crate) mod templates;
mod timeline;

pub(crate) use consent::*;
pub(crate) use delivery::*;
pub(crate) use desk::*;
pub(crate) use found::*;
pub(crate) use lock::*;
pub(crate) use names::*;
pub(crate) use place::*;
pub(crate) use portal::*;
pub(crate) use repair::*;
pub(crate) use rows::*;
pub(crate) use screening::*;
pub(crate) use templates::level_kind;
pub(crate) use timeline::*;
