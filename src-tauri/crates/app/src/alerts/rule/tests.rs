use foyer_domain::{Span, ThreadId, Timestamp};

use super::{MANY, Moment, Says, Step, Told, Waiting};

const EVERY: Span = Span::minutes(10);

fn thread(number: u128) -> ThreadId {
    ThreadId::from_uuid(uuid::Uuid::from_u128(number))
}

fn waiting(number: u128, unread: u32) -> Waiting {
    Waiting { thread: thread(number), unread, unclaimed: true, seen: true }
}

fn at(minutes: i64) -> Moment {
    Moment { now: Timestamp::from_millis(0).plus(Span::minutes(minutes)), reading: None, repeat: None }
}

fn repeating(minutes: i64) -> Moment {
    Moment { repeat: Some(EVERY), ..at(minutes) }
}

/// A desk that has been open for a while, with nothing unopened.
fn begun() -> Told {
    let mut told = Told::default();
    assert_eq!(told.step(&[], at(0)), Step::default());
    told
}

fn shown(step: Step) -> Vec<(i32, Says)> {
    assert_eq!(step.take_back, [0; 0]);
    step.show
}

#[test]
fn each_thread_is_told_of_once_and_a_second_text_replaces_the_first_alert() {
    let mut told = begun();
    assert_eq!(shown(told.step(&[waiting(1, 1)], at(1))), [(1, Says::New(1))]);
    assert_eq!(shown(told.step(&[waiting(1, 1)], at(2))), [], "nothing new");
    assert_eq!(shown(told.step(&[waiting(1, 2)], at(3))), [(1, Says::New(2))], "the same number");
    assert_eq!(shown(told.step(&[waiting(1, 2), waiting(2, 1)], at(4))), [(2, Says::New(1))]);
    assert_eq!((told.thread(1), told.thread(2), told.thread(3)), (Some(thread(1)), Some(thread(2)), None));
}

#[test]
fn what_lay_there_when_foyer_began_is_nothing_new() {
    let mut told = Told::default();
    assert_eq!(shown(told.step(&[waiting(1, 4)], at(0))), []);
    assert_eq!(shown(told.step(&[waiting(1, 5)], at(1))), [(1, Says::New(5))]);
}

#[test]
fn an_alert_goes_when_the_thread_is_opened_and_the_next_text_is_told_again() {
    let mut told = begun();
    told.step(&[waiting(1, 2)], at(1));
    assert_eq!(told.step(&[], at(2)), Step { take_back: vec![1], ..Step::default() });
    assert_eq!(shown(told.step(&[waiting(1, 1)], at(3))), [(2, Says::New(1))]);
}

#[test]
fn a_thread_that_somebody_reads_is_quiet_and_another_is_not() {
    let mut told = begun();
    let reading = Moment { reading: Some(thread(1)), ..at(1) };
    assert_eq!(shown(told.step(&[waiting(1, 1), waiting(2, 1)], reading)), [(2, Says::New(1))]);
    assert_eq!(shown(told.step(&[waiting(1, 1), waiting(2, 1)], at(2))), [], "it was read");
    assert_eq!(shown(told.step(&[waiting(1, 2), waiting(2, 1)], at(3))), [(1, Says::New(2))]);
    let reading = Moment { reading: Some(thread(1)), ..at(4) };
    let step = told.step(&[waiting(1, 2), waiting(2, 1)], reading);
    assert_eq!(step, Step { take_back: vec![1], ..Step::default() }, "whoever reads it needs no alert");
}

#[test]
fn it_is_repeated_until_somebody_takes_the_thread_and_only_where_that_is_wanted() {
    let mut told = begun();
    told.step(&[waiting(1, 1)], at(1));
    assert_eq!(told.step(&[waiting(1, 1)], at(500)), Step::default(), "once, and no more");

    let mut told = begun();
    let first = told.step(&[waiting(1, 1)], repeating(1));
    assert_eq!(first.again_at, Some(repeating(11).now));
    assert_eq!(told.step(&[waiting(1, 1)], repeating(10)).show, []);
    // Opened and still nobody's: it goes on.
    let again = told.step(&[waiting(1, 0)], repeating(11));
    assert_eq!((again.show, again.take_back), (vec![(1, Says::Still)], vec![]));
    assert_eq!(again.again_at, Some(repeating(21).now));
    assert_eq!(told.step(&[waiting(1, 0)], repeating(12)).take_back, [0; 0], "it stays");
    let taken = Waiting { unclaimed: false, ..waiting(1, 0) };
    let step = told.step(&[taken], repeating(21));
    assert_eq!(step, Step { take_back: vec![1], ..Step::default() });
}

#[test]
fn a_text_in_a_thread_that_is_somebodys_is_told_once() {
    let mut told = begun();
    let theirs = Waiting { unclaimed: false, ..waiting(1, 1) };
    assert_eq!(shown(told.step(&[theirs], repeating(1))), [(1, Says::New(1))]);
    assert_eq!(told.step(&[theirs], repeating(60)), Step::default());
}

#[test]
fn many_threads_at_once_are_one_alert_which_goes_with_the_last_of_them() {
    let mut told = begun();
    told.step(&[waiting(1, 1)], at(1));
    let five: Vec<Waiting> = (1..=5).map(|number| waiting(number, 2)).collect();
    let step = told.step(&five, at(2));
    assert_eq!((step.take_back, step.show), (vec![1], vec![(MANY, Says::Many(5))]));
    assert_eq!(told.thread(MANY), None, "it opens the window and no thread");
    assert_eq!(told.step(&five[..1], at(3)), Step::default());
    assert_eq!(told.step(&[], at(4)).take_back, [MANY]);
}

#[test]
fn what_whoever_sits_here_may_not_read_is_told_to_the_next_who_may() {
    let mut told = begun();
    let hidden = |unread| Waiting { seen: false, ..waiting(1, unread) };
    assert_eq!(told.step(&[hidden(1)], repeating(1)), Step::default());
    assert_eq!(told.step(&[waiting(1, 1)], at(2)).show, [(1, Says::New(1))]);
    assert_eq!(told.step(&[hidden(1)], at(3)).take_back, [1]);
    assert_eq!(told.step(&[waiting(1, 1)], at(4)), Step::default(), "it was told already");
    told.step(&[hidden(2)], at(5));
    assert_eq!(told.step(&[waiting(1, 2)], at(6)).show, [(1, Says::New(2))], "what came meanwhile was not");
}

#[test]
fn a_clock_that_is_set_back_only_begins_the_wait_anew() {
    let mut told = begun();
    told.step(&[waiting(1, 1)], repeating(1_000));
    let back = told.step(&[waiting(1, 1)], repeating(0));
    assert_eq!((back.show, back.again_at), (vec![], Some(repeating(10).now)));
    assert_eq!(told.step(&[waiting(1, 1)], repeating(10)).show, [(1, Says::Still)]);
}

#[test]
fn an_alert_says_how_many_and_no_more() {
    let says = [Says::New(1), Says::New(7), Says::Still, Says::Many(12)];
    let english = says.map(|says| says.words(false));
    assert_eq!(
        english,
        [
            "New text · Foyer",
            "7 new texts · Foyer",
            "A text is still waiting · Foyer",
            "Texts are waiting in 12 threads · Foyer",
        ]
    );
    let spanish = says.map(|says| says.words(true));
    assert_eq!(
        spanish,
        [
            "Texto nuevo · Foyer",
            "7 textos nuevos · Foyer",
            "Un texto sigue esperando · Foyer",
            "Hay textos esperando en 12 hilos · Foyer",
        ]
    );
}
