#include "server/data_folder.h"

#include <algorithm>

#include "server/answer.h"

namespace luring::server {

namespace {

constexpr std::size_t settings_bytes_max = 256 * 1024;
constexpr std::int64_t settings_format = 1;

std::string text_of_settings(const FolderSettings& settings) {
    json::array folders;
    for (const std::string& folder : settings.backup_folders) folders.emplace_back(folder);
    const json::object file{{"format", settings_format},
                            {"office", settings.office.id.hex()},
                            {"identity", hex_from(settings.office.key.view())},
                            {"name", settings.name},
                            {"origin", settings.origin.text},
                            {"practice", settings.is_practice},
                            {"backup_folders", std::move(folders)}};
    return json::serialize(file) + "\n";
}

Result<FolderSettings> settings_from(std::string_view text) {
    std::vector<Complaint> complaints;
    auto document = json_from_text(text, complaints);
    if (!document || !document->root.is_object()) return fail(Fault::malformed, settings_file);
    const json::object& file = document->root.as_object();
    const json::value* format = file.if_contains("format");
    if (format == nullptr || *format != settings_format) {
        return fail(Fault::unsupported, settings_file);
    }
    FolderSettings settings;
    auto office = id_from_hex<OfficeTag>(text_at(file, "office"));
    auto identity = bytes_from_hex(text_at(file, "identity"));
    auto origin = origin_from_text(text_at(file, "origin"));
    if (!office || !origin || !identity || identity->size() != settings.office.key.bytes.size()) {
        return fail(Fault::malformed, settings_file);
    }
    settings.office.id = *office;
    std::copy(identity->begin(), identity->end(), settings.office.key.bytes.begin());
    settings.name = text_at(file, "name");
    settings.origin = std::move(origin.value());
    settings.is_practice = flag_at(file, "practice");
    if (const json::value* folders = file.if_contains("backup_folders")) {
        if (!folders->is_array()) return fail(Fault::malformed, settings_file);
        for (const json::value& folder : folders->as_array()) {
            if (folder.is_string()) settings.backup_folders.emplace_back(folder.as_string());
        }
    }
    return settings;
}

}  // namespace

bool DataFolder::has_office() const {
    return machine_.exists(file(settings_file));
}

Result<FolderSettings> DataFolder::read_settings() const {
    auto text = machine_.read_file(file(settings_file), settings_bytes_max);
    if (!text) return text.failure();
    return settings_from(text_of(*text));
}

Result<Done> DataFolder::write_settings(const FolderSettings& settings) const {
    return machine_.write_file(file(settings_file), view_of(text_of_settings(settings)));
}

Result<OfficeKeys> DataFolder::read_keys() const {
    auto bytes = machine_.read_file(file(keys_file), keys_bytes_max);
    if (!bytes) return bytes.failure();
    return decode<OfficeKeys>(*bytes);
}

Result<Done> DataFolder::write_keys(const OfficeKeys& keys) const {
    return machine_.write_file(file(keys_file), encode(keys));
}

Result<std::unique_ptr<Hold>> DataFolder::take() const {
    return machine_.lock(file(lock_file));
}

std::string ledger_copy_path(const std::string& folder, const OfficeId& office) {
    return folder + "/luring-" + office.hex().substr(0, 12) + ".ledger";
}

Result<std::string> read_passphrase(Machine& machine, const std::string& path) {
    auto file = machine.read_file(path, settings_bytes_max);
    if (!file) return file.failure();
    std::string line(text_of(*file));
    line.resize(std::min(line.find('\n'), line.size()));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) return fail(Fault::invalid, "empty: " + path);
    return line;
}

}  // namespace luring::server
