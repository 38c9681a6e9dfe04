#include "core/base/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <optional>

#include "core/base/bytes.h"

namespace luring {

namespace {

namespace json = boost::json;

std::string escaped(std::string_view key) {
    std::string pointer;
    for (const char c : key) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
    return pointer;
}

// Builds the value and remembers where each part of it began. The text is fed line by line, so
// the line an event falls in is the line that is being fed.
class Handler {
  public:
    constexpr static std::size_t max_object_size = json_bytes_max;
    constexpr static std::size_t max_array_size = json_bytes_max;
    constexpr static std::size_t max_key_size = 256;
    constexpr static std::size_t max_string_size = 64 * 1024;

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) {
        begin_value();
        frames_.push_back({});
        return true;
    }
    bool on_object_end(std::size_t count, json::error_code&) {
        frames_.pop_back();
        values_.push_object(count);
        return end_value();
    }
    bool on_array_begin(json::error_code&) {
        begin_value();
        frames_.push_back({true, 0, {}});
        return true;
    }
    bool on_array_end(std::size_t count, json::error_code&) {
        frames_.pop_back();
        values_.push_array(count);
        return end_value();
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        key_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        key_.append(part.data(), part.size());
        values_.push_key(key_);
        frames_.back().key = escaped(key_);
        key_.clear();
        const std::string pointer = path();
        if (lines_.count(pointer) != 0 && !duplicate_) duplicate_ = Place{line, pointer};
        lines_.emplace(pointer, line);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        begin_value();
        text_.append(part.data(), part.size());
        values_.push_string(text_);
        text_.clear();
        return end_value();
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
        begin_value();
        values_.push_int64(number);
        return end_value();
    }
    bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
        begin_value();
        values_.push_uint64(number);
        return end_value();
    }
    bool on_double(double number, json::string_view, json::error_code&) {
        begin_value();
        values_.push_double(number);
        return end_value();
    }
    bool on_bool(bool flag, json::error_code&) {
        begin_value();
        values_.push_bool(flag);
        return end_value();
    }
    bool on_null(json::error_code&) {
        begin_value();
        values_.push_null();
        return end_value();
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    struct Place {
        std::uint32_t line = 0;
        std::string pointer;
    };

    std::uint32_t line = 1;
    std::optional<Place> duplicate_;
    std::map<std::string, std::uint32_t> lines_;
    json::value_stack values_;

  private:
    struct Frame {
        bool is_array = false;
        std::size_t index = 0;
        std::string key;
    };

    std::string path() const {
        std::string pointer;
        for (const Frame& frame : frames_) {
            pointer += "/" + (frame.is_array ? std::to_string(frame.index) : frame.key);
        }
        return pointer;
    }
    void begin_value() { lines_.emplace(path(), line); }
    bool end_value() {
        if (!frames_.empty() && frames_.back().is_array) ++frames_.back().index;
        return true;
    }

    std::vector<Frame> frames_;
    std::string key_;
    std::string text_;
};

Failure refuse(std::vector<Complaint>& complaints, std::uint32_t line, std::string path,
               std::string code, std::string detail) {
    complaints.push_back({line, std::move(path), code, detail, false});
    return fail(Fault::malformed, code + ": " + detail);
}

}  // namespace

std::uint32_t JsonDocument::line_of(std::string_view pointer) const {
    std::string place(pointer);
    while (true) {
        const auto found = lines.find(place);
        if (found != lines.end()) return found->second;
        const std::size_t slash = place.rfind('/');
        if (slash == std::string::npos) return 0;
        place.resize(slash);
    }
}

Result<JsonDocument> json_from_text(std::string_view text, std::vector<Complaint>& complaints) {
    if (text.size() > json_bytes_max) return refuse(complaints, 0, "", "file_too_large", "4 MiB");
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    if (!is_text(view_of(text))) return refuse(complaints, 0, "", "not_utf8", "UTF-8");
    json::parse_options options;
    options.max_depth = json_depth_max;
    json::basic_parser<Handler> parser(options);
    parser.handler().values_.reset();
    json::error_code error;
    for (std::size_t at = 0; at < text.size() && !error; ++parser.handler().line) {
        const std::size_t end = text.find('\n', at);
        const std::size_t next = end == std::string_view::npos ? text.size() : end + 1;
        const std::size_t size = next - at;
        const std::size_t taken =
            parser.write_some(next < text.size(), text.data() + at, size, error);
        if (!error && taken != size) error = json::error::extra_data;
        if (error) break;
        at = next;
    }
    Handler& handler = parser.handler();
    if (!error && text.empty()) error = json::error::incomplete;
    if (error) return refuse(complaints, handler.line, "", "syntax", error.message());
    if (handler.duplicate_) {
        return refuse(complaints, handler.duplicate_->line, handler.duplicate_->pointer,
                      "key_duplicate", handler.duplicate_->pointer);
    }
    return JsonDocument{handler.values_.release(), std::move(handler.lines_)};
}

}  // namespace luring
