// What happened, as one line of JSON each: {"time","event",…}. No names, no addresses, no content:
// beginnings of device ids, counts, codes, and `peer`, a mark that tells one address from another
// until the server ends. docs/operations.md says what each event means, and a test compares.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/ports.h"
#include "server/answer.h"

namespace luring::server {

// Of one event in a second; a flood is counted and told in one line.
constexpr std::uint32_t log_lines_per_second_max = 20;

class Log {
  public:
    using Sink = std::function<void(std::string_view line)>;
    Log(Sink sink, Clock& clock, Random& random);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    // From any thread.
    void write(std::string_view event, json::object fields = {});
    std::string peer_of(std::string_view address) const;

  private:
    struct Flow {
        std::int64_t second = 0;
        std::uint32_t lines = 0;
        std::uint64_t suppressed = 0;
    };
    void put(std::string_view event, const json::object& fields, Instant now);
    void tell_suppressed(std::int64_t second, Instant now);

    Sink sink_;
    Clock& clock_;
    std::string salt_;
    std::mutex mutex_;
    std::map<std::string, Flow, std::less<>> flows_;
};

}  // namespace luring::server
