-- Lists of people that were brought in, whole, and taken back whole.
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
