#include "core/procedure/check.h"

#include "core/procedure/flow.h"
#include "tests/unit/procedure/sop_files.h"

namespace luring {
namespace {

using namespace sop_files;

void expect_errors(const std::string& text, const std::vector<Mistake>& mistakes) {
    for (const Mistake& mistake : mistakes) expect_error(text, mistake);
}

void expect_warnings(const std::string& text, const std::vector<Mistake>& mistakes) {
    for (const Mistake& mistake : mistakes) expect_warning(text, mistake);
}

TEST_CASE("a lane nobody can act in is named", "[procedure]") {
    expect_errors(
        correction_text(),
        {{"lane_without_role",
          "/lanes/1/roles",
          "sekretaris",
          {{"\"nama\": \"Sekretaris\"", "\"roles\": [\n    \"sekretaris\"\n   ]",
            "@\"roles\": []"}}},
         {"lane_duplicate",
          "/lanes/5/id",
          "camat",
          {{"", "],\n \"steps\"",
            ",{ \"id\": @\"camat\", \"nama\": \"Camat\", \"roles\": [\"camat\"] }],\n \"steps\""}}},
         {"lane_unknown",
          "/steps/5/handed_by",
          "kepala_desa",
          {{"\"no\": 6,", "\"handed_by\": \"kepala_seksi_lurah\"",
            "@\"handed_by\": \"kepala_desa\""}}},
         {"lane_unknown",
          "/steps/1/ordered_by",
          "bupati",
          {{"\"no\": 2,", "\"ordered_by\": \"camat\"", "@\"ordered_by\": \"bupati\""}}},
         {"lane_unknown",
          "/steps/6/peserta/0",
          "pelaksna",
          {{"\"no\": 7,", "[\n    \"pelaksana\"\n   ]", "[@\"pelaksna\"]"}}},
         {"lane_unknown",
          "/steps/7/simbol/bupati",
          "bupati",
          {{"\"no\": 8,", "\"sekretaris\": \"ketupat\"",
            "\"sekretaris\": \"ketupat\", @\"bupati\": \"kotak\""}}},
         {"id_invalid",
          "/lanes/0/roles/0",
          "Camat Kintom",
          {{"\"roles\"", "\"camat\"", "@\"Camat Kintom\""}}}});
    expect_warnings(correction_text(),
                    {{"lane_unused",
                      "/lanes/5",
                      "arsip",
                      {{"", "],\n \"steps\"",
                        ",@{ \"id\": \"arsip\", \"nama\": \"Arsip\", \"roles\": [\"pelaksana\"] "
                        "}],\n \"steps\""}}},
                     {"role_unknown",
                      "/lanes/4/roles/0",
                      "operator",
                      {{"\"nama\": \"Pelaksana\"", "\"pelaksana\"", "@\"operator\""}}}});
}

TEST_CASE("a responsible lane that is unknown is named where it stands", "[procedure]") {
    const std::string text =
        edited(correction_text(), {{"\"no\": 4,", "\"pelaksana\"", "\"staf\""}});
    std::vector<Complaint> complaints;
    CHECK_FALSE(procedure_from_json(text, complaints).has_value());
    const auto errors = only(false, complaints);
    REQUIRE(errors.size() == 2);
    CHECK(errors[0].code == "lane_unknown");
    CHECK(errors[0].path == "/steps/3/penanggung_jawab");
    CHECK(errors[1].code == "responsible_without_symbol");
}

TEST_CASE("steps are numbered from one without gaps", "[procedure]") {
    expect_errors(business_text(),
                  {{"step_number_gap",
                    "/steps/3/no",
                    "langkah 4",
                    {{"\"steps\"", "\"no\": 4", "@\"no\": 5"}}},
                   {"step_number_duplicate",
                    "/steps/2/no",
                    "langkah 2",
                    {{"\"steps\"", "\"no\": 3", "@\"no\": 2"},
                     {"\"no\": 2,\n   \"uraian\": \"Kepala", "\"to\": 2", "\"to\": 1"},
                     {"", "\"no\": 4", "\"no\": 3"},
                     {"\"substitutes\"", "\"step\": 3", "\"step\": 1"}}},
                   {"step_number_gap",
                    "/steps/0/no",
                    "langkah 1",
                    {{"\"steps\"", "\"no\": 1", "@\"no\": 0"},
                     {"", "\"no\": 2", "\"no\": 1"},
                     {"", "\"no\": 3", "\"no\": 2"},
                     {"", "\"to\": 2", "\"to\": 1"},
                     {"", "\"no\": 4", "\"no\": 3"}}}});
}

TEST_CASE("a step behind the end of the flow is unreachable", "[procedure]") {
    expect_error(business_text(),
                 {"step_unreachable",
                  "/steps/3",
                  "langkah 4",
                  {{"\"no\": 3", "\"pelaksana\": \"kotak\"", "\"pelaksana\": \"kapsul\""},
                   {"", "{\n   \"no\": 4", "@{\n   \"no\": 4"}}});
}

TEST_CASE("a capsule where the case may only end at times leaves the rest reachable",
          "[procedure]") {
    read(edited(correction_text(),
                {{"\"no\": 2,", "\"sekretaris\": \"kotak\"", "\"sekretaris\": \"kapsul\""}}));
}

TEST_CASE("the flow begins and ends with a capsule", "[procedure]") {
    expect_errors(correction_text(), {{"no_start_capsule",
                                       "/steps/0/simbol",
                                       "langkah 1",
                                       {{"\"no\": 1,", "\"simbol\": {\n    \"camat\": \"kapsul\"",
                                         "@\"simbol\": {\n    \"camat\": \"kotak\""}}},
                                      {"no_end_capsule",
                                       "/steps/8/simbol",
                                       "langkah 9",
                                       {{"\"no\": 9,", "\"simbol\": {\n    \"camat\": \"kapsul\"",
                                         "@\"simbol\": {\n    \"camat\": \"kotak\""}}}});
}

TEST_CASE("a symbol out of the form's five is refused", "[procedure]") {
    expect_errors(
        correction_text(),
        {{"symbol_unknown",
          "/steps/3/simbol/pelaksana",
          "lingkaran",
          {{"\"no\": 4,", "\"pelaksana\": \"kotak\"", "@\"pelaksana\": \"lingkaran\""}}},
         {"responsible_without_symbol",
          "/steps/6/simbol",
          "kasubag_evlap",
          {{"\"no\": 7,", "\"simbol\": {\n    \"kasubag_evlap\": \"kotak\",", "@\"simbol\": {"}}},
         {"diamond_without_return",
          "/steps/3/simbol",
          "langkah 4",
          {{"\"no\": 4,", "\"simbol\": {\n    \"pelaksana\": \"kotak\"",
            "@\"simbol\": {\n    \"pelaksana\": \"ketupat\""}}}});
    expect_warnings(correction_text(), {{"return_without_diamond",
                                         "/steps/4/returns",
                                         "langkah 5",
                                         {{"\"no\": 5,", "\"ketupat\"", "\"kotak\""},
                                          {"\"no\": 5,", "\"returns\"", "@\"returns\""}}},
                                        {"symbol_without_part",
                                         "/steps/6/simbol/camat",
                                         "camat",
                                         {{"\"no\": 7,", "\"pelaksana\": \"kotak\"",
                                           "\"pelaksana\": \"kotak\", @\"camat\": \"kotak\""}}}});
}

TEST_CASE("a return leads backwards, to a step there is, with a label", "[procedure]") {
    expect_errors(correction_text(),
                  {{"return_forward",
                    "/steps/6/returns/0/to",
                    "langkah 7 -> 8",
                    {{"\"no\": 7,", "\"joins\"",
                      "\"returns\": [{ @\"to\": 8, \"label\": \"Tidak\", \"scope\": \"case\" }], "
                      "\"joins\""}}},
                   {"return_forward",
                    "/steps/4/returns/0/to",
                    "langkah 5 -> 5",
                    {{"\"no\": 5,", "\"to\": 4", "@\"to\": 5"}}},
                   {"return_unknown_step",
                    "/steps/8/returns/0/to",
                    "langkah 9 -> 12",
                    {{"\"no\": 9,", "\"to\": 8", "@\"to\": 12"}}},
                   {"return_without_label",
                    "/steps/4/returns/0/label",
                    "",
                    {{"\"no\": 5,", "\"label\": \"Tidak\"", "@\"label\": \"\""}}},
                   {"return_scope_unknown",
                    "/steps/8/returns/0/scope",
                    "semua",
                    {{"\"no\": 9,", "\"scope\": \"case\"", "@\"scope\": \"semua\""}}}});
}

TEST_CASE("a return does not cross the border of the work done per unit", "[procedure]") {
    const auto crossing = [](const char* path, const char* detail, std::vector<Edit> edits) {
        expect_error(correction_text(),
                     {"return_over_fan_out_boundary", path, detail, std::move(edits)});
    };
    // One unit cannot send back what all units share.
    crossing("/steps/5/returns/0/scope", "langkah 6 -> 3",
             {{"\"no\": 6,", "\"to\": 5", "\"to\": 3"}, {"\"no\": 6,", "\"scope\"", "@\"scope\""}});
    crossing("/steps/5/returns/0/scope", "langkah 6 -> 3",
             {{"\"no\": 6,", "\"to\": 5", "\"to\": 3"},
              {"\"no\": 6,", "\"scope\": \"same_unit\"", "@\"scope\": \"case\""}});
    // After the join, whose work is done again has to be said.
    crossing("/steps/7/returns/1/scope", "langkah 8 -> 4",
             {{"\"no\": 8,", "\"scope\": \"named_units\"", "@\"scope\": \"case\""}});
    crossing("/steps/7/returns/1/scope", "langkah 8 -> 4",
             {{"\"no\": 8,", "\"scope\": \"named_units\"", "@\"scope\": \"same_unit\""}});
    crossing("/steps/8/returns/0/scope", "langkah 9 -> 8",
             {{"\"no\": 9,", "\"scope\": \"case\"", "@\"scope\": \"named_units\""}});
}

TEST_CASE("units that part have to meet, all of them, at the next step", "[procedure]") {
    const std::string joins = "\"joins\": [\n    4,\n    5,\n    6\n   ],";
    expect_errors(
        correction_text(),
        {{"fan_out_without_join",
          "/steps/3/per_unit",
          "langkah 4",
          {{"\"no\": 4,", "\"per_unit\"", "@\"per_unit\""}, {"\"no\": 7,", joins, ""}}},
         {"join_incomplete",
          "/steps/6/joins",
          "langkah 5",
          {{"\"no\": 7,", joins, "@\"joins\": [4, 6],"}}},
         {"join_without_fan_out",
          "/steps/6/joins",
          "langkah 3",
          {{"\"no\": 7,", joins, "@\"joins\": [3, 4, 5, 6],"}}},
         {"join_not_after_fan_out",
          "/steps/7/joins",
          "langkah 7",
          {{"\"no\": 8,", "\"act\"", "@\"joins\": [4, 5, 6], \"act\""}, {"\"no\": 7,", joins, ""}}},
         {"join_twice",
          "/steps/7/joins",
          "langkah 8",
          {{"\"no\": 8,", "\"act\"", "@\"joins\": [4, 5, 6], \"act\""}}}});
    expect_error(business_text(), {"join_without_fan_out",
                                   "/steps/2/joins",
                                   "langkah 2",
                                   {{"\"no\": 3,", "\"act\"", "@\"joins\": [2], \"act\""}}});
    expect_error(business_text(), {"fan_out_at_start",
                                   "/steps/0/per_unit",
                                   "langkah 1",
                                   {{"\"no\": 1,", "\"act\"", "@\"per_unit\": true, \"act\""},
                                    {"\"no\": 2,", "\"act\"", "\"joins\": [1], \"act\""}}});
}

TEST_CASE("steps per unit come in one run", "[procedure]") {
    expect_error(
        correction_text(),
        {"fan_out_not_contiguous",
         "/steps/7/per_unit",
         "langkah 8",
         {{"\"no\": 8,", "\"act\": \"paraf\",", "@\"per_unit\": true, \"act\": \"kerja\","},
          {"\"no\": 8,",
           "\"returns\": [\n    {\n     \"to\": 7,\n     \"label\": \"Tidak\",\n     \"scope\": "
           "\"case\"\n    },",
           "\"returns\": ["},
          {"\"no\": 8,", "named_units", "same_unit"},
          {"\"no\": 9,", "\"to\": 8", "\"to\": 7"}}});
}

TEST_CASE("time is whole numbers of the printed unit", "[procedure]") {
    const auto time = [](const char* menit, const char* unit) {
        return std::vector<Edit>{
            {"\"no\": 4,", "\"menit\": 480,\n    \"satuan_cetak\": \"menit\"",
             std::string("@\"menit\": ") + menit + ", \"satuan_cetak\": \"" + unit + "\""}};
    };
    const std::string path = "/steps/3/waktu/menit";
    expect_errors(
        correction_text(),
        {{"minutes_negative", path, "-480", time("-480", "menit")},
         {"minutes_missing", path, "langkah 4", time("null", "menit")},
         {"minutes_missing", path, "langkah 4", time("0", "jam")},
         {"minutes_too_many", path, "100001", time("100001", "menit")},
         {"unit_of_time_disagrees", path, "90 menit, jam", time("90", "jam")},
         {"unit_of_time_disagrees", path, "480 menit, hari", time("480", "hari")},
         {"unit_of_time_unknown", "/steps/3/waktu/satuan_cetak", "minggu", time("480", "minggu")}});
    CHECK(printed_time(step_of(read(edited(correction_text(),
                                           {{"\"no\": 4,", "480,\n    \"satuan_cetak\": \"menit\"",
                                             "900, \"satuan_cetak\": \"hari\""}})),
                               4)) == 2);
}

TEST_CASE("words the app does not know are refused", "[procedure]") {
    expect_errors(
        correction_text(),
        {{"act_unknown",
          "/steps/4/act",
          "tinjau",
          {{"\"no\": 5,", "\"act\": \"koreksi\"", "@\"act\": \"tinjau\""}}},
         {"output_kind_unknown",
          "/steps/6/output_kind",
          "laporan",
          {{"\"no\": 7,", "\"output_kind\": \"rekapitulasi\"", "@\"output_kind\": \"laporan\""}}},
         {"may_end_unknown",
          "/steps/0/may_end",
          "batal",
          {{"\"no\": 1,", "\"may_end\": \"tidak_ada_kesalahan\"", "@\"may_end\": \"batal\""}}},
         {"legal_status_unknown",
          "/identity/dasar_hukum/1/status",
          "lama",
          {{"(SPIP)", "\"status\": \"berlaku\"", "@\"status\": \"lama\""}}},
         {"placeholder_unknown",
          "/steps/3/uraian",
          "{kecamatn}",
          {{"\"no\": 4,", "\"uraian\"", "@\"uraian\""},
           {"\"no\": 4,", "{kecamatan}", "{kecamatn}"}}},
         {"placeholder_unknown",
          "/identity/instansi/0",
          "{",
          {{"", "\"PEMERINTAH KABUPATEN {kabupaten}\"", "@\"PEMERINTAH KABUPATEN {kabupaten\""}}}});
}

TEST_CASE("the signature comes last and after the paraf", "[procedure]") {
    const Edit signature_at_7{"\"no\": 7,", "\"output_kind\": \"rekapitulasi\"",
                              "@\"output_kind\": \"dokumen_bertanda_tangan\""};
    std::string text = edited(correction_text(), {signature_at_7});
    const std::uint32_t line = take_line(text);
    std::vector<Complaint> complaints;
    CHECK_FALSE(procedure_from_json(text, complaints).has_value());
    const auto errors = only(false, complaints);
    REQUIRE(errors.size() == 2);
    CHECK(errors[0] ==
          Complaint{line, "/steps/6/output_kind", "sign_not_last", "langkah 7", false});
    CHECK(errors[1].code == "paraf_after_sign");
    CHECK(errors[1].path == "/steps/7/act");

    expect_error(correction_text(),
                 {"formal_act_per_unit",
                  "/steps/4/act",
                  "langkah 5",
                  {{"\"no\": 5,", "\"act\": \"koreksi\"", "@\"act\": \"paraf\""}}});
    expect_warnings(business_text(),
                    {{"sign_without_paraf",
                      "/steps/3/act",
                      "langkah 4",
                      {{"\"no\": 3,", "\"act\": \"paraf\"", "\"act\": \"kerja\""},
                       {"\"no\": 4,", "\"act\"", "@\"act\""}}},
                     {"paraf_and_sign_in_one_lane",
                      "/steps/3/act",
                      "kepala_seksi",
                      {{"\"no\": 4,", "\"penanggung_jawab\": \"camat\"",
                        "\"penanggung_jawab\": \"kepala_seksi\""},
                       {"\"no\": 4,", "\"camat\": \"kapsul\"", "\"kepala_seksi\": \"kapsul\""},
                       {"\"no\": 4,", "\"act\"", "@\"act\""}}}});
}

TEST_CASE("the header is checked and its gaps are flagged", "[procedure]") {
    expect_errors(
        business_text(),
        {{"date_invalid",
          "/identity/tanggal_efektif",
          "1 Juli 2026",
          {{"", "\"tanggal_efektif\": \"2026-07-01\"", "@\"tanggal_efektif\": \"1 Juli 2026\""}}},
         {"nip_invalid",
          "/identity/disahkan_oleh/nip",
          "1970",
          {{"", "\"nip\": \"197001012000011001\"", "@\"nip\": \"1970\""}}},
         {"format_unknown", "/format", "2", {{"", "\"format\": 1", "@\"format\": 2"}}},
         {"version_invalid", "/version", "0", {{"", "\"version\": 1", "@\"version\": 0"}}},
         {"id_invalid",
          "/id",
          "Surat Usaha",
          {{"", "\"id\": \"surat-keterangan-usaha\"", "@\"id\": \"Surat Usaha\""}}},
         {"substitute_unknown_step",
          "/substitutes/0/step",
          "langkah 7",
          {{"\"substitutes\"", "\"step\": 3", "@\"step\": 7"}}}});
    expect_warnings(business_text(),
                    {{"unknown_number",
                      "/identity/nomor",
                      "",
                      {{"", "\"nomor\": \"000/CONTOH/2026\"", "@\"nomor\": null"}}},
                     {"unknown_date",
                      "/identity/tanggal_revisi",
                      "",
                      {{"", "\"tanggal_revisi\": \"2026-06-30\"", "@\"tanggal_revisi\": null"}}},
                     {"legal_basis_revoked",
                      "/identity/dasar_hukum/0/status",
                      "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi "
                      "Nomor 35 Tahun 2012 tentang Pedoman Penyusunan Standar Operasional "
                      "Prosedur Administrasi Pemerintahan",
                      {{"", "\"status\": \"berlaku\"", "@\"status\": \"dicabut\""}}},
                     {"substitute_condition_unknown",
                      "/substitutes/0/when",
                      "hari libur",
                      {{"\"substitutes\"", "\"when\": \"unit has no kepala_seksi or lurah\"",
                        "@\"when\": \"hari libur\""}}}});
}

TEST_CASE("an SOP that no act could carry is refused", "[procedure]") {
    const auto codes_of = [](const Procedure& sop) {
        std::vector<Complaint> complaints;
        check_procedure(sop, nullptr, complaints);
        std::vector<std::string> codes;
        for (const Complaint& complaint : only(false, complaints)) codes.push_back(complaint.code);
        return codes;
    };
    using Names = std::vector<std::string>;
    Procedure sop = business();
    CHECK(codes_of(sop).empty());
    sop.steps[0].keterangan = std::string(procedure_text_bytes_max + 1, 'x');
    CHECK(codes_of(sop) == Names{"text_too_long"});
    sop = business();
    sop.identity.peralatan.assign(100, std::string(600, 'x'));
    CHECK(codes_of(sop) == Names{"procedure_too_large"});
    sop = business();
    sop.steps[0].uraian = "\xC3";
    CHECK(codes_of(sop) == Names{"text_malformed"});
    sop = business();
    sop.lanes.resize(procedure_lanes_max, {"arsip", "Arsip", {"pelaksana"}});
    for (std::size_t i = 0; i < sop.lanes.size(); ++i)
        sop.lanes[i].id += i < 3 ? "" : std::to_string(i);
    CHECK(codes_of(sop).empty());
    sop.lanes.push_back({"lagi", "Lagi", {"pelaksana"}});
    CHECK(codes_of(sop) == Names{"too_many"});
}

TEST_CASE("numbers this version has no word for are refused in an SOP that came in an act",
          "[procedure]") {
    Procedure sop = business();
    sop.steps[1].symbols[0].symbol = static_cast<Symbol>(9);
    sop.steps[1].printed_unit = static_cast<TimeUnit>(9);
    sop.steps[1].act = static_cast<Duty>(99);
    sop.steps[2].output_kind = static_cast<OutputKind>(99);
    sop.steps[1].may_end = static_cast<Ending>(9);
    sop.steps[2].returns[0].scope = static_cast<ReturnScope>(9);
    sop.identity.dasar_hukum[0].status = static_cast<LegalStatus>(9);
    sop.identity.tanggal_revisi = Date{2026, 2, 30};
    sop.steps[3].no = 2147483647;
    std::vector<Complaint> complaints;
    check_procedure(sop, nullptr, complaints);
    std::vector<std::string> codes;
    for (const Complaint& complaint : only(false, complaints)) {
        codes.push_back(complaint.code);
        CHECK(complaint.line == 0);
    }
    std::sort(codes.begin(), codes.end());
    CHECK(codes == std::vector<std::string>{"act_unknown", "date_invalid", "legal_status_unknown",
                                            "may_end_unknown", "output_kind_unknown",
                                            "return_scope_unknown", "step_number_gap",
                                            "symbol_unknown", "unit_of_time_unknown"});
}

}  // namespace
}  // namespace luring
