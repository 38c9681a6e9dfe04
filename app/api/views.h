// View models: what a face shows of the state, as codes and values. Times are RFC 3339 with the
// office's offset, ids and hashes are hexadecimal, numbers are integers.
#pragma once

#include <string>
#include <vector>

#include "app/api/answer.h"
#include "app/api/workplace.h"
#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/case/state.h"

namespace luring {

// Both layers of a replica, so that every item can say which of the two it is in.
struct Sight {
    const State& committed;
    const State& now;  // with tentative acts
    Instant instant;   // of the clock here

    // "committed" where the tentative acts change nothing about the item.
    const char* standing(const Place& part, std::string_view key) const;
    std::int32_t offset() const;
    json::value time(std::int64_t ms) const;  // null for 0
    Date today() const { return luring::today(now, instant); }
};

// {"post","officer","name","role","unit","post_kind"}
json::object person_view(const State& state, const Post& post);
json::object person_view(const State& state, const std::string& post);  // by id
json::array people_view(const State& state, const std::vector<Post>& posts);

json::array texts_view(const std::vector<std::string>& texts);
json::value hash_or_null(const Hash& hash);
json::value id_or_null(const ActId& id);

// Who holds a step that is open: those who may complete it, clerks as they were assigned.
std::vector<Post> holders_of_step(const State& state, const Procedure& procedure, const Step& step,
                                  const std::string& unit, const UnitItem* in_case,
                                  const Date& day);

// Why not, who said so and whom to turn to: {"code","rule","about","turn_to"}. `code` is R01 to
// R13. Opens a view of its own, so never from inside one.
json::object why_view(Workplace& place, Reason reason, const ActId& about, const std::string& rule);
// The part of it that needs the directory alone.
std::vector<Post> turn_to(const State& state, Reason reason, const std::string& rule,
                          const Date& day);

// One act: {"act","kind","post","officer","name","at","received","number","outcome","reason",
// "state","what"}; `what` is told by its kind.
json::object act_view(const Sight& sight, const HistoryItem& item);
json::object what_view(const Act& act);

json::object case_line(const Sight& sight, const CaseId& id);  // of a list
json::object case_view(const Sight& sight, const CaseId& id);  // the whole case
json::array steps_view(const Sight& sight, const CaseId& id, const CaseItem& item);
json::array units_view(const Sight& sight, const CaseId& id, const CaseItem& item);
json::array findings_view(const Sight& sight, const CaseId& id, const CaseItem& item);
json::array cells_view(const Sight& sight, const CaseId& id, const CaseItem& item);
// The grades of everybody visible, as the data set has them and as the case would leave them.
json::object predikat_view(const Sight& sight, const CaseId& id, const CaseItem& item,
                           const std::string& organisation);

// What waits for the holder of a post; every post held here where none is given.
json::array tasks_view(const Sight& sight, const std::vector<Post>& posts);

json::object position_view(const Position& position);

}  // namespace luring
