// A disk in memory for SQLite: it forgets what was not synced, fails on demand, and can be cloned.
//
// Every file has two images. The current one is what reads see. The durable one is what the last
// xSync promised; it is not kept but undone to: each write since then remembers the octets it
// replaced. So a sync costs nothing, and a crash costs what was written since.
//
// There is no shared memory, so databases on it use Journal::truncate. One thread.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>

#include "core/base/bytes.h"
#include "core/base/ports.h"

namespace luring::sim {

class DiskFile;

// What becomes of the writes a crash caught before their sync.
enum class Loss : std::uint8_t {
    all,      // none arrived
    suffix,   // those before a random moment arrived; the one at that moment is torn
    sectors,  // each sector of each of them arrived or not, whatever came before it
    drawn,    // one of the above, drawn first
};

struct DiskCounters {
    std::uint64_t writes = 0;  // xWrite and xTruncate
    std::uint64_t syncs = 0;
    std::uint64_t bytes = 0;  // written
};

class Disk {
  public:
    using Image = std::map<std::string, Bytes>;  // file name to content

    Disk();
    ~Disk();  // every database on it must be closed
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    // Goes into OpenOptions::vfs; another one for every Disk.
    const std::string& vfs() const { return vfs_; }

    // Power loss. Databases still open fail from now on, and must all be closed before the next
    // one is opened.
    void crash(Random& random, Loss loss);
    // The process dies, the machine does not: as a crash, but every write stays.
    void kill();
    // The power goes at the n-th write, truncation, sync or deletion from now (0: at the next);
    // it and all later ones fail. Call crash() to see what is left.
    void cut_power_after(std::uint64_t operations);
    bool has_power() const { return power_ == Power::on; }
    bool has(const std::string& name) const { return find(name) != nullptr; }

    // A backup or clone made of a machine that is switched off: durable content only.
    Image copy() const;
    void restore(const Image& image);  // no database may be open

    void fail_writes(std::uint64_t count) { writes_to_fail_ = count; }
    void fail_syncs(std::uint64_t count) { syncs_to_fail_ = count; }
    // Files may grow by this much in all before the disk is full.
    void set_space_left(std::uint64_t bytes) { space_left_ = bytes; }
    void set_plenty_of_space() { space_left_ = plenty; }
    // A lying disk says it synced and did not. With it the crash tests must fail.
    void set_lying(bool lying) { lying_ = lying; }

    const DiskCounters& counters() const { return counters_; }

  private:
    friend struct DiskVfs;  // the C functions SQLite calls, in disk.cpp
    enum class Power : std::uint8_t {
        on,
        cut,      // what is lost is not drawn yet
        waiting,  // comes back when the last file of the dead process is closed
    };
    using FilePtr = std::shared_ptr<DiskFile>;
    using Directory = std::map<std::string, FilePtr>;

    bool spend_operation();
    void settle_after_crash();
    void settle_directory(Random& random, Loss loss);
    FilePtr find(const std::string& name) const;

    static constexpr std::uint64_t plenty = std::numeric_limits<std::uint64_t>::max() / 2;

    struct Registration;
    std::unique_ptr<Registration> registration_;
    std::string vfs_;
    Directory current_;
    Directory durable_;  // names a crash cannot take away
    DiskCounters counters_;
    Power power_ = Power::on;
    std::uint64_t open_files_ = 0;
    std::uint64_t operations_left_ = plenty;
    std::uint64_t writes_to_fail_ = 0;
    std::uint64_t syncs_to_fail_ = 0;
    std::uint64_t space_left_ = plenty;
    std::uint64_t write_clock_ = 0;  // orders the writes of all files
    bool lying_ = false;
};

}  // namespace luring::sim
