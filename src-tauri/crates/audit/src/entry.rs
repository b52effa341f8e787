//! One line of the trail and the hash that seals it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Hash;

/// Everything a hash seals, borrowed from wherever it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// 1, 2, 3 … without gaps.
    pub seq: i64,
    /// When, in milliseconds of UTC.
    pub at: i64,
    /// `user`, `patient`, `system` or `carrier`.
    pub actor: &'a str,
    /// Which member of staff.
    pub user: Option<[u8; 16]>,
    /// What was done: a word of the code, such as `thread.view`.
    pub action: &'a str,
    /// In which conversation.
    pub thread: Option<[u8; 16]>,
    /// Acting on what.
    pub object: Option<[u8; 16]>,
    /// Codes and counts, as the JSON text that is kept.
    pub detail: &'a str,
    /// The hash of the entry before; [`Hash::ZERO`] before the first.
    pub prev: Hash,
}

impl Sealed<'_> {
    /// SHA-256 over: `foyer audit 1`; seq and at, 8 bytes big-endian each; then actor, user, action, thread, object and
    /// detail, each as its length in 4 bytes big-endian and its bytes (an absent id has length 0); then prev.
    pub fn hash(&self) -> Hash {
        let mut bytes = Vec::with_capacity(160 + self.detail.len());
        bytes.extend_from_slice(b"foyer audit 1");
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        bytes.extend_from_slice(&self.at.to_be_bytes());
        let ids = [self.user, self.thread, self.object];
        let [user, thread, object] = ids.each_ref().map(|id| id.as_ref().map_or(&[][..], |id| &id[..]));
        for field in
            [self.actor.as_bytes(), user, self.action.as_bytes(), thread, object, self.detail.as_bytes()]
        {
            bytes.extend_from_slice(&u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            bytes.extend_from_slice(field);
        }
        bytes.extend_from_slice(&self.prev.0);
        Hash::of(&[&bytes])
    }
}

/// A line as it stands in an archive: what is sealed, and its seals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// As [`Sealed::seq`].
    pub seq: i64,
    /// As [`Sealed::at`].
    pub at: i64,
    /// As [`Sealed::actor`].
    pub actor: String,
    /// As [`Sealed::user`].
    pub user: Option<Uuid>,
    /// As [`Sealed::action`].
    pub action: String,
    /// As [`Sealed::thread`].
    pub thread: Option<Uuid>,
    /// As [`Sealed::object`].
    pub object: Option<Uuid>,
    /// As [`Sealed::detail`].
    pub detail: String,
    /// As [`Sealed::prev`].
    pub prev: Hash,
    /// [`Sealed::hash`] of the above when it was written.
    pub hash: Hash,
    /// The entry's code under the key of its turn; absent for entries older than the codes.
    pub mac: Option<Hash>,
}

impl Entry {
    /// What its hash seals.
    pub fn sealed(&self) -> Sealed<'_> {
        Sealed {
            seq: self.seq,
            at: self.at,
            actor: &self.actor,
            user: self.user.map(Uuid::into_bytes),
            action: &self.action,
            thread: self.thread.map(Uuid::into_bytes),
            object: self.object.map(Uuid::into_bytes),
            detail: &self.detail,
            prev: self.prev,
        }
    }
}
