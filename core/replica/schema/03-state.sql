-- Derived: `luring rebuild` drops all of this and folds the truth again.

-- The committed state. Values are canonical bytes of the types in core/case/*_items.h.
CREATE TABLE item (
    entity TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (entity, scope, key)
) STRICT, WITHOUT ROWID;

-- What own acts that the office log does not hold yet would change. NULL: the item would go.
CREATE TABLE tentative_item (
    entity TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB,
    PRIMARY KEY (entity, scope, key)
) STRICT, WITHOUT ROWID;

-- Every committed part that holds an item. hash is NULL while the part changed since.
CREATE TABLE part_state (
    entity TEXT NOT NULL,
    scope TEXT NOT NULL,
    hash BLOB,
    PRIMARY KEY (entity, scope)
) STRICT, WITHOUT ROWID;
