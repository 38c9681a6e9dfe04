// A device for the tests of the server: enrols, meets the office over HTTPS, writes a unit or two.
// Speaks TLS by itself, so that a test does not trust the code it tests. Answers in one line of
// JSON.
//
//   phone DIR enrol URL CODE [FINGERPRINT]     phone DIR ask        phone DIR sync
//   phone DIR unit POST CODE NAME              phone DIR bell
//   phone DIR request FILE                     the body of the next exchange, for rude tests
//   phone DIR lie WHAT                         one act more that lies: seq, previous, post, scope,
//                                              length, writer, seal, commitment
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/json.hpp>
#include <iostream>
#include <memory>

#include "core/case/commands_administration.h"
#include "core/replica/replica.h"
#include "platform/native/clock.h"
#include "platform/native/files.h"
#include "platform/native/random.h"
#include "sync/enrolment.h"
#include "sync/session.h"

namespace luring {
namespace {

namespace json = boost::json;

[[noreturn]] void give_up(const std::string& why) {
    std::cout << json::serialize(json::object{{"ok", false}, {"why", why}}) << std::endl;
    std::exit(1);
}

template <class T>
T must(Result<T> result) {
    if (!result) give_up(std::string(name_of(result.fault())) + ": " + result.failure().detail);
    return std::move(result.value());
}

// ---- one request over TLS -----------------------------------------------------------------------

struct Url {
    std::string host;
    std::string port;
};

Url url_from(const std::string& text) {
    const std::string rest = text.substr(std::string("https://").size());
    const auto colon = rest.find(':');
    return {rest.substr(0, colon), rest.substr(colon + 1)};
}

struct Response {
    int status = 0;
    std::string head;
    Bytes body;
};

template <auto free_it>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        free_it(object);
    }
};

// `authority`: DER of what the server's certificate must come from; empty: not asked.
Response ask(const std::string& address, const std::string& host, const Bytes& authority,
             const std::string& method, const std::string& target, const Bytes& body) {
    std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context(SSL_CTX_new(TLS_client_method()));
    if (!authority.empty()) {
        const std::uint8_t* at = authority.data();
        std::unique_ptr<X509, Freed<X509_free>> trusted(
            d2i_X509(nullptr, &at, static_cast<long>(authority.size())));
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), trusted.get());
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    }
    std::unique_ptr<BIO, Freed<BIO_free_all>> bio(BIO_new_ssl_connect(context.get()));
    SSL* ssl = nullptr;
    BIO_get_ssl(bio.get(), &ssl);
    SSL_set_tlsext_host_name(ssl, host.c_str());
    SSL_set1_host(ssl, host.c_str());
    BIO_set_conn_hostname(bio.get(), address.c_str());
    if (BIO_do_connect(bio.get()) != 1) give_up("cannot reach the office");
    std::string head =
        method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
    if (method == "POST") head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    head += "\r\n";
    Bytes out(head.begin(), head.end());
    out.insert(out.end(), body.begin(), body.end());
    if (BIO_write(bio.get(), out.data(), static_cast<int>(out.size())) !=
        static_cast<int>(out.size())) {
        give_up("cannot write to the office");
    }
    std::string in;
    char piece[16384];
    for (int got = 0; (got = BIO_read(bio.get(), piece, sizeof piece)) > 0;) {
        in.append(piece, static_cast<std::size_t>(got));
    }
    const auto end = in.find("\r\n\r\n");
    if (end == std::string::npos) give_up("no response");
    Response response;
    response.status = std::stoi(in.substr(9, 3));
    response.head = in.substr(0, end);
    response.body.assign(in.begin() + static_cast<std::ptrdiff_t>(end) + 4, in.end());
    return response;
}

// ---- what the phone keeps -----------------------------------------------------------------------

