#include "server/enrolment.h"

#include <algorithm>

#include "core/case/commands_administration.h"
#include "core/case/directory_view.h"

namespace luring::server {

namespace {

DeviceEnrolled enrolled_from(const DeviceCard& card, const std::string& officer) {
    return {card.device, officer, card.name, card.device_key, card.officer_key, card.box_key};
}

bool is_same(const DeviceEnrolled& device, const DeviceCard& card) {
    return device.device_key == card.device_key && device.officer_key == card.officer_key &&
           device.box_key == card.box_key;
}

std::optional<DeviceItem> find_enrolled(Bureau& bureau, const DeviceId& device) {
    std::optional<DeviceItem> found;
    bureau.office().read([&](const State& state) { found = find_device(state, device); });
    return found;
}

// One request being answered.
class Enrolling {
  public:
    Enrolling(Bureau& bureau, const EnrolRequest& request)
        : bureau_(bureau), request_(request), now_(bureau.now()) {}

    EnrolAnswer run() {
        switch (request_.step) {
            case EnrolStep::begin:
                begin();
                break;
            case EnrolStep::claim:
                claim();
                break;
            case EnrolStep::ask:
                ask();
                break;
        }
        return std::move(answer_);
    }

  private:
    void refuse(std::string reason) {
        answer_.state = EnrolState::refused;
        answer_.reason = std::move(reason);
    }

    void count(const std::string& officer) {
        answer_.state = EnrolState::counted;
        answer_.officer = officer;
        bureau_.office().read([&](const State& state) {
            if (const auto known = find_officer(state, officer)) answer_.officer_name = known->nama;
        });
    }

    // Null where an answer is given already.
    Invitation* need_invitation() {
        const std::string_view half = std::string_view(request_.code).substr(0, code_half_chars);
        Invitation* invitation = bureau_.enrolments().find(half, now_);
        if (invitation == nullptr || invitation->tries_left == 0) {
            refuse("code_unknown");
            return nullptr;
        }
        const bool is_own = request_.card && invitation->used_by == request_.card->device;
        if (!invitation->used_by.is_none() && !is_own) {
            refuse("code_unknown");
        } else if (now_.ms >= invitation->until_ms) {
            refuse("code_expired");
        } else {
            return invitation;
        }
        return nullptr;
    }

    void save() {
        if (auto saved = bureau_.enrolments().save(); !saved) {
            throw StorageError(StorageCode::io, "enrolments: " + saved.failure().detail);
        }
    }

    void begin() {
        Invitation* invitation = need_invitation();
        if (invitation == nullptr) return;
        answer_.state = EnrolState::begun;
        for (const BegunEnrolment& begun : invitation->begun) {
            if (begun.commitment != request_.commitment) continue;
            answer_.number = begun.number;
            return;
        }
        // Each is a try at the words for somebody in between.
        if (invitation->begun.size() >= devices_of_code_max) return refuse("too_many_devices");
        answer_.number = bureau_.random().id<EnrolmentNumberTag>();
        invitation->begun.push_back({request_.commitment, answer_.number});
        save();
    }

    void claim() {
        const DeviceCard& card = *request_.card;
        if (const auto known = find_enrolled(bureau_, card.device)) {
            // The answer to an earlier claim was lost on its way.
            if (is_same(known->enrolled, card)) return count(known->enrolled.officer);
            return refuse("device_known");
        }
        Invitation* invitation = need_invitation();
        if (invitation == nullptr) return;
        if (request_.code.size() == code_chars)
            claim_known_office(*invitation);
        else
            claim_with_words(*invitation);
    }

    void claim_known_office(Invitation& invitation) {
        if (request_.code != invitation.code) {
            --invitation.tries_left;
            save();
            return refuse("code_wrong");
        }
        // Noted before the act is written: whatever happens in between, the code is this device's.
        invitation.used_by = request_.card->device;
        const std::string officer = invitation.officer;
        save();
        const Answer written = bureau_.write([&](const State& state) {
            return enrol_device(state, enrolled_from(*request_.card, officer));
        });
        if (written.ok()) return count(officer);
        const std::string rule = text_at(written.result, "rule");
        refuse(rule.empty() ? written.code : rule);
    }

