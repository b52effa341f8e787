//! Every row that can still be read, table by table: along each tree from its root, then whatever page of a row nothing
//! leads to any more because what led there is lost.
//!
//! A page that nothing leads to is taken only if all of its records can be rows of one table and of no other, and that
//! table has lost a page. Pages that were let go of are none: Foyer fills them with zeros (`secure_delete`).

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;

use super::{
    pages::Pages,
    shapes::Table,
    tree::{self, Cell, Held, Kind},
};

/// What is wrong with a tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Damage {
    /// Pages of it that cannot be read.
    pub(super) pages: u64,
    /// Records that cannot, in pages that can.
    pub(super) records: u64,
}

impl Damage {
    pub(super) const fn is_none(self) -> bool {
        self.pages == 0 && self.records == 0
    }
}

/// Takes one row: its number where it has one, and its values.
pub(super) type Taker<'t> = dyn FnMut(Option<i64>, Vec<Value>) -> Result<(), rusqlite::Error> + 't;

/// A file being read.
pub(super) struct Harvest {
    pages: Pages,
    /// Pages that something leads to, or that hold no rows.
    reached: BTreeSet<u32>,
    /// Where each tree begins, by its name.
    roots: BTreeMap<String, u32>,
    /// Whether all of those are known.
    rooted: bool,
}

/// Rows that can be read and of which nobody can tell what they are.
pub(super) struct Unplaced(pub(super) u64);

