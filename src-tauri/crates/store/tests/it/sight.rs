//! The door in front of every thread: what passes it, whatever the roles, offices and reasons are.

use std::collections::BTreeSet;

use foyer_domain::{
    Category, Channel, GlassId, LineId, LocationId, MessageId, OwnRole, PhoneNumber, Private,
    ProviderMessageId, Reach, Rights, Role, RoleId, Span, ThreadId, Timestamp, User, UserId,
};
use foyer_store::{
    StoreError,
    glasses::{self, GlassRow, GlassWhy},
    lines, locations,
    messages::{self, NewInbound},
    roles::{self, RoleRow},
    search,
    sight::{Hidden, Sight},
    threads, users,
};
use foyer_testkit::{Practice, monday_morning};
use proptest::prelude::*;

const NOW: Timestamp = monday_morning();

/// A practice of two offices with a number each, and one number for both.
struct House {
    practice: Practice,
    offices: [LocationId; 2],
    lines: [LineId; 3],
    texts: u32,
}

impl House {
    fn new() -> Self {
        let mut practice = Practice::new(77).unwrap();
        let offices = [LocationId::new(&mut practice.ids), LocationId::new(&mut practice.ids)];
        let more = [LineId::new(&mut practice.ids), LineId::new(&mut practice.ids)];
        let lines = [practice.line, more[0], more[1]];
        practice
            .store
            .write_blocking(|tx| {
                for (place, name) in offices.iter().zip(["Uptown", "Westbank"]) {
                    locations::create(tx, *place, name, NOW)?;
                }
                for (line, number) in more.iter().zip(["+15045550101", "+15045550102"]) {
                    let number = PhoneNumber::parse_e164(number).unwrap();
                    lines::create(tx, *line, &number, Channel::Sms, "Office", NOW)?;
                }
                locations::set_line(tx, more[0], Some(offices[0]))?;
                locations::set_line(tx, more[1], Some(offices[1]))
            })
            .unwrap();
        Self { practice, offices, lines, texts: 0 }
    }

    /// Somebody of a role who works at these offices.
    fn person(&mut self, role: Role, at: &[usize]) -> UserId {
        let id = UserId::new(&mut self.practice.ids);
        let places: BTreeSet<LocationId> = at.iter().map(|place| self.offices[*place]).collect();
        self.practice
            .store
            .write_blocking(|tx| {
                if let Role::Own(role) = role {
                    roles::create(
                        tx,
                        &RoleRow { role, name: "Own".to_owned(), places: places.clone() },
                        NOW,
                    )?;
                }
                users::create(tx, &User { id, name: Private::new("Amaka"), role }, NOW)?;
                locations::set_user(tx, id, &places)
            })
            .unwrap();
        id
    }

    /// A thread on one of the lines, filed, with a text in it.
    fn thread(&mut self, line: usize, category: Category) -> (ThreadId, MessageId) {
        self.texts += 1;
        let number = PhoneNumber::parse_e164(&format!("+1504555{:04}", 2000 + self.texts)).unwrap();
        let (fresh, text) = (ThreadId::new(&mut self.practice.ids), MessageId::new(&mut self.practice.ids));
        let (line, at) = (self.lines[line], NOW.plus(Span::minutes(i64::from(self.texts))));
        let provider_id = ProviderMessageId::parse(&format!("SM{}", self.texts)).unwrap();
        self.practice
            .store
            .write_blocking(|tx| {
                let (thread, _) = threads::find_or_create(tx, fresh, line, Channel::Sms, &number, NOW)?;
                threads::file(tx, thread, category, NOW)?;
                let body = Private::new("about the lantern");
                messages::insert_inbound(
                    tx,
                    &NewInbound {
                        id: text,
                        thread,
                        line,
                        channel: Channel::Sms,
                        provider_id,
                        body,
                        created_at: at,
                        received_at: at,
                        media_count: 0,
                        language: None,
                    },
                )?;
                Ok((thread, text))
            })
            .unwrap()
    }

    fn opens(&mut self, user: UserId, thread: ThreadId, category: Category, at: Timestamp) {
        let glass = GlassRow {
            id: GlassId::new(&mut self.practice.ids),
            thread,
            user,
            category,
            why: GlassWhy::Here,
            words: Private::new("At the desk about today's bill"),
            opened_at: at,
            until_at: at.plus(Span::minutes(30)),
        };
        self.practice.store.write_blocking(|tx| glasses::open(tx, &glass)).unwrap();
    }

    fn sight(&self, user: UserId, now: Timestamp) -> Sight {
        self.practice.store.read_blocking(|tx| Sight::of(tx, user, now)).unwrap()
    }

    /// The texts that somebody finds.
    fn finds(&self, sight: &Sight) -> BTreeSet<MessageId> {
        let reads = |at| sight.hides(at).is_none();
        let hits = self.practice.store.read_blocking(|tx| search::messages(tx, "lantern", None, 100, reads));
        hits.unwrap().into_iter().map(|hit| hit.message).collect()
    }
}

