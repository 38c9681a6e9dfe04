#include "server/sealed.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>

#include "core/base/ensure.h"
#include "core/base/hash.h"

namespace luring::server {

namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

Context begin(const RawKey& key, ByteView nonce, std::string_view purpose, bool encrypts) {
    Context context(EVP_CIPHER_CTX_new());
    ensure(context != nullptr);
    ensure(EVP_CipherInit_ex(context.get(), EVP_chacha20_poly1305(), nullptr, key.data(),
                             nonce.data(), encrypts ? 1 : 0) == 1);
    int written = 0;
    const ByteView named = view_of(purpose);
    ensure(EVP_CipherUpdate(context.get(), nullptr, &written, named.data(),
                            static_cast<int>(named.size())) == 1);
    return context;
}

void run(EVP_CIPHER_CTX* context, std::uint8_t* out, ByteView in) {
    ensure(in.size() <= std::numeric_limits<int>::max());
    int written = 0;
    ensure(EVP_CipherUpdate(context, out, &written, in.data(), static_cast<int>(in.size())) == 1);
}

}  // namespace

Bytes seal_with(const RawKey& key, std::string_view purpose, ByteView content, Random& random) {
    Bytes sealed(nonce_bytes + content.size() + tag_bytes);
    random.fill(std::span(sealed).first(nonce_bytes));
    const Context context = begin(key, ByteView(sealed).first(nonce_bytes), purpose, true);
    run(context.get(), sealed.data() + nonce_bytes, content);
    int written = 0;
    std::uint8_t* tag = sealed.data() + nonce_bytes + content.size();
    ensure(EVP_CipherFinal_ex(context.get(), tag, &written) == 1);
    ensure(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag) == 1);
    return sealed;
}

Result<Bytes> open_with(const RawKey& key, std::string_view purpose, ByteView sealed) {
    if (sealed.size() < nonce_bytes + tag_bytes) return fail(Fault::malformed, "sealed octets");
    const Context context = begin(key, sealed.first(nonce_bytes), purpose, false);
    const ByteView body = sealed.subspan(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes);
    Bytes content(body.size());
    run(context.get(), content.data(), body);
    Bytes tag(sealed.end() - tag_bytes, sealed.end());
    ensure(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1);
    std::uint8_t rest[16];
    int written = 0;
    if (EVP_CipherFinal_ex(context.get(), rest, &written) == 1) return content;
    return fail(Fault::bad_signature, std::string(purpose));
}

// ---- for the holder of a key --------------------------------------------------------------------

namespace {

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

Key private_key(const BoxSeed& seed) {
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, seed.data(), seed.size()));
    ensure(key != nullptr);
    return key;
}

PublicKey public_key_of(EVP_PKEY* key) {
    PublicKey known;
    std::size_t length = known.bytes.size();
    ensure(EVP_PKEY_get_raw_public_key(key, known.bytes.data(), &length) == 1);
    return known;
}

// What both sides compute, bound to both public keys. None where the other key is no real one.
std::optional<RawKey> shared_key(EVP_PKEY* own, const PublicKey& other, const PublicKey& ephemeral,
                                 const PublicKey& reader) {
    const Key peer(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, other.bytes.data(),
                                               other.bytes.size()));
    const std::unique_ptr<EVP_PKEY_CTX, FreeKey> context(EVP_PKEY_CTX_new(own, nullptr));
    ensure(peer != nullptr && context != nullptr && EVP_PKEY_derive_init(context.get()) == 1);
    std::array<std::uint8_t, 32> secret{};
    std::size_t length = secret.size();
    // A point of small order is refused by the system's X25519.
    const bool is_derived = EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1 &&
                            EVP_PKEY_derive(context.get(), secret.data(), &length) == 1;
    if (!is_derived || length != secret.size()) return std::nullopt;
    Hasher hasher("luring box 1");
    hasher.add(secret).add(ephemeral.view()).add(reader.view());
    return hasher.finish().bytes;
}

}  // namespace

PublicKey box_public_key(const BoxSeed& seed) {
    return public_key_of(private_key(seed).get());
}

Bytes seal_for(const PublicKey& reader, std::string_view purpose, ByteView content,
               Random& random) {
    BoxSeed seed{};
    random.fill(seed);
    const Key own = private_key(seed);
    const PublicKey ephemeral = public_key_of(own.get());
    const auto key = shared_key(own.get(), reader, ephemeral, reader);
    ensure(key.has_value());
    Bytes sealed(ephemeral.bytes.begin(), ephemeral.bytes.end());
    const Bytes body = seal_with(*key, purpose, content, random);
    sealed.insert(sealed.end(), body.begin(), body.end());
    return sealed;
}

Result<Bytes> open_for(const BoxSeed& seed, std::string_view purpose, ByteView sealed) {
    PublicKey ephemeral;
    if (sealed.size() < ephemeral.bytes.size()) return fail(Fault::malformed, "sealed octets");
    std::copy_n(sealed.begin(), ephemeral.bytes.size(), ephemeral.bytes.begin());
    const Key own = private_key(seed);
    const auto key = shared_key(own.get(), ephemeral, ephemeral, public_key_of(own.get()));
    if (!key) return fail(Fault::bad_signature, std::string(purpose));
    return open_with(*key, purpose, sealed.subspan(ephemeral.bytes.size()));
}

}  // namespace luring::server
