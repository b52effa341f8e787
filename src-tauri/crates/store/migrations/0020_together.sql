-- Working together: tags, views of one's own, what was opened and not answered, and what pictures show.

CREATE TABLE tag (
    -- A word the practice marks threads with. Everybody sees the words; which thread has one, whoever reads the thread.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    folded     TEXT    NOT NULL UNIQUE,        -- lower case, no accents: Año and ano are one tag
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE thread_tag (
    tag    INTEGER NOT NULL REFERENCES tag (seq),
    thread INTEGER NOT NULL REFERENCES thread (seq),
    by     BLOB    NOT NULL REFERENCES user (id),
    at     INTEGER NOT NULL,
    PRIMARY KEY (tag, thread)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_tag_thread ON thread_tag (thread);
ALTER TABLE thread ADD COLUMN tags TEXT;       -- JSON, the names in order: a copy for the list

CREATE TABLE own_view (
    -- A list of threads that somebody keeps for themself.
    seq    INTEGER NOT NULL PRIMARY KEY,
    id     BLOB    NOT NULL UNIQUE,
    user   BLOB    NOT NULL REFERENCES user (id),
    name   TEXT    NOT NULL,
    wanted TEXT    NOT NULL,                   -- JSON of store Wanted
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX own_view_user ON own_view (user, name);

CREATE INDEX thread_unanswered ON thread (rank)
    WHERE state = 'open' AND waiting_since_at IS NOT NULL AND unread = 0;

CREATE TABLE picture_tag (
    -- What somebody said a picture shows: an insurance card, say.
    attachment BLOB    NOT NULL PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
    shows      TEXT    NOT NULL,               -- store PictureKind
    by         BLOB    NOT NULL REFERENCES user (id),
    at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
