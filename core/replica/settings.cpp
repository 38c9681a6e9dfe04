#include "core/replica/settings.h"

namespace luring {

Settings::Settings(Database& db)
    : find_(db, "SELECT value FROM setting WHERE key = ?"),
      put_(db, "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)"),
      erase_(db, "DELETE FROM setting WHERE key = ?") {}

}  // namespace luring
