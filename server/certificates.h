// The office's own certificate authority: P-256, for one name and the machine itself. A phone that
// trusts it trusts it for nothing else, because its certificate says so (name constraints).
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "server/origin.h"

namespace luring::server {

struct Authority {
    Bytes key;          // PKCS #8, DER
    Bytes certificate;  // X.509, DER

    template <class Archive>
    void serialize(Archive& archive) {
        archive(key, certificate);
    }
};

struct ServerCertificate {
    std::string chain_pem;
    std::string key_pem;
    Instant until;
    Instant renew_from;  // a third of its life is left
};

constexpr int authority_days = 20 * 365;
constexpr int server_certificate_days = 200;  // some phones take none of more than 825

Authority make_authority(const std::string& office_name, const Origin& origin, Instant now);

// A new key each time: nothing pins it, phones know the authority. Fault::invalid where the
// authority cannot be read.
Result<ServerCertificate> issue(const Authority& authority, const Origin& origin, Instant now);

std::string pem_of_certificate(ByteView der);
// SHA-256 as browsers and phones show it: "AB:CD:…".
std::string shown_fingerprint(ByteView der);

// A certificate and key of somebody else, as files: checks that they fit together.
Result<ServerCertificate> given_certificate(std::string chain_pem, std::string key_pem);

}  // namespace luring::server
