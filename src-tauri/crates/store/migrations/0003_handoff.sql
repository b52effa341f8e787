-- Hand-offs: clinical words that went to the portal instead of into a text, what became of them there, and what the
-- portal knows a patient by.

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
