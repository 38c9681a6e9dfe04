#include <catch2/catch.hpp>

#include "core/replica/sql_state.h"
#include "core/replica/store.h"
#include "tests/unit/case/story.h"
#include "tests/unit/platform/folder.h"

namespace luring {

namespace {

const Place office{"office", "office"};
const Place unit{"data/2026-S1", "unit/kintom"};

Bytes bytes(const char* text) {
    const ByteView view = view_of(text);
    return {view.begin(), view.end()};
}

std::unique_ptr<Store> store_in(const std::string& path) {
    auto store = Store::open({.path = path, .create = true});
    REQUIRE(store);
    return std::move(store.value());
}

std::vector<std::string> keys(const State& state, const Place& place, const char* prefix) {
    std::vector<std::string> found;
    state.scan(place, prefix, [&](std::string_view key, ByteView) { found.emplace_back(key); });
    return found;
}

}  // namespace

TEST_CASE("the state in the database behaves like the one in memory", "[replica]") {
    const auto store = store_in(":memory:");
    MemoryState memory;
    OverlayState overlay(memory);
    Draws draws;
    for (int round = 0; round < 60; ++round) {
        Writing writing(*store);
        for (int change = 0; change < 20; ++change) {
            std::array<std::uint8_t, 4> drawn{};
            draws.fill(drawn);
            const Place& place = drawn[0] % 2 == 0 ? office : unit;
            const std::string key = "k/" + std::to_string(drawn[1] % 24);
            const bool in_tentative = drawn[2] % 3 == 0;
            State& here = in_tentative ? store->state.tentative() : store->state.committed();
            State& there = in_tentative ? static_cast<State&>(overlay) : memory;
            if (drawn[3] % 4 == 0) {
                here.erase(place, key);
                there.erase(place, key);
            } else {
                here.put(place, key, Bytes{drawn[3]});
                there.put(place, key, Bytes{drawn[3]});
            }
        }
        if (round % 7 == 3) {
            store->state.clear_tentative();
            overlay.clear();
        }
        if (round % 5 == 0) store->state.flush();
        for (const Place& place : {office, unit}) {
            CHECK(state_hash(store->state.committed(), place) == state_hash(memory, place));
            CHECK(state_hash(store->state.tentative(), place) == state_hash(overlay, place));
            CHECK(keys(store->state.tentative(), place, "k/1") == keys(overlay, place, "k/1"));
            CHECK(store->state.tentative().find(place, "k/3") == overlay.find(place, "k/3"));
        }
        CHECK(store->state.committed().places() == memory.places());
        CHECK(store->state.root({"office", "unit/kintom"}) ==
              state_root(memory, {"office", "unit/kintom"}));
        CHECK(store->state.root({"office"}) == state_root(memory, {"office"}));
        writing.commit();
    }
}

TEST_CASE("a transaction that is not committed leaves no trace in the state", "[replica]") {
    const auto store = store_in(":memory:");
    {
        Writing writing(*store);
        store->state.committed().put(office, "a", bytes("1"));
        writing.commit();
    }
    {
        Writing writing(*store);
        store->state.committed().put(office, "a", bytes("2"));
        store->state.tentative().put(office, "b", bytes("2"));
        store->state.flush();
    }
    Viewing viewing(*store);
    CHECK(store->state.committed().find(office, "a") == bytes("1"));
    CHECK_FALSE(store->state.tentative().find(office, "b"));
}

TEST_CASE("a log longer than memory is folded in one transaction, or not at all", "[replica]") {
    const auto store = store_in(":memory:");
    const Place other{"data/2026-S2", "unit/kintom"};
    const Bytes mebibyte(1024 * 1024, 'x');
    const auto fill = [&] {
        for (int i = 0; i < 40; ++i) {
            const Place& place = i % 2 == 0 ? unit : other;
            store->state.committed().put(place, "k/" + std::to_string(i), mebibyte);
            store->state.tentative().erase(place, "k/" + std::to_string(i));
            store->state.spill();
        }
    };
    {
        Writing writing(*store);
        fill();
    }
    {
        Viewing viewing(*store);
        CHECK(store->state.committed().places().empty());
    }
    Writing writing(*store);
    fill();
    CHECK(keys(store->state.committed(), unit, "").size() == 20);
    CHECK(keys(store->state.committed(), other, "").size() == 20);
    CHECK(keys(store->state.tentative(), unit, "").empty());
    MemoryState same;
    for (int i = 0; i < 40; ++i) {
        same.put(i % 2 == 0 ? unit : other, "k/" + std::to_string(i), mebibyte);
    }
    CHECK(store->state.root({"unit/kintom"}) == state_root(same, {"unit/kintom"}));
    writing.commit();
}

TEST_CASE("what another process wrote is read, not what was cached", "[replica]") {
    const Folder folder;
    const auto one = store_in(folder.file("replica.db"));
    const auto other = store_in(folder.file("replica.db"));
    for (const char* value : {"1", "2", "3"}) {
        Store& writer = *value == '2' ? *other : *one;
        Store& reader = *value == '2' ? *one : *other;
        {
            Writing writing(writer);
            writer.state.committed().put(office, "a", bytes(value));
            writing.commit();
        }
        Viewing viewing(reader);
        CHECK(reader.state.committed().find(office, "a") == bytes(value));
    }
}

TEST_CASE("a scope that may no longer be read leaves both layers", "[replica]") {
    const auto store = store_in(":memory:");
    Writing writing(*store);
    store->state.committed().put(office, "a", bytes("1"));
    store->state.committed().put(unit, "a", bytes("1"));
    store->state.tentative().put(unit, "b", bytes("1"));
    store->state.forget("unit/kintom");
    CHECK(store->state.committed().places() == std::vector<Place>{office});
    CHECK(keys(store->state.tentative(), unit, "").empty());
    CHECK(store->state.committed().find(office, "a").has_value());
    writing.commit();
}

}  // namespace luring
