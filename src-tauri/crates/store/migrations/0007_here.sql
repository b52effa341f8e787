-- When somebody signed in last; never in the past rows.
ALTER TABLE user ADD COLUMN here_at INTEGER;
