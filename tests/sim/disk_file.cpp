#include "tests/sim/disk_file.h"

#include <algorithm>
#include <array>
#include <utility>

namespace luring::sim {
namespace {

// Calls visit(offset, octets) for each sector a write touches.
template <class Visit>
void for_each_sector(std::uint64_t offset, ByteView octets, Visit visit) {
    while (!octets.empty()) {
        const std::uint64_t left = sector_bytes - offset % sector_bytes;
        const ByteView sector = octets.first(std::min<std::uint64_t>(left, octets.size()));
        visit(offset, sector);
        offset += sector.size();
        octets = octets.subspan(sector.size());
    }
}

}  // namespace

std::uint64_t draw_below(Random& random, std::uint64_t bound) {
    std::array<std::uint8_t, 8> octets{};
    random.fill(octets);
    std::uint64_t number = 0;
    for (std::uint8_t octet : octets) number = number << 8 | octet;
    return number % bound;
}

Bytes DiskFile::durable_content() const {
    Bytes content = content_;
    for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
        undo(*change, content);
    }
    return content;
}

void DiskFile::write(std::uint64_t moment, std::uint64_t offset, ByteView octets) {
    remember({.moment = moment, .kind = Kind::write, .offset = offset, .length = octets.size()});
    put(offset, octets);
}

void DiskFile::truncate(std::uint64_t moment, std::uint64_t size) {
    if (size >= content_.size()) return;
    remember({.moment = moment,
              .kind = Kind::truncation,
              .offset = size,
              .length = content_.size() - size});
    content_.resize(size);
}

void DiskFile::sync() {
    changes_.clear();
    saved_.clear();
}

std::uint64_t DiskFile::oldest_change(std::uint64_t none) const {
    return changes_.empty() ? none : changes_.front().moment;
}

void DiskFile::lose_all() {
    content_ = durable_content();
    sync();
}

void DiskFile::lose_from(std::uint64_t moment, Random& random) {
    for (const Redo& survivor : take_back_all()) {
        if (survivor.change.moment < moment) redo(survivor);
        if (survivor.change.moment != moment) continue;
        std::uint64_t sectors_left = draw_below(random, survivor.octets.size() / sector_bytes + 2);
        for_each_sector(survivor.change.offset, survivor.octets,
                        [&](std::uint64_t offset, ByteView sector) {
                            if (sectors_left == 0) return;
                            put(offset, sector);
                            --sectors_left;
                        });
    }
}

void DiskFile::lose_sectors(Random& random) {
    for (const Redo& survivor : take_back_all()) {
        if (survivor.change.kind == Kind::truncation) {
            if (draw_coin(random)) redo(survivor);
            continue;
        }
        for_each_sector(survivor.change.offset, survivor.octets,
                        [&](std::uint64_t offset, ByteView sector) {
                            if (draw_coin(random)) put(offset, sector);
                        });
    }
}

void DiskFile::remember(Change change) {
    change.size_before = content_.size();
    change.saved_at = saved_.size();
    if (change.offset < content_.size()) {
        change.saved_length =
            std::min<std::uint64_t>(change.length, content_.size() - change.offset);
        const auto from = content_.begin() + static_cast<std::ptrdiff_t>(change.offset);
        saved_.insert(saved_.end(), from, from + static_cast<std::ptrdiff_t>(change.saved_length));
    }
    changes_.push_back(change);
}

void DiskFile::undo(const Change& change, Bytes& content) const {
    content.resize(change.size_before);
    std::copy_n(saved_.begin() + static_cast<std::ptrdiff_t>(change.saved_at), change.saved_length,
                content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

std::vector<DiskFile::Redo> DiskFile::take_back_all() {
    std::vector<Redo> redos;
    for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
        Redo taken{*change, {}};
        if (change->kind == Kind::write) {
            // Later changes are undone already: what stands here is what this one wrote.
            const auto from = content_.begin() + static_cast<std::ptrdiff_t>(change->offset);
            taken.octets.assign(from, from + static_cast<std::ptrdiff_t>(change->length));
        }
        undo(*change, content_);
        redos.push_back(std::move(taken));
    }
    sync();
    std::reverse(redos.begin(), redos.end());
    return redos;
}

void DiskFile::redo(const Redo& redo) {
    if (redo.change.kind == Kind::write) {
        put(redo.change.offset, redo.octets);
    } else if (redo.change.offset < content_.size()) {
        content_.resize(redo.change.offset);
    }
}

void DiskFile::put(std::uint64_t offset, ByteView octets) {
    const std::uint64_t end = offset + octets.size();
    if (end > content_.size()) content_.resize(end);
    std::copy(octets.begin(), octets.end(), content_.begin() + static_cast<std::ptrdiff_t>(offset));
}

bool DiskFile::lock_shared() {
    if (pending_) return false;
    ++readers_;
    return true;
}

bool DiskFile::lock_reserved(const void* holder) {
    if (writer_ && writer_ != holder) return false;
    writer_ = holder;
    return true;
}

bool DiskFile::lock_exclusive() {
    pending_ = true;
    return readers_ == 1;  // the holder itself
}

void DiskFile::unlock_reserved(const void* holder) {
    if (writer_ != holder) return;
    writer_ = nullptr;
    pending_ = false;
}

}  // namespace luring::sim
