#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "core/act/rows.h"
#include "core/case/commands_administration.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "core/case/erasure.h"
#include "core/case/stand_in.h"
#include "tests/unit/case/story.h"

using namespace luring;

namespace {

const Scope kintom = "unit/kintom";
const Scope mendono = "unit/mendono";
const std::string rows_entity = data_entity(story_period);

Row imported_row(const std::string& unit, const std::string& who) {
    for (const Row& row : story_rows()) {
        if (row.id == row_of(unit, who)) return row;
    }
    FAIL("no such row");
    return {};
}

RowItem row_item(const State& state, const Scope& scope, const RowId& row) {
    return find_item<RowItem>(state, {rows_entity, scope}, row_key(row)).value_or(RowItem{});
}

std::uint64_t version_of(const Story& story) {
    return period(story.state(), story_period).version;
}

// Everything in one act: the story's rows are few.
Verdict imports(Story& story, const std::vector<Row>& rows, const std::string& name,
                const std::string& as = post::kasubag_evlap) {
    const auto acts = import_proposals(rows, OfficeLog::id_of<ImportTag>(name));
    REQUIRE(acts.size() == 1);
    return story.does(as, acts.front());
}

bool holds_text(const State& state, std::string_view text) {
    bool is_found = false;
    for (const Place& place : state.places()) {
        state.scan(place, "", [&](std::string_view, ByteView value) {
            if (text_of(value).find(text) != std::string_view::npos) is_found = true;
        });
    }
    return is_found;
}

std::vector<Act> acts_touching(const OfficeLog& log, const Scope& scope) {
    std::vector<Act> acts;
    for (const Logged& logged : log.entries()) {
        if (logged.act.find_part(scope) != nullptr) acts.push_back(logged.act);
    }
    return acts;
}

Erasing erasing_of(const Story& story, const std::string& unit, const RowId& row) {
    return erase_rows(story.state(), story_period, unit, {row}, "permintaan yang bersangkutan",
                      acts_touching(story.log, unit_scope(unit)));
}

// Carries an erasure out: the act, and then the values in the truth.
void erase(Story& story, const std::string& unit, const RowId& row) {
    const Erasing erasing = erasing_of(story, unit, row);
    REQUIRE(erasing.acts.size() == 1);
    story.must(post::kasubag_evlap, erasing.acts.front());
    const auto erased = decode_versioned<RowsErased>(erasing.acts.front().payloads.front().second);
    REQUIRE(erased);
    for (const StandIn& stand_in : erased->stand_ins) {
        story.log.replace_body(stand_in.act, unit_scope(unit), stand_in.body);
    }
}

}  // namespace

TEST_CASE("the same file imported twice changes nothing", "[case][rows]") {
    Story story;
    const std::uint64_t version = version_of(story);
    const Hash before = state_hash(story.state(), {rows_entity, kintom});
    const Verdict verdict = imports(story, story_rows(), "again", post::camat);
    REQUIRE(verdict.outcome == Outcome::applied);
    REQUIRE(count_effects(verdict, EffectKind::row_kept) == story_rows().size());
    REQUIRE_FALSE(has_effect(verdict, EffectKind::rows_set));
    REQUIRE(version_of(story) == version);
    REQUIRE(state_hash(story.state(), {rows_entity, kintom}) == before);
    story.require_agreement();
}

TEST_CASE("a changed row is set, and a cell on it is given back with the new semula",
          "[case][rows]") {
    Story story;
    story.at_step(4);
    const ActId typed = story.correct("kintom", "1", "realisasi", "11");
    story.correct("kintom", "2", "realisasi", "9");
    const std::uint64_t version = version_of(story);
    Row row = imported_row("kintom", "1");
    row.put(Column::realisasi, "8");
    const Verdict verdict = imports(story, {row, imported_row("kintom", "2")}, "newer");
    REQUIRE(verdict.outcome == Outcome::applied);
    REQUIRE(has_effect(verdict, EffectKind::rows_set, row.id.hex()));
    REQUIRE(has_effect(verdict, EffectKind::row_kept, row_of("kintom", "2").hex()));
    REQUIRE(count_effects(verdict, EffectKind::cell_rebased) == 1);
    REQUIRE(version_of(story) == version + 1);
    REQUIRE(row_item(story.state(), kintom, row.id).version == version + 1);
    story.require_cell("kintom", "1", "realisasi", [&](const CellItem& cell) {
        CHECK(cell.semula.at("realisasi") == "8");
        REQUIRE(cell.current.size() == 1);
        CHECK(cell.current.front().act == typed);
    });
    CHECK(story.cell("kintom", "2", "realisasi").semula.at("realisasi") == "10");
}

