// docs/protocol.md and the program say the same: numbers, fields, and an exchange octet by octet.
#include <catch2/catch.hpp>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "core/act/administration.h"
#include "core/act/kind.h"
#include "sync/bundle.h"
#include "sync/check_words.h"
#include "sync/envelope.h"
#include "sync/frame.h"
#include "sync/ledger.h"
#include "sync/segment.h"
#include "sync/session.h"

namespace luring {

namespace {

std::string text_of_file(const std::string& path) {
    std::ifstream in(std::string(LURING_SOURCE_DIR) + "/" + path, std::ios::binary);
    REQUIRE(in.good());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> page() {
    std::vector<std::string> lines;
    std::istringstream in(text_of_file("docs/protocol.md"));
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// The rows of the first table behind that heading, cell by cell.
std::vector<std::vector<std::string>> table_below(const std::string& heading) {
    std::vector<std::vector<std::string>> rows;
    bool is_below = false;
    for (const std::string& line : page()) {
        is_below = is_below || line == heading;
        if (!is_below) continue;
        if (line.empty() || line[0] != '|') {
            if (!rows.empty()) break;
            continue;
        }
        std::istringstream in(line.substr(1));
        rows.emplace_back();
        for (std::string cell; std::getline(in, cell, '|');) rows.back().push_back(trimmed(cell));
    }
    REQUIRE(rows.size() > 2);
    rows.erase(rows.begin(), rows.begin() + 2);
    return rows;
}

// ---- fields -------------------------------------------------------------------------------------

const std::vector<std::string> headers{"core/act/administration.h",
                                       "core/act/correction.h",
                                       "core/act/delivery.h",
                                       "core/act/doubt.h",
                                       "core/act/entry.h",
                                       "core/act/finding.h",
                                       "core/act/header.h",
                                       "core/act/rows.h",
                                       "core/act/seal.h",
                                       "core/act/step.h",
                                       "core/base/time.h",
                                       "core/dataset/row.h",
                                       "core/office/calendar.h",
                                       "core/office/directory.h",
                                       "core/office/nip.h",
                                       "core/procedure/procedure.h",
                                       "core/replica/attachments.h",
                                       "sync/attachment.h",
                                       "sync/enrolment.h",
                                       "sync/exchange.h",
                                       "sync/office.h",
                                       "sync/segment.h",
                                       "sync/wire.h",
                                       "sync/wire.cpp"};

// What a structure's serialize() names, in order.
std::string fields_in(const std::string& source, const std::string& name) {
    const auto begin = source.find("\nstruct " + name + " {");
    if (begin == std::string::npos) return "";
    const auto end = source.find("\n};", begin);
    const std::string call = "archive(";
    std::string fields;
    for (auto at = source.find(call, begin); at < end; at = source.find(call, at + 1)) {
        const auto from = at + call.size();
        std::istringstream in(source.substr(from, source.find(')', from) - from));
        for (std::string field; std::getline(in, field, ',');) {
            std::erase(field, '\n');
            fields += trimmed(field) + " ";
        }
    }
    return fields;
}

std::string fields_of(const std::string& name) {
    for (const std::string& path : headers) {
        const std::string fields = fields_in(text_of_file(path), name);
        if (!fields.empty()) return fields;
    }
    return "(no such structure)";
}

bool is_field(const std::string& word) {
    const auto colon = word.find(':');
    return colon != std::string::npos && colon > 0 && colon + 1 < word.size() &&
           word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == colon;
}

// "    Head    epoch:u32 number:u64": the name and the fields without their types.
bool is_structure(const std::string& line, std::string& name, std::string& fields) {
    if (line.substr(0, 4) != "    " || std::isupper(static_cast<unsigned char>(line[4])) == 0) {
        return false;
    }
    std::istringstream in(line);
    in >> name;
    fields.clear();
    for (std::string word; in >> word;) {
        // The rest of a type may have a blank in it: {text: text}.
        if (is_field(word)) fields += word.substr(0, word.find(':')) + " ";
        if (fields.empty()) return false;
    }
    return !fields.empty();
}

}  // namespace

TEST_CASE("every structure of the page has the fields of the program, in order", "[protocol]") {
    std::size_t compared = 0;
    for (const std::string& line : page()) {
        std::string name;
        std::string fields;
        if (line.size() < 6 || !is_structure(line, name, fields)) continue;
        INFO(name);
        CHECK(fields == fields_of(name));
        ++compared;
    }
    CHECK(compared > 80);
}

TEST_CASE("the page lists every frame", "[protocol]") {
    std::map<int, std::string> listed;
    for (const auto& row : table_below("## Frames")) {
        std::string name = row.at(1);
        if (name.back() == '*') name = trimmed(name.substr(0, name.size() - 1));
        listed[std::stoi(row.at(0))] = name;
    }
    for (int number = 0; number < 256; ++number) {
        const auto kind = static_cast<FrameKind>(number);
        INFO(number);
        CHECK(is_known(kind) == listed.contains(number));
        if (is_known(kind)) CHECK(listed[number] == name_of(kind));
    }
}

TEST_CASE("the page lists every kind of act, and which are formal", "[protocol]") {
    std::map<int, std::vector<std::string>> listed;
    for (const auto& row : table_below("## Kinds of acts")) listed[std::stoi(row.at(0))] = row;
    for (int number = 0; number < 200; ++number) {
        const auto kind = static_cast<Kind>(number);
        INFO(number);
        CHECK(is_known(kind) == listed.contains(number));
        if (!is_known(kind)) continue;
        CHECK(listed[number].at(1) == name_of(kind));
        CHECK((listed[number].at(2) == "F") == is_formal(kind));
    }
}

TEST_CASE("the page lists every outcome, reason and effect", "[protocol]") {
    const auto in_program = [](const std::string& name) {
        const std::string source = text_of_file("core/act/entry.h");
        std::map<std::string, std::string> values;  // by number
        std::istringstream in(source.substr(source.find("enum class " + name + " :")));
        for (std::string line; std::getline(in, line) && line != "};";) {
            std::istringstream words(line);
            std::string value;
            std::string is;
            std::string number;
            words >> value >> is >> number;
            if (is == "=") values[number.substr(0, number.find(','))] = value;
        }
        return values;
    };
    const auto on_page = [](const std::string& heading) {
        std::map<std::string, std::string> values;
        for (const auto& row : table_below(heading)) values[row.at(0)] = row.at(1);
        return values;
    };
    CHECK(on_page("## Outcomes, reasons, effects") == in_program("Outcome"));
    CHECK(on_page("### Reasons") == in_program("Reason"));
    CHECK(on_page("### Effects") == in_program("EffectKind"));
    CHECK(in_program("EffectKind").size() > 50);
}

TEST_CASE("the page lists every word of the four", "[protocol]") {
    std::vector<std::string> words;
    bool is_below = false;
    for (const std::string& line : page()) {
        if (line.substr(0, 11) == "    00  " + std::string(check_word(0)).substr(0, 3))
            is_below = true;
        if (line.substr(0, 2) == "##") is_below = false;
        if (!is_below) continue;
        std::istringstream in(line);
        for (std::string word; in >> word;) {
            if (word.size() > 2) words.push_back(word);
        }
    }
    REQUIRE(words.size() == 256);
    for (int octet = 0; octet < 256; ++octet) {
        CHECK(words[octet] == check_word(static_cast<std::uint8_t>(octet)));
    }
}

TEST_CASE("the page lists every fault", "[protocol]") {
    int number = 0;
    for (const auto& row : table_below("## Faults")) {
        CHECK(std::stoi(row.at(0)) == number);
        CHECK(row.at(1) == name_of(static_cast<Fault>(number)));
        ++number;
    }
    CHECK(std::string(name_of(static_cast<Fault>(number))) == "unknown");
}

TEST_CASE("the page gives the limits of the program", "[protocol]") {
    const auto said = [](const std::string& of) {
        for (const auto& row : table_below("## Limits")) {
            if (row.at(0) == of) return row.at(1);
        }
        return std::string("(not said)");
    };
    const auto number = [](std::uint64_t value) { return std::to_string(value); };
    const auto mib = [](std::uint64_t value) {
        return std::to_string(value / (1024 * 1024)) + " MiB";
    };
    CHECK(exchange_bytes_max == frames_bytes_max);
    CHECK(said("a body") == mib(frames_bytes_max) + ", before and after it is inflated");
    CHECK(said("frames of a body") == number(frames_max));
    CHECK(said("acts of a run; octets, unless it is one act") ==
          number(run_acts_max) + "; " + mib(run_bytes_max));
    CHECK(said("parts of an act; octets of a body") ==
          number(parts_max) + "; " + number(part_body_bytes_max));
    CHECK(said("entries of a delivery; octets, unless it is one entry") ==
          number(delivery_entries_max) + "; " + mib(delivery_bytes_max));
    CHECK(said("entries of a segment; octets") ==
          number(segment_entries_max) + "; " + mib(segment_bytes_max));
    CHECK(said("an attachment; chunks of one message") ==
          mib(evidence_bytes_max) + "; " + number(chunks_in_message_max));
    CHECK(said("a bundle") == mib(bundle_bytes_max));
}

// ---- an exchange --------------------------------------------------------------------------------

namespace {

class Counting : public Random {
  public:
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& octet : out) octet = ++next_;
    }

  private:
    std::uint8_t next_ = 0x20;
};

class NoHeads : public HeadKeeper {
  public:
    std::optional<KeptHead> read(const DeviceId&) override { return kept_; }
    void write(const DeviceId&, const KeptHead& head) override { kept_ = head; }

