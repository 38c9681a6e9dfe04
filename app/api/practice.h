// Founding a practice office, and giving an officer of it a device in a folder of its own.
#pragma once

#include <string>

#include "app/api/home.h"

namespace luring {

// args: "office" (content of office.json), "sops" (contents), "calendar" (content, optional),
// "passphrase" (optional: else one is drawn and noted in the folder).
Answer begin_practice(Machine& machine, const std::string& folder, const json::object& args);

// args: "officer", "at" (folder of the new device), "name". The keys are made here, the office is
// told at once.
Answer add_practice_device(Machine& machine, Home& home, const json::object& args);

// A folder that could not be opened, as an answer.
Answer from_home_failure(const Failure& failure, const std::string& folder);

}  // namespace luring
