#include "platform/native/tls_trust.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string_view>

#include "core/base/ensure.h"

namespace luring {

namespace {

constexpr std::size_t pinned_certificates_max = 200;
constexpr std::string_view pem_mark = "-----BEGIN";

struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeCertificate>;

Certificate certificate_from(ByteView der) {
    const std::uint8_t* at = der.data();
    return Certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

// False where there is none in it.
bool add_certificates(X509_STORE* store, ByteView octets) {
    if (text_of(octets).find(pem_mark) == std::string_view::npos) {
        const Certificate certificate = certificate_from(octets);
        return certificate != nullptr && X509_STORE_add_cert(store, certificate.get()) == 1;
    }
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> text(
        BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())), &BIO_free_all);
    ensure(text != nullptr);
    std::size_t added = 0;
    while (added < pinned_certificates_max) {
        const Certificate certificate(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
        if (certificate == nullptr || X509_STORE_add_cert(store, certificate.get()) != 1) break;
        ++added;
    }
    ERR_clear_error();  // the end of the text is one
    return added > 0;
}

}  // namespace

Result<Done> set_trust(SSL_CTX* context, const TransportOptions& options) {
    if (options.trust == Trust::anybody) return Done{};
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    X509_VERIFY_PARAM* checks = SSL_CTX_get0_param(context);
    // What is pinned may be any certificate of the chain.
    X509_VERIFY_PARAM_set_flags(checks, X509_V_FLAG_PARTIAL_CHAIN);
    if (options.trust == Trust::system) {
        ensure(SSL_CTX_set_default_verify_paths(context) == 1);
        return Done{};
    }
    for (const Bytes& octets : options.certificates) {
        if (!add_certificates(SSL_CTX_get_cert_store(context), octets)) {
            return fail(Fault::malformed, "certificate");
        }
    }
    return Done{};
}

}  // namespace luring
