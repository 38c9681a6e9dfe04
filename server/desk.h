// The office's one thread. Work is handed in from any thread, done in order, and never touches the
// office from anywhere else; what is waiting is bounded.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "server/bureau.h"

namespace luring::server {

class Desk {
  public:
    using Job = std::function<void(Bureau& bureau)>;
    // Where the log stands after a job that added to it, or ended a recovery. From the desk's
    // thread.
    struct Standing {
        std::uint64_t entries = 0;
        bool is_recovering = false;

        friend bool operator==(const Standing&, const Standing&) = default;
    };
    using News = std::function<void(const Standing& standing)>;

    explicit Desk(std::size_t jobs_max) : jobs_max_(jobs_max) {}
    ~Desk() { close(); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    // Once. What was handed in before is done first.
    void open(std::unique_ptr<Bureau> bureau, News news);
    // False where too much is waiting, or the desk was closed: the job is not done.
    bool submit(Job job);
    // For the administrator: waits its turn however many are before it. False after close().
    bool submit_anyway(Job job);
    std::size_t waiting() const;
    // Does what was handed in, then lets go of the office.
    void close();

  private:
    void work();
    void look_for_news();

    std::unique_ptr<Bureau> bureau_;
    std::size_t jobs_max_;
    News tell_;
    std::optional<Standing> standing_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool is_closed_ = false;
    std::thread thread_;
};

}  // namespace luring::server
