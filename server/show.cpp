// Results as text for people.
#include <algorithm>
#include <ostream>

#include "server/words.h"

namespace luring::server {

namespace {

std::string cell_of(const json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    if (value.is_null()) return "-";
    if (!value.is_array()) return json::serialize(value);
    std::string joined;
    for (const json::value& one : value.as_array()) {
        joined += (joined.empty() ? "" : ", ") + cell_of(one);
    }
    return joined.empty() ? "-" : joined;
}

bool is_table(const json::value& value) {
    return value.is_array() && !value.as_array().empty() && value.as_array().front().is_object();
}

// Letters, not octets: names have accents.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

void show_table(std::ostream& out, const json::array& records) {
    std::vector<std::vector<std::string>> lines(1);
    for (const auto& [name, value] : records.front().as_object()) lines[0].emplace_back(name);
    for (const json::value& record : records) {
        std::vector<std::string>& line = lines.emplace_back();
        for (const std::string& name : lines[0]) line.push_back(cell_of(record.at(name)));
    }
    std::vector<std::size_t> widths(lines[0].size());
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(line[i]));
        }
    }
    for (const auto& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            text += line[i] + std::string(widths[i] - width_of(line[i]) + 2, ' ');
        }
        text.resize(text.find_last_not_of(' ') + 1);
        out << text << '\n';
    }
}

}  // namespace

void show_fields(Session& session, const json::object& result) {
    for (const auto& [name, value] : result) {
        if (is_table(value)) continue;
        session.out << std::string_view(name.data(), name.size()) << ": " << cell_of(value) << '\n';
    }
    for (const auto& [name, value] : result) {
        if (!is_table(value)) continue;
        session.out << '\n' << std::string_view(name.data(), name.size()) << ":\n";
        show_table(session.out, value.as_array());
    }
}

void show_complaints(Session& session, const json::object& result) {
    const json::value* complaints = result.if_contains("complaints");
    if (complaints == nullptr || !complaints->is_array()) return;
    for (const json::value& value : complaints->as_array()) {
        const json::object& one = value.as_object();
        const bool is_id = session.lang == Lang::id;
        const char* weight = flag_at(one, "warning") ? (is_id ? "peringatan" : "warning")
                                                     : (is_id ? "kesalahan" : "error");
        const std::string file = text_at(one, "file");
        session.out << (file.empty() ? "" : file + " ") << (is_id ? "baris " : "line ")
                    << json::serialize(one.at("line")) << ": " << weight << ": "
                    << text_at(one, "code") << ' ' << text_at(one, "path") << ' '
                    << text_at(one, "detail") << '\n';
    }
}

}  // namespace luring::server
