-- The same statements for H2 and PostgreSQL.

-- One row, which counts how often somebody asked whether anything can be written: each time, this is.
CREATE TABLE trial_writes (
    id     INTEGER NOT NULL PRIMARY KEY,
    writes BIGINT  NOT NULL
);
INSERT INTO trial_writes (id, writes) VALUES (1, 0);