TEST_CASE("a file imported again does not undo what was signed", "[case][rows]") {
    Story story({"kintom"});
    story.at_step(4);
    story.correct("kintom", "1", "realisasi", "11");
    story.sign_off();
    const RowId id = row_of("kintom", "1");
    REQUIRE(row_item(story.state(), kintom, id).row.at(Column::realisasi) == "11");
    const std::uint64_t version = version_of(story);
    (void)imports(story, story_rows(), "again");
    REQUIRE(version_of(story) == version);
    Row row = imported_row("kintom", "1");
    row.put(Column::indikator, "Jumlah laporan bulanan");
    REQUIRE(imports(story, {row}, "one cell is new").outcome == Outcome::applied);
    const RowItem item = row_item(story.state(), kintom, id);
    CHECK(item.row.at(Column::realisasi) == "11");
    CHECK(item.row.at(Column::indikator) == "Jumlah laporan bulanan");
    row.put(Column::realisasi, "12");
    (void)imports(story, {row}, "the office typed it anew");
    CHECK(row_item(story.state(), kintom, id).row.at(Column::realisasi) == "12");
    story.require_agreement();
}

TEST_CASE("only the leadership imports, and only what belongs to the period", "[case][rows]") {
    Story story;
    Row row = imported_row("kintom", "1");
    row.put(Column::realisasi, "8");
    auto acts = import_proposals({row}, OfficeLog::id_of<ImportTag>("x"));
    const Verdict by_head = story.does(post::lurah_kintom, acts.front());
    REQUIRE(by_head.reason == Reason::not_permitted);
    REQUIRE(by_head.rule == "kasubag_evlap");
    acts.front().entity = data_entity("2026-S2");
    REQUIRE(story.does(post::camat, acts.front()).reason == Reason::invalid_value);
    acts = import_proposals({row, row}, OfficeLog::id_of<ImportTag>("y"));
    REQUIRE(story.does(post::camat, acts.front()).rule == "row_duplicate");
    row.put(Column::unit, "nowhere");
    REQUIRE(imports(story, {row}, "z", post::camat).reason == Reason::outside_scope);
    acts = import_proposals({imported_row("kintom", "1")}, OfficeLog::id_of<ImportTag>("w"));
    acts.front().payloads.front().first = "unit/mendono";
    REQUIRE(story.does(post::camat, acts.front()).rule == "unit_unknown");
}

TEST_CASE("a closed period takes no more rows", "[case][rows]") {
    Story story({"kintom"});
    const std::string reason = "semester berakhir";
    story.open();
    REQUIRE(story.does(post::camat, close_period(story.state(), story_period, reason)).rule ==
            "cases_running");
    story.must(post::camat, cancel_case(story.state(), story.id, "salah periode"));
    story.must(post::camat, close_period(story.state(), story_period, reason));
    const ActId closed = story.log.last();
    Row row = imported_row("kintom", "1");
    row.put(Column::realisasi, "8");
    const Verdict verdict = imports(story, {row}, "late");
    REQUIRE(verdict.reason == Reason::period_closed);
    REQUIRE(verdict.about == closed);
}

TEST_CASE("undoing an import takes away what it made and nobody used", "[case][rows]") {
    Story story;
    Row made = imported_row("kintom", "1");
    made.id = OfficeLog::id_of<RowTag>("made");
    made.put(Column::rhk, "Rencana lain");
    Row changed = imported_row("kintom", "2");
    changed.put(Column::realisasi, "7");
    (void)imports(story, {made, changed}, "second");
    const ImportId import = OfficeLog::id_of<ImportTag>("second");
    const Intended undo = undo_import(story.state(), import, "salah berkas");
    REQUIRE(story.does(post::camat, undo).rule == "kasubag_evlap");
    const Verdict verdict = story.does(post::kasubag_evlap, undo);
    // What the row said before is known to nobody any more, so it stays.
    REQUIRE(verdict.outcome == Outcome::needs_attention);
    REQUIRE(verdict.reason == Reason::gone);
    REQUIRE(has_effect(verdict, EffectKind::row_removed, made.id.hex()));
    REQUIRE(has_effect(verdict, EffectKind::row_kept, changed.id.hex()));
    REQUIRE_FALSE(story.state().find({rows_entity, kintom}, row_key(made.id)));
    REQUIRE(row_item(story.state(), kintom, changed.id).row.at(Column::realisasi) == "7");
    REQUIRE(undo_import(story.state(), import, "lagi").refusal().reason == Reason::already_done);
    REQUIRE(story.does(post::kasubag_evlap, undo).reason == Reason::already_done);
    story.require_agreement();
}

