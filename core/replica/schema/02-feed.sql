-- The feeds written in this file.

-- One row per enrolment that writes here. incarnation is the feed it writes now.
CREATE TABLE writer (
    device BLOB PRIMARY KEY,
    officer TEXT NOT NULL,
    device_key BLOB NOT NULL,
    officer_key BLOB NOT NULL,
    incarnation INTEGER NOT NULL
) STRICT;

-- One row per act written here. reissued: the same act stands again in a later incarnation.
CREATE TABLE authored (
    act INTEGER PRIMARY KEY REFERENCES act (arrival),
    device BLOB NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    octets INTEGER NOT NULL,
    formal INTEGER NOT NULL,
    reissued INTEGER NOT NULL DEFAULT 0,
    received INTEGER NOT NULL DEFAULT 0,  -- covered by a receipt
    entry INTEGER,                        -- its place in the office log; NULL: tentative
    copy INTEGER NOT NULL DEFAULT 0,      -- that entry is of the same act in another feed
    UNIQUE (device, incarnation, seq)
) STRICT;
CREATE INDEX authored_by_id ON authored (id);
CREATE INDEX authored_tentative ON authored (act) WHERE entry IS NULL AND reissued = 0;
CREATE INDEX authored_unreceived ON authored (device, incarnation, seq) WHERE received = 0;
CREATE INDEX authored_copies ON authored (device) WHERE copy = 1;
CREATE INDEX authored_by_entry ON authored (entry) WHERE entry IS NOT NULL;

-- A feed the office does not take from that act on, with the office's reason.
CREATE TABLE held_feed (
    device BLOB NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    fault INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (device, incarnation)
) STRICT, WITHOUT ROWID;
