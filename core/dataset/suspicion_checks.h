// The parts of suspicions_in. Each looks at all rows and notes what it finds.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/dataset/suspicion.h"

namespace luring {

class SuspicionNotes {
  public:
    explicit SuspicionNotes(const std::vector<Row>& rows) : rows_(rows), notes_(rows.size()) {}

    const std::vector<Row>& rows() const { return rows_; }
    const Row& row(std::size_t place) const { return rows_[place]; }
    const std::string& at(std::size_t place, Column column) const {
        return rows_[place].at(column);
    }

    void add(std::size_t place, Column column, std::string code, std::string detail = {}) {
        notes_[place].push_back({rows_[place].id, column, std::move(code), std::move(detail)});
    }
    bool has(std::size_t place, Column column) const;
    std::vector<Suspicion> sorted() const;

  private:
    const std::vector<Row>& rows_;
    std::vector<std::vector<Suspicion>> notes_;  // by place of the row
};

using Places = std::vector<std::size_t>;

// Places of the rows by a key of ours, in order of the keys.
std::map<std::string, Places> grouped(const std::vector<Row>& rows,
                                      const std::function<std::string(const Row&)>& key);

void check_cells(SuspicionNotes& notes, const SuspicionTerms& terms);
void check_numbers(SuspicionNotes& notes);
void check_people(SuspicionNotes& notes, const SuspicionTerms& terms);

}  // namespace luring
