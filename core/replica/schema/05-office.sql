-- What the office alone keeps. Empty on devices.

-- Both headers at one place of one feed: evidence that a device was cloned or restored.
CREATE TABLE fork (
    committed BLOB NOT NULL,
    other BLOB NOT NULL,
    PRIMARY KEY (committed, other)
) STRICT, WITHOUT ROWID;

-- Entries that devices hand to a restored office, until a signed head proves their place.
CREATE TABLE offered (
    number INTEGER NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    delivered BLOB NOT NULL
) STRICT;
CREATE INDEX offered_by_number ON offered (number);

-- The highest running number of a year known to have been given, wherever it was seen.
CREATE TABLE number_floor (
    year TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
