// Clashes are what two people did without knowing of each other: the later entry's author had not
// seen the earlier entry.
#include "core/act/correction.h"
#include "core/act/rows.h"
#include "core/act/step.h"
#include "tests/sim/coverage.h"

namespace luring::sim {

namespace {

template <class T>
T payload_of(const PartBody& body) {
    auto payload = decode_versioned<T>(body.payload);
    return payload ? payload.value() : T{};
}

bool meets(const std::set<std::string>& a, const std::set<std::string>& b) {
    for (const std::string& item : a) {
        if (b.count(item) != 0) return true;
    }
    return false;
}

bool is_applied(Outcome outcome) {
    return outcome == Outcome::applied || outcome == Outcome::applied_with_conflict;
}

bool is_work_of_unit(Kind kind) {
    return kind == Kind::corrected || kind == Kind::step_completed || kind == Kind::rows_reviewed;
}

}  // namespace

void LogCoverage::see(const Delivered& entry) {
    if (!entry.entry || !entry.act) return;
    const Entry& said = *entry.entry;
    coverage_.count(name_for(said.outcome));
    if (said.reason != Reason::none) coverage_.count(name_for(said.reason));
    Seen now;
    now.number = entry.number;
    now.device = entry.act->header.writer.device;
    now.outcome = said.outcome;
    for (const Part& part : entry.act->parts) {
        auto body = body_of(part);
        if (!body) continue;
        now.kind = body->kind;
        now.entity = body->entity;
        if (const auto unit = unit_of_scope(part.scope)) now.units.insert(*unit);
        see_edge(entry, *body);
        if (body->kind == Kind::corrected) {
            for (const CellCorrection& cell : payload_of<Corrected>(*body).cells) {
                now.cells.insert(cell.row.hex() + "/" + cell.group);
                now.rows.insert(cell.row.hex());
            }
        } else if (body->kind == Kind::rows_reviewed) {
            for (const RowReview& row : payload_of<RowsReviewed>(*body).rows) {
                now.rows.insert(row.row.hex());
                now.returned_row = now.returned_row || !row.approved;
            }
        } else if (body->kind == Kind::row_moved) {
            now.rows.insert(payload_of<RowMoved>(*body).row.hex());
        } else if (body->kind == Kind::step_completed) {
            now.units.insert(payload_of<StepCompleted>(*body).unit);
        } else if (body->kind == Kind::step_returned) {
            for (const std::string& unit : payload_of<StepReturned>(*body).units) {
                now.units.insert(unit);
            }
        }
    }
    see_clash(now, entry, entry.act->header.seen);
    past_.push_back(std::move(now));
}

void LogCoverage::see_edge(const Delivered& entry, const PartBody& body) {
    if (!is_applied(entry.entry->outcome)) return;
    if (body.kind == Kind::step_returned) {
        const auto returned = payload_of<StepReturned>(body);
        coverage_.count("edge/" + std::to_string(returned.step) + "-to-" +
                        std::to_string(returned.to));
    }
    if (body.kind == Kind::case_reopened && payload_of<CaseMoved>(body).step == 2) {
        coverage_.count("edge/reopen-at-2");
    }
    if (body.kind == Kind::case_opened) running_.insert(body.entity);
    if (body.kind == Kind::recapped) recapped_[body.entity] = true;
    if (body.kind == Kind::case_signed) {
        const bool is_main = recapped_.count(body.entity) != 0;
        coverage_.count(is_main ? "end/signed" : "end/second-sop-signed");
        running_.erase(body.entity);
    }
}

void LogCoverage::see_clash(const Seen& now, const Delivered& entry, std::uint64_t seen_until) {
    const Reason reason = entry.entry->reason;
    if (reason == Reason::mandate_in_doubt) {
        coverage_.count("clash/06-mandate-ended-before-receipt");
    }
    if (reason == Reason::device_revoked) coverage_.count("clash/08-phone-replaced");
    const bool is_taken_in = now.kind == Kind::unit_taken_in && recapped_.count(now.entity) != 0 &&
                             is_applied(now.outcome);
    if (reason == Reason::unit_late || is_taken_in) coverage_.count("clash/07-unit-late");
    const bool is_publication =
        now.kind == Kind::calendar_published || now.kind == Kind::procedure_published;
    if (is_publication && is_applied(now.outcome) && !running_.empty()) {
        coverage_.count("clash/10-new-sop-or-calendar");
    }
    for (const Seen& past : past_) {
        if (past.number <= seen_until || past.device == now.device) continue;
        const bool same_unit = past.entity == now.entity && meets(past.units, now.units);
        const bool one_returned = past.kind == Kind::step_returned || past.returned_row ||
                                  now.returned_row || now.kind == Kind::step_returned;
        const bool one_corrected = past.kind == Kind::corrected || now.kind == Kind::corrected;
        if (same_unit && one_returned && one_corrected && is_applied(past.outcome)) {
            coverage_.count("clash/01-corrected-while-returned");
        }
        const bool both_corrected = past.kind == Kind::corrected && now.kind == Kind::corrected;
        if (both_corrected && past.entity == now.entity && meets(past.cells, now.cells) &&
            now.outcome == Outcome::applied_with_conflict) {
            coverage_.count("clash/02-same-cell-two-values");
        }
        if (same_unit && past.kind == Kind::corrected && reason == Reason::content_differs) {
            coverage_.count("clash/03-approved-a-replaced-version");
        }
        const bool was_ended =
            past.kind == Kind::case_cancelled || past.kind == Kind::case_reopened;
        if (was_ended && past.entity == now.entity && is_applied(past.outcome) &&
            is_work_of_unit(now.kind)) {
            coverage_.count("clash/04-cancelled-or-reopened-meanwhile");
        }
        const bool one_moved = past.kind == Kind::row_moved || now.kind == Kind::row_moved;
        if (one_moved && one_corrected && meets(past.rows, now.rows)) {
            coverage_.count("clash/05-row-moved-meanwhile");
        }
    }
}

}  // namespace luring::sim
