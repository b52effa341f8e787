CREATE TABLE template (
    -- A text the practice sends often, in all its wordings.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    slug       TEXT    UNIQUE,                 -- of one that comes with Foyer
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE template_version (
    -- One wording. Its words never change; what is decided about it does.
    seq        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    template   INTEGER NOT NULL REFERENCES template (seq),
    number     INTEGER NOT NULL,               -- 1 for the first
    name       TEXT    NOT NULL,
    level      TEXT    NOT NULL,               -- policy TemplateLevel, as declared
    en         TEXT,                           -- with blanks in braces; NULL: not written yet
    es         TEXT,
    written_by BLOB REFERENCES user (id),      -- NULL: Foyer
    en_by      BLOB REFERENCES user (id),      -- who wrote the English; who changed nothing did not
    es_by      BLOB REFERENCES user (id),
    written_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,               -- policy TemplateState
    decided_by BLOB REFERENCES user (id),
    decided_at INTEGER,
    UNIQUE (template, number)
) STRICT;
CREATE TRIGGER template_version_no_rewording BEFORE UPDATE OF template, number, name, level, en, es, written_by, en_by,
    es_by, written_at ON template_version
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER template_version_no_delete BEFORE DELETE ON template_version
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE draft_template (
    -- The wordings that a draft's words came from, for as long as there is the draft.
    thread  INTEGER NOT NULL REFERENCES thread (seq),
    user    BLOB    NOT NULL REFERENCES user (id),
    version INTEGER NOT NULL REFERENCES template_version (seq),
    PRIMARY KEY (thread, user, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE message_template (
    -- The wordings that a text's words came from.
    message BLOB    NOT NULL,                  -- message.id
    version INTEGER NOT NULL REFERENCES template_version (seq),
    PRIMARY KEY (message, version)
) STRICT, WITHOUT ROWID;
