#include "core/dataset/import.h"

#include <catch2/catch.hpp>
#include <set>

#include "core/dataset/diff.h"
#include "tests/unit/dataset/sample.h"

using namespace luring;

TEST_CASE("the sample data set is taken whole, twice with the same result", "[dataset]") {
    const std::string text = file_text("tests/data/data-2026-s1.csv");
    const auto result = import_rows(text, kintom_terms());
    CHECK(result.rows.size() == 360);
    CHECK(result.lines_read == 360);
    CHECK(result.lines_refused.empty());
    CHECK(result.complaints.empty());
    CHECK(result.questions.empty());
    std::set<std::string> people;
    std::set<RowId> ids;
    for (const Row& row : result.rows) {
        people.insert(row.at(Column::nip));
        ids.insert(row.id);
        CHECK(row.cells.size() == all_columns().size());
    }
    CHECK(people.size() == 60);
    CHECK(ids.size() == 360);
    CHECK(result.rows.front().at(Column::realisasi) == "43.2");
    CHECK(result.row_lines.front() == 2);

    const auto again = import_rows(text, kintom_terms());
    CHECK(again.rows == result.rows);
    const auto diff = compare_rows(result.rows, again.rows);
    CHECK(diff.unchanged.size() == 360);
    CHECK((diff.added.empty() && diff.changes.empty() && diff.absent.empty()));
}

TEST_CASE("another office gives the same employee another id", "[dataset]") {
    Salt here;
    Salt there;
    there.bytes.fill(1);
    const RowKey key{"198401022007121007", "2026-S1", "Laporan", "waktu"};
    CHECK(row_id_from(here, key) == row_id_from(here, key));
    CHECK_FALSE(row_id_from(here, key) == row_id_from(there, key));
    CHECK_FALSE(employee_id_from(here, key.employee) == employee_id_from(there, key.employee));
    CHECK_FALSE(row_id_from(here, key) ==
                row_id_from(here, {key.employee, "2026-S1", "Lapor", "anwaktu"}));
}

TEST_CASE("good lines are taken although others are bad, each with its reason", "[dataset]") {
    const std::string good = "199603112019021001";
    std::string text = header_line + line_of(good, "12") + line_of("1,99603E+17", "12") +
                       line_of("199603112019021000", "12") + line_of("19960311201902100", "12") +
                       line_of("199613112019021001", "12");
    std::string other = line_of(good, "11", "kualitas");
    text += other.replace(0, 7, "2025-S2");
    other = line_of(good, "10", "waktu");
    text += other.replace(other.find("kintom"), 6, "batui");
    text +=
        line_of(good, "9", "biaya") + "2026-S1;" + good + ";cut\n" + line_of(good, "8;", "waktu");
    const auto result = import_rows(text, kintom_terms());
    REQUIRE(result.rows.size() == 1);
    CHECK(result.row_lines == std::vector<std::uint32_t>{2});
    CHECK(has_code(result, 3, "nip_excel_damaged"));
    CHECK(has_code(result, 4, "nip_excel_damaged"));
    CHECK(has_code(result, 5, "nip_length"));
    CHECK(has_code(result, 6, "nip_birth_date_invalid"));
    CHECK(has_code(result, 7, "period_mismatch"));
    CHECK(has_code(result, 8, "unit_unknown"));
    CHECK(has_code(result, 9, "aspek_unknown"));
    CHECK(has_code(result, 10, "cells_missing"));
    CHECK(has_code(result, 11, "cells_too_many"));
    CHECK(result.lines_refused.size() == 9);
    CHECK(result.lines_read == 10);
}

TEST_CASE("two versions of one row are both refused, the same line twice is taken once",
          "[dataset]") {
    const std::string nip = "199603112019021001";
    const auto result = import_rows(header_line + line_of(nip, "12") + line_of(nip, "11") +
                                        line_of(nip, "5", "waktu") + line_of(nip, "5", "waktu"),
                                    kintom_terms());
    CHECK(has_code(result, 2, "row_duplicate"));
    CHECK(has_code(result, 3, "row_duplicate"));
    CHECK(has_code(result, 5, "row_repeated"));
    CHECK(result.row_lines == std::vector<std::uint32_t>{4});
    CHECK(result.lines_refused == std::vector<std::uint32_t>{2, 3});
}

