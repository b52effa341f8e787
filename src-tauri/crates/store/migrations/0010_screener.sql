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
