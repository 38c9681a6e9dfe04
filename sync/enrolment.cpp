#include "sync/enrolment.h"

#include <algorithm>

#include "sync/check_words.h"

namespace luring {

namespace {

constexpr std::size_t fingerprint_bytes = 16;
constexpr std::string_view link_mark = "/daftar#";

Bytes message_from(Hasher& hasher) {
    const Hash hash = hasher.finish();
    return Bytes(hash.bytes.begin(), hash.bytes.end());
}

bool is_code_of(std::string_view code, std::size_t length) {
    return code.size() == length && code.find_first_not_of(code_alphabet) == std::string_view::npos;
}

std::string bare_hex(std::string_view typed) {
    std::string bare;
    for (const char c : typed) {
        if (c == ' ' || c == ':' || c == '-') continue;
        bare += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return bare;
}

Result<Done> check_claim(const EnrolRequest& request, const PublicKey& identity) {
    if (!request.card) return fail(Fault::malformed, "no card");
    const DeviceCard& card = *request.card;
    if (card.name.empty() || card.name.size() > device_name_bytes_max ||
        !is_text(view_of(card.name))) {
        return fail(Fault::invalid, "device name");
    }
    if (card.device.is_none()) return fail(Fault::malformed, "device");
    const Bytes message = message_of_claim(identity, request);
    if (!is_signed_by(card.device_key, message, request.by_device) ||
        !is_signed_by(card.officer_key, message, request.by_officer)) {
        return fail(Fault::bad_signature, "claim");
    }
    return Done{};
}

}  // namespace

// ---- codes --------------------------------------------------------------------------------------

std::optional<std::string> code_from_text(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (!is_code_of(code, code_chars)) return std::nullopt;
    return code;
}

std::string shown_code(std::string_view code) {
    return std::string(code.substr(0, code_half_chars)) + "-" +
           std::string(code.substr(code_half_chars));
}

std::string fingerprint_of(const PublicKey& identity) {
    const Hash hash = hash_of("luring office fingerprint 1", identity.view());
    return hex_from(hash.view().first(fingerprint_bytes));
}

std::string qr_text(std::string_view origin, std::string_view code, const PublicKey& identity) {
    return std::string(origin) + std::string(link_mark) + std::string(code) + "." +
           fingerprint_of(identity);
}

std::optional<EnrolmentLink> enrolment_link_from(std::string_view qr) {
    const auto mark = qr.find(link_mark);
    if (qr.size() > qr_bytes_max || mark == std::string_view::npos) return std::nullopt;
    const std::string_view rest = qr.substr(mark + link_mark.size());
    const auto dot = rest.find('.');
    auto code = code_from_text(rest.substr(0, dot));
    if (!code || dot == std::string_view::npos) return std::nullopt;
    std::string fingerprint = bare_hex(rest.substr(dot + 1));
    if (fingerprint.size() != 2 * fingerprint_bytes) return std::nullopt;
    return EnrolmentLink{std::string(qr.substr(0, mark)), *code, std::move(fingerprint)};
}

// ---- the office introduces itself ---------------------------------------------------------------

Bytes message_of(const OfficeCard& card) {
    OfficeCard bare = card;
    bare.signature = {};
    Hasher hasher("luring office card 1");
    hasher.add(encode(bare));
    return message_from(hasher);
}

Result<OfficeCard> office_card_from(ByteView bytes, std::string_view fingerprint) {
    if (bytes.size() > office_card_bytes_max) return fail(Fault::too_large, "office card");
    auto card = decode<OfficeCard>(bytes);
    if (!card) return card.failure();
    if (card->version != enrolment_version) return fail(Fault::unsupported, "office card");
    if (!is_signed_by(card->identity, message_of(*card), card->signature)) {
        return fail(Fault::bad_signature, "office card");
    }
    if (!fingerprint.empty() && bare_hex(fingerprint) != fingerprint_of(card->identity)) {
        return fail(Fault::invalid, "fingerprint");
    }
    return card;
}

// ---- what a device says -------------------------------------------------------------------------

Hash commitment_to(const DeviceCard& card, const EnrolmentNumber& number) {
    Hasher hasher("luring enrolment commitment 1");
    hasher.add(encode(card)).add(number.view());
    return hasher.finish();
}

Bytes message_of_claim(const PublicKey& identity, const EnrolRequest& request) {
    EnrolRequest bare = request;
    bare.by_device = {};
    bare.by_officer = {};
    Hasher hasher("luring enrolment claim 1");
    hasher.add(identity.view()).add(encode(bare));
    return message_from(hasher);
}

Bytes message_of_ask(const PublicKey& identity, const DeviceId& device) {
    Hasher hasher("luring enrolment ask 1");
    hasher.add(identity.view()).add(device.view());
    return message_from(hasher);
}

Result<EnrolRequest> enrol_request_from(ByteView bytes, const PublicKey& identity) {
    if (bytes.size() > enrolment_bytes_max) return fail(Fault::too_large, "enrolment request");
    // The version stands first and is read by itself: what comes after it may have changed.
    if (bytes.empty() || bytes[0] != enrolment_version) {
        return fail(Fault::unsupported, "enrolment version");
    }
    auto request = decode<EnrolRequest>(bytes);
    if (!request) return request.failure();
    if (request->step == EnrolStep::ask) return request;
    const bool is_half = is_code_of(request->code, code_half_chars);
    if (request->step == EnrolStep::begin) {
        if (!is_half) return fail(Fault::invalid, "code");
        return request;
    }
    if (!is_half && !is_code_of(request->code, code_chars)) return fail(Fault::invalid, "code");
    if (auto checked = check_claim(*request, identity); !checked) return checked.failure();
    return request;
}

// ---- what the office answers --------------------------------------------------------------------

Hash hash_of_enrol_request(ByteView body) {
    return hash_of("luring enrolment request 1", body);
}

Bytes message_of(const EnrolAnswer& answer) {
    EnrolAnswer bare = answer;
    bare.signature = {};
    Hasher hasher("luring enrolment answer 1");
    hasher.add(encode(bare));
    return message_from(hasher);
}

Result<EnrolAnswer> enrol_answer_from(ByteView bytes, ByteView request, const PublicKey& identity) {
    if (bytes.size() > enrolment_bytes_max) return fail(Fault::too_large, "enrolment answer");
    auto answer = decode<EnrolAnswer>(bytes);
    if (!answer) return answer.failure();
    if (answer->version != enrolment_version) return fail(Fault::unsupported, "enrolment answer");
    if (answer->request != hash_of_enrol_request(request)) {
        return fail(Fault::invalid, "answer to another request");
    }
    if (!is_signed_by(identity, message_of(*answer), answer->signature)) {
        return fail(Fault::bad_signature, "enrolment answer");
    }
    return answer;
}

std::string enrolment_words(const PublicKey& identity, const EnrolmentNumber& of_office,
                            const DeviceCard& card, const EnrolmentNumber& of_device) {
    Hasher hasher("luring enrolment words 1");
    hasher.add(identity.view()).add(of_office.view()).add(encode(card)).add(of_device.view());
    const Hash hash = hasher.finish();
    return words_from(hash.view().first(4));
}

// ---- the doorbell -------------------------------------------------------------------------------

Bytes message_of_doorbell(const OfficeId& office, const DeviceId& device) {
    Hasher hasher("luring doorbell 1");
    hasher.add(office.view()).add(device.view());
    return message_from(hasher);
}

}  // namespace luring
