// A feed written by hand, act by act: the office's own, and those of people who do not use the
// program as it is meant. Everything may be wrong on purpose.
#pragma once

#include <string>
#include <vector>

#include "core/act/delivery.h"
#include "core/base/keys.h"
#include "core/case/proposal.h"
#include "tests/sim/plan.h"
#include "tests/sim/prng.h"

namespace luring::sim {

class Feed {
  public:
    Feed(const OfficeId& office, const PlannedDevice& device, Prng prng);

    const Writer& writer() const { return writer_; }
    // The next act. Changing the header afterwards needs again().
    Act write(const Proposal& proposal, const std::string& post, std::int64_t at_ms,
              std::uint64_t seen);
    // The same content as another act of this feed: id, parts, salts and commitments stay.
    Act again(const Act& act);
    // A run that ends with a seal; formal acts get one of the officer's key.
    SealedRun seal(std::vector<Act> acts) const;
    Seal seal_of(const Act& act, KeyUse use) const;

    void begin_incarnation();
    void take_back(const Act& act);  // as if it had not been written
    // Where the feed goes on from: a clone knows the other one's place.
    void move_to(std::uint64_t seq, const Hash& head, std::uint32_t incarnation);

  private:
    void append(Act& act);

    OfficeId office_;
    PlannedDevice device_;
    Prng prng_;
    Writer writer_;
    std::uint64_t seq_ = 0;
    Hash head_;
};

}  // namespace luring::sim
