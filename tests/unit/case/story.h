// A case of the Kintom office, told for tests: one-liners carry it to any step, and a Phone is a
// device apart from the office, which writes on what it saw last and hands it in later.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/ports.h"
#include "core/case/case_items.h"
#include "core/case/commands_case.h"
#include "core/case/content.h"
#include "core/case/office_items.h"
#include "tests/unit/case/office_log.h"

namespace luring {

// Posts of tests/data/office-kintom.json.
namespace post {
inline const std::string camat = "camat.camat";
inline const std::string sekretaris = "sekretaris.sekretaris";
inline const std::string kasubag_evlap = "kasubag-evlap.kasubag_evlap";
inline const std::string pelaksana_evlap = "pelaksana-evlap.pelaksana";
inline const std::string kasubag_umum = "kasubag-umum.kasubag";
inline const std::string lurah_kintom = "lurah-kintom.lurah";
inline const std::string clerk_kintom = "pelaksana-kintom.pelaksana";
inline const std::string lurah_mendono = "lurah-mendono.lurah";
inline const std::string clerk_mendono = "pelaksana-mendono.pelaksana";
inline const std::string lurah_mondonun = "lurah-mondonun.lurah";
inline const std::string clerk_mondonun = "pelaksana-mondonun.pelaksana";
inline const std::string kasi_trantib = "kasi-trantib.kepala_seksi";
inline const std::string kasi_pemerintahan = "kasi-pemerintahan.kepala_seksi";
inline const std::string clerk_pemerintahan = "pelaksana-pemerintahan.pelaksana";
}  // namespace post

std::string head_of(const std::string& unit);   // post of who examines the unit's corrections
std::string clerk_of(const std::string& unit);  // post of who types them

const std::string story_period = "2026-S1";
const std::string long_reason = "sesuai bukti yang dilampirkan";

// The same numbers in every run.
class Draws : public Random {
  public:
    void fill(std::span<std::uint8_t> out) override;

  private:
    std::uint64_t drawn_ = 0;
};

// Four rows in each unit: two invented people "1" and "2", the unit's head "head" and its clerk
// "clerk"; the sekretariat also has "camat". A unit without a head or clerk has invented ones.
RowId row_of(const std::string& unit, const std::string& who);
std::vector<Row> story_rows();

class Story {
  public:
    // The office with both SOPs and its data, and a case of these units about to be opened.
    explicit Story(std::vector<std::string> units = {"kintom", "mendono"});

    OfficeLog log;
    Draws draws;
    CaseId id;
    std::vector<std::string> units;

    const State& state() const { return log.state(); }
    std::string entity() const { return case_entity(id); }

    // What somebody does at the office, with everything in sight.
    Verdict does(const std::string& post, Intended intended);
    Verdict does(const std::string& post, const Proposal& proposal);
    void must(const std::string& post, Intended intended);
    void must(const std::string& post, const Proposal& proposal);
    // An act about the case with one payload.
    template <class Payload>
    Proposal act(Kind kind, std::string_view scope, const Payload& payload) const {
        Proposal proposal{kind, entity(), {}};
        proposal.add(scope, payload);
        return proposal;
    }

    void open(const std::string& procedure = "perbaikan-data-kinerja");
    void at_step(std::int32_t step);  // does all that comes before
    void pass(std::int32_t step, const std::string& unit = {});
    void sign_off() { at_step(10); }
    void find_errors();  // in row 1 of every unit of the case

    Intended corrects(const State& seen, const std::string& unit, const std::string& who,
                      const std::string& column, const std::string& value);
    // By the unit's clerk; gives the act.
    ActId correct(const std::string& unit, const std::string& who, const std::string& column,
                  const std::string& value);
    Verdict type(const std::string& post, const std::string& unit, const std::string& who,
                 const std::string& column, const std::string& value);
    Intended approves(const State& seen, const std::string& unit) {
        return review_rows(seen, id, unit, {}, true, "");
    }
    void approve_unit(const std::string& unit) { must(head_of(unit), approves(state(), unit)); }

    // Items of the case, here or as another replica has them.
    CaseItem item() const { return item(state()); }
    StepItem step(std::int32_t no, const std::string& unit = {}) const;
    UnitItem unit(const std::string& code) const;
    CellItem cell(const std::string& unit, const std::string& who, const std::string& group) const;
    ReviewItem review(const std::string& unit, const std::string& who) const;
    CaseItem item(const State& seen) const;
    CellItem cell(const State& seen, const std::string& unit, const std::string& who,
                  const std::string& group) const;
    ReviewItem review(const State& seen, const std::string& unit, const std::string& who) const;
    std::vector<ApprovalItem> approvals(const std::string& prefix) const;  // "paraf/"
    bool is_open(std::int32_t no, const std::string& unit = {}) const {
        return step(no, unit).status == StepStatus::open;
    }

    std::vector<Scope> scopes_of_post(const std::string& post) const;
    MemoryState seen_by(const std::string& post) const;
    // Every device folds what it receives to what the office has.
    void require_agreement() const;
    // The same cell on all replicas that may read it, absent on the others.
    void require_cell(const std::string& unit, const std::string& who, const std::string& group,
                      const std::function<void(const CellItem&)>& check) const;
};

// A device that has not met the office since `visit`.
class Phone {
  public:
    Phone(Story& story, std::string post);

    const State& state() const { return state_; }
    Act write(Intended intended);
    Act write(const Proposal& proposal);
    // What the device expects the office to say to the act written last.
    const Verdict& foreseen() const { return foreseen_; }
    std::vector<Verdict> hand_in();  // in order; the log is not read yet
    Verdict hand_in_one();           // the only one, or the test fails
    void visit();                    // hands in and reads the log

  private:
    Story& story_;
    std::string post_;
    MemoryState state_;
    std::vector<Act> unsent_;
    Verdict foreseen_;
};

// What a verdict says, for messages of failing tests.
std::string words_of(const Verdict& verdict);
bool has_effect(const Verdict& verdict, EffectKind kind, const std::string& key = {});
std::size_t count_effects(const Verdict& verdict, EffectKind kind);

}  // namespace luring
