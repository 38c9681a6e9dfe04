// An office file by anybody.
#include "core/base/bytes.h"
#include "core/office/calendar_json.h"
#include "core/office/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luring;
    const std::string_view text = text_of({data, size});
    std::vector<Complaint> complaints;
    if (!office_from_json(text, complaints, Date{2026, 11, 22})) ensure(!complaints.empty());
    complaints.clear();
    if (!calendar_from_json(text, complaints)) ensure(!complaints.empty());
    return 0;
}
