#include "core/case/office_rules.h"

#include <array>

#include "core/act/correction.h"
#include "core/act/header.h"
#include "core/office/calendar_json.h"
#include "core/office/check.h"
#include "core/procedure/check.h"

namespace luring {

namespace {

// The first error below `path`; what else a sketch of an office lacks is not asked.
std::string first_error(const OfficeFile& sketch, const Date& today, std::string_view path) {
    for (const Complaint& complaint : check_office(sketch, today)) {
        if (complaint.warning) continue;
        if (complaint.path.compare(0, path.size(), path) == 0) return complaint.code;
    }
    return {};
}

std::string first_error(const std::vector<Complaint>& complaints) {
    for (const Complaint& complaint : complaints) {
        if (!complaint.warning) return complaint.code;
    }
    return {};
}

bool is_name_text(std::string_view text) {
    return !text.empty() && text.size() <= remark_bytes_max && is_text(view_of(text));
}

bool is_date_or_none(const std::optional<Date>& date) {
    return !date || is_valid(*date);
}

bool is_well_formed(const Post& post) {
    return !post.id.empty() && post.id != office_post && post.id.size() <= post_bytes_max &&
           is_text(view_of(post.id)) && !post.role.empty() && post.role.size() <= post_bytes_max &&
           is_text(view_of(post.role)) && is_valid(post.from) && is_date_or_none(post.until);
}

}  // namespace

bool is_administrator_role(std::string_view role) {
    return is_leadership_role(role);
}

bool is_publisher_role(std::string_view role) {
    return role == role_camat || role == role_kasubag_evlap;
}

std::string rule_broken_by(const Unit& unit) {
    // A code that is longer gives a scope no act may name.
    if (unit.code.empty() || unit_scope(unit.code).size() > scope_bytes_max) {
        return "unit_code_invalid";
    }
    if (!is_name_text(unit.name) || unit.kind.size() > scope_bytes_max ||
        !is_text(view_of(unit.kind))) {
        return "unit_name_invalid";
    }
    OfficeFile sketch;
    sketch.units.push_back(unit);
    return first_error(sketch, {}, "/units/");
}

std::string rule_broken_by(const Officer& officer) {
    if (officer.id.empty()) return "officer_id_invalid";
    if (!is_name_text(officer.nama)) return "officer_name_invalid";
    OfficeFile sketch;
    sketch.officers.push_back(officer);
    return first_error(sketch, {}, "/officers/");
}

std::string rule_broken_by(const State& state, const OfficerIdentity& identity,
                           const Officer& officer, const Date& today) {
    if (identity.id != officer.id) return "officer_unknown";
    OfficeFile sketch;
    sketch.officers.push_back(officer);
    sketch.identities.push_back(identity);
    for (const auto& [key, other] :
         items_of<OfficerIdentity>(state, leadership_place(), identity_key(""))) {
        if (other.id != identity.id && other.nip == identity.nip) return "nip_duplicate";
    }
    return first_error(sketch, today, "/officers/");
}

std::string rule_broken_by(const State& state, const Post& post, const Date& today) {
    if (!is_well_formed(post)) return "post_invalid";
    if (find_post(state, post.id)) return "post_duplicate";
    if (!find_officer(state, post.officer)) return "officer_unknown";
    if (!find_unit(state, post.unit)) return "unit_unknown";
    OfficeFile sketch;
    sketch.units = units(state);
    sketch.officers = officers(state);
    sketch.posts = posts(state);
    const std::string path = "/posts/" + std::to_string(sketch.posts.size()) + "/";
    sketch.posts.push_back(post);
    return first_error(sketch, today, path);
}

std::string rule_broken_by(const State& state, const PostEnded& end) {
    const auto post = find_post(state, end.post);
    if (!post) return "post_unknown";
    if (!is_valid(end.until) || end.until < post->from) return "post_ends_before_it_begins";
    // A longer mandate is a new letter, and so a new post.
    if (post->until && *post->until < end.until) return "post_ended_earlier";
    return {};
}

std::string rule_broken_by(const State& state, const WorkingCalendar& calendar) {
    const auto there = luring::calendar(state);
    if (there && calendar.version <= there->version) return "version_not_newer";
    const auto office = founded(state);
    if (office && office->offset_minutes != calendar.offset_minutes) return "timezone_differs";
    // The rules of a calendar are those of its file.
    std::vector<Complaint> complaints;
    if (calendar_from_json(json_from_calendar(calendar), complaints)) return {};
    const std::string code = first_error(complaints);
    return code.empty() ? "calendar_invalid" : code;
}

std::string rule_broken_by(const State& state, const Procedure& procedure) {
    const auto newest = newest_procedure(state, procedure.id);
    if (newest && procedure.version <= newest->version) return "version_not_newer";
    std::vector<Complaint> complaints;
    check_procedure(procedure, nullptr, complaints);
    return first_error(complaints);
}

std::string rule_broken_by(const State& state, const DeviceEnrolled& device) {
    if (!find_officer(state, device.officer)) return "officer_unknown";
    if (device.device.is_none() || !is_name_text(device.name)) return "device_invalid";
    const std::array keys{device.device_key, device.officer_key, device.box_key};
    std::vector<PublicKey> taken;
    for (const DeviceItem& other : devices(state)) {
        taken.push_back(other.enrolled.device_key);
        taken.push_back(other.enrolled.officer_key);
        taken.push_back(other.enrolled.box_key);
    }
    if (const auto office = founded(state)) taken.push_back(office->identity_key);
    for (const PublicKey& key : keys) {
        if (key.is_none()) return "key_missing";
        // A key in two places, or for two uses, says nothing about who used it.
        for (const PublicKey& other : taken) {
            if (other == key) return "key_in_use";
        }
        taken.push_back(key);
    }
    return {};
}

}  // namespace luring
