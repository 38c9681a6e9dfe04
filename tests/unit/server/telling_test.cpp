// What the server tells: log, metrics, refusals, heads of responses, sentences.
#include <catch2/catch.hpp>
#include <set>

#include "server/address.h"
#include "server/certificate_page.h"
#include "server/certificates.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/parse.h"
#include "server/qr.h"
#include "server/refusals.h"
#include "server/response_head.h"
#include "server/words.h"
#include "tests/unit/server/memory_machine.h"

namespace luring::server {

namespace {

struct Written {
    StandingClock clock{Instant{1'793'577'600'000}};
    SteadyRandom random;
    std::vector<std::string> lines;
    Log log{[this](std::string_view line) { lines.emplace_back(line); }, clock, random};

    json::object line(std::size_t i) const { return json::parse(lines[i]).as_object(); }
};

json::object document_of(const HttpResponse& response) {
    const std::string_view text = text_of(response.body);
    return json::parse(text_view(text)).as_object();
}

}  // namespace

TEST_CASE("an event is one line of JSON with its time", "[server]") {
    Written written;
    written.log.write("began", {{"entries", 41}});
    REQUIRE(written.lines.size() == 1);
    CHECK(written.lines[0] ==
          "{\"time\":\"2026-11-02T00:00:00Z\",\"event\":\"began\",\"entries\":41}\n");
}

TEST_CASE("a flood of one event is counted, told, and hides no other", "[server]") {
    Written written;
    for (int i = 0; i < 50; ++i) written.log.write("dropped");
    CHECK(written.lines.size() == log_lines_per_second_max);
    written.log.write("exchange");
    CHECK(written.line(written.lines.size() - 1).at("event") == "exchange");
    written.clock.instant.ms += 1000;
    written.log.write("exchange");
    REQUIRE(written.lines.size() == log_lines_per_second_max + 3);
    const json::object told = written.line(written.lines.size() - 2);
    CHECK(told.at("event") == "log_suppressed");
    CHECK(told.at("of") == "dropped");
    CHECK(told.at("lines") == 30);
}

TEST_CASE("a flood just before the end is told at the end", "[server]") {
    std::vector<std::string> lines;
    StandingClock clock{Instant{0}};
    SteadyRandom random;
    {
        Log log([&lines](std::string_view line) { lines.emplace_back(line); }, clock, random);
        for (int i = 0; i < 25; ++i) log.write("dropped");
    }
    CHECK(lines.back().find("\"lines\":5") != std::string::npos);
}

TEST_CASE("a peer is told from others until the server ends, and not named", "[server]") {
    Written written;
    const std::string peer = written.log.peer_of("192.168.1.7");
    CHECK(peer == written.log.peer_of("192.168.1.7"));
    CHECK(peer != written.log.peer_of("192.168.1.8"));
    CHECK(peer.size() == 8);
    const Log later([](std::string_view) {}, written.clock, written.random);
    CHECK(later.peer_of("192.168.1.7") != peer);
}

TEST_CASE("metrics are written as Prometheus reads them", "[server]") {
    Metrics metrics;
    metrics.add("luring_requests_total", "route=\"exchange\",status=\"200\"");
    metrics.add("luring_requests_total", "route=\"exchange\",status=\"200\"", 2);
    metrics.set("luring_queue", 4);
    metrics.set("luring_queue", 3);
    metrics.observe_ms("luring_queue_seconds", 3);
    metrics.observe_ms("luring_queue_seconds", 120'000);
    const std::string text = metrics.text();
    for (const char* line :
         {"# TYPE luring_requests_total counter\n",
          "luring_requests_total{route=\"exchange\",status=\"200\"} 3\n", "luring_queue 3\n",
          "luring_queue_seconds_bucket{le=\"0.002\"} 0\n",
          "luring_queue_seconds_bucket{le=\"0.005\"} 1\n",
          "luring_queue_seconds_bucket{le=\"60\"} 1\n",
          "luring_queue_seconds_bucket{le=\"+Inf\"} 2\n", "luring_queue_seconds_sum 120.003\n",
          "luring_queue_seconds_count 2\n"}) {
        INFO(line << "\n" << text);
        CHECK(text.find(line) != std::string::npos);
    }
    for (const MetricKind& kind : metric_kinds()) {
        CHECK(text.find("# HELP " + std::string(kind.name) + " ") != std::string::npos);
    }
}

TEST_CASE("a refusal says code, what, why, who and what next", "[server]") {
    std::set<std::string_view> codes;
    for (const RefusalKind& kind : refusal_kinds()) {
        const HttpResponse response = refusal(kind.code, "body", {{"retry_after_s", 7}});
        const json::object document = document_of(response);
        CHECK(response.status == kind.status);
        CHECK(response.refused == kind.code);
        for (const char* field : {"code", "what", "why", "who", "next"}) {
            CHECK_FALSE(text_at(document, field).empty());
        }
        CHECK(head_text(response, false).find("\r\nRetry-After: 7\r\n") != std::string::npos);
        // Every status has its phrase.
        CHECK(head_text(response, false).find(" Status\r\n") == std::string::npos);
        codes.insert(kind.code);
    }
    CHECK(codes.size() == refusal_kinds().size());
}

TEST_CASE("a head has its length and what becomes of the connection", "[server]") {
    const HttpResponse response = text_response("text/plain", "halo");
    CHECK(head_text(response, true) ==
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Content-Type-Options: nosniff\r\n"
          "Content-Length: 4\r\nCache-Control: no-store\r\nConnection: keep-alive\r\n\r\n");
    CHECK(head_text(response, false).find("\r\nConnection: close\r\n") != std::string::npos);
    CHECK(event_stream_head().find("Content-Length") == std::string::npos);
}

TEST_CASE("a target is told apart into path and query", "[server]") {
    const HttpHead head = head_from("GET", "/v1/doorbell?device=aa&signature=bb&x", "a");
    CHECK(head.path == "/v1/doorbell");
    CHECK(query_value(head.query, "device") == "aa");
    CHECK(query_value(head.query, "signature") == "bb");
    CHECK(query_value(head.query, "x").empty());
    CHECK(query_value("", "device").empty());
    CHECK(head_from("GET", "/", "a").query.empty());
}

TEST_CASE("the certificate page says the office's name and is nothing but a page", "[server]") {
    const auto origin = origin_from_text("https://kintom.test");
    const Authority authority = make_authority("K", *origin, Instant{1'793'577'600'000});
    const CertificatePage page =
        make_certificate_page("Kantor <b>\"A\" & B", *origin, authority.certificate);
    CHECK(page.html.find("Kantor &lt;b>&quot;A&quot; &amp; B") != std::string::npos);
    CHECK(page.html.find(shown_fingerprint(authority.certificate)) != std::string::npos);
    CHECK(page.answer("GET", "/").status == 200);
    CHECK(page.answer("GET", "/kantor.crt").body == authority.certificate);
    CHECK(page.answer("GET", "/v1/office").status == 404);
    CHECK(page.answer("POST", "/").status == 404);
}

TEST_CASE("an address is read with the port at its end", "[server]") {
    const auto parts = [](const char* text) {
        const auto address = address_from_text(text);
        return address ? address->host + " " + std::to_string(address->port) : "none";
    };
    CHECK(parts("127.0.0.1:8443") == "127.0.0.1 8443");
    CHECK(parts("[::1]:0") == "::1 0");
    CHECK(parts(":443") == ":: 443");
    for (const char* wrong :
         {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "::1:443"}) {
        CHECK(parts(wrong) == std::string("none"));
    }
    CHECK(text_from(Address{"::1", 8443}) == "[::1]:8443");
}

TEST_CASE("every command has its words in both languages and one way to run", "[server]") {
    for (const Command& command : all_commands()) {
        INFO(command.words);
        CHECK((command.in_office == nullptr) != (command.alone == nullptr));
        CHECK(std::string(command.purpose.id) != command.purpose.en);
        CHECK(help_text(&command, Lang::id).find(usage_of(command)) != std::string::npos);
        CHECK(command_of(command.words) == &command);
        for (const Option& option : command.options) {
            CHECK_FALSE(std::string(option.help.id).empty());
            CHECK_FALSE(std::string(option.help.en).empty());
        }
    }
    CHECK(find_command({"officer", "add", "budi"})->words == std::string("officer add"));
    CHECK(find_command({"officer"}) == nullptr);
    CHECK(find_command({"devices", "all"})->words == std::string("devices"));
}

TEST_CASE("a sentence is filled with what the answer says", "[server]") {
    const Answer answer = refused_with("device_unknown", {{"given", "ab12"}});
    CHECK(message_of(answer, Lang::id) == "Perangkat ab12 tidak ada.");
    CHECK(message_of(answer, Lang::en) == "There is no device ab12.");
    CHECK(message_of(refused_with("no_such_code"), Lang::id) == "no_such_code");
    CHECK_FALSE(next_of(answer, Lang::id).empty());
}

TEST_CASE("the largest QR of an enrolment can be drawn, a text of pages cannot", "[server]") {
    CHECK_FALSE(qr_as_blocks(std::string(180, 'x')).empty());
    CHECK(qr_as_blocks(std::string(4000, 'x')).empty());
}

}  // namespace luring::server
