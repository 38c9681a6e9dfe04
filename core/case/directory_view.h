// Questions to the entity "office" of a state: who works where, with which device, by which
// calendar and procedures. Reads only; what a replica may not read is absent, not an error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/act/administration.h"
#include "core/case/office_items.h"
#include "core/case/state.h"

namespace luring {

Place office_place();
Place leadership_place();

// Keys of the items in core/case/office_items.h.
constexpr std::string_view founded_key = "founded";
constexpr std::string_view secret_key = "secret";
constexpr std::string_view calendar_key = "calendar";
std::string directory_unit_key(std::string_view code);
std::string officer_key(std::string_view id);
std::string identity_key(std::string_view officer);
std::string post_key(std::string_view id);
std::string device_key(const DeviceId& id);
std::string writer_key(const DeviceId& id, std::uint32_t incarnation);
std::string procedure_key(std::string_view id, std::int32_t version);
std::string period_key(std::string_view period);
std::string import_key(const ImportId& id);
std::string doubt_key(const ActId& act);
std::string running_prefix(std::string_view period);  // "running/<period>/"
std::string running_key(std::string_view period, const CaseId& id);
std::string numbering_key(std::string_view year);

std::optional<OfficeFounded> founded(const State& state);
std::optional<OfficeSecret> office_secret(const State& state);  // leadership only

// The civil day and year at the office; WITA before the office is founded.
Date today(const State& state, Instant now);
std::string local_year(const State& state, Instant now);  // "2026", of letter numbers

std::vector<Unit> units(const State& state);
std::optional<Unit> find_unit(const State& state, std::string_view code);
std::vector<Officer> officers(const State& state);
std::optional<Officer> find_officer(const State& state, std::string_view id);
// Empty for who may not read the leadership scope, and for honorer without a NIP.
std::optional<OfficerIdentity> identity_of(const State& state, std::string_view officer);

std::vector<Post> posts(const State& state);
std::optional<Post> find_post(const State& state, std::string_view id);
std::vector<Post> posts_of_officer(const State& state, std::string_view officer);
std::vector<Post> active_posts(const State& state, const Date& date);
// Active on that day, mandates (Plt., Plh.) included, definitive holders first. Without a unit:
// of every unit.
std::vector<Post> holders_of(const State& state, std::string_view role,
                             const std::optional<std::string>& unit, const Date& date);

std::vector<DeviceItem> devices(const State& state);
std::optional<DeviceItem> find_device(const State& state, const DeviceId& id);

// What the officer may read in all posts held that day together; ascending, each once.
std::vector<Scope> scopes_of_officer(const State& state, std::string_view officer,
                                     const Date& date);

std::optional<WorkingCalendar> calendar(const State& state);  // the newest
std::optional<Procedure> find_procedure(const State& state, std::string_view id,
                                        std::int32_t version);
std::optional<Procedure> newest_procedure(const State& state, std::string_view id);
std::vector<Procedure> procedures(const State& state);  // the newest version of each

// Version 0 and open where nothing was imported yet.
PeriodItem period(const State& state, std::string_view period);
std::optional<DoubtItem> find_doubt(const State& state, const ActId& act);
std::vector<CaseId> running_cases(const State& state, std::string_view period);

}  // namespace luring
