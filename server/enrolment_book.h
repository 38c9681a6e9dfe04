// Codes given out and devices that wait to be confirmed. In a file, so that a power cut at the
// office does not send people home; forgotten soon after they end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/machine.h"
#include "sync/enrolment.h"

namespace luring::server {

constexpr std::int64_t invitation_ms = 15 * 60 * 1000;
// A device that came with the last minute of its code is still confirmed.
constexpr std::int64_t waiting_ms = 15 * 60 * 1000;
constexpr std::uint32_t code_tries_max = 5;
constexpr std::size_t devices_of_code_max = 4;  // that begin or wait: others may guess first halves
constexpr std::size_t invitations_max = 500;
constexpr std::size_t enrolments_bytes_max = 16 * 1024 * 1024;

struct BegunEnrolment {
    Hash commitment;
    EnrolmentNumber number;  // the office's

    template <class Archive>
    void serialize(Archive& archive) {
        archive(commitment, number);
    }
};

struct WaitingDevice {
    DeviceCard card;
    std::string words;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(card, words);
    }
};

struct Invitation {
    std::string code;
    std::string officer;
    std::int64_t until_ms = 0;
    std::uint32_t tries_left = code_tries_max;
    DeviceId used_by;  // the device that counts by it, or is about to
    std::vector<BegunEnrolment> begun;
    std::vector<WaitingDevice> waiting;

    bool is_open(Instant now) const {
        return now.ms < until_ms && tries_left > 0 && used_by.is_none();
    }
    bool is_forgotten(Instant now) const { return now.ms >= until_ms + waiting_ms; }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(code, officer, until_ms, tries_left, used_by, begun, waiting);
    }
};

class EnrolmentBook {
  public:
    EnrolmentBook(Machine& machine, std::string path) : machine_(machine), path_(std::move(path)) {}

    // Fault::malformed for a file of another version: its codes are void, remove it.
    Result<Done> open();

    // Fault::too_large where too many are open.
    Result<Invitation> invite(const std::string& officer, Instant now);
    // By the first half of a code; null where there is none that was not forgotten.
    Invitation* find(std::string_view first_half, Instant now);
    Invitation* find_waiting(const DeviceId& device, Instant now);
    const std::vector<Invitation>& all(Instant now);
    // After what find() gave was changed. Durable when it returns.
    Result<Done> save();

  private:
    void forget(Instant now);

    Machine& machine_;
    std::string path_;
    std::vector<Invitation> invitations_;
};

}  // namespace luring::server
