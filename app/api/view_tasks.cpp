// What waits for somebody: open steps, cells in conflict, findings to answer, acts in doubt.
#include <algorithm>

#include "app/api/names.h"
#include "app/api/views.h"
#include "core/procedure/flow.h"
#include "core/procedure/words.h"

namespace luring {

namespace {

bool is_one_of(const json::value& people, const std::vector<Post>& posts) {
    for (const json::value& person : people.as_array()) {
        for (const Post& post : posts) {
            if (person.as_object().at("post").as_string() == post.id) return true;
        }
    }
    return false;
}

json::object task(const char* kind, const json::object& line) {
    return {{"task", kind},
            {"case", line.at("case")},
            {"name", line.at("name")},
            {"title", line.at("title")},
            {"step", nullptr},
            {"duty", nullptr},
            {"text", nullptr},
            {"unit", nullptr},
            {"round", nullptr},
            {"opened", nullptr},
            {"due", nullptr},
            {"return_reason", nullptr},
            {"row", nullptr},
            {"key", nullptr},
            {"column", nullptr},
            {"finding", nullptr},
            {"act", nullptr},
            {"note", nullptr}};
}

class Tasks {
  public:
    Tasks(const Sight& sight, const std::vector<Post>& posts) : sight_(sight), posts_(posts) {}

    void add_case(const CaseId& id) {
        const CaseItem item = case_item(sight_.now, id);
        auto procedure = find_procedure(sight_.now, item.procedure, item.procedure_version);
        if (item.status != CaseStatus::running || !procedure) return;
        const json::object line = case_line(sight_, id);
        add_steps(id, item, *procedure, line);
        add_conflicts(id, item, *procedure, line);
        add_answers(id, item, *procedure, line);
    }
    void add_doubts();
    json::array take() { return std::move(tasks_); }

  private:
    void add_steps(const CaseId& id, const CaseItem& item, const Procedure& procedure,
                   const json::object& line) {
        for (const json::value& value : steps_view(sight_, id, item)) {
            const json::object& step = value.as_object();
            if (step.at("status").as_string() != "open") continue;
            if (!is_one_of(step.at("holder"), posts_)) continue;
            json::object one = task("step", line);
            for (const char* name :
                 {"step", "text", "unit", "round", "opened", "due", "return_reason"}) {
                one[name] = step.at(name);
            }
            const auto no = static_cast<std::int32_t>(step.at("step").as_int64());
            one["duty"] = text_view(word_of(duty_of(step_of(procedure, no))));
            tasks_.push_back(std::move(one));
        }
    }

    bool leads(const Procedure& procedure, const std::string& unit) const {
        const Step* review = find_duty(procedure, Duty::review);
        if (review == nullptr) return false;
        for (const Post& head :
             holders_of_step(sight_.now, procedure, *review, unit, nullptr, sight_.today())) {
            for (const Post& post : posts_) {
                if (post.id == head.id) return true;
            }
        }
        return false;
    }

    // Kasi or Lurah of the unit first; the Kasubag Evlap and the Sekretaris see them too.
    void add_conflicts(const CaseId& id, const CaseItem& item, const Procedure& procedure,
                       const json::object& line) {
        const bool is_leader = std::any_of(posts_.begin(), posts_.end(), [](const Post& post) {
            return post.role == role_kasubag_evlap || post.role == role_sekretaris;
        });
        for (const json::value& value : cells_view(sight_, id, item)) {
            const json::object& cell = value.as_object();
            if (!cell.at("conflict").as_bool()) continue;
            const std::string unit(cell.at("unit").as_string());
            if (!is_leader && !leads(procedure, unit)) continue;
            json::object one = task("conflict", line);
            for (const char* name : {"row", "key", "column", "unit"}) one[name] = cell.at(name);
            tasks_.push_back(std::move(one));
        }
    }

    void add_answers(const CaseId& id, const CaseItem& item, const Procedure& procedure,
                     const json::object& line) {
        const Step* coordinate = find_duty(procedure, Duty::coordinate);
        if (coordinate == nullptr) return;
        const Place office{case_entity(id), Scope(office_scope)};
        const auto step =
            find_item<StepItem>(sight_.now, office, step_key(coordinate->no)).value_or(StepItem{});
        if (step.status != StepStatus::open) return;
        for (const json::value& value : findings_view(sight_, id, item)) {
            const json::object& finding = value.as_object();
            if (finding.at("answer").as_string() != "none") continue;
            if (finding.at("judgement").as_string() == "rejected") continue;
            if (!leads(procedure, std::string(finding.at("unit").as_string()))) continue;
            json::object one = task("answer", line);
            for (const char* name : {"row", "key", "column", "unit", "finding", "note"}) {
                one[name] = finding.at(name);
            }
            tasks_.push_back(std::move(one));
        }
    }

    const Sight& sight_;
    const std::vector<Post>& posts_;
    json::array tasks_;
};

void Tasks::add_doubts() {
    const bool may_adopt = std::any_of(posts_.begin(), posts_.end(), [](const Post& post) {
        return is_leadership_role(post.role);
    });
    if (!may_adopt) return;
    const json::object nowhere{{"case", nullptr}, {"name", nullptr}, {"title", nullptr}};
    for (const auto& [key, doubt] : items_of<DoubtItem>(sight_.now, office_place(), "doubt/")) {
        if (doubt.status != DoubtStatus::waiting) continue;
        json::object one = task("doubt", nowhere);
        one["act"] = doubt.act.hex();
        tasks_.push_back(std::move(one));
    }
}

}  // namespace

json::array tasks_view(const Sight& sight, const std::vector<Post>& posts) {
    Tasks tasks(sight, posts);
    for (const CaseId& id : cases_in(sight.now)) tasks.add_case(id);
    tasks.add_doubts();
    json::array all = tasks.take();
    // What is due first comes first; what has no due time comes last.
    std::stable_sort(all.begin(), all.end(), [](const json::value& a, const json::value& b) {
        const json::value& due_a = a.as_object().at("due");
        const json::value& due_b = b.as_object().at("due");
        if (due_a.is_null() || due_b.is_null()) return !due_a.is_null() && due_b.is_null();
        return due_a.as_string() < due_b.as_string();
    });
    return all;
}

}  // namespace luring
