//! What only the inside can see: pragmas, plans, the schema's dump, and rows no function would write.
//!
//! The testkit cannot be used here (it is built on the other copy of this crate), hence the small desk below.

mod append_only;
mod badges;
mod disk_full;
mod doubts;
mod incidents;
mod places;
mod plans;
mod pragmas;
mod repair;
mod retention;
mod schema;
mod sifting;
mod unknown_values;
mod words;

use foyer_domain::{
    Channel, LineId, MessageId, PhoneNumber, Private, ProviderMessageId, Role, ThreadId, Timestamp, User,
    UserId,
};
use uuid::Uuid;

use crate::{
    PageMac, PracticeKey, Store, lines,
    messages::{self, Insert, NewInbound},
    threads, users,
};

thread_local! {
    /// How many statements this thread has asked for.
    pub(crate) static STATEMENTS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

const NOW: Timestamp = Timestamp::from_millis(1_772_460_000_000);

fn key() -> PracticeKey {
    PracticeKey::from_material([7; 32], PageMac::Sha256)
}

const fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

struct Desk {
    store: Store,
    thread: ThreadId,
    line: LineId,
    user: UserId,
    folder: tempfile::TempDir,
}

/// One line, one user, one thread.
fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_inline(&folder.path().join("practice.db"), &key()).unwrap();
    let line = LineId::from_uuid(uuid(1));
    let user = UserId::from_uuid(uuid(2));
    let number = PhoneNumber::parse_e164("+15045550100").unwrap();
    let far = PhoneNumber::parse_e164("+15045550142").unwrap();
    let (thread, _) = store
        .write_blocking(|tx| {
            lines::create(tx, line, &number, Channel::Sms, "Front desk", NOW)?;
            users::create(tx, &User { id: user, name: Private::new("Dana"), role: Role::Receptionist }, NOW)?;
            threads::find_or_create(tx, ThreadId::from_uuid(uuid(3)), line, Channel::Sms, &far, NOW)
        })
        .unwrap();
    Desk { store, thread, line, user, folder }
}

impl Desk {
    fn text(&self, number: u128, words: &str) -> NewInbound {
        NewInbound {
            id: MessageId::from_uuid(uuid(1_000 + number)),
            thread: self.thread,
            line: self.line,
            channel: Channel::Sms,
            provider_id: ProviderMessageId::parse(&format!("SM{number}")).unwrap(),
            body: Private::new(words),
            created_at: NOW,
            received_at: NOW,
            media_count: 0,
            language: None,
        }
    }

    fn hear(&self, number: u128, words: &str) -> MessageId {
        let text = self.text(number, words);
        assert_eq!(
            self.store.write_blocking(|tx| messages::insert_inbound(tx, &text)).unwrap(),
            Insert::Inserted
        );
        text.id
    }
}