struct Kept {
    std::string origin;
    OfficeIdentity office;
    Bytes authority;
    DeviceId device;
    std::string officer;
    SigningKey::Seed device_seed{};
    SigningKey::Seed officer_seed{};
    std::uint32_t incarnation = 0;  // of the last head; 0: none yet
    std::uint64_t seq = 0;
    Hash head;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(origin, office.id, office.key, authority, device, officer, device_seed,
                officer_seed, incarnation, seq, head);
    }
};

class Phone : public HeadKeeper {
  public:
    explicit Phone(std::string folder) : folder_(std::move(folder)) {
        auto file = read_file(folder_ + "/kept", 1 << 20);
        if (file) kept = must(decode<Kept>(*file));
    }
    void save() { must(write_file(folder_ + "/kept", encode(kept), Readers::owner)); }

    std::optional<KeptHead> read(const DeviceId&) override {
        if (kept.incarnation == 0) return std::nullopt;
        return KeptHead{kept.incarnation, kept.seq, kept.head};
    }
    void write(const DeviceId&, const KeptHead& head) override {
        kept.incarnation = head.incarnation;
        kept.seq = head.seq;
        kept.head = head.head;
        save();
    }

    // To the address in LURING_AT, as the tests' names are in no directory.
    Response ask(const std::string& method, const std::string& target, const Bytes& body = {},
                 bool checks = true) {
        const char* at = std::getenv("LURING_AT");
        const Url url = url_from(kept.origin);
        return luring::ask(at != nullptr ? at : url.host + ":" + url.port, url.host,
                           checks ? kept.authority : Bytes(), method, target, body);
    }

    Replica& replica() {
        if (replica_) return *replica_;
        OpenOptions options;
        options.path = folder_ + "/replica.db";
        options.create = true;
        replica_ = must(Replica::open(options, kept.office, *this));
        const SigningKey device(kept.device_seed);
        const SigningKey officer(kept.officer_seed);
        must(replica_->add_writer(
            {kept.device, kept.officer, device.public_key(), officer.public_key()}));
        return *replica_;
    }

    Kept kept;
    SystemRandom random;
    SystemClock clock;

  private:
    std::string folder_;
    std::unique_ptr<Replica> replica_;
};

// ---- enrolment ----------------------------------------------------------------------------------

const char* word_of(EnrolState state) {
    constexpr const char* words[]{"", "begun", "waiting", "counted", "refused"};
    return words[static_cast<int>(state)];
}

EnrolAnswer tell(Phone& phone, const EnrolRequest& request) {
    const Bytes body = encode(request);
    const Response response = phone.ask("POST", "/v1/enrol", body);
    if (response.status != 200) give_up(std::string(text_of(response.body)));
    EnrolAnswer answer = must(enrol_answer_from(response.body, body, phone.kept.office.key));
    if (answer.state == EnrolState::counted) {
        phone.kept.officer = answer.officer;
        phone.save();
    }
    return answer;
}

void show(const EnrolAnswer& answer, const Phone& phone, const std::string& words) {
    std::cout << json::serialize(json::object{{"ok", answer.state != EnrolState::refused},
                                              {"state", word_of(answer.state)},
                                              {"reason", answer.reason},
                                              {"officer", answer.officer},
                                              {"device", phone.kept.device.hex()},
                                              {"words", words}})
              << std::endl;
}

BoxKey box_key_of(const Phone& phone) {
    return BoxKey(hash_of("test box key", phone.kept.device.view()).bytes);
}

