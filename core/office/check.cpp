#include "core/office/check.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/office/golongan.h"
#include "core/office/parse.h"

namespace luring {
namespace {

constexpr std::size_t code_bytes_max = 64;
constexpr std::array<std::string_view, 4> unit_kinds{"sekretariat", "subbagian", "seksi",
                                                     "kelurahan"};
constexpr std::array<std::string_view, 2> papers{"F4", "A4"};

// Codes and ids stand in scopes, post ids and on command lines.
bool is_code(std::string_view text) {
    const auto is_fitting = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !text.empty() && text.size() <= code_bytes_max &&
           std::all_of(text.begin(), text.end(), is_fitting);
}

bool is_over(const Post& post, const Date& today) {
    return post.until && *post.until < today;
}

class OfficeCheck {
  public:
    OfficeCheck(const OfficeFile& office, const Date& today) : office_(office), today_(today) {}

    std::vector<Complaint> run() {
        check_header();
        check_units();
        check_officers();
        check_identities();
        check_posts();
        check_holders();
        check_vacancies();
        return std::move(complaints_);
    }

  private:
    void error(std::string path, std::string code, std::string detail = {}) {
        complaints_.push_back({0, std::move(path), std::move(code), std::move(detail), false});
    }
    void warning(std::string path, std::string code, std::string detail = {}) {
        complaints_.push_back({0, std::move(path), std::move(code), std::move(detail), true});
    }
    static std::string place(std::string_view list, std::size_t index, std::string_view key) {
        return '/' + std::string(list) + '/' + std::to_string(index) + '/' + std::string(key);
    }

    void check_header();
    void check_units();
    void check_officers();
    void check_golongan(std::size_t at);
    void check_identities();
    void check_posts();
    void check_mandate(std::size_t at);
    void check_holders();
    bool is_clash(std::size_t earlier, std::size_t later);
    void check_vacancies();

    bool is_held(std::string_view role) const;
    bool has_head(const Unit& unit) const;

