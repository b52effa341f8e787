//! What can go wrong with the portal, on demand.

use serde::{Deserialize, Serialize};

/// One kind of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalFaultName {
    /// Answers after so many milliseconds.
    Slow(u32),
    /// 503, and nothing was done.
    Down,
    /// 500 after everything was done.
    Failed,
    /// Does everything and never answers.
    Lost,
    /// Never answers and does nothing.
    Silent,
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 409, and nothing was done.
    Conflict,
    /// 422 with an OperationOutcome that quotes the words.
    Unprocessable,
    /// 429 with a Retry-After.
    TooMany,
    /// A page, with status 200.
    Html,
    /// A page, with status 401, as from a proxy.
    HtmlRefusal,
    /// A redirect to another host.
    Redirect,
    /// Done, and answered without a name.
    Nameless,
    /// An answer without end.
    Flood,
}

/// What a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalScope {
    /// Every request of the practice.
    Any,
    /// Making a message.
    Create,
    /// Reading and searching, of anything.
    Read,
    /// Reading and searching of messages.
    Message,
    /// Changing a message.
    Update,
    /// Asking for a token.
    Token,
}

/// A fault, where, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalFault {
    /// What happens.
    pub name: PortalFaultName,
    /// To what.
    pub on: PortalScope,
    /// How often; for ever if absent.
    #[serde(default)]
    pub next: Option<u32>,
}

impl PortalFault {
    /// Strikes every request of a kind.
    pub const fn always(name: PortalFaultName, on: PortalScope) -> Self {
        Self { name, on, next: None }
    }

    /// Strikes the next one.
    pub const fn once(name: PortalFaultName, on: PortalScope) -> Self {
        Self { name, on, next: Some(1) }
    }
}

/// The faults that are on.
#[derive(Default)]
pub(super) struct Faults(Vec<PortalFault>);

impl Faults {
    pub(super) fn set(&mut self, fault: PortalFault) {
        self.0.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What strikes a request, if anything does.
    pub(super) fn strike(&mut self, scope: PortalScope) -> Option<PortalFaultName> {
        let fault = self.0.iter_mut().find(|fault| fault.on.means(scope) && fault.next != Some(0))?;
        fault.next = fault.next.map(|left| left.saturating_sub(1));
        Some(fault.name)
    }
}

impl PortalScope {
    fn means(self, asked: Self) -> bool {
        match self {
            Self::Any => true,
            Self::Read => matches!(asked, Self::Read | Self::Message),
            Self::Create | Self::Message | Self::Update | Self::Token => self == asked,
        }
    }
}
