#include "app/api/answer.h"

namespace luring {

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
    if (failure.fault == Fault::busy) return broken("replica_busy", std::move(result));
    return refused_with(name_of(failure.fault), std::move(result));
}

}  // namespace luring
