// Files and bytes nobody wrote on purpose: every one of them gets an answer, never a crash.
#include "core/procedure/check.h"
#include "core/procedure/flow.h"
#include "tests/unit/procedure/sop_files.h"

namespace luring {
namespace {

using namespace sop_files;

// The same numbers on every machine: a failure can be looked at again.
struct Dice {
    std::uint64_t state;

    std::size_t below(std::size_t limit) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return static_cast<std::size_t>(state % limit);
    }
};

// What check_procedure lets through, the queries have to stand.
void run_through(const Procedure& sop) {
    std::int32_t minutes = 0;
    std::size_t count = 0;
    for (const Step* step = &first_step(sop); step != nullptr; step = next_of(sop, *step)) {
        CHECK_FALSE(roles_for(sop, *step).empty());
        for (const Return& back : returns_of(*step)) CHECK(step_of(sop, back.to).no < step->no);
        minutes += step->minutes;
        ++count;
    }
    CHECK(count == sop.steps.size());
    CHECK(minutes == standard_minutes(sop));
    CHECK(fan_out(sop).empty() == (join_of(sop) == nullptr));
}

TEST_CASE("a damaged SOP file is refused or still runs", "[procedure]") {
    const std::string original = correction_text();
    Dice dice{20261122};
    std::size_t accepted = 0;
    for (int round = 0; round < 400; ++round) {
        std::string text = original;
        const std::size_t from = dice.below(text.size());
        const std::size_t to = dice.below(text.size());
        switch (dice.below(3)) {
            case 0:
                text.erase(from, dice.below(12));
                break;
            case 1:
                text[from] = static_cast<char>('0' + dice.below(10));
                break;
            default:
                text.insert(to, original, from, dice.below(40));
                break;
        }
        INFO("round " << round);
        std::vector<Complaint> complaints;
        const auto sop = procedure_from_json(text, complaints);
        CHECK(sop.has_value() == !has_error(complaints));
        if (!sop) continue;
        ++accepted;
        run_through(*sop);
        CHECK(read(json_from(*sop)) == *sop);
    }
    CHECK(accepted > 0);
}

TEST_CASE("damaged bytes of an SOP are refused or still run", "[procedure]") {
    const Bytes original = encode(correction());
    Dice dice{990};
    for (int round = 0; round < 2000; ++round) {
        Bytes bytes = original;
        for (std::size_t i = 0; i <= dice.below(3); ++i) {
            bytes[dice.below(bytes.size())] = static_cast<std::uint8_t>(dice.below(256));
        }
        const auto sop = decode<Procedure>(bytes);
        if (!sop) continue;
        INFO("round " << round);
        std::vector<Complaint> complaints;
        check_procedure(*sop, nullptr, complaints);
        if (!has_error(complaints)) run_through(*sop);
    }
}

}  // namespace
}  // namespace luring
