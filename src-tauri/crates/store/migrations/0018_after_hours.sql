-- What Foyer sends by itself while the office is closed.
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
