// What must hold before something enters an office's directory. Commands ask before an act is
// written, the judge again before it is applied. Each gives the code of the first rule broken, as
// the checks of the same thing in a file do (core/office/check.h), or nothing.
#pragma once

#include <string>

#include "core/case/directory_view.h"

namespace luring {

// Who changes the directory, enrols and revokes: the leadership, since a device given to the wrong
// person opens a unit's data, and only they read every unit already.
bool is_administrator_role(std::string_view role);
// The calendar and the SOP are put into force by the Camat and looked after by the Kasubag Evlap.
bool is_publisher_role(std::string_view role);

std::string rule_broken_by(const Unit& unit);
std::string rule_broken_by(const Officer& officer);
std::string rule_broken_by(const State& state, const OfficerIdentity& identity,
                           const Officer& officer, const Date& today);
std::string rule_broken_by(const State& state, const Post& post, const Date& today);
std::string rule_broken_by(const State& state, const PostEnded& end);
std::string rule_broken_by(const State& state, const WorkingCalendar& calendar);
std::string rule_broken_by(const State& state, const Procedure& procedure);
std::string rule_broken_by(const State& state, const DeviceEnrolled& device);

}  // namespace luring
