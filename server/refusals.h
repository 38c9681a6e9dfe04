// Why the server does not do what a client asks, for programs and for people: code, what, why, who
// decided, what next. The office's own refusals of acts are in the replies, not here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/answer.h"
#include "server/http.h"

namespace luring::server {

struct RefusalKind {
    std::string_view code;
    unsigned status;
    std::string_view why;
    std::string_view next;
};
const std::vector<RefusalKind>& refusal_kinds();

// {"code","what","why","who","next",…more}. `what`: the route or the part of the request. Where
// `more` has retry_after_s, the response says so too.
HttpResponse refusal(std::string_view code, std::string_view what, json::object more = {});

}  // namespace luring::server
