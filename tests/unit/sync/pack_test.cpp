#include "sync/pack.h"

#include <catch2/catch.hpp>

#include "core/base/codec.h"
#include "core/base/deflate.h"
#include "tests/sim/world.h"
#include "tests/unit/sync/town.h"

namespace luring {

namespace {

// The logs of whole simulated offices, as their devices are handed them: returns, clashes, moved
// and erased rows, clones, restored stores.
struct Logs {
    explicit Logs(std::uint64_t seed) {
        sim::Coverage coverage;
        sim::World world(seed, coverage);
        world.run();
        office = world.plan.office;
        world.at_office([&](Office& at) {
            whole = at.entries_after(0, 100'000);
            for (const auto& device : world.devices) {
                const Wanted wanted{device->id(), {}, {}, 0, 2000, 4'000'000};
                auto delivery = at.deliver(wanted, world.office_now());
                if (delivery) readable.push_back(std::move(delivery->entries));
            }
        });
    }

    OfficeId office;
    std::vector<Delivered> whole;
    std::vector<std::vector<Delivered>> readable;
};

// Of worlds in which something happened, the one after that seed.
Logs logs_after(std::uint64_t& seed) {
    for (;;) {
        Logs logs(++seed);
        if (logs.whole.size() > 90) return logs;
    }
}

std::vector<Delivered> stretch_of(const std::vector<Delivered>& log, sim::Prng& prng,
                                  bool with_gaps) {
    std::vector<Delivered> stretch;
    const std::uint64_t from = prng.below(log.size());
    const std::uint64_t length = prng.below(log.size() - from + 1);
    for (std::uint64_t i = from; i < from + length; ++i) {
        if (with_gaps && prng.coin()) continue;
        stretch.push_back(log[i]);
    }
    return stretch;
}

Known known_before(const std::vector<Delivered>& log, std::uint64_t number) {
    Known known;
    if (number > 0) known.position = {1, number, log[number - 1].hash};
    known.entry_hash = [&log](std::uint64_t at) -> std::optional<Hash> {
        if (at == 0 || at > log.size()) return std::nullopt;
        return log[at - 1].hash;
    };
    return known;
}

}  // namespace

TEST_CASE("what is packed for the way is the same when it is unpacked", "[sync][pack]") {
    std::size_t plain = 0;
    std::size_t packed = 0;
    std::uint64_t seed = 0;
    for (int world = 0; world < 3; ++world) {
        const Logs logs = logs_after(seed);
        sim::Prng prng(seed);
        auto all = logs.readable;
        all.push_back(logs.whole);
        for (const auto& log : all) {
            for (int i = 0; i < 20; ++i) {
                const bool with_gaps = i % 2 != 0;
                const auto entries = stretch_of(log, prng, with_gaps);
                // Just before them, anywhere, or nowhere.
                std::uint64_t at = entries.empty() ? 0 : entries.front().number - 1;
                if (i % 3 == 1) at = prng.below(log.size());
                if (i % 3 == 2) at = 0;
                Known known = known_before(log, at);
                known.office = logs.office;
                const Bytes bytes = pack(entries, known);
                const auto back = unpack_entries(bytes, known, entries.size());
                if (!back) FAIL(back.failure().detail);
                const Bytes expected = encode(entries);
                CHECK(encode(*back) == expected);
                plain += deflated(expected).size();
                packed += deflated(bytes).size();
                if (entries.empty()) continue;
                CHECK(unpack_entries(bytes, known, entries.size() - 1).fault() == Fault::too_large);
            }
        }
    }
    // Deflated either way, columns are at most two thirds of rows.
    INFO("rows " << plain << " columns " << packed);
    CHECK(packed * 3 < plain * 2);
}

TEST_CASE("a run is the same when it is unpacked, seals and all", "[sync][pack]") {
    Town town;
    town.import_rows();
    const CaseId id = town.open_case();
    Machine& camat = town.of_post(post::camat);
    for (int i = 0; i < 20; ++i) {
        town.does(post::camat, [&](const State& seen) {
            return add_finding(seen, id, row_of("kintom", "2"), "realisasi",
                               "lihat lagi " + std::to_string(i), town.draws);
        });
        if (i % 7 == 3) town.seal(camat);
    }
    town.seal(camat);
    const auto runs = camat->outbox({});
    REQUIRE(runs.size() == 1);
    Known known{town.office->identity().id, camat.device, {}, {}};
    const auto bytes = pack(runs[0], known);
    REQUIRE(bytes);
    const auto back = unpack_run(*bytes, known);
    REQUIRE(back);
    CHECK(encode(*back) == encode(runs[0]));
    CHECK(deflated(*bytes).size() * 2 < deflated(encode(runs[0])).size());

    SealedRun odd = runs[0];
    odd.acts[3].header.seq += 1;
    CHECK_FALSE(pack(odd, known));
    odd = runs[0];
    odd.seals[0].head = {};
    CHECK_FALSE(pack(odd, known));
}

// As a store that was put back may have it: a revoked device's feed came in from several readers.
TEST_CASE("acts of one feed that stand in another order in the log still travel", "[sync][pack]") {
    const Writer writer{id_from_hex<DeviceTag>("00112233445566778899aabbccddeeff").value(), 1};
    const auto entry_of = [&writer](std::uint64_t number, std::uint64_t seq, const Hash& before) {
        Delivered delivered;
        delivered.number = number;
        delivered.act.emplace();
        Header& header = delivered.act->header;
        header.writer = writer;
        header.seq = seq;
        if (seq > 1) header.previous = hash_of("the act before", {});
        header.id.bytes[0] = static_cast<std::uint8_t>(number);
        header.post = "camat.camat";
        header.parts.push_back({Scope(office_scope), hash_of("a part", {}), 5});
        delivered.entry.emplace();
        delivered.entry->number = number;
        delivered.entry->previous = before;
        delivered.entry->act = hash_of(header);
        delivered.hash = hash_of(*delivered.entry);
        return delivered;
    };
    std::vector<Delivered> log;
    log.push_back(entry_of(1, 2, Hash{}));
    log.push_back(entry_of(2, 1, log[0].hash));
    log.push_back(entry_of(3, 5, log[1].hash));
    log.push_back(entry_of(4, 1, log[2].hash));
    const Known known = known_before(log, 0);
    const auto unpacked = unpack_entries(pack(log, known), known, log.size());
    REQUIRE(unpacked);
    REQUIRE(encode(*unpacked) == encode(log));
}

TEST_CASE("whatever a stranger sends as columns is read or refused", "[sync][pack]") {
    std::uint64_t seed = 30;
    const Logs logs = logs_after(seed);
    sim::Prng prng(7);
    Known known = known_before(logs.whole, 0);
    known.office = logs.office;
    const std::vector<Delivered> entries(logs.whole.end() - 40, logs.whole.end());
    const Bytes good = pack(entries, known);
    std::size_t refused = 0;
    for (int i = 0; i < 3000; ++i) {
        Bytes bytes = good;
        for (std::uint64_t flips = 1 + prng.below(3); flips > 0; --flips) {
            bytes[prng.below(bytes.size())] = static_cast<std::uint8_t>(prng.below(256));
        }
        if (prng.below(10) == 0) bytes.resize(prng.below(bytes.size()));
        if (!unpack_entries(bytes, known, 100)) ++refused;
        if (!unpack_run(bytes, known)) ++refused;
    }
    CHECK(refused > 3000);
}

}  // namespace luring
