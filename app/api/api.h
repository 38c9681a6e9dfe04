// The one door to the core: a command and its arguments in, an answer out. Every face comes through
// here; none reaches the replica or the network by itself.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "app/api/commands.h"

namespace luring {

// Runs it, and answers where the machine failed on the way: busy, full, damaged.
Answer guarded(const std::function<Answer()>& work);

class Api {
  public:
    explicit Api(Workplace& place);

    // An unknown command is answered like any other mistake: `command_unknown`.
    Answer command(std::string_view name, const json::object& args);
    static bool knows(std::string_view name);

  private:
    Workplace& place_;
};

}  // namespace luring
