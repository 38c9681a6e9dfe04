// Private keys in a file, under a passphrase: scrypt makes a key of it, ChaCha20-Poly1305 seals.
// What the content means is the caller's.
//
//   magic    8  "luringky"
//   version  1  1
//   cost     3  of scrypt: log2 N, r, p
//   salt    16
//   nonce   12
//   sealed   n + 16, authenticates all that stands before it
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ports.h"
#include "core/base/result.h"

namespace luring {

struct ScryptCost {
    std::uint8_t log2_n = 0;
    std::uint8_t r = 0;
    std::uint8_t p = 0;
};

// 128 MiB and about half a second on a laptop for each guess.
constexpr ScryptCost office_cost{17, 8, 1};
// Nothing to protect, and a story with hundreds of commands must not take minutes.
constexpr ScryptCost practice_cost{10, 8, 1};

constexpr std::size_t key_file_bytes_max = 64 * 1024;
constexpr std::uint64_t scrypt_memory_bytes_max = 256 * 1024 * 1024;

Bytes seal_keys(ByteView keys, std::string_view passphrase, ScryptCost cost, Random& random);

// Fault::locked for a wrong passphrase, or a changed file: the two cannot be told apart. Costs
// beyond scrypt_memory_bytes_max are refused before memory is taken.
Result<Bytes> open_keys(ByteView sealed, std::string_view passphrase);

// The same with a file only its owner may read.
Result<Done> write_key_file(const std::string& path, ByteView keys, std::string_view passphrase,
                            ScryptCost cost, Random& random);
Result<Bytes> read_key_file(const std::string& path, std::string_view passphrase);

}  // namespace luring
