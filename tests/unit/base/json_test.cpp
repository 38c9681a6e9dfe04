#include "core/base/json.h"

#include <catch2/catch.hpp>

namespace luring {

namespace {

Complaint complaint_about(std::string_view text) {
    std::vector<Complaint> complaints;
    CHECK_FALSE(json_from_text(text, complaints));
    REQUIRE(complaints.size() == 1);
    CHECK_FALSE(complaints.front().warning);
    return complaints.front();
}

}  // namespace

TEST_CASE("every value of a file knows the line it began at", "[base]") {
    std::vector<Complaint> complaints;
    const auto document =
        json_from_text("{\n \"a\": 1,\n \"b\": [\n  true,\n  {\"c/d~\": null}\n ]\n}", complaints);
    REQUIRE(document);
    CHECK(complaints.empty());
    CHECK(document->line_of("") == 1);
    CHECK(document->line_of("/a") == 2);
    CHECK(document->line_of("/b") == 3);
    CHECK(document->line_of("/b/0") == 4);
    CHECK(document->line_of("/b/1") == 5);
    CHECK(document->line_of("/b/1/c~1d~0") == 5);
    CHECK(document->line_of("/b/1/missing/deeper") == 5);  // the nearest that is known
    CHECK(document->line_of("/nothing") == 1);
    CHECK(document->root.at("b").as_array().size() == 2);
}

TEST_CASE("a syntax error is one complaint with its line", "[base]") {
    CHECK(complaint_about("{\n \"a\": 1,\n \"b\": tru\n}").line == 3);
    CHECK(complaint_about("{\n \"a\": 1\n").line >= 2);
    CHECK(complaint_about("").line <= 1);
    CHECK(complaint_about("{} {}").line == 1);
    CHECK(complaint_about("{}\n{\"a\": 1}\n\n").line == 2);
    CHECK(complaint_about("{}\n}").line == 2);
    CHECK(complaint_about("{\"a\": 1,}").line == 1);
}

TEST_CASE("which of two equal keys was meant cannot be known", "[base]") {
    const Complaint complaint = complaint_about("{\n \"a\": 1,\n \"b\": {\"a\": 2},\n \"a\": 3\n}");
    CHECK(complaint.line == 4);
    CHECK(complaint.path == "/a");
}

TEST_CASE("a file must be UTF-8, and a BOM does no harm", "[base]") {
    std::vector<Complaint> complaints;
    CHECK(json_from_text("\xef\xbb\xbf{\"a\": \"\xc3\xa9\"}", complaints));
    complaint_about("{\"a\": \"\xe9\"}");
    complaint_about("\xff\xfe{");
}

TEST_CASE("depth and size of a file have limits", "[base]") {
    std::vector<Complaint> complaints;
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(json_from_text(nested(json_depth_max), complaints));
    complaint_about(nested(json_depth_max + 1));
    complaint_about(nested(100'000));
    complaint_about("\"" + std::string(json_bytes_max, 'a') + "\"");
}

}  // namespace luring
