#include "app/api/complaints.h"

#include "core/case/file_check.h"

namespace luring {

json::array complaints_view(const std::vector<Complaint>& complaints) {
    json::array list;
    for (const Complaint& complaint : complaints) {
        list.push_back({{"line", complaint.line},
                        {"path", complaint.path},
                        {"code", complaint.code},
                        {"detail", complaint.detail},
                        {"warning", complaint.warning}});
    }
    return list;
}

Answer check_file(std::string_view kind, std::string_view content, const Date& today,
                  std::string_view period) {
    const auto found = complaints_about(kind, content, today, period);
    if (!found) {
        return misused("argument_unknown", {{"name", "kind"},
                                            {"given", text_view(kind)},
                                            {"known", {"office", "sop", "data", "calendar"}}});
    }
    std::uint64_t errors = 0;
    for (const Complaint& complaint : *found) errors += complaint.warning ? 0 : 1;
    json::object view{{"kind", text_view(kind)},
                      {"errors", errors},
                      {"warnings", found->size() - errors},
                      {"complaints", complaints_view(*found)}};
    return errors > 0 ? refused_with("file_has_errors", std::move(view)) : done(std::move(view));
}

}  // namespace luring
