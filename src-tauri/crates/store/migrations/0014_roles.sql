-- Roles that the practice made, and what is asked again when a text leaves.
CREATE TABLE role (
    -- Rows stay when one is used no more: the audit trail names it.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    rights     TEXT    NOT NULL,               -- domain Rights, JSON
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;
CREATE TABLE role_location (
    -- The offices a role is for. Nobody's rows: everywhere. Somebody works where they and their role do.
    role     BLOB NOT NULL REFERENCES role (id),
    location BLOB NOT NULL REFERENCES location (id),
    PRIMARY KEY (role, location)
) STRICT, WITHOUT ROWID;
ALTER TABLE user ADD COLUMN own_role BLOB REFERENCES role (id);            -- with role 'own'
ALTER TABLE outbox ADD COLUMN second_look INTEGER NOT NULL DEFAULT 0;      -- 1 when the check found something in the words
CREATE INDEX thread_unread ON thread (line, category) WHERE state = 'open' AND unread > 0;  -- the number at the tray
