// Handing a device what it may read, from where it stands. What a scope is not for never leaves:
// parts and effects are filtered here and nowhere else.
#include <algorithm>

#include "core/act/administration.h"
#include "sync/office.h"
#include "sync/office_inside.h"

namespace luring {

namespace {

using Scopes = std::vector<Scope>;

bool has(const Scopes& scopes, const Scope& scope) {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

constexpr std::size_t octets_of_an_entry = 400;  // entry and header, roughly
constexpr std::size_t octets_of_an_effect = 100;

// Leaves what readers of these scopes may see. False where that is nothing.
bool restrict(Delivered& delivered, const Scopes& scopes) {
    if (!delivered.entry) return true;
    std::erase_if(delivered.groups,
                  [&](const EffectGroup& group) { return !has(scopes, group.scope); });
    if (!delivered.act) return !delivered.groups.empty();
    std::erase_if(delivered.act->parts, [&](const Part& part) { return !has(scopes, part.scope); });
    const std::vector<PartRef>& parts = delivered.act->header.parts;
    return !delivered.groups.empty() ||
           std::any_of(parts.begin(), parts.end(),
                       [&](const PartRef& part) { return has(scopes, part.scope); });
}

struct Budget {
    std::size_t entries;
    std::size_t octets;

    // The first always fits: a device must get on.
    bool take(const Delivered& delivered, bool is_first) {
        const std::size_t needed = octets_of(delivered);
        if (!is_first && (entries == 0 || octets < needed)) return false;
        entries -= std::min<std::size_t>(entries, 1);
        octets -= std::min(octets, needed);
        return true;
    }
};

}  // namespace

std::size_t octets_of(const Delivered& delivered) {
    if (!delivered.entry) return sizeof(Hash);
    std::size_t octets = octets_of_an_entry;
    for (const EffectGroup& group : delivered.groups) {
        octets += group.effects.size() * octets_of_an_effect;
    }
    if (delivered.act) {
        for (const Part& part : delivered.act->parts) octets += part.body.size();
    }
    return octets;
}

// Whoever was enrolled anew on their machine is told what became of what they wrote before.
bool Office::Inside::is_own(const Delivered& delivered, const DeviceId& reader) const {
    if (!delivered.act || reader.is_none()) return false;
    const DeviceId& author = delivered.act->header.writer.device;
    if (author == reader) return true;
    const auto writer = keys_of(author);
    const auto reading = keys_of(reader);
    return writer && reading && !writer->officer.empty() && writer->officer == reading->officer;
}

Delivered Office::Inside::readable(std::uint64_t number, const Scopes& scopes,
                                   const DeviceId& reader) const {
    Delivered delivered = truth.delivered(number);
    // Of what says nothing to the reader the hash is enough.
    if (!restrict(delivered, scopes) && !is_own(delivered, reader)) {
        delivered.entry.reset();
        delivered.act.reset();
    }
    return delivered;
}

// One answer to a device.
class Office::Handing {
  public:
    Handing(Inside& inside, const Wanted& wanted, Instant now);

    Delivery hand();

  private:
    Delivered readable(std::uint64_t number) const;
    void backfill(const Scopes& gained);
    std::vector<std::uint64_t> older(const Scopes& gained) const;
    void go_on();

    Inside& in_;
    const Wanted& wanted_;
    Position last_;
    Budget budget_;
    Delivery delivery_;
};

Office::Handing::Handing(Inside& inside, const Wanted& wanted, Instant now)
    : in_(inside),
      wanted_(wanted),
      last_(inside.store->position()),
      budget_{std::min(wanted.entries, delivery_entries_max),
              std::min(wanted.bytes, delivery_bytes_max)} {
    delivery_.scopes = in_.scopes_of(wanted.device, now);
    delivery_.head = in_.sign_head(last_, now);
    delivery_.receipts = in_.truth.last_receipts(wanted.device);
}

Delivery Office::Handing::hand() {
    Scopes gained;
    for (const Scope& scope : delivery_.scopes) {
        if (!has(wanted_.scopes, scope)) gained.push_back(scope);
    }
    // Older entries first: newer ones of a scope mean nothing without them.
    if (wanted_.position.number > 0 && !gained.empty())
        backfill(gained);
    else
        go_on();
    return std::move(delivery_);
}

Delivered Office::Handing::readable(std::uint64_t number) const {
    return in_.readable(number, delivery_.scopes, wanted_.device);
}

std::vector<std::uint64_t> Office::Handing::older(const Scopes& gained) const {
    std::vector<std::uint64_t> numbers;
    for (const Scope& scope : gained) {
        const auto found = in_.truth.numbers_in(scope, wanted_.backfilled, wanted_.position.number,
                                                budget_.entries + 1);
        numbers.insert(numbers.end(), found.begin(), found.end());
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

// The last one says how far was looked; at the device's own position nothing is left.
void Office::Handing::backfill(const Scopes& gained) {
    for (const std::uint64_t number : older(gained)) {
        Delivered delivered = readable(number);
        if (!budget_.take(delivered, delivery_.backfill.empty())) return;
        delivery_.backfill.push_back(std::move(delivered));
    }
    const std::uint64_t end = wanted_.position.number;
    if (!delivery_.backfill.empty() && delivery_.backfill.back().number == end) return;
    delivery_.backfill.push_back(readable(end));
}

void Office::Handing::go_on() {
    for (std::uint64_t number = wanted_.position.number + 1; number <= last_.number; ++number) {
        Delivered delivered = readable(number);
        if (!budget_.take(delivered, delivery_.entries.empty())) return;
        delivery_.entries.push_back(std::move(delivered));
    }
    // Until an erasure is in the log again devices know values the office has not: nobody's fault.
    if (in_.erased_in_ledger.empty()) delivery_.state_root = in_.state.root(delivery_.scopes);
}

Result<Done> Office::Inside::check_reader(const DeviceId& device, const Position& position) const {
    if (is_recovering()) return fail(Fault::busy, "recovering");
    if (!keys_of(device)) return fail(Fault::not_permitted, "device not enrolled");
    if (is_revoked(device)) return fail(Fault::not_permitted, "device revoked");
    const bool is_ours = position.number == 0 || truth.entry_hash(position.number) == position.hash;
    if (!is_ours || position.epoch > store->position().epoch) {
        return fail(Fault::conflict, "position is not in the log");
    }
    return Done{};
}

Result<Delivery> Office::deliver(const Wanted& wanted, Instant now) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    if (auto checked = in.check_reader(wanted.device, wanted.position); !checked) {
        return checked.failure();
    }
    Handing handing(in, wanted, in.time(now));
    Delivery delivery = handing.hand();
    writing.commit();
    return delivery;
}

std::optional<Head> Office::link_for(const Position& position, Instant now) {
    Inside& in = *inside_;
    Writing writing(*in.store);
    // A later restore may have gone back further than an earlier one.
    std::optional<std::uint64_t> lowest;
    for (const Regained& link : in.settings.get<std::vector<Regained>>(regained_setting, {})) {
        if (link.epoch > position.epoch) lowest = std::min(lowest.value_or(link.until), link.until);
    }
    if (!lowest || in.is_recovering()) return std::nullopt;
    Position link = in.store->position();
    link.number = *lowest;
    link.hash = in.truth.entry_hash(*lowest).value_or(Hash{});
    const Head head = in.sign_head(link, in.time(now));
    writing.commit();
    return head;
}

}  // namespace luring
