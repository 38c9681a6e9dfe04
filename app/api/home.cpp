#include "app/api/home.h"

#include "core/base/box.h"
#include "core/base/codec.h"

namespace luring {

namespace {

constexpr std::size_t settings_bytes_max = 64 * 1024;
constexpr std::size_t heads_bytes_max = 1024 * 1024;
constexpr std::int64_t settings_format = 1;

struct KeptLine {
    DeviceId device;
    std::uint32_t incarnation = 1;
    std::uint64_t seq = 0;
    Hash head;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(device, incarnation, seq, head);
    }
};

std::string text_of_settings(const HomeSettings& settings) {
    const json::object file{{"format", settings_format},
                            {"office", settings.office.id.hex()},
                            {"office_key", hex_from(settings.office.key.view())},
                            {"device", settings.device.hex()},
                            {"officer", settings.officer},
                            {"practice", settings.is_practice},
                            {"office_folder", settings.office_folder}};
    return json::serialize(file) + "\n";
}

std::string text_at(const json::object& file, const char* name) {
    const json::value* value = file.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

Result<HomeSettings> settings_from(std::string_view text) {
    std::vector<Complaint> complaints;
    auto document = json_from_text(text, complaints);
    if (!document || !document->root.is_object()) return fail(Fault::malformed, "luring.json");
    const json::object& file = document->root.as_object();
    HomeSettings settings;
    auto office = id_from_hex<OfficeTag>(text_at(file, "office"));
    auto key = bytes_from_hex(text_at(file, "office_key"));
    auto device = id_from_hex<DeviceTag>(text_at(file, "device"));
    if (!office || !device || !key || key->size() != settings.office.key.bytes.size()) {
        return fail(Fault::malformed, "luring.json");
    }
    settings.office.id = *office;
    std::copy(key->begin(), key->end(), settings.office.key.bytes.begin());
    settings.device = *device;
    settings.officer = text_at(file, "officer");
    const json::value* practice = file.if_contains("practice");
    settings.is_practice = practice != nullptr && practice->is_bool() && practice->as_bool();
    settings.office_folder = text_at(file, "office_folder");
    return settings;
}

Result<HomeSettings> read_settings(Machine& machine, const std::string& folder) {
    auto text = machine.read_file(folder + "/luring.json", settings_bytes_max);
    if (!text) return text.failure();
    return settings_from(text_of(*text));
}

}  // namespace

// ---- keys ---------------------------------------------------------------------------------------

DeviceSeeds draw_seeds(Random& random, const std::string& officer) {
    DeviceSeeds seeds;
    seeds.device = random.id<DeviceTag>();
    seeds.officer = officer;
    random.fill(seeds.device_seed);
    random.fill(seeds.officer_seed);
    random.fill(seeds.box_seed);
    return seeds;
}

WriterKeys DeviceSeeds::writer() const {
    return {device, officer, SigningKey(device_seed).public_key(),
            SigningKey(officer_seed).public_key()};
}

DeviceEnrolled DeviceSeeds::enrolment(const std::string& name) const {
    DeviceEnrolled enrolled;
    enrolled.device = device;
    enrolled.officer = officer;
    enrolled.name = name;
    enrolled.device_key = SigningKey(device_seed).public_key();
    enrolled.officer_key = SigningKey(officer_seed).public_key();
    enrolled.box_key = BoxKey(box_seed).public_key();
    return enrolled;
}

std::optional<Signature> KeySigner::sign(const DeviceId& device, KeyUse use, ByteView message) {
    for (const DeviceSeeds& seeds : devices_) {
        if (seeds.device != device) continue;
        return SigningKey(use == KeyUse::officer ? seeds.officer_seed : seeds.device_seed)
            .sign(message);
    }
    return std::nullopt;
}

// ---- heads --------------------------------------------------------------------------------------

HeadFile::HeadFile(Machine& machine, std::string path) : machine_(machine), path_(std::move(path)) {
    auto file = machine_.read_file(path_, heads_bytes_max);
    auto lines =
        file ? decode<std::vector<KeptLine>>(*file) : Result<std::vector<KeptLine>>(file.failure());
    // A file that cannot be read is a doubt like one that is not there: new incarnations begin.
    if (!lines) return;
    for (const KeptLine& line : *lines)
        heads_[line.device] = {line.incarnation, line.seq, line.head};
}

std::optional<KeptHead> HeadFile::read(const DeviceId& device) {
    const auto kept = heads_.find(device);
    if (kept == heads_.end()) return std::nullopt;
    return kept->second;
}

void HeadFile::write(const DeviceId& device, const KeptHead& head) {
    const auto kept = heads_.find(device);
    if (kept != heads_.end() && kept->second == head) return;
    heads_[device] = head;
    std::vector<KeptLine> lines;
    for (const auto& [id, one] : heads_) lines.push_back({id, one.incarnation, one.seq, one.head});
    if (auto written = machine_.write_file(path_, encode(lines)); !written) {
        throw StorageError(StorageCode::io, "heads: " + written.failure().detail);
    }
}

// ---- passphrase ---------------------------------------------------------------------------------

Result<std::string> read_passphrase(Machine& machine, const std::string& path) {
    auto file = machine.read_file(path, settings_bytes_max);
    if (!file) return file.failure();
    const std::string text(text_of(*file));
    std::string line = text.substr(0, text.find('\n'));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) return fail(Fault::invalid, "passphrase is empty: " + path);
    return line;
}

