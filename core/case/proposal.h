// What a command makes of an intent: an act to be written, or the reason why not. A command fills
// in what its author saw (base, leaf, node, root, round) from the state it is given.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/act/entry.h"
#include "core/act/kind.h"
#include "core/base/codec.h"

namespace luring {

struct Proposal {
    Kind kind = Kind::corrected;
    std::string entity;
    std::vector<std::pair<Scope, Bytes>> payloads;  // any order, each scope once

    template <class Payload>
    Proposal& add(std::string_view scope, const Payload& payload) {
        payloads.emplace_back(Scope(scope), encode(payload));
        return *this;
    }
};

// Refused before anything was recorded. Parameters as in Verdict.
struct Refusal {
    Reason reason = Reason::none;
    ActId about;
    std::string rule;
};

class [[nodiscard]] Intended {
  public:
    Intended(Proposal proposal) : content_(std::move(proposal)) {}  // NOLINT: implicit
    Intended(Refusal refusal) : content_(std::move(refusal)) {}     // NOLINT: implicit

    explicit operator bool() const { return content_.index() == 0; }
    Proposal& proposal() { return std::get<0>(content_); }
    const Refusal& refusal() const { return std::get<1>(content_); }

  private:
    std::variant<Proposal, Refusal> content_;
};

inline Refusal refused(Reason reason, std::string rule = {}, ActId about = {}) {
    return Refusal{reason, about, std::move(rule)};
}

}  // namespace luring
