#include "core/base/box.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace luring {

namespace {

struct Deleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

// Wiped when it goes.
template <std::size_t size>
struct Secret {
    std::array<std::uint8_t, size> octets{};

    Secret() = default;
    ~Secret() { OPENSSL_cleanse(octets.data(), octets.size()); }
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
};
struct CipherSecret {
    CipherKey key{};
    CipherNonce nonce{};

    CipherSecret() = default;
    ~CipherSecret() { OPENSSL_cleanse(key.data(), key.size()); }
    CipherSecret(const CipherSecret&) = default;
    CipherSecret& operator=(const CipherSecret&) = default;
};

Owned<EVP_PKEY> private_key_from(const BoxKey::Seed& seed) {
    return Owned<EVP_PKEY>(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, seed.data(), seed.size()));
}

// None for a public key of small order: everybody would agree on the same secret with it.
std::optional<Secret<32>> agreed(const BoxKey::Seed& mine, const PublicKey& theirs) {
    const auto private_key = private_key_from(mine);
    const Owned<EVP_PKEY> public_key(EVP_PKEY_new_raw_public_key(
        EVP_PKEY_X25519, nullptr, theirs.bytes.data(), theirs.bytes.size()));
    if (private_key == nullptr || public_key == nullptr) return std::nullopt;
    const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(private_key.get(), nullptr));
    ensure(context != nullptr && EVP_PKEY_derive_init(context.get()) == 1);
    if (EVP_PKEY_derive_set_peer(context.get(), public_key.get()) != 1) return std::nullopt;
    Secret<32> secret;
    std::size_t length = secret.octets.size();
    if (EVP_PKEY_derive(context.get(), secret.octets.data(), &length) != 1) return std::nullopt;
    return secret;
}

CipherSecret stretched(const Secret<32>& secret, const PublicKey& fresh, const PublicKey& reader,
                       std::string_view domain) {
    const Owned<EVP_KDF> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    ensure(kdf != nullptr);
    const Owned<EVP_KDF_CTX> context(EVP_KDF_CTX_new(kdf.get()));
    ensure(context != nullptr);
    Bytes salt(fresh.bytes.begin(), fresh.bytes.end());
    salt.insert(salt.end(), reader.bytes.begin(), reader.bytes.end());
    std::string digest = "SHA256";
    std::string info(domain);
    Secret<32> input = secret;
    const std::array<OSSL_PARAM, 5> terms{
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, input.octets.data(),
                                          input.octets.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
        OSSL_PARAM_construct_end()};
    Secret<sizeof(CipherKey) + sizeof(CipherNonce)> out;
    ensure(EVP_KDF_derive(context.get(), out.octets.data(), out.octets.size(), terms.data()) == 1);
    CipherSecret cipher;
    const auto nonce = out.octets.begin() + static_cast<std::ptrdiff_t>(cipher.key.size());
    std::copy(out.octets.begin(), nonce, cipher.key.begin());
    std::copy(nonce, out.octets.end(), cipher.nonce.begin());
    return cipher;
}

int length_of(ByteView bytes) {
    ensure(bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
    return static_cast<int>(bytes.size());
}

Owned<EVP_CIPHER_CTX> cipher_with(const CipherKey& key, const CipherNonce& nonce, ByteView bound,
                                  int encrypts) {
    Owned<EVP_CIPHER_CTX> cipher(EVP_CIPHER_CTX_new());
    ensure(cipher != nullptr);
    ensure(EVP_CipherInit_ex(cipher.get(), EVP_chacha20_poly1305(), nullptr, key.data(),
                             nonce.data(), encrypts) == 1);
    int length = 0;
    if (!bound.empty()) {
        ensure(EVP_CipherUpdate(cipher.get(), nullptr, &length, bound.data(), length_of(bound)) ==
               1);
    }
    return cipher;
}

}  // namespace

BoxKey::BoxKey(const Seed& seed) : seed_(seed) {
    const auto key = private_key_from(seed_);
    std::size_t length = public_key_.bytes.size();
    ensure(key != nullptr);
    ensure(EVP_PKEY_get_raw_public_key(key.get(), public_key_.bytes.data(), &length) == 1);
}

BoxKey::~BoxKey() {
    OPENSSL_cleanse(seed_.data(), seed_.size());
}

BoxKey::BoxKey(BoxKey&& other) noexcept : seed_(other.seed_), public_key_(other.public_key_) {
    OPENSSL_cleanse(other.seed_.data(), other.seed_.size());
}

BoxKey& BoxKey::operator=(BoxKey&& other) noexcept {
    std::swap(seed_, other.seed_);
    std::swap(public_key_, other.public_key_);
    return *this;
}

// ---- for many readers ---------------------------------------------------------------------------

Bytes enciphered(const CipherKey& key, const CipherNonce& nonce, ByteView plain, ByteView bound) {
    const auto cipher = cipher_with(key, nonce, bound, 1);
    Bytes text(plain.size() + cipher_overhead_bytes);
    int length = 0;
    if (!plain.empty()) {
        ensure(EVP_CipherUpdate(cipher.get(), text.data(), &length, plain.data(),
                                length_of(plain)) == 1);
    }
    ensure(EVP_CipherFinal_ex(cipher.get(), text.data() + plain.size(), &length) == 1);
    ensure(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, cipher_overhead_bytes,
                               text.data() + plain.size()) == 1);
    return text;
}

Result<Bytes> deciphered(const CipherKey& key, const CipherNonce& nonce, ByteView text,
                         ByteView bound) {
    if (text.size() < cipher_overhead_bytes) return fail(Fault::locked, "cut short");
    const auto cipher = cipher_with(key, nonce, bound, 0);
    const ByteView body = text.first(text.size() - cipher_overhead_bytes);
    Bytes tag(text.end() - cipher_overhead_bytes, text.end());
    Bytes plain(body.size());
    int length = 0;
    if (!body.empty()) {
        ensure(EVP_CipherUpdate(cipher.get(), plain.data(), &length, body.data(),
                                length_of(body)) == 1);
    }
    ensure(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, cipher_overhead_bytes,
                               tag.data()) == 1);
    std::array<std::uint8_t, 1> none{};
    if (EVP_CipherFinal_ex(cipher.get(), none.data(), &length) != 1) {
        return fail(Fault::locked, "another key, or a changed text");
    }
    return plain;
}

// ---- for one reader -----------------------------------------------------------------------------

Result<Bytes> seal_for(const PublicKey& reader, ByteView plain, std::string_view domain,
                       ByteView bound, const BoxKey& fresh) {
    const auto secret = agreed(fresh.seed(), reader);
    if (!secret) return fail(Fault::invalid, "box key");
    const CipherSecret cipher = stretched(*secret, fresh.public_key(), reader, domain);
    const Bytes text = enciphered(cipher.key, cipher.nonce, plain, bound);
    Bytes sealed(fresh.public_key().bytes.begin(), fresh.public_key().bytes.end());
    sealed.insert(sealed.end(), text.begin(), text.end());
    return sealed;
}

Result<Bytes> BoxKey::open(ByteView sealed, std::string_view domain, ByteView bound) const {
    if (sealed.size() < box_overhead_bytes) return fail(Fault::malformed, "box");
    PublicKey fresh;
    std::copy_n(sealed.begin(), fresh.bytes.size(), fresh.bytes.begin());
    const auto secret = agreed(seed_, fresh);
    if (!secret) return fail(Fault::locked, "box");
    const CipherSecret cipher = stretched(*secret, fresh, public_key_, domain);
    return deciphered(cipher.key, cipher.nonce, sealed.subspan(fresh.bytes.size()), bound);
}

}  // namespace luring
