//! Staff. Rows stay when somebody leaves, because the audit names them.

use foyer_domain::{Private, Role, Timestamp, User, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// A member of staff as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Id, name and role.
    pub user: User,
    /// Since when.
    pub created_at: Timestamp,
    /// When they left.
    pub retired_at: Option<Timestamp>,
    /// When they signed in last.
    pub here_at: Option<Timestamp>,
}

/// Adds somebody.
///
/// # Errors
/// [`StoreError::Conflict`] when the id is taken.
pub fn create(tx: &WriteTx<'_>, user: &User, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO user (id, name, role, created_at) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        user.id.bytes(),
        user.name.reveal(),
        user.role.as_str(),
        now.millis()
    ])?;
    Ok(())
}

/// Changes a name or role.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn update(tx: &WriteTx<'_>, user: &User) -> Result<(), StoreError> {
    let changed = tx.prepare("UPDATE user SET name = ?1, role = ?2 WHERE id = ?3")?.execute(params![
        user.name.reveal(),
        user.role.as_str(),
        user.id.bytes()
    ])?;
    found(changed)
}

/// Somebody left: they sign in no more, and their open threads become nobody's.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn retire(tx: &WriteTx<'_>, id: UserId, now: Timestamp) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE user SET retired_at = ?1 WHERE id = ?2")?
        .execute(params![now.millis(), id.bytes()])?;
    tx.prepare("UPDATE thread SET assigned_to = NULL WHERE state = 'open' AND assigned_to = ?1")?
        .execute([id.bytes()])?;
    found(changed)
}

/// Somebody signed in.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn was_here(tx: &WriteTx<'_>, id: UserId, now: Timestamp) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE user SET here_at = ?1 WHERE id = ?2")?
        .execute(params![now.millis(), id.bytes()])?;
    found(changed)
}

/// One of them.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: UserId) -> Result<UserRow, StoreError> {
    list(tx)?.into_iter().find(|row| row.user.id == id).ok_or(StoreError::NotFound { table: "user" })
}

/// All of them, those who left too, in order of joining.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<UserRow>, StoreError> {
    let mut statement =
        tx.prepare("SELECT seq, id, name, role, created_at, retired_at, here_at FROM user ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut users = Vec::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "user");
        users.push(UserRow {
            user: User {
                id: r.id("id")?,
                name: Private::new(r.get::<String>("name")?),
                role: r.word("role", Role::parse)?,
            },
            created_at: r.at("created_at")?,
            retired_at: r.opt_at("retired_at")?,
            here_at: r.opt_at("here_at")?,
        });
    }
    Ok(users)
}

fn found(changed: usize) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table: "user" }) } else { Ok(()) }
}
