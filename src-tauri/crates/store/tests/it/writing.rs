//! One writer: whole changes or none, and a panic is somebody's error, not everybody's.

use foyer_store::{Store, StoreError, settings};
use foyer_testkit::{Practice, monday_morning};

fn threaded() -> (Practice, Store) {
    let practice = Practice::new(5).unwrap();
    practice.store.close().unwrap();
    let store = Store::open(&practice.path, &practice.key).unwrap();
    (practice, store)
}

#[tokio::test]
async fn an_error_or_a_panic_rolls_back_and_the_next_change_works() {
    let (_practice, store) = threaded();
    let failed = store
        .write(|tx| -> Result<(), _> {
            settings::set(tx, "a", &1_u8, monday_morning())?;
            Err(StoreError::NotFound { table: "anything" })
        })
        .await;
    assert_eq!(failed, Err(StoreError::NotFound { table: "anything" }));
    let panicked = store
        .write(|tx| -> Result<(), _> {
            settings::set(tx, "a", &2_u8, monday_morning())?;
            panic!("a bug")
        })
        .await;
    assert_eq!(panicked, Err(StoreError::Panicked));
    let read = store.read(|_| -> Result<(), _> { panic!("another bug") }).await;
    assert_eq!(read, Err(StoreError::Panicked));
    assert_eq!(store.read(|tx| settings::get::<u8>(tx, "a")).await, Ok(None));
    store.write(|tx| settings::set(tx, "a", &3_u8, monday_morning())).await.unwrap();
    assert_eq!(store.read(|tx| settings::get::<u8>(tx, "a")).await, Ok(Some(3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_from_many_sides_follow_each_other() {
    let (_practice, store) = threaded();
    let mut tasks = Vec::new();
    for _ in 0..50 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            store
                .write(|tx| {
                    let count = settings::get::<u32>(tx, "count")?.unwrap_or(0);
                    settings::set(tx, "count", &(count + 1), monday_morning())
                })
                .await
                .unwrap();
            store.read(|tx| settings::get::<u32>(tx, "count")).await.unwrap().unwrap()
        }));
    }
    for task in tasks {
        assert!(task.await.unwrap() >= 1);
    }
    assert_eq!(store.read(|tx| settings::get::<u32>(tx, "count")).await, Ok(Some(50)));
    store.close().unwrap();
    assert_eq!(store.read(|tx| settings::get::<u32>(tx, "count")).await, Err(StoreError::Closed));
}

#[test]
fn a_reader_sees_one_moment() {
    let practice = Practice::new(6).unwrap();
    let store = practice.store.clone();
    store.write_blocking(|tx| settings::set(tx, "a", &1_u8, monday_morning())).unwrap();
    store
        .read_blocking(|tx| {
            assert_eq!(settings::get::<u8>(tx, "a")?, Some(1));
            practice.store.write_blocking(|tx| settings::set(tx, "a", &2_u8, monday_morning()))?;
            assert_eq!(settings::get::<u8>(tx, "a")?, Some(1), "the snapshot stands");
            Ok(())
        })
        .unwrap();
    assert_eq!(store.read_blocking(|tx| settings::get::<u8>(tx, "a")), Ok(Some(2)));
}

#[test]
fn a_write_that_nobody_waits_for_still_happens() {
    let (_practice, store) = threaded();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let waiting = store.write(|tx| settings::set(tx, "a", &1_u8, monday_morning()));
        let mut waiting = std::pin::pin!(waiting);
        // One poll hands the change over; then the caller walks away.
        std::future::poll_fn(|context| {
            let _ = waiting.as_mut().poll(context);
            std::task::Poll::Ready(())
        })
        .await;
    });
    // The writer takes changes in turn, so this one is after it.
    runtime.block_on(store.write(|_| Ok(()))).unwrap();
    assert_eq!(store.read_blocking(|tx| settings::get::<u8>(tx, "a")), Ok(Some(1)));
}
