// The whole program but for its ports: parse, run, show, exit code.
#include <algorithm>
#include <ostream>

#include "app/api/api.h"
#include "app/api/home.h"
#include "app/api/practice.h"
#include "app/api/version.h"
#include "app/cli/catalogue.h"
#include "app/cli/help.h"
#include "app/cli/parse.h"
#include "app/cli/printer.h"

namespace luring {

namespace {

Answer run_command(const Parsed& parsed, Session& session) {
    const CliCommand& command = *parsed.command;
    if (command.run != nullptr) return command.run(session, parsed.args);
    auto home = Home::open(session.machine, session.folder, session.passphrase_file);
    if (!home) return from_home_failure(home.failure(), session.folder);
    return Api((*home)->place()).command(command.words, parsed.args);
}

void print_document(Session& session, const Answer& answer, const std::string& message) {
    json::object document;
    document["ok"] = answer.ok();
    document["code"] = answer.code;
    document["message"] = message;
    document["result"] = answer.result;
    session.out << json::serialize(document) << '\n';
}

std::string last_word(const std::string& message) {
    return message.empty() || message.back() == '\n' ? message : message + "\n";
}

// What was refused, why, who decides, what to do next.
void print_refusal(Session& session, const Answer& answer, const std::string& message) {
    const json::value* why = answer.result.if_contains("why");
    if (why == nullptr) {
        session.err << last_word(message);
        return;
    }
    const bool is_id = session.lang == Lang::id;
    const std::string code = text_at(why->as_object(), "code");
    session.err << (is_id ? "Tidak dicatat" : "Not recorded") << " (" << code
                << "): " << reason_text(answer.code, why->as_object(), session.lang) << '\n'
                << (is_id ? "Langkah berikut: " : "Next: ")
                << next_text(answer.code, why->as_object(), session.lang) << '\n';
}

void show_act(Printer& printer, const json::object& result) {
    const std::string outcome = text_at(object_at(result, "foreseen"), "outcome");
    const std::string reason = text_at(object_at(result, "foreseen"), "reason");
    const std::string act = short_id(text_at(result, "act"));
    printer.line(printer.say("Tersimpan di perangkat ini, belum terkirim",
                             "Saved on this device, not sent yet") +
                 " (" + act + ").");
    if (outcome == "applied" || outcome.empty()) return;
    printer.line(
        printer.say("Kantor mungkin: ", "The office may say: ") +
        outcome_text(outcome, printer.lang()) + ". " +
        (reason == "none" ? "" : reason_text(reason, object_at(result, "why"), printer.lang())));
}

// A missing option is named as it is typed: "--as".
std::string worded(const Parsed& parsed, const Answer& answer, Lang lang) {
    if (answer.code != "argument_missing") return message_of(answer, lang);
    std::string name = text_at(answer.result, "name");
    if (parsed.command != nullptr) {
        for (const Positional& positional : parsed.command->positionals) {
            if (name == positional.name) return message_of(answer, lang);
        }
    }
    std::replace(name.begin(), name.end(), '_', '-');
    Answer named = answer;
    named.result["name"] = "--" + name;
    return message_of(named, lang);
}

void print_answer(const Parsed& parsed, Session& session, const Answer& answer) {
    const std::string message = worded(parsed, answer, session.lang);
    if (session.is_json) {
        print_document(session, answer, message);
        if (!answer.ok()) print_refusal(session, answer, message);
        return;
    }
    Printer printer(session.out, session.lang);
    const bool has_view = parsed.command != nullptr && parsed.command->show != nullptr;
    // A check that failed still has its complaints to show.
    const bool is_listed = answer.result.contains("complaints") || answer.result.contains("sent");
    if (has_view && (answer.ok() || is_listed)) {
        parsed.command->show(printer, answer.result);
    } else if (answer.ok()) {
        show_act(printer, answer.result);
    }
    if (!answer.ok()) print_refusal(session, answer, message);
}

Answer command_missing() {
    return misused("command_missing");
}

int help_or_version(const Parsed& parsed, Session& session) {
    if (session.is_json) {
        Answer answer = done({{"version", version}});
        if (parsed.is_help) answer.result["help"] = help_text(parsed.command, session.lang);
        print_document(session, answer, message_of(answer, session.lang));
    } else {
        session.out << (parsed.is_help ? help_text(parsed.command, session.lang)
                                       : "luring " + std::string(version) + "\n");
    }
    return 0;
}

}  // namespace

int run_cli(Machine& machine, const std::vector<std::string>& words, std::ostream& out,
            std::ostream& err, bool err_is_terminal) {
    Session session{machine, out, err, "", "", false, Lang::id, err_is_terminal};
    const Parsed parsed = parse(words, session);
    if ((parsed.is_help || parsed.is_version) && !parsed.problem) {
        return help_or_version(parsed, session);
    }
    const Answer answer = guarded([&] {
        if (parsed.problem) return *parsed.problem;
        if (parsed.command == nullptr) return command_missing();
        return run_command(parsed, session);
    });
    print_answer(parsed, session, answer);
    return static_cast<int>(answer.ended);
}

}  // namespace luring
