// An SOP file by anybody: parse, check, and write back what was let through.
#include "core/procedure/check.h"
#include "core/procedure/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luring;
    std::vector<Complaint> complaints;
    const auto procedure = procedure_from_json(text_of({data, size}), complaints);
    if (!procedure) {
        ensure(!complaints.empty());  // nothing is refused without a word
        return 0;
    }
    std::vector<Complaint> again;
    const auto copy = procedure_from_json(json_from(*procedure), again);
    ensure(copy && *copy == *procedure);
    ensure(decode<Procedure>(encode(*procedure)).ok());
    return 0;
}
