-- The schema after all migrations. Written by the test beside it: FOYER_WRITE_SCHEMA=1.

CREATE TABLE meta (
    -- What the file says about itself: min_reader, store_id, created_at.
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
    -- The practice's settings, one JSON value a key.
    key        TEXT    NOT NULL PRIMARY KEY,
    value      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE user (
    -- A member of staff. Rows stay when somebody leaves: the audit names them.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL,               -- domain Role
    created_at INTEGER NOT NULL,
    retired_at INTEGER                         -- left the practice
, here_at INTEGER, own_role BLOB REFERENCES role (id)) STRICT;
CREATE TABLE line (
    -- One of the practice's own numbers.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    number     TEXT    NOT NULL,               -- E.164
    channel    TEXT    NOT NULL,               -- domain Channel
    name       TEXT    NOT NULL,               -- as the desk calls it
    created_at INTEGER NOT NULL,
    retired_at INTEGER, location BLOB REFERENCES location (id),
    UNIQUE (number, channel)
) STRICT;
CREATE TABLE patient (
    -- A person who is texted.
    seq         INTEGER NOT NULL PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    full_name   TEXT    NOT NULL,
    goes_by     TEXT,
    birth_date  TEXT,                          -- as the desk wrote it
    language    TEXT    NOT NULL,              -- domain Language
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
, state TEXT, state_source TEXT) STRICT;
CREATE TABLE patient_word (
    -- The words of a patient's names, folded (lower case, no accents), for search by prefix.
    word    TEXT    NOT NULL,
    patient INTEGER NOT NULL REFERENCES patient (seq) ON DELETE CASCADE,
    PRIMARY KEY (word, patient)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_word_of ON patient_word (patient);
CREATE TABLE contact (
    -- A number at which a patient is texted, and who answers it.
    patient      INTEGER NOT NULL REFERENCES patient (seq) ON DELETE CASCADE,
    number       TEXT    NOT NULL,             -- E.164
    reversed     TEXT    NOT NULL,             -- its digits backwards, for search by the last digits
    relationship TEXT    NOT NULL,             -- domain Relationship
    created_at   INTEGER NOT NULL, kept TEXT, kept_at INTEGER, kept_by BLOB REFERENCES user (id),
    PRIMARY KEY (patient, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_number ON contact (number);
CREATE INDEX contact_reversed ON contact (reversed);
CREATE TABLE thread (
    -- One conversation: one line, one channel, one far number. Carries what the list shows, so that a page of the
    -- list is one walk along one index.
    seq               INTEGER NOT NULL PRIMARY KEY,
    id                BLOB    NOT NULL UNIQUE,
    line              INTEGER NOT NULL REFERENCES line (seq),
    channel           TEXT    NOT NULL,        -- domain Channel
    far_number        TEXT    NOT NULL,        -- E.164
    far_reversed      TEXT    NOT NULL,        -- its digits backwards
    patient           BLOB REFERENCES patient (id) ON DELETE SET NULL,
    state             TEXT    NOT NULL DEFAULT 'open',   -- open, snoozed, closed
    snooze_until_at   INTEGER,
    closed_at         INTEGER,
    assigned_to       BLOB REFERENCES user (id),
    waiting_since_at  INTEGER,                 -- oldest text of the patient that nobody has answered
    unread            INTEGER NOT NULL DEFAULT 0,
    last_message_at   INTEGER,
    settled_at        INTEGER,                 -- texts received before this need no answer: history, closed
    created_at        INTEGER NOT NULL,
    -- Copies for the list.
    preview_text      TEXT,                    -- the newest text, at most 140 characters
    preview_kind      TEXT,
    preview_direction TEXT,
    preview_state     TEXT,
    preview_message   BLOB,                    -- whose state preview_state is
    patient_name      TEXT,
    consent_badge     TEXT,                    -- policy Badge, kept by whoever records consent
    -- Who waits longest comes first, then the newest of the rest; snoozed ones by return, closed ones newest first.
    rank              INTEGER NOT NULL GENERATED ALWAYS AS (
        CASE state
            WHEN 'snoozed' THEN snooze_until_at
            WHEN 'closed' THEN 4503599627370496 - closed_at
            ELSE coalesce(waiting_since_at, 4503599627370496 - coalesce(last_message_at, created_at))
        END) VIRTUAL, consent_since_at INTEGER, consent_until_at INTEGER, consent_mark INTEGER, category TEXT NOT NULL DEFAULT 'scheduling', filed_at INTEGER, tags TEXT, addressed TEXT, addressed_at INTEGER,
    UNIQUE (far_number, line, channel),
    CHECK (state IN ('open', 'snoozed', 'closed')),
    CHECK ((state = 'snoozed') = (snooze_until_at IS NOT NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) STRICT;
CREATE INDEX thread_all ON thread (state, rank);
CREATE INDEX thread_assigned ON thread (assigned_to, rank) WHERE state = 'open' AND assigned_to IS NOT NULL;
CREATE INDEX thread_unassigned ON thread (rank) WHERE state = 'open' AND assigned_to IS NULL;
CREATE INDEX thread_patient ON thread (patient) WHERE patient IS NOT NULL;
CREATE INDEX thread_reversed ON thread (far_reversed);
CREATE TABLE tally (
    -- How many threads there are by state and assignee, kept by triggers so that counts never walk the list.
    state       TEXT    NOT NULL,
    assigned_to BLOB    NOT NULL,              -- x'' for nobody
    threads     INTEGER NOT NULL,
    unread      INTEGER NOT NULL,              -- threads with unread texts
    waiting     INTEGER NOT NULL,              -- threads in which somebody waits
    PRIMARY KEY (state, assigned_to)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tally_insert AFTER INSERT ON thread BEGIN
    INSERT INTO tally (state, assigned_to, threads, unread, waiting)
    VALUES (new.state, coalesce(new.assigned_to, x''), 1, new.unread > 0, new.waiting_since_at IS NOT NULL)
    ON CONFLICT (state, assigned_to) DO UPDATE SET
        threads = threads + 1, unread = unread + excluded.unread, waiting = waiting + excluded.waiting;
END;
CREATE TRIGGER tally_update AFTER UPDATE OF state, assigned_to, unread, waiting_since_at ON thread
WHEN old.state <> new.state
  OR old.assigned_to IS NOT new.assigned_to
  OR (old.unread > 0) <> (new.unread > 0)
  OR (old.waiting_since_at IS NULL) <> (new.waiting_since_at IS NULL)
BEGIN
    UPDATE tally SET
        threads = threads - 1,
        unread = unread - (old.unread > 0),
        waiting = waiting - (old.waiting_since_at IS NOT NULL)
    WHERE state = old.state AND assigned_to = coalesce(old.assigned_to, x'');
    INSERT INTO tally (state, assigned_to, threads, unread, waiting)
    VALUES (new.state, coalesce(new.assigned_to, x''), 1, new.unread > 0, new.waiting_since_at IS NOT NULL)
    ON CONFLICT (state, assigned_to) DO UPDATE SET
        threads = threads + 1, unread = unread + excluded.unread, waiting = waiting + excluded.waiting;
END;
CREATE TRIGGER tally_delete AFTER DELETE ON thread BEGIN
    UPDATE tally SET
        threads = threads - 1,
        unread = unread - (old.unread > 0),
        waiting = waiting - (old.waiting_since_at IS NOT NULL)
    WHERE state = old.state AND assigned_to = coalesce(old.assigned_to, x'');
END;
CREATE TABLE message (
    -- One text. Clustered by thread, so that opening a thread reads neighbouring pages. seq grows with created_at
    -- (64 places a second), so that the newest texts of all threads are the highest seq, also after an import of
    -- history; it never changes.
    thread      INTEGER NOT NULL REFERENCES thread (seq),
    seq         INTEGER NOT NULL,
    id          BLOB    NOT NULL,
    direction   TEXT    NOT NULL,              -- domain Direction
    author      TEXT    NOT NULL,              -- patient, staff, foyer, elsewhere
    author_user BLOB REFERENCES user (id),     -- with author staff
    channel     TEXT    NOT NULL,              -- domain Channel
    kind        TEXT    NOT NULL,              -- text, notice, portal_link, portal_card, stop_confirmation
    body        TEXT    NOT NULL,              -- as received, or as sent
    client_id   TEXT,                          -- the composer's own id: a double click is one text
    line        INTEGER NOT NULL REFERENCES line (seq),
    provider_id TEXT,                          -- the carrier's name for it
    provider_key INTEGER,                      -- 64 bits of its hash with the line: a narrow unique index, see messages.rs
    created_at  INTEGER NOT NULL,              -- its place in the thread
    received_at INTEGER,                       -- when Foyer learned of it
    sent_at     INTEGER,                       -- when the carrier passed it on
    state       TEXT,                          -- outbound: domain DeliveryState
    problem     TEXT,                          -- outbound: domain DeliveryProblem
    media_count INTEGER NOT NULL DEFAULT 0,
    language    TEXT, consent INTEGER, salt BLOB,                          -- domain Language, where known
    PRIMARY KEY (thread, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX message_seq ON message (seq);
CREATE UNIQUE INDEX message_id ON message (id);
CREATE INDEX message_media ON message (seq) WHERE media_count > 0;
CREATE UNIQUE INDEX message_provider ON message (provider_key) WHERE provider_key IS NOT NULL;
CREATE UNIQUE INDEX message_client ON message (client_id) WHERE client_id IS NOT NULL;
CREATE VIRTUAL TABLE message_fts USING fts5 (
    body, content = 'message', content_rowid = 'seq', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER message_fts_update AFTER UPDATE OF body ON message BEGIN
    INSERT INTO message_fts (message_fts, rowid, body) VALUES ('delete', old.seq, old.body);
    INSERT INTO message_fts (rowid, body) VALUES (new.seq, new.body);
END;
CREATE TRIGGER message_fts_delete AFTER DELETE ON message BEGIN
    INSERT INTO message_fts (message_fts, rowid, body) VALUES ('delete', old.seq, old.body);
END;
CREATE TABLE delivery_report (
    -- One thing the carrier said about an outbound text. message.state is the fold over them.
    seq     INTEGER NOT NULL PRIMARY KEY,
    message BLOB    NOT NULL,                  -- message.id
    state   TEXT    NOT NULL,                  -- domain DeliveryState
    problem TEXT,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_report_message ON delivery_report (message);
CREATE TABLE attachment (
    -- A picture or file that came with a text, inside the encrypted file.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    message    BLOB    NOT NULL,               -- message.id
    position   INTEGER NOT NULL,               -- its place in the text, from 0
    media_type TEXT    NOT NULL,               -- as sniffed, never as declared
    size       INTEGER NOT NULL,               -- bytes
    created_at INTEGER NOT NULL,
    content    BLOB    NOT NULL,
    UNIQUE (message, position)
) STRICT;
CREATE TABLE outbox (
    -- One intent to send. seq is the order in the lane; a lane is a thread.
    seq             INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id              BLOB    NOT NULL UNIQUE,
    message         BLOB    NOT NULL UNIQUE,   -- message.id
    thread          INTEGER NOT NULL REFERENCES thread (seq),
    to_number       TEXT    NOT NULL,          -- E.164
    channel         TEXT    NOT NULL,
    purpose         TEXT    NOT NULL,          -- policy Purpose
    clinical        INTEGER NOT NULL,          -- 1 when only a full consent carries these words
    ground          TEXT    NOT NULL,          -- what it was cleared on, JSON of policy Ground
    badge           TEXT    NOT NULL,          -- policy Badge at that moment
    override_reason TEXT,                      -- why a person sent over a warning
    override_by     BLOB REFERENCES user (id),
    state           TEXT    NOT NULL,          -- domain DeliveryState, up to accepted
    hold_reason     TEXT,                      -- with state held
    not_before_at   INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    queued_at       INTEGER NOT NULL, subject TEXT NOT NULL DEFAULT 'logistics', over_quiet INTEGER NOT NULL DEFAULT 0, second_look INTEGER NOT NULL DEFAULT 0,
    CHECK ((state = 'held') = (hold_reason IS NOT NULL)),
    CHECK ((override_reason IS NULL) = (override_by IS NULL))
) STRICT;
CREATE INDEX outbox_lane ON outbox (thread, seq) WHERE state IN ('held', 'queued', 'dispatching', 'unconfirmed');
CREATE INDEX outbox_open ON outbox (seq) WHERE state IN ('held', 'queued', 'dispatching', 'unconfirmed');
CREATE INDEX outbox_queued ON outbox (seq) WHERE state = 'queued';
CREATE INDEX outbox_number ON outbox (to_number) WHERE state IN ('held', 'queued');
CREATE TABLE send_attempt (
    -- Written and synced before the first byte leaves. No outcome means: nobody knows.
    seq         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    outbox      BLOB    NOT NULL REFERENCES outbox (id),
    number      INTEGER NOT NULL,              -- 1 for the first
    started_at  INTEGER NOT NULL,
    finished_at INTEGER,
    outcome     TEXT,                          -- accepted, rejected, not_sent, unknown, paused
    reason      TEXT,                          -- a word of the carrier adapter, never its text
    code        INTEGER,                       -- the carrier's error code
    provider_id TEXT,
    UNIQUE (outbox, number)
) STRICT;
CREATE INDEX send_attempt_open ON send_attempt (seq) WHERE outcome IS NULL;
CREATE TABLE consent_event (
    -- One fact about consent. What may be sent is a fold over them (foyer-policy).
    seq             INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id              BLOB    NOT NULL UNIQUE,
    number          TEXT    NOT NULL,          -- E.164
    channel         TEXT    NOT NULL,
    patient         BLOB,                      -- patient.id, where known when it happened
    kind            TEXT    NOT NULL,          -- policy ConsentEventKind
    basis           TEXT,                      -- with granted and revoked
    message         BLOB,                      -- the notice or farewell it is about
    version         TEXT,                      -- of the notice
    notice_language TEXT,
    at              INTEGER NOT NULL,
    actor           TEXT    NOT NULL,          -- user, patient, system, carrier
    user            BLOB,                      -- with actor user
    language        TEXT,                      -- of what was said
    proof_message   BLOB,                      -- the text that said it
    proof_provider  TEXT,                      -- the carrier's name for that text
    proof_notice    BLOB,                      -- the notice that a YES or NO answers
    proof_note      TEXT                       -- what staff wrote down
, subjects TEXT, import BLOB) STRICT;
CREATE INDEX consent_event_number ON consent_event (number, at);
CREATE TABLE draft (
    -- What somebody was writing in a thread. Never moves to another thread or person.
    thread     INTEGER NOT NULL REFERENCES thread (seq),
    user       BLOB    NOT NULL REFERENCES user (id),
    kind       TEXT    NOT NULL,               -- text, note
    body       TEXT    NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (thread, user, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursor (
    -- Until when the carrier's listings are known whole. Moved in a write of its own after a whole walk; an
    -- interrupted walk is walked again.
    line       INTEGER NOT NULL REFERENCES line (seq),
    scope      TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (line, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    -- What the carrier sent and Foyer could not read, by id and field, until it can be read. The rest of its page is
    -- used all the same.
    seq         INTEGER NOT NULL PRIMARY KEY,
    line        INTEGER NOT NULL REFERENCES line (seq),
    provider_id TEXT    NOT NULL,              -- '' where even that was unreadable
    what        TEXT    NOT NULL,              -- the field, never its content
    seen_at     INTEGER NOT NULL,
    UNIQUE (line, provider_id, what)
) STRICT;
CREATE TABLE status_watch (
    -- Outbound texts whose state may still move, and when to ask again.
    message       BLOB    NOT NULL PRIMARY KEY, -- message.id
    next_check_at INTEGER NOT NULL,
    step          INTEGER NOT NULL             -- how many times it has been asked
) STRICT, WITHOUT ROWID;
CREATE INDEX status_watch_due ON status_watch (next_check_at);
CREATE TABLE audit (
    -- Who did what, chained by hash. Words, names and numbers of patients never appear here.
    seq       INTEGER NOT NULL PRIMARY KEY,    -- 1, 2, 3 … without gaps
    at        INTEGER NOT NULL,
    actor     TEXT    NOT NULL,                -- user, patient, system, carrier
    user      BLOB,                            -- with actor user
    action    TEXT    NOT NULL,
    thread    BLOB,                            -- thread.id
    object    BLOB,                            -- the id acted on
    detail    TEXT    NOT NULL,                -- JSON
    prev_hash BLOB    NOT NULL,
    hash      BLOB    NOT NULL                 -- SHA-256 over the row and prev_hash, see audit.rs
, mac BLOB, onward BLOB) STRICT;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER consent_event_no_update BEFORE UPDATE ON consent_event BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER consent_event_no_delete BEFORE DELETE ON consent_event BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER send_attempt_no_delete BEFORE DELETE ON send_attempt BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE consent_ledger (
    -- The fold over a long history, carried on with each fact. May be thrown away at any time.
    number  TEXT    NOT NULL,                  -- E.164
    channel TEXT    NOT NULL,
    patient BLOB    NOT NULL,                  -- patient.id, x'' for nobody
    form    INTEGER NOT NULL,                  -- which Foyer can read it
    ledger  TEXT    NOT NULL,                  -- policy Ledger
    PRIMARY KEY (number, channel, patient)
) STRICT, WITHOUT ROWID;
CREATE TABLE review (
    -- A text that somebody should read: what did the patient mean?
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    thread     INTEGER NOT NULL REFERENCES thread (seq),
    message    BLOB    NOT NULL UNIQUE,        -- message.id
    kind       TEXT    NOT NULL,               -- policy ReviewKind
    at         INTEGER NOT NULL,
    due_at     INTEGER,                        -- ten business days later, where a wish may be in it
    decision   TEXT,                           -- policy ReviewDecision
    decided_by BLOB REFERENCES user (id),
    decided_at INTEGER,
    CHECK ((decision IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX review_open ON review (due_at, seq) WHERE decision IS NULL;
CREATE INDEX review_thread ON review (thread) WHERE decision IS NULL;
CREATE TABLE notice_run (
    -- A round of risk notices to many people.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    started_by BLOB    NOT NULL REFERENCES user (id),
    started_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,               -- running, paused, stopped, done
    next_at    INTEGER NOT NULL                -- not before: the next person's turn
) STRICT;
CREATE TABLE notice_run_item (
    -- A person in a run: one single send, with its own look at consent and hours.
    run      INTEGER NOT NULL REFERENCES notice_run (seq),
    position INTEGER NOT NULL,
    thread   INTEGER NOT NULL REFERENCES thread (seq),
    message  BLOB,                             -- the notice, once it is in the outbox
    skip     TEXT,                             -- why it did not go
    at       INTEGER,                          -- when it went or was skipped
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_run_item_turn ON notice_run_item (run, position) WHERE message IS NULL AND skip IS NULL;
CREATE INDEX thread_consent_due ON thread (consent_badge, consent_until_at)
    WHERE consent_badge IN ('granted', 'expired', 'notice_sent');
CREATE INDEX consent_event_unverified ON consent_event (number) WHERE kind = 'unverified';
CREATE TABLE handoff (
    seq          INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,        -- also the name of the message in the portal
    thread       INTEGER NOT NULL REFERENCES thread (seq),
    client_id    TEXT    NOT NULL UNIQUE,        -- the composer's own id: a double click is one hand-off
    target       TEXT    NOT NULL,               -- domain HandoffTarget
    state        TEXT    NOT NULL,               -- domain HandoffState, the fold over its events
    card         BLOB    NOT NULL,               -- message.id of the words; gone when they were taken back
    link         BLOB,                           -- message.id of the newest text that leads to them
    language     TEXT    NOT NULL,               -- domain Language
    author       BLOB    NOT NULL REFERENCES user (id),
    created_at   INTEGER NOT NULL,
    portal_id    TEXT,                           -- the portal's name for the message
    looks        INTEGER NOT NULL DEFAULT 0,     -- how often the portal was asked what became of it
    next_look_at INTEGER                         -- when to ask again; NULL: never
) STRICT;
CREATE INDEX handoff_thread ON handoff (thread, seq);
CREATE INDEX handoff_card ON handoff (card);
CREATE INDEX handoff_link ON handoff (link) WHERE link IS NOT NULL;
CREATE INDEX handoff_due ON handoff (next_look_at) WHERE next_look_at IS NOT NULL;
CREATE INDEX handoff_offered ON handoff (seq) WHERE state = 'offered';
CREATE TABLE handoff_event (
    -- One fact about a hand-off. A posting without an outcome means: nobody knows.
    seq       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    handoff   BLOB    NOT NULL REFERENCES handoff (id),
    fact      TEXT    NOT NULL,                  -- domain HandoffFact
    at        INTEGER NOT NULL,
    reason    TEXT,                              -- a word of the portal adapter, never its text
    user      BLOB                               -- who, where it was a person
) STRICT;
CREATE INDEX handoff_event_of ON handoff_event (handoff, seq);
CREATE TRIGGER handoff_event_no_update BEFORE UPDATE ON handoff_event BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER handoff_event_no_delete BEFORE DELETE ON handoff_event BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE portal_account (
    -- What the practice knows of a patient's account in the portal.
    patient       BLOB    NOT NULL PRIMARY KEY REFERENCES patient (id) ON DELETE CASCADE,
    record_number TEXT,                          -- the practice's number for the patient, as the portal knows it
    standing      TEXT    NOT NULL,              -- unknown, active, none
    seen_at       INTEGER,                       -- when the patient was last seen there
    updated_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_checkpoint (
    -- Signed notes of what the trail was. Copies are kept outside; these are for exports.
    size INTEGER NOT NULL PRIMARY KEY,         -- so many entries
    at   INTEGER NOT NULL,
    note TEXT    NOT NULL
) STRICT;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE "consent_mark" (
    -- A standing as texts keep it: many texts share one. Never changed.
    seq          INTEGER NOT NULL PRIMARY KEY,
    badge        TEXT    NOT NULL,             -- policy Badge
    until_at     INTEGER NOT NULL,             -- granted turned to expired then; 0 for never
    events       BLOB    NOT NULL,             -- the facts behind it, 16 bytes each
    rules        TEXT    NOT NULL,             -- edition of the rules about hours
    state        TEXT    NOT NULL,             -- two letters; '' when nobody knew
    state_source TEXT    NOT NULL,             -- policy PlaceSource; '' from before it was kept
    UNIQUE (events, badge, until_at, rules, state, state_source)
) STRICT;
CREATE TRIGGER consent_mark_no_update BEFORE UPDATE ON consent_mark BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER consent_mark_no_delete BEFORE DELETE ON consent_mark BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE INDEX consent_event_import ON consent_event (import) WHERE import IS NOT NULL;
CREATE TABLE consent_import (
    -- A list of recorded consents that was brought in. Its lines are facts; undone, they count for nothing.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    by         BLOB    NOT NULL REFERENCES user (id),
    at         INTEGER NOT NULL,
    granted    INTEGER NOT NULL,               -- lines with a date
    unverified INTEGER NOT NULL,               -- lines without one
    left_out   INTEGER NOT NULL,               -- lines that could not be used
    undone_by  BLOB    REFERENCES user (id),
    undone_at  INTEGER,
    CHECK ((undone_by IS NULL) = (undone_at IS NULL))
) STRICT;
CREATE TABLE pin (
    -- What a PIN is checked against. Opens nothing: whoever reads this has opened the store already.
    user   BLOB    NOT NULL PRIMARY KEY REFERENCES user (id),
    salt   BLOB    NOT NULL,
    kib    INTEGER NOT NULL,               -- Argon2id memory
    passes INTEGER NOT NULL,
    hash   BLOB    NOT NULL,               -- Argon2id with this computer's secret
    set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_close ON audit (at, thread) WHERE action = 'thread.close';
CREATE INDEX outbox_over_warning ON outbox (queued_at) WHERE override_reason IS NOT NULL;
CREATE INDEX handoff_created ON handoff (created_at);
CREATE INDEX consent_event_revoked ON consent_event (at) WHERE kind = 'revoked';
CREATE TABLE read_back (
    -- How far back one list of a line has been read without a gap.
    line       INTEGER NOT NULL REFERENCES line (seq),
    list       TEXT    NOT NULL,               -- to: what the line received; from: what it sent
    reached_at INTEGER NOT NULL,               -- what the list shows since then is here
    since_at   INTEGER NOT NULL,               -- what was sent before was there when Foyer came: history
    whole      INTEGER NOT NULL,               -- 1 when the list had nothing older
    cursor     TEXT,                           -- where the walk goes on, in the carrier's words
    texts      INTEGER NOT NULL,               -- brought by walking back
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (line, list)
) STRICT, WITHOUT ROWID;
CREATE TABLE day_count (
    -- A day of one list as the carrier shows it, against what is here.
    line       INTEGER NOT NULL REFERENCES line (seq),
    list       TEXT    NOT NULL,
    day        INTEGER NOT NULL,               -- UTC, days since 1970
    carrier    INTEGER NOT NULL,               -- texts in the carrier's list
    here       INTEGER NOT NULL,               -- texts stored here
    missing    INTEGER NOT NULL,               -- in the list and not here
    set_aside  INTEGER NOT NULL,               -- in the list, and in quarantine here
    gone       INTEGER NOT NULL,               -- here, and no longer at the carrier
    counted_at INTEGER NOT NULL,
    gap_at     INTEGER,                        -- since when something is missing
    fetch_at   INTEGER,                        -- since when the day is to be fetched again
    PRIMARY KEY (line, list, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_count_fetch ON day_count (fetch_at) WHERE fetch_at IS NOT NULL;
CREATE INDEX day_count_differs ON day_count (day) WHERE missing > 0 OR set_aside > 0 OR gone > 0;
CREATE TABLE unread_sender (
    -- Who sent a text that could not be read: it may be a STOP. One row a text, while it stays so.
    line        INTEGER NOT NULL REFERENCES line (seq),
    number      TEXT    NOT NULL,              -- E.164
    provider_id TEXT    NOT NULL,              -- '' where not even that could be read
    seen_at     INTEGER NOT NULL,
    looked_at   INTEGER,                       -- when a person looked, and let texts go again
    looked_by   BLOB REFERENCES user (id),
    PRIMARY KEY (number, line, provider_id),
    CHECK ((looked_at IS NULL) = (looked_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX unread_sender_text ON unread_sender (line, provider_id);
CREATE TABLE scrub (
    -- A text whose words and files were taken from the carrier, or that it had no more. Here nothing changed.
    message BLOB    NOT NULL PRIMARY KEY,      -- message.id
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER scrub_no_update BEFORE UPDATE ON scrub BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE allowed_term (
    -- A term of the screener that the practice lets pass. Taken back, its row goes; the audit trail keeps both.
    term TEXT    NOT NULL PRIMARY KEY,         -- folded, as the screener reads it
    by   BLOB    NOT NULL REFERENCES user (id),
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sent_over (
    -- How often texts were sent over a finding of the screener. No text, no thread, nobody.
    rule    TEXT    NOT NULL PRIMARY KEY,      -- phi RuleId
    times   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE template (
    -- A text the practice sends often, in all its wordings.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    slug       TEXT    UNIQUE,                 -- of one that comes with Foyer
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE template_version (
    -- One wording. Its words never change; what is decided about it does.
    seq        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    template   INTEGER NOT NULL REFERENCES template (seq),
    number     INTEGER NOT NULL,               -- 1 for the first
    name       TEXT    NOT NULL,
    level      TEXT    NOT NULL,               -- policy TemplateLevel, as declared
    en         TEXT,                           -- with blanks in braces; NULL: not written yet
    es         TEXT,
    written_by BLOB REFERENCES user (id),      -- NULL: Foyer
    en_by      BLOB REFERENCES user (id),      -- who wrote the English; who changed nothing did not
    es_by      BLOB REFERENCES user (id),
    written_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,               -- policy TemplateState
    decided_by BLOB REFERENCES user (id),
    decided_at INTEGER,
    UNIQUE (template, number)
) STRICT;
CREATE TRIGGER template_version_no_rewording BEFORE UPDATE OF template, number, name, level, en, es, written_by, en_by,
    es_by, written_at ON template_version
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER template_version_no_delete BEFORE DELETE ON template_version
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE draft_template (
    -- The wordings that a draft's words came from, for as long as there is the draft.
    thread  INTEGER NOT NULL REFERENCES thread (seq),
    user    BLOB    NOT NULL REFERENCES user (id),
    version INTEGER NOT NULL REFERENCES template_version (seq),
    PRIMARY KEY (thread, user, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE message_template (
    -- The wordings that a text's words came from.
    message BLOB    NOT NULL,                  -- message.id
    version INTEGER NOT NULL REFERENCES template_version (seq),
    PRIMARY KEY (message, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE authenticator (
    -- What a second step at sign-in is checked against (RFC 6238). Nowhere else than here.
    user      BLOB    NOT NULL PRIMARY KEY REFERENCES user (id),
    secret    BLOB    NOT NULL,
    since_at  INTEGER NOT NULL,
    used_step INTEGER NOT NULL                 -- the last step of thirty seconds whose code counted: each counts once
) STRICT, WITHOUT ROWID;
CREATE TABLE location (
    -- One of the practice's offices. Rows stay when one closes: its threads name it.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;
CREATE TABLE user_location (
    -- Where somebody works. Nobody's rows: everywhere.
    user     BLOB NOT NULL REFERENCES user (id),
    location BLOB NOT NULL REFERENCES location (id),
    PRIMARY KEY (user, location)
) STRICT, WITHOUT ROWID;
CREATE TABLE glass (
    -- A hidden thread that somebody opened with a reason, for a while. Written before anything of it is shown.
    seq       INTEGER NOT NULL PRIMARY KEY,
    id        BLOB    NOT NULL UNIQUE,
    thread    INTEGER NOT NULL REFERENCES thread (seq),
    user      BLOB    NOT NULL REFERENCES user (id),
    category  TEXT    NOT NULL,                -- what the thread was about then
    why       TEXT    NOT NULL,                -- here, covering, urgent
    words     TEXT    NOT NULL,                -- in their own words
    opened_at INTEGER NOT NULL,
    until_at  INTEGER NOT NULL
, salt BLOB) STRICT;
CREATE INDEX glass_user ON glass (user, until_at);
CREATE INDEX glass_opened ON glass (opened_at);
CREATE TRIGGER glass_no_update BEFORE UPDATE ON glass BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER glass_no_delete BEFORE DELETE ON glass BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE role (
    -- Rows stay when one is used no more: the audit trail names it.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    rights     TEXT    NOT NULL,               -- domain Rights, JSON
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;
CREATE TABLE role_location (
    -- The offices a role is for. Nobody's rows: everywhere. Somebody works where they and their role do.
    role     BLOB NOT NULL REFERENCES role (id),
    location BLOB NOT NULL REFERENCES location (id),
    PRIMARY KEY (role, location)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_unread ON thread (line, category) WHERE state = 'open' AND unread > 0;
CREATE TABLE incident (
    -- A report. Never changed: what became of it is the fold over its entries (policy Case).
    seq         INTEGER NOT NULL PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    year        INTEGER NOT NULL,              -- of the practice's clock when it was reported
    ordinal     INTEGER NOT NULL,              -- 1 for the first of the year
    kind        TEXT    NOT NULL,              -- policy CaseKind
    thread      INTEGER NOT NULL REFERENCES thread (seq),
    message     BLOB    NOT NULL,              -- message.id: the text it was reported from
    reported_by BLOB    NOT NULL REFERENCES user (id),
    reported_at INTEGER NOT NULL,
    digest      BLOB    NOT NULL,              -- SHA-256 of the evidence
    UNIQUE (year, ordinal)
) STRICT;
CREATE INDEX incident_thread ON incident (thread);
CREATE TRIGGER incident_no_update BEFORE UPDATE ON incident BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE incident_evidence (
    -- What was said and what became of it, as it was when it was reported: lines of JSON.
    incident INTEGER NOT NULL PRIMARY KEY REFERENCES incident (seq),
    content  BLOB    NOT NULL
) STRICT;
CREATE TRIGGER incident_evidence_no_update BEFORE UPDATE ON incident_evidence
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER incident_evidence_no_delete BEFORE DELETE ON incident_evidence
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE incident_entry (
    -- The decision log.
    seq      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    incident INTEGER NOT NULL REFERENCES incident (seq),
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,                 -- domain Actor
    user     BLOB    REFERENCES user (id),
    fact     TEXT    NOT NULL,                 -- JSON of policy CaseFact
    words    TEXT                              -- in their own words
) STRICT;
CREATE INDEX incident_entry_of ON incident_entry (incident, seq);
CREATE TRIGGER incident_entry_no_update BEFORE UPDATE ON incident_entry BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER incident_entry_no_delete BEFORE DELETE ON incident_entry BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE number_hold (
    -- A number to which nothing goes, whatever was agreed to, until somebody who may lifts it.
    seq       INTEGER NOT NULL PRIMARY KEY,
    number    TEXT    NOT NULL,                -- E.164
    incident  INTEGER NOT NULL REFERENCES incident (seq),
    since_at  INTEGER NOT NULL,
    lifted_at INTEGER,
    lifted_by BLOB    REFERENCES user (id),
    why       TEXT,                            -- why it was lifted
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (why IS NULL))
) STRICT;
CREATE UNIQUE INDEX number_hold_once ON number_hold (incident, number) WHERE lifted_at IS NULL;
CREATE INDEX number_hold_open ON number_hold (number, since_at) WHERE lifted_at IS NULL;
CREATE TRIGGER number_hold_kept BEFORE UPDATE ON number_hold
WHEN old.lifted_at IS NOT NULL OR new.number <> old.number OR new.incident <> old.incident OR new.since_at <> old.since_at
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER number_hold_no_delete BEFORE DELETE ON number_hold BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER send_attempt_held BEFORE INSERT ON send_attempt
WHEN EXISTS (SELECT 1 FROM outbox o JOIN number_hold h ON h.number = o.to_number AND h.lifted_at IS NULL
             WHERE o.id = new.outbox)
BEGIN SELECT raise(ABORT, 'held'); END;
CREATE TABLE legal_hold (
    -- Words that must not be deleted, whatever the schedule says: those of a thread, or all there are.
    seq         INTEGER NOT NULL PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    thread      INTEGER REFERENCES thread (seq),   -- NULL: everything
    why         TEXT    NOT NULL,
    by          BLOB    NOT NULL REFERENCES user (id),
    since_at    INTEGER NOT NULL,
    released_at INTEGER,
    released_by BLOB    REFERENCES user (id),
    release_why TEXT,
    CHECK ((released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (release_why IS NULL))
) STRICT;
CREATE INDEX legal_hold_open ON legal_hold (thread) WHERE released_at IS NULL;
CREATE TRIGGER legal_hold_kept BEFORE UPDATE ON legal_hold
WHEN old.released_at IS NOT NULL OR new.thread IS NOT old.thread OR new.why <> old.why OR new.since_at <> old.since_at
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER legal_hold_no_delete BEFORE DELETE ON legal_hold BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE erased (
    -- A text or note whose words were deleted by the schedule. Of a text stays that it was, when, and what became of it.
    id         BLOB    NOT NULL PRIMARY KEY,   -- message.id or note.id
    at         INTEGER NOT NULL,
    salt       BLOB    NOT NULL,               -- 32 random bytes, here and nowhere else
    commitment BLOB    NOT NULL                -- SHA-256 of salt and words: the audit trail has it
) STRICT, WITHOUT ROWID;
CREATE TRIGGER erased_no_update BEFORE UPDATE ON erased BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER erased_no_delete BEFORE DELETE ON erased BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE thread_review (
    -- Somebody looked at a thread as it was then. A later text wants another look.
    seq    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id     BLOB    NOT NULL UNIQUE,
    thread INTEGER NOT NULL REFERENCES thread (seq),
    by     BLOB    NOT NULL REFERENCES user (id),
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_review_thread ON thread_review (thread, at);
CREATE TRIGGER thread_review_no_update BEFORE UPDATE ON thread_review BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER thread_review_no_delete BEFORE DELETE ON thread_review BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE mention (
    -- A colleague who is asked in a note, until they open the thread.
    note    BLOB    NOT NULL,                  -- note.id
    thread  INTEGER NOT NULL REFERENCES thread (seq),
    user    BLOB    NOT NULL REFERENCES user (id),
    by      BLOB    NOT NULL REFERENCES user (id),
    at      INTEGER NOT NULL,
    seen_at INTEGER,
    PRIMARY KEY (note, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_open ON mention (user, at) WHERE seen_at IS NULL;
CREATE TABLE access_request (
    -- A patient asked for a copy of what is kept about them (45 CFR 164.524).
    seq        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id         BLOB    NOT NULL UNIQUE,
    thread     INTEGER NOT NULL REFERENCES thread (seq),   -- any of theirs: who that is may be put right later
    asked_on   INTEGER NOT NULL,               -- by the practice's calendar, days since 1970
    rule       TEXT    NOT NULL,               -- policy AccessRule
    by         BLOB    NOT NULL REFERENCES user (id),
    entered_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER access_request_no_update BEFORE UPDATE ON access_request BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER access_request_no_delete BEFORE DELETE ON access_request BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE access_event (
    -- One fact about a request. Where it stands is a fold over them (foyer-policy).
    seq     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    request INTEGER NOT NULL REFERENCES access_request (seq),
    step    TEXT    NOT NULL,                  -- policy AccessStep
    day     INTEGER NOT NULL,                  -- as asked_on
    by      BLOB    NOT NULL REFERENCES user (id),
    at      INTEGER NOT NULL,
    words   TEXT    NOT NULL                   -- the reason in writing; '' where none is asked
) STRICT;
CREATE INDEX access_event_request ON access_event (request, seq);
CREATE TRIGGER access_event_no_update BEFORE UPDATE ON access_event BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER access_event_no_delete BEFORE DELETE ON access_event BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE saved_query (
    -- A question of the report that somebody asks again. Taken away, its row goes; the audit trail keeps both.
    seq      INTEGER NOT NULL PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    name     TEXT    NOT NULL,
    thread   INTEGER NOT NULL REFERENCES thread (seq),
    channel  TEXT,                             -- domain Channel; NULL for all
    days     INTEGER,                          -- so many days up to today; NULL where both ends are fixed
    from_day TEXT,                             -- 2026-11-01
    to_day   TEXT,
    by       BLOB    NOT NULL REFERENCES user (id),
    at       INTEGER NOT NULL,
    CHECK ((days IS NULL) = (from_day IS NOT NULL AND to_day IS NOT NULL))
) STRICT;
CREATE TABLE drift_scan (
    -- One look of the screener at templates, automatic replies and what was sent. Signed off once.
    seq       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id        BLOB    NOT NULL UNIQUE,
    at        INTEGER NOT NULL,
    by        BLOB    REFERENCES user (id),    -- NULL: Foyer, at night
    templates INTEGER NOT NULL,                -- wordings in use
    replies   INTEGER NOT NULL,                -- automatic ones
    texts     INTEGER NOT NULL,                -- sent in the 30 days before
    signed_by BLOB    REFERENCES user (id),
    signed_at INTEGER,
    words     TEXT,                            -- of whoever signed
    CHECK ((signed_by IS NULL) = (signed_at IS NULL))
) STRICT;
CREATE TRIGGER drift_scan_no_update BEFORE UPDATE OF id, at, by, templates, replies, texts ON drift_scan
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER drift_scan_signed_once BEFORE UPDATE ON drift_scan WHEN old.signed_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER drift_scan_no_delete BEFORE DELETE ON drift_scan BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE drift_finding (
    -- What one look found. No words of anybody.
    scan     INTEGER NOT NULL REFERENCES drift_scan (seq),
    place    INTEGER NOT NULL,
    what     TEXT    NOT NULL,                 -- store DriftKind
    template BLOB,                             -- template.id
    slot     TEXT    NOT NULL,                 -- which automatic reply; ''
    declared TEXT    NOT NULL,                 -- policy TemplateLevel
    told     TEXT    NOT NULL,
    times    INTEGER NOT NULL,
    PRIMARY KEY (scan, place)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER drift_finding_no_update BEFORE UPDATE ON drift_finding BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER drift_finding_no_delete BEFORE DELETE ON drift_finding BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE INDEX message_told ON message (seq, thread, created_at, received_at, author, kind, state, author_user);
CREATE INDEX thread_told ON thread (seq, id, settled_at, category, channel, last_message_at);
CREATE INDEX thread_review_at ON thread_review (at);
CREATE TABLE incident_keep (
    -- How long a case keeps its conversation's words from being deleted, said when it was signed off and whenever somebody
    -- thinks otherwise. The newest row counts; none: as long as the case stands.
    seq      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    incident INTEGER NOT NULL REFERENCES incident (seq),
    until_at INTEGER,                          -- NULL: without an end
    by       BLOB    NOT NULL REFERENCES user (id),
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_keep_of ON incident_keep (incident, seq);
CREATE TRIGGER incident_keep_no_update BEFORE UPDATE ON incident_keep BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER incident_keep_no_delete BEFORE DELETE ON incident_keep BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE after_hours_reply (
    -- One automatic reply. Once a day in a conversation, whoever asks for it; the words are the text's own.
    seq    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    thread INTEGER NOT NULL REFERENCES thread (seq),
    day    TEXT    NOT NULL,                  -- by the practice's calendar, as 2026-11-22
    asked  BLOB    NOT NULL UNIQUE,           -- message.id of the text that it answers
    reply  BLOB    NOT NULL UNIQUE,           -- message.id
    at     INTEGER NOT NULL,
    UNIQUE (thread, day)
) STRICT;
CREATE INDEX after_hours_reply_at ON after_hours_reply (at);
CREATE TRIGGER after_hours_reply_no_update BEFORE UPDATE ON after_hours_reply BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER after_hours_reply_no_delete BEFORE DELETE ON after_hours_reply BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE word (
    -- Every word that was ever in a text, folded: what the beginning or a part of a word may become. FTS5 alone would
    -- merge all places of all words with that beginning before it gives the first one (tens of milliseconds at a
    -- million texts).
    seq  INTEGER NOT NULL PRIMARY KEY,
    word TEXT    NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE word_part USING fts5 (
    word, content = 'word', content_rowid = 'seq', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
CREATE TRIGGER word_part_delete AFTER DELETE ON word BEGIN
    INSERT INTO word_part (word_part, rowid, word) VALUES ('delete', old.seq, old.word);
END;
CREATE INDEX message_failed ON message (seq) WHERE state IN ('undelivered', 'failed', 'blocked', 'expired');
CREATE INDEX message_handed ON message (seq) WHERE kind = 'portal_card';
CREATE INDEX message_staff ON message (author_user, seq) WHERE author_user IS NOT NULL;
CREATE TABLE tag (
    -- A word the practice marks threads with. Everybody sees the words; which thread has one, whoever reads the thread.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    folded     TEXT    NOT NULL UNIQUE,        -- lower case, no accents: Año and ano are one tag
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE thread_tag (
    tag    INTEGER NOT NULL REFERENCES tag (seq),
    thread INTEGER NOT NULL REFERENCES thread (seq),
    by     BLOB    NOT NULL REFERENCES user (id),
    at     INTEGER NOT NULL,
    PRIMARY KEY (tag, thread)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_tag_thread ON thread_tag (thread);
CREATE TABLE own_view (
    -- A list of threads that somebody keeps for themself.
    seq    INTEGER NOT NULL PRIMARY KEY,
    id     BLOB    NOT NULL UNIQUE,
    user   BLOB    NOT NULL REFERENCES user (id),
    name   TEXT    NOT NULL,
    wanted TEXT    NOT NULL,                   -- JSON of store Wanted
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX own_view_user ON own_view (user, name);
CREATE INDEX thread_unanswered ON thread (rank)
    WHERE state = 'open' AND waiting_since_at IS NOT NULL AND unread = 0;
CREATE TABLE picture_tag (
    -- What somebody said a picture shows: an insurance card, say.
    attachment BLOB    NOT NULL PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
    shows      TEXT    NOT NULL,               -- store PictureKind
    by         BLOB    NOT NULL REFERENCES user (id),
    at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE message_person (
    -- Whose a text of a shared phone is: whom ours was for, who wrote theirs by what somebody at the desk said.
    message BLOB    NOT NULL PRIMARY KEY,            -- message.id
    patient BLOB    REFERENCES patient (id),         -- NULL: somebody said that they were not sure
    by      BLOB    REFERENCES user (id),            -- NULL: Foyer
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_import (
    seq      INTEGER NOT NULL PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    by       BLOB    NOT NULL REFERENCES user (id),
    at       INTEGER NOT NULL,
    people   INTEGER NOT NULL,               -- people it made
    numbers  INTEGER NOT NULL,               -- numbers it put down to people
    left_out INTEGER NOT NULL,               -- rows that changed nothing
    consent  BLOB    REFERENCES consent_import (id),   -- what its rows said of consent
    undone_by BLOB   REFERENCES user (id),
    undone_at INTEGER,
    stayed   INTEGER NOT NULL DEFAULT 0,     -- people of it who stayed when it was taken back: something was changed since
    CHECK ((undone_by IS NULL) = (undone_at IS NULL))
) STRICT;
CREATE TABLE contact_import_row (
    -- What a row of a list made.
    import  INTEGER NOT NULL REFERENCES contact_import (seq),
    patient BLOB    NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
    number  TEXT    NOT NULL,                -- E.164
    made    INTEGER NOT NULL,                -- 1: the person too
    PRIMARY KEY (import, patient, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_import_row_patient ON contact_import_row (patient);
CREATE TABLE patient_merge (
    -- While it is open, the record that went has no numbers and no threads, and what it agreed to counts for the kept one.
    seq      INTEGER NOT NULL PRIMARY KEY,
    kept     BLOB    NOT NULL REFERENCES patient (id),
    gone     BLOB    NOT NULL REFERENCES patient (id),
    by       BLOB    NOT NULL REFERENCES user (id),
    at       INTEGER NOT NULL,
    account  INTEGER NOT NULL DEFAULT 0,     -- 1: the portal account came along
    split_by BLOB    REFERENCES user (id),
    split_at INTEGER,
    CHECK (kept <> gone),
    CHECK ((split_by IS NULL) = (split_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX patient_merge_gone ON patient_merge (gone) WHERE split_at IS NULL;
CREATE INDEX patient_merge_kept ON patient_merge (kept) WHERE split_at IS NULL;
CREATE TABLE patient_merge_number (
    -- A number of the record that went, as it was.
    merge        INTEGER NOT NULL REFERENCES patient_merge (seq),
    number       TEXT    NOT NULL,           -- E.164
    relationship TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    kept         TEXT,
    kept_at      INTEGER,
    kept_by      BLOB,
    both         INTEGER NOT NULL,           -- 1: the kept record had it too, and what was said of it there:
    their_kept    TEXT,
    their_kept_at INTEGER,
    their_kept_by BLOB,
    PRIMARY KEY (merge, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE patient_merge_thread (
    merge  INTEGER NOT NULL REFERENCES patient_merge (seq),
    thread BLOB    NOT NULL,                 -- thread.id
    PRIMARY KEY (merge, thread)
) STRICT, WITHOUT ROWID;
CREATE TABLE patient_merge_text (
    merge   INTEGER NOT NULL REFERENCES patient_merge (seq),
    message BLOB    NOT NULL,                -- message.id of a text of a shared phone
    PRIMARY KEY (merge, message)
) STRICT, WITHOUT ROWID;
CREATE TABLE batch (
    -- One list and one wording; each person by their own consent and hours, at their own turn.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    client_id  TEXT    NOT NULL UNIQUE,        -- the window's own: asked twice, started once
    template   BLOB    NOT NULL,               -- template.id
    version    INTEGER NOT NULL REFERENCES template_version (seq),
    open_only  INTEGER NOT NULL,               -- 1: only while the office is open
    started_by BLOB    NOT NULL REFERENCES user (id),
    started_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,               -- store RunState
    next_at    INTEGER NOT NULL                -- not before: the next person's turn
) STRICT;
CREATE UNIQUE INDEX batch_going_on ON batch (state IN ('running', 'paused')) WHERE state IN ('running', 'paused');
CREATE TABLE batch_item (
    -- A row of the list, with what became of it. A phone has one text of a batch, and a text is of one row for good.
    batch        INTEGER NOT NULL REFERENCES batch (seq),
    position     INTEGER NOT NULL,
    name         TEXT    NOT NULL,             -- as the list has it
    number       TEXT    NOT NULL,             -- E.164; '' where the list has none
    thread       INTEGER REFERENCES thread (seq),
    visit_at     INTEGER,                      -- what it reminds of
    not_before   INTEGER,                      -- it is quiet there until then, or the office is closed
    skip         TEXT,                         -- store BatchSkip
    message      BLOB,                         -- message.id, once it is in the outbox
    at           INTEGER,                      -- when it went there or was skipped
    heard        INTEGER,                      -- message.seq of the last text after it that was read for a C
    confirmed_at INTEGER,
    confirmed_by BLOB,                         -- message.id of the text that confirms the visit
    PRIMARY KEY (batch, position),
    CHECK (skip IS NULL OR message IS NULL),
    CHECK (skip IS NOT NULL OR number <> '')
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX batch_item_phone ON batch_item (batch, number) WHERE skip IS NULL;
CREATE UNIQUE INDEX batch_item_message ON batch_item (message) WHERE message IS NOT NULL;
CREATE INDEX batch_item_waiting ON batch_item (batch, position) WHERE skip IS NULL AND message IS NULL;
CREATE INDEX batch_item_texted ON batch_item (number, at) WHERE message IS NOT NULL;
CREATE INDEX batch_item_open ON batch_item (visit_at) WHERE message IS NOT NULL AND confirmed_at IS NULL;
CREATE INDEX batch_item_confirmed ON batch_item (confirmed_by) WHERE confirmed_by IS NOT NULL;
CREATE TRIGGER batch_item_once BEFORE UPDATE ON batch_item WHEN old.message IS NOT NULL AND new.message IS NOT old.message
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER batch_item_no_delete BEFORE DELETE ON batch_item BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE number_confirmation (
    -- Somebody made sure that a number is a patient's. Only added to; the newest counts.
    seq     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number  TEXT    NOT NULL,                  -- E.164
    patient BLOB    NOT NULL,                  -- patient.id
    by      BLOB    NOT NULL REFERENCES user (id),
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX number_confirmation_of ON number_confirmation (number, patient, at);
CREATE TRIGGER number_confirmation_no_update BEFORE UPDATE ON number_confirmation
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER number_confirmation_no_delete BEFORE DELETE ON number_confirmation
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE INDEX audit_refused ON audit (at) WHERE action = 'text.refuse';
CREATE TABLE note (
    -- Internal: no column leads from here to the outbox. seq is its place among the texts of its second.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    thread     INTEGER NOT NULL REFERENCES thread (seq),
    author     BLOB    NOT NULL REFERENCES user (id),
    body       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
, salt BLOB) STRICT;
CREATE INDEX note_thread ON note (thread, created_at);
CREATE VIRTUAL TABLE note_fts USING fts5 (
    body, content = 'note', content_rowid = 'seq', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, body) VALUES ('delete', old.seq, old.body);
END;
CREATE TABLE looking (
    -- What the trail shows of a day of somebody's. Counts only; which conversations, the trail says. Only added to.
    user  BLOB    NOT NULL REFERENCES user (id),
    day   TEXT    NOT NULL,                    -- of the practice's clock, 2026-11-22
    what  TEXT    NOT NULL,                    -- policy Looking
    times INTEGER NOT NULL,
    usual INTEGER NOT NULL,                    -- on the middle one of their days before
    at    INTEGER NOT NULL,                    -- found then
    PRIMARY KEY (user, day, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX looking_day ON looking (day);
CREATE TABLE looking_settled (
    -- Somebody else looked into that day.
    user  BLOB    NOT NULL REFERENCES user (id),
    day   TEXT    NOT NULL,
    by    BLOB    NOT NULL REFERENCES user (id) CHECK (by <> user),
    words TEXT    NOT NULL,                    -- what came of it
    at    INTEGER NOT NULL,
    PRIMARY KEY (user, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER looking_no_update BEFORE UPDATE ON looking BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER looking_no_delete BEFORE DELETE ON looking BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER looking_settled_no_update BEFORE UPDATE ON looking_settled
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER looking_settled_no_delete BEFORE DELETE ON looking_settled
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE message_charge (
    -- What the carrier asked for a text of ours. Only added to; the newest counts.
    seq      INTEGER NOT NULL PRIMARY KEY,
    message  BLOB    NOT NULL,                 -- message.id
    micros   INTEGER NOT NULL,                 -- millionths of the currency
    currency TEXT    NOT NULL,                 -- ISO 4217
    seen_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX message_charge_of ON message_charge (message, seq);
CREATE TRIGGER message_charge_no_update BEFORE UPDATE ON message_charge BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER message_charge_no_delete BEFORE DELETE ON message_charge BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE computer (
    -- On which computer the practice was open, from when on until the next. Only added to.
    seq  INTEGER NOT NULL PRIMARY KEY,
    name TEXT    NOT NULL,                     -- what its operating system calls it
    at   INTEGER NOT NULL
) STRICT;
CREATE INDEX computer_at ON computer (at, seq);
CREATE TRIGGER computer_no_update BEFORE UPDATE ON computer BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER computer_no_delete BEFORE DELETE ON computer BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE audit_place (
    -- The entries about a thread. May be made anew from the trail at any time.
    thread BLOB    NOT NULL,                   -- thread.id
    seq    INTEGER NOT NULL,                   -- audit.seq
    PRIMARY KEY (thread, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_deed (
    -- What people did, by time. May be made anew from the trail at any time.
    at     INTEGER NOT NULL,
    seq    INTEGER NOT NULL,                   -- audit.seq
    user   BLOB    NOT NULL,
    action TEXT    NOT NULL,
    thread BLOB,
    PRIMARY KEY (at, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_place_no_update BEFORE UPDATE ON audit_place BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_place_no_delete BEFORE DELETE ON audit_place BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_deed_no_update BEFORE UPDATE ON audit_deed BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_deed_no_delete BEFORE DELETE ON audit_deed BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_no_update
    BEFORE UPDATE OF seq, at, actor, user, action, thread, object, detail, prev_hash, hash, mac ON audit
    BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_onward_only_goes BEFORE UPDATE OF onward ON audit WHEN new.onward IS NOT NULL
    BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE "audit_head" (
    -- One row: where the trail began, or stood before its entries said so themselves, and how far the lists follow it.
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq        INTEGER NOT NULL,               -- the newest entry then; 0 for none
    hash       BLOB    NOT NULL,               -- its hash; zeros for none
    coded_from INTEGER NOT NULL,               -- the first entry that has a code
    next_key   BLOB    NOT NULL,               -- the key of the entry after it; x'' as soon as that is written
    peaks      BLOB    NOT NULL,               -- the tree's right edge then, 32 bytes a subtree, the largest first; x'' likewise
    placed     INTEGER NOT NULL DEFAULT 0      -- the newest entry that audit_place and audit_deed have
) STRICT;
CREATE TABLE template_kept (
    -- Somebody who wrote none of a wording in use read it again and let it stay as it is. Only added to.
    seq     INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES template_version (seq),
    by      BLOB    NOT NULL REFERENCES user (id),
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX template_kept_of ON template_kept (version, seq);
CREATE TRIGGER template_kept_no_update BEFORE UPDATE ON template_kept BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER template_kept_no_delete BEFORE DELETE ON template_kept BEGIN SELECT raise(ABORT, 'append-only'); END;
