//! A pretend patient portal on loopback: FHIR R4 for the practice, a page with a sign-in for its patients.
//!
//! It shares no type with the rest of Foyer, for the same reason as the carrier beside it. What it takes and answers
//! follows FHIR R4 (3.1, RESTful API) and SMART Backend Services; where a real server may choose, it chooses the less
//! convenient. Every person in it is fictional and every password is `foyer`.

mod book;
mod control;
mod faults;
mod fhir;
mod page;
mod search;
mod smart;

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
    serve::ListenerExt as _,
};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{SamplePractice, http::Clock, sample::Language};

pub use book::{Kept, Person};
pub use faults::{PortalFault, PortalFaultName, PortalScope};

use book::Book;

/// The `system` of the practice's record numbers there.
pub const RECORD_SYSTEM: &str = "https://bayoufamily.example/records";

/// The password of everybody.
pub const PASSWORD: &str = "foyer";

/// The sample's patients who have an account there.
pub fn people(sample: &SamplePractice) -> Vec<Person> {
    let people = (1_u32..).zip(&sample.patients).filter(|(_, patient)| patient.portal_active);
    people
        .map(|(place, patient)| Person {
            record_number: record_number(place),
            name: patient.shown_name(),
            spanish: matches!(patient.language, Language::Es),
        })
        .collect()
}

/// The practice's number for the patient at a place of the sample, counted from 1.
pub fn record_number(place: u32) -> String {
    format!("BFC-{place:04}")
}

/// A running portal. Dropping it ends it.
pub struct Served {
    /// `http://127.0.0.1:PORT/fhir`.
    pub fhir_url: String,
    /// `http://127.0.0.1:PORT/portal`, where patients sign in.
    pub page_url: String,
    /// `http://127.0.0.1:PORT/_control`.
    pub control_url: String,
    desk: Desk,
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

/// What every handler works with.
#[derive(Clone)]
struct Desk {
    book: Arc<Mutex<Book>>,
    clock: Clock,
    origin: Arc<str>,
}

impl Desk {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves a portal with these patients on `listener`, which must be bound to loopback.
///
/// # Errors
/// The listener is not on loopback, or the system refuses.
pub async fn serve(people: Vec<Person>, listener: TcpListener, clock: Clock) -> io::Result<Served> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the sandbox listens on loopback only"));
    }
    let origin: Arc<str> = format!("http://{address}").into();
    let desk = Desk { book: Arc::new(Mutex::new(Book::new(people))), clock, origin: Arc::clone(&origin) };
    let (stop, mut stopped) = watch::channel(false);
    let app = router(desk.clone());
    let task = tokio::spawn(async move {
        let ended = async move {
            // An error means that nobody is left to say stop.
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        // Without this an answer written in two parts waits 40 ms for an acknowledgement.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        tokio::select! {
            // Connections that wait for an answer that never comes must not hold up the end.
            _ = axum::serve(listener, app).into_future() => {}
            () = ended => {}
        }
    });
    Ok(Served {
        fhir_url: format!("{origin}/fhir"),
        page_url: format!("{origin}/portal"),
        control_url: format!("{origin}/_control"),
        desk,
        stop,
        task: Some(task),
    })
}

fn router(desk: Desk) -> Router {
    Router::new()
        .route("/fhir/metadata", get(fhir::metadata))
        .route("/fhir/.well-known/smart-configuration", get(smart::configuration))
        .route("/auth/token", post(smart::token))
        .route("/fhir/{kind}", get(fhir::search_by_query).post(fhir::create))
        .route("/fhir/{kind}/_search", post(fhir::search_by_form))
        .route("/fhir/{kind}/{id}", get(fhir::read).put(fhir::update))
        .route("/portal", get(page::door))
        .route("/portal/sign-in", post(page::sign_in))
        .route("/portal/sign-out", post(page::sign_out))
        .route("/portal/messages", get(page::list))
        .route("/portal/messages/{id}", get(page::open).post(page::answer))
        .route("/_control/messages", get(control::messages))
        .route("/_control/faults", post(control::set_fault).delete(control::clear_faults))
        .route("/_control/open", post(control::open))
        .route("/_control/answer", post(control::answer))
        .layer(DefaultBodyLimit::max(1024 * 1024))
        .with_state(desk)
}

impl Served {
    /// Lets a client in: its name and the public half of its key, as a JSON Web Key.
    pub fn register(&self, client_id: &str, jwk: serde_json::Value) {
        self.desk.book().register(client_id, jwk);
    }

    /// Strikes from now on.
    pub fn set_fault(&self, fault: PortalFault) {
        self.desk.book().faults.set(fault);
    }

    /// Nothing strikes any more.
    pub fn clear_faults(&self) {
        self.desk.book().faults.clear();
    }

    /// Keeps `CommunicationRequest` instead of `Communication` from now on.
    pub fn keep_requests(&self) {
        self.desk.book().keeps_requests = true;
    }

    /// Stops announcing, and obeying, `If-None-Exist` from now on.
    pub fn forget_conditions(&self) {
        self.desk.book().conditional = false;
    }

    /// Every token is forgotten, as after a restart.
    pub fn forget_tokens(&self) {
        self.desk.book().forget_tokens();
    }

    /// Every message the practice posted, oldest first.
    pub fn kept(&self) -> Vec<Kept> {
        self.desk.book().kept()
    }

    /// The request lines seen, as `GET /fhir/metadata?…`.
    pub fn seen(&self) -> Vec<String> {
        self.desk.book().seen.clone()
    }

    /// A patient opens everything new; how many messages that were.
    pub fn open_all(&self, record_number: &str) -> usize {
        let now = self.desk.clock.now();
        self.desk.book().open_all(record_number, now)
    }

    /// A patient answers their newest message; `false` when they have none.
    pub fn answer(&self, record_number: &str, words: &str) -> bool {
        let now = self.desk.clock.now();
        self.desk.book().answer_newest(record_number, words, now)
    }

    /// Ends it and waits for the end.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        if let Some(task) = self.task.take() {
            let _ = task.await;
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}
