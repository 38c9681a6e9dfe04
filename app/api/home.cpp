#include "app/api/home.h"

#include "app/api/evidence.h"
#include "app/api/office_line.h"
#include "core/base/codec.h"
#include "core/case/directory_view.h"

namespace luring {

namespace {

constexpr std::size_t passphrase_bytes_max = 64 * 1024;
constexpr std::size_t heads_bytes_max = 1024 * 1024;

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

const BoxKey* KeySigner::box_key(const DeviceId& device) {
    for (const DeviceSeeds& seeds : devices_) {
        if (seeds.device == device)
            return &boxes_.try_emplace(device, seeds.box_seed).first->second;
    }
    return nullptr;
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
    auto file = machine.read_file(path, passphrase_bytes_max);
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

Result<std::string> passphrase_for(Machine& machine, const std::string& folder,
                                   const std::string& passphrase_file) {
    if (!passphrase_file.empty()) return read_passphrase(machine, passphrase_file);
    const std::string own = folder + "/passphrase";
    if (machine.exists(own)) return read_passphrase(machine, own);
    if (auto typed = machine.ask_secret("Kata sandi: ")) return std::move(*typed);
    return fail(Fault::not_found, own);
}

Result<std::string> new_passphrase(Machine& machine, const std::string& folder,
                                   const std::string& passphrase_file) {
    if (!passphrase_file.empty()) return read_passphrase(machine, passphrase_file);
    const auto typed = machine.ask_secret("Kata sandi baru: ");
    if (!typed) return fail(Fault::not_found, folder + "/passphrase");
    if (machine.ask_secret("Sekali lagi: ") == typed) return *typed;
    return fail(Fault::locked, "typed differently");
}

// ---- home ---------------------------------------------------------------------------------------

Result<Done> Home::create(Machine& machine, const std::string& folder, const HomeSettings& settings,
                          const KeyChain& keys, std::string_view passphrase) {
    if (machine.exists(folder + settings_file)) return fail(Fault::conflict, folder);
    if (auto made = machine.make_folder(folder); !made) return made.failure();
    auto kept = machine.write_keys(folder + keys_file, encode(keys), passphrase,
                                   settings.is_practice.value_or(false));
    if (!kept) return kept.failure();
    return write_settings(machine, folder, settings);
}

Result<std::unique_ptr<Home>> Home::open(Machine& machine, const std::string& folder,
                                         const std::string& passphrase_file) {
    // Before a passphrase is asked for: there may be nothing to open.
    auto settings = read_settings(machine, folder);
    if (!settings) return settings.failure();
    auto passphrase = passphrase_for(machine, folder, passphrase_file);
    if (!passphrase) return passphrase.failure();
    return open_with(machine, folder, *passphrase);
}

Result<std::unique_ptr<Home>> Home::open_with(Machine& machine, const std::string& folder,
                                              std::string_view passphrase) {
    auto settings = read_settings(machine, folder);
    if (!settings) return settings.failure();
    // Nothing can be claimed by a device that has not read its office's log.
    auto clock = machine.clock(settings->is_practice.value_or(true));
    if (!clock) return clock.failure();
    auto bytes = machine.read_keys(folder + keys_file, passphrase);
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
    auto photos = open_photos(machine, folder, keys->database);
    if (!photos) return photos.failure();
    Opened opened{std::move(*settings), std::move(*keys), std::move(*clock)};
    std::unique_ptr<Home> home(new Home(machine, folder, std::move(opened), std::move(heads),
                                        std::move(replica.value()), std::move(photos.value())));
    if (auto learned = home->learn_practice(*bytes, passphrase); !learned) return learned.failure();
    return home;
}

Home::Home(Machine& machine, const std::string& folder, Opened opened,
           std::unique_ptr<HeadFile> heads, std::unique_ptr<Replica> replica,
           std::unique_ptr<Attachments> photos)
    : machine_(machine),
      folder_(folder),
      settings_(std::move(opened.settings)),
      clock_(std::move(opened.clock)),
      heads_(std::move(heads)),
      replica_(std::move(replica)),
      photos_(std::move(photos)),
      signer_(std::move(opened.keys.devices)),
      link_(make_link()),
      place_{*replica_,        signer_,          link_.get(),      *clock_,
             machine.random(), settings_.device, settings_.officer} {
    place_.photos = photos_.get();
    place_.pause = [this](std::int64_t ms) { return machine_.wait(ms); };
}

std::unique_ptr<Link> Home::make_link() {
    if (settings_.url.empty()) {
        return std::make_unique<PracticeLink>(machine_, settings_.office_folder, settings_.office,
                                              *clock_);
    }
    auto line = std::make_unique<OfficeLine>([this] { return machine_.connect(way()); });
    line_ = line.get();
    return line;
}

TransportOptions Home::way() {
    TransportOptions options;
    options.origin = settings_.url;
    options.trust = settings_.trust;
    options.certificates = settings_.certificates;
    options.now_ms = likely_now(place_).ms;
    if (stall_ms_ > 0) options.stall_ms = stall_ms_;
    return options;
}

Result<Done> Home::move_to(const std::string& url, Trust trust,
                           const std::vector<Bytes>& certificates) {
    settings_.url = url;
    settings_.trust = trust;
    settings_.certificates = certificates;
    return write_settings(machine_, folder_, settings_);
}

// What the office's log says once it is here. A practice office guards nothing, and its keys are
// opened hundreds of times in a story.
Result<Done> Home::learn_practice(ByteView keys, std::string_view passphrase) {
    if (settings_.is_practice) return Done{};
    std::optional<bool> is_practice;
    replica_->read([&is_practice](const State& committed, const State&) {
        if (const auto office = founded(committed)) is_practice = office->practice;
    });
    if (!is_practice) return Done{};
    if (*is_practice) {
        auto kept = machine_.write_keys(folder_ + keys_file, keys, passphrase, true);
        if (!kept) return kept;
    }
    settings_.is_practice = is_practice;
    return write_settings(machine_, folder_, settings_);
}

}  // namespace luring
