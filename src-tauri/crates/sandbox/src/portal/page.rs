//! The patient's side: a sign-in, a list of messages, one message with room for an answer. Plain HTML, no script.

use std::fmt::Write as _;

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Desk, PASSWORD,
    book::{random, text},
};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;\
color:#1d2330}h1{font-size:1.4rem}a,button{color:#0f5a78}article,li,form{border:1px solid #d6dae3;\
border-radius:8px;padding:1rem;margin:.75rem 0;list-style:none}ul{padding:0}input,textarea{font:inherit;\
display:block;width:100%;box-sizing:border-box;margin:.25rem 0 .75rem;padding:.5rem}button{font:inherit;\
padding:.5rem 1rem}.new{font-weight:600}";

#[derive(Deserialize)]
pub(super) struct SignIn {
    name: String,
    password: String,
}

#[derive(Deserialize)]
pub(super) struct Answer {
    words: String,
}

/// The words of the page in one language.
struct Words {
    title: &'static str,
    empty: &'static str,
    new: &'static str,
    read: &'static str,
    back: &'static str,
    answer: &'static str,
    send: &'static str,
    sent: &'static str,
    leave: &'static str,
}

const EN: Words = Words {
    title: "Your messages",
    empty: "You have no messages.",
    new: "New message",
    read: "Read",
    back: "All messages",
    answer: "Your answer",
    send: "Send",
    sent: "Your answer is with the clinic.",
    leave: "Sign out",
};

const ES: Words = Words {
    title: "Sus mensajes",
    empty: "No tiene mensajes.",
    new: "Mensaje nuevo",
    read: "Leído",
    back: "Todos los mensajes",
    answer: "Su respuesta",
    send: "Enviar",
    sent: "La clínica tiene su respuesta.",
    leave: "Salir",
};

pub(super) async fn door() -> Response {
    let body = format!(
        "<h1>Bayou Family Clinic, patient portal</h1><form method=post action=/portal/sign-in>\
         <label>Name / Nombre<input name=name autocomplete=off required></label>\
         <label>Password / Contraseña<input name=password type=password required></label>\
         <button>Sign in / Entrar</button></form>\
         <p>This portal is pretend. Sign in as any patient of the practice, with the password {PASSWORD}.</p>"
    );
    page("Patient portal", &body)
}

pub(super) async fn sign_in(State(desk): State<Desk>, Form(typed): Form<SignIn>) -> Response {
    let mut book = desk.book();
    let wanted = typed.name.trim().to_lowercase();
    let place = book.people.iter().position(|person| person.name.to_lowercase() == wanted);
    let Some(place) = place.filter(|_| typed.password == PASSWORD) else {
        let refused =
            page("Patient portal", "<h1>That is not right.</h1><p><a href=/portal>Try again</a></p>");
        return (StatusCode::FORBIDDEN, refused).into_response();
    };
    let session = random();
    book.sessions.insert(session.clone(), place);
    let cookie = format!("portal={session}; HttpOnly; SameSite=Strict; Path=/portal");
    ([(header::SET_COOKIE, cookie)], Redirect::to("/portal/messages")).into_response()
}

pub(super) async fn sign_out(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    if let Some(session) = cookie(&headers) {
        desk.book().sessions.remove(session);
    }
    Redirect::to("/portal").into_response()
}

pub(super) async fn list(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let book = desk.book();
    let Some((place, words)) = signed_in(&book, &headers) else {
        return Redirect::to("/portal").into_response();
    };
    let messages = book.messages_to(place);
    let mut body = format!("<h1>{}</h1>", words.title);
    if messages.is_empty() {
        let _ = write!(body, "<p>{}</p>", words.empty);
    }
    body.push_str("<ul>");
    for (name, message) in messages.iter().rev() {
        let (class, label) = if is_read(message) { ("", words.read) } else { ("new", words.new) };
        let (id, at) = (escaped(name.rsplit('/').next().unwrap_or_default()), escaped(sent(message)));
        let _ = write!(body, "<li class='{class}'><a href='/portal/messages/{id}'>{label}</a> · {at}</li>");
    }
    let _ = write!(
        body,
        "</ul><form method=post action=/portal/sign-out><button>{}</button></form>",
        words.leave
    );
    page(words.title, &body)
}

pub(super) async fn open(State(desk): State<Desk>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let now = desk.clock.now();
    let mut book = desk.book();
    let Some((place, words)) = signed_in(&book, &headers) else {
        return Redirect::to("/portal").into_response();
    };
    let Some((name, message)) = book.messages_to(place).into_iter().find(|(name, _)| is_named(name, &id))
    else {
        return (StatusCode::NOT_FOUND, page(words.title, words.empty)).into_response();
    };
    book.open(&name, now);
    let told = escaped(text(&message, "/payload/0/contentString").unwrap_or_default());
    let body = format!(
        "<h1>{}</h1><article>{told}</article><form method=post action='/portal/messages/{}'>\
         <label>{}<textarea name=words rows=4 required></textarea></label><button>{}</button></form>\
         <p><a href=/portal/messages>{}</a></p>",
        words.title,
        escaped(&id),
        words.answer,
        words.send,
        words.back
    );
    page(words.title, &body)
}

pub(super) async fn answer(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Answer>,
) -> Response {
    let now = desk.clock.now();
    let mut book = desk.book();
    let Some((place, words)) = signed_in(&book, &headers) else {
        return Redirect::to("/portal").into_response();
    };
    let Some((name, _)) = book.messages_to(place).into_iter().find(|(name, _)| is_named(name, &id)) else {
        return (StatusCode::NOT_FOUND, page(words.title, words.empty)).into_response();
    };
    book.answer(&name, place, typed.words.trim(), now);
    page(words.title, &format!("<h1>{}</h1><p><a href=/portal/messages>{}</a></p>", words.sent, words.back))
}

fn signed_in(book: &super::book::Book, headers: &HeaderMap) -> Option<(usize, &'static Words)> {
    let place = *book.sessions.get(cookie(headers)?)?;
    let words = if book.people.get(place)?.spanish { &ES } else { &EN };
    Some((place, words))
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|one| one.trim().strip_prefix("portal="))
}

fn is_named(name: &str, id: &str) -> bool {
    name.rsplit('/').next() == Some(id)
}

fn is_read(message: &Value) -> bool {
    text(message, "/status") == Some("completed")
}

fn sent(message: &Value) -> &str {
    ["/sent", "/authoredOn"].into_iter().find_map(|at| text(message, at)).unwrap_or_default()
}

fn page(title: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html><head><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>{title}</title><style>{STYLE}</style></head><body>{body}</body></html>"
    );
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
        ),
    ];
    (headers, Html(html)).into_response()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push_str("<br>"),
            other => safe.push(other),
        }
    }
    safe
}
