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

-- Names of segments made before (sync/segment.h), so that telling them needs no packing. first: the
-- entry it begins with. Dropped whenever parts or effects of older entries change.
CREATE TABLE segment (
    scopes BLOB NOT NULL,  -- hash of the list
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    hash BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (scopes, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_by_hash ON segment (hash);

-- The highest running number of a year known to have been given, wherever it was seen.
CREATE TABLE number_floor (
    year TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
