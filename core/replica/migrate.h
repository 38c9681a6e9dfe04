// Brings a database file to the schema this program knows. A new file gets schema/ as it is; an
// older one takes the steps of migrations/ it lacks, each in a transaction of its own. The current
// version is the number of the last migration (or 1): there is no second place to forget.
#pragma once

#include <span>

#include "core/base/result.h"
#include "core/replica/embedded_sql.h"
#include "core/replica/sqlite.h"

namespace luring {

// The version a file written by this program has. `migrations` are sorted by their number, which
// is the version they lead to: "0002-drafts.sql" comes after version 1.
int schema_version(std::span<const EmbeddedSql> migrations);

// Gives the version found before. A file of a newer program is Fault::unsupported and untouched.
Result<int> migrate(Database& db, std::span<const EmbeddedSql> schema,
                    std::span<const EmbeddedSql> migrations);

// The same with the schema of the replica.
Result<int> migrate(Database& db);

}  // namespace luring
