// Approvals, paraf and signature: who may give them, what they bind to, who steps in.
#include <catch2/catch.hpp>

#include "core/act/step.h"
#include "core/case/directory_view.h"
#include "tests/unit/case/story.h"

namespace luring {

namespace {

const std::string kintom = "kintom";

void start_post(Story& story, const std::string& id, const std::string& officer,
                std::string_view role, const std::string& unit, PostKind kind) {
    Post post;
    post.id = id;
    post.officer = officer;
    post.role = role;
    post.unit = unit;
    post.kind = kind;
    post.from = {2026, 11, 2};
    Proposal starts{Kind::post_started, std::string(office_entity), {}};
    story.must(std::string(office_post), starts.add(office_scope, PostStarted{post}));
}

Proposal approval_of(const Story& story, const std::string& unit,
                     const std::vector<std::string>& whose) {
    RowsReviewed reviewed{story.unit(unit).round, {}};
    for (const std::string& who : whose) {
        reviewed.rows.push_back({row_of(unit, who), story.review(unit, who).leaf, true, ""});
    }
    return story.act(Kind::rows_reviewed, unit_scope(unit), reviewed);
}

DocumentNamed document(const Story& story) {
    return {root_of_document(story.state(), story.entity()), {}, ""};
}

}  // namespace

TEST_CASE("nobody approves their own data: the Sekretaris does it instead", "[case]") {
    Story story;
    story.at_step(4);
    story.correct(kintom, "head", "realisasi", "9");
    story.at_step(5);
    const Verdict own = story.does(post::lurah_kintom, approval_of(story, kintom, {"1", "head"}));
    CHECK(own.outcome == Outcome::needs_attention);
    CHECK(own.reason == Reason::own_data);
    CHECK(own.rule == "sekretaris");
    CHECK(story.review(kintom, "1").is_approved());  // the others are
    CHECK_FALSE(story.review(kintom, "head").is_approved());

    CHECK(story.does(post::kasubag_umum, approval_of(story, kintom, {"head"})).outcome ==
          Outcome::refused);
    CHECK(story.does(post::sekretaris, approval_of(story, kintom, {"1"})).reason ==
          Reason::not_permitted);
    story.must(post::sekretaris, approval_of(story, kintom, {"head"}));
    CHECK(story.review(kintom, "head").approved_officer == "sekretaris");
    story.must(post::lurah_kintom, complete_step(story.state(), story.id, 5, kintom, ""));
    story.require_agreement();
}

TEST_CASE("nobody approves their own correction", "[case]") {
    Story story;
    story.at_step(4);
    REQUIRE(story.type(post::lurah_kintom, kintom, "2", "realisasi", "9").outcome ==
            Outcome::applied);
    story.at_step(5);
    CHECK(story.does(post::lurah_kintom, approval_of(story, kintom, {"2"})).reason ==
          Reason::own_data);
    const RowsReviewed returns{
        1, {{row_of(kintom, "2"), story.review(kintom, "2").leaf, false, "ternyata salah"}}};
    CHECK(
        story.does(post::lurah_kintom, story.act(Kind::rows_reviewed, unit_scope(kintom), returns))
            .outcome == Outcome::applied);  // to send it back is not to approve it
    CHECK(story.review(kintom, "2").returned);
    CHECK(story.review(kintom, "2").return_reason == "ternyata salah");
    story.must(post::camat, approval_of(story, kintom, {"2"}));
    CHECK_FALSE(story.review(kintom, "2").returned);
    story.require_agreement();
}

TEST_CASE("the staff of the secretariat reach the signature without a Kepala Seksi", "[case]") {
    const std::vector<std::string> units{"evlap", "umum", "sekretariat"};
    const std::string& unit = GENERATE_REF(from_range(units));
    INFO(unit);
    Story story({unit});
    story.at_step(4);
    REQUIRE(story.is_open(4, unit));
    story.correct(unit, "1", "realisasi", "9");
    story.must(clerk_of(unit), complete_step(story.state(), story.id, 4, unit, ""));
    const Verdict said = story.does(head_of(unit), approval_of(story, unit, {"1"}));
    if (unit == "evlap") {
        CHECK(said.outcome == Outcome::applied);
    } else {
        // Without a clerk the head types, and so somebody else approves.
        CHECK(said.reason == Reason::own_data);
        const std::string other = unit == "umum" ? post::sekretaris : post::camat;
        CHECK(said.rule == (unit == "umum" ? "sekretaris" : "camat"));
        story.must(other, approval_of(story, unit, {"1"}));
    }
    story.must(head_of(unit), complete_step(story.state(), story.id, 5, unit, ""));
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

TEST_CASE("only where a unit has no clerk does its head finish the correcting", "[case]") {
    Story story({"umum", kintom});
    story.at_step(4);
    CHECK(story.does(post::lurah_kintom, complete_step(story.state(), story.id, 4, kintom, ""))
              .reason == Reason::not_permitted);
    CHECK(story.does(post::sekretaris, complete_step(story.state(), story.id, 4, "umum", ""))
              .reason == Reason::not_permitted);
    story.must(post::kasubag_umum, complete_step(story.state(), story.id, 4, "umum", ""));
}

TEST_CASE("a unit whose head left is examined by the substitute the SOP names", "[case]") {
    Story story({"trantib"});
    story.at_step(5);
    CHECK(story.does(post::sekretaris, approval_of(story, "trantib", {"1"})).reason ==
          Reason::not_permitted);
    Proposal ends{Kind::post_ended, std::string(office_entity), {}};
    story.must(std::string(office_post),
               ends.add(office_scope, PostEnded{post::kasi_trantib, {2026, 11, 2}, "pensiun"}));
    story.log.set_now("2026-11-03T08:00:00+08:00");
    story.must(post::sekretaris, approval_of(story, "trantib", {"1"}));
    story.must(post::sekretaris, complete_step(story.state(), story.id, 5, "trantib", ""));
    story.require_agreement();
}

TEST_CASE("the row of the Camat is not corrected here", "[case]") {
    Story story({"sekretariat"});
    story.at_step(4);
    const Verdict said = story.type(post::sekretaris, "sekretariat", "camat", "realisasi", "12");
    CHECK(said.outcome == Outcome::refused);
    CHECK(said.reason == Reason::not_permitted);
    CHECK(said.rule == "row_of_camat");
    CHECK(story.cell("sekretariat", "camat", "realisasi").current.empty());
}

TEST_CASE("an approval binds to the leaf, and a conflict cannot be approved", "[case]") {
    Story story;
    story.at_step(5);
    Proposal approval = approval_of(story, kintom, {"1"});
    story.correct(kintom, "1", "realisasi", "12");
    CHECK(story.does(post::lurah_kintom, approval).reason == Reason::content_differs);
    // Whoever types the old value again types the old content.
    story.correct(kintom, "1", "realisasi", "11,5");
    story.must(post::lurah_kintom, approval);
    CHECK(story.review(kintom, "1").is_approved());
    CHECK(story.review(kintom, "1").approved_by == story.log.last());
    const RowsReviewed nowhere{1, {{row_of(kintom, "2"), {}, true, ""}}};
    CHECK(
        story.does(post::lurah_kintom, story.act(Kind::rows_reviewed, unit_scope(kintom), nowhere))
            .reason == Reason::content_differs);
    const RowsReviewed bare{1, {{row_of(kintom, "1"), story.review(kintom, "1").leaf, false, ""}}};
    CHECK(story.does(post::lurah_kintom, story.act(Kind::rows_reviewed, unit_scope(kintom), bare))
              .reason == Reason::reason_missing);
    story.require_agreement();
}

TEST_CASE("a review of an older round is not applied", "[case]") {
    Story story;
    story.at_step(5);
    const Proposal approval = approval_of(story, kintom, {"1"});
    story.must(post::lurah_kintom,
               return_step(story.state(), story.id, 5, 4, {kintom}, "bukti belum ada"));
    story.pass(4, kintom);
    const Verdict late = story.does(post::lurah_kintom, approval);
    CHECK(late.outcome == Outcome::needs_attention);
    CHECK(late.reason == Reason::older_round);
    CHECK_FALSE(story.review(kintom, "1").is_approved());
}

TEST_CASE("step 5 names the node its author saw", "[case]") {
    Story story;
    story.at_step(5);
    story.approve_unit(kintom);
    StepCompleted completed{5, kintom, 1, sha256(view_of("lain")), ""};
    const auto completes = [&] { return story.act(Kind::step_completed, office_scope, completed); };
    CHECK(story.does(post::lurah_kintom, completes()).reason == Reason::content_differs);
    completed.node = node_of(story.state(), story.entity(), kintom);
    story.must(post::lurah_kintom, completes());
    CHECK(story.unit(kintom).node == completed.node);
    const MemoryState seen = story.seen_by(post::clerk_kintom);
    CHECK(node_of(seen, story.entity(), kintom) == completed.node);
}

TEST_CASE("recap, paraf and signature name the root that stands", "[case]") {
    Story story;
    story.at_step(7);
    const DocumentNamed wrong{sha256(view_of("lain")), {}, ""};
    CHECK(story.does(post::kasubag_evlap, story.act(Kind::recapped, office_scope, wrong)).reason ==
          Reason::content_differs);
    DocumentNamed right = document(story);
    right.pages = sha256(view_of("pdf"));
    right.renderer = "1.0";
    story.must(post::kasubag_evlap, story.act(Kind::recapped, office_scope, right));
    const ActId recap = story.log.last();
    const Verdict paraf =
        story.does(post::sekretaris, story.act(Kind::paraf_given, office_scope, wrong));
    CHECK(paraf.outcome == Outcome::needs_attention);
    CHECK(paraf.reason == Reason::content_differs);
    CHECK(paraf.about == recap);
    story.must(post::sekretaris, story.act(Kind::paraf_given, office_scope, right));
    CHECK(story.does(post::camat, story.act(Kind::case_signed, office_scope, wrong)).reason ==
          Reason::content_differs);
    DocumentNamed signs = right;
    signs.pages = sha256(view_of("pdf by another renderer"));  // recorded, never compared
    story.must(post::camat, story.act(Kind::case_signed, office_scope, signs));
    const ApprovalItem signature = story.approvals("signature/").front();
    CHECK(signature.root == right.root);
    CHECK(signature.pages == signs.pages);
    CHECK(signature.officer == "camat");
    CHECK(signature.entry == story.log.number());
    for (const std::string& reader : {post::lurah_kintom, post::kasi_trantib}) {
        CHECK(root_of_document(story.seen_by(reader), story.entity()) == right.root);
    }
    story.require_agreement();
}

TEST_CASE("a paraf given over changed content is not applied", "[case]") {
    Story story;
    story.at_step(8);
    Phone sekretaris(story, post::sekretaris);
    sekretaris.write(give_paraf(sekretaris.state(), story.id, {}, ""));
    CHECK(sekretaris.foreseen().outcome == Outcome::applied);
    story.correct(kintom, "1", "realisasi", "12");
    story.at_step(8);
    const Verdict late = sekretaris.hand_in_one();
    CHECK(late.outcome == Outcome::needs_attention);
    CHECK(late.reason == Reason::content_differs);
    CHECK(story.approvals("paraf/").empty());
    CHECK(story.is_open(8));
}

TEST_CASE("one person never gives both paraf and signature", "[case]") {
    Story story;
    start_post(story, "plh-camat", "sekretaris", role_camat, "sekretariat", PostKind::plh);
    story.at_step(9);
    const Verdict said = story.does("plh-camat", sign_case(story.state(), story.id, {}, ""));
    CHECK(said.outcome == Outcome::refused);
    CHECK(said.reason == Reason::both_paraf_and_signature);
    CHECK(said.about == story.approvals("paraf/").front().act);
    CHECK_FALSE(said.rule.empty());  // whom to turn to
    CHECK(story.item().status == CaseStatus::running);
    // Another one who stands in for the Camat may.
    start_post(story, "plt-camat", "kasi-trantib", role_camat, "sekretariat", PostKind::plt);
    story.must("plt-camat", sign_case(story.state(), story.id, {}, ""));
    CHECK(story.approvals("signature/").front().officer == "kasi-trantib");
    story.require_agreement();
}

TEST_CASE("a paraf is taken back by who gave it, while nobody has signed", "[case]") {
    Story story;
    story.at_step(9);
    const ActId paraf = story.approvals("paraf/").front().act;
    const auto takes_back = [&](const ActId& which, const std::string& why) {
        return story.act(Kind::approval_withdrawn, office_scope, ApprovalWithdrawn{which, why});
    };
    CHECK(story.does(post::camat, takes_back(paraf, "salah paraf")).reason ==
          Reason::not_permitted);
    CHECK(story.does(post::sekretaris, takes_back(paraf, "")).reason == Reason::reason_missing);
    CHECK(story.does(post::sekretaris, takes_back(story.log.last(), "salah")).reason ==
          Reason::gone);
    Phone camat(story, post::camat);
    camat.write(sign_case(camat.state(), story.id, {}, ""));
    story.must(post::sekretaris, takes_back(paraf, "salah paraf"));
    CHECK_FALSE(story.approvals("paraf/").front().valid);
    CHECK(story.is_open(8));
    CHECK(story.approvals("recap").front().valid);
    CHECK(camat.hand_in_one().reason == Reason::paraf_missing);
    CHECK(story.does(post::sekretaris, takes_back(paraf, "salah paraf")).reason ==
          Reason::already_done);
    story.sign_off();
    CHECK(story.item().status == CaseStatus::signed_off);
    story.require_agreement();
}

}  // namespace luring
