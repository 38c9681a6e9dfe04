#include "core/base/result.h"

namespace luring {

const char* name_of(Fault fault) {
    switch (fault) {
        case Fault::malformed:
            return "malformed";
        case Fault::too_large:
            return "too_large";
        case Fault::unsupported:
            return "unsupported";
        case Fault::not_found:
            return "not_found";
        case Fault::invalid:
            return "invalid";
        case Fault::not_permitted:
            return "not_permitted";
        case Fault::bad_signature:
            return "bad_signature";
        case Fault::conflict:
            return "conflict";
        case Fault::busy:
            return "busy";
        case Fault::locked:
            return "locked";
    }
    return "unknown";
}

}  // namespace luring
