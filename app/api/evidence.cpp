#include "app/api/evidence.h"

#include <algorithm>

#include "app/api/asked.h"
#include "app/api/meeting.h"
#include "core/base/codec.h"
#include "sync/attachment.h"

namespace luring {

namespace {

constexpr const char* wanted_key = "place/evidence_wanted";
constexpr std::size_t typed_digits_min = 4;

}  // namespace

Result<std::unique_ptr<Attachments>> open_photos(Machine& machine, const std::string& folder,
                                                 const RawKey& database) {
    OpenOptions options;
    options.path = folder + "/photos.db";
    options.key = hash_of("luring photos of a device 1", ByteView(database)).bytes;
    options.create = !machine.exists(options.path);
    return Attachments::open(options);
}

// ---- what is owed -------------------------------------------------------------------------------

Owed owed_to_office(Workplace& place) {
    const Pending pending = place.replica.pending();
    Owed owed{pending.acts, 0, pending.bytes, 0};
    if (place.photos == nullptr) return owed;
    const auto waiting = AttachmentLane(place.replica, *place.photos).waiting();
    owed.attachments = waiting.contents;
    owed.bytes += waiting.bytes;
    owed.lost = waiting.lost;
    return owed;
}

json::object pending_view(const Owed& owed) {
    return {{"acts", owed.acts}, {"attachments", owed.attachments}, {"bytes", owed.bytes}};
}

// ---- writing ------------------------------------------------------------------------------------

std::optional<Answer> KeptEvidence::keep(const json::object& args) {
    const json::value* given = args.if_contains("evidence");
    if (place_.photos == nullptr || given == nullptr || !given->is_array()) return std::nullopt;
    for (const json::value& value : given->as_array()) {
        const json::value* content =
            value.is_object() ? value.as_object().if_contains("content") : nullptr;
        if (content == nullptr || !content->is_string()) continue;
        const ByteView octets = view_of(content->as_string());
        if (octets.empty() || octets.size() > evidence_bytes_max) continue;
        const bool was_here = place_.photos->is_whole(sha256(octets));
        const auto put = place_.photos->put(octets);
        if (!put) return from_failure(put.failure());
        if (!was_here) new_here_.push_back(*put);
    }
    return std::nullopt;
}

void KeptEvidence::take_back() {
    if (new_here_.empty()) return;
    // Another program may have written an act meanwhile that names the same.
    for (const Evidence& evidence : place_.replica.evidence_written()) {
        std::erase(new_here_, evidence.content);
    }
    place_.photos->drop(new_here_);
    new_here_.clear();
}

// ---- seeing -------------------------------------------------------------------------------------

std::set<Hash> evidence_wanted(Workplace& place) {
    const auto draft = place.replica.find_draft(wanted_key);
    if (!draft) return {};
    const auto kept = decode<std::vector<Hash>>(draft->content);
    if (!kept) return {};
    return {kept->begin(), kept->end()};
}

void keep_evidence_wanted(Workplace& place, const std::set<Hash>& wanted) {
    const std::vector<Hash> list(wanted.begin(), wanted.end());
    const Bytes content = list.empty() ? Bytes() : encode(list);
    const auto put = place.replica.put_draft({wanted_key, content, place.clock.now().ms});
    ensure(put.ok());
}

namespace {

// Of all that is named by what this device may read.
Result<Evidence, Answer> evidence_meant(Workplace& place, const json::object& args) {
    const json::value* given = args.if_contains("sha256");
    const std::string typed =
        given != nullptr && given->is_string() ? std::string(given->as_string()) : std::string();
    std::vector<Evidence> meant;
    for (const Evidence& evidence : place.replica.evidence_named()) {
        const bool is_long = typed.size() >= typed_digits_min;
        if (is_long && evidence.content.hex().rfind(typed, 0) == 0) meant.push_back(evidence);
    }
    if (meant.size() == 1) return meant.front();
    return refused_with(meant.empty() ? "evidence_unknown" : "evidence_ambiguous",
                        {{"name", "sha256"}, {"given", typed}});
}

// None: it is here now. It stays wanted where it did not come.
std::optional<Answer> fetch(Workplace& place, const Evidence& evidence) {
    std::set<Hash> wanted = evidence_wanted(place);
    wanted.insert(evidence.content);
    keep_evidence_wanted(place, wanted);
    if (place.link == nullptr) return from_missed({NoReply::office_not_found, "no address"});
    const Met met = meet(place);
    if (place.photos->is_whole(evidence.content)) return std::nullopt;
    if (met.problem) return *met.problem;
    const auto refused = met.evidence_refused.find(evidence.content);
    const Fault fault = refused == met.evidence_refused.end() ? Fault::not_found : refused->second;
    return refused_with("evidence_not_there",
                        {{"sha256", evidence.content.hex()}, {"detail", name_of(fault)}});
}

}  // namespace

Answer write_out_evidence(Machine& machine, Workplace& place, const json::object& args) {
    if (place.photos == nullptr) return broken("machine_failed", {{"detail", "photos.db"}});
    const auto meant = evidence_meant(place, args);
    if (!meant) return meant.failure();
    const bool was_here = place.photos->is_whole(meant->content);
    if (!was_here) {
        if (auto problem = fetch(place, *meant)) return *problem;
    }
    const auto whole = place.photos->whole(meant->content);
    if (!whole) return refused_with("evidence_not_there", {{"sha256", meant->content.hex()}});
    const std::string output(args.at("output").as_string());
    if (auto written = machine.write_file(output, *whole); !written) {
        return from_failure(written.failure());
    }
    return done({{"sha256", meant->content.hex()},
                 {"bytes", whole->size()},
                 {"output", output},
                 {"fetched", !was_here}});
}

}  // namespace luring
