// The sentences of the command line, by code. The core and app/api give codes and values; what
// people read stands here, in Indonesian and English.
#pragma once

#include <string>

#include "app/cli/command.h"

namespace luring {

// One sentence for the answer's code, with its values in place.
std::string message_of(const Answer& answer, Lang lang);

// Of the codes of contact and enrolment; null for others.
const Words* contact_words(const std::string& code);

// Why an act was not simply applied, and the next thing to do; by the name of the reason, with the
// values of its "why" (app/api/views.h).
std::string reason_text(const std::string& reason, const json::object& why, Lang lang);
std::string next_text(const std::string& reason, const json::object& why, Lang lang);

// A rule that a value, a step or a file breaks. The code itself where there are no words for it.
std::string rule_text(const std::string& rule, Lang lang);
std::string suspicion_text(const std::string& code, Lang lang);

std::string outcome_text(const std::string& outcome, Lang lang);
std::string kind_text(const std::string& kind, Lang lang);  // of an act
std::string state_text(const std::string& state, Lang lang);
std::string status_text(const std::string& status, Lang lang);
std::string duty_text(const std::string& duty, Lang lang);
std::string event_text(const std::string& code, Lang lang);

}  // namespace luring
