// The web app as files, read once when the server begins: what is not among them is not there,
// whatever a path says. Other files of the machine are never looked at for a request.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/http.h"
#include "server/machine.h"

namespace luring::server {

constexpr std::size_t site_files_max = 2000;
constexpr std::size_t site_bytes_max = 128 * 1024 * 1024;

class Site {
  public:
    // No files at all.
    Site() = default;
    // Fault::not_found, or Fault::too_large beyond the limits. A file "x.br" is "x" compressed, for
    // browsers that take it.
    static Result<Site> read(Machine& machine, const std::string& folder);

    // Where no file has that path: index.html, for paths that are places in the app ("/daftar").
    bool has(std::string_view path) const { return find(path) != nullptr; }
    HttpResponse answer(const HttpHead& head) const;
    std::size_t files() const { return files_.size(); }

  private:
    struct File {
        std::string type;
        std::string tag;  // an ETag
        Bytes content;
        Bytes packed;                      // by Brotli; empty: none
        bool is_named_by_content = false;  // the name changes when the content does
    };
    const File* find(std::string_view path) const;

    std::map<std::string, File, std::less<>> files_;  // by path, with the slash
};

}  // namespace luring::server
