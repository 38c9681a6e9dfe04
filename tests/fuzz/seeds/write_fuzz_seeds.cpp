// write_fuzz_seeds FOLDER: what the fuzz targets begin from, out of the golden files and the files
// of the sample office; FOLDER/<target>/<name>. Started in the root of the repository.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/act/delivery.h"
#include "core/base/codec.h"
#include "sync/envelope.h"
#include "sync/wire.h"

namespace luring {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t log_entries = 8;         // of the long story: one of each size will do
constexpr std::size_t seed_bytes_max = 16384;  // of run.sh; longer ones are cut

std::string text_of_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    ensure(in.good());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Records in hexadecimal, folded; a blank line ends one and # begins a remark.
std::vector<Bytes> records_of(const fs::path& path) {
    std::vector<Bytes> records;
    std::ifstream in(path);
    ensure(in.good());
    std::string digits;
    const auto finish = [&] {
        if (digits.empty()) return;
        auto bytes = bytes_from_hex(digits);
        ensure(bytes.ok());
        records.push_back(std::move(bytes.value()));
        digits.clear();
    };
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) finish();
        if (!line.empty() && line.front() != '#') digits += line;
    }
    finish();
    return records;
}

class Seeds {
  public:
    explicit Seeds(fs::path folder) : folder_(std::move(folder)) {}

    void add(const std::string& target, const std::string& name, ByteView seed) {
        if (seed.size() > seed_bytes_max) seed = seed.first(seed_bytes_max);
        fs::create_directories(folder_ / target);
        std::ofstream out(folder_ / target / name, std::ios::binary);
        out.write(text_of(seed).data(), static_cast<std::streamsize>(seed.size()));
        ensure(out.good());
    }
    void add_records(const std::string& target, const fs::path& path) {
        std::size_t number = 0;
        for (const Bytes& record : records_of(path)) {
            add(target, path.stem().string() + "-" + std::to_string(++number), record);
        }
    }

  private:
    fs::path folder_;
};

// The first octet chooses the kind, the second the scope, see payload.cpp.
void add_payloads(Seeds& seeds) {
    for (const auto& file : fs::directory_iterator("tests/golden/acts")) {
        const auto body = decode<PartBody>(records_of(file.path()).front());
        ensure(body.ok());
        for (const std::uint8_t scope : {std::uint8_t{0}, std::uint8_t{1}}) {
            Bytes seed{static_cast<std::uint8_t>(body->kind), scope};
            seed.insert(seed.end(), body->payload.begin(), body->payload.end());
            seeds.add("payload", file.path().stem().string() + "-" + std::to_string(scope), seed);
        }
    }
}

// Acts and deliveries as an office had them.
void add_log(Seeds& seeds) {
    const std::vector<Bytes> log = records_of("tests/golden/logs/kintom.v1.hex");
    for (std::size_t i = 0; i < log.size(); i += log.size() / log_entries) {
        auto delivered = decode<Delivered>(log[i]);
        ensure(delivered.ok() && delivered->act.has_value());
        seeds.add("act", "log-" + std::to_string(i), encode(*delivered->act));
        Bytes carried{1};
        carried.insert(carried.end(), log[i].begin(), log[i].end());
        seeds.add("carried", "log-" + std::to_string(i), carried);
        Delivery delivery;
        delivery.scopes = {"office", "unit/kintom"};
        delivery.entries.push_back(std::move(delivered.value()));
        seeds.add("delivery", "log-" + std::to_string(i), encode(delivery));
    }
}

// A request and a reply with entries in it, packed and plain, with the envelopes around them.
void add_exchanges(Seeds& seeds) {
    OfficeId office;
    office.bytes.fill(3);
    AskedFrames asked;
    asked.request.wanted.device.bytes.fill(7);
    AnswerFrames answer;
    Delivery delivery;
    delivery.scopes = {"office", "unit/kintom"};
    for (const Bytes& record : records_of("tests/golden/logs/kintom.v1.hex")) {
        auto delivered = decode<Delivered>(record);
        ensure(delivered.ok() && delivered->act.has_value());
        if (asked.request.runs.size() < 2) {
            asked.request.runs.push_back(SealedRun{{*delivered->act}, {}});
        }
        if (delivery.entries.size() < log_entries) {
            delivery.entries.push_back(std::move(delivered.value()));
        }
    }
    delivery.head.number = delivery.entries.back().number;
    delivery.head.hash = delivery.entries.back().hash;
    answer.reply.office_number = delivery.head.number;
    answer.reply.delivery = std::move(delivery);
    for (const std::string name : {"packed", "plain"}) {
        if (name == "plain") asked.hello.capabilities = 0;
        const Bytes request = frames_from(asked, office);
        const Bytes reply = frames_from(answer, asked, office);
        seeds.add("exchange_request", name, request);
        seeds.add("exchange_reply", name, reply);
        seeds.add("envelope", name, reply);
        seeds.add(
            "envelope", name + "-request",
            body_from(RequestEnvelope{asked.request.wanted.device, {}, content_from(request)}));
        seeds.add("envelope", name + "-reply", reply_body_from(content_from(reply)));
    }
}

void add_http(Seeds& seeds) {
    seeds.add("http", "get", view_of("GET /v1/doorbell?device=07 HTTP/1.1\r\nHost: a\r\n\r\n"));
    seeds.add("http", "post",
              view_of("POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"
                      "\x01\x01\x04"
                      "ABCD"));
}

void add_files(Seeds& seeds) {
    for (const auto& file : fs::directory_iterator("tests/data")) {
        const std::string name = file.path().filename().string();
        const std::string text = text_of_file(file.path());
        if (name.starts_with("office-")) seeds.add("office_file", name, view_of(text));
        if (name.starts_with("sop-")) seeds.add("sop_file", name, view_of(text));
        if (name.starts_with("data-")) {
            const std::size_t some = text.find('\n', 2000);  // the header and a few rows
            seeds.add("data_file", name, view_of(text.substr(0, some)));
        }
    }
}

}  // namespace

}  // namespace luring

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: write_fuzz_seeds FOLDER\n");
        return 2;
    }
    luring::Seeds seeds(argv[1]);
    seeds.add_records("act", "tests/golden/records/act.hex");
    seeds.add_records("delivery", "tests/golden/records/delivery.hex");
    luring::add_payloads(seeds);
    luring::add_log(seeds);
    luring::add_files(seeds);
    luring::add_exchanges(seeds);
    luring::add_http(seeds);
    return 0;
}
