CREATE TABLE pin (
    -- What a PIN is checked against. Opens nothing: whoever reads this has opened the store already.
    user   BLOB    NOT NULL PRIMARY KEY REFERENCES user (id),
    salt   BLOB    NOT NULL,
    kib    INTEGER NOT NULL,               -- Argon2id memory
    passes INTEGER NOT NULL,
    hash   BLOB    NOT NULL,               -- Argon2id with this computer's secret
    set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
