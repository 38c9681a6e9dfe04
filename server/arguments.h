// The arguments of one command, read with complaints: the first thing that is wrong is the answer.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "server/answer.h"

namespace luring::server {

class Arguments {
  public:
    explicit Arguments(const json::object& args) : args_(args) {}

    std::string text(std::string_view name) const { return text_at(args_, name); }
    bool flag(std::string_view name) const { return flag_at(args_, name); }
    bool has(std::string_view name) const { return !text(name).empty(); }
    std::optional<Date> date(std::string_view name);
    std::optional<std::uint64_t> number(std::string_view name);
    void invalid(std::string_view name);  // its value is not one of those allowed

    const std::optional<Answer>& problem() const { return problem_; }

  private:
    const json::object& args_;
    std::optional<Answer> problem_;
};

}  // namespace luring::server
