-- Wordings in use that somebody read again.

CREATE TABLE template_kept (
    -- Somebody who wrote none of a wording in use read it again and let it stay as it is. Only added to.
    seq     INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES template_version (seq),
    by      BLOB    NOT NULL REFERENCES user (id),
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX template_kept_of ON template_kept (version, seq);
CREATE TRIGGER template_kept_no_update BEFORE UPDATE ON template_kept BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER template_kept_no_delete BEFORE DELETE ON template_kept BEGIN SELECT raise(ABORT, 'append-only'); END;
