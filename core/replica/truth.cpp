#include "core/replica/truth.h"

#include <algorithm>

#include "core/replica/truth_sql.h"

namespace luring {

namespace {

std::optional<std::string> entity_in(ByteView body) {
    auto read = decode<PartBody>(body);
    if (!read || !is_text(view_of(read->entity))) return std::nullopt;
    return std::move(read->entity);
}

Part part_from(const Rows& rows) {
    Part part;
    part.scope = std::string(rows.text(0));
    if (!rows.is_null(2)) {
        part.salt = rows.fixed<Salt>(1);
        const ByteView body = rows.blob(2);
        part.body.assign(body.begin(), body.end());
    } else if (!rows.is_null(3)) {
        const ByteView body = rows.blob(3);
        part.body.assign(body.begin(), body.end());
    }
    return part;
}

std::vector<Evidence> evidence_from(Rows rows) {
    std::vector<Evidence> all;
    while (rows.next()) all.push_back(Evidence{rows.fixed<Hash>(0), loaded(rows.integer(1)), ""});
    return all;
}

}  // namespace

Truth::Truth(Database& db) : sql_(std::make_unique<Statements>(db)) {}

Truth::~Truth() = default;

// ---- acts ---------------------------------------------------------------------------------------

void Truth::add_act(const Hash& hash, const Act& act) {
    const Header& header = act.header;
    sql_->add_act.run(hash, header.id, header.writer.device, header.writer.incarnation,
                      stored(header.seq), encode(header));
    std::int64_t arrival = 0;
    {
        Rows rows = sql_->arrival.query(hash);
        ensure(rows.next());
        arrival = rows.integer(0);
    }
    for (const Part& part : act.parts) {
        const auto entity = entity_in(part.body);
        if (part.salt.is_none()) {
            sql_->add_part.run(arrival, part.scope, std::nullopt, std::nullopt, part.body, entity);
        } else {
            sql_->add_part.run(arrival, part.scope, part.salt, part.body, std::nullopt, entity);
        }
        if (sql_->db.changes() > 0) name_evidence(arrival, part.scope, part.body);
    }
}

std::optional<Header> Truth::header_of(const Hash& hash) const {
    Rows rows = sql_->header.query(hash);
    if (!rows.next()) return std::nullopt;
    return decoded<Header>(rows.blob(0));
}

Act Truth::with_parts(const Hash& hash, Header header) const {
    Act act{std::move(header), {}};
    Rows rows = sql_->parts.query(hash);
    while (rows.next()) {
        Part part = part_from(rows);
        if (!part.body.empty()) act.parts.push_back(std::move(part));
    }
    return act;
}

std::optional<Act> Truth::act_of(const Hash& hash) const {
    auto header = header_of(hash);
    if (!header) return std::nullopt;
    return with_parts(hash, std::move(*header));
}

std::optional<Hash> Truth::hash_at(const Writer& writer, std::uint64_t seq) const {
    Rows rows = sql_->hash_at.query(writer.device, writer.incarnation, stored(seq));
    if (!rows.next()) return std::nullopt;
    return rows.fixed<Hash>(0);
}

std::optional<FeedHead> Truth::feed_head(const Writer& writer) const {
    Rows rows = sql_->feed_head.query(writer.device, writer.incarnation);
    if (!rows.next()) return std::nullopt;
    return FeedHead{loaded(rows.integer(0)), rows.fixed<Hash>(1)};
}

std::optional<Hash> Truth::hash_of_act(const ActId& id) const {
    Rows rows = sql_->by_id.query(id);
    if (!rows.next()) return std::nullopt;
    return rows.fixed<Hash>(0);
}

std::optional<Act> Truth::find_act(const ActId& id) const {
    const auto hash = hash_of_act(id);
    return hash ? act_of(*hash) : std::nullopt;
}

std::optional<Entry> Truth::find_entry(const ActId& id) const {
    const auto hash = hash_of_act(id);
    const auto number = hash ? number_of(*hash) : std::nullopt;
    return number ? entry_at(*number) : std::nullopt;
}

std::vector<Mention> Truth::mentions_of(const std::string& entity) const {
    std::vector<Mention> mentions;
    Rows rows = sql_->mentions.query(entity);
    while (rows.next()) {
        Mention mention{rows.fixed<Hash>(0), std::nullopt};
        if (!rows.is_null(1)) mention.entry = loaded(rows.integer(1));
        mentions.push_back(mention);
    }
    return mentions;
}

void Truth::erase_part(const Hash& act, const Scope& scope, const std::optional<Bytes>& stand_in) {
    sql_->erase_part.run(stand_in, act, scope);
    // Where the part never came, the stand-in takes its place all the same.
    if (stand_in) sql_->add_erased_part.run(scope, *stand_in, act);
    std::int64_t arrival = 0;
    {
        Rows rows = sql_->arrival.query(act);
        if (!rows.next()) return;
        arrival = rows.integer(0);
    }
    unname_evidence(arrival, scope);
    if (stand_in) name_evidence(arrival, scope, *stand_in);
}

std::vector<Hash> Truth::acts_in(const Scope& scope) const {
    std::vector<Hash> acts;
    Rows rows = sql_->acts_in.query(scope);
    while (rows.next()) acts.push_back(rows.fixed<Hash>(0));
    return acts;
}

std::vector<Header> Truth::headers_of(const DeviceId& device) const {
    std::vector<Header> headers;
    Rows rows = sql_->headers_of.query(device);
    while (rows.next()) headers.push_back(decoded<Header>(rows.blob(0)));
    return headers;
}

std::uint32_t Truth::last_incarnation(const DeviceId& device) const {
    Rows rows = sql_->last_incarnation.query(device);
    return rows.next() ? static_cast<std::uint32_t>(rows.integer(0)) : 0;
}

// ---- seals --------------------------------------------------------------------------------------

void Truth::add_seal(const Seal& seal) {
    sql_->add_seal.run(seal.writer.device, seal.writer.incarnation, stored(seal.seq),
                       static_cast<std::uint8_t>(seal.use), seal.head, seal.signature);
}

std::vector<Seal> Truth::seals_of(const Writer& writer, std::uint64_t from) const {
    std::vector<Seal> seals;
    Rows rows = sql_->seals.query(writer.device, writer.incarnation, stored(from));
    while (rows.next()) {
        seals.push_back(Seal{writer, loaded(rows.integer(0)), rows.fixed<Hash>(2),
                             static_cast<KeyUse>(rows.integer(1)), rows.fixed<Signature>(3)});
    }
    return seals;
}

std::optional<std::uint64_t> Truth::last_sealed(const Writer& writer) const {
    Rows rows = sql_->last_sealed.query(writer.device, writer.incarnation);
    if (!rows.next()) return std::nullopt;
    return loaded(rows.integer(0));
}

// ---- evidence -----------------------------------------------------------------------------------

void Truth::name_evidence(std::int64_t act, const Scope& scope, ByteView body) {
    for (const Evidence& evidence : evidence_in(body)) {
        sql_->add_evidence.run(evidence.content, act, scope, stored(evidence.size));
        sql_->stay_evidence.run(evidence.content);
    }
}

void Truth::unname_evidence(std::int64_t act, const Scope& scope) {
    std::vector<Hash> contents;
    {
        Rows rows = sql_->evidence_of.query(act, scope);
        while (rows.next()) contents.push_back(rows.fixed<Hash>(0));
    }
    if (contents.empty()) return;
    sql_->drop_evidence.run(act, scope);
    for (const Hash& content : contents) sql_->lose_evidence.run(content);
}

std::vector<Evidence> Truth::evidence_written() const {
    return evidence_from(sql_->evidence_written.query(static_cast<std::uint8_t>(Outcome::refused)));
}

std::vector<Evidence> Truth::evidence_owed() const {
    return evidence_from(sql_->evidence_owed.query(static_cast<std::uint8_t>(Outcome::refused)));
}

std::vector<Evidence> Truth::evidence_named() const {
    return evidence_from(sql_->evidence_named.query());
}

std::vector<std::uint64_t> Truth::evidence_sizes(const Hash& content) const {
    std::vector<std::uint64_t> sizes;
    Rows rows = sql_->evidence_sizes.query(content);
    while (rows.next()) sizes.push_back(loaded(rows.integer(0)));
    return sizes;
}

bool Truth::is_evidence_in(const Hash& content, const std::vector<Scope>& scopes) const {
    Rows rows = sql_->evidence_scopes.query(content);
    while (rows.next()) {
        const std::string_view scope = rows.text(0);
        if (std::find(scopes.begin(), scopes.end(), scope) != scopes.end()) return true;
    }
    return false;
}

std::vector<Hash> Truth::evidence_gone() const {
    std::vector<Hash> gone;
    Rows rows = sql_->evidence_gone.query();
    while (rows.next()) gone.push_back(rows.fixed<Hash>(0));
    return gone;
}

void Truth::forget_gone(const Hash& content) {
    sql_->stay_evidence.run(content);
}

// ---- scopes -------------------------------------------------------------------------------------

void Truth::forget(const Scope& scope) {
    std::vector<std::int64_t> acts;
    {
        Rows rows = sql_->evidence_parts_in.query(scope);
        while (rows.next()) acts.push_back(rows.integer(0));
    }
    for (const std::int64_t act : acts) unname_evidence(act, scope);
    sql_->forget_parts.run(scope);
    sql_->forget_groups.run(scope);
}

}  // namespace luring
