//! A row that is lost never reads as one that was never there: nobody sees more after a repair than before the damage,
//! no second step is dropped, and nothing is deleted that somebody may have held.

use std::{collections::BTreeSet, fs, path::Path};

use foyer_domain::{
    Category, Channel, HoldId, LineId, LocationId, OwnRole, PhoneNumber, Private, Reach, Rights, Role,
    RoleId, Span, ThreadId, Timestamp, User, UserId,
};

use super::{NOW, desk, key, uuid};
use crate::{
    KeyFile, PracticeFolder, Store, authenticators,
    conn::{self, Purpose},
    doubts::{self, Doubts},
    lines, locations,
    repair::{self, Known, Repaired},
    retention::{self, Erased, LegalHold, Schedule},
    roles::{self, RoleRow},
    sight::{Sight, Whereabouts},
    threads, users,
};

const LATER: Timestamp = NOW.plus(Span::days(1));
const PAGE: usize = 4096;

/// Dana manages and works everywhere, and has a second step; Marlene manages at Uptown. Cleo answers at Uptown. Remy has
/// a role that is for Lakeside alone.
const DANA: UserId = UserId::from_uuid(uuid(11));
const MARLENE: UserId = UserId::from_uuid(uuid(12));
const CLEO: UserId = UserId::from_uuid(uuid(13));
const REMY: UserId = UserId::from_uuid(uuid(14));
const UPTOWN: LocationId = LocationId::from_uuid(uuid(21));
const LAKESIDE: LocationId = LocationId::from_uuid(uuid(22));
const FLOATER: OwnRole = OwnRole {
    id: RoleId::from_uuid(uuid(31)),
    rights: Rights {
        scheduling: Reach::Send,
        clinical: Reach::Nothing,
        billing: Reach::Nothing,
        record_consent: false,
        over_warning: false,
        over_consent: false,
        audit: false,
        templates: false,
        configure: false,
        text_many: false,
        manage_people: false,
    },
};
const STAFF: [(UserId, Role); 4] =
    [(DANA, Role::Manager), (MARLENE, Role::Manager), (CLEO, Role::Receptionist), (REMY, Role::Own(FLOATER))];

/// A practice of two offices on disk, closed.
struct Clinic {
    folder: tempfile::TempDir,
    bytes: Vec<u8>,
    /// A thread at each office's number, and one at a number of the whole practice.
    threads: [Whereabouts; 3],
}

fn clinic() -> Clinic {
    let desk = desk();
    let threads = desk
        .store
        .write_blocking(|tx| {
            for (place, name) in [(UPTOWN, "Uptown"), (LAKESIDE, "Lakeside")] {
                locations::create(tx, place, name, NOW)?;
            }
            let places = BTreeSet::from([LAKESIDE]);
            roles::create(tx, &RoleRow { role: FLOATER, name: "Floater".into(), places }, NOW)?;
            for (id, role) in STAFF {
                users::create(tx, &User { id, name: Private::new("somebody"), role }, NOW)?;
            }
            for user in [MARLENE, CLEO] {
                locations::set_user(tx, user, &BTreeSet::from([UPTOWN]))?;
            }
            authenticators::set(tx, DANA, &[7; 20], 1, NOW)?;
            let mut at = vec![threads::get(tx, desk.thread)?.whereabouts()];
            for (of, place) in [(1_u128, UPTOWN), (2, LAKESIDE)] {
                let line = LineId::from_uuid(uuid(40 + of));
                let own = PhoneNumber::parse_e164(&format!("+1504555011{of}")).unwrap();
                let far = PhoneNumber::parse_e164(&format!("+1504555015{of}")).unwrap();
                lines::create(tx, line, &own, Channel::Sms, "Office", NOW)?;
                locations::set_line(tx, line, Some(place))?;
                let id = ThreadId::from_uuid(uuid(50 + of));
                let (thread, _) = threads::find_or_create(tx, id, line, Channel::Sms, &far, NOW)?;
                at.push(threads::get(tx, thread)?.whereabouts());
            }
            let hold = LegalHold {
                id: HoldId::from_uuid(uuid(60)),
                thread: Some(desk.thread),
                why: Private::new("letter from counsel"),
                by: DANA,
                since: NOW,
                released_at: None,
            };
            retention::hold(tx, &hold)?;
            let six = Schedule { scheduling: Some(6), ..Schedule::default() };
            six.save(tx, NOW)?;
            Ok(<[Whereabouts; 3]>::try_from(at).unwrap())
        })
        .unwrap();
    desk.hear(1, "words of long ago");
    desk.store.close().unwrap();
    let bytes = fs::read(desk.folder.path().join("practice.db")).unwrap();
    Clinic { folder: desk.folder, bytes, threads }
}

