#include "tests/bench/office_server.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/base/ensure.h"

namespace luring::bench {

namespace {

namespace json = boost::json;

// Each packet of the loopback: IPv4, TCP and its timestamps.
constexpr std::uint64_t header_bytes = 20 + 32;

// Benches ask more of one address than people do.
constexpr const char* limits =
    " --limit enrols_per_minute=1000000 --limit enrols_per_minute_all=1000000"
    " --limit requests_per_minute=1000000 --limit connections_per_minute=1000000"
    " --limit connections=4000 --limit connections_per_address=4000";

std::string beside_this_program(const std::string& name) {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / name).string();
}

std::string free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ensure(::bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    socklen_t length = sizeof address;
    ensure(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    ::close(probe);
    return std::to_string(ntohs(address.sin_port));
}

}  // namespace

std::uint64_t loopback_bytes() {
    std::ifstream in("/proc/net/dev");
    for (std::string line; std::getline(in, line);) {
        const auto colon = line.find("lo:");
        if (colon == std::string::npos) continue;
        std::istringstream numbers(line.substr(colon + 3));
        std::uint64_t bytes = 0, packets = 0;
        numbers >> bytes >> packets;
        return bytes - packets * header_bytes;
    }
    return 0;
}

bool leave_shared_network() {
    if (::unshare(CLONE_NEWNET) != 0) return false;
    const int probe = ::socket(AF_INET, SOCK_DGRAM, 0);
    ifreq loopback{};
    std::strcpy(loopback.ifr_name, "lo");
    loopback.ifr_flags = IFF_UP | IFF_RUNNING;
    const bool is_up = ::ioctl(probe, SIOCSIFFLAGS, &loopback) == 0;
    ::close(probe);
    return is_up;
}

OfficeServer::OfficeServer(const std::string& folder, const json::object& office_file)
    : folder_(folder + "/office"),
      program_(beside_this_program("luring-server")),
      port_(free_port()),
      origin_("https://localhost:" + port_) {
    const std::string file = folder + "/office.json";
    std::ofstream(file) << json::serialize(office_file);
    const json::object founded =
        command("init --practice --office " + file +
                " --sop tests/data/sop-perbaikan-data-kinerja.json --origin " + origin_);
    ensure(founded.contains("fingerprint"));
    start();
}

OfficeServer::~OfficeServer() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

json::object OfficeServer::command(const std::string& words) const {
    const std::string line = program_ + " --data " + folder_ + " " + words + " --json 2>&1";
    FILE* pipe = ::popen(line.c_str(), "r");
    ensure(pipe != nullptr);
    std::string said;
    char piece[4096];
    for (std::size_t got = 0; (got = std::fread(piece, 1, sizeof piece, pipe)) > 0;) {
        said.append(piece, got);
    }
    const int ended = ::pclose(pipe);
    if (ended != 0) std::fprintf(stderr, "%s\n%s\n", line.c_str(), said.c_str());
    ensure(ended == 0);
    return json::parse(said).as_object().at("result").as_object();
}

void OfficeServer::start() {
    const std::string line = "exec " + program_ + " --data " + folder_ +
                             " run --listen 127.0.0.1:" + port_ + limits + " >" + folder_ +
                             ".ready 2>" + folder_ + ".log";
    process_ = ::fork();
    ensure(process_ >= 0);
    if (process_ == 0) {
        ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
        ::_exit(127);
    }
    for (int i = 0; i < 600; ++i) {
        std::ifstream ready(folder_ + ".ready");
        std::string word;
        if (ready >> word && word == "ready") return;
        ensure(::waitpid(process_, nullptr, WNOHANG) == 0);
        ::usleep(50'000);
    }
    ensure(false);
}

Invitation OfficeServer::invite(const std::string& officer) {
    const json::object invited = command("enrol --officer " + officer);
    return {std::string(invited.at("code").as_string()),
            std::string(invited.at("fingerprint").as_string())};
}

ServerUse OfficeServer::used() const {
    ServerUse use;
    const std::string place = "/proc/" + std::to_string(process_);
    std::ifstream stat(place + "/stat");
    std::string text;
    std::getline(stat, text);
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    use.cpu_s = (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    std::ifstream status(place + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) use.rss_mib = std::stod(line.substr(6)) / 1024;
    }
    return use;
}

}  // namespace luring::bench
