#include "server/sealed.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "core/base/ensure.h"

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

}  // namespace luring::server
