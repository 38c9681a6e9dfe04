-- What concerns this file alone. Not exchanged and not derived: it survives a rebuild.

-- One canonical value each, see core/replica/settings.h.
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What was typed and is not yet an act.
CREATE TABLE draft (
    key TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    updated_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Steps backwards or sideways somebody should know of. position: the entry the replica stood at.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

-- Rows whose values were erased, and the findings about them: an act that arrives later must not
-- bring them back.
CREATE TABLE erased_row (
    scope TEXT NOT NULL,
    row BLOB NOT NULL,
    PRIMARY KEY (scope, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE erased_finding (
    scope TEXT NOT NULL,
    finding BLOB NOT NULL,
    PRIMARY KEY (scope, finding)
) STRICT, WITHOUT ROWID;
