-- Phones that several share: whom a text was for, who wrote one, and who is never texted where.
ALTER TABLE contact ADD COLUMN kept TEXT;            -- store Kept: NULL, private (never texted here), wrong (was not theirs)
ALTER TABLE contact ADD COLUMN kept_at INTEGER;
ALTER TABLE contact ADD COLUMN kept_by BLOB REFERENCES user (id);
ALTER TABLE thread ADD COLUMN addressed TEXT;        -- store Addressed, of a shared phone; NULL: nobody has said
ALTER TABLE thread ADD COLUMN addressed_at INTEGER;
CREATE TABLE message_person (
    -- Whose a text of a shared phone is: whom ours was for, who wrote theirs by what somebody at the desk said.
    message BLOB    NOT NULL PRIMARY KEY,            -- message.id
    patient BLOB    REFERENCES patient (id),         -- NULL: somebody said that they were not sure
    by      BLOB    REFERENCES user (id),            -- NULL: Foyer
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
