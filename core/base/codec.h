// Canonical bytes of plain values, by cereal. A value has exactly one encoding: integers are
// minimal LEB128 (signed ones zig-zag), lengths are LEB128, flags are 0 or 1. Whoever decodes and
// encodes again gets the same bytes; other bytes are refused.
//
// Peer bytes never throw past decode(): it is the one place that turns the archive's exception
// into a Fault. Lengths are compared with the bytes that are left before memory is taken.
#pragma once

#include <cereal/cereal.hpp>
#include <cereal/types/array.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <type_traits>

#include "core/base/bytes.h"
#include "core/base/cursor.h"

namespace luring {

// Only types of fixed width travel: `long` and `size_t` change size between laptop and phone.
template <class T>
constexpr bool is_wire_integer =
    std::is_same_v<T, std::uint8_t> || std::is_same_v<T, std::uint16_t> ||
    std::is_same_v<T, std::uint32_t> || std::is_same_v<T, std::uint64_t> ||
    std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int64_t>;

class Encoder : public cereal::OutputArchive<Encoder, cereal::AllowEmptyClassElision> {
  public:
    explicit Encoder(Bytes& out) : OutputArchive(this), out_(out) {}

    void put(std::uint8_t octet) { out_.push_back(octet); }
    void put(ByteView octets) { out_.insert(out_.end(), octets.begin(), octets.end()); }
    void put_number(std::uint64_t number) { luring::put_number(out_, number); }

  private:
    Bytes& out_;
};

class Decoder : public cereal::InputArchive<Decoder, cereal::AllowEmptyClassElision>,
                public Cursor {
  public:
    explicit Decoder(ByteView in) : InputArchive(this), Cursor(in) {}
};

template <class T>
std::enable_if_t<std::is_arithmetic_v<T>> CEREAL_SAVE_FUNCTION_NAME(Encoder& archive,
                                                                    const T& value) {
    static_assert(is_wire_integer<T> || std::is_same_v<T, bool>);
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::uint8_t>) {
        archive.put(static_cast<std::uint8_t>(value));
    } else if constexpr (std::is_signed_v<T>) {
        const auto wide = static_cast<std::int64_t>(value);
        archive.put_number((static_cast<std::uint64_t>(wide) << 1) ^
                           static_cast<std::uint64_t>(wide >> 63));
    } else {
        archive.put_number(value);
    }
}

template <class T>
std::enable_if_t<std::is_arithmetic_v<T>> CEREAL_LOAD_FUNCTION_NAME(Decoder& archive, T& value) {
    static_assert(is_wire_integer<T> || std::is_same_v<T, bool>);
    if constexpr (std::is_same_v<T, bool>) {
        const std::uint8_t octet = archive.take();
        if (octet > 1) throw DecodeError("flag");
        value = octet == 1;
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
        value = archive.take();
    } else if constexpr (std::is_signed_v<T>) {
        const std::uint64_t folded = archive.take_number();
        const auto wide = static_cast<std::int64_t>((folded >> 1) ^ (~(folded & 1) + 1));
        if (wide < std::numeric_limits<T>::min() || wide > std::numeric_limits<T>::max()) {
            throw DecodeError("number range");
        }
        value = static_cast<T>(wide);
    } else {
        const std::uint64_t number = archive.take_number();
        if (number > std::numeric_limits<T>::max()) throw DecodeError("number range");
        value = static_cast<T>(number);
    }
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Encoder& archive, const cereal::SizeTag<T>& tag) {
    archive.put_number(static_cast<std::uint64_t>(tag.size));
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Decoder& archive, cereal::SizeTag<T>& tag) {
    tag.size = static_cast<std::remove_reference_t<T>>(archive.take_count());
}

// Runs of octets go as they are; wider numbers go one by one, so that no machine's byte order or
// word size shows.
template <class T>
constexpr bool is_octet_run = sizeof(std::remove_pointer_t<std::decay_t<T>>) == 1;

template <class T>
std::enable_if_t<is_octet_run<T>> CEREAL_SAVE_FUNCTION_NAME(Encoder& archive,
                                                            const cereal::BinaryData<T>& data) {
    archive.put({static_cast<const std::uint8_t*>(data.data), static_cast<std::size_t>(data.size)});
}
template <class T>
std::enable_if_t<is_octet_run<T>> CEREAL_LOAD_FUNCTION_NAME(Decoder& archive,
                                                            cereal::BinaryData<T>& data) {
    const ByteView taken = archive.take(static_cast<std::size_t>(data.size));
    std::copy(taken.begin(), taken.end(), static_cast<std::uint8_t*>(data.data));
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Encoder& archive, const cereal::NameValuePair<T>& pair) {
    archive(pair.value);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Decoder& archive, cereal::NameValuePair<T>& pair) {
    archive(pair.value);
}

// Things come one by one, so that memory is taken for what is there: cereal's own makes room for as
// many as were claimed, and a thing in memory may be hundreds of times as long as its encoding.
template <class T, class Allocator>
std::enable_if_t<!std::is_arithmetic_v<T>> CEREAL_LOAD_FUNCTION_NAME(
    Decoder& archive, std::vector<T, Allocator>& list) {
    list.clear();
    for (std::uint64_t left = archive.take_count(); left > 0; --left) archive(list.emplace_back());
}

// Maps travel in ascending order of key, each key once: cereal's own would take any order.
template <class Key, class Value>
void CEREAL_SAVE_FUNCTION_NAME(Encoder& archive, const std::map<Key, Value>& map) {
    archive.put_number(map.size());
    for (const auto& [key, value] : map) archive(key, value);
}
template <class Key, class Value>
void CEREAL_LOAD_FUNCTION_NAME(Decoder& archive, std::map<Key, Value>& map) {
    map.clear();
    for (std::uint64_t left = archive.take_count(); left > 0; --left) {
        Key key;
        Value value;
        archive(key, value);
        if (!map.empty() && !(map.rbegin()->first < key)) throw DecodeError("order of keys");
        map.emplace_hint(map.end(), std::move(key), std::move(value));
    }
}

// Most items and payloads fit, and do not grow octet by octet.
constexpr std::size_t encoded_bytes_usual = 128;

template <class T>
Bytes encode(const T& value) {
    Bytes out;
    out.reserve(encoded_bytes_usual);
    Encoder archive(out);
    archive(value);
    return out;
}

// Refuses what is left over and what is not the canonical encoding of the value it gives.
template <class T>
Result<T> decode(ByteView in) {
    try {
        T value{};
        Decoder archive(in);
        archive(value);
        if (archive.left() != 0) return fail(Fault::malformed, "octets left over");
        return value;
    } catch (const DecodeError& error) {
        return fail(Fault::malformed, error.what());
    } catch (const cereal::Exception& error) {
        return fail(Fault::malformed, error.what());
    }
}

// For types with a CEREAL_CLASS_VERSION: what a newer program wrote is not guessed at.
template <class T>
Result<T> decode_versioned(ByteView in) {
    try {
        Decoder peek(in);
        const std::uint64_t version = peek.take_number();
        if (version > cereal::detail::Version<T>::version) {
            return fail(Fault::unsupported, "written by a newer version");
        }
        if (version == 0) return fail(Fault::malformed, "versions count from 1");
    } catch (const DecodeError& error) {
        return fail(Fault::malformed, error.what());
    }
    return decode<T>(in);
}

}  // namespace luring

CEREAL_REGISTER_ARCHIVE(luring::Encoder)
CEREAL_REGISTER_ARCHIVE(luring::Decoder)
CEREAL_SETUP_ARCHIVE_TRAITS(luring::Decoder, luring::Encoder)
