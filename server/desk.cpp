#include "server/desk.h"

namespace luring::server {

void Desk::open(std::unique_ptr<Bureau> bureau, News news) {
    bureau_ = std::move(bureau);
    tell_ = std::move(news);
    thread_ = std::thread([this] { work(); });
}

bool Desk::submit(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_ || jobs_.size() >= jobs_max_) return false;
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
}

bool Desk::submit_anyway(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_) return false;
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
}

std::size_t Desk::waiting() const {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
}

void Desk::close() {
    {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Desk::look_for_news() {
    try {
        Office& office = bureau_->office();
        const Standing now{office.position().number, office.is_recovering()};
        if (now == standing_) return;
        standing_ = now;
        tell_(now);
    } catch (const StorageError&) {
        // The job that met it has told it.
    }
}

void Desk::work() {
    look_for_news();
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return is_closed_ || !jobs_.empty(); });
            if (jobs_.empty()) break;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job(*bureau_);
        look_for_news();
    }
    bureau_.reset();
}

}  // namespace luring::server
