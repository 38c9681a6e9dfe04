#include "tests/sim/disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>
#include <utility>

#include "core/base/ensure.h"
#include "tests/sim/disk_file.h"

namespace luring::sim {
namespace {

// One file opened by one connection. SQLite provides the memory and calls close() once.
struct OpenFile : sqlite3_file {
    Disk* disk = nullptr;
    std::shared_ptr<DiskFile> file;
    std::string name;  // empty for a file without a name, gone when closed
    int level = SQLITE_LOCK_NONE;
};

OpenFile& opened(sqlite3_file* file) {
    return *static_cast<OpenFile*>(file);
}
Disk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<Disk*>(vfs->pAppData);
}

}  // namespace

// SQLite's interface to an operating system. An operation during which the power goes may have
// reached the disk in part: it is done, so that crash() can tear it, and reported as failed.
struct DiskVfs {
    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags,
                    int* flags_out) {
        Disk& disk = disk_of(vfs);
        file->pMethods = nullptr;
        if (!disk.has_power()) return SQLITE_CANTOPEN;
        Disk::FilePtr found = name ? disk.find(name) : nullptr;
        if (!found) {
            if (name && !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
            found = std::make_shared<DiskFile>();
            if (name) disk.current_[name] = found;
        }
        auto* fresh = new (file) OpenFile;
        fresh->disk = &disk;
        fresh->file = std::move(found);
        if (name) fresh->name = name;
        fresh->pMethods = &methods;
        ++disk.open_files_;
        if (flags_out) *flags_out = flags;
        return SQLITE_OK;
    }

    static int close(sqlite3_file* file) {
        OpenFile& closing = opened(file);
        Disk& disk = *closing.disk;
        unlock(file, SQLITE_LOCK_NONE);
        closing.~OpenFile();
        --disk.open_files_;
        disk.settle_after_crash();
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
        OpenFile& from = opened(file);
        if (!from.disk->has_power()) return SQLITE_IOERR_READ;
        const Bytes& content = from.file->content();
        const auto start =
            std::min<std::uint64_t>(static_cast<std::uint64_t>(offset), content.size());
        const auto length =
            std::min<std::uint64_t>(static_cast<std::uint64_t>(amount), content.size() - start);
        if (length > 0) std::memcpy(out, content.data() + start, length);
        if (length == static_cast<std::uint64_t>(amount)) return SQLITE_OK;
        std::memset(static_cast<char*>(out) + length, 0, static_cast<std::size_t>(amount) - length);
        return SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, const void* in, int amount, sqlite3_int64 offset) {
        OpenFile& to = opened(file);
        Disk& disk = *to.disk;
        if (!disk.has_power()) return SQLITE_IOERR_WRITE;
        if (disk.writes_to_fail_ > 0) {
            --disk.writes_to_fail_;
            return SQLITE_IOERR_WRITE;
        }
        const std::uint64_t size = to.file->content().size();
        const auto at = static_cast<std::uint64_t>(offset);
        const std::uint64_t end = at + static_cast<std::uint64_t>(amount);
        const std::uint64_t growth = end > size ? end - size : 0;
        if (growth > disk.space_left_) return SQLITE_FULL;
        disk.space_left_ -= growth;
        ++disk.counters_.writes;
        disk.counters_.bytes += static_cast<std::uint64_t>(amount);
        to.file->write(disk.write_clock_++, at,
                       {static_cast<const std::uint8_t*>(in), static_cast<std::size_t>(amount)});
        return disk.spend_operation() ? SQLITE_OK : SQLITE_IOERR_WRITE;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        OpenFile& to = opened(file);
        Disk& disk = *to.disk;
        if (!disk.has_power()) return SQLITE_IOERR_TRUNCATE;
        const std::uint64_t before = to.file->content().size();
        to.file->truncate(disk.write_clock_++, static_cast<std::uint64_t>(size));
        disk.space_left_ += before - to.file->content().size();
        ++disk.counters_.writes;
        return disk.spend_operation() ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
    }

    static int sync(sqlite3_file* file, int) {
        OpenFile& to = opened(file);
        Disk& disk = *to.disk;
        if (!disk.has_power() || !disk.spend_operation()) return SQLITE_IOERR_FSYNC;
        if (disk.syncs_to_fail_ > 0) {
            --disk.syncs_to_fail_;
            return SQLITE_IOERR_FSYNC;
        }
        ++disk.counters_.syncs;
        if (disk.lying_) return SQLITE_OK;
        to.file->sync();
        // As the real VFS does, the first sync of a new file includes its name.
        if (!to.name.empty() && disk.find(to.name) == to.file) disk.durable_[to.name] = to.file;
        return SQLITE_OK;
    }

    static int file_size(sqlite3_file* file, sqlite3_int64* size) {
        *size = static_cast<sqlite3_int64>(opened(file).file->content().size());
        return opened(file).disk->has_power() ? SQLITE_OK : SQLITE_IOERR_FSTAT;
    }

    static int lock(sqlite3_file* file, int wanted) {
        OpenFile& of = opened(file);
        if (!of.disk->has_power()) return SQLITE_IOERR_LOCK;
        if (of.level >= wanted) return SQLITE_OK;
        if (wanted == SQLITE_LOCK_SHARED) {
            if (!of.file->lock_shared()) return SQLITE_BUSY;
        } else if (!of.file->lock_reserved(&of)) {
            return SQLITE_BUSY;
        } else if (wanted == SQLITE_LOCK_EXCLUSIVE) {
            of.level = SQLITE_LOCK_PENDING;
            if (!of.file->lock_exclusive()) return SQLITE_BUSY;
        }
        of.level = wanted;
        return SQLITE_OK;
    }

    static int unlock(sqlite3_file* file, int wanted) {
        OpenFile& of = opened(file);
        if (of.level > wanted) of.file->unlock_reserved(&of);
        if (of.level >= SQLITE_LOCK_SHARED && wanted == SQLITE_LOCK_NONE) of.file->unlock_shared();
        of.level = std::min(of.level, wanted);
        return SQLITE_OK;
    }

    static int check_reserved(sqlite3_file* file, int* out) {
        *out = opened(file).file->is_reserved() ? 1 : 0;
        return SQLITE_OK;
    }

    static int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sector_size(sqlite3_file*) { return sector_bytes; }
    // A torn write damages nothing beside it, as on every disk of this century.
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
        Disk& disk = disk_of(vfs);
        if (!disk.has_power()) return SQLITE_IOERR_DELETE;
        const Disk::FilePtr found = disk.find(name);
        if (!found) return SQLITE_IOERR_DELETE_NOENT;
        disk.space_left_ += found->content().size();
        disk.current_.erase(name);
        if (!disk.spend_operation()) return SQLITE_IOERR_DELETE;
        if (sync_directory && !disk.lying_) disk.durable_.erase(name);
        return SQLITE_OK;
    }

    static int access(sqlite3_vfs* vfs, const char* name, int, int* out) {
        const Disk& disk = disk_of(vfs);
        if (!disk.has_power()) return SQLITE_IOERR_ACCESS;
        const Disk::FilePtr found = disk.find(name);
        *out = found && !found->content().empty() ? 1 : 0;  // an empty file counts as none
        return SQLITE_OK;
    }

    static int full_pathname(sqlite3_vfs*, const char* name, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    }
    // Never asked in practice: SQLite takes its seed from the default VFS.
    static int randomness(sqlite3_vfs*, int size, char* out) {
        std::memset(out, 7, static_cast<std::size_t>(size));
        return size;
    }
    // Waiting costs nothing here, and the only other process is this one.
    static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
    static int current_time(sqlite3_vfs*, double* out) {
        *out = 2460000.5;
        return SQLITE_OK;
    }
    static int last_error(sqlite3_vfs*, int, char*) { return 0; }

    static const sqlite3_io_methods methods;
};

