// Cold open of a replica, and dropping and folding again all that is derived, with a short and a
// long log. Memory is that of a process that does nothing else.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "core/case/case_items.h"
#include "tests/bench/bench.h"
#include "tests/bench/bench_office.h"
#include "tests/unit/platform/folder.h"

namespace luring::bench {

namespace {

struct Measured {
    double ms = 0;
    double cpu_ms = 0;
    double peak_rss_mib = 0;
};

// The pages of the file leave the page cache, as after the phone was switched off.
void forget_pages(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::fsync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

// How to open the replica; plain octets, since it goes through a pipe.
struct Access {
    RawKey key{};
    OfficeIdentity office;
};

// Forked while this process is small: what is measured is the child's own memory.
class Child {
  public:
    explicit Child(const std::function<Measured(const Access&)>& work) {
        ensure(::pipe(to_child_) == 0 && ::pipe(from_child_) == 0);
        pid_ = ::fork();
        ensure(pid_ >= 0);
        if (pid_ > 0) return;
        Access access;
        ensure(::read(to_child_[0], &access, sizeof access) == sizeof access);
        const Measured measured = work(access);
        ensure(::write(from_child_[1], &measured, sizeof measured) == sizeof measured);
        ::_exit(0);
    }
    Measured run(const Access& access) {
        ensure(::write(to_child_[1], &access, sizeof access) == sizeof access);
        Measured measured;
        ensure(::read(from_child_[0], &measured, sizeof measured) == sizeof measured);
        int status = 0;
        ::waitpid(pid_, &status, 0);
        for (const int end : {to_child_[0], to_child_[1], from_child_[0], from_child_[1]}) {
            ::close(end);
        }
        return measured;
    }

  private:
    pid_t pid_ = 0;
    int to_child_[2]{};
    int from_child_[2]{};
};

using Work = std::function<void(Replica&)>;

Measured measure(const std::string& path, const Access& access, const Work& work) {
    NoKeeper keeper;
    forget_pages(path);
    const Stopwatch watch;
    const WorkWatch worked;
    auto replica = Replica::open({path, access.key}, access.office, keeper);
    ensure(replica.ok());
    work(**replica);
    return {watch.seconds() * 1000, worked.seconds() * 1000, peak_rss_mib()};
}

Report run(const char* name, const Options& options, const Work& work) {
    Report report{name, {}};
    std::vector<std::uint64_t> lengths{1000, 100'000};
    if (options.quick) lengths = {100, 1000};
    if (options.full) lengths.push_back(1'000'000);
    for (const std::uint64_t length : lengths) {
        const Folder folder;
        Child child(
            [&](const Access& access) { return measure(folder.file("replica.db"), access, work); });
        BenchOffice office(folder.path());
        office.add_history(length);
        office.meet();
        office.close_replica();
        const Measured measured = child.run({*office.replica_file().key, office.identity()});
        const std::string tail = "_at_" + std::to_string(length);
        report.add(std::string(name) + "_ms" + tail, measured.ms);
        report.add(std::string(name) + "_cpu_ms" + tail, measured.cpu_ms);
        report.add("peak_rss_mib" + tail, measured.peak_rss_mib);
    }
    return report;
}

}  // namespace

Report bench_reopen(const Options& options) {
    return run("reopen", options, [](Replica& replica) {
        replica.read(
            [](const State&, const State& tentative) { ensure(!tentative.places().empty()); });
        ensure(replica.position().number > 0);
    });
}

Report bench_rebuild(const Options& options) {
    return run("rebuild", options, [](Replica& replica) { ensure(replica.rebuild().ok()); });
}

}  // namespace luring::bench
