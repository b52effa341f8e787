-- What the audit trail keeps of a text's words is made with random bytes that stay beside them.

ALTER TABLE message ADD COLUMN salt BLOB;      -- 16 random bytes; NULL: from before the trail kept anything of words