    void claim_with_words(Invitation& invitation) {
        const DeviceCard& card = *request_.card;
        answer_.state = EnrolState::waiting;
        for (const WaitingDevice& waiting : invitation.waiting) {
            if (waiting.card == card) return;
            if (waiting.card.device == card.device) return refuse("device_known");
        }
        const Hash commitment = commitment_to(card, request_.number);
        const auto begun =
            std::find_if(invitation.begun.begin(), invitation.begun.end(),
                         [&](const BegunEnrolment& each) { return each.commitment == commitment; });
        if (begun == invitation.begun.end()) return refuse("commitment_differs");
        invitation.waiting.push_back({card, enrolment_words(bureau_.settings().office.key,
                                                            begun->number, card, request_.number)});
        save();
    }

    void ask() {
        const Bytes message = message_of_ask(bureau_.settings().office.key, request_.device);
        if (const auto known = find_enrolled(bureau_, request_.device)) {
            if (!is_signed_by(known->enrolled.device_key, message, request_.by_device)) {
                return refuse("device_unknown");
            }
            return count(known->enrolled.officer);
        }
        const Invitation* invitation = bureau_.enrolments().find_waiting(request_.device, now_);
        if (invitation == nullptr) return refuse("not_confirmed");
        for (const WaitingDevice& waiting : invitation->waiting) {
            if (waiting.card.device != request_.device) continue;
            if (is_signed_by(waiting.card.device_key, message, request_.by_device)) {
                answer_.state = EnrolState::waiting;
                return;
            }
        }
        refuse("device_unknown");
    }

