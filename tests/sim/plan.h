// What an office of one seed looks like before anything happens: units, people, posts, devices
// with their keys, and the rows of the data set. Drawn from the real office and SOP files.
#pragma once

#include <string>
#include <vector>

#include "core/base/box.h"
#include "core/base/keys.h"
#include "core/case/found_office.h"
#include "core/dataset/row.h"
#include "core/office/directory.h"
#include "core/replica/replica.h"
#include "tests/sim/prng.h"
#include "tests/sim/secrets.h"

namespace luring::sim {

constexpr const char* period_name = "2026-S1";
constexpr const char* nine_steps = "perbaikan-data-kinerja";
constexpr const char* four_steps = "surat-keterangan-usaha";

struct PlannedDevice {
    DeviceId id;
    std::string officer;
    std::string name;
    SigningKey::Seed device_seed{};
    SigningKey::Seed officer_seed{};
    BoxKey::Seed box_seed{};

    WriterKeys keys() const;
    DeviceEnrolled enrolled() const;
};

struct Plan {
    OfficeFile file;
    Procedure main_sop;
    Procedure second_sop;
    std::vector<std::string> units;  // codes, with rows in the data set
    std::vector<PlannedDevice> devices;
    std::vector<Row> rows;
    Salt salt;
    OfficeId office;
    SigningKey::Seed identity_seed{};
    PlannedDevice server;              // the office's own device
    std::vector<PlannedDevice> spare;  // of people who replace a lost phone

    const Unit& unit(const std::string& code) const;
};

Plan draw_plan(Prng& prng, Secrets& secrets);
PlannedDevice draw_device(Prng& prng, const std::string& officer, const std::string& name);

// One more row of the data set, as the file of an import has it.
Row draw_row(Prng& prng, Secrets& secrets, const Plan& plan, const std::string& unit,
             const std::string& nip);

FoundingTerms terms_of(const Plan& plan);

}  // namespace luring::sim
