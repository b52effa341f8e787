-- Where entries of the trail are found, apart from the trail: an index is written with every entry, and cost a text as much
-- as the entry itself. These lists follow the trail some entries at a time.

CREATE TABLE audit_place (
    -- The entries about a thread. May be made anew from the trail at any time.
    thread BLOB    NOT NULL,                   -- thread.id
    seq    INTEGER NOT NULL,                   -- audit.seq
    PRIMARY KEY (thread, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_deed (
    -- What people did, by time. May be made anew from the trail at any time.
    at     INTEGER NOT NULL,
    seq    INTEGER NOT NULL,                   -- audit.seq
    user   BLOB    NOT NULL,
    action TEXT    NOT NULL,
    thread BLOB,
    PRIMARY KEY (at, seq)
) STRICT, WITHOUT ROWID;
ALTER TABLE audit_head ADD COLUMN placed INTEGER NOT NULL DEFAULT 0; -- the newest entry that both lists have

INSERT INTO audit_place (thread, seq) SELECT thread, seq FROM audit WHERE thread IS NOT NULL ORDER BY thread, seq;
INSERT INTO audit_deed (at, seq, user, action, thread)
    SELECT at, seq, user, action, thread FROM audit WHERE user IS NOT NULL ORDER BY at, seq;
UPDATE audit_head SET placed = seq;
DROP INDEX audit_thread;
DROP INDEX audit_people;

CREATE TRIGGER audit_place_no_update BEFORE UPDATE ON audit_place BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_place_no_delete BEFORE DELETE ON audit_place BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_deed_no_update BEFORE UPDATE ON audit_deed BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_deed_no_delete BEFORE DELETE ON audit_deed BEGIN SELECT raise(ABORT, 'append-only'); END;
