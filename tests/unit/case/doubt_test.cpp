#include <catch2/catch.hpp>

#include "core/act/doubt.h"
#include "core/case/commands_administration.h"
#include "core/case/commands_doubt.h"
#include "core/case/directory_view.h"
#include "core/case/doubt_rules.h"
#include "core/case/found_office.h"
#include "tests/unit/case/story.h"

using namespace luring;

namespace {

const std::string why = "HP hilang, isi sudah dicocokkan";

// A correction written on a phone that was lost before it reached the office.
Act lost_correction(Story& story, const std::string& unit) {
    const Act act = story.log.write(
        story.corrects(story.state(), unit, "1", "realisasi", "11").proposal(), clerk_of(unit));
    const std::string officer = find_post(story.state(), clerk_of(unit))->officer;
    story.must(std::string(office_post),
               revoke_device(story.state(), OfficeLog::device_of(officer), "hilang di kapal"));
    const Verdict verdict = story.log.commit(act);
    REQUIRE(verdict.reason == Reason::device_revoked);
    return act;
}

DoubtStatus status_of(const Story& story, const Act& act) {
    return find_doubt(story.state(), act.header.id).value().status;
}

void start_mandate(Story& story, const std::string& officer, const std::string& role,
                   const std::string& unit) {
    Post plh{"", officer, role, unit, PostKind::plh, {2026, 11, 2}, Date{2026, 11, 6}};
    story.must(post::kasubag_evlap, start_post(story.state(), plh, {2026, 11, 2}));
}

const std::string plh_lurah = "kasi-trantib.lurah";

// Approved by the Plh. Lurah of Kintom on the last day, handed in days after it.
Act late_approval(Story& story) {
    start_mandate(story, "kasi-trantib", "lurah", "kintom");
    story.at_step(5);
    const Act act = story.log.write(story.approves(story.state(), "kintom").proposal(), plh_lurah);
    story.log.set_now("2026-11-10T08:00:00+08:00");
    const Verdict verdict = story.log.commit(act);
    INFO(words_of(verdict));
    REQUIRE(verdict.outcome == Outcome::needs_attention);
    REQUIRE(verdict.reason == Reason::mandate_in_doubt);
    return act;
}

}  // namespace

TEST_CASE("a correction of a lost phone is adopted and stays its author's", "[case][doubt]") {
    Story story;
    story.at_step(4);
    const Act act = lost_correction(story, "kintom");
    REQUIRE(story.cell("kintom", "1", "realisasi").current.empty());
    story.must(post::kasubag_evlap, adopt_act(story.state(), act, why));
    const ActId adopted = story.log.last();
    story.require_cell("kintom", "1", "realisasi", [&](const CellItem& cell) {
        REQUIRE(cell.current.size() == 1);
        CHECK(cell.current.front().act == act.header.id);
        CHECK(cell.current.front().post == post::clerk_kintom);
        CHECK(cell.current.front().values.at("realisasi") == "11");
    });
    const DoubtItem doubt = find_doubt(story.state(), act.header.id).value();
    REQUIRE(doubt.status == DoubtStatus::settled);
    REQUIRE(doubt.decided_by == adopted);
    REQUIRE(adopt_act(story.state(), act, why).refusal().about == adopted);
}

TEST_CASE("an adoption needs a reason, a waiting act, and the Kasubag Evlap", "[case][doubt]") {
    Story story;
    story.at_step(4);
    const Act act = lost_correction(story, "kintom");
    REQUIRE(adopt_act(story.state(), act, "").refusal().reason == Reason::reason_missing);
    const Intended adoption = adopt_act(story.state(), act, why);
    const Verdict by_head = story.does(post::lurah_kintom, adoption);
    REQUIRE(by_head.reason == Reason::not_permitted);
    REQUIRE(by_head.rule == "kasubag_evlap");
    REQUIRE(story.does(post::sekretaris, adoption).rule == "kasubag_evlap");
    REQUIRE(status_of(story, act) == DoubtStatus::waiting);
    story.must(post::kasubag_evlap, adoption);
    REQUIRE(story.does(post::kasubag_evlap, adoption).reason == Reason::already_done);
}