TEST_CASE("undoing an import leaves rows a case or a signature touched", "[case][rows]") {
    Story story({"kintom"});
    story.at_step(4);
    ImportId import;
    for (const auto& [key, item] : items_of<ImportItem>(story.state(), office_place(), "import/")) {
        import = id_from_hex<ImportTag>(key.substr(7)).value();
    }
    const Verdict verdict =
        story.does(post::kasubag_evlap, undo_import(story.state(), import, "salah berkas"));
    REQUIRE(verdict.outcome == Outcome::needs_attention);
    REQUIRE(count_effects(verdict, EffectKind::row_kept) == 1);
    REQUIRE(has_effect(verdict, EffectKind::row_kept, row_of("kintom", "1").hex()));
    REQUIRE(count_effects(verdict, EffectKind::row_removed) == story_rows().size() - 1);
}

TEST_CASE("a row moves with its values, and what was typed in the old unit is set aside",
          "[case][rows]") {
    Story story;
    story.at_step(4);
    const ActId typed = story.correct("kintom", "1", "realisasi", "11");
    const RowId id = row_of("kintom", "1");
    const Intended moving =
        move_row(story.state(), story_period, id, "mendono", "pindah tugas 1 November");
    REQUIRE(story.does(post::lurah_kintom, moving).outcome == Outcome::refused);
    story.must(post::kasubag_evlap, moving);
    const ActId moved = story.log.last();
    REQUIRE(row_item(story.state(), kintom, id).moved_to == "mendono");
    REQUIRE(row_item(story.state(), kintom, id).row.cells.empty());
    REQUIRE(row_item(story.state(), mendono, id).row.at(Column::unit) == "mendono");
    story.require_cell("kintom", "1", "realisasi", [&](const CellItem& cell) {
        CHECK(cell.current.empty());
        REQUIRE(cell.unused.size() == 1);
        CHECK(cell.unused.front().act == typed);
    });
    const Verdict again = story.does(post::kasubag_evlap, moving);
    REQUIRE(again.reason == Reason::row_moved);
    REQUIRE(again.about == moved);
    // The file still names the old unit: that is told, and the row stays where it was moved.
    const Verdict imported = imports(story, story_rows(), "again");
    REQUIRE(imported.outcome == Outcome::needs_attention);
    REQUIRE(imported.reason == Reason::row_moved);
    REQUIRE(imported.rule == "mendono");
    REQUIRE(row_item(story.state(), kintom, id).moved_to == "mendono");
    story.must(post::camat, move_row(story.state(), story_period, id, "kintom", "batal pindah"));
    REQUIRE(row_item(story.state(), kintom, id).row.at(Column::unit) == "kintom");
    REQUIRE(row_item(story.state(), mendono, id).moved_to == "kintom");
    story.require_agreement();
}

TEST_CASE("a row does not move with values that are not its own any more", "[case][rows]") {
    Story story;
    const RowId id = row_of("kintom", "1");
    const Intended moving = move_row(story.state(), story_period, id, "mendono", "pindah tugas");
    Row row = imported_row("kintom", "1");
    row.put(Column::realisasi, "8");
    (void)imports(story, {row}, "newer");
    REQUIRE(story.does(post::kasubag_evlap, moving).reason == Reason::content_differs);
    REQUIRE(move_row(story.state(), story_period, id, "kintom", "pindah").refusal().reason ==
            Reason::already_done);
}

TEST_CASE("an import travels in acts of a size a slow line can take", "[case][rows]") {
    const Row templates[] = {imported_row("kintom", "1"), imported_row("mendono", "1")};
    std::vector<Row> rows;
    for (int i = 0; i < 1200; ++i) {
        Row row = templates[i % 2];
        row.put(Column::rhk, "Rencana " + std::to_string(i));
        row.id = row_id_from(OfficeLog::terms().salt, key_of(row));
        rows.push_back(row);
    }
    Story story;
    const auto acts = import_proposals(rows, OfficeLog::id_of<ImportTag>("large"));
    REQUIRE(acts.size() > 1);
    std::set<RowId> seen;
    for (const Proposal& act : acts) {
        std::size_t bytes = 0;
        for (const auto& payload : act.payloads) {
            bytes += payload.second.size();
            REQUIRE(payload.second.size() < part_body_bytes_max - 100);
            if (payload.first == office_scope) continue;
            const auto imported = decode_versioned<ImportedRows>(payload.second);
            for (const Row& row : imported->rows) seen.insert(row.id);
        }
        REQUIRE(bytes <= import_act_bytes_max + 1024);
        story.must(post::kasubag_evlap, act);
    }
    REQUIRE(seen.size() == rows.size());
    const auto import = find_item<ImportItem>(story.state(), office_place(),
                                              import_key(OfficeLog::id_of<ImportTag>("large")));
    REQUIRE(import->rows == 1200);
    REQUIRE(import->chunks_seen == import->chunks);
}

