#include "server/bureau.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/case/directory_view.h"

namespace luring::server {

namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;

std::vector<std::string> ledger_copies(const FolderSettings& settings) {
    std::vector<std::string> paths;
    for (const std::string& folder : settings.backup_folders) {
        paths.push_back(ledger_copy_path(folder, settings.office.id));
    }
    return paths;
}

json::object written_view(const Answered& answered) {
    return {{"act", answered.act.hex()},
            {"number", answered.number},
            {"state", "committed"},
            {"outcome", name_of(answered.outcome)},
            {"reason", name_of(answered.reason)}};
}

}  // namespace

Bureau::Bureau(const DataFolder& folder, std::unique_ptr<Hold> hold, FolderSettings settings,
               OfficeKeys keys, std::unique_ptr<Clock> clock)
    : folder_(folder),
      hold_(std::move(hold)),
      settings_(std::move(settings)),
      keys_(std::move(keys)),
      clock_(std::move(clock)),
      own_device_(keys_.device, keys_.device_seed, folder_.machine().random()),
      enrolments_(folder_.machine(), folder_.file(enrolments_file)),
      ledger_(std::make_unique<LedgerFile>(folder_.machine(), folder_.file(ledger_file),
                                           keys_.ledger, ledger_copies(settings_))) {}

Result<std::unique_ptr<Bureau>> Bureau::open(const DataFolder& folder, bool restored) {
    if (!folder.has_office()) return fail(Fault::not_found, folder.path());
    auto hold = folder.take();
    if (!hold) return hold.failure();
    auto settings = folder.read_settings();
    if (!settings) return settings.failure();
    auto keys = folder.read_keys();
    if (!keys) return keys.failure();
    auto clock = folder.machine().clock(settings->is_practice);
    if (!clock) return clock.failure();
    std::unique_ptr<Bureau> bureau(new Bureau(folder, std::move(*hold), std::move(*settings),
                                              std::move(*keys), std::move(*clock)));
    bureau->ledger_->take_from_copies();
    // Codes are given anew; an office that does not open is worse.
    if (!bureau->enrolments_.open()) bureau->complaints_.push_back("enrolments_unreadable");
    OfficeOptions options;
    options.file.path = folder.file(store_file);
    options.file.key = bureau->keys_.database;
    options.id = bureau->settings_.office.id;
    options.restored = restored;
    auto office = Office::open(options, SigningKey(bureau->keys_.identity), *bureau->ledger_);
    if (!office) return office.failure();
    bureau->office_ = std::move(office.value());
    options.file.path = folder.file(photos_file);
    options.file.key =
        hash_of("luring photos of the office 1", ByteView(bureau->keys_.database)).bytes;
    options.file.create = true;
    auto photos = Attachments::open(options.file);
    if (!photos) return photos.failure();
    bureau->photos_ = std::move(photos.value());
    return bureau;
}

std::vector<luring::BoxKey> Bureau::box_keys() const {
    std::vector<luring::BoxKey> all;
    for (const DatedBox& key : keys_.boxes) all.emplace_back(key.seed);
    return all;
}

Answer Bureau::write(const Intend& intend) {
    std::optional<Intended> intended;
    office_->read([&](const State& state) { intended = intend(state); });
    if (!*intended) return from_refusal(intended->refusal());
    auto answers = own_device_.write(*office_, {intended->proposal()}, now());
    if (!answers) {
        // Not a matter of waiting for a lock: somebody has to end the recovery first.
        if (answers.fault() == Fault::busy) return refused_with("office_recovering");
        return from_failure(answers.failure());
    }
    const Answered& answered = answers->front();
    if (answered.outcome == Outcome::applied) return done(written_view(answered));
    Answer refused = refused_with(name_of(answered.reason), written_view(answered));
    if (const auto item = office_->find(answered.act); item && item->entry) {
        refused.result["rule"] = text_or_null(item->entry->rule);
    }
    return refused;
}

Result<Done> Bureau::remember_backup_folder(const std::string& folder) {
    auto& known = settings_.backup_folders;
    if (std::find(known.begin(), known.end(), folder) == known.end()) {
        FolderSettings changed = settings_;
        changed.backup_folders.push_back(folder);
        if (auto written = folder_.write_settings(changed); !written) return written;
        settings_ = std::move(changed);
    }
    ledger_->add_copy(ledger_copy_path(folder, settings_.office.id));
    return Done{};
}

void Bureau::look_after() {
    if (!ledger_->lacking_copies().empty()) ledger_->copy();
    const std::int64_t age = now().ms - keys_.boxes.back().made_ms;
    if (age < box_key_days * day_ms) return;
    OfficeKeys changed = keys_;
    DatedBox box;
    random().fill(box.seed);
    box.made_ms = now().ms;
    changed.boxes.push_back(box);
    if (folder_.write_keys(changed)) keys_ = std::move(changed);
}

}  // namespace luring::server
