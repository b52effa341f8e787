-- Looking back over a period without opening every conversation of it: what a wait, a failure and a sender are told by,
-- in the order of time.
CREATE INDEX message_told ON message (seq, thread, created_at, received_at, author, kind, state, author_user);
-- And what is asked of each conversation then.
CREATE INDEX thread_told ON thread (seq, id, settled_at, category, channel, last_message_at);
CREATE INDEX thread_review_at ON thread_review (at);
CREATE TABLE incident_keep (
    -- How long a case keeps its conversation's words from being deleted, said when it was signed off and whenever somebody
    -- thinks otherwise. The newest row counts; none: as long as the case stands.
    seq      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    incident INTEGER NOT NULL REFERENCES incident (seq),
    until_at INTEGER,                          -- NULL: without an end
    by       BLOB    NOT NULL REFERENCES user (id),
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_keep_of ON incident_keep (incident, seq);
CREATE TRIGGER incident_keep_no_update BEFORE UPDATE ON incident_keep BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER incident_keep_no_delete BEFORE DELETE ON incident_keep BEGIN SELECT raise(ABORT, 'append-only'); END;
