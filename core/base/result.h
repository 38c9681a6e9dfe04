// Expected outcomes as values. A bug aborts (ensure.h), a failing machine throws (StorageError in
// core/replica/sqlite.h); everything a peer, a file or a person can cause is a Result.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "core/base/ensure.h"

namespace luring {

// What kind of thing went wrong; the detail text names the place for developers and logs.
// Printed as a stable code by `name_of`, so entries are only ever appended.
enum class Fault : std::uint16_t {
    malformed,      // bytes or text do not follow the grammar
    too_large,      // a named limit was exceeded before memory was taken
    unsupported,    // a version or kind newer than this program
    not_found,      // something named does not exist here
    invalid,        // well-formed, but breaks a rule of the domain
    not_permitted,  // the post may not do this
    bad_signature,  // a seal, signature or commitment does not verify
    conflict,       // the state moved on since the caller looked
    busy,           // another process holds the replica
    locked,         // a key could not be opened with the passphrase given
};

const char* name_of(Fault fault);

struct Failure {
    Fault fault = Fault::invalid;
    std::string detail;
};

// For operations that succeed without a value.
struct Done {};

// `Why` where something else than a Fault says what went wrong (transport.h).
template <class T, class Why = Failure>
class [[nodiscard]] Result {
  public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit
    Result(Why failure) : content_(std::in_place_index<1>, std::move(failure)) {}  // NOLINT

    explicit operator bool() const { return content_.index() == 0; }
    bool ok() const { return content_.index() == 0; }

    T& value() {
        ensure(ok());
        return std::get<0>(content_);
    }
    const T& value() const {
        ensure(ok());
        return std::get<0>(content_);
    }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Why& failure() const {
        ensure(!ok());
        return std::get<1>(content_);
    }
    Fault fault() const { return failure().fault; }

  private:
    std::variant<T, Why> content_;
};

inline Failure fail(Fault fault, std::string detail) {
    return Failure{fault, std::move(detail)};
}

}  // namespace luring
