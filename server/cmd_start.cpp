// init, run, check: what is done without an office that somebody has open.
#include <charconv>
#include <fstream>
#include <ostream>

#include "core/act/administration.h"
#include "core/case/file_check.h"
#include "server/command.h"
#include "server/founding.h"
#include "server/run_server.h"
#include "server/words.h"

namespace luring::server {

namespace {

std::string content_at(const json::object& args, const char* name) {
    const json::value* list = args.if_contains(name);
    if (list == nullptr || !list->is_array() || list->as_array().empty()) return {};
    return std::string(list->as_array().back().as_string());
}

Answer init(Session& session, const json::object& args) {
    FoundingOrder order;
    order.office_file = content_at(args, "office");
    order.calendar_file = content_at(args, "calendar");
    order.origin = text_at(args, "origin");
    order.is_practice = flag_at(args, "practice");
    if (const json::value* sops = args.if_contains("sop")) {
        for (const json::value& sop : sops->as_array()) {
            order.sop_files.emplace_back(sop.as_string());
        }
    }
    if (!session.passphrase_file.empty()) {
        auto passphrase = read_passphrase(session.machine, session.passphrase_file);
        if (!passphrase) return from_failure(passphrase.failure());
        order.passphrase = *passphrase;
    }
    return found(DataFolder(session.machine, session.machine.absolute(session.folder)), order);
}

void show_init(Session& session, const json::object& result) {
    json::object rest = result;
    rest.erase("complaints");
    rest.erase("recovery_passphrase");
    show_fields(session, rest);
    show_complaints(session, result);
    const std::string passphrase = text_at(result, "recovery_passphrase");
    if (passphrase.empty()) return;
    const bool is_id = session.lang == Lang::id;
    session.out << '\n'
                << (is_id ? "Kata sandi pemulihan (tampil sekali ini saja; tulis dan simpan di "
                            "tempat lain):"
                          : "Recovery passphrase (shown this once; write it down and keep it "
                            "elsewhere):")
                << "\n\n    " << passphrase << "\n\n"
                << (is_id ? "Tanpa kata sandi ini cadangan tidak bisa dibuka oleh siapa pun."
                          : "Without it nobody can open a backup.")
                << '\n';
}

std::optional<Answer> take_limits(RunOrder& order, const json::object& args) {
    const json::value* limits = args.if_contains("limit");
    if (limits == nullptr) return std::nullopt;
    for (const json::value& limit : limits->as_array()) {
        const std::string text(limit.as_string());
        if (set_limit(order.limits, text)) continue;
        return misused("argument_invalid", {{"name", "--limit"}, {"given", text}});
    }
    return std::nullopt;
}

std::optional<Answer> take_addresses(RunOrder& order, const json::object& args) {
    const auto invalid = [&args](const char* name, const char* shown) {
        return misused("argument_invalid", {{"name", shown}, {"given", text_at(args, name)}});
    };
    const auto listen = address_from_text(text_at(args, "listen"));
    if (!listen) return invalid("listen", "--listen");
    order.listen = *listen;
    if (args.contains("http")) {
        order.page = address_from_text(text_at(args, "http"));
        if (!order.page) return invalid("http", "--http");
    }
    if (!args.contains("loopback_http")) return std::nullopt;
    const std::string port = text_at(args, "loopback_http");
    std::uint16_t number = 0;
    const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
    if (read.ec != std::errc{} || read.ptr != port.data() + port.size()) {
        return invalid("loopback_http", "--loopback-http");
    }
    order.loopback = number;
    return std::nullopt;
}

// One line for scripts that wait for it; with --json the document instead.
void tell_ready(Session& session, const Listening& listening) {
    const std::string line = "ready " + listening.url;
    if (!session.is_json) {
        session.out << line << std::endl;
        return;
    }
    json::object result{{"url", listening.url}, {"page_port", nullptr}, {"loopback_port", nullptr}};
    if (listening.page_port) result["page_port"] = *listening.page_port;
    if (listening.loopback_port) result["loopback_port"] = *listening.loopback_port;
    const json::object document{
        {"ok", true}, {"code", "ready"}, {"message", line}, {"result", std::move(result)}};
    session.out << json::serialize(document) << std::endl;
}

Answer run(Session& session, const json::object& args) {
    RunOrder order;
    if (auto problem = take_addresses(order, args)) return *problem;
    if (auto problem = take_limits(order, args)) return *problem;
    order.web_folder = text_at(args, "web");
    order.certificate_file = text_at(args, "tls_cert");
    order.key_file = text_at(args, "tls_key");
    if (order.certificate_file.empty() != order.key_file.empty()) {
        return misused("argument_missing",
                       {{"name", order.key_file.empty() ? "--tls-key" : "--tls-cert"}});
    }
    std::ofstream file;
    const std::string log = text_at(args, "log");
    if (!log.empty()) file.open(log, std::ios::app);
    if (!log.empty() && !file) return misused("file_unreadable", {{"name", log}});
    std::ostream& lines = log.empty() ? session.err : file;
    const auto sink = [&lines](std::string_view line) { lines << line << std::flush; };
    const DataFolder folder(session.machine, session.machine.absolute(session.folder));
    return run_server(folder, order, sink,
                      [&](const Listening& listening) { tell_ready(session, listening); });
}

// It said what there was to say when it began.
void show_nothing(Session&, const json::object&) {}

Answer check(Session& session, const json::object& args) {
    auto clock = session.machine.clock(true);
    if (!clock) return from_failure(clock.failure());
    const std::string kind = text_at(args, "kind");
    const Date today = local_from((*clock)->now(), OfficeFounded{}.offset_minutes).date;
    const auto complaints =
        complaints_about(kind, text_at(args, "content"), today, text_at(args, "period"));
    if (!complaints) return misused("argument_invalid", {{"name", "KIND"}, {"given", kind}});
    std::uint64_t errors = 0;
    for (const Complaint& complaint : *complaints) errors += complaint.warning ? 0 : 1;
    json::object view{{"kind", kind},
                      {"errors", errors},
                      {"warnings", complaints->size() - errors},
                      {"complaints", complaints_view(*complaints)}};
    return errors > 0 ? refused_with("file_has_errors", std::move(view)) : done(std::move(view));
}

void show_check(Session& session, const json::object& result) {
    show_complaints(session, result);
    json::object counts = result;
    counts.erase("complaints");
    show_fields(session, counts);
}

}  // namespace

namespace {

Option named(const char* name, const char* value, bool is_needed, Words help) {
    return {name, Takes::text, value, is_needed, help};
}

Command init_command() {
    return {"init",
            {},
            {{"office", Takes::files, "F", true, {"berkas kantor (JSON)", "office file (JSON)"}},
             named("origin", "URL", true,
                   {"alamat yang tidak pernah berubah: https://NAMA[:PORT]",
                    "the address that never changes: https://NAME[:PORT]"}),
             {"sop", Takes::files, "F", false, {"berkas SOP (JSON)", "SOP file (JSON)"}},
             {"calendar",
              Takes::files,
              "F",
              false,
              {"kalender kerja; bila tidak ada: 2026", "working calendar; without it: 2026"}},
             {"practice", Takes::nothing, "", false, {"kantor latihan", "a practice office"}}},
            {"Buat kantor di folder ini", "Make an office in this folder"},
            nullptr,
            init,
            show_init};
}

Command run_command() {
    return {
        "run",
        {},
        {named("listen", "HOST:PORT", true, {"alamat dan port", "address and port"}),
         named("tls-cert", "F", false,
               {"sertifikat dari pihak lain (PEM)", "a certificate of somebody else (PEM)"}),
         named("tls-key", "F", false, {"kunci sertifikat itu", "the key of it"}),
         named("http", "HOST:PORT", false,
               {"halaman sertifikat tanpa TLS", "the certificate page without TLS"}),
         named("loopback-http", "PORT", false,
               {"tanpa TLS, hanya untuk mesin ini", "without TLS, for this machine alone"}),
         named("web", "DIR", false, {"folder aplikasi web", "folder of the web app"}),
         {"limit",
          Takes::list,
          "NAME=N",
          false,
          {"ubah satu batas (docs/operations.md)", "change a limit (docs/operations.md)"}},
         named("log", "F", false, {"berkas catatan; biasanya stderr", "log file; else stderr"})},
        {"Jalankan kantor", "Run the office"},
        nullptr,
        run,
        show_nothing,
        true,
        true};
}

Command check_command() {
    return {
        "check",
        {{"kind", "office|sop|data|calendar"}, {"file", "FILE", Takes::file}},
        {named("period", "P", false,
               {"untuk data; bila tidak disebut dari baris pertama",
                "for data; else that of the first line"})},
        {"Periksa sebuah berkas tanpa mencatat apa pun", "Check a file without recording anything"},
        nullptr,
        check,
        show_check,
        false};
}

}  // namespace

std::vector<Command> start_commands() {
    return {init_command(), run_command(), check_command()};
}

}  // namespace luring::server
