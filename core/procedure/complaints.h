// Collects what is wrong with a procedure, each at its place. Says everything once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace luring {

class Complaints {
  public:
    // Without a document there are no lines: a procedure that came in an act has none.
    Complaints(const JsonDocument* document, std::vector<Complaint>& out)
        : document_(document), out_(out) {}

    void error(std::string path, std::string code, std::string detail = {}) {
        add(std::move(path), std::move(code), std::move(detail), false);
    }
    void warn(std::string path, std::string code, std::string detail = {}) {
        add(std::move(path), std::move(code), std::move(detail), true);
    }

  private:
    void add(std::string path, std::string code, std::string detail, bool warning);

    const JsonDocument* document_;
    std::vector<Complaint>& out_;
};

}  // namespace luring
