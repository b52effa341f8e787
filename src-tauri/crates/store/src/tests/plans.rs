//! The hot queries walk along indexes: at a million texts a scan is a frozen window.

use super::desk;
use crate::{
    answers, attachments, batches, consent, due, heard, looking_back, messages, notes, outbox, search, sift,
    threads, typed,
};

/// The plan of `sql`, one step a line.
fn plan(sql: &str) -> String {
    let desk = desk();
    desk.store
        .maintain(|conn| {
            let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let unbound = vec![rusqlite::types::Null; statement.parameter_count()];
            let steps: Vec<String> = statement
                .query_map(rusqlite::params_from_iter(unbound), |row| row.get("detail"))?
                .collect::<Result<_, _>>()?;
            Ok(steps.join("\n"))
        })
        .unwrap()
}

fn assert_walks(name: &str, sql: &str, index: &str) {
    let plan = plan(sql);
    let scans = plan.lines().any(|step| {
        let virtual_table = step.contains("VIRTUAL TABLE");
        // Walking along a partial index, which holds nothing but what is asked for, is the point of it.
        step.starts_with("SCAN")
            && !virtual_table
            && ![
                "outbox_queued",
                "outbox_open",
                "thread_unassigned",
                "handoff_offered",
                "thread_unread",
                "thread_unanswered",
            ]
            .iter()
            .any(|partial| step.contains(partial))
    });
    assert!(!scans, "{name} scans:\n{plan}");
    assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{name} sorts:\n{plan}");
    assert!(plan.contains(index), "{name} does not use {index}:\n{plan}");
}

#[test]
fn lists_walk_one_index_in_order() {
    let user = foyer_domain::UserId::from_uuid(super::uuid(2));
    for (view, index) in [
        (threads::View::Mine(user), "thread_assigned"),
        (threads::View::Unassigned, "thread_unassigned"),
        (threads::View::All, "thread_all"),
        (threads::View::Unanswered, "thread_unanswered"),
        (threads::View::Snoozed, "thread_all"),
        (threads::View::Closed, "thread_all"),
    ] {
        assert_walks(&format!("{view:?}"), &threads::list_sql(view), index);
    }
}

#[test]
fn the_number_at_the_tray_walks_along_what_is_unread() {
    assert_walks("unread", threads::UNREAD, "thread_unread");
    assert_walks("unanswered", threads::UNANSWERED, "thread_unanswered");
    assert_walks("heard", heard::UNREAD, "thread_unread");
    assert_walks("unclaimed", heard::UNCLAIMED, "thread_unassigned");
}

