//! Opening a hidden thread with a reason: for a while, and written down before anything of it is shown. It lets
//! somebody read and nothing else: no answer, no STOP lifted, no file made of it.

use foyer_domain::{GlassId, Private, Reach, Span, ThreadId, Timestamp};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    audit::{self, Sealable},
    glasses::{self, GlassRow, GlassWhy},
    threads,
};

use crate::{
    desk::Desk,
    hiding::Eyes,
    reading::{self, Staff},
    record::{self, Act},
    wire::{GlassWhyKind, OpenedWithReason},
};

/// How long a thread stays open (design system, "Roles").
const OPEN_FOR: Span = Span::minutes(30);

/// Opens a thread that is hidden from whoever sits at the desk. `false` when their role may not, reason or no reason.
pub(crate) fn open(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: ThreadId,
    (why, words): (GlassWhy, Private),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (row, sight) = (threads::get(tx, thread)?, desk.sight(tx)?);
    if sight.hides(row.whereabouts()).is_none() {
        return Ok(true);
    }
    if sight.reach(row.category) < Reach::WithReason {
        return Ok(false);
    }
    let glass = GlassRow {
        id: GlassId::from_uuid(desk.next_uuid()),
        thread,
        user: desk.user.id,
        category: row.category,
        why,
        words,
        opened_at: now,
        until_at: now.plus(OPEN_FOR),
    };
    glasses::open(tx, &glass)?;
    let words = audit::sealed_words(tx, Sealable::Opening(glass.id))?;
    let detail =
        serde_json::json!({ "why": why.as_str(), "category": row.category.as_str(), "words": words });
    record::with(desk, tx, Act::OpenedWithReason, thread, Some(glass.id.uuid()), detail, now)?;
    Ok(true)
}

/// What was opened with a reason from `from` on and before `to`, newest first.
pub(crate) fn opened(
    desk: &Desk,
    tx: &ReadTx<'_>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<OpenedWithReason>, StoreError> {
    let (eyes, staff) = (Eyes::read(desk, tx)?, Staff::read(tx)?);
    glasses::between(tx, from, to)?
        .into_iter()
        .map(|glass| {
            let thread = threads::get(tx, glass.thread)?;
            let hidden = eyes.hides(&thread);
            Ok(OpenedWithReason {
                thread: glass.thread.to_string(),
                name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                staff: staff.name(glass.user),
                at: glass.opened_at.millis(),
                why: why_kind(glass.why),
                // What somebody wrote about a thread is kept back with it.
                words: if hidden.is_some() { String::new() } else { glass.words.into_inner() },
                hidden,
            })
        })
        .collect()
}

/// The reason, as the core has it.
pub(crate) const fn why_of(kind: GlassWhyKind) -> GlassWhy {
    match kind {
        GlassWhyKind::Here => GlassWhy::Here,
        GlassWhyKind::Covering => GlassWhy::Covering,
        GlassWhyKind::Urgent => GlassWhy::Urgent,
    }
}

const fn why_kind(why: GlassWhy) -> GlassWhyKind {
    match why {
        GlassWhy::Here => GlassWhyKind::Here,
        GlassWhy::Covering => GlassWhyKind::Covering,
        GlassWhy::Urgent => GlassWhyKind::Urgent,
    }
}
