//! The proof card on paper: what the card on screen says, word for word, for whoever asks for it outside of Foyer.

use chrono_tz::Tz;

use super::{NoPaper, Paper};
use crate::wire::{
    Badge, ChannelKind, ConsentBasisKind, ConsentFact, ConsentFactKind, PlaceSourceKind, ProofCard,
    ProofFact, ProofText, SubjectKind,
};

/// Who made the paper, where and when.
pub(crate) struct Made<'a> {
    pub(crate) practice: &'a str,
    pub(crate) by: &'a str,
    pub(crate) at: i64,
    pub(crate) zone: Tz,
}

/// The card as a PDF.
///
/// # Errors
/// See [`NoPaper`].
pub(crate) fn pdf(card: &ProofCard, made: &Made<'_>) -> Result<Vec<u8>, NoPaper> {
    let when = |at: i64| time(at, made.zone);
    let mut paper = Paper::default();
    paper.title("Proof of consent");
    paper.words(&format!("{}, {} to {}", card.name, channel(card.channel), card.number));
    paper.words(&format!(
        "As known on {}. Made by {} at {} on {}.",
        when(card.at),
        made.by,
        made.practice,
        when(made.at)
    ));

    paper.heading("What held");
    paper.fact("Consent", badge(card.badge));
    if let Some(since) = card.since_at {
        paper.fact("Since", &when(since));
    }
    if let Some(rests) = card.basis {
        paper.fact("How", basis(rests));
    }
    paper.fact("Covers", &subjects(&card.covers));
    if let Some(until) = card.until_at {
        paper.fact("Until", &when(until));
    }
    if let Some(until) = card.answer_until_at {
        paper.fact("Reply until", &format!("{}: the patient had texted first", when(until)));
    }
    if card.number_blocked {
        paper.fact("This phone", "texted STOP, so nobody on it is texted");
    }
    let state = card.place.state.as_deref().unwrap_or("not known, so the strictest rules of all states");
    paper.fact("State", &format!("{state} ({})", source(card.place.source)));
    paper.fact("Rules", &format!("version {}", card.place.rules_version));
    for rule in &card.place.rules {
        let uncertain = if rule.uncertain { ", source uncertain" } else { "" };
        paper.fact(
            "",
            &format!("{}: {}{uncertain}", rule.state.as_deref().unwrap_or("Federal"), rule.citation),
        );
    }
    said(&mut paper, card, &when);

    paper.heading("History, newest first");
    for line in &card.history {
        paper.fact(&when(line.fact.at), &history(line));
    }
    paper.words(match card.unbroken {
        Some(true) => "The log adds up from the first of these lines to its end.",
        Some(false) => "The log does NOT add up from the first of these lines to its end.",
        None => "The log was not checked when this paper was made.",
    });

    if !card.texts.is_empty() {
        paper.heading("What held at the last texts");
        paper.words("Kept with each text when it left or came. Nothing changes it later.");
        for text in &card.texts {
            paper.fact(&when(text.at), &held(text));
        }
    }
    paper.pdf("Proof of consent", &format!("Proof of consent, {}", made.practice))
}

/// The notice, the answer and what staff wrote down.
fn said(paper: &mut Paper, card: &ProofCard, when: &dyn Fn(i64) -> String) {
    if let Some(notice) = &card.notice {
        paper.heading("Notice we sent");
        paper.quote(&notice.text);
        paper.fact("Version", &format!("{}, {}", notice.version, language(&notice.language)));
        let by = notice.by.as_deref().unwrap_or("Foyer");
        paper.fact("Sent", &format!("{} by {by}", when(notice.sent_at)));
        paper.fact(
            "Delivered",
            &match (notice.failed_at, notice.delivered_at) {
                (Some(failed), None) => format!("no: the carrier reported a failure on {}", when(failed)),
                (_, Some(delivered)) => format!("{} (carrier report)", when(delivered)),
                (None, None) => "no report yet".to_owned(),
            },
        );
        if let Some(id) = &notice.carrier_id {
            paper.fact("Carrier id", id);
        }
    }
    if let Some(reply) = &card.reply {
        paper.heading("Reply we got, word for word");
        paper.quote(&reply.text);
        paper.fact("Received", &when(reply.at));
        if let Some(id) = &reply.carrier_id {
            paper.fact("Carrier id", id);
        }
    }
    if let Some(record) = &card.record {
        paper.heading("Recorded by staff");
        paper.fact("How", basis(record.basis));
        paper.fact("When", &when(record.at));
        if let Some(by) = &record.by {
            paper.fact("By", by);
        }
        if let Some(note) = &record.note {
            paper.fact("Note", note);
        }
    }
}

