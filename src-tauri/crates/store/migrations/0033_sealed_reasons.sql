-- What the audit trail keeps of a note, and of why somebody opened what is hidden from them, is made with random bytes that
-- stay beside the words.

ALTER TABLE note ADD COLUMN salt BLOB;         -- 16 random bytes; NULL: from before the trail kept anything of notes
ALTER TABLE glass ADD COLUMN salt BLOB;        -- the same
