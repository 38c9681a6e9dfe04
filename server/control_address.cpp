#include "server/control_address.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace luring::server {

std::optional<ControlAddress> control_address(const std::string& path) {
    ControlAddress address;
    address.address_.sun_family = AF_UNIX;
    std::string name = path;
    if (name.size() >= sizeof address.address_.sun_path) {
        const auto slash = path.rfind('/');
        const std::string folder = path.substr(0, slash);
        const int opened = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (opened < 0) return std::nullopt;
        address.folder_.reset(new int(opened), [](const int* descriptor) {
            ::close(*descriptor);
            delete descriptor;
        });
        name = "/proc/self/fd/" + std::to_string(opened) + path.substr(slash);
    }
    if (name.size() >= sizeof address.address_.sun_path) return std::nullopt;
    std::copy(name.begin(), name.end(), address.address_.sun_path);
    return address;
}

}  // namespace luring::server
