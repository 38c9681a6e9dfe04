#include "core/base/hash.h"

#include <openssl/sha.h>

// The one-shot SHA256_* calls are deprecated in OpenSSL 3.0 in favour of EVP, which allocates for
// every hash; the fold hashes hundreds of thousands of small things. They stay in OpenSSL 3.x.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace luring {

namespace {

SHA256_CTX* context_at(std::array<std::uint8_t, 112>& storage) {
    static_assert(sizeof(SHA256_CTX) <= sizeof(storage) && alignof(SHA256_CTX) <= 8);
    return reinterpret_cast<SHA256_CTX*>(storage.data());
}

}  // namespace

Hasher::Hasher(std::string_view domain) {
    SHA256_Init(context_at(context_));
    add(domain);
}

void Hasher::append(ByteView raw) {
    SHA256_Update(context_at(context_), raw.data(), raw.size());
}

Hasher& Hasher::add(std::uint64_t field) {
    std::array<std::uint8_t, 8> octets;
    for (std::uint8_t& octet : octets) {
        octet = static_cast<std::uint8_t>(field);
        field >>= 8;
    }
    append(octets);
    return *this;
}

Hasher& Hasher::add(ByteView field) {
    add(static_cast<std::uint64_t>(field.size()));
    append(field);
    return *this;
}

Hash Hasher::finish() {
    Hash hash;
    SHA256_Final(hash.bytes.data(), context_at(context_));
    return hash;
}

Hash hash_of(std::string_view domain, ByteView content) {
    return Hasher(domain).add(content).finish();
}

Hash sha256(ByteView content) {
    Hash hash;
    SHA256(content.data(), content.size(), hash.bytes.data());
    return hash;
}

Result<Hash> hash_from_hex(std::string_view hex) {
    auto bytes = bytes_from_hex(hex);
    if (!bytes) return bytes.failure();
    Hash hash;
    if (bytes->size() != hash.bytes.size()) return fail(Fault::malformed, "hash length");
    std::memcpy(hash.bytes.data(), bytes->data(), hash.bytes.size());
    return hash;
}

}  // namespace luring
