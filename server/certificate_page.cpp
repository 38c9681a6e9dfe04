#include "server/certificate_page.h"

#include "server/certificates.h"
#include "server/refusals.h"

namespace luring::server {

namespace {

constexpr std::string_view certificate_path = "/kantor.crt";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace

HttpResponse CertificatePage::answer(std::string_view method, std::string_view path) const {
    const bool is_reading = method == "GET" || method == "HEAD";
    HttpResponse response;
    if (is_reading && path == "/") {
        response = text_response("text/html; charset=utf-8", html);
        response.headers.emplace_back("Content-Security-Policy",
                                      "default-src 'none'; style-src 'unsafe-inline'");
    } else if (is_reading && path == certificate_path) {
        response = bytes_response("application/x-x509-ca-cert", certificate);
        response.headers.emplace_back("Content-Disposition", "attachment; filename=\"kantor.crt\"");
    } else {
        response = refusal("not_found", "path");
    }
    response.closes = true;
    return response;
}

CertificatePage make_certificate_page(const std::string& office_name, const Origin& origin,
                                      const Bytes& certificate) {
    const std::string name = escaped(office_name);
    const std::string address = escaped(origin.text);
    std::string html =
        "<!doctype html>\n<html lang=\"id\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<title>Luring " +
        name +
        "</title>\n"
        "<style>body{font:18px sans-serif;max-width:34em;margin:1em auto;padding:0 1em}"
        "code{font-size:15px;word-break:break-all}a{display:inline-block;padding:.7em 1em;"
        "border:1px solid}</style></head>\n<body><h1>Luring " +
        name +
        "</h1>\n"
        "<p>Pasang sertifikat kantor ini satu kali di HP atau laptop Anda, supaya hubungan dengan "
        "kantor aman.</p>\n<p><a href=\"" +
        std::string(certificate_path) +
        "\">Ambil sertifikat kantor</a></p>\n"
        "<p>Sebelum memasang, cocokkan sidik ini dengan yang ditempel di kantor:</p>\n<p><code>" +
        shown_fingerprint(certificate) +
        "</code></p>\n"
        "<p>Berbeda? Jangan dipasang. Beri tahu Kasubag Evlap.</p>\n"
        "<p>Sesudah itu buka: <code>" +
        address +
        "</code></p>\n"
        "<p>Sertifikat ini hanya berlaku untuk alamat itu.</p>\n</body></html>\n";
    return {std::move(html), certificate};
}

}  // namespace luring::server
