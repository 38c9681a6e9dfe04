// The address of a socket in a data folder. A path too long for the system (108 octets) goes by way
// of the folder's descriptor.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <memory>
#include <optional>
#include <string>

namespace luring::server {

class ControlAddress {
  public:
    const sockaddr* generic() const { return reinterpret_cast<const sockaddr*>(&address_); }
    socklen_t length() const { return sizeof address_; }

  private:
    friend std::optional<ControlAddress> control_address(const std::string& path);
    sockaddr_un address_{};
    std::shared_ptr<const int> folder_;  // open while the address is used
};

// None where the folder cannot be opened.
std::optional<ControlAddress> control_address(const std::string& path);

}  // namespace luring::server