TEST_CASE("what is adopted is what was written", "[case][doubt]") {
    Story story;
    story.at_step(4);
    const Act act = lost_correction(story, "kintom");
    Act altered = act;
    PartBody body = body_of(altered.parts.front()).value();
    auto corrected = decode_versioned<Corrected>(body.payload).value();
    corrected.cells.front().values["realisasi"] = "99";
    body.payload = encode(corrected);
    altered.parts.front().body = encode(body);
    REQUIRE(story.does(post::kasubag_evlap, adopt_act(story.state(), altered, why)).reason ==
            Reason::content_differs);
    altered = act;
    altered.header.post = post::lurah_kintom;
    REQUIRE(story.does(post::kasubag_evlap, adopt_act(story.state(), altered, why)).reason ==
            Reason::content_differs);
    REQUIRE(story.cell("kintom", "1", "realisasi").current.empty());
}

TEST_CASE("nobody adopts what they have to approve next", "[case][doubt]") {
    Story story({"evlap"});
    story.at_step(4);
    const Act act = lost_correction(story, "evlap");
    const Verdict verdict = story.does(post::kasubag_evlap, adopt_act(story.state(), act, why));
    REQUIRE(verdict.reason == Reason::not_permitted);
    REQUIRE(verdict.rule == "sekretaris");
    story.must(post::sekretaris, adopt_act(story.state(), act, why));
    REQUIRE(status_of(story, act) == DoubtStatus::settled);
    story.require_agreement();
}

TEST_CASE("an approval in doubt is done again, never adopted", "[case][doubt]") {
    Story story;
    story.at_step(5);
    const Act act =
        story.log.write(story.approves(story.state(), "kintom").proposal(), post::lurah_kintom);
    story.must(std::string(office_post),
               revoke_device(story.state(), OfficeLog::device_of("lurah-kintom"), "hilang"));
    REQUIRE(story.log.commit(act).reason == Reason::device_revoked);
    REQUIRE(adopt_act(story.state(), act, why).refusal().rule == "formal_act");
    Proposal forced{Kind::act_adopted, story.entity(), {}};
    const Part& part = act.parts.front();
    forced.add(part.scope, ActAdopted{act.header.id, act.header.post, part.body, why});
    const Verdict verdict = story.does(post::kasubag_evlap, forced);
    REQUIRE(verdict.reason == Reason::not_permitted);
    REQUIRE(verdict.rule == "formal_act");
    REQUIRE_FALSE(story.review("kintom", "1").is_approved());
    REQUIRE(refuse_quarantined(story.state(), act.header.id, "").refusal().reason ==
            Reason::reason_missing);
    story.must(post::kasubag_evlap,
               refuse_quarantined(story.state(), act.header.id, "mohon disetujui ulang"));
    const DoubtItem doubt = find_doubt(story.state(), act.header.id).value();
    REQUIRE(doubt.status == DoubtStatus::refused);
    REQUIRE(doubt.reason == "mohon disetujui ulang");
    story.require_agreement();
}

TEST_CASE("what cannot be applied yet goes on waiting", "[case][doubt]") {
    Story story({"kintom"});
    story.at_step(4);
    const Act act = lost_correction(story, "kintom");
    const Intended adoption = adopt_act(story.state(), act, why);
    story.type("lurah-kintom.lurah", "kintom", "1", "realisasi", "12");
    story.must(post::camat, cancel_case(story.state(), story.id, "salah periode"));
    const Verdict verdict = story.does(post::kasubag_evlap, adoption);
    INFO(words_of(verdict));
    REQUIRE(verdict.outcome != Outcome::applied);
    const bool is_waiting = status_of(story, act) == DoubtStatus::waiting;
    REQUIRE(is_waiting == (verdict.outcome == Outcome::refused));
    story.require_agreement();
}