    const OfficeFile& office_;
    const Date today_;
    std::map<std::string, std::size_t> officer_index_;
    std::set<std::string> unit_codes_;
    std::vector<Complaint> complaints_;
};

// Empty texts were complained of by the reader; "" is no unknown word.
void OfficeCheck::check_header() {
    if (office_.format != office_format) {
        error("/format", "format_unknown", std::to_string(office_.format));
    }
    const auto zone = find_time_zone(office_.timezone);
    if (!zone && !office_.timezone.empty())
        error("/timezone", "timezone_unknown", office_.timezone);
    if (zone && !office_.time_label.empty() && zone->label != office_.time_label) {
        warning("/time_label", "time_label_differs", std::string(zone->label));
    }
    const bool is_paper = std::find(papers.begin(), papers.end(), office_.paper) != papers.end();
    if (!is_paper && !office_.paper.empty()) warning("/paper", "paper_unknown", office_.paper);
}

void OfficeCheck::check_units() {
    for (std::size_t at = 0; at < office_.units.size(); ++at) {
        const Unit& unit = office_.units[at];
        const bool is_kind =
            std::find(unit_kinds.begin(), unit_kinds.end(), unit.kind) != unit_kinds.end();
        if (!is_kind && !unit.kind.empty()) {
            warning(place("units", at, "kind"), "unit_kind_unknown", unit.kind);
        }
        if (unit.code.empty()) continue;
        if (!is_code(unit.code)) error(place("units", at, "code"), "unit_code_invalid", unit.code);
        if (!unit_codes_.insert(unit.code).second) {
            error(place("units", at, "code"), "unit_duplicate", unit.code);
        }
    }
}

void OfficeCheck::check_officers() {
    for (std::size_t at = 0; at < office_.officers.size(); ++at) {
        const Officer& officer = office_.officers[at];
        check_golongan(at);
        if (officer.id.empty()) continue;
        if (!is_code(officer.id)) {
            error(place("officers", at, "id"), "officer_id_invalid", officer.id);
        }
        if (!officer_index_.emplace(officer.id, at).second) {
            error(place("officers", at, "id"), "officer_duplicate", officer.id);
        }
    }
}

void OfficeCheck::check_golongan(std::size_t at) {
    const std::string& golongan = office_.officers[at].golongan;
    if (golongan.empty() || is_pns_golongan(golongan) || is_pppk_golongan(golongan)) return;
    error(place("officers", at, "golongan"), "golongan_unknown", golongan);
}

void OfficeCheck::check_identities() {
    std::map<std::string, std::string> owners;
    for (const OfficerIdentity& identity : office_.identities) {
        const auto found = officer_index_.find(identity.id);
        if (found == officer_index_.end()) continue;
        const std::string path = place("officers", found->second, "nip");
        const std::string& golongan = office_.officers[found->second].golongan;
        const auto kind = classify(identity.nip, today_);
        // The golongan tells what an agreement number of 01..12 leaves open.
        const auto problems = is_pppk_golongan(golongan)
                                  ? problems_as(NipKind::pppk, identity.nip, today_)
                                  : problems_of(identity.nip, today_);
        for (const NipProblem problem : problems) {
            error(path, name_of(problem), identity.nip.digits);
        }
        if (problems.empty() && kind == NipKind::pppk && is_pns_golongan(golongan)) {
            warning(path, "golongan_of_other_kind", golongan);
        }
        if (golongan.empty()) {
            warning(place("officers", found->second, "id"), "golongan_missing", identity.id);
        }
        const auto owner = owners.emplace(identity.nip.digits, identity.id);
        if (!owner.second) error(path, "nip_duplicate", owner.first->second);
    }
}

void OfficeCheck::check_posts() {
    for (std::size_t at = 0; at < office_.posts.size(); ++at) {
        const Post& post = office_.posts[at];
        if (!post.officer.empty() && officer_index_.count(post.officer) == 0) {
            error(place("posts", at, "officer"), "officer_unknown", post.officer);
        }
        if (!post.unit.empty() && unit_codes_.count(post.unit) == 0) {
            error(place("posts", at, "unit"), "unit_unknown", post.unit);
        }
        if (!post.role.empty() && !is_known_role(post.role)) {
            warning(place("posts", at, "role"), "role_unknown", post.role);
        }
        if (post.until && *post.until < post.from) {
            error(place("posts", at, "until"), "post_ends_before_it_begins",
                  text_from(*post.until));
        }
        check_mandate(at);
    }
}

void OfficeCheck::check_mandate(std::size_t at) {
    const Post& post = office_.posts[at];
    if (post.kind == PostKind::definitif) return;
    // A Plt. lasts three months, extendable by three (SE BKN 2/2019): the end is known.
    if (!post.until) warning(place("posts", at, "kind"), "mandate_without_end", name_of(post.kind));
    if (post.role != role_camat) return;
    // One person never gives both paraf (step 8) and signature (step 9).
    for (const Post& other : office_.posts) {
        if (other.officer == post.officer && other.role == role_sekretaris &&
            overlap(other, post)) {
            const bool is_plt = post.kind == PostKind::plt;
            warning(
                place("posts", at, "officer"),
                is_plt ? "plt_is_same_person_as_sekretaris" : "plh_is_same_person_as_sekretaris",
                post.officer);
            return;
        }
    }
}

void OfficeCheck::check_holders() {
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> holders;
    for (std::size_t at = 0; at < office_.posts.size(); ++at) {
        const Post& post = office_.posts[at];
        if (post.role.empty()) continue;
        // There is one Camat in an office, whatever unit somebody wrote.
        const std::string unit = is_leadership_role(post.role) ? "" : post.unit;
        std::vector<std::size_t>& same = holders[{post.role, unit}];
        for (const std::size_t earlier : same) {
            if (is_clash(earlier, at)) break;  // one complaint a post, whatever it clashes with
        }
        same.push_back(at);
    }
}

// Two posts of one role in one unit.
bool OfficeCheck::is_clash(std::size_t earlier, std::size_t later) {
    const Post& a = office_.posts[earlier];
    const Post& b = office_.posts[later];
    if (!overlap(a, b)) return false;
    const std::string path = place("posts", later, "from");
    const auto are = [&a, &b](PostKind one, PostKind other) {
        return (a.kind == one && b.kind == other) || (a.kind == other && b.kind == one);
    };
    const bool is_single = is_single_holder_role(a.role);
    if (is_single && are(PostKind::definitif, PostKind::definitif)) {
        error(path, "post_overlap", a.id);
    } else if (a.officer == b.officer && a.unit == b.unit && a.kind == b.kind) {
        error(path, "post_duplicate", a.id);
    } else if (is_single && are(PostKind::definitif, PostKind::plt)) {
        warning(path, "plt_beside_definitif", a.id);  // a Plt. fills a vacant post
    } else {
        return false;
    }
    return true;
}

bool OfficeCheck::is_held(std::string_view role) const {
    return std::any_of(office_.posts.begin(), office_.posts.end(), [&](const Post& post) {
        return post.role == role && !is_over(post, today_);
    });
}

bool OfficeCheck::has_head(const Unit& unit) const {
    if (unit.kind == "sekretariat") return true;  // the Sekretaris; see check_vacancies
    return std::any_of(office_.posts.begin(), office_.posts.end(), [&](const Post& post) {
        return post.unit == unit.code && is_unit_head_role(post.role) && !is_over(post, today_);
    });
}

// Vacancies are real and must not keep an office from starting; steps without a holder stand.
void OfficeCheck::check_vacancies() {
    if (!is_held(role_camat)) warning("/posts", "no_camat");
    if (!is_held(role_sekretaris)) warning("/posts", "no_sekretaris");
    if (!is_held(role_kasubag_evlap)) warning("/posts", "no_kasubag_evlap");
    for (std::size_t at = 0; at < office_.units.size(); ++at) {
        const Unit& unit = office_.units[at];
        if (!unit.code.empty() && !has_head(unit)) {
            warning(place("units", at, "code"), "unit_without_head", unit.code);
        }
    }
}

}  // namespace

std::vector<Complaint> check_office(const OfficeFile& office, const Date& today) {
    return OfficeCheck(office, today).run();
}

}  // namespace luring