void enrol(Phone& phone, const std::string& url, const std::string& typed,
           const std::string& fingerprint) {
    phone.kept.origin = url;
    // Before the card is checked nobody knows who answers, and nothing is said.
    const Response card_response = phone.ask("GET", "/v1/office", {}, false);
    const OfficeCard office = must(office_card_from(card_response.body, fingerprint));
    phone.kept.office = {office.office, office.identity};
    phone.kept.authority = office.tls_certificate;
    if (phone.kept.device.is_none()) {
        phone.kept.device = phone.random.id<DeviceTag>();
        phone.random.fill(phone.kept.device_seed);
        phone.random.fill(phone.kept.officer_seed);
        phone.save();
    }
    const SigningKey device(phone.kept.device_seed);
    const SigningKey officer(phone.kept.officer_seed);
    EnrolRequest claim;
    claim.step = EnrolStep::claim;
    claim.card = DeviceCard{phone.kept.device, "HP uji", device.public_key(), officer.public_key(),
                            PublicKey()};
    claim.card->box_key = box_key_of(phone).public_key();
    const auto code = code_from_text(typed);
    if (!code) give_up("not a code");
    claim.code = *code;
    std::string words;
    if (fingerprint.empty()) {
        claim.code.resize(code_half_chars);
        claim.number = phone.random.id<EnrolmentNumberTag>();
        EnrolRequest begin;
        begin.code = claim.code;
        begin.commitment = commitment_to(*claim.card, claim.number);
        const EnrolAnswer begun = tell(phone, begin);
        if (begun.state != EnrolState::begun) return show(begun, phone, "");
        words = enrolment_words(office.identity, begun.number, *claim.card, claim.number);
    }
    const Bytes message = message_of_claim(office.identity, claim);
    claim.by_device = device.sign(message);
    claim.by_officer = officer.sign(message);
    show(tell(phone, claim), phone, words);
}

void ask_state(Phone& phone) {
    EnrolRequest request;
    request.step = EnrolStep::ask;
    request.device = phone.kept.device;
    request.by_device = SigningKey(phone.kept.device_seed)
                            .sign(message_of_ask(phone.kept.office.key, phone.kept.device));
    show(tell(phone, request), phone, "");
}

// ---- meeting ------------------------------------------------------------------------------------

Signature sign(Phone& phone, ByteView message) {
    return SigningKey(phone.kept.device_seed).sign(message);
}

// An act of this device with one thing wrong, behind what it has to send. Sealed with its real key.
SealedRun lying_run(Phone& phone, const SealedRun* before, const std::string& about) {
    const Header* last = before == nullptr ? nullptr : &before->acts.back().header;
    Act act;
    Header& header = act.header;
    header.writer = phone.replica().writer(phone.kept.device).value_or(Writer{});
    header.seq = (last != nullptr ? last->seq : phone.kept.seq) + (about == "seq" ? 5 : 1);
    header.previous = last != nullptr ? hash_of(*last) : phone.kept.head;
    if (about == "previous") header.previous.bytes[0] ^= 1;
    if (about == "writer") header.writer.device = phone.random.id<DeviceTag>();
    header.id = phone.random.id<ActTag>();
    header.post = about == "post" ? "camat.camat" : "kasubag-evlap.kasubag_evlap";
    const std::string code = "liar-" + about;
    auto intended = set_unit({code, "Desa Liar", "kelurahan"});
    Part part{Scope(about == "scope" ? unit_scope("lain") : std::string(office_scope)),
              phone.random.id<SaltTag>(),
              encode(PartBody{Kind::unit_set, "office", intended.proposal().payloads[0].second})};
    header.parts.push_back(
        {part.scope, commitment_of(part), static_cast<std::uint32_t>(part.body.size())});
    if (about == "length") header.parts[0].length += 1000;
    if (about == "commitment") header.parts[0].commitment.bytes[0] ^= 1;
    act.parts.push_back(std::move(part));
    Seal seal{header.writer, header.seq, hash_of(header), KeyUse::device, {}};
    if (about != "seal") seal.signature = sign(phone, message_of(phone.kept.office.id, seal));
    return {{std::move(act)}, {seal}};
}

