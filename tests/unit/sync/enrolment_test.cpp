#include "sync/enrolment.h"

#include <catch2/catch.hpp>
#include <set>

#include "sync/check_words.h"

namespace luring {

namespace {

SigningKey key_of(const std::string& name) {
    return SigningKey(hash_of("enrolment test key", view_of(name)).bytes);
}

DeviceCard card_of_phone() {
    DeviceCard card;
    card.device.bytes[0] = 7;
    card.name = "HP Bu Hasna";
    card.device_key = key_of("device").public_key();
    card.officer_key = key_of("officer").public_key();
    card.box_key.bytes[0] = 9;
    return card;
}

EnrolRequest claim(const PublicKey& identity, const std::string& code) {
    EnrolRequest request;
    request.step = EnrolStep::claim;
    request.code = code;
    request.card = card_of_phone();
    request.number.bytes[3] = 5;
    const Bytes message = message_of_claim(identity, request);
    request.by_device = key_of("device").sign(message);
    request.by_officer = key_of("officer").sign(message);
    return request;
}

OfficeCard office_card() {
    OfficeCard card;
    card.office.bytes[0] = 1;
    card.identity = key_of("identity").public_key();
    card.name = "Kecamatan Kintom";
    card.origin = "https://kintom.test:8443";
    card.tls_certificate = {1, 2, 3};
    card.signature = key_of("identity").sign(message_of(card));
    return card;
}

}  // namespace

TEST_CASE("a code is read as people type it, and no other letters are", "[enrolment]") {
    CHECK(code_from_text("k7qm-2xwd") == "K7QM2XWD");
    CHECK(code_from_text(" K7QM 2XWD ") == "K7QM2XWD");
    CHECK(shown_code("K7QM2XWD") == "K7QM-2XWD");
    for (const char* wrong : {"", "K7QM", "K7QM-2XW", "K7QM-2XWDD", "K7QM-2XW0", "K7QM-2XWO",
                              "K7QM_2XWD", "K7QM-2XWI", "K7QM-2XWU"}) {
        INFO(wrong);
        CHECK_FALSE(code_from_text(wrong));
    }
}

TEST_CASE("the longest QR fits a small symbol and is read back", "[enrolment]") {
    const PublicKey identity = key_of("identity").public_key();
    const std::string origin = "https://" + std::string(112, 'a');
    const std::string qr = qr_text(origin, "K7QM2XWD", identity);
    CHECK(qr.size() <= qr_bytes_max);
    const auto link = enrolment_link_from(qr);
    REQUIRE(link);
    CHECK(link->origin == origin);
    CHECK(link->code == "K7QM2XWD");
    CHECK(link->fingerprint == fingerprint_of(identity));
    CHECK(fingerprint_of(identity).size() == 32);
    for (const char* wrong : {"", "https://kintom.test", "https://kintom.test/daftar#K7QM2XWD",
                              "https://kintom.test/daftar#K7QM2XWD.12"}) {
        CHECK_FALSE(enrolment_link_from(wrong));
    }
}

TEST_CASE("an office card is believed by its key and its fingerprint", "[enrolment]") {
    const OfficeCard card = office_card();
    const Bytes bytes = encode(card);
    CHECK(office_card_from(bytes, ""));
    std::string typed = fingerprint_of(card.identity);
    for (char& c : typed) c = static_cast<char>(std::toupper(c));
    typed.insert(8, " ");
    CHECK(office_card_from(bytes, typed));
    CHECK(office_card_from(bytes, std::string(32, 'a')).fault() == Fault::invalid);
    OfficeCard other = card;
    other.origin = "https://palsu.test";
    CHECK(office_card_from(encode(other), "").fault() == Fault::bad_signature);
    other = card;
    other.identity = key_of("somebody").public_key();
    other.signature = key_of("somebody").sign(message_of(other));
    CHECK(office_card_from(encode(other), "").ok());
    CHECK(office_card_from(encode(other), typed).fault() == Fault::invalid);
    CHECK(office_card_from(Bytes(office_card_bytes_max + 1), "").fault() == Fault::too_large);
}

TEST_CASE("a claim shows that its device holds both keys", "[enrolment]") {
    const PublicKey identity = key_of("identity").public_key();
    EnrolRequest request = claim(identity, "K7QM2XWD");
    CHECK(enrol_request_from(encode(request), identity));
    SECTION("made for another office") {
        const PublicKey other = key_of("other office").public_key();
        CHECK(enrol_request_from(encode(request), other).fault() == Fault::bad_signature);
    }
    SECTION("with an officer key of somebody else") {
        request.card->officer_key = key_of("somebody").public_key();
        CHECK(enrol_request_from(encode(request), identity).fault() == Fault::bad_signature);
    }
    SECTION("with another code") {
        request.code = "K7QM2XWE";
        CHECK(enrol_request_from(encode(request), identity).fault() == Fault::bad_signature);
    }
    SECTION("without a name") {
        request.card->name.clear();
        CHECK(enrol_request_from(encode(request), identity).fault() == Fault::invalid);
    }
    SECTION("without a card") {
        request.card.reset();
        CHECK(enrol_request_from(encode(request), identity).fault() == Fault::malformed);
    }
}

TEST_CASE("an enrolment request of another kind is refused by its kind", "[enrolment]") {
    const PublicKey identity = key_of("identity").public_key();
    EnrolRequest begin;
    begin.step = EnrolStep::begin;
    begin.code = "K7QM";
    CHECK(enrol_request_from(encode(begin), identity));
    begin.code = "K7QM2XWD";  // the second half is never said before the office is known
    CHECK(enrol_request_from(encode(begin), identity).fault() == Fault::invalid);
    begin.code = "K7Q0";
    CHECK(enrol_request_from(encode(begin), identity).fault() == Fault::invalid);
    begin.version = 2;
    CHECK(enrol_request_from(encode(begin), identity).fault() == Fault::unsupported);
    CHECK(enrol_request_from({}, identity).fault() == Fault::unsupported);
    CHECK(enrol_request_from(Bytes{1}, identity).fault() == Fault::malformed);
    CHECK(enrol_request_from(Bytes(enrolment_bytes_max + 1, 1), identity).fault() ==
          Fault::too_large);
    Bytes bytes = encode(claim(identity, "K7QM2XWD"));
    bytes[1] = 4;  // no such step
    CHECK(enrol_request_from(bytes, identity).fault() == Fault::malformed);
}

TEST_CASE("only the office's own answer to this request counts", "[enrolment]") {
    const SigningKey identity = key_of("identity");
    const Bytes request = encode(claim(identity.public_key(), "K7QM2XWD"));
    EnrolAnswer answer;
    answer.request = hash_of_enrol_request(request);
    answer.state = EnrolState::counted;
    answer.officer = "lurah-kintom";
    answer.signature = identity.sign(message_of(answer));
    const Bytes bytes = encode(answer);
    CHECK(enrol_answer_from(bytes, request, identity.public_key()));
    CHECK(enrol_answer_from(bytes, Bytes{1}, identity.public_key()).fault() == Fault::invalid);
    CHECK(enrol_answer_from(bytes, request, key_of("other").public_key()).fault() ==
          Fault::bad_signature);
    answer.officer = "camat";
    CHECK(enrol_answer_from(encode(answer), request, identity.public_key()).fault() ==
          Fault::bad_signature);
}

TEST_CASE("the words change with every key and number", "[enrolment]") {
    const PublicKey identity = key_of("identity").public_key();
    const DeviceCard card = card_of_phone();
    EnrolmentNumber one, two;
    one.bytes[0] = 1;
    two.bytes[0] = 2;
    std::set<std::string> seen{enrolment_words(identity, one, card, two)};
    CHECK(seen.count(enrolment_words(identity, one, card, two)) == 1);
    seen.insert(enrolment_words(key_of("in between").public_key(), one, card, two));
    seen.insert(enrolment_words(identity, two, card, two));
    seen.insert(enrolment_words(identity, one, card, one));
    DeviceCard other = card;
    other.officer_key = key_of("in between").public_key();
    seen.insert(enrolment_words(identity, one, other, two));
    CHECK(seen.size() == 5);
    const std::string words = *seen.begin();
    CHECK(std::count(words.begin(), words.end(), ' ') == 3);
}

// Devices of one version meet offices of another: what people compare may not change.
TEST_CASE("the same keys show the same words and fingerprint for ever", "[enrolment]") {
    const PublicKey identity = key_of("identity").public_key();
    EnrolmentNumber one, two;
    one.bytes[0] = 1;
    two.bytes[0] = 2;
    CHECK(enrolment_words(identity, one, card_of_phone(), two) == "perak rajin bulan mahir");
    CHECK(fingerprint_of(identity) == "a893d0a0f662ad6493ab82b8f6690579");
    CHECK(commitment_to(card_of_phone(), one).hex().substr(0, 16) == "9a5f86a7b07a17eb");
}

TEST_CASE("words are told apart when they are read aloud", "[enrolment]") {
    std::set<std::string> words;
    for (int octet = 0; octet < 256; ++octet) {
        const std::string word(check_word(static_cast<std::uint8_t>(octet)));
        CHECK(word.size() >= 3);
        CHECK(word.size() <= 7);
        for (const std::string& other : words) {
            CHECK_FALSE((word.starts_with(other) || other.starts_with(word)));
        }
        words.insert(word);
    }
    CHECK(words.size() == 256);
    CHECK(words_from(Bytes{0, 255}, '-') == "abadi-zaitun");
}

TEST_CASE("a doorbell's signature is for one device of one office", "[enrolment]") {
    OfficeId office, other;
    other.bytes[0] = 1;
    DeviceId device;
    CHECK(message_of_doorbell(office, device) != message_of_doorbell(other, device));
    DeviceId another;
    another.bytes[0] = 1;
    CHECK(message_of_doorbell(office, device) != message_of_doorbell(office, another));
}

}  // namespace luring
