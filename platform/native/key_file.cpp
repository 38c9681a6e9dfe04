#include "platform/native/key_file.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include "core/base/ensure.h"
#include "platform/native/files.h"

namespace luring {
namespace {

constexpr std::string_view magic = "luringky";
constexpr std::uint8_t version = 1;
constexpr std::size_t cost_at = magic.size() + 1;
constexpr std::size_t salt_at = cost_at + 3;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t nonce_at = salt_at + salt_bytes;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t header_bytes = nonce_at + nonce_bytes;
constexpr std::size_t tag_bytes = 16;
constexpr std::uint8_t scrypt_p_max = 4;  // each costs the whole time again

// Wiped when it goes.
struct DerivedKey {
    ~DerivedKey() { OPENSSL_cleanse(octets.data(), octets.size()); }
    std::array<std::uint8_t, 32> octets{};
};

bool is_bearable(ScryptCost cost) {
    if (cost.log2_n < 1 || cost.log2_n > 24) return false;
    if (cost.r < 1 || cost.p < 1 || cost.p > scrypt_p_max) return false;
    return (std::uint64_t{128} * cost.r << cost.log2_n) <= scrypt_memory_bytes_max;
}

void derive(DerivedKey& key, std::string_view passphrase, ByteView salt, ScryptCost cost) {
    // A little more than the limit: scrypt also needs 128 * r * (p + 2) octets beside its table.
    const std::uint64_t memory_max = scrypt_memory_bytes_max + 1024 * 1024;
    const int done = EVP_PBE_scrypt(passphrase.data(), passphrase.size(), salt.data(), salt.size(),
                                    std::uint64_t{1} << cost.log2_n, cost.r, cost.p, memory_max,
                                    key.octets.data(), key.octets.size());
    if (done != 1) throw std::bad_alloc();  // the bounds are checked: only memory can be lacking
}

struct ContextDeleter {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// `header` ends with the nonce. The caller knows that out has room.
class Cipher {
  public:
    Cipher(const DerivedKey& key, ByteView header, bool encrypts) : context_(EVP_CIPHER_CTX_new()) {
        ensure(context_ != nullptr);
        ensure(EVP_CipherInit_ex(context_.get(), EVP_chacha20_poly1305(), nullptr,
                                 key.octets.data(), header.data() + nonce_at,
                                 encrypts ? 1 : 0) == 1);
        update(nullptr, header);
    }
    void update(std::uint8_t* out, ByteView in) {
        int written = 0;
        ensure(EVP_CipherUpdate(context_.get(), out, &written, in.data(),
                                static_cast<int>(in.size())) == 1);
    }
    bool finish() {
        std::array<std::uint8_t, 16> rest{};
        int written = 0;
        return EVP_CipherFinal_ex(context_.get(), rest.data(), &written) == 1;
    }
    void read_tag(std::uint8_t* out) {
        ensure(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, out) == 1);
    }
    void expect_tag(ByteView tag) {
        std::array<std::uint8_t, tag_bytes> copy{};
        std::copy(tag.begin(), tag.end(), copy.begin());
        ensure(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, copy.data()) ==
               1);
    }

  private:
    std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter> context_;
};

}  // namespace

Bytes seal_keys(ByteView keys, std::string_view passphrase, ScryptCost cost, Random& random) {
    ensure(is_bearable(cost));
    ensure(keys.size() <= key_file_bytes_max - header_bytes - tag_bytes);
    Bytes sealed(header_bytes + keys.size() + tag_bytes);
    std::copy(magic.begin(), magic.end(), sealed.begin());
    sealed[magic.size()] = version;
    sealed[cost_at] = cost.log2_n;
    sealed[cost_at + 1] = cost.r;
    sealed[cost_at + 2] = cost.p;
    random.fill(std::span(sealed).subspan(salt_at, salt_bytes + nonce_bytes));
    const ByteView header = ByteView(sealed).first(header_bytes);
    DerivedKey key;
    derive(key, passphrase, header.subspan(salt_at, salt_bytes), cost);
    Cipher cipher(key, header, true);
    cipher.update(sealed.data() + header_bytes, keys);
    ensure(cipher.finish());
    cipher.read_tag(sealed.data() + header_bytes + keys.size());
    return sealed;
}

Result<Bytes> open_keys(ByteView sealed, std::string_view passphrase) {
    if (sealed.size() > key_file_bytes_max) return fail(Fault::too_large, "key file");
    if (sealed.size() <= magic.size() || text_of(sealed.first(magic.size())) != magic) {
        return fail(Fault::malformed, "not a key file");
    }
    if (sealed[magic.size()] != version) return fail(Fault::unsupported, "key file version");
    if (sealed.size() < header_bytes + tag_bytes) return fail(Fault::malformed, "key file cut");
    const ScryptCost cost{sealed[cost_at], sealed[cost_at + 1], sealed[cost_at + 2]};
    if (!is_bearable(cost)) return fail(Fault::too_large, "key file scrypt cost");
    const ByteView header = sealed.first(header_bytes);
    const ByteView body = sealed.subspan(header_bytes, sealed.size() - header_bytes - tag_bytes);
    DerivedKey key;
    derive(key, passphrase, header.subspan(salt_at, salt_bytes), cost);
    Cipher cipher(key, header, false);
    Bytes keys(body.size());
    cipher.update(keys.data(), body);
    cipher.expect_tag(sealed.last(tag_bytes));
    if (cipher.finish()) return keys;
    OPENSSL_cleanse(keys.data(), keys.size());
    return fail(Fault::locked, "key file passphrase");
}

Result<Done> write_key_file(const std::string& path, ByteView keys, std::string_view passphrase,
                            ScryptCost cost, Random& random) {
    return write_file(path, seal_keys(keys, passphrase, cost, random), Readers::owner);
}

Result<Bytes> read_key_file(const std::string& path, std::string_view passphrase) {
    auto sealed = read_file(path, key_file_bytes_max);
    if (!sealed) return sealed.failure();
    return open_keys(*sealed, passphrase);
}

}  // namespace luring
