// The office's directory: units, officers and dated posts. The NIP is personal data and lives
// apart (OfficerIdentity), because the directory goes to every device of the office.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/codec.h"
#include "core/base/time.h"
#include "core/office/nip.h"
#include "core/office/role.h"

namespace luring {

struct Unit {
    std::string code;  // ends up in the scope unit/<code>
    std::string name;
    std::string kind;  // sekretariat, subbagian, seksi, kelurahan

    friend bool operator==(const Unit&, const Unit&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(code, name, kind);
    }
};

// Office scope.
struct Officer {
    std::string id;
    std::string nama;      // with titles, as printed below a signature
    std::string golongan;  // empty for honorer

    friend bool operator==(const Officer&, const Officer&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(id, nama, golongan);
    }
};

// Leadership scope.
struct OfficerIdentity {
    std::string id;  // of the officer
    Nip nip;

    friend bool operator==(const OfficerIdentity&, const OfficerIdentity&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(id, nip);
    }
};

// Plt. fills a vacant post, Plh. stands in for an absent holder (UU 30/2014 Pasal 14).
// Written into acts: append only.
enum class PostKind : std::uint8_t { definitif, plt, plh };
const char* name_of(PostKind kind);
std::optional<PostKind> find_post_kind(std::string_view name);

// A dated assignment. The first and the last day both count.
struct Post {
    std::string id;
    std::string officer;
    Role role;
    std::string unit;
    PostKind kind = PostKind::definitif;
    Date from;
    std::optional<Date> until;

    friend bool operator==(const Post&, const Post&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(id, officer, role, unit, kind, from, until);
        if (kind > PostKind::plh) throw DecodeError("post kind");
    }
};

bool is_active(const Post& post, const Date& date);
bool overlap(const Post& a, const Post& b);
std::vector<Post> active_posts(const std::vector<Post>& posts, const Date& date);

const Unit* find_unit(const std::vector<Unit>& units, std::string_view code);
const Officer* find_officer(const std::vector<Officer>& officers, std::string_view id);
const Post* find_post(const std::vector<Post>& posts, std::string_view id);

// "<officer>.<role>", with ".<unit>" when the officer has that role in another unit too, and with
// "-<from>" when that is still taken. The same posts in the same order get the same ids
// everywhere; an id once given never changes, since acts name it.
std::string post_id_for(const Post& post, const std::vector<Post>& posts);
void give_post_ids(std::vector<Post>& posts);

// What stands before the name of the post in a signature block. A mandate "a.n." comes from the
// act, never from the post.
enum class TitlePrefix : std::uint8_t { none, plt, plh, atas_nama };
const char* name_of(TitlePrefix prefix);  // "", "plt", "plh", "an": worded by the print

struct SignatureTitle {
    TitlePrefix prefix = TitlePrefix::none;
    Role role;
    std::string unit;

    friend bool operator==(const SignatureTitle&, const SignatureTitle&) = default;
};
SignatureTitle titled(const Post& post);

// office.json as read. It has no archive: whole, it would carry NIPs into the office scope.
struct OfficeFile {
    std::int64_t format = 1;
    std::string id;  // region code, e.g. 72.01.03
    std::string kabupaten;
    std::string name;
    std::string timezone;    // Asia/Jakarta, Asia/Pontianak, Asia/Makassar, Asia/Jayapura
    std::string time_label;  // WIB, WITA, WIT
    std::string paper;       // F4 or A4
    std::vector<Unit> units;
    std::vector<Officer> officers;
    std::vector<OfficerIdentity> identities;  // of officers with a NIP
    std::vector<Post> posts;
    std::string note;

    friend bool operator==(const OfficeFile&, const OfficeFile&) = default;
};

// Indonesia has three zones and no daylight saving time.
struct TimeZone {
    std::string_view name;
    std::string_view label;
    std::int32_t offset_minutes = 0;
};
std::optional<TimeZone> find_time_zone(std::string_view name);

}  // namespace luring
