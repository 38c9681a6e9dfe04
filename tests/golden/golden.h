// Octets that were written once and must be read for ever. Files are only added: what a version
// wrote is what every later one has to read. `LURING_GOLDEN_WRITE=1 build/dev/golden_tests` writes
// the files that are not there yet, and never changes one that is.
#pragma once

#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace luring {

// Paths are below tests/golden. Lines are hexadecimal; those that begin with # are for people.
bool has_golden(const std::string& path);
std::vector<Bytes> golden_lines(const std::string& path);

// The lines of the file; `now` becomes the file where there is none and writing is asked for.
std::vector<Bytes> golden_or_written(const std::string& path, const std::string& remark,
                                     const std::vector<Bytes>& now);

// Lines "name value" of a text file, and adding one.
std::string golden_value(const std::string& path, const std::string& name);
std::string golden_value_or_written(const std::string& path, const std::string& name,
                                    const std::string& now);

}  // namespace luring
