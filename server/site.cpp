#include "server/site.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/base/hash.h"
#include "server/refusals.h"

namespace luring::server {

namespace {

constexpr std::string_view packed_end = ".br";
constexpr std::string_view first_page = "/index.html";
constexpr std::size_t content_hash_chars_min = 8;

struct Kind {
    std::string_view end;
    const char* type;
};
constexpr std::array kinds{Kind{".html", "text/html; charset=utf-8"},
                           Kind{".js", "text/javascript; charset=utf-8"},
                           Kind{".mjs", "text/javascript; charset=utf-8"},
                           Kind{".css", "text/css; charset=utf-8"},
                           Kind{".json", "application/json"},
                           Kind{".webmanifest", "application/manifest+json"},
                           Kind{".wasm", "application/wasm"},
                           Kind{".svg", "image/svg+xml"},
                           Kind{".png", "image/png"},
                           Kind{".ico", "image/x-icon"},
                           Kind{".woff2", "font/woff2"},
                           Kind{".txt", "text/plain; charset=utf-8"},
                           Kind{".pdf", "application/pdf"}};

std::string type_of(std::string_view path) {
    for (const Kind& kind : kinds) {
        if (path.ends_with(kind.end)) return kind.type;
    }
    return "application/octet-stream";
}

// "app-3f9ac01b.js", "app.3f9ac01b.js": what bundlers call a file whose name is its content's.
bool is_named_by_content(std::string_view path) {
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos) return false;
    const std::string_view stem = path.substr(0, dot);
    const auto mark = stem.find_last_of("-./");
    if (mark == std::string_view::npos || stem[mark] == '/') return false;
    const std::string_view hash = stem.substr(mark + 1);
    const auto is_hash_char = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); };
    return hash.size() >= content_hash_chars_min &&
           std::all_of(hash.begin(), hash.end(), is_hash_char);
}

// Only our own code and our own office; WebAssembly is code of ours too.
constexpr const char* content_policy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

void add_headers(HttpResponse& response, bool is_named_by_content, const std::string& tag) {
    const char* caching = is_named_by_content ? "public, max-age=31536000, immutable" : "no-cache";
    response.headers = {{"Cache-Control", caching},
                        {"ETag", tag},
                        {"Vary", "Accept-Encoding"},
                        {"Content-Security-Policy", content_policy},
                        {"Cross-Origin-Opener-Policy", "same-origin"},
                        {"Referrer-Policy", "no-referrer"}};
}

}  // namespace

Result<Site> Site::read(Machine& machine, const std::string& folder) {
    auto paths = machine.list_files(folder, site_files_max);
    if (!paths) return paths.failure();
    Site site;
    std::size_t bytes = 0;
    std::map<std::string, Bytes> packed;
    for (const std::string& path : *paths) {
        auto content = machine.read_file(folder + "/" + path, site_bytes_max - bytes);
        if (!content) return content.failure();
        bytes += content->size();
        if (path.ends_with(packed_end)) {
            packed["/" + path.substr(0, path.size() - packed_end.size())] = std::move(*content);
            continue;
        }
        File file{type_of(path),
                  "\"" + sha256(*content).hex().substr(0, 32) + "\"",
                  std::move(*content),
                  {},
                  luring::server::is_named_by_content(path)};
        site.files_.emplace("/" + path, std::move(file));
    }
    for (auto& [path, content] : packed) {
        const auto file = site.files_.find(path);
        if (file != site.files_.end()) file->second.packed = std::move(content);
    }
    if (!site.has(first_page)) return fail(Fault::not_found, folder + std::string(first_page));
    return site;
}

const Site::File* Site::find(std::string_view path) const {
    if (files_.empty()) return nullptr;
    auto found = files_.find(path);
    // A place in the app has no dot in its last part; a file that is not there has.
    const bool is_place = path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
    const bool is_ours = path.starts_with("/v1/") || path == "/healthz" || path == "/metrics";
    if (found == files_.end() && is_place && !is_ours) found = files_.find(first_page);
    return found == files_.end() ? nullptr : &found->second;
}

HttpResponse Site::answer(const HttpHead& head) const {
    const File* file = find(head.path);
    if (file == nullptr) return refusal("not_found", "path");
    const bool is_known = head.known_tag == file->tag;
    const bool is_packed = head.takes_brotli && !file->packed.empty();
    HttpResponse response = bytes_response(file->type, is_known    ? Bytes()
                                                       : is_packed ? file->packed
                                                                   : file->content);
    if (is_known) response.status = 304;
    add_headers(response, file->is_named_by_content, file->tag);
    if (is_packed && !is_known) response.headers.emplace_back("Content-Encoding", "br");
    return response;
}

}  // namespace luring::server
