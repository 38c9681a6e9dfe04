// The SOP files of the tests, and mistakes planted into their text the way a person makes them.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/procedure/parse.h"

#ifndef LURING_SOURCE_DIR
#define LURING_SOURCE_DIR "."  // tests run in the root of the repository
#endif

namespace luring::sop_files {

inline std::string text_of_file(const std::string& name) {
    std::ifstream file(std::string(LURING_SOURCE_DIR) + "/tests/data/" + name);
    std::stringstream text;
    text << file.rdbuf();
    REQUIRE_FALSE(text.str().empty());
    return text.str();
}

inline std::string correction_text() {
    return text_of_file("sop-perbaikan-data-kinerja.json");
}
inline std::string business_text() {
    return text_of_file("sop-surat-keterangan-usaha.json");
}

inline Procedure read(const std::string& text) {
    std::vector<Complaint> complaints;
    const auto procedure = procedure_from_json(text, complaints);
    for (const Complaint& complaint : complaints) {
        INFO(complaint.line << " " << complaint.path << " " << complaint.code);
        CHECK(complaint.warning);
    }
    REQUIRE(procedure.has_value());
    return *procedure;
}

inline Procedure correction() {
    return read(correction_text());
}
inline Procedure business() {
    return read(business_text());
}

// Replaces the first `from` that comes after the first `after`.
struct Edit {
    std::string after;
    std::string from;
    std::string to;
};

inline std::string edited(std::string text, const std::vector<Edit>& edits) {
    for (const Edit& edit : edits) {
        INFO(edit.after << " ... " << edit.from);
        const std::size_t start = text.find(edit.after);
        REQUIRE(start != std::string::npos);
        const std::size_t place = text.find(edit.from, start);
        REQUIRE(place != std::string::npos);
        text.replace(place, edit.from.size(), edit.to);
    }
    return text;
}

// A mistake somebody makes, and what the app says about it. An '@' in the edits marks the line that
// has to be named; it is taken out before reading.
struct Mistake {
    std::string code;
    std::string path;
    std::string detail;
    std::vector<Edit> edits;
};

inline std::uint32_t take_line(std::string& text) {
    const std::size_t mark = text.find('@');
    REQUIRE(mark != std::string::npos);
    text.erase(mark, 1);
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(mark);
    return 1 + static_cast<std::uint32_t>(std::count(text.begin(), end, '\n'));
}

inline std::vector<Complaint> only(bool warnings, const std::vector<Complaint>& all) {
    std::vector<Complaint> chosen;
    for (const Complaint& complaint : all) {
        if (complaint.warning == warnings) chosen.push_back(complaint);
    }
    return chosen;
}

// The planted mistake is named at its line, and nothing else is called an error.
inline void expect_error(const std::string& original, const Mistake& mistake) {
    INFO(mistake.code << " " << mistake.path);
    std::string text = edited(original, mistake.edits);
    const std::uint32_t line = take_line(text);
    std::vector<Complaint> complaints;
    const auto procedure = procedure_from_json(text, complaints);
    CHECK_FALSE(procedure.has_value());
    const auto errors = only(false, complaints);
    REQUIRE_FALSE(errors.empty());
    CHECK(errors[0].code == mistake.code);
    CHECK(errors[0].path == mistake.path);
    CHECK(errors[0].detail == mistake.detail);
    CHECK(errors[0].line == line);
    for (std::size_t i = 1; i < errors.size(); ++i) {
        UNSCOPED_INFO("also: " << errors[i].code << " " << errors[i].path);
    }
    CHECK(errors.size() == 1);
}

// The file is taken all the same.
inline void expect_warning(const std::string& original, const Mistake& mistake) {
    INFO(mistake.code << " " << mistake.path);
    std::string text = edited(original, mistake.edits);
    const std::uint32_t line = take_line(text);
    std::vector<Complaint> complaints;
    CHECK(procedure_from_json(text, complaints).has_value());
    const Complaint expected{line, mistake.path, mistake.code, mistake.detail, true};
    CHECK(std::count(complaints.begin(), complaints.end(), expected) == 1);
}

}  // namespace luring::sop_files
