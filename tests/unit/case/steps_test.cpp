// The nine steps of the SOP and the four of another one, every arrow back, and the ways a case
// ends without a signature.
#include <catch2/catch.hpp>

#include "core/case/directory_view.h"
#include "core/office/calendar.h"
#include "core/procedure/flow.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

// Lets exactly the step's standard time pass before it is done.
void work_for(Story& story, std::int32_t step, const StepItem& open) {
    const auto procedure = find_procedure(story.state(), "perbaikan-data-kinerja", 1);
    const auto hours = calendar(story.state());
    REQUIRE((procedure && hours));
    const auto due = due_after(*hours, Instant{open.opened_ms}, step_of(*procedure, step).minutes);
    REQUIRE(due);
    story.log.set_now(text_from(*due).c_str());
}

}  // namespace

TEST_CASE("the SOP runs from the first finding to the signed document", "[case]") {
    Story story({"kintom"});
    const std::uint64_t version = period(story.state(), story_period).version;
    story.open();
    CHECK(story.item().year == "2026");
    CHECK(story.item().number == 1);
    std::uint64_t minutes = 0;
    for (std::int32_t no = 1; no <= 9; ++no) {
        const std::string unit = no >= 4 && no <= 6 ? "kintom" : "";
        REQUIRE(story.is_open(no, unit));
        work_for(story, no, story.step(no, unit));
        story.pass(no, unit);
        const StepItem done = story.step(no, unit);
        INFO("step " << no);
        CHECK(done.status == StepStatus::done);
        CHECK_FALSE(done.closed_by.is_none());
        minutes += done.minutes;
    }
    CHECK(minutes == 990);
    CHECK(story.item().status == CaseStatus::signed_off);
    CHECK(story.item().ended_how == "signed");
    CHECK(period(story.state(), story_period).version == version + 1);
    CHECK(running_cases(story.state(), story_period).empty());
    const auto row =
        find_item<RowItem>(story.state(), {data_entity(story_period), unit_scope("kintom")},
                           row_key(row_of("kintom", "1")));
    REQUIRE(row);
    CHECK(row->row.at(Column::realisasi) == "11.5");
    CHECK(row->version == version + 1);
    story.require_agreement();
}

}  // namespace luring
