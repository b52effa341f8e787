-- Consent by subject, and what held when a text left or came.
ALTER TABLE consent_event ADD COLUMN subjects TEXT;                 -- policy Subjects; NULL for facts about all texts
ALTER TABLE patient ADD COLUMN state TEXT;                          -- two letters; whose rules about texting hold
ALTER TABLE patient ADD COLUMN state_source TEXT;                   -- policy PlaceSource, with state
ALTER TABLE outbox ADD COLUMN subject TEXT NOT NULL DEFAULT 'logistics';  -- policy Subject
ALTER TABLE outbox ADD COLUMN over_quiet INTEGER NOT NULL DEFAULT 0;      -- 1 when a person decided to send in quiet hours
-- Copies for the list and for new texts, kept by whoever records consent, with consent_badge.
ALTER TABLE thread ADD COLUMN consent_since_at INTEGER;
ALTER TABLE thread ADD COLUMN consent_until_at INTEGER;             -- when the badge turns to expired by itself
ALTER TABLE thread ADD COLUMN consent_mark INTEGER;                 -- consent_mark.seq
ALTER TABLE message ADD COLUMN consent INTEGER;                     -- consent_mark.seq: what held when it left or came
CREATE TABLE consent_mark (
    -- A standing as texts keep it: many texts share one. Never changed.
    seq      INTEGER NOT NULL PRIMARY KEY,
    badge    TEXT    NOT NULL,                 -- policy Badge
    until_at INTEGER NOT NULL,                 -- granted turned to expired then; 0 for never
    events   BLOB    NOT NULL,                 -- the facts behind it, 16 bytes each
    rules    TEXT    NOT NULL,                 -- edition of the rules about hours
    UNIQUE (events, badge, until_at, rules)
) STRICT;
CREATE TRIGGER consent_mark_no_update BEFORE UPDATE ON consent_mark BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER consent_mark_no_delete BEFORE DELETE ON consent_mark BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TABLE consent_ledger (
    -- The fold over a long history, carried on with each fact. May be thrown away at any time.
    number  TEXT    NOT NULL,                  -- E.164
    channel TEXT    NOT NULL,
    patient BLOB    NOT NULL,                  -- patient.id, x'' for nobody
    form    INTEGER NOT NULL,                  -- which Foyer can read it
    ledger  TEXT    NOT NULL,                  -- policy Ledger
    PRIMARY KEY (number, channel, patient)
) STRICT, WITHOUT ROWID;
CREATE TABLE review (
    -- A text that somebody should read: what did the patient mean?
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    thread     INTEGER NOT NULL REFERENCES thread (seq),
    message    BLOB    NOT NULL UNIQUE,        -- message.id
    kind       TEXT    NOT NULL,               -- policy ReviewKind
    at         INTEGER NOT NULL,
    due_at     INTEGER,                        -- ten business days later, where a wish may be in it
    decision   TEXT,                           -- policy ReviewDecision
    decided_by BLOB REFERENCES user (id),
    decided_at INTEGER,
    CHECK ((decision IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX review_open ON review (due_at, seq) WHERE decision IS NULL;
CREATE INDEX review_thread ON review (thread) WHERE decision IS NULL;
CREATE TABLE notice_run (
    -- A round of risk notices to many people.
    seq        INTEGER NOT NULL PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    started_by BLOB    NOT NULL REFERENCES user (id),
    started_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,               -- running, paused, stopped, done
    next_at    INTEGER NOT NULL                -- not before: the next person's turn
) STRICT;
CREATE TABLE notice_run_item (
    -- A person in a run: one single send, with its own look at consent and hours.
    run      INTEGER NOT NULL REFERENCES notice_run (seq),
    position INTEGER NOT NULL,
    thread   INTEGER NOT NULL REFERENCES thread (seq),
    message  BLOB,                             -- the notice, once it is in the outbox
    skip     TEXT,                             -- why it did not go
    at       INTEGER,                          -- when it went or was skipped
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_run_item_turn ON notice_run_item (run, position) WHERE message IS NULL AND skip IS NULL;
CREATE INDEX thread_consent_due ON thread (consent_badge, consent_until_at)
    WHERE consent_badge IN ('granted', 'expired', 'notice_sent');
CREATE INDEX consent_event_unverified ON consent_event (number) WHERE kind = 'unverified';
