-- Two records of one person: put together, and given back as they were.
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