  private:
    std::optional<KeptHead> kept_;
};

class NoLedger : public Ledger {
  public:
    void append(const LedgerRecord&) override {}
    std::vector<LedgerRecord> read() override { return {}; }
};

std::array<std::uint8_t, 32> seed_of(std::uint8_t octet) {
    std::array<std::uint8_t, 32> seed;
    seed.fill(octet);
    return seed;
}

template <class Named>
Named id_of(std::uint8_t octet) {
    Named id;
    id.bytes.fill(octet);
    return id;
}

const OpenOptions in_memory{.path = ":memory:", .create = true};
constexpr std::int64_t monday_ms = 1'793'577'600'000;  // 2 November 2026, 08:00 WITA

// The smallest office there is: its own device, and a Kasubag Evlap with one phone. What a reader
// needs to follow is in the page: seeds, ids and times.
struct Hamlet {
    const OfficeId id = id_of<OfficeId>(0x0f);
    const DeviceId server = id_of<DeviceId>(0x05);
    const DeviceId phone = id_of<DeviceId>(0x0d);
    const SigningKey identity{seed_of(1)};
    const SigningKey server_key{seed_of(2)};
    const SigningKey device_key{seed_of(3)};
    const SigningKey officer_key{seed_of(4)};
    const BoxKey box_key{seed_of(5)};
    Counting random;
    NoLedger ledger;
    NoHeads heads_of_server;
    NoHeads heads_of_phone;
    std::unique_ptr<Office> office;
    std::unique_ptr<Replica> at_server;
    std::unique_ptr<Replica> at_phone;
    Instant now{monday_ms};

