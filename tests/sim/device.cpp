#include "tests/sim/device.h"

#include <sqlite3.h>

#include "core/act/evidence.h"
#include "tests/sim/checker.h"

namespace luring::sim {

namespace {

constexpr const char* replica_file = "replica.db";
constexpr const char* photos_file = "photos.db";

}  // namespace

std::optional<KeptHead> KeptHeads::read(const DeviceId& device) {
    const auto found = heads_.find(device);
    if (found == heads_.end()) return std::nullopt;
    return found->second;
}

void KeptHeads::write(const DeviceId& device, const KeptHead& head) {
    heads_[device] = head;
}

Device::Device(const PlannedDevice& plan, const OfficeIdentity& office, Prng prng)
    : plan_(plan),
      office_(office),
      prng_(prng),
      device_key_(plan.device_seed),
      officer_key_(plan.officer_seed),
      box_key_(plan.box_seed) {
    prng_.fill(cipher_);
}

Device::Device(Device& original, Prng prng) : Device(original.plan_, original.office_, prng) {
    cipher_ = original.cipher_;
    other_ = original.other_;
    restore(original.copy(), true);
}

Device::~Device() {
    close();
}

void Device::close() {
    meeting.reset();
    photos_.reset();
    replica_.reset();
}

OpenOptions Device::file_named(const char* name) const {
    OpenOptions file;
    file.path = name;
    file.key = cipher_;
    file.vfs = disk_.vfs();
    file.journal = Journal::truncate;
    file.exclusive = true;  // as in a browser, the only place without a WAL
    file.create = true;
    return file;
}

Attachments* Device::photos(bool to_keep) {
    if (!photos_ && (to_keep || disk_.has(photos_file))) {
        auto opened = Attachments::open(file_named(photos_file));
        if (!opened) throw CheckFailed("machine", name() + ": photos: " + opened.failure().detail);
        photos_ = std::move(opened.value());
    }
    return photos_.get();
}

std::size_t Device::keep_photos(const Act& act) {
    std::size_t kept = 0;
    for (const Part& part : act.parts) {
        for (const Evidence& evidence : evidence_in(part.body)) {
            const auto taken = taken_.find(evidence.content);
            if (taken == taken_.end()) continue;
            ensure(photos(true)->put(taken->second).ok());
            taken_.erase(taken);
            ++kept;
        }
    }
    return kept;
}

void Device::open() {
    auto opened = Replica::open(file_named(replica_file), office_, heads_);
    if (!opened) throw CheckFailed("machine", name() + ": open: " + opened.failure().detail);
    replica_ = std::move(opened.value());
    // The other one first: what the office does not take comes before what it does.
    for (const PlannedDevice* plan : {other_ ? &*other_ : nullptr, &plan_}) {
        if (plan == nullptr) continue;
        auto added = replica_->add_writer(plan->keys());
        if (!added) throw CheckFailed("machine", name() + ": writer: " + added.failure().detail);
    }
}

const PlannedDevice& Device::pen_for(Kind kind) {
    return other_ && !is_formal(kind) && prng_.permille(250) ? *other_ : plan_;
}

Result<Done> Device::seal(Replica& replica) const {
    const auto sign_with = [](const SigningKey& key) {
        return [&key](ByteView message) { return key.sign(message); };
    };
    if (other_) {
        const SigningKey key(other_->device_seed);
        if (auto sealed = seal_feeds(replica, other_->id, sign_with(key)); !sealed) return sealed;
    }
    return seal_feeds(replica, plan_.id, sign_with(device_key_));
}

bool Device::use(const Work& work) {
    try {
        if (!replica_) open();
        work(*replica_);
        return true;
    } catch (const StorageError& error) {
        if (!is_power_at_risk_) throw CheckFailed("machine", name() + ": " + error.what());
        lose_power();
        return false;
    }
}

void Device::cut_power_soon() {
    is_power_at_risk_ = true;
    disk_.cut_power_after(prng_.below(prng_.coin() ? 8 : 60));
}

void Device::lose_power() {
    meeting.reset();
    waiting_for = 0;
    disk_.crash(prng_, Loss::drawn);
    close();
    is_power_at_risk_ = false;
}

void Device::switch_off() {
    waiting_for = 0;
    close();
    if (is_power_at_risk_) lose_power();
}

Device::Copy Device::copy() {
    return {disk_.copy(), heads_.heads_};
}

void Device::restore(const Copy& copy, bool with_heads) {
    switch_off();
    disk_.restore(copy.image);
    if (with_heads) heads_.heads_ = copy.heads;
}

ActTimes Device::times(Replica& replica, std::int64_t world_ms) {
    const auto head = replica.last_head();
    return {world_ms + clock_offset_ms_, world_ms - contact_ms_, head ? head->time_ms : 0};
}

// Below the wrapper on purpose: what somebody with the key could find in the file.
Bytes Device::decrypted() {
    switch_off();
    Bytes pages = decrypted(replica_file);
    if (!disk_.has(photos_file)) return pages;
    const Bytes more = decrypted(photos_file);
    if (more.empty()) return {};
    pages.insert(pages.end(), more.begin(), more.end());
    return pages;
}

Bytes Device::decrypted(const char* name) {
    sqlite3* db = nullptr;
    const std::string vfs = "multipleciphers-" + disk_.vfs();
    int result = sqlite3_open_v2(name, &db, SQLITE_OPEN_READWRITE, vfs.c_str());
    Bytes pages;
    if (result == SQLITE_OK) {
        // A raw key, as the wrapper gives it.
        std::string key = "raw:";
        key.append(cipher_.begin(), cipher_.end());
        result = sqlite3_key_v2(db, "main", key.data(), static_cast<int>(key.size()));
    }
    sqlite3_int64 size = 0;
    unsigned char* content =
        result == SQLITE_OK ? sqlite3_serialize(db, "main", &size, 0) : nullptr;
    if (content != nullptr) pages.assign(content, content + size);
    sqlite3_free(content);
    sqlite3_close(db);
    return pages;
}

}  // namespace luring::sim
