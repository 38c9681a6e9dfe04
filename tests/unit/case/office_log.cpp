#include "tests/unit/case/office_log.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "core/case/directory_view.h"
#include "core/case/fold.h"
#include "core/office/holidays.h"
#include "core/office/parse.h"
#include "core/procedure/parse.h"

namespace luring {

namespace {

std::string text_of_file(const char* path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in.good());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

PublicKey key_of_name(const std::string& name) {
    PublicKey key;
    key.bytes = hash_of("office log key", view_of(name)).bytes;
    return key;
}

bool is_readable(const std::vector<Scope>* scopes, const Scope& scope) {
    return scopes == nullptr || std::find(scopes->begin(), scopes->end(), scope) != scopes->end();
}

}  // namespace

DeviceId OfficeLog::device_of(const std::string& officer) {
    return id_of<DeviceTag>("device " + officer);
}

// Read once: every commit of every test asks for them.
const OfficeFile& OfficeLog::file() {
    static const OfficeFile file = read_file();
    return file;
}

const FoundingTerms& OfficeLog::terms() {
    static const FoundingTerms terms = read_terms();
    return terms;
}

OfficeFile OfficeLog::read_file() {
    std::vector<Complaint> complaints;
    auto office = office_from_json(text_of_file("tests/data/office-kintom.json"), complaints,
                                   Date{2026, 11, 2});
    REQUIRE(office);
    give_post_ids(office->posts);
    return *office;
}

FoundingTerms OfficeLog::read_terms() {
    FoundingTerms terms;
    terms.id = id_of<OfficeTag>("office");
    terms.practice = true;
    terms.identity_key = key_of_name("identity");
    terms.device = device_of("");
    terms.device_key = key_of_name("office device");
    terms.salt = id_of<SaltTag>("salt");
    terms.calendar = default_calendar_2026();
    std::vector<Complaint> complaints;
    auto sop =
        procedure_from_json(text_of_file("tests/data/sop-perbaikan-data-kinerja.json"), complaints);
    REQUIRE(sop);
    terms.procedures.push_back(*sop);
    for (const Officer& officer : file().officers) {
        DeviceEnrolled device;
        device.device = device_of(officer.id);
        device.officer = officer.id;
        device.name = "HP " + officer.nama;
        device.device_key = key_of_name("device " + officer.id);
        device.officer_key = key_of_name("officer " + officer.id);
        device.box_key = key_of_name("box " + officer.id);
        terms.devices.push_back(device);
    }
    return terms;
}

OfficeLog::OfficeLog() {
    for (const Proposal& proposal : found_office(file(), terms())) {
        const Verdict verdict = submit(proposal, std::string(office_post));
        INFO(name_of(proposal.kind) << " " << name_of(verdict.reason) << " " << verdict.rule);
        REQUIRE(verdict.outcome == Outcome::applied);
    }
}

void OfficeLog::set_now(const char* rfc3339) {
    auto instant = instant_from_text(rfc3339);
    REQUIRE(instant);
    now_ = instant.value();
}

std::optional<Act> OfficeLog::find_act(const ActId& id) const {
    const auto place = places_.find(id);
    if (place == places_.end()) return std::nullopt;
    return entries_[place->second].act;
}

std::optional<Entry> OfficeLog::find_entry(const ActId& id) const {
    const auto place = places_.find(id);
    if (place == places_.end()) return std::nullopt;
    return entries_[place->second].entry;
}

Act OfficeLog::write(const Proposal& proposal, const std::string& post) {
    const auto found = find_post(state_, post);
    return write(proposal, device_of(found ? found->officer : std::string()), post);
}

Act OfficeLog::write(const Proposal& proposal, const DeviceId& device, const std::string& post) {
    const std::string name = "act " + std::to_string(++written_);
    auto& feed = feeds_[device];
    Act act;
    act.header.writer = {device, 1};
    act.header.seq = ++feed.first;
    act.header.previous = feed.second;
    act.header.id = id_of(name);
    act.header.post = post;
    act.header.times = {now_.ms, 0, now_.ms};
    act.header.seen = number();
    auto payloads = proposal.payloads;
    std::sort(payloads.begin(), payloads.end());
    for (const auto& payload : payloads) {
        Part part{payload.first, id_of<SaltTag>(name + payload.first),
                  encode(PartBody{proposal.kind, proposal.entity, payload.second})};
        act.header.parts.push_back(
            {part.scope, commitment_of(part), static_cast<std::uint32_t>(part.body.size())});
        act.parts.push_back(std::move(part));
    }
    feed.second = hash_of(act.header);
    REQUIRE(check_shape(act).ok());
    last_ = act.header.id;
    return act;
}

Verdict OfficeLog::commit(const Act& act) {
    now_.ms += 1000;
    const Verdict verdict = judge({state_, *this, now_, number() + 1, false}, act);
    Logged logged;
    logged.act = act;
    logged.groups = verdict.groups;
    Entry& entry = logged.entry;
    entry.number = number() + 1;
    if (!entries_.empty()) entry.previous = hash_of(entries_.back().entry);
    entry.act = hash_of(act.header);
    entry.received_ms = now_.ms;
    entry.outcome = verdict.outcome;
    entry.reason = verdict.reason;
    entry.about = verdict.about;
    entry.rule = verdict.rule;
    for (const EffectGroup& group : verdict.groups) {
        entry.groups.push_back({group.scope, hash_of(terms().id, group)});
    }
    fold_into(state_, logged, nullptr);
    places_.emplace(act.header.id, entries_.size());
    entries_.push_back(std::move(logged));
    last_ = act.header.id;
    return verdict;
}

Verdict OfficeLog::foresee(const Act& act) const {
    return judge({state_, *this, now_, 0, true}, act);
}

Verdict OfficeLog::submit(const Proposal& proposal, const std::string& post) {
    return commit(write(proposal, post));
}

Verdict OfficeLog::submit(const Proposal& proposal, const DeviceId& device, const std::string& post,
                          Instant at) {
    now_ = at;
    return commit(write(proposal, device, post));
}

void OfficeLog::replace_body(const ActId& act, const Scope& scope, Bytes body) {
    for (Part& part : entries_.at(places_.at(act)).act.parts) {
        if (part.scope != scope) continue;
        part.body = std::move(body);
        part.salt = {};
        return;
    }
    FAIL("no such part");
}

void OfficeLog::fold_into(State& state, const Logged& logged,
                          const std::vector<Scope>* scopes) const {
    Act at_hand = logged.act;
    at_hand.parts.clear();
    for (const Part& part : logged.act.parts) {
        if (is_readable(scopes, part.scope)) at_hand.parts.push_back(part);
    }
    std::vector<EffectGroup> groups;
    for (const EffectGroup& group : logged.groups) {
        if (is_readable(scopes, group.scope)) groups.push_back(group);
    }
    fold(state, at_hand, logged.entry.number, logged.entry.received_ms, groups);
}

MemoryState OfficeLog::folded(const std::vector<Scope>& scopes) const {
    MemoryState state;
    for (const Logged& logged : entries_) {
        fold_into(state, logged, scopes.empty() ? nullptr : &scopes);
    }
    return state;
}

std::vector<Scope> OfficeLog::all_scopes() const {
    std::set<Scope> scopes{Scope(office_scope), Scope(leadership_scope)};
    for (const Unit& unit : units(state_)) scopes.insert(unit_scope(unit.code));
    return {scopes.begin(), scopes.end()};
}

}  // namespace luring