    Hamlet() {
        OfficeOptions options;
        options.file = in_memory;
        options.id = id;
        options.founder = keys_of_server();
        auto opened = Office::open(options, SigningKey(seed_of(1)), ledger);
        REQUIRE(opened);
        office = std::move(opened.value());
        at_server = replica_of(keys_of_server(), heads_of_server);
        at_phone = replica_of(
            WriterKeys{phone, "evlap", device_key.public_key(), officer_key.public_key()},
            heads_of_phone);
        found();
    }
    WriterKeys keys_of_server() const {
        return {server, "", server_key.public_key(), server_key.public_key()};
    }
    std::unique_ptr<Replica> replica_of(const WriterKeys& keys, NoHeads& heads) {
        auto replica = Replica::open(in_memory, office->identity(), heads);
        REQUIRE(replica);
        REQUIRE((*replica)->add_writer(keys));
        return std::move(replica.value());
    }
    template <class Payload>
    void write(Replica& replica, const DeviceId& device, const std::string& post, Kind kind,
               const Payload& payload, const std::optional<OfficeSecret>& secret = {}) {
        Proposal proposal{kind, "office", {}};
        proposal.add(office_scope, payload);
        if (secret) proposal.add(leadership_scope, *secret);
        const ActTimes times{now.ms + 60'000, 60'000, now.ms};
        const auto prepared = replica.prepare(device, post, proposal, times, random);
        REQUIRE(prepared);
        INFO(name_of(kind) << " " << prepared->foreseen.rule);
        REQUIRE(prepared->foreseen.outcome == Outcome::applied);
        REQUIRE(replica.commit(*prepared, std::nullopt));
    }
    void found() {
        const std::string post(office_post);
        OfficeFounded founded;
        founded.id = id;
        founded.region = "72.01.99";
        founded.kabupaten = "Contoh";
        founded.name = "Dusun Contoh";
        founded.time_label = "WITA";
        founded.paper = "A4";
        founded.practice = true;
        founded.identity_key = identity.public_key();
        founded.device = server;
        founded.device_key = server_key.public_key();
        Replica& by = *at_server;
        write(by, server, post, Kind::office_founded, founded, OfficeSecret{id_of<Salt>(0x55)});
        write(by, server, post, Kind::unit_set, UnitSet{{"evlap", "Evlap", "subbagian"}});
        write(by, server, post, Kind::officer_set, OfficerSet{{"evlap", "Contoh", "III/c"}});
        const Post held{"evlap.kasubag",     "evlap",          "kasubag_evlap", "evlap",
                        PostKind::definitif, Date{2026, 1, 5}, std::nullopt};
        write(by, server, post, Kind::post_started, PostStarted{held});
        write(by, server, post, Kind::device_enrolled,
              DeviceEnrolled{phone, "evlap", "HP", device_key.public_key(),
                             officer_key.public_key(), box_key.public_key()});
        meet(by, server, server_key);
        meet(*at_phone, phone, device_key);
    }
    void meet(Replica& replica, const DeviceId& device, const SigningKey& key) {
        REQUIRE(seal_feeds(replica, device, [&](ByteView message) { return key.sign(message); }));
        Exchange exchange(replica, device);
        while (const auto request = exchange.next()) {
            REQUIRE(exchange.receive(answer(*office, *request, now)));
        }
        REQUIRE(exchange.result().may_leave);
    }
};

// The octets of the block behind that line: the first word of each of its lines.
std::string hex_below(const std::string& line_before) {
    std::string hex;
    bool is_below = false;
    for (const std::string& line : page()) {
        if (line == line_before) is_below = true;
        if (!is_below || line.empty()) continue;
        if (line.substr(0, 4) != "    ") {
            if (!hex.empty()) return hex;
            continue;
        }
        std::istringstream in(line);
        std::string word;
        in >> word;
        if (word.find_first_not_of("0123456789abcdef") == std::string::npos) hex += word;
    }
    return hex;
}

}  // namespace

TEST_CASE("the exchange of the page is what the program says, octet by octet", "[protocol]") {
    Hamlet at;
    at.now.ms += 3'600'000;
    at.write(*at.at_phone, at.phone, "evlap.kasubag", Kind::unit_set,
             UnitSet{{"evlap", "Evaluasi", "subbagian"}});
    REQUIRE(seal_feeds(*at.at_phone, at.phone,
                       [&](ByteView message) { return at.device_key.sign(message); }));
    // As a stranger's client would: everything plain, scopes told.
    Exchange exchange(*at.at_phone, at.phone);
    AskedFrames asked;
    asked.hello.capabilities = 0;
    asked.request = *exchange.next();
    Bytes content{0};
    const Bytes frames = frames_from(asked, at.id);
    content.insert(content.end(), frames.begin(), frames.end());
    const Bytes message = message_of_request(at.id, at.phone, content);
    const Bytes request = body_from({at.phone, at.device_key.sign(message), content});
    CHECK(hex_from(request) == hex_below("The request:"));

    const ExchangeAnswer answer = answer_exchange(*at.office, request, at.now);
    CHECK(answer.acts_received == 1);
    CHECK(answer.body[0] == 1);
    CHECK(answer.body[1] == 2);
    const auto box = content_of_reply(answer.body);
    const auto open = unboxed(*box, at.id, at.phone, content, &at.box_key);
    REQUIRE(open);
    const Bytes told = frames_of_content(*open).value();
    CHECK(hex_from(told) == hex_below("The frames of the reply, out of the box and inflated:"));
    const auto said = answer_from(told, asked, at.id, {});
    REQUIRE(said);
    REQUIRE(exchange.receive(said->reply));
    CHECK_FALSE(exchange.next());
    CHECK(exchange.result().may_leave);
    CHECK(exchange.result().state_root_equal == true);
}

TEST_CASE("the exchange of the page in which nothing is new", "[protocol]") {
    Hamlet at;
    at.now.ms += 3'600'000;
    SessionOptions options;
    options.box_key = &at.box_key;
    ExchangeSession session(*at.at_phone, at.phone, options);
    const auto draft = session.next();
    REQUIRE(draft);
    const Bytes request = session.body(*draft, at.device_key.sign(draft->message));
    CHECK(hex_from(request) == hex_below("The request of a device with nothing new:"));
    const ExchangeAnswer answer = answer_exchange(*at.office, request, at.now);
    CHECK(hex_from(answer.body) == hex_below("The reply of an office with nothing new:"));
    REQUIRE(session.receive(answer.body));
    CHECK_FALSE(session.next());
    CHECK(session.result().state_root_equal == true);
    CHECK(request.size() + answer.body.size() <= 250);
}

}  // namespace luring
