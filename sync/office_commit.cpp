// Committing one act: judged once, written as an entry, folded, never judged again.
#include <algorithm>

#include "core/case/directory_view.h"
#include "core/case/judge.h"
#include "core/replica/delivery_check.h"
#include "sync/office_inside.h"

namespace luring {

namespace {

// The state as the judge must see it: with revocations the log does not hold yet, and with numbers
// counted on from the highest ever given. The folded state itself stays what the log says.
void amend_revocations(OverlayState& state, const std::map<ActId, DeviceId>& revoked,
                       const ActId& judged) {
    for (const auto& [act, device] : revoked) {
        auto item = find_device(state, device);
        // The revoking act itself, come back from its author, finds the device as it was.
        if (!item || item->revoked || act == judged) continue;
        item->revoked = true;
        item->revoked_by = act;
        put_item(state, office_place(), device_key(device), *item);
    }
}

// The ledger proves that the office applied the act once, before it lost it: a revocation of its
// author since then says nothing against it.
void trust_author(OverlayState& state, const DeviceId& device) {
    auto item = find_device(state, device);
    if (!item || !item->revoked) return;
    item->revoked = false;
    put_item(state, office_place(), device_key(device), *item);
}

void amend_numbers(OverlayState& state, Rows& floors) {
    while (floors.next()) {
        const std::string key = numbering_key(floors.text(0));
        const auto floor = static_cast<std::uint64_t>(floors.integer(1));
        auto item = find_item<NumberingItem>(state, office_place(), key).value_or(NumberingItem{});
        if (item.last >= floor) continue;
        item.last = floor;
        put_item(state, office_place(), key, item);
    }
}

bool belongs_in_ledger(const Act& act, const Verdict& verdict) {
    if (verdict.outcome != Outcome::applied || act.parts.empty()) return false;
    const auto body = body_of(act.parts.front());
    return body && (body->kind == Kind::device_revoked || body->kind == Kind::rows_erased);
}

Entry entry_from(const OfficeId& office, const Position& position, const Hash& act,
                 const Verdict& verdict, Instant now) {
    Entry entry;
    entry.epoch = position.epoch;
    entry.number = position.number + 1;
    entry.previous = position.hash;
    entry.act = act;
    entry.received_ms = now.ms;
    entry.outcome = verdict.outcome;
    entry.reason = verdict.reason;
    entry.about = verdict.about;
    entry.rule = verdict.rule;
    for (const EffectGroup& group : verdict.groups) {
        entry.groups.push_back(GroupRef{group.scope, hash_of(office, group)});
    }
    return entry;
}

}  // namespace

Verdict Office::Inside::judge(const Act& act, std::uint64_t number, Instant now,
                              Program program) const {
    OverlayState amended(state.committed());
    amend_revocations(amended, revoked_in_ledger, act.header.id);
    const bool is_decided = decided(act) != nullptr;
    if (is_decided) trust_author(amended, act.header.writer.device);
    {
        Rows rows = floors.query();
        amend_numbers(amended, rows);
    }
    const bool is_amended = !amended.changes().empty();
    const State& seen = is_amended ? static_cast<const State&>(amended) : state.committed();
    const bool is_outdated = program == Program::too_old;
    Verdict verdict =
        luring::judge(World{seen, truth, now, number, false, is_outdated, is_decided}, act);
    std::erase_if(verdict.groups, [](const EffectGroup& group) { return group.effects.empty(); });
    return verdict;
}

// As the ledger holds it, whole, whatever is left of it where it comes from; none for another act
// under its id.
const Act* Office::Inside::decided(const Act& act) const {
    const auto found = in_ledger.find(act.header.id);
    if (found == in_ledger.end() || found->second.header.parts != act.header.parts) return nullptr;
    return &found->second;
}

Answered Office::Inside::commit(const Act& given, const Hash& hash, Instant now, Program program) {
    std::optional<Act> whole;
    if (const Act* known = decided(given)) whole = Act{given.header, known->parts};
    const Act& act = whole ? *whole : given;
    const Position position = store->position();
    const std::uint64_t number = position.number + 1;
    const Verdict verdict = judge(act, number, now, program);
    const Entry entry = entry_from(id, position, hash, verdict, now);
    if (belongs_in_ledger(act, verdict) && in_ledger.emplace(act.header.id, act).second) {
        ledger.append(LedgerRecord{act});
    }
    truth.add_act(hash, act);
    truth.add_entry(number, hash_of(entry), entry);
    for (const EffectGroup& group : verdict.groups) truth.add_group(number, group);
    store->keep_erased(hash);
    erased = store->fold(number, std::nullopt) || erased;
    if (verdict.outcome == Outcome::applied) {
        ledger_grew = ledger_grew || in_ledger.contains(act.header.id);
        revoked_in_ledger.erase(act.header.id);
        erased_in_ledger.erase(act.header.id);
    }
    return Answered{act.header.id, number, verdict.outcome, verdict.reason, false};
}

void Office::Inside::finish() {
    if (erased) {
        store->rebuild(std::nullopt);
        drop_segments();
    }
    erased = false;
}

std::optional<Answered> Office::Inside::answer_again(const ActId& act) const {
    const auto entry = truth.find_entry(act);
    if (!entry) return std::nullopt;
    return Answered{act, entry->number, entry->outcome, entry->reason, true};
}

// A receipt given once is given again, to the letter.
Receipt Office::Inside::receipt(const Writer& writer, std::uint64_t seq, const Hash& hash) {
    if (const auto given = truth.receipt_for(writer, seq)) return *given;
    const auto header = truth.header_of(hash);
    const auto entry = truth.find_entry(header->id);
    ensure(entry.has_value());
    Receipt receipt{writer, seq, hash, store->position().epoch, entry->number, entry->received_ms,
                    {}};
    receipt.signature = key.sign(message_of(id, receipt));
    truth.add_receipt(receipt);
    return receipt;
}

}  // namespace luring
