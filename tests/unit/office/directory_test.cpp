#include "core/office/directory.h"

#include <catch2/catch.hpp>

#include "core/office/golongan.h"
#include "core/office/scope.h"

using luring::Date;
using luring::Post;
using luring::PostKind;

namespace {

Post post_of(std::string officer, std::string role, std::string unit) {
    return {"",           std::move(officer), std::move(role), std::move(unit), PostKind::definitif,
            {2026, 1, 2}, std::nullopt};
}

const std::vector<luring::Unit> units{{"sekretariat", "Sekretariat", "sekretariat"},
                                      {"kintom", "Kelurahan Kintom", "kelurahan"}};

}  // namespace

TEST_CASE("a post is held on its first and on its last day", "[office][directory]") {
    Post post = post_of("saiful", "lurah", "kintom");
    post.until = Date{2026, 3, 31};
    REQUIRE_FALSE(luring::is_active(post, {2026, 1, 1}));
    REQUIRE(luring::is_active(post, {2026, 1, 2}));
    REQUIRE(luring::is_active(post, {2026, 3, 31}));
    REQUIRE_FALSE(luring::is_active(post, {2026, 4, 1}));
    post.until.reset();
    REQUIRE(luring::is_active(post, {2099, 1, 1}));
    REQUIRE(luring::active_posts({post}, {2025, 1, 1}).empty());
}

TEST_CASE("posts that touch on one day overlap, the day after they do not", "[office][directory]") {
    Post earlier = post_of("saiful", "lurah", "kintom");
    earlier.until = Date{2026, 3, 31};
    Post later = post_of("hasna", "lurah", "kintom");
    later.from = {2026, 3, 31};
    REQUIRE(luring::overlap(earlier, later));
    REQUIRE(luring::overlap(later, earlier));
    later.from = {2026, 4, 1};
    REQUIRE_FALSE(luring::overlap(earlier, later));
    REQUIRE_FALSE(luring::overlap(later, earlier));
}

TEST_CASE("a post gets a short id that tells it from the officer's others", "[office][directory]") {
    std::vector<Post> posts{post_of("rian", "pelaksana", "evlap"), post_of("hasna", "lurah", "a"),
                            post_of("hasna", "lurah", "b"), post_of("rian", "pelaksana", "evlap"),
                            post_of("rian", "pelaksana", "evlap")};
    luring::give_post_ids(posts);
    REQUIRE(posts[0].id == "rian.pelaksana");
    REQUIRE(posts[1].id == "hasna.lurah.a");
    REQUIRE(posts[2].id == "hasna.lurah.b");
    REQUIRE(posts[3].id == "rian.pelaksana-2026-01-02");
    REQUIRE(posts[4].id == "rian.pelaksana-2026-01-02-2");
    REQUIRE(luring::post_id_for(post_of("hasna", "camat", "a"), posts) == "hasna.camat");
    REQUIRE(luring::post_id_for(post_of("rian", "pelaksana", "umum"), posts) ==
            "rian.pelaksana.umum");
    REQUIRE(luring::find_post(posts, "hasna.lurah.b")->unit == "b");
    REQUIRE(luring::find_post(posts, "nobody") == nullptr);
}

TEST_CASE("a Lurah reads the own kelurahan, the Camat reads every unit", "[office][scope]") {
    using Scopes = std::vector<luring::Scope>;
    REQUIRE(luring::scopes_of(post_of("hasna", "lurah", "kintom"), units) ==
            Scopes{"office", "unit/kintom"});
    REQUIRE(luring::scopes_of(post_of("salma", "kasubag", "umum"), units) ==
            Scopes{"office", "unit/umum"});
    for (const char* role : {"camat", "sekretaris", "kasubag_evlap"}) {
        REQUIRE(luring::scopes_of(post_of("ruslan", role, "sekretariat"), units) ==
                Scopes{"office", "leadership", "unit/sekretariat", "unit/kintom"});
    }
}

TEST_CASE("a unit's scope names the unit and nothing else does", "[office][scope]") {
    REQUIRE(luring::unit_of_scope(luring::unit_scope("kintom")) == "kintom");
    REQUIRE(luring::is_unit_scope("unit/kintom"));
    for (const char* scope : {"office", "leadership", "unit/", "unit", "units/kintom"}) {
        REQUIRE_FALSE(luring::is_unit_scope(scope));
        REQUIRE_FALSE(luring::unit_of_scope(scope));
    }
}

TEST_CASE("Plt. and Plh. stand before the post in a signature block", "[office][directory]") {
    Post post = post_of("nurhayati", "camat", "sekretariat");
    REQUIRE(luring::titled(post).prefix == luring::TitlePrefix::none);
    post.kind = PostKind::plh;
    REQUIRE(luring::titled(post) ==
            luring::SignatureTitle{luring::TitlePrefix::plh, "camat", "sekretariat"});
    post.kind = PostKind::plt;
    REQUIRE(std::string(luring::name_of(luring::titled(post).prefix)) == "plt");
}

TEST_CASE("a post survives its bytes and an unknown kind is refused", "[office][directory]") {
    Post post = post_of("saiful", "lurah", "kintom");
    post.kind = PostKind::plt;
    post.until = Date{2026, 3, 31};
    const luring::Bytes bytes = luring::encode(post);
    REQUIRE(luring::decode<Post>(bytes).value() == post);
    luring::Bytes newer = bytes;
    const std::size_t kind_at = 1 + 0 + 1 + 6 + 1 + 5 + 1 + 6;  // behind four texts
    REQUIRE(newer.at(kind_at) == 1);
    newer[kind_at] = 9;
    REQUIRE(luring::decode<Post>(newer).fault() == luring::Fault::malformed);
}

TEST_CASE("pangkat is printed for PNS and PPPK have golongan without pangkat", "[office]") {
    REQUIRE(luring::pangkat_of("IV/b") == "Pembina Tingkat I");
    REQUIRE(luring::is_pppk_golongan("XVII"));
    REQUIRE(luring::pangkat_of("XVII").empty());
    for (const char* unknown : {"", "V/a", "IV/f", "XVIII", "iv/b", "IIII"}) {
        REQUIRE_FALSE(luring::is_pns_golongan(unknown));
        REQUIRE_FALSE(luring::is_pppk_golongan(unknown));
    }
}
