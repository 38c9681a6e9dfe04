// What is known of the office's side of the way: when it was last met, by whose clock, and what
// went wrong since. Kept among the drafts: local, untouched by a rebuild, never exchanged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/api/answer.h"
#include "core/base/transport.h"
#include "core/case/proposal.h"

namespace luring {

struct Workplace;

// The last contact. How long ago it was bounds the time of later acts.
struct Contact {
    std::int64_t claimed_ms = 0;  // this machine's clock at that moment
    std::int64_t elapsed_ms = 0;  // its monotonic clock
    std::int64_t office_ms = 0;   // the office's

    template <class Archive>
    void serialize(Archive& archive) {
        archive(claimed_ms, elapsed_ms, office_ms);
    }
};

// Both directions, and the last try that failed since; by this machine's clock.
struct Dealings {
    std::int64_t sent_ms = 0;     // something of ours got its receipt
    std::int64_t fetched_ms = 0;  // all there was to fetch was fetched
    std::int64_t missed_ms = 0;   // 0 after a meeting that went well
    std::string missed_code;      // as name_of(NoReply) and answers have it

    template <class Archive>
    void serialize(Archive& archive) {
        archive(sent_ms, fetched_ms, missed_ms, missed_code);
    }
};

std::optional<Contact> last_contact(Workplace& place);
void keep_contact(Workplace& place, Instant office_time);
Dealings last_dealings(Workplace& place);
void keep_dealings(Workplace& place, const Dealings& dealings);

ActTimes times_now(Workplace& place);

// The time at which certificates are judged: a clock behind what the office last said is wrong, and
// no reason to stay away from it. One that is ahead cannot be told from time that passed.
Instant likely_now(Workplace& place);

json::value now_view(Workplace& place);  // this machine's clock, with the office's offset

// As an answer, with name_of(missed.why) as its code: refused where the office decided so, broken
// where machine or network did.
Answer from_missed(const Missed& missed);

}  // namespace luring
