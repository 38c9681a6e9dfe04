// The link to an office over the network: its addresses (server/router.h has the other end), and
// what a reply that is none of ours tells.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/api/workplace.h"
#include "core/base/transport.h"

namespace luring {

constexpr std::string_view exchange_type = "application/vnd.luring.exchange";
constexpr std::string_view octets_type = "application/octet-stream";

// None for a reply of the office to what was asked: status 200 and that content type.
std::optional<Missed> missed_from(const HttpReply& reply, std::string_view content_type);

class OfficeLine : public Link {
  public:
    // `connect` is asked when there is something to say for the first time.
    using Connect = std::function<Result<std::unique_ptr<Transport>>()>;
    explicit OfficeLine(Connect connect) : connect_(std::move(connect)) {}

    Result<Bytes, Missed> exchange(ByteView body, const OnOctets& on_octets) override;
    Result<Bytes, Missed> enrol(ByteView body);
    Result<Bytes, Missed> office_card();
    // `signature` over message_of_doorbell() (sync/enrolment.h).
    Result<std::unique_ptr<Doorbell>, Missed> doorbell(const DeviceId& device,
                                                       const Signature& signature);

  private:
    Result<Transport*, Missed> transport();

    Connect connect_;
    std::unique_ptr<Transport> transport_;
};

}  // namespace luring