impl Clinic {
    /// Overwrites every page of these tables, their indexes' too, and mends what can be.
    fn without(&self, tables: &[&str]) -> (tempfile::TempDir, Repaired) {
        let path = self.folder.path().join("practice.db");
        fs::write(&path, &self.bytes).unwrap();
        let conn = conn::open(&path, &key(), Purpose::Read).unwrap();
        let mut bytes = self.bytes.clone();
        for table in tables {
            let pages: Vec<u32> = conn
                .prepare("SELECT pageno FROM dbstat WHERE name = ?1")
                .unwrap()
                .query_map([table], |row| row.get(0))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(!pages.is_empty(), "{table}");
            for page in pages {
                bytes[(page as usize - 1) * PAGE..][..PAGE].fill(0xa5);
            }
        }
        drop(conn);
        fs::write(&path, &bytes).unwrap();
        mended(self.folder.path(), &Known::default())
    }

    /// Which of the three threads somebody sees.
    fn seen(&self, store: &Store, user: UserId) -> [bool; 3] {
        let sight = store.read_blocking(|tx| Sight::of(tx, user, LATER)).unwrap();
        self.threads.map(|thread| {
            let row = store.read_blocking(|tx| threads::get(tx, thread.thread)).unwrap();
            sight.hides(row.whereabouts()).is_none()
        })
    }
}

fn mended(damaged: &Path, known: &Known) -> (tempfile::TempDir, Repaired) {
    let to = tempfile::tempdir().unwrap();
    let done =
        repair::repair(damaged, &to.path().join("practice"), &key(), &KeyFile::new(&key()), known, LATER);
    (to, done.unwrap())
}

fn open(to: &Path) -> Store {
    Store::open_inline(&PracticeFolder::at(to.join("practice")).store_path(), &key()).unwrap()
}

fn doubts_of(store: &Store) -> Doubts {
    store.read_blocking(Doubts::read).unwrap()
}

const EVERYWHERE: [bool; 3] = [true; 3];
const NOWHERE: [bool; 3] = [true, false, false];
const AT_UPTOWN: [bool; 3] = [true, true, false];
const AT_LAKESIDE: [bool; 3] = [true, false, true];

#[test]
fn who_works_where_is_lost_and_nobody_sees_more_until_a_manager_says() {
    let clinic = clinic();
    let (to, done) = clinic.without(&["user_location"]);
    assert_eq!((done.doubts.places(), done.doubts.second_steps(), done.doubts.about_holds()), (5, 0, false));
    let store = open(to.path());
    for user in [DANA, MARLENE, CLEO, REMY] {
        assert_eq!(clinic.seen(&store, user), NOWHERE, "{user}");
    }
    // Nobody is left of whom it is known: then any manager may say, and nobody else.
    let may = |user| store.read_blocking(|tx| Doubts::read(tx)?.may_settle(tx, user)).unwrap();
    assert_eq!([DANA, MARLENE, CLEO, REMY].map(may), [true, true, false, false]);
    store
        .write_blocking(|tx| {
            assert!(doubts::settle_person(tx, DANA, LATER)?);
            locations::set_user(tx, CLEO, &BTreeSet::from([UPTOWN]))?;
            assert!(doubts::settle_person(tx, CLEO, LATER)?);
            doubts::settle_person(tx, REMY, LATER)
        })
        .unwrap();
    assert_eq!(clinic.seen(&store, DANA), EVERYWHERE);
    assert_eq!(clinic.seen(&store, CLEO), AT_UPTOWN);
    assert_eq!(clinic.seen(&store, REMY), AT_LAKESIDE);
    assert_eq!(clinic.seen(&store, MARLENE), NOWHERE, "nobody has said it of her");
    assert_eq!([DANA, MARLENE].map(may), [true, false], "from now on it is for who is known");
    let settled_again = store.write_blocking(|tx| doubts::settle_person(tx, CLEO, LATER)).unwrap();
    assert!(!settled_again, "once");
    store.close().unwrap();
}

#[test]
fn offices_of_a_role_and_offices_themselves_are_lost_and_nothing_opens_up() {
    let clinic = clinic();
    let (to, done) = clinic.without(&["role_location"]);
    assert_eq!(done.doubts.places(), 1, "only the role has none");
    let store = open(to.path());
    assert_eq!(clinic.seen(&store, REMY), NOWHERE);
    assert_eq!([DANA, CLEO].map(|user| clinic.seen(&store, user)), [EVERYWHERE, AT_UPTOWN]);
    assert!(store.write_blocking(|tx| doubts::settle_role(tx, FLOATER.id, LATER)).unwrap());
    assert_eq!(clinic.seen(&store, REMY), EVERYWHERE, "as somebody said");
    store.close().unwrap();

    // The offices' own rows: they are there by their ids, without a name, and limit as they did.
    let (to, _) = clinic.without(&["location"]);
    let store = open(to.path());
    let seen = [DANA, MARLENE, CLEO, REMY].map(|user| clinic.seen(&store, user));
    assert_eq!(seen, [EVERYWHERE, AT_UPTOWN, AT_UPTOWN, AT_LAKESIDE]);
    let names = store.read_blocking(locations::list).unwrap();
    assert!(names.iter().all(|office| office.name == "Name lost") && names.len() == 2, "{names:?}");
    store.close().unwrap();

    // The rows of the numbers: whose they were nobody knows, so only who works everywhere reads what came to them.
    let (to, _) = clinic.without(&["line"]);
    let store = open(to.path());
    let seen = [DANA, CLEO, REMY].map(|user| clinic.seen(&store, user));
    assert_eq!(seen, [EVERYWHERE, [false; 3], [false; 3]]);
    store.close().unwrap();
}

