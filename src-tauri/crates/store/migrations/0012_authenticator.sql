CREATE TABLE authenticator (
    -- What a second step at sign-in is checked against (RFC 6238). Nowhere else than here.
    user      BLOB    NOT NULL PRIMARY KEY REFERENCES user (id),
    secret    BLOB    NOT NULL,
    since_at  INTEGER NOT NULL,
    used_step INTEGER NOT NULL                 -- the last step of thirty seconds whose code counted: each counts once
) STRICT, WITHOUT ROWID;
