#include "server/answer.h"

#include <system_error>

#include "core/act/entry.h"
#include "core/replica/sqlite.h"

namespace luring::server {

namespace {

const char* code_of(StorageCode code) {
    switch (code) {
        case StorageCode::busy:
            return "store_busy";
        case StorageCode::full:
            return "disk_full";
        case StorageCode::io:
            return "disk_failed";
        case StorageCode::corrupt:
            return "store_damaged";
        case StorageCode::not_a_database:
            return "store_locked";
        case StorageCode::constraint:
        case StorageCode::other:
            break;
    }
    return "machine_failed";
}

}  // namespace

Answer done(json::object result) {
    return {Ended::done, "done", std::move(result)};
}

Answer refused_with(std::string code, json::object result) {
    return {Ended::refused, std::move(code), std::move(result)};
}

Answer misused(std::string code, json::object result) {
    return {Ended::misused, std::move(code), std::move(result)};
}

Answer broken(std::string code, json::object result) {
    return {Ended::broken, std::move(code), std::move(result)};
}

Answer from_failure(const Failure& failure) {
    json::object result{{"detail", failure.detail}};
    if (failure.fault == Fault::busy) return broken("office_busy", std::move(result));
    return refused_with(name_of(failure.fault), std::move(result));
}

Answer from_refusal(const Refusal& refusal) {
    json::object result{{"reason", name_of(refusal.reason)},
                        {"shown", luring::code_of(refusal.reason)},
                        {"rule", text_or_null(refusal.rule)}};
    result["about"] = refusal.about.is_none() ? json::value() : json::value(refusal.about.hex());
    return refused_with(name_of(refusal.reason), std::move(result));
}

Answer guarded(const std::function<Answer()>& work) {
    try {
        return work();
    } catch (const StorageError& error) {
        return broken(code_of(error.code()), {{"detail", error.what()}});
    } catch (const std::system_error& error) {
        return broken("machine_failed", {{"detail", error.what()}});
    }
}

std::string text_at(const json::object& view, std::string_view name) {
    const json::value* value = view.if_contains(text_view(name));
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

bool flag_at(const json::object& view, std::string_view name) {
    const json::value* value = view.if_contains(text_view(name));
    return value != nullptr && value->is_bool() && value->as_bool();
}

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

}  // namespace luring::server
