// The arguments of one command, looked up in the state as people write them: a case by its number,
// a row by NIP, number of the RHK and aspek, an act by the beginning of its id. Keeps the first
// problem instead of failing at once, so that a command reads like the list of what it needs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/api/answer.h"
#include "app/api/workplace.h"
#include "core/case/case_items.h"
#include "core/case/directory_view.h"
#include "core/case/state.h"

namespace luring {

class Asked {
  public:
    // `writers` as the replica names them; asked before the view opens that `state` belongs to.
    Asked(const json::object& args, const State& state, const Workplace& place,
          const std::vector<WriterKeys>& writers)
        : args_(args), state_(state), place_(place), writers_(writers) {}

    // ---- as given ----
    bool has(std::string_view name) const { return args_.contains(text_view(name)); }
    std::string text(std::string_view name) const;  // empty where it is not given
    std::string need(std::string_view name);
    std::vector<std::string> texts(std::string_view name) const;  // one text counts as a list
    bool flag(std::string_view name) const;
    std::optional<std::int64_t> number(std::string_view name);
    std::int64_t need_number(std::string_view name);
    std::optional<Date> date(std::string_view name);
    const json::array* list(std::string_view name) const;

    // ---- looked up ----
    CaseId need_case();
    const CaseItem& item() const { return item_; }  // of need_case()
    RowId need_row(const std::string& period, std::string_view name = "row");
    std::string need_column(std::string_view name = "column");
    std::string need_unit(std::string_view name = "unit");
    FindingId need_finding(std::string& unit);  // of need_case()
    // By the beginning of its id, among `known`.
    ActId need_act(std::string_view name, const std::vector<ActId>& known);
    std::string need_period();  // the only one, where none is named
    DeviceId need_device();
    // The post of `as`, or the only one of the only officer here.
    std::optional<Author> need_author();
    std::optional<Post> find_acting_post();  // none where nobody is named

    Instant now() const { return place_.clock.now(); }
    Date today() const { return luring::today(state_, now()); }
    const Workplace& place() const { return place_; }

    void problem(Answer answer);
    const std::optional<Answer>& found_problem() const { return problem_; }

    json::object extra;

  private:
    std::optional<Post> post_named(const std::string& text);
    std::vector<Post> posts_meant(const std::string& text) const;

    const json::object& args_;
    const State& state_;
    const Workplace& place_;
    const std::vector<WriterKeys>& writers_;
    CaseItem item_;
    CaseId case_;
    std::optional<Answer> problem_;
};

}  // namespace luring
