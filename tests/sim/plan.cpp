#include "tests/sim/plan.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/office/holidays.h"
#include "core/office/parse.h"
#include "core/procedure/parse.h"

namespace luring::sim {

namespace {

std::string text_of_file(const char* path) {
    std::ifstream in(path, std::ios::binary);
    ensure(in.good());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const OfficeFile& contract_office() {
    static const OfficeFile office = [] {
        std::vector<Complaint> complaints;
        auto file = office_from_json(text_of_file("tests/data/office-kintom.json"), complaints,
                                     Date{2026, 11, 2});
        ensure(file.has_value());
        return *file;
    }();
    return office;
}

Procedure sop_from(const char* path) {
    std::vector<Complaint> complaints;
    auto sop = procedure_from_json(text_of_file(path), complaints);
    ensure(sop.has_value());
    return *sop;
}

bool is_kept(const std::vector<std::string>& units, const std::string& unit) {
    return unit == "sekretariat" || unit == "evlap" ||
           std::find(units.begin(), units.end(), unit) != units.end();
}

// The leadership stays, and the units drawn with their people.
OfficeFile reduced(const OfficeFile& whole, const std::vector<std::string>& units) {
    OfficeFile file = whole;
    file.units.clear();
    file.officers.clear();
    file.identities.clear();
    file.posts.clear();
    for (const Unit& unit : whole.units) {
        if (is_kept(units, unit.code)) file.units.push_back(unit);
    }
    for (const Post& post : whole.posts) {
        if (!is_kept(units, post.unit)) continue;
        file.posts.push_back(post);
        file.officers.push_back(*find_officer(whole.officers, post.officer));
        for (const OfficerIdentity& identity : whole.identities) {
            if (identity.id == post.officer) file.identities.push_back(identity);
        }
    }
    return file;
}

Nip drawn_nip(Prng& prng) {
    const std::string year = std::to_string(prng.between(1975, 1995));
    const std::string serial = std::to_string(prng.between(101, 989));
    return {year + "0" + std::to_string(prng.between(1, 9)) + "1" +
            std::to_string(prng.between(0, 9)) + "202101" + "1" + serial};
}

void add_clerk(OfficeFile& file, Prng& prng, const std::string& unit, std::size_t number) {
    const std::string id = "pelaksana-" + unit + "-" + std::to_string(number);
    file.officers.push_back({id, "Petugas Contoh " + std::to_string(number), "II/c"});
    Nip nip = drawn_nip(prng);
    const auto is_taken = [&file](const Nip& wanted) {
        for (const OfficerIdentity& identity : file.identities) {
            if (identity.nip == wanted) return true;
        }
        return false;
    };
    while (is_taken(nip)) nip = drawn_nip(prng);
    file.identities.push_back({id, nip});
    file.posts.push_back(
        {"", id, Role(role_pelaksana), unit, PostKind::definitif, Date{2026, 1, 2}, std::nullopt});
}

// One person with three hats: the smallest office in which a case can be signed.
void merge_people(OfficeFile& file, const std::string& unit) {
    for (Post& post : file.posts) {
        if (post.role == role_kasubag_evlap) {
            post.officer = "sekretaris";
            post.kind = PostKind::plt;
        }
        if (post.unit == unit && post.role == role_pelaksana) {
            post.kind = PostKind::plt;
            for (const Post& head : file.posts) {
                if (head.unit == unit && is_unit_head_role(head.role)) post.officer = head.officer;
            }
        }
    }
    const auto is_idle = [&file](const Officer& officer) {
        for (const Post& post : file.posts) {
            if (post.officer == officer.id) return false;
        }
        return true;
    };
    file.posts.erase(std::remove_if(file.posts.begin(), file.posts.end(),
                                    [](const Post& post) {
                                        return post.unit == "evlap" && post.role == role_pelaksana;
                                    }),
                     file.posts.end());
    file.officers.erase(std::remove_if(file.officers.begin(), file.officers.end(), is_idle),
                        file.officers.end());
    const auto is_nobody = [&file](const OfficerIdentity& identity) {
        return find_officer(file.officers, identity.id) == nullptr;
    };
    file.identities.erase(std::remove_if(file.identities.begin(), file.identities.end(), is_nobody),
                          file.identities.end());
}

std::string nip_of(const OfficeFile& file, const std::string& officer) {
    for (const OfficerIdentity& identity : file.identities) {
        if (identity.id == officer) return identity.nip.digits;
    }
    return "199001012021011001";
}

void draw_rows(Plan& plan, Prng& prng, Secrets& secrets) {
    for (const std::string& unit : plan.units) {
        const std::int64_t rows = prng.between(2, 4);
        for (std::int64_t i = 0; i < rows; ++i) {
            plan.rows.push_back(draw_row(prng, secrets, plan, unit, drawn_nip(prng).digits));
        }
        if (!prng.permille(400)) continue;
        // The head of the unit is assessed as well: nobody approves their own data.
        for (const Post& post : plan.file.posts) {
            if (post.unit != unit || !is_unit_head_role(post.role)) continue;
            plan.rows.push_back(
                draw_row(prng, secrets, plan, unit, nip_of(plan.file, post.officer)));
        }
    }
}

}  // namespace

WriterKeys PlannedDevice::keys() const {
    return {id, officer, SigningKey(device_seed).public_key(),
            SigningKey(officer_seed).public_key()};
}

DeviceEnrolled PlannedDevice::enrolled() const {
    DeviceEnrolled enrolment{id,
                             officer,
                             name,
                             SigningKey(device_seed).public_key(),
                             SigningKey(officer_seed).public_key(),
                             BoxKey(box_seed).public_key()};
    return enrolment;
}

const Unit& Plan::unit(const std::string& code) const {
    const Unit* found = find_unit(file.units, code);
    ensure(found != nullptr);
    return *found;
}

PlannedDevice draw_device(Prng& prng, const std::string& officer, const std::string& name) {
    PlannedDevice device;
    device.id = prng.id<DeviceTag>();
    device.officer = officer;
    device.name = name;
    prng.fill(device.device_seed);
    prng.fill(device.officer_seed);
    prng.fill(device.box_seed);
    return device;
}

Row draw_row(Prng& prng, Secrets& secrets, const Plan& plan, const std::string& unit,
             const std::string& nip) {
    Row row;
    row.period = period_name;
    for (const Column column : all_columns()) row.put(column, "");
    row.put(Column::periode, period_name);
    row.put(Column::nip, nip);
    row.put(Column::rhk, "Terlaksananya pelayanan " + std::to_string(prng.below(100000)));
    row.put(Column::aspek, "kuantitas");
    row.id = row_id_from(plan.salt, key_of(row));
    row.put(Column::nama, "Pegawai " + secrets.draw(unit, row.id));
    row.put(Column::pangkat, "III/a");
    row.put(Column::jabatan, "Pelaksana");
    row.put(Column::unit, unit);
    row.put(Column::penilai_nip, "197602112002122003");
    row.put(Column::penilai_nama, "Penilai " + secrets.draw(unit, row.id));
    row.put(Column::penilai_jabatan, "Kepala");
    row.put(Column::indikator, "Jumlah " + secrets.draw(unit, row.id));
    row.put(Column::target, std::to_string(prng.between(1, 90)));
    row.put(Column::satuan, "kegiatan");
    row.put(Column::realisasi, std::to_string(prng.between(1, 90)) + ".5");
    row.put(Column::rating_hasil, prng.coin() ? "sesuai" : "di bawah");
    row.put(Column::rating_perilaku, "sesuai");
    return row;
}

Plan draw_plan(Prng& prng, Secrets& secrets) {
    static const Procedure main_sop = sop_from("tests/data/sop-perbaikan-data-kinerja.json");
    static const Procedure second_sop = sop_from("tests/data/sop-surat-keterangan-usaha.json");
    Plan plan;
    plan.main_sop = main_sop;
    plan.second_sop = second_sop;
    plan.office = prng.id<OfficeTag>();
    plan.salt = prng.id<SaltTag>();
    prng.fill(plan.identity_seed);
    plan.server = draw_device(prng, "", "Kantor");

    std::vector<std::string> units{"pemerintahan", "trantib", "kintom", "mendono", "mondonun"};
    prng.shuffle(units);
    const bool is_tiny = prng.permille(60);
    const bool is_huge = prng.permille(20);
    units.resize(is_tiny ? 1 : is_huge ? 5 : static_cast<std::size_t>(prng.between(1, 3)));
    plan.units = units;
    if (prng.permille(150) && !is_tiny) plan.units.push_back("sekretariat");
    plan.file = reduced(contract_office(), units);
    if (is_tiny) merge_people(plan.file, units.front());
    for (const std::string& unit : units) {
        const std::int64_t more = is_tiny ? 0 : is_huge ? 5 : prng.between(0, 1);
        for (std::int64_t i = 0; i < more; ++i) {
            add_clerk(plan.file, prng, unit, static_cast<std::size_t>(i) + 2);
        }
    }
    give_post_ids(plan.file.posts);
    for (const Officer& officer : plan.file.officers) {
        plan.devices.push_back(draw_device(prng, officer.id, "HP " + officer.nama));
        const bool has_laptop = prng.permille(is_huge ? 300 : 80) && !is_tiny;
        if (has_laptop) {
            plan.devices.push_back(draw_device(prng, officer.id, "Laptop " + officer.nama));
        }
    }
    draw_rows(plan, prng, secrets);
    return plan;
}

FoundingTerms terms_of(const Plan& plan) {
    FoundingTerms terms;
    terms.id = plan.office;
    terms.practice = true;
    terms.identity_key = SigningKey(plan.identity_seed).public_key();
    terms.device = plan.server.id;
    terms.device_key = SigningKey(plan.server.device_seed).public_key();
    terms.salt = plan.salt;
    terms.calendar = default_calendar_2026();
    terms.procedures = {plan.main_sop, plan.second_sop};
    for (const PlannedDevice& device : plan.devices) {
        terms.devices.push_back(device.enrolled());
    }
    return terms;
}

}  // namespace luring::sim
