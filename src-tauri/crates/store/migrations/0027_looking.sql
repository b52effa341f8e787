-- Who looked around unlike on their other days.

CREATE TABLE looking (
    -- What the trail shows of a day of somebody's. Counts only; which conversations, the trail says. Only added to.
    user  BLOB    NOT NULL REFERENCES user (id),
    day   TEXT    NOT NULL,                    -- of the practice's clock, 2026-11-22
    what  TEXT    NOT NULL,                    -- policy Looking
    times INTEGER NOT NULL,
    usual INTEGER NOT NULL,                    -- on the middle one of their days before
    at    INTEGER NOT NULL,                    -- found then
    PRIMARY KEY (user, day, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX looking_day ON looking (day);
CREATE TABLE looking_settled (
    -- Somebody else looked into that day.
    user  BLOB    NOT NULL REFERENCES user (id),
    day   TEXT    NOT NULL,
    by    BLOB    NOT NULL REFERENCES user (id) CHECK (by <> user),
    words TEXT    NOT NULL,                    -- what came of it
    at    INTEGER NOT NULL,
    PRIMARY KEY (user, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER looking_no_update BEFORE UPDATE ON looking BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER looking_no_delete BEFORE DELETE ON looking BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER looking_settled_no_update BEFORE UPDATE ON looking_settled
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER looking_settled_no_delete BEFORE DELETE ON looking_settled
BEGIN SELECT raise(ABORT, 'append-only'); END;

-- What people did in a stretch of days, without the engine's own entries.
CREATE INDEX audit_people ON audit (at, user, action, thread) WHERE user IS NOT NULL;
