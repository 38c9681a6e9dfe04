// Sentences for the codes of answers, in both languages.
#pragma once

#include <string>

#include "server/command.h"

namespace luring::server {

// A code without a sentence of its own is its own sentence.
std::string message_of(const Answer& answer, Lang lang);
// What a person does next where a command was refused; empty where there is nothing to say.
std::string next_of(const Answer& answer, Lang lang);

// For people: fields as they are named in the JSON, lists of records as tables.
void show_fields(Session& session, const json::object& result);
// Complaints about files, one a line, as compilers do.
void show_complaints(Session& session, const json::object& result);

}  // namespace luring::server