TEST_CASE("the holder of a post confirms what its mandate did too late", "[case][doubt]") {
    Story story;
    const Act act = late_approval(story);
    REQUIRE(find_doubt(story.state(), act.header.id)->kind == DoubtKind::mandate);
    REQUIRE_FALSE(story.review("kintom", "1").is_approved());
    const Intended confirming = decide_mandate(story.state(), act, true, "");
    const Verdict by_other = story.does(post::sekretaris, confirming);
    REQUIRE(by_other.reason == Reason::not_permitted);
    REQUIRE(by_other.rule == "lurah");
    story.must(post::lurah_kintom, confirming);
    REQUIRE(status_of(story, act) == DoubtStatus::settled);
    const ReviewItem review = story.review("kintom", "1");
    REQUIRE(review.is_approved());
    REQUIRE(review.approved_by == act.header.id);
    REQUIRE(review.approved_post == plh_lurah);
    REQUIRE(story.does(post::lurah_kintom, confirming).reason == Reason::already_done);
    story.require_agreement();
}

TEST_CASE("a mandate that did not stand is refused with a reason", "[case][doubt]") {
    Story story;
    const Act act = late_approval(story);
    REQUIRE(decide_mandate(story.state(), act, false, "").refusal().reason ==
            Reason::reason_missing);
    REQUIRE(adopt_act(story.state(), act, why).refusal().reason == Reason::not_permitted);
    REQUIRE(refuse_quarantined(story.state(), act.header.id, why).refusal().rule == "mandate");
    story.must(post::lurah_kintom,
               decide_mandate(story.state(), act, false, "mandat berakhir Jumat"));
    const DoubtItem doubt = find_doubt(story.state(), act.header.id).value();
    REQUIRE(doubt.status == DoubtStatus::refused);
    REQUIRE(doubt.reason == "mandat berakhir Jumat");
    REQUIRE_FALSE(story.review("kintom", "1").is_approved());
    story.require_agreement();
}

TEST_CASE("where a post is vacant somebody else decides on its mandate, never its author",
          "[case][doubt]") {
    Story story;
    start_mandate(story, "sekretaris", "camat", "sekretariat");
    start_mandate(story, "kasi-trantib", "lurah", "kintom");
    const Date day{2026, 11, 10};
    const Post plh_camat = find_post(story.state(), "sekretaris.camat").value();
    const Post plh = find_post(story.state(), plh_lurah).value();
    REQUIRE(deciders_on(story.state(), plh_camat, day).front().id == post::camat);
    REQUIRE(deciders_on(story.state(), plh, day).front().id == post::lurah_kintom);
    for (const std::string& ended : {post::camat, post::lurah_kintom}) {
        story.must(post::kasubag_evlap, end_post(story.state(), ended, {2026, 11, 8}, "pensiun"));
    }
    REQUIRE(deciders_on(story.state(), plh_camat, day).empty());
    // On a day on which the mandate itself is in force, too.
    story.must(post::sekretaris, start_post(story.state(),
                                            {"",
                                             "sekretaris",
                                             "camat",
                                             "sekretariat",
                                             PostKind::plh,
                                             {2026, 11, 9},
                                             Date{2026, 11, 13}},
                                            {2026, 11, 2}));
    REQUIRE(deciders_on(story.state(), plh_camat, day).empty());
    const auto instead = deciders_on(story.state(), plh, day);
    REQUIRE_FALSE(instead.empty());
    REQUIRE(instead.front().officer != "kasi-trantib");
    REQUIRE(is_leadership_role(instead.front().role));
    Post acting{"", "kasubag-umum", "camat", "sekretariat", PostKind::plt, {2026, 11, 9}, {}};
    story.must(post::sekretaris, start_post(story.state(), acting, {2026, 11, 2}));
    REQUIRE(deciders_on(story.state(), plh_camat, day).front().officer == "kasubag-umum");
}
