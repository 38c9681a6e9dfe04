#include "server/site.h"

#include <catch2/catch.hpp>

#include "tests/unit/server/memory_machine.h"

namespace luring::server {

namespace {

MemoryMachine with_app() {
    MemoryMachine machine;
    const auto put = [&machine](const char* path, std::string_view content) {
        const ByteView octets = view_of(content);
        machine.files[path] = Bytes(octets.begin(), octets.end());
    };
    put("web/index.html", "<!doctype html>");
    put("web/app-3f9ac01b.js", "let a");
    put("web/app-3f9ac01b.js.br", "packed");
    put("web/sw.js", "self");
    put("web/core/luring.wasm", "wasm");
    put("web/deep/orphan.js.br", "packed");
    put("secret/keys", "no");
    return machine;
}

std::string header_of(const HttpResponse& response, const std::string& name) {
    for (const auto& [each, value] : response.headers) {
        if (each == name) return value;
    }
    return {};
}

HttpResponse get(const Site& site, std::string_view path, std::string known = {},
                 bool takes_brotli = false) {
    HttpHead head = head_from("GET", path, "a");
    head.known_tag = std::move(known);
    head.takes_brotli = takes_brotli;
    return site.answer(head);
}

}  // namespace

TEST_CASE("files of the app are served with their type, and nothing else is", "[server]") {
    MemoryMachine machine = with_app();
    const auto site = Site::read(machine, "web");
    REQUIRE(site);
    CHECK(site->files() == 4);
    CHECK(get(*site, "/").content_type == "text/html; charset=utf-8");
    CHECK(get(*site, "/core/luring.wasm").content_type == "application/wasm");
    CHECK(text_of(get(*site, "/sw.js").body) == "self");
    for (const char* path :
         {"/nix.js", "/../secret/keys.txt", "/web/index.html.x", "/core/x.wasm",
          "/app-3f9ac01b.js.br", "/deep/orphan.js", "/v1/exchange", "/metrics"}) {
        INFO(path);
        CHECK(get(*site, path).status == 404);
        CHECK_FALSE(site->has(path));
    }
}

TEST_CASE("a place in the app is its first page", "[server]") {
    MemoryMachine machine = with_app();
    const auto site = Site::read(machine, "web");
    REQUIRE(site);
    for (const char* path : {"/daftar", "/berkas/12", "/"}) {
        CHECK(text_of(get(*site, path).body) == "<!doctype html>");
    }
}

TEST_CASE("a file is kept as long as its name says that it is the same", "[server]") {
    MemoryMachine machine = with_app();
    const auto site = Site::read(machine, "web");
    REQUIRE(site);
    CHECK(header_of(get(*site, "/app-3f9ac01b.js"), "Cache-Control").find("immutable") !=
          std::string::npos);
    CHECK(header_of(get(*site, "/sw.js"), "Cache-Control") == "no-cache");
    const std::string tag = header_of(get(*site, "/sw.js"), "ETag");
    CHECK(tag.size() == 34);
    const HttpResponse again = get(*site, "/sw.js", tag);
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(get(*site, "/sw.js", "\"other\"").status == 200);
}

TEST_CASE("who takes it gets the packed file", "[server]") {
    MemoryMachine machine = with_app();
    const auto site = Site::read(machine, "web");
    REQUIRE(site);
    const HttpResponse packed = get(*site, "/app-3f9ac01b.js", {}, true);
    CHECK(text_of(packed.body) == "packed");
    CHECK(header_of(packed, "Content-Encoding") == "br");
    CHECK(text_of(get(*site, "/app-3f9ac01b.js").body) == "let a");
    CHECK(header_of(get(*site, "/sw.js", {}, true), "Content-Encoding").empty());
}

TEST_CASE("a page of the app runs our code alone", "[server]") {
    MemoryMachine machine = with_app();
    const auto site = Site::read(machine, "web");
    REQUIRE(site);
    const std::string policy = header_of(get(*site, "/"), "Content-Security-Policy");
    CHECK(policy.find("default-src 'self'") == 0);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(policy.find("script-src 'self' 'wasm-unsafe-eval';") != std::string::npos);
}

TEST_CASE("a folder without a first page is no app", "[server]") {
    MemoryMachine machine;
    machine.files["web/app.js"] = {1};
    CHECK(Site::read(machine, "web").fault() == Fault::not_found);
    CHECK_FALSE(Site().has("/"));
}

}  // namespace luring::server
