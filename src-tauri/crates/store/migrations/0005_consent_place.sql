-- Where the patient lived is kept with what held when a text left or came; lists of recorded consents can be undone.
DROP TRIGGER consent_mark_no_update;
DROP TRIGGER consent_mark_no_delete;
CREATE TABLE consent_mark_placed (
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
INSERT INTO consent_mark_placed (seq, badge, until_at, events, rules, state, state_source)
    SELECT seq, badge, until_at, events, rules, '', '' FROM consent_mark;
DROP TABLE consent_mark;
ALTER TABLE consent_mark_placed RENAME TO consent_mark;
CREATE TRIGGER consent_mark_no_update BEFORE UPDATE ON consent_mark BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER consent_mark_no_delete BEFORE DELETE ON consent_mark BEGIN SELECT raise(ABORT, 'append-only'); END;
ALTER TABLE consent_event ADD COLUMN import BLOB;                     -- consent_import.id: the list it came with
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
