// How a meeting goes, on standard error: on a terminal one line that is written over, elsewhere a
// plain line now and then. Counts what the office has confirmed, not what was handed to a wire.
#pragma once

#include <cstdint>
#include <deque>
#include <iosfwd>
#include <optional>
#include <string>

#include "app/api/meeting.h"
#include "app/cli/command.h"

namespace luring {

// How long it will take, from what moved in the last seconds. Says nothing before it has seen
// enough, and never counts up.
class Eta {
  public:
    // `moved` of `whole` octets after so long; `items` moved with them.
    void note(std::int64_t elapsed_ms, std::uint64_t moved, std::uint64_t whole,
              std::uint64_t items);
    // Seconds, rounded to what one can know: ten, or a minute.
    std::optional<std::int64_t> seconds() const { return shown_s_; }

  private:
    struct Seen {
        std::int64_t at_ms = 0;
        std::uint64_t moved = 0;
    };
    std::deque<Seen> seen_;
    std::optional<std::int64_t> shown_s_;
};

std::string progress_text(const MeetingProgress& progress, std::optional<std::int64_t> eta_s,
                          Lang lang);
// "12 kB", "1,5 MB".
std::string size_text(std::uint64_t bytes, Lang lang);

class ProgressLine {
  public:
    ProgressLine(std::ostream& err, Lang lang, bool is_terminal)
        : err_(err), lang_(lang), is_terminal_(is_terminal) {}
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const MeetingProgress& progress);
    void clear();

  private:
    std::ostream& err_;
    Lang lang_;
    bool is_terminal_;
    Eta eta_;
    std::int64_t shown_ms_ = 0;
    bool is_on_screen_ = false;
};

}  // namespace luring
