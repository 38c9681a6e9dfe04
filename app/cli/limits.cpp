#include "app/cli/limits.h"

#include "app/cli/printer.h"

namespace luring {

Option stall_option() {
    return {"stall",
            Takes::text,
            "S",
            false,
            {"detik tanpa gerakan sampai dianggap terputus; biasanya 30",
             "seconds without any movement that count as cut off; 30 unless said"}};
}

std::int64_t stall_ms_from(const json::object& args, std::optional<Answer>& problem) {
    const std::string text = text_at(args, "stall");
    if (text.empty()) return 0;
    const bool is_number =
        text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos;
    const std::int64_t seconds = is_number ? std::stoll(text) : 0;
    if (seconds >= 1 && seconds <= stall_s_max) return seconds * 1000;
    problem = misused("argument_not_number", {{"name", "stall"}, {"given", text}});
    return 0;
}

}  // namespace luring
