#include <catch2/catch.hpp>

#include "core/act/rows.h"
#include "core/case/commands_administration.h"
#include "core/case/directory_view.h"
#include "core/case/office_rules.h"
#include "core/office/holidays.h"
#include "tests/unit/case/office_log.h"

using namespace luring;

namespace {

const std::string camat = "camat.camat";
const std::string sekretaris = "sekretaris.sekretaris";
const std::string kasubag = "kasubag-evlap.kasubag_evlap";
const std::string pelaksana = "pelaksana-kintom.pelaksana";
const std::string server(office_post);

Proposal proposal_of(Intended intended) {
    if (!intended) FAIL(name_of(intended.refusal().reason) << " " << intended.refusal().rule);
    return intended.proposal();
}

void require(const Verdict& verdict, Outcome outcome, Reason reason, const std::string& rule = {}) {
    INFO(name_of(verdict.outcome) << " " << name_of(verdict.reason) << " " << verdict.rule);
    REQUIRE(verdict.outcome == outcome);
    REQUIRE(verdict.reason == reason);
    REQUIRE(verdict.rule == rule);
}

Post plh_camat(const std::string& officer) {
    return {"", officer, "camat", "sekretariat", PostKind::plh, {2026, 11, 9}, Date{2026, 11, 20}};
}

DeviceEnrolled new_device(const std::string& officer, std::uint8_t seed) {
    DeviceEnrolled device;
    device.device = OfficeLog::id_of<DeviceTag>("new device " + std::to_string(seed));
    device.officer = officer;
    device.name = "HP baru";
    device.device_key.bytes.fill(seed);
    device.officer_key.bytes.fill(static_cast<std::uint8_t>(seed + 1));
    device.box_key.bytes.fill(static_cast<std::uint8_t>(seed + 2));
    return device;
}

bool holds_text(const State& state, const Place& place, std::string_view text) {
    bool is_found = false;
    state.scan(place, "", [&](std::string_view, ByteView value) {
        if (text_of(value).find(text) != std::string_view::npos) is_found = true;
    });
    return is_found;
}

}  // namespace

TEST_CASE("an office file becomes an office that everybody folds alike", "[case][administration]") {
    const OfficeLog log;
    REQUIRE(founded(log.state())->name == "Kecamatan Kintom");
    REQUIRE(units(log.state()).size() == 8);
    REQUIRE(officers(log.state()).size() == 15);
    REQUIRE(calendar(log.state())->version == 1);
    REQUIRE(newest_procedure(log.state(), log.terms().procedures.front().id)->version == 1);
    REQUIRE(find_device(log.state(), OfficeLog::device_of("camat"))->enrolled.officer == "camat");
    const Date day{2026, 11, 2};
    REQUIRE(holders_of(log.state(), role_lurah, std::string("kintom"), day).size() == 1);
    REQUIRE(scopes_of_officer(log.state(), "lurah-kintom", day) ==
            std::vector<Scope>{"office", "unit/kintom"});
    REQUIRE(scopes_of_officer(log.state(), "camat", day) == log.all_scopes());
    const std::vector<Scope> lurah{"office", "unit/kintom"};
    REQUIRE(state_root(log.folded(lurah), lurah) == state_root(log.state(), lurah));
    REQUIRE(state_root(log.folded(), log.all_scopes()) ==
            state_root(log.state(), log.all_scopes()));
}

TEST_CASE("the NIP of an officer is in no part that every device reads", "[case][administration]") {
    const OfficeLog log;
    const std::string nip = identity_of(log.state(), "camat")->nip.digits;
    REQUIRE(nip == "197306142000031009");
    REQUIRE(holds_text(log.state(), leadership_place(), nip));
    REQUIRE_FALSE(holds_text(log.state(), office_place(), nip));
    REQUIRE_FALSE(identity_of(log.folded({"office", "unit/kintom"}), "camat"));
}

TEST_CASE("an office is founded once, and before that nothing else counts",
          "[case][administration]") {
    OfficeLog log{OfficeLog::Empty{}};
    const auto acts = found_office(OfficeLog::file(), OfficeLog::terms());
    const DeviceId stranger = OfficeLog::device_of("stranger");
    REQUIRE(log.submit(acts[1], server).outcome == Outcome::refused);
    REQUIRE(log.submit(acts[0], stranger, server, log.now()).outcome == Outcome::refused);
    require(log.submit(acts[0], server), Outcome::applied, Reason::none);
    require(log.submit(acts[0], server), Outcome::refused, Reason::already_done);
    require(log.submit(acts[2], server), Outcome::applied, Reason::none);
    const Verdict verdict = log.submit(acts[3], stranger, server, log.now());
    require(verdict, Outcome::refused, Reason::not_permitted, "device_unknown");
}

