#include "server/cli.h"

#include <chrono>
#include <ostream>
#include <thread>

#include "server/bureau.h"
#include "server/control_client.h"
#include "server/parse.h"
#include "server/words.h"

namespace luring::server {

namespace {

// Another command may have the folder for a moment; a server answers at its socket.
constexpr int folder_tries_max = 100;
constexpr std::chrono::milliseconds folder_retry_ms{100};

Answer run_in_office(const Command& command, Session& session, const json::object& args) {
    const DataFolder folder(session.machine, session.machine.absolute(session.folder));
    if (!folder.has_office()) return misused("data_missing", {{"folder", folder.path()}});
    for (int tries = 0; tries < folder_tries_max; ++tries) {
        auto bureau = Bureau::open(folder);
        if (bureau) return command.in_office(**bureau, args);
        if (bureau.fault() != Fault::busy) return from_failure(bureau.failure());
        if (auto answer = ask_running_server(folder.file(socket_file), command.words, args)) {
            return *answer;
        }
        std::this_thread::sleep_for(folder_retry_ms);
    }
    return broken("office_busy");
}

Answer run_command(const Parsed& parsed, Session& session) {
    if (parsed.problem) return *parsed.problem;
    if (parsed.command == nullptr) return misused("command_missing");
    if (parsed.command->alone != nullptr) return parsed.command->alone(session, parsed.args);
    return run_in_office(*parsed.command, session, parsed.args);
}

void print_document(Session& session, const Answer& answer, const std::string& message) {
    const json::object document{{"ok", answer.ok()},
                                {"code", answer.code},
                                {"message", message},
                                {"result", answer.result}};
    session.out << json::serialize(document) << '\n';
}

void print_answer(const Parsed& parsed, Session& session, const Answer& answer) {
    const std::string message = message_of(answer, session.lang);
    const bool has_spoken = answer.ok() && parsed.command != nullptr && parsed.command->speaks;
    if (session.is_json && !has_spoken) print_document(session, answer, message);
    if (!answer.ok()) {
        session.err << message << '\n';
        const std::string next = next_of(answer, session.lang);
        if (next.empty()) return;
        session.err << (session.lang == Lang::id ? "Langkah berikut: " : "Next: ") << next << '\n';
        return;
    }
    if (session.is_json || parsed.command == nullptr) return;
    if (parsed.command->show != nullptr) return parsed.command->show(session, answer.result);
    show_fields(session, answer.result);
}

int help_or_version(const Parsed& parsed, Session& session) {
    const std::string text = parsed.is_help ? help_text(parsed.command, session.lang)
                                            : std::string("luring-server " LURING_VERSION "\n");
    if (!session.is_json) {
        session.out << text;
        return 0;
    }
    Answer answer = done({{"version", LURING_VERSION}});
    if (parsed.is_help) answer.result["help"] = text;
    print_document(session, answer, message_of(answer, session.lang));
    return 0;
}

}  // namespace

int run_cli(Machine& machine, const std::vector<std::string>& words, std::ostream& out,
            std::ostream& err) {
    Session session{machine, out, err, "", "", false, Lang::id};
    const Parsed parsed = parse(words, session);
    if ((parsed.is_help || parsed.is_version) && !parsed.problem) {
        return help_or_version(parsed, session);
    }
    const Answer answer = guarded([&] { return run_command(parsed, session); });
    print_answer(parsed, session, answer);
    // A check that failed still has its complaints to show.
    if (!answer.ok() && !session.is_json) show_complaints(session, answer.result);
    return static_cast<int>(answer.ended);
}

}  // namespace luring::server
