#include "server/enrolment_book.h"

#include <algorithm>

#include "core/base/codec.h"

namespace luring::server {

namespace {

// Each character equally likely: octets beyond a multiple of the alphabet are drawn again.
std::string draw_code(Random& random) {
    constexpr std::size_t letters = code_alphabet.size();
    constexpr std::size_t fair = 256 - 256 % letters;
    std::string code;
    while (code.size() < code_chars) {
        std::array<std::uint8_t, 1> drawn{};
        random.fill(drawn);
        if (drawn[0] < fair) code += code_alphabet[drawn[0] % letters];
    }
    return code;
}

}  // namespace

Result<Done> EnrolmentBook::open() {
    if (!machine_.exists(path_)) return Done{};
    auto file = machine_.read_file(path_, enrolments_bytes_max);
    if (!file) return file.failure();
    auto invitations = decode<std::vector<Invitation>>(*file);
    if (!invitations) return invitations.failure();
    invitations_ = std::move(invitations.value());
    return Done{};
}

void EnrolmentBook::forget(Instant now) {
    std::erase_if(invitations_,
                  [now](const Invitation& invitation) { return invitation.is_forgotten(now); });
}

Result<Invitation> EnrolmentBook::invite(const std::string& officer, Instant now) {
    forget(now);
    if (invitations_.size() >= invitations_max) return fail(Fault::too_large, "open codes");
    Invitation invitation;
    invitation.officer = officer;
    invitation.until_ms = now.ms + invitation_ms;
    // The first half finds it, so no two have the same.
    do {
        invitation.code = draw_code(machine_.random());
    } while (find(invitation.code.substr(0, code_half_chars), now) != nullptr);
    invitations_.push_back(invitation);
    if (auto saved = save(); !saved) return saved.failure();
    return invitation;
}

Invitation* EnrolmentBook::find(std::string_view first_half, Instant now) {
    forget(now);
    for (Invitation& invitation : invitations_) {
        if (invitation.code.starts_with(first_half)) return &invitation;
    }
    return nullptr;
}

Invitation* EnrolmentBook::find_waiting(const DeviceId& device, Instant now) {
    forget(now);
    for (Invitation& invitation : invitations_) {
        for (const WaitingDevice& waiting : invitation.waiting) {
            if (waiting.card.device == device) return &invitation;
        }
    }
    return nullptr;
}

const std::vector<Invitation>& EnrolmentBook::all(Instant now) {
    forget(now);
    return invitations_;
}

Result<Done> EnrolmentBook::save() {
    return machine_.write_file(path_, encode(invitations_));
}

}  // namespace luring::server
