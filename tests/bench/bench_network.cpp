// Meetings with a real office over TLS, as docs/benchmarks.md defines them.
#include <sys/resource.h>

#include <filesystem>
#include <thread>

#include "core/case/case_items.h"
#include "tests/bench/bench.h"
#include "tests/bench/crowd.h"
#include "tests/unit/platform/folder.h"

namespace luring::bench {

namespace {

double own_cpu_s() {
    rusage use{};
    ::getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

// What one phase used: the wall's seconds, everybody's CPU and octets on the loopback.
class Phase {
  public:
    explicit Phase(OfficeServer& office)
        : office_(office),
          server_(office.used().cpu_s),
          own_(own_cpu_s()),
          octets_(loopback_bytes()) {}

    void report(Report& report, const std::string& head) const {
        const double server = office_.used().cpu_s - server_;
        report.add(head + "wall_s", watch_.seconds());
        report.add(head + "cpu_s", server + own_cpu_s() - own_);
        report.add(head + "server_cpu_s", server);
        report.add(head + "kilobytes", static_cast<double>(loopback_bytes() - octets_) / 1000);
    }

  private:
    OfficeServer& office_;
    double server_;
    double own_;
    std::uint64_t octets_;
    Stopwatch watch_;
};

std::size_t conflicts_at(Member& member, const CaseId& id) {
    std::size_t conflicts = 0;
    member.replica().read([&](const State& committed, const State&) {
        for (const Place& place : committed.places()) {
            if (place.entity != case_entity(id)) continue;
            for (const auto& [key, cell] : items_of<CellItem>(committed, place, "cell/")) {
                conflicts += cell.is_conflict() ? 1 : 0;
            }
        }
    });
    return conflicts;
}

double disk_megabytes(const std::string& file) {
    return static_cast<double>(std::filesystem::file_size(file)) / 1e6;
}

Report begun(const char* name) {
    Report report{name, {}};
    report.add("own_network", leave_shared_network() ? 1 : 0);
    return report;
}

// One clerk of a whole data set.
CrowdPlan one_clerk(const Options& options) {
    CrowdPlan plan;
    plan.clerks = 1;
    if (options.quick) plan.people = 20;
    return plan;
}

}  // namespace

// 50 devices know 6,000 rows and write 40 corrections each, one in ten on a row somebody else
// corrects too. Then device after device meets the office, and once more, until all know all.
Report bench_office_day(const Options& options) {
    Report report = begun("office-day");
    CrowdPlan plan;
    if (options.quick) plan = {1, 5, 20, 12};
    const std::size_t edits = options.quick ? 10 : 40;
    const Folder folder;
    Crowd crowd(folder.path(), plan);
    auto& clerks = crowd.clerks();
    for (std::size_t i = 0; i < clerks.size(); ++i) {
        for (std::size_t edit = 0; edit < edits; ++edit) {
            const bool is_shared = edit % 10 == 9;
            const std::size_t owner = is_shared ? (i + 1) % clerks.size() : i;
            const std::size_t at = is_shared ? edit - 1 : edit;
            crowd.correct(*clerks[i], owner * edits + at, std::to_string(100 + i));
        }
    }
    Phase phase(crowd.office());
    for (int round = 0; round < 2; ++round) {
        for (auto& clerk : clerks) {
            clerk->meet();
            clerk->hang_up();
        }
    }
    phase.report(report, "");
    const Hash root = clerks.front()->replica().state_root();
    for (auto& clerk : clerks) ensure(clerk->replica().state_root() == root);
    report.add("acts", static_cast<double>(edits * clerks.size()));
    report.add("conflicts_visible",
               static_cast<double>(conflicts_at(*clerks.front(), crowd.case_id())));
    report.add("server_rss_mib", crowd.office().used().rss_mib);
    return report;
}

// One device hands in 10,000 corrections; then a new one takes everything.
Report bench_backlog(const Options& options) {
    Report report = begun("backlog");
    const std::size_t edits = options.quick ? 200 : 10'000;
    const Folder folder;
    Crowd crowd(folder.path(), one_clerk(options));
    Member& clerk = *crowd.clerks().front();
    for (std::size_t i = 0; i < edits; ++i) {
        crowd.correct(clerk, i % crowd.rows_of_a_unit(), std::to_string(i % 997));
    }
    Phase backlog(crowd.office());
    clerk.meet();
    backlog.report(report, "");
    report.add("acts", static_cast<double>(edits));

    auto fresh = crowd.newcomer();
    Phase phase(crowd.office());
    fresh->meet();
    phase.report(report, "newcomer_");
    fresh->close();
    report.add("newcomer_disk_mb", disk_megabytes(fresh->file()));
    return report;
}

// A fresh replica takes 6,000 rows with 100,000 corrections of the past.
Report bench_new_phone(const Options& options) {
    Report report = begun("new-phone");
    const std::size_t edits = options.quick ? 500 : 100'000;
    const Folder folder;
    Crowd crowd(folder.path(), one_clerk(options));
    Member& clerk = *crowd.clerks().front();
    for (std::size_t i = 0; i < edits; ++i) {
        crowd.correct(clerk, i % crowd.rows_of_a_unit(), std::to_string(i % 997));
        if (i % 5000 == 4999) clerk.meet();
    }
    clerk.meet();
    auto fresh = crowd.newcomer();
    Phase phase(crowd.office());
    fresh->meet();
    phase.report(report, "");
    report.add("history", static_cast<double>(edits));
    fresh->close();
    report.add("disk_mb", disk_megabytes(fresh->file()));
    report.add("peak_rss_mib", peak_rss_mib());
    return report;
}

// Nothing to say on either side, over a connection that is kept and over a new one; then meetings
// that hand in k acts: octets beyond those of a meeting that hands in none.
Report bench_idle_exchange(const Options& options) {
    Report report = begun("idle-exchange");
    CrowdPlan plan{1, 1, 20, 12};
    const Folder folder;
    Crowd crowd(folder.path(), plan);
    Member& clerk = *crowd.clerks().front();
    clerk.meet();
    const auto octets_of = [](const auto& work) {
        const std::uint64_t before = loopback_bytes();
        work();
        return static_cast<double>(loopback_bytes() - before);
    };
    Talk idle;
    report.add("socket_bytes_kept", octets_of([&] { idle = clerk.meet(); }));
    report.add("body_bytes", static_cast<double>(idle.body_bytes));
    clerk.hang_up();
    report.add("socket_bytes_new_connection", octets_of([&] { clerk.meet(); }));
    std::size_t row = 0;
    for (const std::size_t acts : {1, 10, 100, options.quick ? 150 : 1000}) {
        for (std::size_t i = 0; i < acts; ++i) {
            crowd.correct(clerk, row++, std::to_string(i % 97));
        }
        const Talk talk = clerk.meet();
        const double more = static_cast<double>(talk.body_bytes - idle.body_bytes);
        report.add("body_bytes_an_act_of_" + std::to_string(acts),
                   more / static_cast<double>(acts));
    }
    return report;
}

// Many devices of forty units arrive within a minute with five acts each. The wait of each is from
// its arrival to its receipt, the queue before the bench's own hands included.
Report bench_fleet(const Options& options) {
    Report report = begun("fleet");
    CrowdPlan plan{40, 2000, 480, 12};
    if (options.quick) plan = {4, 20, 48, 12};
    const double span_s = options.quick ? 2 : 60;
    const Folder folder;
    Crowd crowd(folder.path(), plan);
    auto& clerks = crowd.clerks();
    for (std::size_t i = 0; i < clerks.size(); ++i) {
        for (std::size_t edit = 0; edit < 5; ++edit) {
            crowd.correct(*clerks[i], i * 5 + edit, std::to_string(100 + edit));
        }
    }
    std::vector<double> waits;
    Phase phase(crowd.office());
    const Stopwatch watch;
    for (std::size_t i = 0; i < clerks.size(); ++i) {
        const double arrival = span_s * static_cast<double>(i) / static_cast<double>(clerks.size());
        const double early = arrival - watch.seconds();
        if (early > 0) std::this_thread::sleep_for(std::chrono::duration<double>(early));
        const double begun = watch.seconds();
        const Talk talk = clerks[i]->meet();
        clerks[i]->hang_up();
        waits.push_back(begun - arrival + talk.first_reply_s);
    }
    phase.report(report, "");
    report.add("receipt_s_median", median_of(waits));
    report.add("receipt_s_p99", quantile_of(waits, 0.99));
    report.add("receipt_s_max", quantile_of(waits, 1));
    report.add("server_rss_mib", crowd.office().used().rss_mib);
    return report;
}

}  // namespace luring::bench
