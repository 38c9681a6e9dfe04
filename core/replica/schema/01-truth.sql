-- What was written and what the office said: only ever added to. The office and a device use the
-- same tables; the office holds every scope, a device those of its officer.

-- One row per act this replica knows, its own and others'. arrival orders rows in this file only;
-- it is not shared and must not be compared. Two rows have one id where a restored device issued
-- an act again in a new feed: at most one of them has an entry.
CREATE TABLE act (
    arrival INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    id BLOB NOT NULL,
    device BLOB NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    header BLOB NOT NULL
) STRICT;
CREATE INDEX act_by_id ON act (id);
-- Not unique: a forked feed has two acts at one place, and both are kept.
CREATE INDEX act_by_place ON act (device, incarnation, seq);

-- What the readers of one scope see of an act. After an erasure salt and body are gone for good;
-- stand_in is what of the body may still be read, and nobody can check it against the commitment.
CREATE TABLE part (
    act INTEGER NOT NULL REFERENCES act (arrival),
    scope TEXT NOT NULL,
    salt BLOB,
    body BLOB,
    stand_in BLOB,
    entity TEXT,  -- read out of the body; NULL where this program cannot read it
    UNIQUE (act, scope)
) STRICT;
CREATE INDEX part_by_entity ON part (entity, act);
CREATE INDEX part_by_scope ON part (scope, act);

-- Photos and files that parts name, by the hash of their octets; the octets are in a file of their
-- own (core/replica/attachments.h). Read out of the bodies, goes with them.
CREATE TABLE evidence (
    content BLOB NOT NULL,
    act INTEGER NOT NULL REFERENCES act (arrival),
    scope TEXT NOT NULL,
    size INTEGER NOT NULL,  -- octets
    PRIMARY KEY (content, act, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_part ON evidence (act, scope);

-- Contents that were named once and are not any more: their octets have to go.
CREATE TABLE evidence_gone (
    content BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE seal (
    device BLOB NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    key_use INTEGER NOT NULL,
    head BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (device, incarnation, seq, key_use)
) STRICT, WITHOUT ROWID;

-- The office log. bytes is NULL where the hash is all there is for this replica to know.
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    act BLOB,  -- header hash, out of bytes
    outcome INTEGER,
    bytes BLOB
) STRICT;
CREATE UNIQUE INDEX entry_by_act ON entry (act) WHERE act IS NOT NULL;

-- The effects readers of one scope may know of.
CREATE TABLE effect_group (
    number INTEGER NOT NULL REFERENCES entry (number),
    scope TEXT NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (number, scope)
) STRICT;

-- Which entries have an act or effects in a scope, so that who gains it finds them.
CREATE TABLE entry_scope (
    scope TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (scope, number)
) STRICT, WITHOUT ROWID;

-- Entries a restored office went on without, as they were delivered (core/act/delivery.h).
CREATE TABLE put_aside (
    number INTEGER NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    delivered BLOB NOT NULL
) STRICT;
CREATE INDEX put_aside_by_number ON put_aside (number);

-- The office's word that it holds a feed up to seq. former: the entry it names was lost with a
-- store that had to be restored; the word stays as evidence.
CREATE TABLE receipt (
    device BLOB NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    former INTEGER NOT NULL DEFAULT 0,
    bytes BLOB NOT NULL,
    PRIMARY KEY (device, incarnation, seq, epoch)
) STRICT, WITHOUT ROWID;

-- Signed heads of the office log.
CREATE TABLE head (
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    time_ms INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (epoch, number)
) STRICT, WITHOUT ROWID;
