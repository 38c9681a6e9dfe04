#include "tests/golden/golden.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace luring {

namespace {

std::string full(const std::string& path) {
    return std::string(LURING_SOURCE_DIR) + "/tests/golden/" + path;
}

bool is_writing() {
    const char* wanted = std::getenv("LURING_GOLDEN_WRITE");
    return wanted != nullptr && std::string(wanted) == "1";
}

constexpr std::size_t line_octets = 48;

// Long records are folded, so that a change shows up in a review; a blank line ends one.
void write_record(std::ofstream& out, ByteView bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += line_octets) {
        out << hex_from(bytes.subspan(at, std::min(line_octets, bytes.size() - at))) << "\n";
    }
    out << "\n";
}

}  // namespace

bool has_golden(const std::string& path) {
    return std::ifstream(full(path)).good();
}

std::vector<Bytes> golden_lines(const std::string& path) {
    std::ifstream in(full(path));
    INFO(path);
    REQUIRE(in.good());
    std::vector<Bytes> records;
    std::string digits;
    const auto finish = [&] {
        if (digits.empty()) return;
        auto bytes = bytes_from_hex(digits);
        REQUIRE(bytes);
        records.push_back(std::move(bytes.value()));
        digits.clear();
    };
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.front() == '#') continue;
        if (line.empty())
            finish();
        else
            digits += line;
    }
    finish();
    return records;
}

std::vector<Bytes> golden_or_written(const std::string& path, const std::string& remark,
                                     const std::vector<Bytes>& now) {
    if (!has_golden(path) && is_writing()) {
        std::filesystem::create_directories(std::filesystem::path(full(path)).parent_path());
        std::ofstream out(full(path));
        out << "# " << remark << "\n";
        for (const Bytes& record : now) write_record(out, record);
    }
    return golden_lines(path);
}

std::string golden_value(const std::string& path, const std::string& name) {
    std::ifstream in(full(path));
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string first;
        std::string second;
        if (words >> first >> second && first == name) return second;
    }
    return {};
}

std::string golden_value_or_written(const std::string& path, const std::string& name,
                                    const std::string& now) {
    std::string there = golden_value(path, name);
    if (there.empty() && is_writing()) {
        std::ofstream(full(path), std::ios::app) << name << " " << now << "\n";
        there = now;
    }
    return there;
}

}  // namespace luring
