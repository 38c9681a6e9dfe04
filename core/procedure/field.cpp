#include "core/procedure/field.h"

#include <algorithm>
#include <limits>

namespace luring {
namespace {

std::string path_below(const std::string& path, std::string_view key) {
    std::string below = path + "/";
    for (const char c : key) {
        if (c == '~') {
            below += "~0";
        } else if (c == '/') {
            below += "~1";
        } else {
            below += c;
        }
    }
    return below;
}

}  // namespace

Field Field::at(std::string_view key) const {
    const boost::json::value* found = nullptr;
    if (value_ != nullptr && value_->is_object()) {
        found = value_->get_object().if_contains({key.data(), key.size()});
    }
    return {found, path_below(path_, key), *complaints_};
}

std::vector<Field> Field::items() const {
    std::vector<Field> items;
    if (is_absent()) return items;
    if (!value_->is_array()) {
        complain("field_type", "daftar");
        return items;
    }
    for (const boost::json::value& item : value_->get_array()) {
        items.push_back({&item, path_below(path_, std::to_string(items.size())), *complaints_});
    }
    return items;
}

std::vector<std::pair<std::string, Field>> Field::members() const {
    std::vector<std::pair<std::string, Field>> members;
    if (is_absent()) {
        require();
    } else if (!value_->is_object()) {
        complain("field_type", "objek");
    } else {
        for (const auto& member : value_->get_object()) {
            const std::string key(member.key().data(), member.key().size());
            members.emplace_back(key, at(key));
        }
    }
    return members;
}

void Field::expect_keys(std::initializer_list<std::string_view> known) const {
    for (const auto& member : members()) {
        if (std::find(known.begin(), known.end(), member.first) == known.end()) {
            complaints_->warn(member.second.path_, "field_unknown", member.first);
        }
    }
}

std::string Field::text() const {
    if (is_absent()) require();
    return optional_text().value_or(std::string());
}

std::optional<std::string> Field::optional_text() const {
    if (is_absent()) return std::nullopt;
    if (!value_->is_string()) {
        complain("field_type", "teks");
        return std::nullopt;
    }
    const auto& text = value_->get_string();
    return std::string(text.data(), text.size());
}

std::vector<std::string> Field::texts() const {
    if (is_absent()) require();
    std::vector<std::string> texts;
    for (const Field& item : items()) texts.push_back(item.text());
    return texts;
}

std::optional<std::int32_t> Field::optional_number() const {
    if (is_absent()) return std::nullopt;
    using Limits = std::numeric_limits<std::int32_t>;
    const std::int64_t* number = value_->if_int64();
    if (number == nullptr || *number < Limits::min() || *number > Limits::max()) {
        complain("field_type", "bilangan bulat");
        return std::nullopt;
    }
    return static_cast<std::int32_t>(*number);
}

std::int32_t Field::number(std::int32_t otherwise) const {
    if (is_absent()) require();
    return optional_number().value_or(otherwise);
}

std::vector<std::int32_t> Field::optional_numbers() const {
    std::vector<std::int32_t> numbers;
    for (const Field& item : items()) {
        if (item.is_absent()) item.require();
        const auto number = item.optional_number();
        if (number) numbers.push_back(*number);
    }
    return numbers;
}

bool Field::optional_flag() const {
    if (is_absent()) return false;
    if (!value_->is_bool()) complain("field_type", "true/false");
    return value_->is_bool() && value_->get_bool();
}

}  // namespace luring