#[test]
fn a_role_reads_what_it_is_for_and_an_office_its_own_numbers() {
    let mut house = House::new();
    let (visit, _) = house.thread(0, Category::Scheduling);
    let (bill, text_of_bill) = house.thread(1, Category::Billing);
    let clerk = house.person(Role::Billing, &[]);
    let here = house.person(Role::Billing, &[1]);
    let read = |user: UserId, thread: ThreadId| {
        let sight = house.sight(user, NOW);
        house.practice.store.read_blocking(|tx| sight.thread(tx, thread).map(|seen| seen.may_answer()))
    };
    assert_eq!(read(clerk, visit), Ok(false), "read, and left to the front desk");
    assert_eq!(read(clerk, bill), Ok(true));
    assert_eq!(read(here, bill), Err(StoreError::Hidden), "the other office's number");
    assert_eq!(read(house.practice.dana, bill), Err(StoreError::Hidden));
    let row = house.practice.store.read_blocking(|tx| threads::get(tx, bill)).unwrap();
    assert_eq!(
        house.sight(here, NOW).hides(row.whereabouts()),
        Some(Hidden::Location(house.offices[0])),
        "it says why"
    );
    // A page of hits is filled past what is hidden.
    for _ in 0..5 {
        house.thread(2, Category::Billing);
    }
    let sight = house.sight(house.practice.dana, NOW);
    let hits = house
        .practice
        .store
        .read_blocking(|tx| search::messages(tx, "lantern", None, 1, |at| sight.hides(at).is_none()))
        .unwrap();
    assert_eq!(hits.first().map(|hit| hit.thread), Some(visit));
    assert!(!house.finds(&sight).contains(&text_of_bill));
}

#[test]
fn a_reason_opens_one_thread_for_a_while_and_answers_none() {
    let mut house = House::new();
    let dana = house.practice.dana;
    let (bill, _) = house.thread(0, Category::Billing);
    let (other, _) = house.thread(0, Category::Billing);
    house.opens(dana, bill, Category::Billing, NOW);
    let read = |at: Timestamp, thread: ThreadId| {
        let sight = house.sight(dana, at);
        let seen = house.practice.store.read_blocking(|tx| sight.thread(tx, thread))?;
        Ok::<_, StoreError>((seen.may_answer(), seen.until()))
    };
    let until = NOW.plus(Span::minutes(30));
    assert_eq!(read(NOW, bill), Ok((false, Some(until))));
    assert_eq!(read(NOW.plus(Span::minutes(29)), bill), Ok((false, Some(until))));
    assert_eq!(read(until, bill), Err(StoreError::Hidden));
    assert_eq!(
        read(NOW.minus(Span::minutes(1)), bill),
        Err(StoreError::Hidden),
        "a clock set back closes it"
    );
    assert_eq!(read(NOW, other), Err(StoreError::Hidden), "one thread, not its kind");
    assert_eq!(
        house.practice.store.read_blocking(|tx| house.sight(dana, NOW).thread_to_answer(tx, bill).map(drop)),
        Err(StoreError::Hidden)
    );
    // Filed elsewhere meanwhile, it needs another reason.
    house.practice.store.write_blocking(|tx| threads::file(tx, bill, Category::Clinical, NOW)).unwrap();
    assert_eq!(
        house.practice.store.read_blocking(|tx| house.sight(dana, NOW).thread(tx, bill).map(drop)),
        Err(StoreError::Hidden)
    );
    let kept = house.practice.store.read_blocking(|tx| glasses::between(tx, NOW, until)).unwrap();
    assert_eq!((kept.len(), kept[0].user, kept[0].why), (1, dana, GlassWhy::Here));
}

/// Any role: those that Foyer brings, and whatever a practice can make.
fn roles() -> impl Strategy<Value = Role> {
    let reach = || prop::sample::select(Reach::ALL.to_vec());
    let own = (reach(), reach(), reach()).prop_map(|(scheduling, clinical, billing)| {
        let rights = Rights { scheduling, clinical, billing, ..Role::Billing.rights() };
        Role::Own(OwnRole { id: RoleId::from_uuid(uuid::Uuid::from_u128(7)), rights })
    });
    prop_oneof![prop::sample::select(Role::ALL.to_vec()), own]
}

fn categories() -> impl Strategy<Value = Category> {
    prop::sample::select(Category::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whoever it is, wherever the threads are and whatever was opened: search gives a text exactly when the door lets
    /// its thread pass, the door follows the table of rights, and who may answer may read.
    #[test]
    fn no_way_around_the_door(
        role in roles(),
        at in prop::sample::subsequence(vec![0_usize, 1], 0..=2),
        threads_of in prop::collection::vec((0_usize..3, categories(), any::<bool>()), 1..8),
    ) {
        let mut house = House::new();
        let user = house.person(role, &at);
        let mut made = Vec::new();
        for (line, category, opened) in threads_of {
            let (thread, text) = house.thread(line, category);
            if opened {
                house.opens(user, thread, category, NOW);
            }
            made.push((line, category, opened, thread, text));
        }
        let sight = house.sight(user, NOW);
        let found = house.finds(&sight);
        for (line, category, opened, thread, text) in made {
            let reach = role.rights().of(category);
            let works_there = at.is_empty() || line == 0 || at.contains(&(line - 1));
            let own = reach >= Reach::Read && works_there;
            let expected = own || (opened && reach >= Reach::WithReason);
            let seen = house.practice.store.read_blocking(|tx| sight.thread(tx, thread));
            prop_assert_eq!(seen.is_ok(), expected);
            prop_assert_eq!(found.contains(&text), expected);
            if let Ok(seen) = seen {
                prop_assert_eq!(seen.may_answer(), works_there && reach == Reach::Send);
                prop_assert_eq!(seen.until().is_some(), !own);
            }
        }
    }
}
