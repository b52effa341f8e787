-- Notes are found by their words, in one order with the texts.

-- Their number follows their time now, as a text's does (messages.rs has the form of it).
ALTER TABLE note RENAME TO note_before;
CREATE TABLE note (
    -- Internal: no column leads from here to the outbox. seq is its place among the texts of its second.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    thread     INTEGER NOT NULL REFERENCES thread (seq),
    author     BLOB    NOT NULL REFERENCES user (id),
    body       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
-- The first place of its second, or the next after the note before where that is taken.
WITH placed AS (
    SELECT id, thread, author, body, created_at, max(0, min(created_at / 1000, 4294967295)) * 64 AS first,
        row_number() OVER (ORDER BY created_at, seq) AS nth
    FROM note_before
)
INSERT INTO note (seq, id, thread, author, body, created_at)
SELECT nth + max(first - nth) OVER (ORDER BY nth), id, thread, author, body, created_at FROM placed;
DROP TABLE note_before;
CREATE INDEX note_thread ON note (thread, created_at);

CREATE VIRTUAL TABLE note_fts USING fts5 (
    body, content = 'note', content_rowid = 'seq', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO note_fts (note_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO note_fts (note_fts) VALUES ('rebuild');
-- notes.rs is the only place that inserts, and a note is never reworded.
CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, body) VALUES ('delete', old.seq, old.body);
END;

-- What the beginning or a part of a word may become is in the words of notes as well.
CREATE VIRTUAL TABLE note_word USING fts5vocab (note_fts, row);
INSERT INTO word (word) SELECT term FROM note_word WHERE length(CAST(term AS BLOB)) <= 40 ON CONFLICT DO NOTHING;
DROP TABLE note_word;
INSERT INTO word_part (word_part) VALUES ('rebuild');
