// What a command answers: a code and values, never a sentence. Each face has its own words.
#pragma once

#include <string>
#include <string_view>

#include "core/act/entry.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace luring {

namespace json = boost::json;

// How a command ended; a command line makes its exit code of it.
enum class Ended : std::uint8_t {
    done = 0,     // tentative included
    refused = 1,  // refused before recording, or a check that failed
    misused = 2,  // the question itself was wrong: an unknown command, a missing argument
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
// A wrong passphrase or a file that is not there is for the person to mend, a busy replica is not.
Answer from_failure(const Failure& failure);

// Texts as Boost.JSON takes them.
inline json::string_view text_view(std::string_view text) {
    return {text.data(), text.size()};
}
inline json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value() : json::value(text_view(text));
}

}  // namespace luring
