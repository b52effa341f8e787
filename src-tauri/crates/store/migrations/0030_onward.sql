-- The newest entry says itself how the trail goes on: a row apart from it was a page of its own, encrypted and written with
-- every entry, and cost a text as much as the entry.

ALTER TABLE audit ADD COLUMN onward BLOB;      -- of the newest entry alone: the next one's key, and the tree's right edge

DROP TRIGGER audit_no_update;
CREATE TRIGGER audit_no_update
    BEFORE UPDATE OF seq, at, actor, user, action, thread, object, detail, prev_hash, hash, mac ON audit
    BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_onward_only_goes BEFORE UPDATE OF onward ON audit WHEN new.onward IS NOT NULL
    BEGIN SELECT raise(ABORT, 'append-only'); END;

CREATE TABLE audit_begun (
    -- One row: where the trail began, or stood before its entries said so themselves, and how far the lists follow it.
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq        INTEGER NOT NULL,               -- the newest entry then; 0 for none
    hash       BLOB    NOT NULL,               -- its hash; zeros for none
    coded_from INTEGER NOT NULL,               -- the first entry that has a code
    next_key   BLOB    NOT NULL,               -- the key of the entry after it; x'' as soon as that is written
    peaks      BLOB    NOT NULL,               -- the tree's right edge then, 32 bytes a subtree, the largest first; x'' likewise
    placed     INTEGER NOT NULL DEFAULT 0      -- the newest entry that audit_place and audit_deed have
) STRICT;
INSERT INTO audit_begun (id, seq, hash, coded_from, next_key, peaks, placed)
    SELECT id, seq, hash, coded_from, next_key, peaks, placed FROM audit_head;
DROP TABLE audit_head;
ALTER TABLE audit_begun RENAME TO audit_head;
