-- An approved template to many people: a reminder, a recall, a closing.
CREATE TABLE batch (
    -- One list and one wording; each person by their own consent and hours, at their own turn.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    client_id  TEXT    NOT NULL UNIQUE,        -- the window's own: asked twice, started once
    template   BLOB    NOT NULL,               -- template.id
    version    INTEGER NOT NULL REFERENCES template_version (seq),
    open_only  INTEGER NOT NULL,               -- 1: only while the office is open
    started_by BLOB    NOT NULL REFERENCES user (id),
    started_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,               -- store RunState
    next_at    INTEGER NOT NULL                -- not before: the next person's turn
) STRICT;
-- One at a time.
CREATE UNIQUE INDEX batch_going_on ON batch (state IN ('running', 'paused')) WHERE state IN ('running', 'paused');
CREATE TABLE batch_item (
    -- A row of the list, with what became of it. A phone has one text of a batch, and a text is of one row for good.
    batch        INTEGER NOT NULL REFERENCES batch (seq),
    position     INTEGER NOT NULL,
    name         TEXT    NOT NULL,             -- as the list has it
    number       TEXT    NOT NULL,             -- E.164; '' where the list has none
    thread       INTEGER REFERENCES thread (seq),
    visit_at     INTEGER,                      -- what it reminds of
    not_before   INTEGER,                      -- it is quiet there until then, or the office is closed
    skip         TEXT,                         -- store BatchSkip
    message      BLOB,                         -- message.id, once it is in the outbox
    at           INTEGER,                      -- when it went there or was skipped
    heard        INTEGER,                      -- message.seq of the last text after it that was read for a C
    confirmed_at INTEGER,
    confirmed_by BLOB,                         -- message.id of the text that confirms the visit
    PRIMARY KEY (batch, position),
    CHECK (skip IS NULL OR message IS NULL),
    CHECK (skip IS NOT NULL OR number <> '')
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX batch_item_phone ON batch_item (batch, number) WHERE skip IS NULL;
CREATE UNIQUE INDEX batch_item_message ON batch_item (message) WHERE message IS NOT NULL;
CREATE INDEX batch_item_waiting ON batch_item (batch, position) WHERE skip IS NULL AND message IS NULL;
CREATE INDEX batch_item_texted ON batch_item (number, at) WHERE message IS NOT NULL;
CREATE INDEX batch_item_open ON batch_item (visit_at) WHERE message IS NOT NULL AND confirmed_at IS NULL;
CREATE INDEX batch_item_confirmed ON batch_item (confirmed_by) WHERE confirmed_by IS NOT NULL;
CREATE TRIGGER batch_item_once BEFORE UPDATE ON batch_item WHEN old.message IS NOT NULL AND new.message IS NOT old.message
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER batch_item_no_delete BEFORE DELETE ON batch_item BEGIN SELECT raise(ABORT, 'append-only'); END;
