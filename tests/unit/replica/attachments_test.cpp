#include "core/replica/attachments.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/unit/platform/folder.h"

namespace luring {

namespace {

Bytes content_of(std::size_t size, std::uint8_t with) {
    Bytes bytes(size, with);
    for (std::size_t i = 0; i < size; i += 97) bytes[i] = static_cast<std::uint8_t>(i / 97);
    return bytes;
}

}  // namespace

TEST_CASE("a photo taken is there after the program ended", "[replica][attachments]") {
    Folder folder;
    const OpenOptions file{.path = folder.file("photos.db"), .create = true};
    const Bytes small = content_of(1, 9);
    const Bytes even = content_of(3 * chunk_bytes, 1);
    const Bytes odd = content_of(3 * chunk_bytes + 1, 2);
    {
        auto store = Attachments::open(file);
        REQUIRE(store);
        for (const Bytes& bytes : {small, even, odd}) {
            CHECK((*store)->put(bytes).value() == sha256(bytes));
            CHECK((*store)->put(bytes).ok());  // again
        }
        CHECK((*store)->put({}).fault() == Fault::invalid);
        CHECK((*store)->put(Bytes(evidence_bytes_max + 1)).fault() == Fault::too_large);
        CHECK((*store)->put(Bytes(evidence_bytes_max)).ok());
    }
    auto store = Attachments::open(file);
    REQUIRE(store);
    for (const Bytes& bytes : {small, even, odd}) {
        const Hash content = sha256(bytes);
        CHECK((*store)->is_whole(content));
        CHECK((*store)->whole(content) == bytes);
        CHECK((*store)->manifest(content) == manifest_of(bytes));
        CHECK((*store)->missing(content, 10).empty());
    }
    CHECK((*store)->manifest(sha256(odd))->chunks.size() == 4);
    CHECK((*store)->chunk(sha256(odd), 3)->size() == 1);
    CHECK_FALSE((*store)->chunk(sha256(odd), 4));
}

TEST_CASE("chunks come in any order, twice, and after a break", "[replica][attachments]") {
    Folder folder;
    const OpenOptions file{.path = folder.file("photos.db"), .create = true};
    const Bytes bytes = content_of(5 * chunk_bytes - 7, 3);
    const Manifest manifest = manifest_of(bytes);
    const auto octets = [&bytes](std::size_t place) {
        const std::size_t begin = place * chunk_bytes;
        return ByteView(bytes).subspan(begin, std::min(chunk_bytes, bytes.size() - begin));
    };
    {
        auto store = Attachments::open(file);
        CHECK((*store)->take_chunk(manifest.content, 0, octets(0)).fault() == Fault::not_found);
        REQUIRE((*store)->expect(manifest));
        REQUIRE((*store)->take_chunk(manifest.content, 3, octets(3)));
        REQUIRE((*store)->take_chunk(manifest.content, 1, octets(1)));
        REQUIRE((*store)->take_chunk(manifest.content, 1, octets(1)));
    }
    auto store = Attachments::open(file);
    REQUIRE((*store)->expect(manifest));
    CHECK((*store)->missing(manifest.content, 10) == std::vector<std::uint32_t>{0, 2, 4});
    CHECK((*store)->missing(manifest.content, 2) == std::vector<std::uint32_t>{0, 2});
    CHECK((*store)->take_chunk(manifest.content, 5, octets(0)).fault() == Fault::not_found);
    CHECK((*store)->take_chunk(manifest.content, 0, octets(1)).fault() == Fault::bad_signature);
    CHECK((*store)->take_chunk(manifest.content, 4, octets(3)).fault() == Fault::bad_signature);
    for (const std::uint32_t place : {4, 0, 2}) {
        CHECK_FALSE((*store)->whole(manifest.content));
        REQUIRE((*store)->take_chunk(manifest.content, place, octets(place)));
    }
    CHECK((*store)->whole(manifest.content) == bytes);
    // What is whole stays, whatever somebody says it consists of.
    Manifest other = manifest;
    other.chunks[0] = sha256(view_of("x"));
    REQUIRE((*store)->expect(other));
    CHECK((*store)->manifest(manifest.content) == manifest);
}

TEST_CASE("what is dropped leaves nothing in the file", "[replica][attachments]") {
    Folder folder;
    const OpenOptions file{.path = folder.file("photos.db"), .create = true};
    const std::string mark = "nama pegawai yang dihapus";
    Bytes bytes = content_of(200'000, 4);
    std::copy(mark.begin(), mark.end(), bytes.begin() + 100);
    const Bytes stays = content_of(200'000, 5);
    const auto holds = [&file, &mark] {
        for (const std::string& name : {file.path, file.path + "-wal"}) {
            std::ifstream in(name, std::ios::binary);
            const std::string all{std::istreambuf_iterator<char>(in), {}};
            if (all.find(mark) != std::string::npos) return true;
        }
        return false;
    };
    auto store = Attachments::open(file);
    REQUIRE((*store)->put(bytes));
    REQUIRE((*store)->put(stays));
    (*store)->acknowledge(sha256(bytes), 1);
    CHECK((*store)->is_acknowledged(sha256(bytes), 1));
    CHECK_FALSE((*store)->is_acknowledged(sha256(bytes), 2));
    CHECK(holds());
    (*store)->drop({sha256(bytes)});
    CHECK_FALSE(holds());
    CHECK_FALSE((*store)->manifest(sha256(bytes)));
    CHECK_FALSE((*store)->is_acknowledged(sha256(bytes), 1));
    CHECK((*store)->whole(sha256(stays)) == stays);
    (*store)->drop({sha256(bytes)});  // nothing to drop, nothing to sweep
}

}  // namespace luring