TEST_CASE("the office's own device administers and does nothing else", "[case][administration]") {
    OfficeLog log;
    require(
        log.submit(proposal_of(enrol_device(log.state(), new_device("lurah-kintom", 10))), server),
        Outcome::applied, Reason::none);
    Proposal import{Kind::rows_imported, data_entity("2026-S1"), {}};
    import.add(office_scope, RowsImported{"2026-S1", OfficeLog::id_of<ImportTag>("i"), 0, 1, 0});
    REQUIRE(log.submit(import, server).reason == Reason::not_permitted);
    const DeviceId camats = OfficeLog::device_of("camat");
    const Verdict verdict = log.submit(
        proposal_of(set_unit({"batu", "Kelurahan Batu", "kelurahan"})), camats, server, log.now());
    require(verdict, Outcome::refused, Reason::not_permitted, "post_unknown");
}

TEST_CASE("the leadership changes the directory, others are told whom to turn to",
          "[case][administration]") {
    OfficeLog log;
    const Proposal unit = proposal_of(set_unit({"batu", "Kelurahan Batu", "kelurahan"}));
    require(log.submit(unit, pelaksana), Outcome::refused, Reason::not_permitted, "kasubag_evlap");
    require(log.submit(unit, sekretaris), Outcome::applied, Reason::none);
    REQUIRE(find_unit(log.state(), "batu")->name == "Kelurahan Batu");
    WorkingCalendar calendar = default_calendar_2026();
    calendar.version = 2;
    const Proposal published = proposal_of(publish_calendar(log.state(), calendar));
    require(log.submit(published, sekretaris), Outcome::refused, Reason::not_permitted,
            "kasubag_evlap");
    require(log.submit(published, kasubag), Outcome::applied, Reason::none);
}

TEST_CASE("what breaks a rule of the directory is refused with the rule",
          "[case][administration]") {
    const OfficeLog log;
    const Date day{2026, 11, 2};
    REQUIRE(set_unit({"batu merah", "Kelurahan Batu", "kelurahan"}).refusal().rule ==
            "unit_code_invalid");
    REQUIRE(set_unit({std::string(60, 'a'), "Kelurahan", "kelurahan"}).refusal().rule ==
            "unit_code_invalid");
    REQUIRE(set_officer(log.state(), {"baru", "Baru Contoh", "V/z"}, {}, day).refusal().rule ==
            "golongan_unknown");
    const Nip camats = identity_of(log.state(), "camat")->nip;
    REQUIRE(
        set_officer(log.state(), {"baru", "Baru Contoh", "III/a"}, camats, day).refusal().rule ==
        "nip_duplicate");
    Post post = plh_camat("sekretaris");
    REQUIRE(start_post(log.state(), post, day));
    post.kind = PostKind::definitif;
    REQUIRE(start_post(log.state(), post, day).refusal().rule == "post_overlap");
    post = plh_camat("nobody");
    REQUIRE(start_post(log.state(), post, day).refusal().rule == "officer_unknown");
    post = plh_camat("sekretaris");
    post.until = Date{2026, 11, 8};
    REQUIRE(start_post(log.state(), post, day).refusal().rule == "post_ends_before_it_begins");
    post = plh_camat("sekretaris");
    post.until.reset();
    post.from = Date{2027, 1, 4};
    post.id = camat;
    REQUIRE(start_post(log.state(), post, day).refusal().rule == "post_duplicate");
    post.id = server;
    REQUIRE(start_post(log.state(), post, day).refusal().rule == "post_invalid");
}

TEST_CASE("a post ends once, on a day it was held", "[case][administration]") {
    OfficeLog log;
    const Date last{2026, 11, 30};
    REQUIRE(end_post(log.state(), camat, {2026, 1, 1}, "mutasi").refusal().rule ==
            "post_ends_before_it_begins");
    const Proposal end = proposal_of(end_post(log.state(), camat, last, "pensiun"));
    require(log.submit(end, sekretaris), Outcome::applied, Reason::none);
    const ActId ended = log.last();
    REQUIRE(find_post(log.state(), camat)->until == last);
    const Verdict again = log.submit(end, kasubag);
    require(again, Outcome::refused, Reason::already_done);
    REQUIRE(again.about == ended);
    REQUIRE(holders_of(log.state(), role_camat, {}, last).size() == 1);
    REQUIRE(holders_of(log.state(), role_camat, {}, {2026, 12, 1}).empty());
}

