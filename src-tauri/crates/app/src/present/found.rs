//! What a search found.

use std::cmp::Reverse;

use foyer_domain::{Direction, Private};
use foyer_store::{notes::NoteHit, search::Hit, sift::Found};

use super::{Utf16Offsets, channel_kind};
use crate::{
    reading::{self, Staff},
    wire::{MessageHit, TextHit},
};

/// Texts and notes in one list, newest first, `limit` at most.
pub(crate) fn message_hits(texts: &[Hit], notes: &[NoteHit], limit: u32) -> Vec<MessageHit> {
    let texts = texts.iter().map(|hit| (hit.seq, of_text(hit)));
    let notes = notes.iter().map(|hit| (hit.seq, of_note(hit)));
    let mut hits: Vec<(i64, MessageHit)> = texts.chain(notes).collect();
    hits.sort_by_key(|(place, _)| Reverse(*place));
    hits.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// A part of what the page of all years found, newest first.
pub(crate) fn text_hits(found: &Found, staff: &Staff) -> Vec<TextHit> {
    let texts = found.hits.iter().map(|one| {
        let hit = TextHit {
            staff: one.staff.map(|id| staff.name(id)),
            channel: Some(channel_kind(one.channel)),
            failed: one.failed,
            handed_off: one.handed_off,
            files: one.files,
            ..on_page(of_text(&one.hit), one.hit.cut)
        };
        (one.hit.seq, hit)
    });
    let notes = found.notes.iter().map(|one| {
        let hit = TextHit { staff: Some(staff.name(one.author)), ..on_page(of_note(one), one.cut) };
        (one.seq, hit)
    });
    let mut hits: Vec<(i64, TextHit)> = texts.chain(notes).collect();
    hits.sort_by_key(|(place, _)| Reverse(*place));
    hits.into_iter().map(|(_, hit)| hit).collect()
}

fn of_text(hit: &Hit) -> MessageHit {
    let (snippet, marks) = stretch(&hit.snippet, &hit.marks);
    MessageHit {
        message: hit.message.to_string(),
        note: false,
        thread: hit.thread.to_string(),
        name: reading::shown_name(hit.patient_name.as_ref(), &hit.far_number),
        snippet,
        marks,
        at: hit.created_at.millis(),
        ours: hit.direction == Direction::Outbound,
    }
}

fn of_note(hit: &NoteHit) -> MessageHit {
    let (snippet, marks) = stretch(&hit.snippet, &hit.marks);
    MessageHit {
        message: hit.note.to_string(),
        note: true,
        thread: hit.thread.to_string(),
        name: reading::shown_name(hit.patient_name.as_ref(), &hit.far_number),
        snippet,
        marks,
        at: hit.created_at.millis(),
        ours: true,
    }
}

fn stretch(words: &Private, marks: &[(usize, usize)]) -> (String, Vec<(u32, u32)>) {
    let offsets = Utf16Offsets::of(words.reveal());
    let marks = marks.iter().map(|(start, end)| (offsets.at(*start), offsets.at(*end))).collect();
    (words.reveal().to_owned(), marks)
}

/// As the page shows it, before anything is said that only a text has.
fn on_page(hit: MessageHit, cut: (bool, bool)) -> TextHit {
    let MessageHit { message, note, thread, name, snippet, marks, at, ours } = hit;
    TextHit {
        message,
        note,
        thread,
        name,
        snippet,
        cut,
        marks,
        at,
        ours,
        staff: None,
        channel: None,
        failed: false,
        handed_off: false,
        files: 0,
    }
}
