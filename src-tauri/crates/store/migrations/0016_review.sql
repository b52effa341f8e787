-- What managers looked at, whom they asked, who wanted a copy, questions that are asked again, and what the check of
-- templates found.
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
