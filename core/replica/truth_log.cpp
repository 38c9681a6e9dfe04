// The office log in Truth: entries, effects, receipts and signed heads.
#include "core/replica/truth.h"
#include "core/replica/truth_sql.h"

namespace luring {

namespace {

template <class T>
std::vector<T> all_decoded(Rows& rows) {
    std::vector<T> values;
    while (rows.next()) values.push_back(decoded<T>(rows.blob(0)));
    return values;
}

std::vector<std::uint64_t> all_numbers(Rows& rows) {
    std::vector<std::uint64_t> numbers;
    while (rows.next()) numbers.push_back(loaded(rows.integer(0)));
    return numbers;
}

Head head_from(const Rows& rows) {
    return Head{static_cast<std::uint32_t>(rows.integer(0)), loaded(rows.integer(1)),
                rows.fixed<Hash>(2), rows.integer(3), rows.fixed<Signature>(4)};
}

}  // namespace

Position Truth::last_entry() const {
    Position position;
    Rows rows = sql_->last_entry.query();
    if (!rows.next()) return position;
    position.number = loaded(rows.integer(0));
    position.hash = rows.fixed<Hash>(1);
    return position;
}

std::optional<Hash> Truth::entry_hash(std::uint64_t number) const {
    Rows rows = sql_->entry_hash.query(stored(number));
    if (!rows.next()) return std::nullopt;
    return rows.fixed<Hash>(0);
}

std::optional<Entry> Truth::entry_at(std::uint64_t number) const {
    Rows rows = sql_->entry_bytes.query(stored(number));
    if (!rows.next() || rows.is_null(0)) return std::nullopt;
    return decoded<Entry>(rows.blob(0));
}

std::optional<std::uint64_t> Truth::number_of(const Hash& act) const {
    Rows rows = sql_->number_of.query(act);
    if (!rows.next()) return std::nullopt;
    return loaded(rows.integer(0));
}

void Truth::add_entry(std::uint64_t number, const Hash& hash, const std::optional<Entry>& entry) {
    if (!entry) {
        sql_->add_entry.run(stored(number), hash, std::nullopt, std::nullopt, std::nullopt);
        return;
    }
    sql_->add_entry.run(stored(number), hash, entry->act, static_cast<std::uint8_t>(entry->outcome),
                        encode(*entry));
    for (const GroupRef& group : entry->groups) sql_->touch.run(group.scope, stored(number));
    if (const auto header = header_of(entry->act)) {
        for (const PartRef& part : header->parts) sql_->touch.run(part.scope, stored(number));
    }
}

void Truth::add_group(std::uint64_t number, const EffectGroup& group) {
    sql_->add_group.run(stored(number), group.scope, encode(group));
}

std::vector<EffectGroup> Truth::groups_at(std::uint64_t number) const {
    Rows rows = sql_->groups.query(stored(number));
    return all_decoded<EffectGroup>(rows);
}

std::vector<std::uint64_t> Truth::numbers_in(const Scope& scope, std::uint64_t after,
                                             std::uint64_t until, std::uint64_t limit) const {
    Rows rows = sql_->numbers_in.query(scope, stored(after), stored(until), stored(limit));
    return all_numbers(rows);
}

std::vector<std::uint64_t> Truth::hash_only(std::uint64_t after, std::uint64_t limit) const {
    Rows rows = sql_->hash_only.query(stored(after), stored(limit));
    return all_numbers(rows);
}

Delivered Truth::delivered(std::uint64_t number) const {
    Delivered delivered;
    delivered.number = number;
    delivered.hash = entry_hash(number).value_or(Hash{});
    delivered.entry = entry_at(number);
    if (!delivered.entry) return delivered;
    delivered.act = act_of(delivered.entry->act);
    delivered.groups = groups_at(number);
    return delivered;
}

bool Truth::is_incomplete(const Scope& scope) const {
    const auto is_here = [&scope](const auto& each) { return each.scope == scope; };
    const auto lacks = [&is_here](const auto& named, const auto& here) {
        return std::any_of(named.begin(), named.end(), is_here) &&
               std::none_of(here.begin(), here.end(), is_here);
    };
    const std::uint64_t last = last_entry().number;
    for (const std::uint64_t number : numbers_in(scope, 0, last, last)) {
        const Delivered known = delivered(number);
        if (!known.entry || !known.act) continue;
        if (lacks(known.act->header.parts, known.act->parts)) return true;
        if (lacks(known.entry->groups, known.groups)) return true;
    }
    return false;
}

void Truth::put_aside_after(std::uint64_t number, std::uint32_t epoch) {
    const std::uint64_t last = last_entry().number;
    for (std::uint64_t at = number + 1; at <= last; ++at) {
        const Delivered gone = delivered(at);
        if (gone.entry) sql_->add_put_aside.run(stored(at), gone.hash, encode(gone));
    }
    sql_->drop_groups.run(stored(number));
    sql_->drop_scopes.run(stored(number));
    sql_->drop_entries.run(stored(number));
    sql_->retire_receipts.run(stored(number), epoch);
}

std::vector<Delivered> Truth::put_aside(std::size_t limit) const {
    Rows rows = sql_->put_aside.query(static_cast<std::int64_t>(limit));
    return all_decoded<Delivered>(rows);
}

void Truth::drop_put_aside(const Hash& entry) {
    sql_->drop_put_aside.run(entry);
}

// ---- receipts and heads -------------------------------------------------------------------------

void Truth::add_receipt(const Receipt& receipt) {
    sql_->add_receipt.run(receipt.writer.device, receipt.writer.incarnation, stored(receipt.seq),
                          receipt.epoch, stored(receipt.number), encode(receipt));
}

std::optional<Receipt> Truth::receipt_for(const Writer& writer, std::uint64_t seq) const {
    Rows rows = sql_->receipt_for.query(writer.device, writer.incarnation, stored(seq));
    if (!rows.next()) return std::nullopt;
    return decoded<Receipt>(rows.blob(0));
}

std::vector<Receipt> Truth::receipts() const {
    Rows rows = sql_->receipts.query();
    return all_decoded<Receipt>(rows);
}

std::vector<Receipt> Truth::last_receipts(const DeviceId& device) const {
    Rows rows = sql_->last_receipts.query(device);
    return all_decoded<Receipt>(rows);
}

void Truth::add_former_receipt(const Receipt& receipt) {
    sql_->add_former_receipt.run(receipt.writer.device, receipt.writer.incarnation,
                                 stored(receipt.seq), receipt.epoch, stored(receipt.number),
                                 encode(receipt));
}

std::vector<Receipt> Truth::former_receipts(const Writer& writer) const {
    Rows rows = sql_->former_receipts.query(writer.device, writer.incarnation);
    return all_decoded<Receipt>(rows);
}

void Truth::add_head(const Head& head) {
    sql_->add_head.run(head.epoch, stored(head.number), head.hash, head.time_ms, head.signature);
}

std::optional<Head> Truth::last_head() const {
    Rows rows = sql_->last_head.query();
    if (!rows.next()) return std::nullopt;
    return head_from(rows);
}

std::vector<Head> Truth::heads_after(std::uint64_t number) const {
    std::vector<Head> heads;
    Rows rows = sql_->heads_after.query(stored(number));
    while (rows.next()) heads.push_back(head_from(rows));
    return heads;
}

}  // namespace luring
