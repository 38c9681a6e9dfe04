// The administrator's commands while the server runs: a socket in the data folder that its owner
// alone may use. One command at a time, each done at the desk.
#pragma once

#include <string>
#include <thread>

#include "server/desk.h"
#include "server/log.h"

namespace luring::server {

class ControlServer {
  public:
    ControlServer(Desk& desk, Log& log) : desk_(desk), log_(log) {}
    ~ControlServer() { stop(); }
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    // Replaces what a server that was killed left there.
    Result<Done> start(const std::string& path);
    // Before the desk is closed. A command that is being done is finished.
    void stop();

  private:
    void work();
    void serve(int descriptor);

    Desk& desk_;
    Log& log_;
    std::string path_;
    int listener_ = -1;
    int stopper_ = -1;
    std::thread thread_;
};

}  // namespace luring::server
