#include "app/api/home_settings.h"

#include <algorithm>

#include "app/api/answer.h"

namespace luring {

namespace {

constexpr std::size_t settings_bytes_max = 256 * 1024;  // certificates included
constexpr std::int64_t settings_format = 1;

const char* word_of(Trust trust) {
    return trust == Trust::system ? "system" : "certificates";
}

std::string text_of_settings(const HomeSettings& settings) {
    json::object file{{"format", settings_format},
                      {"office", settings.office.id.hex()},
                      {"office_key", hex_from(settings.office.key.view())},
                      {"device", settings.device.hex()},
                      {"officer", settings.officer}};
    file["practice"] =
        settings.is_practice ? json::value(*settings.is_practice) : json::value(nullptr);
    file["office_folder"] = settings.office_folder;
    if (!settings.url.empty()) {
        json::array certificates;
        for (const Bytes& octets : settings.certificates) {
            certificates.emplace_back(hex_from(octets));
        }
        file["url"] = settings.url;
        file["trust"] = word_of(settings.trust);
        file["certificates"] = std::move(certificates);
    }
    return json::serialize(file) + "\n";
}

std::string text_in(const json::object& file, const char* name) {
    const json::value* value = file.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

Result<Done> take_certificates(const json::object& file, HomeSettings& settings) {
    settings.trust =
        text_in(file, "trust") == word_of(Trust::system) ? Trust::system : Trust::certificates;
    const json::value* list = file.if_contains("certificates");
    if (list == nullptr || !list->is_array()) return Done{};
    for (const json::value& one : list->as_array()) {
        auto octets = one.is_string() ? bytes_from_hex(std::string(one.as_string()))
                                      : Result<Bytes>(fail(Fault::malformed, "certificate"));
        if (!octets) return octets.failure();
        settings.certificates.push_back(std::move(octets.value()));
    }
    return Done{};
}

Result<HomeSettings> settings_from(std::string_view text) {
    std::vector<Complaint> complaints;
    auto document = json_from_text(text, complaints);
    if (!document || !document->root.is_object()) return fail(Fault::malformed, "luring.json");
    const json::object& file = document->root.as_object();
    HomeSettings settings;
    auto office = id_from_hex<OfficeTag>(text_in(file, "office"));
    auto key = bytes_from_hex(text_in(file, "office_key"));
    auto device = id_from_hex<DeviceTag>(text_in(file, "device"));
    if (!office || !device || !key || key->size() != settings.office.key.bytes.size()) {
        return fail(Fault::malformed, "luring.json");
    }
    settings.office.id = *office;
    std::copy(key->begin(), key->end(), settings.office.key.bytes.begin());
    settings.device = *device;
    settings.officer = text_in(file, "officer");
    const json::value* practice = file.if_contains("practice");
    settings.is_practice.reset();
    if (practice != nullptr && practice->is_bool()) settings.is_practice = practice->as_bool();
    settings.office_folder = text_in(file, "office_folder");
    settings.url = text_in(file, "url");
    if (auto taken = take_certificates(file, settings); !taken) return taken.failure();
    return settings;
}

}  // namespace

Result<HomeSettings> read_settings(Machine& machine, const std::string& folder) {
    auto text = machine.read_file(folder + settings_file, settings_bytes_max);
    if (!text) return text.failure();
    return settings_from(text_of(*text));
}

Result<Done> write_settings(Machine& machine, const std::string& folder,
                            const HomeSettings& settings) {
    return machine.write_file(folder + settings_file, view_of(text_of_settings(settings)));
}

}  // namespace luring
