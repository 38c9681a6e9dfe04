// One meeting with the office over the workplace's link, from the first request to the last reply;
// what breaks off is begun again a few times, in smaller pieces.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "app/api/workplace.h"
#include "sync/retry.h"
#include "sync/session.h"

namespace luring {

struct MeetingProgress {
    Progress done;                    // of the whole meeting, tries that broke off included
    Octets now;                       // of the request on its way
    std::uint64_t request_bytes = 0;  // 0: none is on its way
    std::int64_t elapsed_ms = 0;      // since the meeting began
    // Between two tries: why the last one ended, and how long until the next.
    std::optional<Missed> missed;
    std::int64_t pause_ms = 0;
};

struct Met {
    MeetingResult result;
    std::uint64_t bytes_up = 0;
    std::uint64_t bytes_down = 0;
    std::uint32_t repeats = 0;
    std::map<Hash, Fault> evidence_refused;  // not taken in by the office, or not given
    bool had_contact = false;                // one reply at least came
    std::optional<Missed> missed;            // why it ended before both sides were done
    std::optional<Answer> problem;           // the same as an answer, and whatever else went wrong

    bool is_whole() const { return !problem.has_value(); }
};

// `repeats_max`: tries in a row that bring nothing before the meeting is given up; one that brought
// something is none of them. `pace`: what the line has borne so far, for whoever meets again and
// again. Keeps contact and dealings.
Met meet(Workplace& place, Pace& pace, std::uint32_t repeats_max = 3);
Met meet(Workplace& place);

// As `sync` answers it: what became of it all, and where the device stands now.
json::object meeting_view(Workplace& place, const Met& met);

}  // namespace luring
