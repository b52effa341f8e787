-- What a thread is about, and where: together they limit who reads it.
ALTER TABLE thread ADD COLUMN category TEXT NOT NULL DEFAULT 'scheduling';  -- domain Category, as the desk filed it
ALTER TABLE thread ADD COLUMN filed_at INTEGER;                            -- when somebody last did
CREATE TABLE location (
    -- One of the practice's offices. Rows stay when one closes: its threads name it.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;
ALTER TABLE line ADD COLUMN location BLOB REFERENCES location (id);         -- NULL: all offices share the number
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
) STRICT;
CREATE INDEX glass_user ON glass (user, until_at);
CREATE INDEX glass_opened ON glass (opened_at);
CREATE TRIGGER glass_no_update BEFORE UPDATE ON glass BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER glass_no_delete BEFORE DELETE ON glass BEGIN SELECT raise(ABORT, 'append-only'); END;
