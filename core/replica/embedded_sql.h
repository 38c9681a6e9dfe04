// The .sql files of this folder as text inside the program, so that it carries its own schema.
// The implementation is generated at build time (platform/build/embed_sql.cmake).
#pragma once

#include <span>

namespace luring {

struct EmbeddedSql {
    const char* name;  // file name without folder: "01-acts.sql", "0002-drafts.sql"
    const char* text;
};

// Both sorted by name, which is the order they are meant to run in.
std::span<const EmbeddedSql> schema_files();     // schema/: the latest state, for a new file
std::span<const EmbeddedSql> migration_files();  // migrations/: steps from released versions

}  // namespace luring
