// What a command answers: a code and values, never a sentence; words.h has those.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/case/proposal.h"

namespace luring::server {

namespace json = boost::json;

// How a command ended; its number is the exit code.
enum class Ended : std::uint8_t {
    done = 0,
    refused = 1,  // refused before recording, or a check that failed
    misused = 2,  // an unknown command, a missing argument
    broken = 3,   // machine, network or busy
};

struct Answer {
    Ended ended = Ended::done;
    std::string code = "done";
    json::object result;

    bool ok() const { return ended == Ended::done; }
};

Answer done(json::object result = {});
Answer refused_with(std::string code, json::object result = {});
Answer misused(std::string code, json::object result = {});
Answer broken(std::string code, json::object result = {});
Answer from_failure(const Failure& failure);
Answer from_refusal(const Refusal& refusal);  // with `reason`, R-code, `rule`, `about`

// A failing machine throws; this is the edge where that becomes an answer.
Answer guarded(const std::function<Answer()>& work);

// Texts as Boost.JSON takes them.
inline json::string_view text_view(std::string_view text) {
    return {text.data(), text.size()};
}
inline json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value() : json::value(text_view(text));
}

// Of a document: "" or false for what is not there or of another type.
std::string text_at(const json::object& view, std::string_view name);
bool flag_at(const json::object& view, std::string_view name);

json::array complaints_view(const std::vector<Complaint>& complaints);

}  // namespace luring::server