const sqlite3_io_methods DiskVfs::methods = {1,  // without shared memory and memory mapping
                                             DiskVfs::close,
                                             DiskVfs::read,
                                             DiskVfs::write,
                                             DiskVfs::truncate,
                                             DiskVfs::sync,
                                             DiskVfs::file_size,
                                             DiskVfs::lock,
                                             DiskVfs::unlock,
                                             DiskVfs::check_reserved,
                                             DiskVfs::file_control,
                                             DiskVfs::sector_size,
                                             DiskVfs::characteristics,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr};

struct Disk::Registration {
    sqlite3_vfs vfs{};
};

Disk::Disk() : registration_(std::make_unique<Registration>()) {
    static std::atomic<int> disks{0};
    vfs_ = "disk-" + std::to_string(++disks);
    sqlite3_vfs& vfs = registration_->vfs;
    vfs.iVersion = 1;
    vfs.szOsFile = sizeof(OpenFile);
    vfs.mxPathname = 256;
    vfs.zName = vfs_.c_str();
    vfs.pAppData = this;
    vfs.xOpen = DiskVfs::open;
    vfs.xDelete = DiskVfs::remove;
    vfs.xAccess = DiskVfs::access;
    vfs.xFullPathname = DiskVfs::full_pathname;
    vfs.xRandomness = DiskVfs::randomness;
    vfs.xSleep = DiskVfs::sleep;
    vfs.xCurrentTime = DiskVfs::current_time;
    vfs.xGetLastError = DiskVfs::last_error;
    ensure(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

Disk::~Disk() {
    ensure(open_files_ == 0);
    // The encrypting layer that opening with a key put around this one.
    sqlite3mc_vfs_destroy(("multipleciphers-" + vfs_).c_str());
    sqlite3_vfs_unregister(&registration_->vfs);
}

void Disk::crash(Random& random, Loss loss) {
    if (loss == Loss::drawn) loss = static_cast<Loss>(draw_below(random, 3));
    settle_directory(random, loss);
    std::uint64_t oldest = write_clock_;
    for (auto& [name, file] : durable_) oldest = std::min(oldest, file->oldest_change(oldest));
    const std::uint64_t moment = oldest + draw_below(random, write_clock_ - oldest + 1);
    for (auto& [name, file] : durable_) {
        switch (loss) {
            case Loss::all:
            case Loss::drawn:
                file->lose_all();
                break;
            case Loss::suffix:
                file->lose_from(moment, random);
                break;
            case Loss::sectors:
                file->lose_sectors(random);
                break;
        }
    }
    kill();
}

void Disk::kill() {
    operations_left_ = plenty;
    power_ = Power::waiting;
    settle_after_crash();
}

void Disk::cut_power_after(std::uint64_t operations) {
    operations_left_ = operations;
}

Disk::Image Disk::copy() const {
    Image image;
    for (const auto& [name, file] : durable_) image[name] = file->durable_content();
    return image;
}

void Disk::restore(const Image& image) {
    ensure(open_files_ == 0);
    current_.clear();
    for (const auto& [name, content] : image) current_[name] = std::make_shared<DiskFile>(content);
    durable_ = current_;
}

bool Disk::spend_operation() {
    if (operations_left_ == 0) {
        power_ = Power::cut;
        return false;
    }
    --operations_left_;
    return true;
}

void Disk::settle_after_crash() {
    if (power_ == Power::waiting && open_files_ == 0) power_ = Power::on;
}

// A name created or deleted, but not synced, is there afterwards or not.
void Disk::settle_directory(Random& random, Loss loss) {
    Directory settled = durable_;
    for (const auto& [name, file] : current_) {
        const auto before = durable_.find(name);
        if (before != durable_.end() && before->second == file) continue;
        if (loss != Loss::all && draw_coin(random)) settled[name] = file;
    }
    for (const auto& [name, file] : durable_) {
        const bool deleted = current_.count(name) == 0;
        if (deleted && loss != Loss::all && draw_coin(random)) settled.erase(name);
    }
    durable_ = settled;
    current_ = settled;
}

Disk::FilePtr Disk::find(const std::string& name) const {
    const auto found = current_.find(name);
    return found == current_.end() ? nullptr : found->second;
}

}  // namespace luring::sim
