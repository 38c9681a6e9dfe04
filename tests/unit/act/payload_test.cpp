// What acts say: every payload round trips to the same octets, and what cannot be read is refused
// for the right reason.
#include <catch2/catch.hpp>
#include <set>

#include "core/act/kind.h"
#include "tests/unit/act/every_member.h"

namespace luring {

namespace {

template <class Payload>
void check_payload(const char* name) {
    INFO(name);
    check_every_member<Payload>(name);
    const Payload full = Filler().made<Payload>();
    const Bytes bytes = encode(full);
    REQUIRE(decode_versioned<Payload>(bytes));
    // Every shorter run of octets is cut short, none is a smaller payload.
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto cut = decode_versioned<Payload>(ByteView(bytes).first(size));
        REQUIRE_FALSE(cut);
        CHECK(cut.fault() == Fault::malformed);
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK(decode_versioned<Payload>(longer).fault() == Fault::malformed);
    Bytes newer = bytes;
    newer.front() += 1;
    CHECK(decode_versioned<Payload>(newer).fault() == Fault::unsupported);
    Bytes versionless = bytes;
    versionless.front() = 0;
    CHECK(decode_versioned<Payload>(versionless).fault() == Fault::malformed);
}

}  // namespace

TEST_CASE("payloads about the office keep every field", "[act]") {
    check_payload<OfficeFounded>("office founded");
    check_payload<OfficeSecret>("secret");
    check_payload<UnitSet>("unit set");
    check_payload<OfficerSet>("officer set");
    check_payload<IdentitySet>("identity set");
    check_payload<PostStarted>("post started");
    check_payload<PostEnded>("post ended");
    check_payload<CalendarPublished>("calendar published");
    check_payload<DeviceEnrolled>("device enrolled");
    check_payload<DeviceRevoked>("device revoked");
    check_payload<PeriodClosed>("period closed");
}

TEST_CASE("payloads about rows keep every field", "[act]") {
    check_payload<RowsImported>("rows imported");
    check_payload<ImportedRows>("imported rows");
    check_payload<ImportUndone>("import undone");
    check_payload<RowMoved>("row moved");
    check_payload<RowsErased>("rows erased");
}

TEST_CASE("payloads about a case and its units keep every field", "[act]") {
    check_payload<CaseOpened>("case opened");
    check_payload<FindingAdded>("finding added");
    check_payload<FindingJudged>("finding judged");
    check_payload<FindingAnswered>("finding answered");
    check_payload<UnitAdded>("unit added");
    check_payload<UnitLeftOut>("unit left out");
    check_payload<UnitAssigned>("unit assigned");
    check_payload<Corrected>("corrected");
    check_payload<CorrectionWithdrawn>("correction withdrawn");
    check_payload<ValueProposed>("value proposed");
    check_payload<ConflictResolved>("conflict resolved");
}

TEST_CASE("payloads by which work moves or waits keep every field", "[act]") {
    check_payload<StepCompleted>("step completed");
    check_payload<StepReturned>("step returned");
    check_payload<RowsReviewed>("rows reviewed");
    check_payload<UnitReceived>("unit received");
    check_payload<DocumentNamed>("document named");
    check_payload<ApprovalWithdrawn>("approval withdrawn");
    check_payload<CaseMoved>("case moved");
    check_payload<CaseClosedEarly>("case closed early");
    check_payload<ActAdopted>("act adopted");
    check_payload<QuarantineRefused>("quarantine refused");
    check_payload<MandateDecided>("mandate decided");
}

TEST_CASE("what payloads are made of keeps every field", "[act]") {
    check_every_member<CellCorrection>("cell correction");
    check_every_member<RowReview>("row review");
    check_every_member<StandIn>("stand-in");
    check_every_member<Evidence>("evidence");
}

TEST_CASE("a procedure of a format to come is not guessed at", "[act]") {
    Procedure procedure = Filler().made<Procedure>();
    const Bytes bytes = encode(ProcedurePublished{procedure});
    REQUIRE(decode_versioned<ProcedurePublished>(bytes));
    Bytes other = bytes;
    REQUIRE(other[1] == 2);  // format 1, zig-zag
    other[1] = 4;
    CHECK_FALSE(decode_versioned<ProcedurePublished>(other));
}

TEST_CASE("kinds have one number, one name and one key for ever", "[act]") {
    std::set<std::string> names;
    std::set<std::string> formal;
    std::size_t known = 0;
    for (std::uint16_t number = 0; number < 200; ++number) {
        const auto kind = static_cast<Kind>(number);
        if (!is_known(kind)) {
            CHECK(std::string(name_of(kind)) == "unknown");
            CHECK_FALSE(is_formal(kind));
            continue;
        }
        ++known;
        names.insert(name_of(kind));
        if (is_formal(kind)) formal.insert(name_of(kind));
    }
    CHECK(names.size() == known);
    CHECK(names.count("unknown") == 0);
    CHECK(formal == std::set<std::string>{"step_returned", "rows_reviewed", "paraf_given",
                                          "case_signed", "approval_withdrawn"});
    CHECK(static_cast<int>(Kind::corrected) == 44);
    CHECK(static_cast<int>(Kind::case_signed) == 56);
    CHECK(static_cast<int>(Kind::mandate_decided) == 72);
}

}  // namespace luring
