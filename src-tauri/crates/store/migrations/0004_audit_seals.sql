-- What makes the trail evident beyond its chain: a code per entry, the tree over all of them, signed checkpoints.

ALTER TABLE audit ADD COLUMN mac BLOB;         -- HMAC of hash under the key of its turn; NULL before the codes began

CREATE TABLE audit_head (
    -- One row: where the trail stands. Written with every entry, in its transaction.
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq        INTEGER NOT NULL,               -- the newest entry; 0 for none
    hash       BLOB    NOT NULL,               -- its hash; zeros for none
    coded_from INTEGER NOT NULL,               -- the first entry that has a code
    next_key   BLOB    NOT NULL,               -- the next entry's key; those before it are gone
    peaks      BLOB    NOT NULL                -- the tree's right edge, 32 bytes a subtree, the largest first
) STRICT;

CREATE TABLE audit_checkpoint (
    -- Signed notes of what the trail was. Copies are kept outside; these are for exports.
    size INTEGER NOT NULL PRIMARY KEY,         -- so many entries
    at   INTEGER NOT NULL,
    note TEXT    NOT NULL
) STRICT;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint BEGIN SELECT raise(ABORT, 'append-only'); END;
