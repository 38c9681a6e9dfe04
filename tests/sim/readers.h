// Who may read what, by the posts the office log names and by days counted here: a checker's own
// opinion, made without the program's.
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/act/delivery.h"
#include "core/base/time.h"
#include "core/office/directory.h"
#include "tests/sim/secrets.h"

namespace luring::sim {

struct Readable {
    bool leads = false;
    std::set<std::string> units;

    bool may_read(const Secret& secret) const;
};

class Readers {
  public:
    void see(const Delivered& entry);
    // The office's clock never goes back; where it stood still, the later day counts.
    void see(Instant now);
    // What a restored office lost it does not know until it is told again: posts, and how late it
    // is.
    void forget_after(std::uint64_t entry);
    Readable of(const std::string& officer) const;

  private:
    using Posts = std::map<std::string, Post>;

    Posts posts_;
    std::int64_t latest_ms_ = 0;
    std::map<std::uint64_t, Posts> posts_at_;  // by the entry that changed them
    std::map<std::uint64_t, std::int64_t> times_at_;
};

}  // namespace luring::sim
