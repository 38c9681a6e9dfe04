#include "server/keys.h"

#include <openssl/evp.h>

#include <memory>

#include "core/base/ensure.h"
#include "sync/check_words.h"

namespace luring::server {

namespace {

constexpr std::size_t passphrase_words = 8;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

}  // namespace

PublicKey box_public_key(const BoxSeed& seed) {
    const std::unique_ptr<EVP_PKEY, Free> key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, seed.data(), seed.size()));
    ensure(key != nullptr);
    PublicKey known;
    std::size_t length = known.bytes.size();
    ensure(EVP_PKEY_get_raw_public_key(key.get(), known.bytes.data(), &length) == 1);
    return known;
}

std::string draw_passphrase(Random& random) {
    Bytes drawn(passphrase_words);
    random.fill(drawn);
    return words_from(drawn, '-');
}

}  // namespace luring::server
