//! Staff. Rows stay when somebody leaves, because the audit names them.

use foyer_domain::{OwnRole, Private, Role, Timestamp, User, UserId};
use rusqlite::{Params, params};

use crate::{
    ReadTx, StoreError, WriteTx, roles,
    sql::{Reading, StoredId as _, rows},
};

/// A member of staff as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Id, name and role.
    pub user: User,
    /// What the practice calls the role, where it made it.
    pub role_name: Option<String>,
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
    tx.prepare("INSERT INTO user (id, name, role, own_role, created_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            user.id.bytes(),
            user.name.reveal(),
            user.role.as_str(),
            roles::own(user.role),
            now.millis()
        ])?;
    Ok(())
}

/// Changes a name or role.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn update(tx: &WriteTx<'_>, user: &User) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE user SET name = ?1, role = ?2, own_role = ?3 WHERE id = ?4")?
        .execute(params![user.name.reveal(), user.role.as_str(), roles::own(user.role), user.id.bytes()])?;
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

/// Somebody is here after all.
///
/// # Errors
/// [`StoreError::NotFound`].
pub(crate) fn bring_back(tx: &WriteTx<'_>, id: UserId) -> Result<(), StoreError> {
    found(tx.prepare("UPDATE user SET retired_at = NULL WHERE id = ?1")?.execute([id.bytes()])?)
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
    let one = read(tx, "WHERE u.id = ?1", [id.bytes()])?;
    one.into_iter().next().ok_or(StoreError::NotFound { table: "user" })
}

/// All of them, those who left too, in order of joining.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<UserRow>, StoreError> {
    read(tx, "ORDER BY u.seq", [])
}

fn read(tx: &ReadTx<'_>, which: &str, named: impl Params) -> Result<Vec<UserRow>, StoreError> {
    let sql = format!(
        "SELECT u.seq, u.id, u.name, u.role, u.own_role, r.name AS role_name, r.rights, u.created_at,
            u.retired_at, u.here_at
         FROM user u LEFT JOIN role r ON r.id = u.own_role {which}"
    );
    rows(tx, &sql, named, |row| {
        let r = Reading::new(row, "user");
        Ok(UserRow {
            user: User { id: r.id("id")?, name: Private::new(r.get::<String>("name")?), role: role(&r)? },
            role_name: r.get("role_name")?,
            created_at: r.at("created_at")?,
            retired_at: r.opt_at("retired_at")?,
            here_at: r.opt_at("here_at")?,
        })
    })
}

fn role(r: &Reading<'_, '_>) -> Result<Role, StoreError> {
    match r.get::<String>("role")?.as_str() {
        "own" => Ok(Role::Own(OwnRole { id: r.id("own_role")?, rights: r.word("rights", roles::read)? })),
        word => Role::parse(word).ok_or_else(|| r.unknown("role")),
    }
}

fn found(changed: usize) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table: "user" }) } else { Ok(()) }
}
