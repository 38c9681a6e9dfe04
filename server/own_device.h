// The office's own device: writes what the administrator does, under `office_post`. It has no
// replica; its feed is in the office's log.
#pragma once

#include <vector>

#include "core/base/keys.h"
#include "core/base/ports.h"
#include "core/case/proposal.h"
#include "sync/office.h"

namespace luring::server {

class OwnDevice {
  public:
    OwnDevice(const DeviceId& device, const SigningKey::Seed& seed, Random& random)
        : device_(device), key_(seed), random_(random) {}

    const DeviceId& device() const { return device_; }
    WriterKeys keys() const { return {device_, "", key_.public_key(), key_.public_key()}; }

    // Commits them in order; one answer for each. Fault::busy while the office is recovering.
    Result<std::vector<Answered>> write(Office& office, const std::vector<Proposal>& proposals,
                                        Instant now);
    // Acts of this device that a restored office no longer holds: committed again as they were.
    Result<std::vector<Answered>> write_again(Office& office, const std::vector<Act>& lost,
                                              Instant now);

  private:
    struct Feed;
    Result<Act> build(const Proposal& proposal, const Feed& feed, Instant now);
    Result<std::vector<Answered>> hand_in(Office& office, std::vector<Act> acts, Instant now);

    DeviceId device_;
    SigningKey key_;
    Random& random_;
};

}  // namespace luring::server