/// A fact about consent in words, without its time.
pub(crate) fn said_of(about: &ConsentFact) -> String {
    let mut words = fact(about.what).to_owned();
    if let Some(rests) = about.basis {
        words.push_str(&format!(": {}", basis(rests)));
    }
    if let Some(by) = &about.by {
        words.push_str(&format!(", by {by}"));
    }
    words
}

fn history(line: &ProofFact) -> String {
    let mut words = said_of(&line.fact);
    if !line.subjects.is_empty() {
        words.push_str(&format!(". {}", subjects(&line.subjects)));
    }
    if let Some(entry) = line.entry {
        let mark = line.mark.as_deref().unwrap_or_default();
        words.push_str(&format!(". Log entry {entry}, mark {mark}"));
    }
    words
}

fn held(text: &ProofText) -> String {
    let way = if text.outbound { "Sent" } else { "Received" };
    let Some(held) = text.badge else { return format!("{way}. Nothing was kept with this text.") };
    let mut words = format!("{way}. {}", badge(held));
    for because in &text.because {
        words.push_str(&format!(", {}", fact(because.what)));
    }
    let state = text.state.as_deref().unwrap_or("state not known");
    if let Some(known) = text.source {
        words.push_str(&format!(". {state} ({})", source(known)));
    }
    if let Some(version) = &text.rules_version {
        words.push_str(&format!(", rules {version}"));
    }
    words
}

fn time(at: i64, zone: Tz) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&zone);
    at.format("%b %-d, %Y, %-I:%M:%S %p %Z").to_string()
}

fn subjects(all: &[SubjectKind]) -> String {
    let words = all.iter().map(|subject| match subject {
        SubjectKind::Logistics => "visits and logistics",
        SubjectKind::Clinical => "health details",
        SubjectKind::Billing => "bills",
        SubjectKind::Marketing => "offers",
    });
    let words = words.collect::<Vec<_>>().join(", ");
    if words.is_empty() { "nothing".to_owned() } else { words }
}

const fn channel(channel: ChannelKind) -> &'static str {
    match channel {
        ChannelKind::Sms => "SMS",
        ChannelKind::WhatsApp => "WhatsApp",
    }
}

fn language(code: &str) -> &str {
    match code {
        "es" => "Spanish",
        "en" => "English",
        other => other,
    }
}

const fn badge(badge: Badge) -> &'static str {
    match badge {
        Badge::Granted => "Granted",
        Badge::NoticeSent => "Notice sent, not answered",
        Badge::NoConsent => "No consent",
        Badge::OptedOut => "Opted out",
        Badge::Expired => "Expired",
    }
}

const fn basis(basis: ConsentBasisKind) -> &'static str {
    match basis {
        ConsentBasisKind::RepliedYes => "replied YES",
        ConsentBasisKind::Paper => "on a signed form",
        ConsentBasisKind::Spoken => "told at the desk",
        ConsentBasisKind::Phone => "told by phone",
        ConsentBasisKind::Portal => "in the portal",
        ConsentBasisKind::Imported => "from an older list",
        ConsentBasisKind::Start => "texted START",
        ConsentBasisKind::Stop => "texted STOP",
        ConsentBasisKind::Worded => "texted that they want no more texts",
        ConsentBasisKind::CarrierBlock => "blocked at the carrier",
        ConsentBasisKind::Staff => "recorded by staff",
    }
}

const fn fact(fact: ConsentFactKind) -> &'static str {
    match fact {
        ConsentFactKind::NoticeSent => "Risk notice sent",
        ConsentFactKind::NoticeDelivered => "Risk notice delivered",
        ConsentFactKind::NoticeFailed => "Risk notice not delivered",
        ConsentFactKind::Granted => "Granted",
        ConsentFactKind::Refreshed => "Granted again",
        ConsentFactKind::Declined => "Replied NO",
        ConsentFactKind::Revoked => "Opted out",
        ConsentFactKind::Restarted => "Texts on again",
        ConsentFactKind::InboundFirst => "Patient texted first",
        ConsentFactKind::Unverified => "On an older list, no date",
        ConsentFactKind::ImportUndone => "List taken back",
        ConsentFactKind::Linked => "Number put down to this person",
        ConsentFactKind::NewOwner => "Number belongs to somebody else",
        ConsentFactKind::Unreadable => "Some of it can't be read since a repair",
        ConsentFactKind::FarewellSent => "Told that texts have ended",
        ConsentFactKind::Expired => "Consent ended",
    }
}

const fn source(source: PlaceSourceKind) -> &'static str {
    match source {
        PlaceSourceKind::Record => "on the record",
        PlaceSourceKind::Said => "the patient said so",
        PlaceSourceKind::AreaCode => "from the area code",
        PlaceSourceKind::Unknown => "not known",
    }
}
