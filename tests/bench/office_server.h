// A luring-server process of its own for benches that meet an office over the network: its folder,
// its life, what it has used. On a loopback that no other program shares, so that octets can be
// counted where the machine counts them.
#pragma once

#include <sys/types.h>

#include <boost/json.hpp>
#include <cstdint>
#include <string>

namespace luring::bench {

struct Invitation {
    std::string code;
    std::string fingerprint;
};

struct ServerUse {
    double cpu_s = 0;
    double rss_mib = 0;  // the largest so far
};

// Octets of TCP both ways over the loopback so far, without headers of TCP and IP.
std::uint64_t loopback_bytes();
// A network of this process and its children alone, where the machine permits; false otherwise.
bool leave_shared_network();

class OfficeServer {
  public:
    // Founds the office of the file and starts it. luring-server lies beside this program.
    OfficeServer(const std::string& folder, const boost::json::object& office_file);
    ~OfficeServer();
    OfficeServer(const OfficeServer&) = delete;
    OfficeServer& operator=(const OfficeServer&) = delete;

    const std::string& origin() const { return origin_; }
    Invitation invite(const std::string& officer);
    ServerUse used() const;

  private:
    boost::json::object command(const std::string& words) const;
    void start();

    std::string folder_;
    std::string program_;
    std::string port_;
    std::string origin_;
    pid_t process_ = -1;
};

}  // namespace luring::bench