Result<Done> write_passphrase(Machine& machine, const std::string& path,
                              std::string_view passphrase) {
    std::string text(passphrase);
    text +=
        "\n# LATIHAN: kata sandi ini hanya untuk kantor latihan. Siapa pun yang membaca berkas "
        "ini\n"
        "# dapat bertindak sebagai semua pejabatnya. Kantor sungguhan tidak menyimpan berkas ini.\n"
        "# PRACTICE: this passphrase protects nothing real. Only the first line is read.\n";
    return machine.write_file(path, view_of(text));
}

// ---- home ---------------------------------------------------------------------------------------

Result<Done> Home::create(Machine& machine, const std::string& folder, const HomeSettings& settings,
                          const KeyChain& keys, std::string_view passphrase) {
    if (machine.exists(folder + "/luring.json")) return fail(Fault::conflict, folder);
    if (auto made = machine.make_folder(folder); !made) return made.failure();
    auto kept =
        machine.write_keys(folder + "/keys", encode(keys), passphrase, settings.is_practice);
    if (!kept) return kept.failure();
    return machine.write_file(folder + "/luring.json", view_of(text_of_settings(settings)));
}

Result<std::unique_ptr<Home>> Home::open(Machine& machine, const std::string& folder,
                                         const std::string& passphrase_file) {
    auto settings = read_settings(machine, folder);
    if (!settings) return settings.failure();
    auto clock = machine.clock(settings->is_practice);
    if (!clock) return clock.failure();
    const std::string file = passphrase_file.empty() ? folder + "/passphrase" : passphrase_file;
    auto passphrase = read_passphrase(machine, file);
    if (!passphrase) return passphrase.failure();
    auto bytes = machine.read_keys(folder + "/keys", *passphrase);
    if (!bytes) return bytes.failure();
    auto keys = decode<KeyChain>(*bytes);
    if (!keys) return keys.failure();
    auto heads = std::make_unique<HeadFile>(machine, folder + "/heads");
    OpenOptions options;
    options.path = folder + "/replica.db";
    options.key = keys->database;
    options.create = !machine.exists(options.path);
    auto replica = Replica::open(options, settings->office, *heads);
    if (!replica) return replica.failure();
    for (const DeviceSeeds& seeds : keys->devices) {
        if (auto added = (*replica)->add_writer(seeds.writer()); !added) return added.failure();
    }
    Opened opened{std::move(*settings), std::move(*keys), std::move(*clock)};
    return std::unique_ptr<Home>(
        new Home(machine, folder, std::move(opened), std::move(heads), std::move(replica.value())));
}

Home::Home(Machine& machine, const std::string& folder, Opened opened,
           std::unique_ptr<HeadFile> heads, std::unique_ptr<Replica> replica)
    : folder_(folder),
      settings_(std::move(opened.settings)),
      clock_(std::move(opened.clock)),
      heads_(std::move(heads)),
      replica_(std::move(replica)),
      signer_(std::move(opened.keys.devices)),
      link_(machine, settings_.office_folder, settings_.office, *clock_),
      place_{*replica_,        signer_,          &link_,           *clock_,
             machine.random(), settings_.device, settings_.officer} {}

}  // namespace luring
