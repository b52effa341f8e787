//! Who is told whom a batch is for, and who may pause it, let it go on and end it.
//!
//! That there is a batch, what it sends and how far it is names nobody: whoever reads lists is told. A row is told as its
//! conversation is: whoever does not read that one is told neither name nor visit, only what became of one more person.

use foyer_domain::{Capability, Timestamp};
use foyer_store::{
    ReadTx, StoreError,
    batches::{BatchRow, ItemRow},
    lines,
    sight::{Sight, Whereabouts},
};

use super::looking::{own_line, unwritten};
use crate::{desk::Desk, hiding::Eyes, wire::HiddenWhy};

/// What whoever sits at the desk is told of one batch.
pub(super) struct Told {
    eyes: Eyes,
    /// Where somebody is whom nobody has texted with: at the number that the batch would text them from.
    unwritten: Whereabouts,
}

impl Told {
    pub(super) fn of(
        desk: &Desk,
        tx: &ReadTx<'_>,
        batch: &BatchRow,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let (lines, starter) = (lines::list(tx)?, Sight::of(tx, batch.by, now)?);
        Ok(Self { eyes: Eyes::read(desk, tx)?, unwritten: unwritten(own_line(&lines, &starter)) })
    }

    /// Why a row's name and visit are kept back, if they are.
    pub(super) fn hides(&self, row: &ItemRow) -> Option<HiddenWhy> {
        self.eyes.hides_at(self.at(row))
    }

    /// Whether whoever sits there may pause it, let it go on and end it: whoever may text many and started it, or answers
    /// everybody who still waits.
    pub(super) fn may_change(&self, desk: &Desk, batch: &BatchRow, rows: &[ItemRow]) -> bool {
        let theirs = |row: &ItemRow| !row.waits() || self.eyes.answers_at(self.at(row));
        desk.user.role.may(Capability::TextMany) && (batch.by == desk.user.id || rows.iter().all(theirs))
    }

    fn at(&self, row: &ItemRow) -> Whereabouts {
        row.whereabouts.unwrap_or(self.unwritten)
    }
}
