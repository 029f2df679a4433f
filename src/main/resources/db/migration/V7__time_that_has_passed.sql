-- How long tombstones are kept is measured by the time that has passed, of which a clock that is set says nothing: the time
-- that was believed when the clock was last read. No row: it never was.
CREATE TABLE believed_time (
    id       INTEGER NOT NULL PRIMARY KEY,
    believed BIGINT  NOT NULL,
    clock    BIGINT  NOT NULL
);
