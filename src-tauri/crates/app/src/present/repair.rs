//! What a repair could bring over and what not, in the desk's words.

use std::collections::BTreeMap;

use foyer_store::repair::{Repaired, TrailClass};

use crate::wire::{LostKind, RepairInfo, RepairLoss, RepairedLog};

/// As the window shows it.
pub(crate) fn repair_info(repaired: &Repaired) -> RepairInfo {
    let few = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let mut lost = BTreeMap::<LostKind, (u64, bool)>::new();
    for (table, one) in &repaired.lost {
        let of = lost.entry(kind(table)).or_default();
        *of = (of.0.saturating_add(one.rows), of.1 || one.perhaps_more);
    }
    RepairInfo {
        at: repaired.at.millis(),
        texts: few(repaired.texts),
        lost: lost
            .into_iter()
            .map(|(what, (rows, perhaps_more))| RepairLoss { what, rows: few(rows), perhaps_more })
            .collect(),
        unplaced: few(repaired.unplaced),
        end_lost: repaired.end_lost,
        doubtful: repaired.doubtful.map(few),
        log: match repaired.trail {
            TrailClass::Whole => RepairedLog::Whole,
            TrailClass::Partial => RepairedLog::Partial,
            TrailClass::Changed => RepairedLog::Changed,
        },
        entries: few(repaired.entries),
        places_in_doubt: few(repaired.doubts.places() as u64),
        second_steps_in_doubt: few(repaired.doubts.second_steps() as u64),
        holds_in_doubt: repaired.doubts.about_holds(),
    }
}

/// What a table is for. One that is not named here is told as something else.
fn kind(table: &str) -> LostKind {
    match table {
        "consent_event" | "consent_mark" | "consent_import" | "review" | "quarantine" | "unread_sender" => {
            LostKind::Consent
        }
        "message" | "delivery_report" | "attachment" | "message_template" | "erased" | "scrub" => {
            LostKind::Texts
        }
        "outbox" | "send_attempt" | "status_watch" | "handoff" | "handoff_event" | "notice_run"
        | "notice_run_item" | "batch" | "batch_item" => LostKind::Outbox,
        "thread" | "thread_review" | "access_request" | "access_event" | "saved_query" => LostKind::Threads,
        "patient" | "patient_word" | "contact" | "portal_account" => LostKind::Patients,
        "note" | "mention" | "draft" | "draft_template" => LostKind::Notes,
        "user" | "user_location" | "role" | "role_location" | "location" | "pin" | "authenticator"
        | "glass" => LostKind::People,
        "incident" | "incident_evidence" | "incident_entry" | "number_hold" | "legal_hold" => LostKind::Cases,
        "setting" | "line" | "meta" | "template" | "template_version" | "allowed_term" => LostKind::Settings,
        "audit" | "audit_head" | "audit_checkpoint" => LostKind::Log,
        _ => LostKind::Other,
    }
}
