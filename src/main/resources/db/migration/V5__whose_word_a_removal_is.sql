-- The same statements for H2 and PostgreSQL.

-- Whether a person named it alone, or confirmed how many were removed at once. What was removed before this was noted was
-- named alone: nothing else could be asked for.
ALTER TABLE tombstones ADD COLUMN confirmed BOOLEAN DEFAULT TRUE NOT NULL;
