//! The computer Foyer runs on, as far as it concerns what lies on it.

use foyer_domain::Capability;
use foyer_store::at_rest::{AtRest, Seen, Swap};

use super::Command;
use crate::{context::Context, opening, wire::*};

wire! {
    /// Whether the computer encrypts its disk and its swap.
    pub struct GetComputer {}
}

impl Command for GetComputer {
    const NAME: &'static str = "computer.get";
    const NEEDS: Capability = Capability::Configure;
    type Reply = ComputerInfo;

    async fn run(self, cx: Context) -> Result<ComputerInfo, AppError> {
        let store = cx.desk()?.custody.folder().store_path();
        let AtRest { disk, swap } = opening::blocking(move || AtRest::of(&store)).await?;
        let swap = match swap {
            Swap::None => SwapKind::None,
            Swap::InMemory => SwapKind::InMemory,
            Swap::On(seen) => SwapKind::OnDisk { disk: seen_as(seen) },
        };
        Ok(ComputerInfo { disk: seen_as(disk), swap })
    }
}

const fn seen_as(seen: Seen) -> AtRestKind {
    match seen {
        Seen::Encrypted => AtRestKind::Encrypted,
        Seen::Plain => AtRestKind::Plain,
        Seen::Untold => AtRestKind::Untold,
    }
}
