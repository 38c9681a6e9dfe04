#include "server/certificates.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <catch2/catch.hpp>
#include <memory>

namespace luring::server {

namespace {

constexpr Instant now{1'793'577'600'000};  // 2 November 2026, 08:00 WITA
constexpr std::int64_t day_ms = 86'400'000;

template <auto free_it>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        free_it(object);
    }
};
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

Certificate authority_of(const Authority& authority) {
    const std::uint8_t* at = authority.certificate.data();
    return Certificate(d2i_X509(nullptr, &at, static_cast<long>(authority.certificate.size())));
}

Certificate leaf_of(const ServerCertificate& certificate) {
    BIO* in = BIO_new_mem_buf(certificate.chain_pem.data(), -1);
    Certificate leaf(PEM_read_bio_X509(in, nullptr, nullptr, nullptr));
    BIO_free(in);
    return leaf;
}

// As a phone checks it that trusts this authority; X509_V_OK or the reason.
int verified(const Authority& authority, const ServerCertificate& certificate, const char* host,
             Instant at) {
    const Certificate trusted = authority_of(authority);
    const Certificate leaf = leaf_of(certificate);
    std::unique_ptr<X509_STORE, Freed<X509_STORE_free>> store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), trusted.get());
    std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
    X509_VERIFY_PARAM* wanted = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(wanted, static_cast<time_t>(at.ms / 1000));
    X509_VERIFY_PARAM_set_purpose(wanted, X509_PURPOSE_SSL_SERVER);
    const bool is_address =
        std::string_view(host).find_first_not_of("0123456789.") == std::string_view::npos;
    if (is_address)
        X509_VERIFY_PARAM_set1_ip_asc(wanted, host);
    else
        X509_VERIFY_PARAM_set1_host(wanted, host, 0);
    X509_verify_cert(context.get());
    return X509_STORE_CTX_get_error(context.get());
}

Origin origin_of(const char* text) {
    const auto origin = origin_from_text(text);
    REQUIRE(origin);
    return *origin;
}

}  // namespace

TEST_CASE("a phone that trusts the office's authority takes its server", "[server]") {
    const Origin origin = origin_of("https://kintom.test:8443");
    const Authority authority = make_authority("Kecamatan Kintom", origin, now);
    const auto certificate = issue(authority, origin, now);
    REQUIRE(certificate);
    CHECK(verified(authority, *certificate, "kintom.test", now) == X509_V_OK);
    CHECK(verified(authority, *certificate, "localhost", now) == X509_V_OK);
    CHECK(verified(authority, *certificate, "127.0.0.1", now) == X509_V_OK);
    CHECK(verified(authority, *certificate, "bank.test", now) == X509_V_ERR_HOSTNAME_MISMATCH);
    CHECK(verified(authority, *certificate, "10.0.0.1", now) == X509_V_ERR_IP_ADDRESS_MISMATCH);
}

TEST_CASE("a phone whose clock is a day behind takes it too", "[server]") {
    const Origin origin = origin_of("https://kintom.test");
    const Authority authority = make_authority("Kecamatan Kintom", origin, now);
    const auto certificate = issue(authority, origin, now);
    REQUIRE(certificate);
    CHECK(verified(authority, *certificate, "kintom.test", Instant{now.ms - day_ms}) == X509_V_OK);
    const Instant after{certificate->until.ms + 1000};
    CHECK(verified(authority, *certificate, "kintom.test", after) == X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_CASE("whoever steals the authority cannot stand in for a bank", "[server]") {
    const Origin own = origin_of("https://kintom.test");
    const Authority authority = make_authority("Kecamatan Kintom", own, now);
    for (const char* other : {"https://bank.test", "https://10.0.0.1"}) {
        const Origin origin = origin_of(other);
        const auto forged = issue(authority, origin, now);
        REQUIRE(forged);
        CHECK(verified(authority, *forged, origin.host.c_str(), now) ==
              X509_V_ERR_PERMITTED_VIOLATION);
    }
}

TEST_CASE("an office known by an address has a certificate for it", "[server]") {
    const Origin origin = origin_of("https://192.168.1.10:8443");
    const Authority authority = make_authority("Kecamatan Kintom", origin, now);
    const auto certificate = issue(authority, origin, now);
    REQUIRE(certificate);
    CHECK(verified(authority, *certificate, "192.168.1.10", now) == X509_V_OK);
}

TEST_CASE("a certificate is renewed while a third of its life is left", "[server]") {
    const Origin origin = origin_of("https://kintom.test");
    const auto certificate = issue(make_authority("K", origin, now), origin, now);
    REQUIRE(certificate);
    CHECK(certificate->until.ms == now.ms + server_certificate_days * day_ms);
    CHECK(certificate->renew_from.ms > now.ms + 100 * day_ms);
    CHECK(certificate->until.ms - certificate->renew_from.ms > 60 * day_ms);
}

TEST_CASE("a long name of an office is cut between letters", "[server]") {
    std::string name(56, 'x');
    name += "ééé";
    const Authority authority = make_authority(name, origin_of("https://kintom.test"), now);
    CHECK(authority_of(authority) != nullptr);
}

TEST_CASE("given files must be a certificate with its own key", "[server]") {
    const Origin origin = origin_of("https://kintom.test");
    const Authority authority = make_authority("K", origin, now);
    const auto one = issue(authority, origin, now);
    const auto other = issue(authority, origin, now);
    REQUIRE((one && other));
    CHECK(given_certificate(one->chain_pem, one->key_pem));
    CHECK(given_certificate(one->chain_pem, other->key_pem).fault() == Fault::invalid);
    CHECK(given_certificate("x", one->key_pem).fault() == Fault::malformed);
    CHECK(given_certificate(one->chain_pem, "x").fault() == Fault::malformed);
}

TEST_CASE("a fingerprint is shown as phones show it", "[server]") {
    const std::string shown = shown_fingerprint(view_of("abc"));
    CHECK(shown.substr(0, 11) == "BA:78:16:BF");
    CHECK(shown.size() == 95);
}

}  // namespace luring::server
