// log, verify, backup, recovery: looking after an office.
#include "server/command.h"

namespace luring::server {

std::vector<Command> care_commands() {
    return {};
}

}  // namespace luring::server