TEST_CASE("a paste of 500 rows with mixed decimals and broken NIPs applies nothing silently",
          "[dataset]") {
    std::string text = header_line;
    std::set<std::uint32_t> broken;
    std::set<std::uint32_t> unclear;
    for (std::uint32_t place = 0; place < 500; ++place) {
        const std::uint32_t line = place + 2;
        std::string nip =
            "19960311201902" + std::to_string(1000 + place).insert(0, "1").erase(1, 1);
        if (place % 10 == 3) nip = "1,99603E+17";
        if (place % 10 == 7) nip.replace(15, 3, "000");
        const char* realisasi = place % 5 == 0   ? "43,2"
                                : place % 5 == 1 ? "43.2"
                                : place % 5 == 2 ? "1.234"
                                                 : "12";
        if (place % 10 == 3 || place % 10 == 7 || place == 0) broken.insert(line);
        if (place % 5 <= 2) unclear.insert(line);
        text += line_of(nip, realisasi);
    }
    for (char& letter : text) letter = letter == ';' ? '\t' : letter;  // as Excel copies
    ImportTerms terms = kintom_terms();
    const auto result = import_rows(text, terms);
    std::set<std::uint32_t> seen(result.lines_refused.begin(), result.lines_refused.end());
    for (const std::uint32_t line : result.row_lines) {
        CHECK((broken.count(line) == 0 && unclear.count(line) == 0));
        CHECK(seen.insert(line).second);
    }
    CHECK(seen.size() == 500);
    REQUIRE(result.questions.size() == 1);
    CHECK(result.questions[0].code == "number_mixed");
    CHECK(result.questions[0].samples.size() == 3);
    CHECK(result.questions[0].lines_held == 300);
    for (const Row& row : result.rows) CHECK(row.at(Column::realisasi) == "12");
    for (const std::uint32_t line : broken) CHECK(has_code(result, line, "nip_excel_damaged"));

    terms.answers[Column::realisasi] = DecimalStyle::comma;
    const auto answered = import_rows(text, terms);
    CHECK(answered.questions.empty());
    CHECK(has_code(answered, 3, "number_malformed"));  // 43.2 is no number in that style
    for (const Row& row : answered.rows) {
        const std::string& value = row.at(Column::realisasi);
        CHECK((value == "43.2" || value == "1234" || value == "12"));
    }
}

TEST_CASE("numbers that a spreadsheet destroyed are refused, words are kept and told",
          "[dataset]") {
    const std::string nip = "199603112019021001";
    const auto result =
        import_rows(header_line + line_of(nip, "####") + line_of(nip, "1,2E+05", "kualitas") +
                        line_of(nip, "12 laporan", "waktu"),
                    kintom_terms());
    CHECK(has_code(result, 2, "number_excel_damaged"));
    CHECK(has_code(result, 3, "number_excel_damaged"));
    CHECK(has_code(result, 4, "number_is_text"));
    REQUIRE(result.rows.size() == 1);
    CHECK(result.rows[0].at(Column::realisasi) == "12 laporan");
}

TEST_CASE("columns are found by name, and a missing one refuses the file", "[dataset]") {
    const auto missing = import_rows("nip;nama\n1;2\n", kintom_terms());
    CHECK(missing.rows.empty());
    CHECK(has_code(missing, 1, "header_missing"));

    const std::string text =
        "Predikat;Rating Perilaku Kerja;Rating Hasil Kerja;Realisasi;Satuan;Target;Indikator;Aspek;"
        "Rencana Hasil Kerja;Unit Kerja;Nama Pegawai;NIP / NI PPPK;Catatan\n"
        "Baik;Di Atas Ekspektasi;Di Atas Ekspektasi;94,5%;%;90;Persentase;Kualitas;Laporan;"
        "Unit Mendono;Budi;'19960311 201902 1 001;x\n";
    const auto result = import_rows(text, kintom_terms());
    REQUIRE(result.rows.size() == 1);
    const Row& row = result.rows[0];
    CHECK(row.at(Column::nip) == "199603112019021001");
    CHECK(row.at(Column::unit) == "mendono");
    CHECK(row.at(Column::realisasi) == "94.5");
    CHECK(row.at(Column::rating_hasil) == "di atas");
    CHECK(row.period == "2026-S1");
    CHECK(has_code(result, 1, "header_unknown"));
    CHECK(has_code(result, 2, "predikat_differs"));
    CHECK(result.lines_refused.empty());
}

TEST_CASE("an import is cut into acts of one unit that fit", "[dataset]") {
    auto rows = import_rows(file_text("tests/data/data-2026-s1.csv"), kintom_terms()).rows;
    const auto small = split_for_acts(rows);
    CHECK(small.size() == 8);
    for (Row& row : rows) row.put(Column::indikator, std::string(text_bytes_max, 'a'));
    std::size_t count = 0;
    for (const RowBatch& batch : split_for_acts(rows)) {
        CHECK(encode(batch.rows).size() <= 64 * 1024);
        for (const Row& row : batch.rows) CHECK(row.at(Column::unit) == batch.unit);
        count += batch.rows.size();
    }
    CHECK(count == 360);
    const auto copy = decode<std::vector<Row>>(encode(small[0].rows));
    REQUIRE(copy.ok());
    CHECK(*copy == small[0].rows);
}

TEST_CASE("a file with a NIP put right meets the row that was corrected here", "[dataset]") {
    const auto first =
        import_rows(header_line + line_of("199603112019021001", "12"), kintom_terms());
    auto existing = first.rows;
    existing[0].put(Column::nip, "199603112019021002");
    const auto fixed =
        import_rows(header_line + line_of("199603112019021002", "11"), kintom_terms());
    const auto diff = compare_rows(existing, fixed.rows);
    CHECK(diff.added.empty());
    REQUIRE(diff.changes.size() == 1);
    CHECK(diff.changes[0] == CellChange{existing[0].id, Column::realisasi, "12", "11"});
    CHECK(compare_rows(existing, {}).absent.size() == 1);
}