void sync(Phone& phone, const std::string& save_request, const std::string& lie = {}) {
    SessionOptions options;
    if (!lie.empty()) {
        options.arrange = [&](std::vector<SealedRun> runs) {
            SealedRun lying = lying_run(phone, runs.empty() ? nullptr : &runs.back(), lie);
            if (runs.empty() || lie == "writer") return std::vector<SealedRun>{lying};
            runs.back().acts.push_back(lying.acts[0]);
            runs.back().seals.push_back(lying.seals[0]);
            return runs;
        };
    }
    const BoxKey box_key = box_key_of(phone);
    options.box_key = &box_key;
    ExchangeSession session(phone.replica(), phone.kept.device, options);
    while (true) {
        must(seal_feeds(phone.replica(), phone.kept.device,
                        [&](ByteView message) { return sign(phone, message); }));
        const auto draft = session.next();
        if (!draft) break;
        const Bytes body = session.body(*draft, sign(phone, draft->message));
        if (!save_request.empty()) {
            must(write_file(save_request, body, Readers::owner));
            std::cout << json::serialize(json::object{{"ok", true}, {"bytes", body.size()}})
                      << std::endl;
            return;
        }
        const Response response = phone.ask("POST", "/v1/exchange", body);
        if (response.status != 200) give_up(std::string(text_of(response.body)));
        const auto received = session.receive(response.body);
        if (!received) give_up(std::string(name_of(received.fault())));
    }
    const MeetingResult result = session.result();
    json::array sent;
    for (const Answered& answered : result.sent) {
        sent.push_back({{"outcome", name_of(answered.outcome)},
                        {"reason", name_of(answered.reason)},
                        {"number", answered.number}});
    }
    json::array held;
    for (const Held& one : result.held) held.emplace_back(name_of(one.fault));
    std::cout << json::serialize(json::object{
                     {"ok", true},
                     {"held", std::move(held)},
                     {"number", result.position.number},
                     {"epoch", result.position.epoch},
                     {"head", result.position.hash.hex()},
                     {"sent", std::move(sent)},
                     {"received", result.received},
                     {"may_leave", result.may_leave},
                     {"recovering", result.recovering},
                     {"equal", result.state_root_equal ? json::value(*result.state_root_equal)
                                                       : json::value()}})
              << std::endl;
}

void write_unit(Phone& phone, const std::string& post, const std::string& code,
                const std::string& name) {
    auto intended = set_unit({code, name, "kelurahan"});
    if (!intended) give_up("refused");
    const Instant now = phone.clock.now();
    const Prepared prepared = must(phone.replica().prepare(
        phone.kept.device, post, intended.proposal(), ActTimes{now.ms, 0, now.ms}, phone.random));
    const Authored authored =
        must(phone.replica().commit(prepared, std::nullopt, IfRefused::record_anyway));
    std::cout << json::serialize(json::object{{"ok", true}, {"act", authored.act.hex()}})
              << std::endl;
}

// Where the doorbell of this device is.
void bell(Phone& phone) {
    const Bytes message = message_of_doorbell(phone.kept.office.id, phone.kept.device);
    std::cout << "/v1/doorbell?device=" << phone.kept.device.hex()
              << "&signature=" << hex_from(sign(phone, message).view()) << std::endl;
}

}  // namespace
}  // namespace luring

int main(int count, char** words) {
    const std::vector<std::string> args(words + 1, words + count);
    if (args.size() < 2) return 2;
    const auto arg = [&args](std::size_t i) { return i < args.size() ? args[i] : std::string(); };
    luring::must(luring::make_private_folder(args[0]));
    luring::Phone phone(args[0]);
    if (args[1] == "enrol") luring::enrol(phone, arg(2), arg(3), arg(4));
    if (args[1] == "ask") luring::ask_state(phone);
    if (args[1] == "sync") luring::sync(phone, "");
    if (args[1] == "lie") luring::sync(phone, "", arg(2));
    if (args[1] == "request") luring::sync(phone, arg(2));
    if (args[1] == "unit") luring::write_unit(phone, arg(2), arg(3), arg(4));
    if (args[1] == "bell") luring::bell(phone);
    return 0;
}