/// What stops a harvest.
#[derive(Debug, thiserror::Error)]
pub(super) enum Stopped {
    #[error("the damaged file: {0}")]
    Reading(#[from] std::io::Error),
    #[error("the new store")]
    Writing(#[from] rusqlite::Error),
}

impl Harvest {
    /// Reads where the trees begin.
    pub(super) fn begin(pages: Pages) -> Result<Self, Stopped> {
        let mut harvest = Self { pages, reached: BTreeSet::new(), roots: BTreeMap::new(), rooted: false };
        let mut roots = BTreeMap::new();
        let mut reached = BTreeSet::new();
        let damage = harvest.walk(1, Kind::Table, &mut reached, &mut |_, row| {
            if let [_, Value::Text(name), _, Value::Integer(root), ..] = row.as_slice()
                && let Ok(root) = u32::try_from(*root)
                && root > 0
            {
                roots.insert(name.clone(), root);
            }
            Ok(())
        })?;
        (harvest.roots, harvest.rooted, harvest.reached) = (roots, damage.is_none(), reached);
        harvest.let_go_of()?;
        Ok(harvest)
    }

    /// The version of the schema, and whether this is one of Foyer's at all; `None` when the first page cannot be read.
    pub(super) fn version(&mut self) -> Result<Option<(i64, u32)>, Stopped> {
        let Some(first) = self.pages.read(1)? else { return Ok(None) };
        Ok(tree::four(&first, 60).zip(tree::four(&first, 68)).map(|(version, of)| (i64::from(version), of)))
    }

    /// Whether something that was done lies in the log behind what can be believed.
    pub(super) const fn log_is_cut(&self) -> bool {
        self.pages.log_is_cut()
    }

    /// Hands on every row that a table's tree leads to. One whose root nobody knows has lost all its pages.
    pub(super) fn table(&mut self, table: &Table, take: &mut Taker<'_>) -> Result<Damage, Stopped> {
        let mut reached = std::mem::take(&mut self.reached);
        let walked = self.tree(&table.name, table.kind, &mut reached, take);
        self.reached = reached;
        walked
    }

    /// Hands on every entry of an index.
    pub(super) fn index(&mut self, name: &str, take: &mut Taker<'_>) -> Result<Damage, Stopped> {
        self.tree(name, Kind::Index, &mut BTreeSet::new(), take)
    }

    fn tree(
        &mut self,
        name: &str,
        kind: Kind,
        reached: &mut BTreeSet<u32>,
        take: &mut Taker<'_>,
    ) -> Result<Damage, Stopped> {
        match self.roots.get(name) {
            Some(&root) => self.walk(root, kind, reached, take),
            None if self.rooted => Ok(Damage::default()),
            None => Ok(Damage { pages: 1, records: 0 }),
        }
    }

    /// Goes along every tree that is no table of ours, so that its pages are not taken for something nothing leads to.
    fn reach_the_rest(&mut self) -> Result<(), Stopped> {
        let mut ahead: Vec<u32> = self.roots.values().copied().collect();
        while let Some(number) = ahead.pop() {
            if number == 0 || number > self.pages.count() || !self.reached.insert(number) {
                continue;
            }
            let page = self.pages.read(number)?;
            if let Some((_, Held::Branch { below, .. }, _)) =
                page.as_deref().and_then(|page| tree::held(page, number))
            {
                ahead.extend(below);
            }
        }
        Ok(())
    }

    fn walk(
        &mut self,
        root: u32,
        kind: Kind,
        reached: &mut BTreeSet<u32>,
        take: &mut Taker<'_>,
    ) -> Result<Damage, Stopped> {
        let (mut damage, mut ahead) = (Damage::default(), vec![root]);
        while let Some(number) = ahead.pop() {
            if number == 0 || number > self.pages.count() || !reached.insert(number) {
                damage.records = damage.records.saturating_add(1);
                continue;
            }
            let read = self.pages.read(number)?;
            let Some((found, held, lost)) = read.as_deref().and_then(|page| tree::held(page, number)) else {
                damage.pages = damage.pages.saturating_add(1);
                continue;
            };
            if found != kind {
                damage.pages = damage.pages.saturating_add(1);
                continue;
            }
            damage.records = damage.records.saturating_add(lost);
            let cells = match held {
                Held::Leaf(cells) => cells,
                Held::Branch { below, between } => {
                    // The first of them is looked at next.
                    ahead.extend(below.into_iter().rev());
                    between
                }
            };
            for cell in cells {
                match self.row(cell)? {
                    Some((rowid, row)) => take(rowid, row)?,
                    None => damage.records = damage.records.saturating_add(1),
                }
            }
        }
        Ok(damage)
    }

    fn row(&mut self, cell: Cell) -> Result<Option<(Option<i64>, Vec<Value>)>, Stopped> {
        let rowid = cell.rowid;
        let record = tree::whole(cell, |number| self.pages.read(number))?;
        Ok(record.as_deref().and_then(tree::values).map(|row| (rowid, row)))
    }

    /// Hands on what nothing leads to, with the place of its table in `tables`. `torn` says which of them lost pages.
    pub(super) fn strays(
        &mut self,
        tables: &[Table],
        torn: impl Fn(usize) -> bool,
        take: &mut dyn FnMut(usize, Option<i64>, Vec<Value>) -> Result<(), rusqlite::Error>,
    ) -> Result<Unplaced, Stopped> {
        self.reach_the_rest()?;
        let mut unplaced = 0_u64;
        for number in 1..=self.pages.count() {
            if self.reached.contains(&number) {
                continue;
            }
            let Some(page) = self.pages.read(number)? else { continue };
            let Some((kind, held, _)) = tree::held(&page, number) else { continue };
            let cells = match held {
                Held::Leaf(cells) => cells,
                Held::Branch { between, .. } => between,
            };
            let mut rows = Vec::new();
            for cell in cells {
                rows.extend(self.row(cell)?);
            }
            let records = || rows.iter().map(|(_, row)| row.as_slice());
            let as_row = |table: &Table| kind == table.kind && records().all(|row| table.fits(row));
            let as_entry =
                |table: &Table| kind == Kind::Index && records().all(|row| table.fits_an_index(row));
            let mut of = (0..).zip(tables).filter(|(_, table)| as_row(table)).map(|(place, _)| place);
            match (of.next(), of.next()) {
                _ if rows.is_empty() => {}
                (Some(place), None)
                    if torn(place)
                        && (!tables.iter().any(as_entry)
                            || tables
                                .get(place)
                                .is_some_and(|table| records().all(|row| table.is_surely(row)))) =>
                {
                    for (rowid, row) in rows {
                        take(place, rowid, row)?;
                    }
                }
                // Of several tables; or of one that has lost nothing, and then it is something else.
                (Some(one), other) if torn(one) || other.is_some() => {
                    unplaced = unplaced.saturating_add(rows.len() as u64);
                }
                (Some(_) | None, _) => {}
            }
        }
        Ok(Unplaced(unplaced))
    }

    /// Pages that were let go of hold no rows, whatever is in them.
    fn let_go_of(&mut self) -> Result<(), Stopped> {
        let first = self.pages.read(1)?;
        let mut trunk = first.and_then(|page| tree::four(&page, 32)).unwrap_or(0);
        while trunk != 0 && self.reached.insert(trunk) {
            let Some(page) = self.pages.read(trunk)? else { break };
            let leaves = tree::four(&page, 4).unwrap_or(0);
            for leaf in (0..leaves).map_while(|place| {
                tree::four(&page, usize::try_from(place).ok()?.checked_mul(4)?.checked_add(8)?)
            }) {
                self.reached.insert(leaf);
            }
            trunk = tree::four(&page, 0).unwrap_or(0);
        }
        Ok(())
    }
}
