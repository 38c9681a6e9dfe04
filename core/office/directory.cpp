#include "core/office/directory.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace luring {
namespace {

constexpr std::array<TimeZone, 4> time_zones{{{"Asia/Jakarta", "WIB", 7 * 60},
                                              {"Asia/Pontianak", "WIB", 7 * 60},
                                              {"Asia/Makassar", "WITA", 8 * 60},
                                              {"Asia/Jayapura", "WIT", 9 * 60}}};

bool has_role_elsewhere(const Post& post, const std::vector<Post>& posts) {
    return std::any_of(posts.begin(), posts.end(), [&post](const Post& other) {
        return other.officer == post.officer && other.role == post.role && other.unit != post.unit;
    });
}

std::string free_id(const Post& post, bool is_elsewhere, const std::set<std::string>& taken) {
    std::string id = post.officer + '.' + post.role;
    if (is_elsewhere) id += '.' + post.unit;
    if (taken.count(id) == 0) return id;
    id += '-' + text_from(post.from);
    std::string numbered = id;
    for (int number = 2; taken.count(numbered) != 0; ++number) {
        numbered = id + '-' + std::to_string(number);
    }
    return numbered;
}

}  // namespace

const char* name_of(PostKind kind) {
    switch (kind) {
        case PostKind::definitif:
            return "definitif";
        case PostKind::plt:
            return "plt";
        case PostKind::plh:
            return "plh";
    }
    return "unknown";
}

std::optional<PostKind> find_post_kind(std::string_view name) {
    for (const PostKind kind : {PostKind::definitif, PostKind::plt, PostKind::plh}) {
        if (name == name_of(kind)) return kind;
    }
    return std::nullopt;
}

bool is_active(const Post& post, const Date& date) {
    return post.from <= date && (!post.until || date <= *post.until);
}

bool overlap(const Post& a, const Post& b) {
    const bool is_a_some_day = !a.until || a.from <= *a.until;
    const bool is_b_some_day = !b.until || b.from <= *b.until;
    if (!is_a_some_day || !is_b_some_day) return false;
    return (!b.until || a.from <= *b.until) && (!a.until || b.from <= *a.until);
}

std::vector<Post> active_posts(const std::vector<Post>& posts, const Date& date) {
    std::vector<Post> active;
    std::copy_if(posts.begin(), posts.end(), std::back_inserter(active),
                 [&date](const Post& post) { return is_active(post, date); });
    return active;
}

const Unit* find_unit(const std::vector<Unit>& units, std::string_view code) {
    for (const Unit& unit : units) {
        if (unit.code == code) return &unit;
    }
    return nullptr;
}

const Officer* find_officer(const std::vector<Officer>& officers, std::string_view id) {
    for (const Officer& officer : officers) {
        if (officer.id == id) return &officer;
    }
    return nullptr;
}

const Post* find_post(const std::vector<Post>& posts, std::string_view id) {
    for (const Post& post : posts) {
        if (post.id == id) return &post;
    }
    return nullptr;
}

std::string post_id_for(const Post& post, const std::vector<Post>& posts) {
    std::set<std::string> taken;
    for (const Post& other : posts) taken.insert(other.id);
    return free_id(post, has_role_elsewhere(post, posts), taken);
}

void give_post_ids(std::vector<Post>& posts) {
    std::set<std::string> taken;
    for (Post& post : posts) {
        post.id = free_id(post, has_role_elsewhere(post, posts), taken);
        taken.insert(post.id);
    }
}

const char* name_of(TitlePrefix prefix) {
    switch (prefix) {
        case TitlePrefix::none:
            return "";
        case TitlePrefix::plt:
            return "plt";
        case TitlePrefix::plh:
            return "plh";
        case TitlePrefix::atas_nama:
            return "an";
    }
    return "";
}

SignatureTitle titled(const Post& post) {
    TitlePrefix prefix = TitlePrefix::none;
    if (post.kind == PostKind::plt) prefix = TitlePrefix::plt;
    if (post.kind == PostKind::plh) prefix = TitlePrefix::plh;
    return {prefix, post.role, post.unit};
}

std::optional<TimeZone> find_time_zone(std::string_view name) {
    for (const TimeZone& zone : time_zones) {
        if (zone.name == name) return zone;
    }
    return std::nullopt;
}

}  // namespace luring
