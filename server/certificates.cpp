#include "server/certificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <cctype>
#include <memory>

#include "core/base/ensure.h"
#include "core/base/hash.h"

namespace luring::server {

namespace {

template <auto free_it>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        free_it(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Buffer = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
// Clocks of phones that are behind must not find a certificate of the future.
constexpr std::int64_t allowance_days = 2;
constexpr std::size_t common_name_chars_max = 64;

Key make_key() {
    Key key(EVP_EC_gen("P-256"));
    ensure(key != nullptr);
    return key;
}

void set_times(X509* certificate, Instant now, int days) {
    const std::int64_t from = now.ms - allowance_days * day_ms;
    const auto set = [](ASN1_TIME* time, std::int64_t ms) {
        ensure(ASN1_TIME_set(time, static_cast<time_t>(ms / 1000)) != nullptr);
    };
    set(X509_getm_notBefore(certificate), from);
    set(X509_getm_notAfter(certificate), now.ms + days * day_ms);
}

void set_serial(X509* certificate) {
    std::array<std::uint8_t, 16> drawn{};
    ensure(RAND_bytes(drawn.data(), drawn.size()) == 1);
    drawn[0] = static_cast<std::uint8_t>((drawn[0] & 0x7f) | 0x40);  // positive, never short
    const Number number(BN_bin2bn(drawn.data(), drawn.size(), nullptr));
    ensure(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void set_name(X509_NAME* name, std::string text) {
    // Not in the middle of a letter of more than one octet.
    if (text.size() > common_name_chars_max) text.resize(common_name_chars_max);
    while (!is_text(view_of(text))) text.pop_back();
    ensure(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1);
}

void add(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    ensure(extension != nullptr);
    ensure(X509_add_ext(certificate, extension.get(), -1) == 1);
}

Certificate begin_certificate(EVP_PKEY* key, const std::string& name, Instant now, int days) {
    Certificate certificate(X509_new());
    ensure(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    set_serial(certificate.get());
    set_times(certificate.get(), now, days);
    set_name(X509_get_subject_name(certificate.get()), name);
    ensure(X509_set_pubkey(certificate.get(), key) == 1);
    return certificate;
}

// The machine itself is always among the names: its administrator and its tests reach it there.
std::string constraints_for(const Origin& origin) {
    const std::string own = origin.is_address ? "permitted;IP:" + origin.host + "/255.255.255.255"
                                              : "permitted;DNS:" + origin.host;
    return "critical," + own +
           ",permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255,"
           "permitted;IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF";
}

std::string names_for(const Origin& origin) {
    const std::string own = (origin.is_address ? "IP:" : "DNS:") + origin.host;
    const std::string here = ",DNS:localhost,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1";
    return own + (origin.host == "localhost" || origin.host == "127.0.0.1" ? "" : here);
}

template <auto write, class T>
Bytes der_of(T* object) {
    unsigned char* octets = nullptr;
    const int length = write(object, &octets);
    ensure(length > 0);
    Bytes der(octets, octets + length);
    OPENSSL_clear_free(octets, static_cast<std::size_t>(length));
    return der;
}

Bytes der_of_key(EVP_PKEY* key) {
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>> wrapped(
        EVP_PKEY2PKCS8(key));
    ensure(wrapped != nullptr);
    return der_of<i2d_PKCS8_PRIV_KEY_INFO>(wrapped.get());
}

Key key_from(ByteView der) {
    const std::uint8_t* at = der.data();
    return Key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
}

Certificate certificate_from(ByteView der) {
    const std::uint8_t* at = der.data();
    return Certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

template <class Write>
std::string pem_from(const Write& write) {
    const Buffer buffer(BIO_new(BIO_s_mem()));
    ensure(buffer != nullptr && write(buffer.get()) == 1);
    char* text = nullptr;
    const long length = BIO_get_mem_data(buffer.get(), &text);
    return std::string(text, static_cast<std::size_t>(length));
}

Instant instant_from(const ASN1_TIME* time) {
    int days = 0;
    int seconds = 0;
    const std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>> epoch(ASN1_TIME_set(nullptr, 0));
    ensure(epoch != nullptr && ASN1_TIME_diff(&days, &seconds, epoch.get(), time) == 1);
    return Instant{(days * std::int64_t{86400} + seconds) * 1000};
}

ServerCertificate with_times(std::string chain, std::string key, X509* leaf) {
    const Instant from = instant_from(X509_get0_notBefore(leaf));
    const Instant until = instant_from(X509_get0_notAfter(leaf));
    return {std::move(chain), std::move(key), until, Instant{until.ms - (until.ms - from.ms) / 3}};
}

}  // namespace

Authority make_authority(const std::string& office_name, const Origin& origin, Instant now) {
    const Key key = make_key();
    const Certificate certificate =
        begin_certificate(key.get(), "Luring " + office_name, now, authority_days);
    X509* own = certificate.get();
    ensure(X509_set_issuer_name(own, X509_get_subject_name(own)) == 1);
    add(own, own, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add(own, own, NID_key_usage, "critical,keyCertSign,cRLSign,digitalSignature");
    add(own, own, NID_subject_key_identifier, "hash");
    add(own, own, NID_name_constraints, constraints_for(origin));
    ensure(X509_sign(own, key.get(), EVP_sha256()) > 0);
    return {der_of_key(key.get()), der_of<i2d_X509>(own)};
}

Result<ServerCertificate> issue(const Authority& authority, const Origin& origin, Instant now) {
    const Key issuer_key = key_from(authority.key);
    const Certificate issuer = certificate_from(authority.certificate);
    if (issuer_key == nullptr || issuer == nullptr) return fail(Fault::invalid, "authority");
    const Key key = make_key();
    const Certificate certificate =
        begin_certificate(key.get(), origin.host, now, server_certificate_days);
    X509* own = certificate.get();
    ensure(X509_set_issuer_name(own, X509_get_subject_name(issuer.get())) == 1);
    add(own, issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
    add(own, issuer.get(), NID_key_usage, "critical,digitalSignature");
    add(own, issuer.get(), NID_ext_key_usage, "serverAuth");
    add(own, issuer.get(), NID_subject_alt_name, names_for(origin));
    add(own, issuer.get(), NID_subject_key_identifier, "hash");
    add(own, issuer.get(), NID_authority_key_identifier, "keyid:always");
    ensure(X509_sign(own, issuer_key.get(), EVP_sha256()) > 0);
    std::string chain = pem_from([own](BIO* out) { return PEM_write_bio_X509(out, own); });
    chain += pem_of_certificate(authority.certificate);
    std::string pem = pem_from([&key](BIO* out) {
        return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    return with_times(std::move(chain), std::move(pem), own);
}

std::string pem_of_certificate(ByteView der) {
    const Certificate certificate = certificate_from(der);
    ensure(certificate != nullptr);
    return pem_from([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
}

std::string shown_fingerprint(ByteView der) {
    std::string shown;
    for (const char digit : sha256(der).hex()) {
        if (shown.size() % 3 == 2) shown += ':';
        shown += static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
    }
    return shown;
}

Result<ServerCertificate> given_certificate(std::string chain_pem, std::string key_pem) {
    const auto read_from = [](const std::string& text) {
        return Buffer(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    };
    const Certificate leaf(
        PEM_read_bio_X509(read_from(chain_pem).get(), nullptr, nullptr, nullptr));
    if (leaf == nullptr) return fail(Fault::malformed, "certificate");
    // A key under a passphrase is refused: nobody is there to type it after a power cut.
    const auto no_passphrase = [](char*, int, int, void*) { return -1; };
    const Key key(
        PEM_read_bio_PrivateKey(read_from(key_pem).get(), nullptr, no_passphrase, nullptr));
    if (key == nullptr) return fail(Fault::malformed, "key");
    if (X509_check_private_key(leaf.get(), key.get()) != 1) {
        return fail(Fault::invalid, "the key is not the certificate's");
    }
    return with_times(std::move(chain_pem), std::move(key_pem), leaf.get());
}

}  // namespace luring::server