#[test]
fn a_lost_role_lets_nobody_do_anything() {
    let clinic = clinic();
    let (to, _) = clinic.without(&["role"]);
    let store = open(to.path());
    let remy = store.read_blocking(|tx| users::get(tx, REMY)).unwrap();
    let rights = remy.user.role.rights();
    assert!(Category::ALL.into_iter().all(|category| rights.of(category) == Reach::Nothing));
    assert_eq!((remy.role_name.as_deref(), clinic.seen(&store, REMY)), (Some("Name lost"), [false; 3]));
    store.close().unwrap();

    // Somebody whose own row is gone too and who is known from the lock screen's list has the same role, without rights.
    let known = User { id: REMY, name: Private::new("Remy"), role: Role::Own(FLOATER) };
    clinic.without(&["role", "user", "sqlite_autoindex_user_1"]);
    let (to, _) = mended(clinic.folder.path(), &Known { people: vec![known], settings: Vec::new() });
    let store = open(to.path());
    let remy = store.read_blocking(|tx| users::get(tx, REMY)).unwrap();
    assert_eq!(
        (remy.user.name.reveal(), remy.user.role.rights().of(Category::Scheduling)),
        ("Remy", Reach::Nothing)
    );
    store.close().unwrap();
}

#[test]
fn a_lost_second_step_and_a_lost_hold_stay_in_doubt_until_a_person_says() {
    let clinic = clinic();
    let (to, done) = clinic.without(&["authenticator", "legal_hold"]);
    assert_eq!((done.doubts.places(), done.doubts.second_steps(), done.doubts.about_holds()), (0, 2, true));
    let store = open(to.path());
    let asked = |user| {
        let doubts = doubts_of(&store);
        doubts.about_second_step(&store.read_blocking(|tx| users::get(tx, user)).unwrap().user)
    };
    assert_eq!([DANA, MARLENE, CLEO].map(asked), [true, true, false], "only managers have one");
    assert!(store.write_blocking(|tx| doubts::settle_second_step(tx, DANA, LATER)).unwrap());
    assert_eq!([DANA, MARLENE].map(asked), [false, true]);

    let due = || store.read_blocking(|tx| retention::due(tx, Category::Scheduling, LATER, LATER)).unwrap();
    let erase = || {
        let erased =
            |tx: &crate::WriteTx<'_>| retention::erase(tx, Category::Scheduling, LATER, 0, || [1; 32], LATER);
        store.write_blocking(erased).unwrap()
    };
    assert_eq!((due(), erase()), (0, Erased::default()), "somebody may hold these words");
    assert!(store.write_blocking(|tx| doubts::settle_holds(tx, LATER)).unwrap());
    assert_eq!((due(), erase().texts), (1, 1), "as somebody said");
    store.close().unwrap();
}

#[test]
fn what_is_whole_is_not_in_doubt_and_a_doubt_outlives_the_next_repair() {
    let clinic = clinic();
    let (to, done) = clinic.without(&["draft"]);
    assert_eq!(done.doubts, Doubts::default());
    let store = open(to.path());
    let seen = [DANA, MARLENE, CLEO, REMY].map(|user| clinic.seen(&store, user));
    assert_eq!(seen, [EVERYWHERE, AT_UPTOWN, AT_UPTOWN, AT_LAKESIDE]);
    let may = |user| store.read_blocking(|tx| Doubts::read(tx)?.may_settle(tx, user)).unwrap();
    assert_eq!([DANA, CLEO].map(may), [true, false]);
    store.close().unwrap();

    // What was repaired once is repaired again: what was in doubt still is, and all is where the doubts themselves
    // are gone.
    let (to, _) = clinic.without(&["authenticator"]);
    let twice = |table: Option<&str>| {
        let path = to.path().join("practice").join("practice.db");
        let whole = fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        if let Some(table) = table {
            let conn = conn::open(&path, &key(), Purpose::Read).unwrap();
            let sql = "SELECT pageno FROM dbstat WHERE name = ?1";
            let page: u32 = conn.query_row(sql, [table], |row| row.get(0)).unwrap();
            bytes[(page as usize - 1) * PAGE..][..PAGE].fill(0xa5);
        }
        fs::write(&path, &bytes).unwrap();
        let (_kept, done) = mended(&to.path().join("practice"), &Known::default());
        fs::write(&path, &whole).unwrap();
        (done.doubts.places(), done.doubts.second_steps(), done.doubts.about_holds())
    };
    assert_eq!(twice(None), (0, 2, false));
    assert_eq!(twice(Some("setting")), (6, 2, true), "five people and a role");
}
