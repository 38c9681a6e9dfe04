// Entries folded a second, from their stored bytes: 100,000 corrections of one case with 6,000
// rows in 20 units, into a state in memory.
#include "core/act/correction.h"
#include "core/act/delivery.h"
#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/case/fold.h"
#include "core/dataset/columns.h"
#include "tests/bench/bench.h"

namespace luring::bench {

namespace {

constexpr std::uint64_t unit_count = 20;
constexpr std::uint64_t row_count = 6000;

template <class Tag>
Id<Tag> id_from(std::uint64_t number, std::uint8_t kind) {
    Id<Tag> id;
    const Hash hash = Hasher("bench").add(number).add(std::uint64_t{kind}).finish();
    std::copy_n(hash.bytes.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

std::string unit_named(std::uint64_t number) {
    return "u" + std::to_string(number % unit_count);
}

void put_office(State& state, const std::string& entity) {
    const Place office{std::string(office_entity), Scope(office_scope)};
    const Place here{entity, Scope(office_scope)};
    CaseItem item;
    item.period = "2026-S1";
    put_item(state, here, "case", item);
    for (std::uint64_t unit = 0; unit < unit_count; ++unit) {
        const std::string code = unit_named(unit);
        Post post{"p" + code,          "o" + code,       Role(role_pelaksana), code,
                  PostKind::definitif, Date{2026, 1, 2}, std::nullopt};
        put_item(state, office, post_key(post.id), PostItem{post, {}, {}});
        put_item(state, here, unit_key(code), UnitItem{});
    }
    for (std::uint64_t number = 0; number < row_count; ++number) {
        RowItem row;
        row.row.id = id_from<RowTag>(number, 1);
        row.row.period = item.period;
        for (const Column column : all_columns()) row.row.put(column, "12.5");
        row.version = 1;
        const Place rows{data_entity(item.period), unit_scope(unit_named(number))};
        put_item(state, rows, row_key(row.row.id), row);
    }
}

Bytes entry_bytes(std::uint64_t number, const std::string& entity) {
    const std::uint64_t row = (number * 7919) % row_count;
    const std::string unit = unit_named(row);
    CellCorrection cell{id_from<RowTag>(row, 1),
                        "realisasi",
                        {{"realisasi", std::to_string(number % 1000)}},
                        {},
                        std::nullopt,
                        "salah ketik",
                        {}};
    if (number < row_count) cell.salt = id_from<SaltTag>(number, 2);
    const PartBody body{Kind::corrected, entity, encode(Corrected{1, {cell}})};
    Part part{unit_scope(unit), id_from<SaltTag>(number, 3), encode(body)};
    Delivered delivered;
    delivered.number = number + 1;
    delivered.act.emplace();
    Header& header = delivered.act->header;
    header.writer.device = id_from<DeviceTag>(row % unit_count, 4);
    header.seq = number + 1;
    header.id = id_from<ActTag>(number, 5);
    header.post = "p" + unit;
    header.times.claimed_ms = 1'790'000'000'000 + static_cast<std::int64_t>(number);
    header.parts.push_back(
        {part.scope, commitment_of(part), static_cast<std::uint32_t>(part.body.size())});
    delivered.act->parts.push_back(std::move(part));
    delivered.entry.emplace();
    delivered.entry->number = number + 1;
    delivered.entry->received_ms = header.times.claimed_ms;
    delivered.groups.push_back(
        {unit_scope(unit),
         {{EffectKind::cell_replaced, "", cell.row.hex() + "/realisasi", {}, 0}}});
    return encode(delivered);
}

struct Passes {
    std::vector<double> per_s;
    std::vector<double> per_cpu_s;
    std::vector<double> root_cpu_ms;
};

// All entries into an empty case once.
void pass(const std::vector<Bytes>& stored, const std::string& entity, Passes& passes) {
    MemoryState state;
    put_office(state, entity);
    const Stopwatch watch;
    const WorkWatch work;
    for (const Bytes& bytes : stored) {
        const auto delivered = decode<Delivered>(bytes);
        ensure(delivered.ok());
        fold(state, *delivered->act, delivered->number, delivered->entry->received_ms,
             delivered->groups);
    }
    passes.per_s.push_back(static_cast<double>(stored.size()) / watch.seconds());
    passes.per_cpu_s.push_back(static_cast<double>(stored.size()) / work.seconds());
    std::vector<Scope> scopes{Scope(office_scope)};
    for (std::uint64_t unit = 0; unit < unit_count; ++unit) {
        scopes.push_back(unit_scope(unit_named(unit)));
    }
    const WorkWatch hashing;
    ensure(!state_root(state, scopes).is_none());
    passes.root_cpu_ms.push_back(hashing.seconds() * 1000);
}

}  // namespace

Report bench_fold(const Options& options) {
    const std::uint64_t acts = options.quick ? 2000 : 100'000;
    const std::string entity = case_entity(id_from<CaseTag>(0, 6));
    std::vector<Bytes> stored;
    for (std::uint64_t number = 0; number < acts; ++number) {
        stored.push_back(entry_bytes(number, entity));
    }
    Passes passes;
    const int times = options.quick ? 2 : 7;
    for (int i = 0; i < times; ++i) pass(stored, entity, passes);
    Report report{"fold", {}};
    report.add("acts", static_cast<double>(acts));
    report.add("entries_per_s_median", median_of(passes.per_s));
    report.add("entries_per_cpu_s_median", median_of(passes.per_cpu_s));
    report.add("entries_per_cpu_s_least", quantile_of(passes.per_cpu_s, 0));
    report.add("entries_per_cpu_s_most", quantile_of(passes.per_cpu_s, 1));
    report.add("root_cpu_ms_median", median_of(passes.root_cpu_ms));
    report.add("peak_rss_mib", peak_rss_mib());
    return report;
}

}  // namespace luring::bench
