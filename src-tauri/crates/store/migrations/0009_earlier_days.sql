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
