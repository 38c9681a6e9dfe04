#include "sync/columns.h"

namespace luring {

namespace {

// A name or act by its place; these two stand for one that is said in full.
constexpr std::uint64_t new_name = 0;
constexpr std::uint64_t no_act = 0;
constexpr std::uint64_t new_act = 1;

}  // namespace

// ---- packing ------------------------------------------------------------------------------------

void PackingColumns::name(PackColumn column, const std::string& value) {
    const auto known = names_.find(value);
    if (known != names_.end()) return number(column, known->second + 1);
    number(column, new_name);
    text(PackColumn::length, PackColumn::name, value);
    if (value.size() <= repeated_name_bytes_max) names_.emplace(value, names_.size());
}

void PackingColumns::reference(PackColumn column, const ActId& id) {
    if (id.is_none()) return number(column, no_act);
    const auto known = acts_.find(id);
    // Counted backwards: what is meant was most likely said lately.
    if (known != acts_.end()) return number(column, noted_ - known->second + new_act);
    number(column, new_act);
    octets(PackColumn::id, id.bytes);
    note(id);
}

Bytes PackingColumns::finish() const {
    Bytes out;
    std::uint64_t used = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i].empty()) used |= std::uint64_t{1} << i;
    }
    put_number(out, used);
    for (const Bytes& column : columns_) {
        if (!column.empty()) put_number(out, column.size());
    }
    for (const Bytes& column : columns_) out.insert(out.end(), column.begin(), column.end());
    return out;
}

// ---- unpacking ----------------------------------------------------------------------------------

UnpackingColumns::UnpackingColumns(ByteView bytes) {
    Cursor cursor(bytes);
    const std::uint64_t used = cursor.take_number();
    if (used >> columns_count != 0) throw DecodeError("unknown column");
    std::array<std::uint64_t, columns_count> lengths{};
    for (std::size_t i = 0; i < columns_count; ++i) {
        if ((used >> i & 1) == 0) continue;
        lengths[i] = cursor.take_number();
        if (lengths[i] == 0) throw DecodeError("empty column");
    }
    for (const std::uint64_t length : lengths) {
        if (length > cursor.left()) throw DecodeError("column longer than what is left");
        columns_.emplace_back(cursor.take(static_cast<std::size_t>(length)));
    }
    if (cursor.left() != 0) throw DecodeError("octets after the columns");
}

void UnpackingColumns::name(PackColumn column, std::string& value) {
    const std::uint64_t place = from(column).take_number();
    if (place == new_name) {
        text(PackColumn::length, PackColumn::name, value);
        if (value.size() <= repeated_name_bytes_max) names_.push_back(value);
        return;
    }
    if (place > names_.size()) throw DecodeError("unknown name");
    value = names_[static_cast<std::size_t>(place - 1)];
    unfold(value.size());
}

void UnpackingColumns::reference(PackColumn column, ActId& id) {
    const std::uint64_t place = from(column).take_number();
    if (place == no_act) {
        id = {};
        return;
    }
    if (place == new_act) {
        octets(PackColumn::id, id.bytes);
        note(id);
        return;
    }
    const std::uint64_t back = place - new_act;
    if (back > acts_.size()) throw DecodeError("unknown act");
    id = acts_[acts_.size() - static_cast<std::size_t>(back)];
}

void UnpackingColumns::unfold(std::size_t octets) {
    if (octets > unfolded_bytes_max - unfolded_) throw DecodeError("unfolds into too much");
    unfolded_ += octets;
}

bool UnpackingColumns::is_used_up() const {
    return std::all_of(columns_.begin(), columns_.end(),
                       [](const Cursor& column) { return column.left() == 0; });
}

}  // namespace luring
