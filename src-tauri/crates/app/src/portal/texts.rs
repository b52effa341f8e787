//! The texts around a hand-off: the practice's own where it has some, Foyer's otherwise, and where they lead.

use foyer_domain::{Body, Language, LineId};
use foyer_policy::handoff::{LinkTemplate, PortalAddress, SafeKind, SafeText};
use foyer_store::{ReadTx, StoreError, lines, threads::ThreadRow};

use crate::{desk::Desk, reading};

/// The settings' key of a text.
pub(crate) fn key(kind: SafeKind, language: Language) -> String {
    format!("{}.{}", kind.as_str(), language.as_str())
}

/// The template in force. One that no longer passes the check is not used: the check may have become stricter since.
pub(crate) fn template(desk: &Desk, kind: SafeKind, language: Language) -> SafeText {
    desk.portals
        .settings()
        .texts
        .get(&key(kind, language))
        .and_then(|words| SafeText::parse(words, &desk.screener).ok())
        .unwrap_or_else(|| SafeText::built_in(kind, language))
}

/// Where a text of this kind leads, for a line of the practice.
pub(crate) fn address(
    desk: &Desk,
    tx: &ReadTx<'_>,
    kind: SafeKind,
    line: LineId,
    language: Language,
) -> Result<Option<PortalAddress>, StoreError> {
    let settings = desk.portals.settings();
    let own = match kind {
        SafeKind::SignUp => settings.sign_up.or(settings.link),
        SafeKind::Link | SafeKind::Reminder | SafeKind::Invite => settings.link,
    };
    let Some(typed) = own.or_else(|| desk.practice().portal_url) else { return Ok(None) };
    let location = lines::list(tx)?.into_iter().find(|row| row.id == line).map(|row| row.name);
    let template = LinkTemplate::parse(&typed).ok();
    Ok(template.and_then(|template| template.address(&location.unwrap_or_default(), language).ok()))
}

/// A text for somebody: its template and its words.
pub(crate) struct Filled {
    /// The template, for the gate.
    pub(crate) safe: SafeText,
    /// The words.
    pub(crate) body: Body,
}

/// The text of this kind for a thread; `None` when there is no address to lead to.
pub(crate) fn fill(
    desk: &Desk,
    tx: &ReadTx<'_>,
    kind: SafeKind,
    thread: &ThreadRow,
    language: Language,
) -> Result<Option<Filled>, StoreError> {
    let Some(address) = address(desk, tx, kind, thread.line, language)? else { return Ok(None) };
    let safe = template(desk, kind, language);
    let words = safe.text(&desk.practice().signs(), &address);
    Ok(Body::new(words).ok().map(|body| Filled { safe, body }))
}

/// What a thread is written in.
pub(crate) fn language(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Language, StoreError> {
    Ok(reading::thread_patient(tx, thread)?.map(|patient| patient.language).unwrap_or_default())
}
