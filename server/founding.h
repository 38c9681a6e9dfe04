// A new office from the file its administrator wrote.
#pragma once

#include <string>
#include <vector>

#include "server/answer.h"
#include "server/data_folder.h"

namespace luring::server {

struct FoundingOrder {
    std::string office_file;  // contents, all of them
    std::vector<std::string> sop_files;
    std::string calendar_file;  // empty: the calendar of 2026
    std::string origin;
    std::string passphrase;  // empty: one is drawn, and told once
    bool is_practice = false;
};

// Nothing of it counts until all of it is there: what a run that was killed left behind is replaced
// by the next one.
Answer found(const DataFolder& folder, const FoundingOrder& order);

}  // namespace luring::server
