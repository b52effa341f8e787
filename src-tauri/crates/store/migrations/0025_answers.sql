-- Whose number it is, and how texts are answered.

CREATE TABLE number_confirmation (
    -- Somebody made sure that a number is a patient's. Only added to; the newest counts.
    seq     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number  TEXT    NOT NULL,                  -- E.164
    patient BLOB    NOT NULL,                  -- patient.id
    by      BLOB    NOT NULL REFERENCES user (id),
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX number_confirmation_of ON number_confirmation (number, patient, at);
CREATE TRIGGER number_confirmation_no_update BEFORE UPDATE ON number_confirmation
BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER number_confirmation_no_delete BEFORE DELETE ON number_confirmation
BEGIN SELECT raise(ABORT, 'append-only'); END;

-- What was refused in a period, by the trail.
CREATE INDEX audit_refused ON audit (at) WHERE action = 'text.refuse';
