// How a device becomes one of the office's: what both sides say and what both compute.
//
// The administrator gives a code of eight characters, valid once and for minutes. Who also knows
// the fingerprint of the office's key (from the QR, or typed) first makes sure that it speaks to
// that office (OfficeCard) and then claims with the whole code: the device counts at once. Who has
// the code alone cannot know whom it speaks to, and so never says the second half of it: it claims
// with the first half, both screens show four words, and somebody at the office confirms.
//
// The words are made from the keys of both sides and from a number of each. The device commits to
// its keys and number before it learns the office's: somebody in between who answers with keys of
// their own has one try in 2^32 that the words agree, and cannot try in advance.
//
//   known office:  card -> claim(whole code) -> counted
//   typed code:    card -> begin(half, commitment) -> claim(half, number) -> waiting
//                  -> ask, again and again -> counted
//
// Every request may be sent again: the answer is the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "core/base/id.h"
#include "core/base/keys.h"

namespace luring {

constexpr std::uint16_t enrolment_version = 1;
constexpr std::size_t enrolment_bytes_max = 8 * 1024;  // of a request
constexpr std::size_t office_card_bytes_max = 16 * 1024;
constexpr std::size_t device_name_bytes_max = 120;
constexpr std::size_t qr_bytes_max = 180;

using EnrolmentNumber = Id<struct EnrolmentNumberTag>;

// ---- codes --------------------------------------------------------------------------------------

// No 0 O, 1 I L, and no U that is read as V: these cannot be told apart on every printer.
constexpr std::string_view code_alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_half_chars = 4;
constexpr std::size_t code_chars = 2 * code_half_chars;

// As people type it: any case, with blanks and dashes. None where it is not a code.
std::optional<std::string> code_from_text(std::string_view typed);
std::string shown_code(std::string_view code);  // "K7QM-2XWD"

// Of the key an office is known by: 32 hexadecimal digits. What a QR carries and a card shows.
std::string fingerprint_of(const PublicKey& identity);

// "https://kintom.example/daftar#K7QM2XWD.<fingerprint>": a camera opens it in the browser, and
// what stands behind the # stays on the phone.
std::string qr_text(std::string_view origin, std::string_view code, const PublicKey& identity);

struct EnrolmentLink {
    std::string origin;
    std::string code;
    std::string fingerprint;
};
std::optional<EnrolmentLink> enrolment_link_from(std::string_view qr);

// ---- the office introduces itself ---------------------------------------------------------------

// Signed by the identity key and by nothing else: whoever hands it on changes nothing in it.
struct OfficeCard {
    std::uint16_t version = enrolment_version;
    OfficeId office;
    PublicKey identity;
    std::string name;
    std::string origin;
    PublicKey box_key;      // for bundles to the office
    Bytes tls_certificate;  // DER, of the office's own authority; empty where others vouch for it
    Signature signature;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(version, office, identity, name, origin, box_key, tls_certificate, signature);
    }
};

Bytes message_of(const OfficeCard& card);

// Fault::bad_signature, or Fault::invalid where the key is not the one of the fingerprint (any
// case, blanks and colons allowed). An empty fingerprint asks for the signature alone.
Result<OfficeCard> office_card_from(ByteView bytes, std::string_view fingerprint);

// ---- what a device says -------------------------------------------------------------------------

struct DeviceCard {
    DeviceId device;   // drawn by the device
    std::string name;  // "HP Bu Hasna"
    PublicKey device_key;
    PublicKey officer_key;
    PublicKey box_key;

    friend bool operator==(const DeviceCard&, const DeviceCard&) = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(device, name, device_key, officer_key, box_key);
    }
};

enum class EnrolStep : std::uint8_t { begin = 1, claim = 2, ask = 3 };

struct EnrolRequest {
    std::uint16_t version = enrolment_version;
    EnrolStep step = EnrolStep::begin;
    std::string code;                // begin, claim: the first half or the whole
    Hash commitment;                 // begin
    std::optional<DeviceCard> card;  // claim
    EnrolmentNumber number;          // claim: what the commitment was to
    DeviceId device;                 // ask
    Signature by_device;             // claim, ask
    Signature by_officer;            // claim: the device holds both keys

    template <class Archive>
    void serialize(Archive& archive) {
        archive(version, step, code, commitment, card, number, device, by_device, by_officer);
        if (step < EnrolStep::begin || step > EnrolStep::ask) throw DecodeError("enrolment step");
    }
};

Hash commitment_to(const DeviceCard& card, const EnrolmentNumber& number);
// What both keys sign in a claim, and the device key when it asks. Bound to the office, so that
// nobody hands a claim on to another one.
Bytes message_of_claim(const PublicKey& identity, const EnrolRequest& request);
Bytes message_of_ask(const PublicKey& identity, const DeviceId& device);

// A request of the right version, with what its step needs and nothing beyond the limits. A claim's
// signatures are checked too.
Result<EnrolRequest> enrol_request_from(ByteView bytes, const PublicKey& identity);

// ---- what the office answers --------------------------------------------------------------------

enum class EnrolState : std::uint8_t { begun = 1, waiting = 2, counted = 3, refused = 4 };

struct EnrolAnswer {
    std::uint16_t version = enrolment_version;
    Hash request;  // hash_of_enrol_request() of the body it answers
    EnrolState state = EnrolState::refused;
    EnrolmentNumber number;  // begun: the office's
    OfficeId office;
    std::string officer;  // counted: whose device it is now
    std::string officer_name;
    std::int64_t time_ms = 0;  // the office's clock
    // refused: code_unknown, code_expired, code_wrong, commitment_differs, too_many_devices,
    // device_known, device_unknown, not_confirmed, or the rule of the directory that is broken.
    std::string reason;
    Signature signature;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(version, request, state, number, office, officer, officer_name, time_ms, reason,
                signature);
        if (state < EnrolState::begun || state > EnrolState::refused) {
            throw DecodeError("enrolment state");
        }
    }
};

Hash hash_of_enrol_request(ByteView body);
Bytes message_of(const EnrolAnswer& answer);
// Only an answer to this very request, signed by that office, is one.
Result<EnrolAnswer> enrol_answer_from(ByteView bytes, ByteView request, const PublicKey& identity);

// The four words both screens show.
std::string enrolment_words(const PublicKey& identity, const EnrolmentNumber& of_office,
                            const DeviceCard& card, const EnrolmentNumber& of_device);

// ---- the doorbell -------------------------------------------------------------------------------

// Signed once by the device key: lets a device wait for news. Says nothing but whose device it is;
// worth nothing once the device is revoked.
Bytes message_of_doorbell(const OfficeId& office, const DeviceId& device);

}  // namespace luring
