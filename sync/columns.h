// Columns before rows: values of one kind stand together, where deflate finds them alike. The same
// function lays values out (PackingColumns) and reads them back (UnpackingColumns), so that the two
// directions cannot come apart.
//
//   columns   LEB128 bit set of the columns that are not empty | their lengths, LEB128 each |
//             their octets
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/cursor.h"
#include "core/base/id.h"

namespace luring {

// Part of the format: appended only. What looks alike stands side by side, what is random at the
// end, where it does not push anything out of deflate's window.
enum class PackColumn : std::uint8_t {
    shape,
    number,
    epoch,
    received,
    outcome,
    reason,
    about,
    rule,
    group,
    writer,
    seq,
    post,
    claimed,
    elapsed,
    token,
    seen,
    part,
    kind,
    entity,
    effect_kind,
    effect_entity,
    effect_key,
    effect_act,
    effect_number,
    length,
    payload,
    name,
    plain,
    id,
    salt,
    hash,
    signature,
};
constexpr std::size_t columns_count = 32;

// Names longer than this are said in full each time. Bounds what one octet can stand for.
constexpr std::size_t repeated_name_bytes_max = 128;
// All that one set of columns may unfold into.
constexpr std::size_t unfolded_bytes_max = 48 * 1024 * 1024;

class PackingColumns {
  public:
    static constexpr bool is_packing = true;

    template <class T>
    void number(PackColumn column, const T& value) {
        put_number(to(column), static_cast<std::uint64_t>(value));
    }
    // The difference from what both sides expect, modulo 2^64, small ones short.
    template <class T, class Expected>
    void change(PackColumn column, const Expected& expected, const T& value) {
        const std::uint64_t distance =
            static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(expected);
        put_number(to(column), (distance << 1) ^ (~(distance >> 63) + 1));
    }
    template <std::size_t size>
    void octets(PackColumn column, const std::array<std::uint8_t, size>& value) {
        to(column).insert(to(column).end(), value.begin(), value.end());
    }
    // Its length in `lengths`, its octets in `column`.
    template <class Text>
    void text(PackColumn lengths, PackColumn column, const Text& value) {
        number(lengths, value.size());
        to(column).insert(to(column).end(), value.begin(), value.end());
    }
    // A word that comes again and again.
    void name(PackColumn column, const std::string& value);
    // An act, most likely one among these.
    void reference(PackColumn column, const ActId& id);
    void note(const ActId& id) { acts_[id] = noted_++; }

    Bytes finish() const;

  private:
    Bytes& to(PackColumn column) { return columns_[static_cast<std::size_t>(column)]; }

    std::array<Bytes, columns_count> columns_;
    std::map<std::string, std::uint64_t> names_;
    std::unordered_map<ActId, std::uint64_t> acts_;
    std::uint64_t noted_ = 0;
};

// Throws DecodeError for anything that PackingColumns would not have written. Every length is
// compared with what is left before memory is taken.
class UnpackingColumns {
  public:
    static constexpr bool is_packing = false;

    explicit UnpackingColumns(ByteView bytes);

    template <class T>
    void number(PackColumn column, T& value) {
        const std::uint64_t read = from(column).take_number();
        if (read > most<T>()) throw DecodeError("number range");
        value = static_cast<T>(read);
    }
    template <class T, class Expected>
    void change(PackColumn column, const Expected& expected, T& value) {
        const std::uint64_t read = from(column).take_number();
        const std::uint64_t distance = (read >> 1) ^ (~(read & 1) + 1);
        const std::uint64_t sum = static_cast<std::uint64_t>(expected) + distance;
        if (!std::is_signed_v<T> && sum > most<T>()) throw DecodeError("number range");
        value = static_cast<T>(sum);
    }
    template <std::size_t size>
    void octets(PackColumn column, std::array<std::uint8_t, size>& value) {
        const ByteView taken = from(column).take(size);
        std::copy(taken.begin(), taken.end(), value.begin());
    }
    template <class Text>
    void text(PackColumn lengths, PackColumn column, Text& value) {
        const std::uint64_t length = from(lengths).take_number();
        Cursor& cursor = from(column);
        if (length > cursor.left()) throw DecodeError("text longer than its column");
        const ByteView taken = cursor.take(static_cast<std::size_t>(length));
        value.assign(taken.begin(), taken.end());
    }
    void name(PackColumn column, std::string& value);
    void reference(PackColumn column, ActId& id);
    void note(const ActId& id) { acts_.push_back(id); }
    // Counted against unfolded_bytes_max.
    void unfold(std::size_t octets);

    // Nothing is left over in any column.
    bool is_used_up() const;

  private:
    template <class T>
    static constexpr std::uint64_t most() {
        if constexpr (std::is_enum_v<T>)
            return std::numeric_limits<std::underlying_type_t<T>>::max();
        else
            return static_cast<std::uint64_t>(std::numeric_limits<T>::max());
    }
    Cursor& from(PackColumn column) { return columns_[static_cast<std::size_t>(column)]; }

    std::vector<Cursor> columns_;
    std::vector<std::string> names_;
    std::vector<ActId> acts_;
    std::size_t unfolded_ = 0;
};

}  // namespace luring
