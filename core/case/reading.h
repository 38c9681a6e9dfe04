// An act as it is judged and folded: who did what to which entity, with the payloads at hand.
// An adopted act is read out of the act that adopts it, with its first author.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/act/entry.h"
#include "core/act/header.h"
#include "core/base/codec.h"

namespace luring {

struct Reading {
    ActId id;          // of the act whose content this is
    Writer writer;     // of the act that carries it
    std::string post;  // of the author of the content
    ActTimes times;
    std::uint64_t seen = 0;
    Kind kind = Kind::corrected;
    std::string entity;
    struct Body {
        Scope scope;
        Salt salt;
        Bytes payload;
    };
    std::vector<Body> bodies;   // of the scopes at hand, ascending
    std::vector<Scope> scopes;  // of all parts, at hand or not
    // A payload that was asked for is of a version above ours: nothing is decided on a guess.
    mutable bool is_newer = false;

    const Body* find_body(std::string_view scope) const;

    // The payload of one scope. `not_found` where the part is not at hand.
    template <class T>
    Result<T> payload(std::string_view scope) const {
        const Body* body = find_body(scope);
        if (body == nullptr) return fail(Fault::not_found, "part not at hand");
        auto payload = decode_versioned<T>(body->payload);
        if (!payload && payload.fault() == Fault::unsupported) is_newer = true;
        return payload;
    }
};

// `unsupported` for a kind or a version newer than this program; `malformed` where the parts do
// not agree on kind and entity. An act none of whose parts is at hand gives `not_found`.
Result<Reading> read_act(const Act& act);

// What an adopting or confirming act carries of the original: same header times, other author.
Result<Reading> read_original(const Reading& carrier, const ActId& original,
                              const std::string& first_author,
                              const std::vector<std::pair<Scope, Bytes>>& bodies);

}  // namespace luring
