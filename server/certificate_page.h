// The one page that is served without TLS: the certificate of the office's own authority, so that a
// new phone can come to trust it, and the fingerprint to compare with the paper on the wall.
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "server/http.h"
#include "server/origin.h"

namespace luring::server {

struct CertificatePage {
    std::string html;
    Bytes certificate;  // DER

    // "/", and the certificate itself below it; nothing else is there.
    HttpResponse answer(std::string_view method, std::string_view path) const;
};

CertificatePage make_certificate_page(const std::string& office_name, const Origin& origin,
                                      const Bytes& certificate);

}  // namespace luring::server
