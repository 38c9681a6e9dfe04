#include "tests/bench/bench_office.h"

#include <fstream>
#include <iterator>

#include "core/case/case_items.h"
#include "core/case/commands_case.h"
#include "core/case/commands_rows.h"
#include "core/case/found_office.h"
#include "core/dataset/import.h"
#include "core/office/holidays.h"
#include "core/office/parse.h"
#include "core/procedure/parse.h"
#include "sync/exchange.h"
#include "tests/bench/bench.h"

namespace luring::bench {

namespace {

constexpr const char* period = "2026-S1";
constexpr std::size_t run_acts = 250;

std::string text_of_file(const char* path) {
    std::ifstream in(path, std::ios::binary);
    ensure(in.good());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Proposal proposal_of(Intended intended) {
    ensure(static_cast<bool>(intended));
    return std::move(intended.proposal());
}

sim::Plan plan_from_contract(sim::Prng& prng) {
    sim::Plan plan;
    std::vector<Complaint> complaints;
    const Date today{2026, 11, 2};
    auto file = office_from_json(text_of_file("tests/data/office-kintom.json"), complaints, today);
    auto sop =
        procedure_from_json(text_of_file("tests/data/sop-perbaikan-data-kinerja.json"), complaints);
    ensure(file && sop);
    plan.file = *file;
    plan.main_sop = *sop;
    plan.salt = prng.id<SaltTag>();
    plan.office = prng.id<OfficeTag>();
    prng.fill(plan.identity_seed);
    plan.server = sim::draw_device(prng, "", "server");
    for (const Officer& officer : plan.file.officers) {
        plan.devices.push_back(sim::draw_device(prng, officer.id, officer.id));
    }
    plan.devices.push_back(sim::draw_device(prng, "pelaksana-kintom", "second"));
    ImportTerms terms{period, plan.salt, today, plan.file.units, {}};
    plan.rows = import_rows(text_of_file("tests/data/data-2026-s1.csv"), terms).rows;
    ensure(!plan.rows.empty());
    return plan;
}

}  // namespace

BenchOffice::BenchOffice(const std::string& folder)
    : folder_(folder),
      prng_(20260302),
      secrets_(prng_.fork()),
      plan_(plan_from_contract(prng_)),
      unit_("kintom"),
      now_ms_(1'790'000'000'000) {
    prng_.fill(key_);
    OfficeOptions options;
    options.file = {folder_ + "/office.db", key_, {}, Journal::wal, false, true};
    options.id = plan_.office;
    options.founder = plan_.server.keys();
    auto office = Office::open(options, SigningKey(plan_.identity_seed), ledger_);
    ensure(office.ok());
    office_ = std::move(office.value());
    clerk_ = device_of("pelaksana-kintom");
    second_ = plan_.devices.back();
    for (const Row& row : plan_.rows) {
        if (row.at(Column::unit) == unit_) rows_.push_back(row.id);
    }
    bases_.resize(rows_.size());
    found();
    carry_to_corrections();
    history_ = std::make_unique<sim::Feed>(plan_.office, second_, prng_.fork());
    replica_ = open_replica();
    ensure(replica_->add_writer(clerk_.keys()).ok());
}

const sim::PlannedDevice& BenchOffice::device_of(const std::string& officer) const {
    for (const sim::PlannedDevice& device : plan_.devices) {
        if (device.officer == officer) return device;
    }
    ensure(false);
    return plan_.devices.front();
}

void BenchOffice::hand_in(sim::Feed& feed, std::vector<Act> acts) {
    now_ms_ += 1000;
    auto received = office_->receive(feed.seal(std::move(acts)), Instant{now_ms_});
    ensure(received.ok() && !received->held);
    for (const Answered& answer : received->answers) {
        ensure(answer.outcome == Outcome::applied);
    }
}

void BenchOffice::act(const std::string& officer, const std::string& post,
                      const Proposal& proposal) {
    auto& feed = feeds_[officer];
    if (!feed) {
        feed = std::make_unique<sim::Feed>(plan_.office, device_of(officer), prng_.fork());
    }
    hand_in(*feed, {feed->write(proposal, post, now_ms_, entries())});
}

void BenchOffice::found() {
    FoundingTerms terms;
    terms.id = plan_.office;
    terms.practice = true;
    terms.identity_key = SigningKey(plan_.identity_seed).public_key();
    terms.device = plan_.server.id;
    terms.device_key = plan_.server.keys().device_key;
    terms.salt = plan_.salt;
    terms.calendar = default_calendar_2026();
    terms.procedures = {plan_.main_sop};
    for (const sim::PlannedDevice& device : plan_.devices) {
        terms.devices.push_back(device.enrolled());
    }
    sim::Feed server(plan_.office, plan_.server, prng_.fork());
    std::vector<Act> acts;
    for (const Proposal& proposal : found_office(plan_.file, terms)) {
        acts.push_back(server.write(proposal, std::string(office_post), now_ms_, 0));
    }
    hand_in(server, acts);
}

void BenchOffice::carry_to_corrections() {
    const std::string evlap = "kasubag-evlap", evlap_post = "kasubag-evlap.kasubag_evlap";
    const auto state_of = [this](auto make) {
        Proposal proposal;
        office_->read([&](const State& state) { proposal = proposal_of(make(state)); });
        return proposal;
    };
    for (const Proposal& chunk : import_proposals(plan_.rows, prng_.id<ImportTag>())) {
        act(evlap, evlap_post, chunk);
    }
    const Proposal opened = state_of([this](const State& state) {
        return open_case(state, {plan_.main_sop.id, period, "Perbaikan data kinerja"}, prng_);
    });
    case_ = *case_of_entity(opened.entity);
    act("camat", "camat.camat", opened);
    const Proposal finding = state_of([this](const State& state) {
        return add_finding(state, case_, rows_.front(), "realisasi", "angka janggal", prng_);
    });
    act("camat", "camat.camat", finding);
    const auto complete = [&](std::int32_t step, const char* officer, const char* post) {
        act(officer, post, state_of([&](const State& state) {
                return complete_step(state, case_, step, "", "");
            }));
    };
    complete(1, "camat", "camat.camat");
    const auto id = decode_versioned<FindingAdded>(finding.payloads.front().second)->finding;
    act("sekretaris", "sekretaris.sekretaris", state_of([&](const State& state) {
            return judge_one_finding(state, case_, id, true, "");
        }));
    complete(2, "sekretaris", "sekretaris.sekretaris");
    act(evlap, evlap_post,
        state_of([this](const State& state) { return add_unit(state, case_, unit_); }));
    complete(3, "kasubag-evlap", "kasubag-evlap.kasubag_evlap");
}

void BenchOffice::add_history(std::uint64_t acts) {
    std::vector<Act> run;
    for (std::uint64_t i = 0; i < acts; ++i, ++next_) {
        const std::size_t row = next_ % (rows_.size() / 2);  // the others are the replica's
        CellCorrection cell{
            rows_[row],  "realisasi",  {{"realisasi", std::to_string(next_ % 1000)}},
            bases_[row], std::nullopt, "salah ketik",
            {}};
        if (bases_[row].is_none()) cell.salt = prng_.id<SaltTag>();
        Proposal proposal{Kind::corrected, case_entity(case_), {}};
        proposal.add(unit_scope(unit_), Corrected{1, {cell}});
        run.push_back(history_->write(proposal, post(), now_ms_, entries()));
        bases_[row] = run.back().header.id;
        if (run.size() < run_acts && i + 1 < acts) continue;
        hand_in(*history_, std::move(run));
        run.clear();
    }
}

OpenOptions BenchOffice::replica_file() const {
    return {folder_ + "/replica.db", key_, {}, Journal::wal, false, true};
}

std::unique_ptr<Replica> BenchOffice::open_replica() {
    auto opened = Replica::open(replica_file(), office_->identity(), keeper_);
    ensure(opened.ok());
    return std::move(opened.value());
}

void BenchOffice::adopt_history() {
    ensure(replica_->add_writer(second_.keys()).ok());
}

double BenchOffice::meet() {
    double seconds = 0;
    const auto timed = [&seconds](auto work) {
        const Stopwatch watch;
        auto result = work();
        seconds += watch.seconds();
        return result;
    };
    const SigningKey key(clerk_.device_seed);
    ensure(seal_feeds(*replica_, clerk_.id, [&key](ByteView message) {
               return key.sign(message);
           }).ok());
    Exchange exchange(*replica_, clerk_.id);
    while (const auto request = timed([&] { return exchange.next(); })) {
        now_ms_ += 10;
        const auto answered = answer(*office_, *request, Instant{now_ms_});
        ensure(timed([&] { return exchange.receive(answered); }).ok());
    }
    return seconds;
}

Proposal BenchOffice::next_correction(const State& seen) {
    const std::size_t half = rows_.size() / 2;
    const RowId& row = rows_[half + next_++ % half];
    return proposal_of(correct_cells(
        seen, case_, {{row, "realisasi", std::to_string(next_ % 1000), "salah ketik", {}}}, prng_));
}

std::uint64_t BenchOffice::entries() const {
    return office_->position().number;
}

ActTimes BenchOffice::times() {
    return {now_ms_ += 1000, 0, 0};
}

}  // namespace luring::bench
