// Acts of every kind and everything that travels around them: what was written once is read for
// ever, and what is written now has the octets it always had.
#include <catch2/catch.hpp>
#include <set>

#include "core/act/kind.h"
#include "tests/golden/golden.h"
#include "tests/unit/act/members.h"

namespace luring {

namespace {

std::set<std::string> covered;

template <class Payload>
void check_payload(const PartBody& body, bool is_current) {
    const auto payload = decode_versioned<Payload>(body.payload);
    REQUIRE(payload);
    // An older version decodes and is written as the current one.
    CHECK((encode(*payload) == body.payload) == is_current);
}

// acts/<kind>[.<scope>].v<version>.hex: the body of a part.
template <class Payload>
void check_kind(Kind kind, const std::string& scope = {}) {
    const std::string name = std::string(name_of(kind)) + (scope.empty() ? "" : "." + scope);
    covered.insert(name_of(kind));
    const std::uint32_t current = cereal::detail::Version<Payload>::version;
    for (std::uint32_t version = 1; version <= current; ++version) {
        INFO(name << " version " << version);
        const PartBody sample{kind, "case/00", encode(Filler(version).made<Payload>())};
        const std::string path = "acts/" + name + ".v" + std::to_string(version) + ".hex";
        const auto lines = version == current ? golden_or_written(path, name, {encode(sample)})
                                              : golden_lines(path);
        REQUIRE(lines.size() == 1);
        const auto body = decode<PartBody>(lines.front());
        REQUIRE(body);
        CHECK(encode(*body) == lines.front());
        CHECK(body->kind == kind);
        check_payload<Payload>(*body, version == current);
    }
}

// records/<name>.hex: a value without a version of its own, fixed for ever.
template <class Record>
void check_record(const std::string& name) {
    INFO(name);
    const auto lines = golden_or_written("records/" + name + ".hex", name,
                                         {encode(Record{}), encode(Filler().made<Record>())});
    REQUIRE(lines.size() == 2);
    for (const Bytes& line : lines) {
        const auto record = decode<Record>(line);
        REQUIRE(record);
        CHECK(encode(*record) == line);
    }
}

void check_office_kinds() {
    check_kind<OfficeFounded>(Kind::office_founded);
    check_kind<OfficeSecret>(Kind::office_founded, "leadership");
    check_kind<UnitSet>(Kind::unit_set);
    check_kind<OfficerSet>(Kind::officer_set);
    check_kind<IdentitySet>(Kind::officer_set, "leadership");
    check_kind<PostStarted>(Kind::post_started);
    check_kind<PostEnded>(Kind::post_ended);
    check_kind<CalendarPublished>(Kind::calendar_published);
    check_kind<ProcedurePublished>(Kind::procedure_published);
    check_kind<DeviceEnrolled>(Kind::device_enrolled);
    check_kind<DeviceRevoked>(Kind::device_revoked);
    check_kind<PeriodClosed>(Kind::period_closed);
    check_kind<RowsErased>(Kind::rows_erased);
    check_kind<RowsImported>(Kind::rows_imported);
    check_kind<ImportedRows>(Kind::rows_imported, "unit");
    check_kind<ImportUndone>(Kind::import_undone);
    check_kind<RowMoved>(Kind::row_moved);
}

void check_case_kinds() {
    check_kind<CaseOpened>(Kind::case_opened);
    check_kind<FindingAdded>(Kind::finding_added);
    check_kind<FindingJudged>(Kind::finding_judged);
    check_kind<FindingAnswered>(Kind::finding_answered);
    check_kind<UnitAdded>(Kind::unit_added);
    check_kind<UnitLeftOut>(Kind::unit_left_out);
    check_kind<UnitAdded>(Kind::unit_taken_in);
    check_kind<UnitAssigned>(Kind::unit_assigned);
    check_kind<Corrected>(Kind::corrected);
    check_kind<CorrectionWithdrawn>(Kind::correction_withdrawn);
    check_kind<ValueProposed>(Kind::value_proposed);
    check_kind<ConflictResolved>(Kind::conflict_resolved);
    check_kind<StepCompleted>(Kind::step_completed);
    check_kind<StepReturned>(Kind::step_returned);
    check_kind<RowsReviewed>(Kind::rows_reviewed);
    check_kind<UnitReceived>(Kind::unit_received);
    check_kind<DocumentNamed>(Kind::recapped);
    check_kind<DocumentNamed>(Kind::paraf_given);
    check_kind<DocumentNamed>(Kind::case_signed);
    check_kind<ApprovalWithdrawn>(Kind::approval_withdrawn);
    check_kind<CaseMoved>(Kind::case_cancelled);
    check_kind<CaseMoved>(Kind::case_reopened);
    check_kind<CaseMoved>(Kind::case_archived);
    check_kind<CaseClosedEarly>(Kind::case_closed_early);
    check_kind<ActAdopted>(Kind::act_adopted);
    check_kind<QuarantineRefused>(Kind::quarantine_refused);
    check_kind<MandateDecided>(Kind::mandate_decided);
}

}  // namespace

TEST_CASE("acts of every kind are read as they were written", "[golden]") {
    covered.clear();
    check_office_kinds();
    check_case_kinds();
    for (std::uint16_t number = 0; number < 1000; ++number) {
        const auto kind = static_cast<Kind>(number);
        INFO(name_of(kind));
        if (is_known(kind)) CHECK(covered.count(name_of(kind)) == 1);
    }
}

TEST_CASE("headers, seals and entries are read as they were written", "[golden]") {
    check_record<Header>("header");
    check_record<PartBody>("part_body");
    check_record<Part>("part");
    check_record<Act>("act");
    check_record<Seal>("seal");
    check_record<EffectGroup>("effect_group");
    check_record<Entry>("entry");
    check_record<Head>("head");
    check_record<Receipt>("receipt");
    check_record<SealedRun>("sealed_run");
    check_record<Delivery>("delivery");
}

TEST_CASE("hashes and signed messages are the ones of earlier versions", "[golden]") {
    OfficeId office;
    office.bytes.fill(5);
    const auto check = [](const std::string& name, const std::string& now) {
        INFO(name);
        CHECK(golden_value_or_written("hashes.txt", name, now) == now);
    };
    check("header", hash_of(Filler().made<Header>()).hex());
    check("part", commitment_of(Filler().made<Part>()).hex());
    check("entry", hash_of(Filler().made<Entry>()).hex());
    check("effect_group", hash_of(office, Filler().made<EffectGroup>()).hex());
    check("head", hex_from(message_of(office, Filler().made<Head>())));
    check("receipt", hex_from(message_of(office, Filler().made<Receipt>())));
    Seal seal = Filler().made<Seal>();
    seal.use = KeyUse::device;
    check("seal", hex_from(message_of(office, seal)));
    seal.use = KeyUse::officer;
    check("formal_seal", hex_from(message_of(office, seal)));
    SigningKey::Seed seed{};
    seed.fill(9);
    check("signature", hex_from(SigningKey(seed).sign(message_of(office, seal)).view()));
}

}  // namespace luring
