// Commands that describe the office. Written by the leadership's devices, or by the office's own
// under `office_post` (core/case/found_office.h). Who may do it is the judge's word; here is
// refused what breaks a rule already, with the rule's code.
#pragma once

#include <optional>
#include <string>

#include "core/act/administration.h"
#include "core/case/proposal.h"
#include "core/case/state.h"

namespace luring {

Intended set_unit(const Unit& unit);
// Without a NIP the identity stays what it is.
Intended set_officer(const State& state, const Officer& officer, const std::optional<Nip>& nip,
                     const Date& today);
// An id is given where there is none. A transfer is the end of one post and the start of another.
Intended start_post(const State& state, Post post, const Date& today);
Intended end_post(const State& state, const std::string& post, const Date& until,
                  const std::string& reason);
Intended publish_calendar(const State& state, const WorkingCalendar& calendar);
Intended publish_procedure(const State& state, const Procedure& procedure);
Intended enrol_device(const State& state, const DeviceEnrolled& device);
Intended revoke_device(const State& state, const DeviceId& device, const std::string& reason);
Intended close_period(const State& state, const std::string& period, const std::string& reason);

}  // namespace luring
