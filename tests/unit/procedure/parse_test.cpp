#include "core/procedure/parse.h"

#include "core/base/codec.h"
#include "core/procedure/check.h"
#include "tests/unit/procedure/sop_files.h"

namespace luring {
namespace {

using namespace sop_files;

using Codes = std::vector<std::pair<std::string, std::string>>;

Codes codes_and_paths(const std::vector<Complaint>& complaints) {
    Codes codes;
    for (const Complaint& complaint : complaints) {
        codes.emplace_back(complaint.code, complaint.path);
    }
    return codes;
}

TEST_CASE("the SOP of Kintom is accepted with its gaps flagged", "[procedure]") {
    std::vector<Complaint> complaints;
    REQUIRE(procedure_from_json(correction_text(), complaints).has_value());
    CHECK(only(false, complaints).empty());
    CHECK(codes_and_paths(complaints) ==
          Codes{
              {"unknown_number", "/identity/nomor"},
              {"unknown_date", "/identity/tanggal_pembuatan"},
              {"unknown_date", "/identity/tanggal_revisi"},
              {"unknown_date", "/identity/tanggal_efektif"},
              {"legal_basis_revoked", "/identity/dasar_hukum/0/status"},
              {"legal_basis_unchecked", "/identity/dasar_hukum/3/status"},
              {"legal_basis_unchecked", "/identity/dasar_hukum/4/status"},
              {"legal_basis_unchecked", "/identity/dasar_hukum/5/status"},
              {"return_without_diamond", "/steps/5/returns"},
              {"return_without_diamond", "/steps/8/returns"},
          });
}

TEST_CASE("a second SOP of another shape is accepted", "[procedure]") {
    std::vector<Complaint> complaints;
    REQUIRE(procedure_from_json(business_text(), complaints).has_value());
    CHECK(codes_and_paths(complaints) == Codes{{"return_without_diamond", "/steps/3/returns"}});
}

TEST_CASE("an SOP that is read and written again is the same file", "[procedure][golden]") {
    CHECK(json_from(correction()) == correction_text());
    CHECK(json_from(business()) == business_text());
}

TEST_CASE("everything the form holds reaches the procedure", "[procedure]") {
    const Procedure sop = business();
    CHECK(sop.id == "surat-keterangan-usaha");
    CHECK(sop.version == 1);
    CHECK(sop.identity.nomor == "000/CONTOH/2026");
    CHECK(sop.identity.tanggal_efektif == Date{2026, 7, 1});
    CHECK(sop.identity.disahkan_oleh.nama == "Ruslan Contoh, S.Sos");
    CHECK(sop.lanes.size() == 3);
    const Step& third = sop.steps[2];
    CHECK(third.responsible == "kepala_seksi");
    CHECK(third.participants == std::vector<std::string>{"pelaksana"});
    CHECK(third.symbols ==
          std::vector<LaneSymbol>{{"kepala_seksi", Symbol::diamond}, {"pelaksana", Symbol::box}});
    CHECK(third.minutes == 60);
    CHECK(third.printed_unit == TimeUnit::hour);
    CHECK(third.act == Duty::paraf);
    CHECK(third.output_kind == OutputKind::paraf_sheet);
    CHECK(third.returns == std::vector<Return>{{2, "Tidak", ReturnScope::whole_case}});
    CHECK(sop.steps[3].keterangan == "Diserahkan kepada pemohon");
}

TEST_CASE("optional fields of every kind survive reading and writing", "[procedure]") {
    const Procedure sop = correction();
    CHECK(sop.steps[0].may_end == Ending::no_error_found);
    CHECK(sop.steps[1].ordered_by == "camat");
    CHECK(sop.steps[1].may_end == Ending::findings_not_proven);
    CHECK(sop.steps[5].handed_by == "kepala_seksi_lurah");
    CHECK(sop.steps[5].per_unit);
    CHECK(sop.steps[6].joins == std::vector<std::int32_t>{4, 5, 6});
    CHECK_FALSE(sop.steps[6].act.has_value());
    CHECK_FALSE(sop.identity.tanggal_efektif.has_value());
    CHECK(sop.substitutes.size() == 4);
}

TEST_CASE("an SOP version travels as canonical bytes and comes out the same", "[procedure]") {
    for (const Procedure& sop : {correction(), business()}) {
        const Bytes bytes = encode(sop);
        CHECK(bytes.size() < procedure_bytes_max);
        const auto again = decode<Procedure>(bytes);
        REQUIRE(again);
        CHECK(*again == sop);
        CHECK(encode(*again) == bytes);
        CHECK(hash_of(*again) == hash_of(sop));
    }
    CHECK_FALSE(hash_of(correction()) == hash_of(business()));
    // Offices hold versions under this hash: it may never change for the same content.
    CHECK(hash_of(correction()).hex() ==
          "351ca9723c2b36a504d6c482658c00ba228294d489a1099e66d3be4d5705eb5f");
    Procedure changed = correction();
    changed.steps[8].minutes += 1;
    CHECK_FALSE(hash_of(changed) == hash_of(correction()));
}

TEST_CASE("an SOP in a format of a newer app is refused, not misread", "[procedure]") {
    Procedure newer = correction();
    Bytes bytes = encode(newer);
    bytes[0] = 2 << 1;  // the format comes first, zig-zag
    CHECK_FALSE(decode<Procedure>(bytes));
    CHECK_FALSE(decode<Procedure>(ByteView(bytes).first(bytes.size() / 2)));
}

TEST_CASE("a file that is no JSON is refused at its line", "[procedure]") {
    expect_error(correction_text(),
                 {"syntax",
                  "",
                  "syntax error",
                  {{"\"lanes\"", "\"nama\": \"Camat\",", "@\"nama\" \"Camat\","}}});
}

TEST_CASE("a field that is missing is named", "[procedure]") {
    const std::string text = correction_text();
    const std::vector<Mistake> mistakes{
        {"field_missing",
         "/id",
         "",
         {{"", "{\n", "@{\n"}, {"", " \"id\": \"perbaikan-data-kinerja\",\n", ""}}},
        {"field_missing",
         "/identity/judul",
         "",
         {{"", "\"judul\": \"Mekanisme Perbaikan Data Kinerja\"", "@\"judul\": \"\""}}},
        {"field_missing",
         "/steps/2/uraian",
         "",
         {{"", "{\n   \"no\": 3,", "@{\n   \"no\": 3,"},
          {"\"no\": 3", "\"uraian\"", "\"uraian_lama\""}}},
        {"field_missing",
         "/steps/2/simbol",
         "",
         {{"", "{\n   \"no\": 3,", "@{\n   \"no\": 3,"},
          {"\"no\": 3", "\"simbol\"", "\"simbol_lama\""}}},
        {"field_missing",
         "/steps/3/waktu/satuan_cetak",
         "",
         {{"\"no\": 4", "\"waktu\": {\n    \"menit\": 480,\n    \"satuan_cetak\": \"menit\"",
           "@\"waktu\": {\n    \"menit\": 480"}}},
        {"field_missing",
         "/lanes/1/nama",
         "",
         {{"", "\"nama\": \"Sekretaris\"", "@\"nama\": null"}}},
        {"field_missing",
         "/substitutes/0/then",
         "",
         {{"\"substitutes\"", "[\n    \"kasubag\",\n    \"sekretaris\"\n   ]", "@[]"}}},
    };
    for (const Mistake& mistake : mistakes) expect_error(text, mistake);
}

TEST_CASE("a field of another type is named with the type it should have", "[procedure]") {
    const std::string text = correction_text();
    const std::vector<Mistake> mistakes{
        {"field_type",
         "/steps/3/waktu/menit",
         "bilangan bulat",
         {{"\"no\": 4", "\"menit\": 480", "@\"menit\": \"480\""}}},
        {"field_type",
         "/steps/3/waktu/menit",
         "bilangan bulat",
         {{"\"no\": 4", "\"menit\": 480", "@\"menit\": 480.5"}}},
        {"field_type",
         "/steps/3/per_unit",
         "true/false",
         {{"\"no\": 4", "\"per_unit\": true", "\"per_unit\": @\"ya\""},
          {"\"no\": 5", "\"per_unit\": true,", ""},
          {"\"no\": 5", "\"scope\": \"same_unit\"", "\"scope\": \"case\""},
          {"\"no\": 6", "\"per_unit\": true,", ""},
          {"\"no\": 6", "\"scope\": \"same_unit\"", "\"scope\": \"case\""},
          {"\"no\": 7", "\"joins\": [\n    4,\n    5,\n    6\n   ],", ""},
          {"\"no\": 8", "\"scope\": \"named_units\"", "\"scope\": \"case\""}}},
        {"field_type",
         "/identity/peralatan",
         "daftar",
         {{"\"peralatan\"",
           "[\n   \"Peraturan perundang-undangan yang berlaku dan terkait dengan RENSTRA\",\n"
           "   \"Data dan informasi yang terkait dengan pelaksanaan program\",\n"
           "   \"Alat tulis kantor\",\n   \"Komputer/laptop\",\n   \"Printer\",\n"
           "   \"Data Kinerja\"\n  ]",
           "@\"komputer\""}}},
        {"field_type",
         "/identity/keterkaitan/1",
         "teks",
         {{"\"keterkaitan\"", "\"SOP penyusunan Penetapan Kinerja (TAPKIN)\"", "@7"}}},
        {"field_type",
         "/steps/0/waktu",
         "objek",
         {
             {"\"no\": 1,", "{\n    \"menit\": 120,\n    \"satuan_cetak\": \"menit\"\n   }",
              "@120"},
         }},
    };
    for (const Mistake& mistake : mistakes) expect_error(text, mistake);
}

TEST_CASE("all mistakes of a file are told at once, in order of lines", "[procedure]") {
    const std::string text = edited(
        correction_text(),
        {{"", "\"format\": 1", "\"format\": 7"},
         {"", "\"tanggal_revisi\": null", "\"tanggal_revisi\": \"2026-02-30\""},
         {"\"no\": 1,", "{\n    \"menit\": 120,\n    \"satuan_cetak\": \"menit\"\n   }", "120"},
         {"\"no\": 3,", "\"kotak\"", "\"segitiga\""},
         {"\"no\": 9,", "\"to\": 8", "\"to\": 18"},
         {"\"substitutes\"", "\"step\": 9", "\"step\": 90"}});
    std::vector<Complaint> complaints;
    CHECK_FALSE(procedure_from_json(text, complaints).has_value());
    CHECK(codes_and_paths(only(false, complaints)) ==
          Codes{{"format_unknown", "/format"},
                {"date_invalid", "/identity/tanggal_revisi"},
                {"field_type", "/steps/0/waktu"},
                {"symbol_unknown", "/steps/2/simbol/kepala_seksi_lurah"},
                {"return_unknown_step", "/steps/8/returns/0/to"},
                {"substitute_unknown_step", "/substitutes/1/step"}});
    CHECK(std::is_sorted(complaints.begin(), complaints.end(),
                         [](const Complaint& a, const Complaint& b) { return a.line < b.line; }));
}

TEST_CASE("a file without steps or lanes is told so, once", "[procedure]") {
    std::vector<Complaint> complaints;
    CHECK_FALSE(procedure_from_json("[]", complaints).has_value());
    CHECK(has_error(complaints));
    complaints.clear();
    CHECK_FALSE(procedure_from_json("{}", complaints).has_value());
    const Codes codes = codes_and_paths(complaints);
    for (const char* path : {"/id", "/identity", "/lanes", "/steps"}) {
        const std::pair<std::string, std::string> missing("field_missing", path);
        CHECK(std::count(codes.begin(), codes.end(), missing) == 1);
    }
}

TEST_CASE("a misspelt key is pointed out instead of being dropped in silence", "[procedure]") {
    expect_warning(correction_text(), {"field_unknown",
                                       "/steps/1/keterangn",
                                       "keterangn",
                                       {{"\"no\": 2", "\"keterangan\"", "@\"keterangn\""}}});
}

}  // namespace
}  // namespace luring