    Bureau& bureau_;
    const EnrolRequest& request_;
    Instant now_;
    EnrolAnswer answer_;
};

}  // namespace

OfficeCard office_card(Bureau& bureau) {
    OfficeCard card;
    card.office = bureau.settings().office.id;
    card.identity = bureau.settings().office.key;
    card.name = bureau.settings().name;
    card.origin = bureau.settings().origin.text;
    card.box_key = BoxKey(bureau.keys().boxes.back().seed).public_key();
    card.tls_certificate = bureau.keys().authority.certificate;
    card.signature = SigningKey(bureau.keys().identity).sign(message_of(card));
    return card;
}

EnrolmentAnswer answer_enrolment(Bureau& bureau, const EnrolRequest& request, ByteView body) {
    EnrolAnswer answer = Enrolling(bureau, request).run();
    answer.request = hash_of_enrol_request(body);
    answer.office = bureau.settings().office.id;
    answer.time_ms = bureau.now().ms;
    answer.signature = SigningKey(bureau.keys().identity).sign(message_of(answer));
    Bytes encoded = encode(answer);
    return {std::move(answer), std::move(encoded)};
}

// ---- the administrator's side -------------------------------------------------------------------

namespace {

struct MeantDevice {
    std::optional<DeviceItem> enrolled;
    Invitation* invitation = nullptr;  // of one that waits
    WaitingDevice waiting;
};

Result<MeantDevice> device_meant(Bureau& bureau, const std::string& typed) {
    std::vector<MeantDevice> meant;
    const auto is_meant = [&typed](const DeviceId& device) {
        return !typed.empty() && device.hex().starts_with(typed);
    };
    bureau.office().read([&](const State& state) {
        for (const DeviceItem& item : devices(state)) {
            const DeviceId& id = item.enrolled.device;
            if (is_meant(id) && id != bureau.keys().device) meant.push_back({item, nullptr, {}});
        }
    });
    const Instant now = bureau.now();
    for (const Invitation& invitation : bureau.enrolments().all(now)) {
        for (const WaitingDevice& waiting : invitation.waiting) {
            if (!is_meant(waiting.card.device)) continue;
            Invitation* found = bureau.enrolments().find_waiting(waiting.card.device, now);
            meant.push_back({std::nullopt, found, waiting});
        }
    }
    if (meant.size() == 1) return std::move(meant.front());
    return fail(meant.empty() ? Fault::not_found : Fault::conflict, typed);
}

Answer not_meant(const Failure& failure) {
    const bool is_none = failure.fault == Fault::not_found;
    return refused_with(is_none ? "device_unknown" : "device_ambiguous",
                        {{"given", failure.detail}});
}

// To the second, as people read it.
std::string shown_time(const State& state, std::int64_t ms) {
    const auto office = founded(state);
    return text_from(Instant{ms / 1000 * 1000}, office ? office->offset_minutes : 0);
}

json::value feeds_view(const State& state, const DeviceId& device) {
    json::array feeds;
    for (const auto& [key, writer] :
         items_of<WriterItem>(state, office_place(), "writer/" + device.hex() + "/")) {
        feeds.push_back({{"incarnation", feeds.size() + 1}, {"first_entry", writer.first_entry}});
    }
    return feeds;
}

}  // namespace

Answer invite(Bureau& bureau, const std::string& officer) {
    std::optional<Officer> known;
    bureau.office().read([&](const State& state) { known = find_officer(state, officer); });
    if (!known) return refused_with("officer_unknown", {{"given", officer}});
    if (bureau.office().is_recovering()) return refused_with("office_recovering");
    auto invitation = bureau.enrolments().invite(officer, bureau.now());
    if (!invitation) return refused_with("too_many_codes");
    const OfficeIdentity& office = bureau.settings().office;
    std::string until;
    bureau.office().read(
        [&](const State& state) { until = shown_time(state, invitation->until_ms); });
    return done({{"officer", officer},
                 {"name", known->nama},
                 {"code", shown_code(invitation->code)},
                 {"qr", qr_text(bureau.settings().origin.text, invitation->code, office.key)},
                 {"origin", bureau.settings().origin.text},
                 {"fingerprint", fingerprint_of(office.key)},
                 {"words", nullptr},
                 {"expires_at", until}});
}

Answer confirm(Bureau& bureau, const std::string& device) {
    auto meant = device_meant(bureau, device);
    if (!meant) return not_meant(meant.failure());
    if (meant->enrolled) {
        const DeviceEnrolled& enrolled = meant->enrolled->enrolled;
        return refused_with("already_done", {{"device", enrolled.device.hex()}});
    }
    const std::string officer = meant->invitation->officer;
    const DeviceCard card = meant->waiting.card;
    Answer answer = bureau.write(
        [&](const State& state) { return enrol_device(state, enrolled_from(card, officer)); });
    answer.result["device"] = card.device.hex();
    answer.result["officer"] = officer;
    answer.result["words"] = meant->waiting.words;
    if (!answer.ok()) return answer;
    // The code is spent: others that waited by it were somebody else.
    meant->invitation->used_by = card.device;
    meant->invitation->waiting.clear();
    if (auto saved = bureau.enrolments().save(); !saved) return from_failure(saved.failure());
    return answer;
}

Answer list_devices(Bureau& bureau) {
    json::array enrolled;
    json::array waiting;
    bureau.office().read([&](const State& state) {
        for (const DeviceItem& item : devices(state)) {
            const DeviceEnrolled& device = item.enrolled;
            if (device.device == bureau.keys().device) continue;  // the office's own
            enrolled.push_back({{"device", device.device.hex()},
                                {"officer", device.officer},
                                {"name", device.name},
                                {"revoked", item.revoked},
                                {"revoked_reason", text_or_null(item.revoked_reason)},
                                {"feeds", feeds_view(state, device.device)}});
        }
    });
    bureau.office().read([&](const State& state) {
        for (const Invitation& invitation : bureau.enrolments().all(bureau.now())) {
            for (const WaitingDevice& device : invitation.waiting) {
                waiting.push_back(
                    {{"device", device.card.device.hex()},
                     {"officer", invitation.officer},
                     {"name", device.card.name},
                     {"words", device.words},
                     {"expires_at", shown_time(state, invitation.until_ms + waiting_ms)}});
            }
        }
    });
    return done({{"devices", std::move(enrolled)}, {"waiting", std::move(waiting)}});
}

Answer revoke(Bureau& bureau, const std::string& device, const std::string& reason) {
    auto meant = device_meant(bureau, device);
    if (!meant) return not_meant(meant.failure());
    if (meant->enrolled) {
        const DeviceId id = meant->enrolled->enrolled.device;
        Answer answer =
            bureau.write([&](const State& state) { return revoke_device(state, id, reason); });
        answer.result["device"] = id.hex();
        return answer;
    }
    const DeviceId id = meant->waiting.card.device;
    std::erase_if(meant->invitation->waiting,
                  [&id](const WaitingDevice& each) { return each.card.device == id; });
    if (auto saved = bureau.enrolments().save(); !saved) return from_failure(saved.failure());
    return done({{"device", id.hex()}, {"state", "sent_away"}});
}

}  // namespace luring::server
