// One act as a line of a history.
#include "app/api/views.h"
#include "core/act/doubt.h"
#include "core/act/finding.h"
#include "core/act/rows.h"
#include "core/act/step.h"
#include "core/case/reading.h"

namespace luring {

namespace {

json::object values_view(const Values& values) {
    json::object view;
    for (const auto& [column, value] : values) view[text_view(column)] = value;
    return view;
}

json::object cell_view(const CellCorrection& cell) {
    return {{"row", cell.row.hex()},
            {"group", cell.group},
            {"values", values_view(cell.values)},
            {"base", id_or_null(cell.base)},
            {"reason", cell.reason}};
}

// What the readable parts of one act say; a field for each thing a person would ask about.
class What {
  public:
    explicit What(const Reading& act) : act_(act) {}
    json::object view();

  private:
    template <class Payload, class Show>
    bool each(const Show& show) {
        for (const Reading::Body& body : act_.bodies) {
            auto payload = act_.payload<Payload>(body.scope);
            if (payload) show(*payload, body.scope);
        }
        return true;
    }
    void show_case();
    void show_cells();
    void show_steps();
    void show_units();
    void show_rows();
    void show_office();
    void show_doubts();

    const Reading& act_;
    json::object view_;
};

void What::show_case() {
    if (act_.kind == Kind::case_opened) {
        each<CaseOpened>([this](const CaseOpened& opened, const Scope&) {
            view_ = {{"procedure", opened.procedure},
                     {"version", opened.procedure_version},
                     {"period", opened.period},
                     {"title", opened.title}};
        });
    } else if (act_.kind == Kind::finding_added) {
        each<FindingAdded>([this](const FindingAdded& added, const Scope& scope) {
            view_ = {{"finding", added.finding.hex()},
                     {"row", added.row.hex()},
                     {"column", added.column},
                     {"note", added.note},
                     {"scope", scope}};
        });
    } else if (act_.kind == Kind::finding_judged) {
        each<FindingJudged>([this](const FindingJudged& judged, const Scope& scope) {
            view_ = {{"finding", judged.finding.hex()},
                     {"confirmed", judged.confirmed},
                     {"reason", judged.reason},
                     {"scope", scope}};
        });
    } else if (act_.kind == Kind::finding_answered) {
        each<FindingAnswered>([this](const FindingAnswered& answered, const Scope& scope) {
            view_ = {{"finding", answered.finding.hex()},
                     {"answer", static_cast<int>(answered.answer)},
                     {"note", answered.note},
                     {"scope", scope}};
        });
    }
}

void What::show_cells() {
    if (act_.kind == Kind::corrected) {
        each<Corrected>([this](const Corrected& corrected, const Scope& scope) {
            json::array cells;
            for (const CellCorrection& cell : corrected.cells) cells.push_back(cell_view(cell));
            view_ = {{"round", corrected.round}, {"cells", std::move(cells)}, {"scope", scope}};
        });
    } else if (act_.kind == Kind::value_proposed) {
        each<ValueProposed>([this](const ValueProposed& proposed, const Scope& scope) {
            view_ = {{"round", proposed.round},
                     {"cells", json::array{cell_view(proposed.cell)}},
                     {"scope", scope}};
        });
    } else if (act_.kind == Kind::correction_withdrawn) {
        each<CorrectionWithdrawn>([this](const CorrectionWithdrawn& withdrawn, const Scope& scope) {
            view_ = {
                {"withdrawn", withdrawn.act.hex()}, {"reason", withdrawn.reason}, {"scope", scope}};
        });
    } else if (act_.kind == Kind::conflict_resolved) {
        each<ConflictResolved>([this](const ConflictResolved& resolved, const Scope& scope) {
            view_ = {{"row", resolved.row.hex()},
                     {"group", resolved.group},
                     {"chosen", id_or_null(resolved.chosen)},
                     {"values", values_view(resolved.values)},
                     {"reason", resolved.reason},
                     {"scope", scope}};
        });
    } else if (act_.kind == Kind::rows_reviewed) {
        each<RowsReviewed>([this](const RowsReviewed& reviewed, const Scope& scope) {
            json::array rows;
            for (const RowReview& row : reviewed.rows) {
                rows.push_back(
                    {{"row", row.row.hex()}, {"approved", row.approved}, {"reason", row.reason}});
            }
            view_ = {{"round", reviewed.round}, {"rows", std::move(rows)}, {"scope", scope}};
        });
    }
}

void What::show_steps() {
    if (act_.kind == Kind::step_completed) {
        each<StepCompleted>([this](const StepCompleted& completed, const Scope&) {
            view_ = {{"step", completed.step},
                     {"unit", text_or_null(completed.unit)},
                     {"round", completed.round},
                     {"note", completed.note}};
        });
    } else if (act_.kind == Kind::step_returned) {
        each<StepReturned>([this](const StepReturned& returned, const Scope&) {
            view_ = {{"step", returned.step},
                     {"to", returned.to},
                     {"units", texts_view(returned.units)},
                     {"reason", returned.reason}};
        });
    } else if (act_.kind == Kind::recapped || act_.kind == Kind::paraf_given ||
               act_.kind == Kind::case_signed) {
        each<DocumentNamed>([this](const DocumentNamed& named, const Scope&) {
            view_ = {{"root", named.root.hex()}};
        });
    } else if (act_.kind == Kind::approval_withdrawn) {
        each<ApprovalWithdrawn>([this](const ApprovalWithdrawn& withdrawn, const Scope&) {
            view_ = {{"approval", withdrawn.approval.hex()}, {"reason", withdrawn.reason}};
        });
    } else if (act_.kind == Kind::case_closed_early) {
        each<CaseClosedEarly>([this](const CaseClosedEarly& closed, const Scope&) {
            view_ = {{"step", closed.step}, {"how", closed.how}, {"reason", closed.reason}};
        });
    } else if (act_.kind == Kind::case_cancelled || act_.kind == Kind::case_reopened ||
               act_.kind == Kind::case_archived) {
        each<CaseMoved>([this](const CaseMoved& moved, const Scope&) {
            view_ = {{"step", moved.step}, {"reason", moved.reason}};
        });
    }
}

void What::show_units() {
    if (act_.kind == Kind::unit_added || act_.kind == Kind::unit_taken_in) {
        each<UnitAdded>([this](const UnitAdded& added, const Scope&) {
            view_ = {{"unit", added.unit}};
        });
    } else if (act_.kind == Kind::unit_left_out) {
        each<UnitLeftOut>([this](const UnitLeftOut& left, const Scope&) {
            view_ = {{"unit", left.unit}, {"reason", left.reason}};
        });
    } else if (act_.kind == Kind::unit_assigned) {
        each<UnitAssigned>([this](const UnitAssigned& assigned, const Scope&) {
            view_ = {{"unit", assigned.unit}, {"officer", assigned.officer}};
        });
    } else if (act_.kind == Kind::unit_received) {
        each<UnitReceived>([this](const UnitReceived& received, const Scope&) {
            view_ = {{"unit", received.unit}, {"round", received.round}};
        });
    }
}

void What::show_rows() {
    if (act_.kind == Kind::rows_imported) {
        each<RowsImported>([this](const RowsImported& imported, const Scope& scope) {
            if (scope != office_scope) return;
            view_ = {{"import", imported.import.hex()},
                     {"period", imported.period},
                     {"rows", imported.rows},
                     {"chunk", imported.chunk + 1},
                     {"chunks", imported.chunks}};
        });
    } else if (act_.kind == Kind::import_undone) {
        each<ImportUndone>([this](const ImportUndone& undone, const Scope&) {
            view_ = {{"import", undone.import.hex()}, {"reason", undone.reason}};
        });
    } else if (act_.kind == Kind::row_moved) {
        each<RowMoved>([this](const RowMoved& moved, const Scope&) {
            view_ = {{"row", moved.row.hex()},
                     {"from", moved.from_unit},
                     {"to", moved.to_unit},
                     {"reason", moved.reason}};
        });
    } else if (act_.kind == Kind::rows_erased) {
        each<RowsErased>([this](const RowsErased& erased, const Scope& scope) {
            view_ = {{"rows", erased.rows.size()}, {"reason", erased.reason}, {"scope", scope}};
        });
    }
}

void What::show_office() {
    if (act_.kind == Kind::unit_set) {
        each<UnitSet>([this](const UnitSet& set, const Scope&) {
            view_ = {{"unit", set.unit.code}, {"name", set.unit.name}};
        });
    } else if (act_.kind == Kind::officer_set) {
        each<OfficerSet>([this](const OfficerSet& set, const Scope& scope) {
            if (scope == office_scope) view_ = {{"officer", set.officer.id}};
        });
    } else if (act_.kind == Kind::post_started) {
        each<PostStarted>([this](const PostStarted& started, const Scope&) {
            view_ = {{"post", started.post.id}};
        });
    } else if (act_.kind == Kind::post_ended) {
        each<PostEnded>([this](const PostEnded& ended, const Scope&) {
            view_ = {
                {"post", ended.post}, {"until", text_from(ended.until)}, {"reason", ended.reason}};
        });
    } else if (act_.kind == Kind::device_enrolled) {
        each<DeviceEnrolled>([this](const DeviceEnrolled& device, const Scope&) {
            view_ = {{"device", device.device.hex()}, {"officer", device.officer}};
        });
    } else if (act_.kind == Kind::device_revoked) {
        each<DeviceRevoked>([this](const DeviceRevoked& revoked, const Scope&) {
            view_ = {{"device", revoked.device.hex()}, {"reason", revoked.reason}};
        });
    } else if (act_.kind == Kind::period_closed) {
        each<PeriodClosed>([this](const PeriodClosed& closed, const Scope&) {
            view_ = {{"period", closed.period}, {"reason", closed.reason}};
        });
    } else if (act_.kind == Kind::calendar_published) {
        each<CalendarPublished>([this](const CalendarPublished& published, const Scope&) {
            view_ = {{"version", published.calendar.version}};
        });
    } else if (act_.kind == Kind::procedure_published) {
        each<ProcedurePublished>([this](const ProcedurePublished& published, const Scope&) {
            view_ = {{"procedure", published.procedure.id},
                     {"version", published.procedure.version}};
        });
    }
}

void What::show_doubts() {
    if (act_.kind == Kind::act_adopted) {
        each<ActAdopted>([this](const ActAdopted& adopted, const Scope&) {
            view_ = {{"adopted", adopted.act.hex()},
                     {"first_author", adopted.first_author},
                     {"reason", adopted.reason}};
        });
    } else if (act_.kind == Kind::quarantine_refused) {
        each<QuarantineRefused>([this](const QuarantineRefused& refused, const Scope&) {
            view_ = {{"refused", refused.act.hex()}, {"reason", refused.reason}};
        });
    } else if (act_.kind == Kind::mandate_decided) {
        each<MandateDecided>([this](const MandateDecided& decided, const Scope&) {
            view_ = {{"decided", decided.act.hex()},
                     {"confirmed", decided.confirmed},
                     {"reason", decided.reason}};
        });
    }
}

json::object What::view() {
    show_case();
    show_cells();
    show_steps();
    show_units();
    show_rows();
    show_office();
    show_doubts();
    return std::move(view_);
}

}  // namespace

json::object what_view(const Act& act) {
    auto reading = read_act(act);
    return reading ? What(*reading).view() : json::object{};
}

json::object act_view(const Sight& sight, const HistoryItem& item) {
    const Header& header = item.act.header;
    auto reading = read_act(item.act);
    json::object view = person_view(sight.now, header.post);
    view["act"] = header.id.hex();
    view["kind"] = reading ? name_of(reading->kind) : "unreadable";
    view["at"] = sight.time(header.times.claimed_ms);
    view["received"] = item.entry ? sight.time(item.entry->received_ms) : json::value();
    view["number"] = item.entry ? json::value(item.entry->number) : json::value();
    view["outcome"] = item.entry ? json::value(name_of(item.entry->outcome)) : json::value();
    view["reason"] = item.entry ? json::value(name_of(item.entry->reason)) : json::value();
    view["state"] = item.entry ? "committed" : "tentative";
    view["what"] = what_view(item.act);
    return view;
}

}  // namespace luring