TEST_CASE("an erased row is the same whether or not its values are still in the log",
          "[case][rows][erasure]") {
    Story story({"kintom"});
    story.sign_off();
    const RowId id = row_of("kintom", "1");
    const Hash leaf = story.review("kintom", "1").leaf;
    const Salt salt = story.review("kintom", "1").salt;
    REQUIRE_FALSE(salt.is_none());
    const Hash node = story.unit("kintom").node;
    REQUIRE_FALSE(leaf.is_none());
    REQUIRE(holds_text(story.state(), "realisasi tidak sesuai laporan"));
    const std::string name = imported_row("kintom", "1").at(Column::rhk);
    erase(story, "kintom", id);
    const RowItem item = row_item(story.state(), kintom, id);
    REQUIRE(item.erased);
    REQUIRE(item.row.cells.empty());
    REQUIRE(story.cell("kintom", "1", "realisasi").erased);
    REQUIRE(story.cell("kintom", "1", "realisasi").current.empty());
    REQUIRE(story.review("kintom", "1").leaf == leaf);
    REQUIRE(story.review("kintom", "1").is_approved());
    REQUIRE(story.review("kintom", "1").salt.is_none());
    REQUIRE(node_of(story.state(), story.entity(), "kintom") == node);
    REQUIRE_FALSE(holds_text(story.state(), name));
    REQUIRE_FALSE(holds_text(story.state(), "realisasi tidak sesuai laporan"));
    for (const Logged& logged : story.log.entries()) {
        for (const Part& part : logged.act.parts) {
            REQUIRE(text_of(part.body).find(name) == std::string_view::npos);
            REQUIRE(text_of(part.body).find("realisasi tidak sesuai") == std::string_view::npos);
            REQUIRE(text_of(part.body).find(text_of(salt.view())) == std::string_view::npos);
        }
    }
    // `require_agreement` folds anew from the log, whose parts are destroyed by now.
    story.require_agreement();
}

TEST_CASE("an erased row never comes back by an import", "[case][rows][erasure]") {
    Story story;
    const RowId id = row_of("kintom", "1");
    erase(story, "kintom", id);
    Row row = imported_row("kintom", "1");
    row.put(Column::realisasi, "8");
    const Verdict verdict = imports(story, {row}, "again");
    REQUIRE(verdict.outcome == Outcome::applied);
    REQUIRE(has_effect(verdict, EffectKind::row_kept, id.hex()));
    REQUIRE(row_item(story.state(), kintom, id).row.cells.empty());
    REQUIRE(move_row(story.state(), story_period, id, "mendono", "pindah").refusal().reason ==
            Reason::gone);
    REQUIRE(story.does(post::camat, erasing_of(story, "mendono", id).acts.front()).outcome ==
            Outcome::applied);
}

TEST_CASE("an erasure may not rewrite what is said of others", "[case][rows][erasure]") {
    Story story;
    const RowId id = row_of("kintom", "1");
    Proposal act = erasing_of(story, "kintom", id).acts.front();
    auto erased = decode_versioned<RowsErased>(act.payloads.front().second).value();
    REQUIRE(erased.stand_ins.size() == 1);
    auto body = decode<PartBody>(erased.stand_ins.front().body).value();
    auto rows = decode_versioned<ImportedRows>(body.payload).value();
    REQUIRE(rows.rows.size() == 3);
    rows.rows.front().put(Column::realisasi, "99");
    body.payload = encode(rows);
    erased.stand_ins.front().body = encode(body);
    act.payloads.front().second = encode(erased);
    REQUIRE(story.does(post::camat, act).reason == Reason::content_differs);
    REQUIRE(erase_rows(story.state(), story_period, "kintom", {id}, "", {}).refusal.reason ==
            Reason::reason_missing);
    REQUIRE(story.does(post::lurah_kintom, erasing_of(story, "kintom", id).acts.front()).reason ==
            Reason::not_permitted);
}
