-- Parts of words, and texts by what they are.

-- The words again, now by number, so that an index of their parts can point at them without a copy.
ALTER TABLE word RENAME TO word_before;
CREATE TABLE word (
    -- Every word that was ever in a text, folded: what the beginning or a part of a word may become. FTS5 alone would
    -- merge all places of all words with that beginning before it gives the first one (tens of milliseconds at a
    -- million texts).
    seq  INTEGER NOT NULL PRIMARY KEY,
    word TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO word (word) SELECT word FROM word_before ORDER BY word;
DROP TABLE word_before;

-- Three letters at a time, of the words and not of the texts: a practice's words are few and its texts are many. The
-- store feeds it together with message_fts.
CREATE VIRTUAL TABLE word_part USING fts5 (
    word, content = 'word', content_rowid = 'seq', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO word_part (word_part) VALUES ('rebuild');
CREATE TRIGGER word_part_delete AFTER DELETE ON word BEGIN
    INSERT INTO word_part (word_part, rowid, word) VALUES ('delete', old.seq, old.word);
END;

-- Each holds only what is asked for.
CREATE INDEX message_failed ON message (seq) WHERE state IN ('undelivered', 'failed', 'blocked', 'expired');
CREATE INDEX message_handed ON message (seq) WHERE kind = 'portal_card';
CREATE INDEX message_staff ON message (author_user, seq) WHERE author_user IS NOT NULL;