#[test]
fn what_people_did_in_a_stretch_of_days_is_read_from_one_list() {
    let plan = plan(crate::audit::DID);
    assert!(plan.contains("SEARCH audit_deed USING PRIMARY KEY (at>? AND at<?)"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    for (sql, way) in [
        (crate::audit::NEWER, "SEARCH audit USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        (crate::audit::PLACED, "SEARCH p USING PRIMARY KEY (thread=? AND seq<?)"),
    ] {
        let plan = self::plan(sql);
        assert!(plan.contains(way) && !plan.contains("TEMP B-TREE"), "{plan}");
    }
    assert_walks("looking", crate::looking::SINCE, "looking_day");
    assert!(self::plan(crate::foreign::BETWEEN).contains("COVERING INDEX message_told (seq>? AND seq<?)"));
    // Backwards over the newest attempts, and no further than the ceiling.
    assert!(
        self::plan(crate::brake::SENT).contains("SEARCH send_attempt USING INTEGER PRIMARY KEY (rowid>?)")
    );
}

#[test]
fn hand_offs_walk_to_what_is_due_and_open() {
    assert_walks("due", &crate::handoffs::due_sql(), "handoff_due");
    assert_walks("offered", &crate::handoffs::offered_sql(), "handoff_offered");
}

#[test]
fn a_thread_is_read_from_neighbouring_pages() {
    assert_walks("page", &messages::page_sql(), "SEARCH m USING PRIMARY KEY (thread=? AND seq<?)");
}

#[test]
fn who_is_due_is_read_from_an_index_of_them() {
    // Putting several walks together sorts the few ids they found; no walk may be over all threads.
    let plan = plan(due::CANDIDATES);
    assert_eq!(plan.matches("SEARCH thread USING INDEX thread_consent_due").count(), 3, "{plan}");
    assert!(plan.contains("consent_event_unverified") && !plan.contains("SCAN t"), "{plan}");
}

#[test]
fn who_waits_since_last_night_is_read_along_the_list() {
    // Only those who wrote overnight are sorted, and those who are to come back later.
    let plan = plan(crate::after_hours::WAITING);
    assert!(plan.contains("SEARCH t USING INDEX thread_all (state=? AND rank>? AND rank<?)"), "{plan}");
    assert!(plan.contains("SEARCH t USING INDEX thread_all (state=?)") && !plan.contains("SCAN t"), "{plan}");
}

#[test]
fn reminders_without_an_answer_walk_to_what_came_after_them() {
    // The few texts that were not read yet are sorted; neither reminders nor threads are walked through whole.
    let plan = plan(batches::OPEN);
    assert!(plan.contains("batch_item_open (visit_at>?)"), "{plan}");
    assert!(plan.contains("SEARCH m USING PRIMARY KEY (thread=? AND seq>?)"), "{plan}");
}

#[test]
fn search_goes_by_the_word_index_newest_first() {
    assert_walks("search", search::MESSAGES, "VIRTUAL TABLE INDEX");
    let plan = plan(search::MESSAGES);
    assert!(plan.contains("message_seq (seq=?)"), "{plan}");
}

#[test]
fn notes_go_by_their_own_index_and_their_own_order() {
    assert_walks("notes with words", notes::WITH_WORDS, "VIRTUAL TABLE INDEX");
    assert_walks("notes", notes::ALL, "SEARCH n USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
}

#[test]
fn completing_a_word_reads_only_its_neighbours() {
    // Sorting a few hundred words by length is meant; reading all of them is not.
    let plan = plan(typed::COMPLETE);
    assert!(
        plan.contains("SEARCH word USING COVERING INDEX sqlite_autoindex_word_1 (word>? AND word<?)"),
        "{plan}"
    );
}

#[test]
fn texts_are_sifted_along_the_index_of_what_is_asked() {
    for (way, index) in sift::Way::ALL.into_iter().zip([
        "VIRTUAL TABLE INDEX",
        "message_failed (seq>? AND seq<?)",
        "message_handed (seq>? AND seq<?)",
        "message_media (seq>? AND seq<?)",
        "message_staff (author_user=? AND seq>? AND seq<?)",
        "message_seq (seq>? AND seq<?)",
    ]) {
        assert_walks(&format!("{way:?}"), &sift::sql(way), index);
    }
}

#[test]
fn lanes_consent_and_media_have_their_indexes() {
    assert_walks("heads", &outbox::heads_sql(), "outbox_queued");
    assert_walks("lane", &outbox::heads_sql(), "outbox_lane (thread=?)");
    assert_walks("waiting", &outbox::waiting_sql(), "outbox_open");
    assert_walks("consent", consent::FOR_NUMBER, "consent_event_number (number=?)");
    assert!(plan(attachments::MISSING).contains("message_media"), "{}", plan(attachments::MISSING));
}

#[test]
fn a_period_is_told_along_indexes() {
    for (name, sql, index) in [
        ("turns", looking_back::TURNS, "COVERING INDEX message_told (seq>?)"),
        ("closed", looking_back::CLOSED, "audit_close"),
        ("answers", answers::TEXTS, "COVERING INDEX message_told (seq>? AND seq<?)"),
        ("refused", answers::REFUSED, "audit_refused"),
        ("reminders", answers::REMINDERS, "COVERING INDEX message_told (seq>? AND seq<?)"),
        ("booking links", answers::BOOKING_LINKS, "COVERING INDEX message_told (seq>? AND seq<?)"),
        ("over warnings", looking_back::OVER_WARNINGS, "outbox_over_warning"),
        ("handed off", looking_back::HANDED_OFF, "handoff_created"),
        ("opt-outs", looking_back::OPT_OUTS, "consent_event_revoked"),
    ] {
        let plan = plan(sql);
        assert!(plan.contains(index), "{name} does not use {index}:\n{plan}");
        assert!(
            !plan.contains("SCAN m\n") && !plan.contains("SCAN o\n") && !plan.contains("SCAN audit"),
            "{name}:\n{plan}"
        );
    }
}

#[test]
fn a_day_is_read_along_time() {
    assert_walks("carried", messages::CARRIED, "message_seq");
    assert_walks("scrub", crate::scrubs::LOOK, "message_seq");
}

#[test]
fn a_held_number_and_a_case_are_found_by_their_indexes() {
    assert_walks("held", crate::holds::SINCE, "number_hold_open");
    assert_walks("entries", crate::incidents::ENTRIES, "incident_entry_of");
    let attempt = plan("INSERT INTO send_attempt (outbox, number, started_at) VALUES (?1, ?2, ?3)");
    assert!(!attempt.contains("SCAN"), "{attempt}");
}

#[test]
fn what_was_opened_with_a_reason_is_found_by_who_and_when() {
    assert_walks("open for", crate::glasses::OPEN_FOR, "glass_user");
    assert_walks("opened between", crate::glasses::BETWEEN, "glass_opened");
}

#[test]
fn looking_over_goes_along_time_and_nobody_else_is_asked() {
    assert_walks("busy", crate::thread_reviews::BUSY, "COVERING INDEX message_told (seq>? AND seq<?)");
    assert_walks("brief", threads::BRIEF, "COVERING INDEX thread_told (seq=?)");
    assert_walks("looked", crate::thread_reviews::LOOKED_SINCE, "thread_review_at");
    assert_walks("asked", crate::thread_reviews::ASKED, "mention_open");
    assert_walks("sent", crate::drift::SENT, "message_seq");
}