TEST_CASE("an acting post has an end, and stands behind the definitive one",
          "[case][administration]") {
    OfficeLog log;
    const Proposal start =
        proposal_of(start_post(log.state(), plh_camat("sekretaris"), {2026, 11, 2}));
    require(log.submit(start, kasubag), Outcome::applied, Reason::none);
    const auto holders = holders_of(log.state(), role_camat, {}, {2026, 11, 10});
    REQUIRE(holders.size() == 2);
    REQUIRE(holders[0].kind == PostKind::definitif);
    REQUIRE(holders[1].id == "sekretaris.camat");
    REQUIRE(holders_of(log.state(), role_camat, {}, {2026, 11, 21}).size() == 1);
    require(log.submit(start, kasubag), Outcome::refused, Reason::invalid_value, "post_duplicate");
}

TEST_CASE("calendars and procedures only ever get newer", "[case][administration]") {
    OfficeLog log;
    REQUIRE(publish_calendar(log.state(), default_calendar_2026()).refusal().rule ==
            "version_not_newer");
    WorkingCalendar jakarta = default_calendar_2026();
    jakarta.version = 2;
    jakarta.offset_minutes = 420;
    REQUIRE(publish_calendar(log.state(), jakarta).refusal().rule == "timezone_differs");
    Procedure procedure = OfficeLog::terms().procedures.front();
    REQUIRE(publish_procedure(log.state(), procedure).refusal().rule == "version_not_newer");
    procedure.version = 2;
    require(log.submit(proposal_of(publish_procedure(log.state(), procedure)), kasubag),
            Outcome::applied, Reason::none);
    REQUIRE(newest_procedure(log.state(), procedure.id)->version == 2);
    REQUIRE(find_procedure(log.state(), procedure.id, 1));
    procedure.version = 3;
    procedure.steps.clear();
    REQUIRE(publish_procedure(log.state(), procedure).refusal().reason == Reason::invalid_value);
}

TEST_CASE("a key is in one device and has one use", "[case][administration]") {
    OfficeLog log;
    DeviceEnrolled device = new_device("lurah-kintom", 20);
    require(log.submit(proposal_of(enrol_device(log.state(), device)), camat), Outcome::applied,
            Reason::none);
    device.device = OfficeLog::id_of<DeviceTag>("other");
    REQUIRE(enrol_device(log.state(), device).refusal().rule == "key_in_use");
    device = new_device("lurah-kintom", 30);
    device.officer_key = device.device_key;
    REQUIRE(enrol_device(log.state(), device).refusal().rule == "key_in_use");
    device.officer_key = {};
    REQUIRE(enrol_device(log.state(), device).refusal().rule == "key_missing");
}

TEST_CASE("a revoked device writes nothing that is applied, and the office's own stays",
          "[case][administration]") {
    OfficeLog log;
    const DeviceId lost = OfficeLog::device_of("kasubag-evlap");
    const Act late = log.write(proposal_of(set_unit({"batu", "Batu", "kelurahan"})), kasubag);
    REQUIRE(revoke_device(log.state(), lost, "").refusal().reason == Reason::reason_missing);
    require(log.submit(proposal_of(revoke_device(log.state(), lost, "hilang di kapal")), server),
            Outcome::applied, Reason::none);
    const DeviceItem item = *find_device(log.state(), lost);
    REQUIRE(item.revoked);
    REQUIRE(item.revoked_at == log.number());
    require(log.commit(late), Outcome::needs_attention, Reason::device_revoked);
    REQUIRE_FALSE(find_unit(log.state(), "batu"));
    REQUIRE(find_doubt(log.state(), late.header.id)->kind == DoubtKind::device);
    REQUIRE(revoke_device(log.state(), lost, "hilang").refusal().about == item.revoked_by);
    Proposal own{Kind::device_revoked, std::string(office_entity), {}};
    own.add(office_scope, DeviceRevoked{OfficeLog::device_of(""), "tidak perlu"});
    require(log.submit(own, camat), Outcome::refused, Reason::invalid_value, "device_of_office");
}
