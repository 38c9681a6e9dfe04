#include "core/dataset/csv.h"

#include <catch2/catch.hpp>

using namespace luring;

namespace {

CsvTable table_of(const std::string& text, std::vector<Complaint>& complaints) {
    auto table = csv_from_text(text, complaints);
    REQUIRE(table.ok());
    return *table;
}

CsvTable table_of(const std::string& text) {
    std::vector<Complaint> complaints;
    auto table = table_of(text, complaints);
    CHECK(complaints.empty());
    return table;
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("quotes, breaks in cells and every kind of line end are read", "[dataset]") {
    const auto table = table_of("a;b\r\n\"x;\"\"y\"\"\";\"two\r\nlines\"\r\n\r\n;\r\n3;4");
    REQUIRE(table.records.size() == 3);
    CHECK(table.records[1].cells == Cells{"x;\"y\"", "two\r\nlines"});
    CHECK(table.records[1].line == 2);
    CHECK(table.records[2].cells == Cells{"3", "4"});
    CHECK(table.records[2].line == 6);
    CHECK(table_of("a\rb\r").records.size() == 2);
}

TEST_CASE("the delimiter is found by itself", "[dataset]") {
    CHECK(table_of("a;b,c;d\n").delimiter == ';');
    CHECK(table_of("a\tb\tc\n").delimiter == '\t');
    CHECK(table_of("\"a;b;c\",d\n").delimiter == ',');
    const auto hinted = table_of("sep=,\na;b,c\n");
    CHECK(hinted.records.front().cells == Cells{"a;b", "c"});
    CHECK(hinted.records.front().line == 2);
}

TEST_CASE("files of old office computers keep their letters", "[dataset]") {
    const auto old = table_of("nama;x\nRen\xE9 \x96 \x80;1\n");
    CHECK(old.charset == Charset::windows_1252);
    CHECK(old.records[1].cells[0] == "Ren\xC3\xA9 \xE2\x80\x93 \xE2\x82\xAC");
    const auto utf8 = table_of("\xEF\xBB\xBFnama;x\nRen\xC3\xA9;1\n");
    CHECK(utf8.charset == Charset::utf8);
    CHECK(utf8.records[0].cells[0] == "nama");
    std::vector<Complaint> complaints;
    CHECK(csv_from_text(std::string("\xFF\xFE"
                                    "a\0",
                                    4),
                        complaints)
              .failure()
              .detail == "charset_utf16");
    CHECK(csv_from_text(std::string("a\0b", 3), complaints).failure().detail == "charset_unknown");
}

TEST_CASE("one forgotten quote costs its own line only", "[dataset]") {
    std::vector<Complaint> complaints;
    const auto table = table_of("a;b\n\"x;1\ny;2\n\"z\"q;3\nw;4\n", complaints);
    REQUIRE(table.records.size() == 3);
    CHECK(table.records[1].cells == Cells{"y", "2"});
    CHECK(table.records[2].cells == Cells{"w", "4"});
    REQUIRE(complaints.size() == 2);
    CHECK(complaints[0].code == "quote_unclosed");
    CHECK(complaints[0].line == 2);
    CHECK(complaints[1].code == "quote_misplaced");
    CHECK(complaints[1].line == 4);
}

TEST_CASE("limits of a table are named and the other lines are still read", "[dataset]") {
    std::vector<Complaint> complaints;
    const std::string wide(csv_columns_max, ';');
    const std::string text =
        "a;b\n" + std::string(csv_record_bytes_max + 1, 'x') + "\n" + wide + "1\n1;2\n";
    const auto table = table_of(text, complaints);
    CHECK(table.records.size() == 2);
    REQUIRE(complaints.size() == 2);
    CHECK(complaints[0].code == "record_too_long");
    CHECK(complaints[1].code == "columns_too_many");
    CHECK(csv_from_text(std::string(csv_bytes_max + 1, 'a'), complaints).fault() ==
          Fault::too_large);
    complaints.clear();
    std::string many;
    for (std::size_t line = 0; line < csv_records_max + 5; ++line) many += "a\n";
    CHECK(table_of(many, complaints).records.size() == csv_records_max);
    CHECK(complaints.front().code == "records_too_many");
}

TEST_CASE("no file makes the reader fail or wait", "[dataset]") {
    std::uint32_t state = 1;
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (int place = 0; place < 60; ++place) {
            state = state * 1664525u + 1013904223u;
            text += "\";\t,\r\nab1\xC3"[state >> 28 > 9 ? 9 : state >> 28];
        }
        std::vector<Complaint> complaints;
        CHECK(csv_from_text(text, complaints).ok());
    }
}
