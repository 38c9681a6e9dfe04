#include "core/base/keys.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>
#include <utility>

namespace luring {

namespace {

struct KeyDeleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct ContextDeleter {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyDeleter>;
using Context = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

}  // namespace

struct SigningKey::Expanded {
    Key key;
};

SigningKey::SigningKey(const Seed& seed) : seed_(seed), expanded_(std::make_unique<Expanded>()) {
    Key& key = expanded_->key;
    key.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
    std::size_t length = public_key_.bytes.size();
    ensure(key != nullptr);
    ensure(EVP_PKEY_get_raw_public_key(key.get(), public_key_.bytes.data(), &length) == 1);
}

SigningKey::~SigningKey() {
    OPENSSL_cleanse(seed_.data(), seed_.size());
}

SigningKey::SigningKey(SigningKey&& other) noexcept
    : seed_(other.seed_), public_key_(other.public_key_), expanded_(std::move(other.expanded_)) {
    OPENSSL_cleanse(other.seed_.data(), other.seed_.size());
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
    std::swap(seed_, other.seed_);
    std::swap(public_key_, other.public_key_);
    std::swap(expanded_, other.expanded_);
    return *this;
}

Signature SigningKey::sign(ByteView message) const {
    ensure(expanded_ != nullptr);  // not moved from
    const Context context(EVP_MD_CTX_new());
    Signature signature;
    std::size_t length = signature.bytes.size();
    ensure(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, expanded_->key.get()) == 1);
    ensure(EVP_DigestSign(context.get(), signature.bytes.data(), &length, message.data(),
                          message.size()) == 1);
    return signature;
}

bool is_signed_by(const PublicKey& key, ByteView message, const Signature& signature) {
    const Key raw(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.bytes.data(), key.bytes.size()));
    if (raw == nullptr) return false;
    const Context context(EVP_MD_CTX_new());
    ensure(context != nullptr);
    if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, raw.get()) != 1) {
        return false;
    }
    return EVP_DigestVerify(context.get(), signature.bytes.data(), signature.bytes.size(),
                            message.data(), message.size()) == 1;
}

}  // namespace luring
