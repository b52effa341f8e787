-- What a text cost, and at which computer it was sent.

CREATE TABLE message_charge (
    -- What the carrier asked for a text of ours. Only added to; the newest counts.
    seq      INTEGER NOT NULL PRIMARY KEY,
    message  BLOB    NOT NULL,                 -- message.id
    micros   INTEGER NOT NULL,                 -- millionths of the currency
    currency TEXT    NOT NULL,                 -- ISO 4217
    seen_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX message_charge_of ON message_charge (message, seq);
CREATE TRIGGER message_charge_no_update BEFORE UPDATE ON message_charge BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER message_charge_no_delete BEFORE DELETE ON message_charge BEGIN SELECT raise(ABORT, 'append-only'); END;

CREATE TABLE computer (
    -- On which computer the practice was open, from when on until the next. Only added to.
    seq  INTEGER NOT NULL PRIMARY KEY,
    name TEXT    NOT NULL,                     -- what its operating system calls it
    at   INTEGER NOT NULL
) STRICT;
CREATE INDEX computer_at ON computer (at, seq);
CREATE TRIGGER computer_no_update BEFORE UPDATE ON computer BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER computer_no_delete BEFORE DELETE ON computer BEGIN SELECT raise(ABORT, 'append-only'); END;
