-- When something went wrong: the report with its evidence, everything written down about it since, and the numbers to which
-- nothing goes meanwhile.
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
-- The gate refuses a held number. Whatever would get around it stops here: no attempt is written, so none is made.
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
