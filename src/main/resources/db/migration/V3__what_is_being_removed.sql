-- The same statements for H2 and PostgreSQL.

-- What was wanted until it was removed, and since when; null where that was before this was noted.
ALTER TABLE tombstones ADD COLUMN wanted BYTEA;
ALTER TABLE tombstones ADD COLUMN created_at BIGINT;
-- A management_v1.Report that says that its objects are still there; null: nobody says so.
ALTER TABLE tombstones ADD COLUMN report BYTEA;
