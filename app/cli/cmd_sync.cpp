// sync: send and fetch, and the answer to "may I leave?"; once, or for as long as the program runs.
#include <ostream>

#include "app/api/api.h"
#include "app/api/enrol.h"
#include "app/api/enrolling.h"
#include "app/api/following.h"
#include "app/api/practice.h"
#include "app/cli/catalogue.h"
#include "app/cli/limits.h"
#include "app/cli/progress.h"
#include "app/cli/session.h"
#include "app/cli/shows.h"

namespace luring {

namespace {

std::string sizes(const json::object& result) {
    return text_at(result, "bytes_up") + " B / " + text_at(result, "bytes_down") + " B";
}

void show_held(Printer& printer, const json::object& result) {
    for (const json::value& value : list_at(result, "held")) {
        const json::object& held = value.as_object();
        printer.line(
            printer.say("Ditahan kantor: catatan perangkat ", "Held by the office: feed ") +
            short_id(text_at(held, "device")) + printer.say(" dari no. ", " from no. ") +
            text_at(held, "seq") + " (" + text_at(held, "detail") + ")");
    }
}

// "2 data dan 1 foto (1,4 MB)": what a device must not be carried away with.
std::string owed_text(Printer& printer, const json::object& pending) {
    const std::int64_t acts = number_at(pending, "acts");
    const std::int64_t photos = number_at(pending, "attachments");
    const auto bytes = static_cast<std::uint64_t>(number_at(pending, "bytes"));
    std::string text;
    if (acts > 0) text = std::to_string(acts) + printer.say(" data", " items");
    if (acts > 0 && photos > 0) text += printer.say(" dan ", " and ");
    if (photos > 0) text += std::to_string(photos) + printer.say(" foto", " photos");
    return text + " (" + size_text(bytes, printer.lang()) + ")";
}

void show_evidence_left(Printer& printer, const json::object& result) {
    for (const json::value& value : list_at(result, "evidence_refused")) {
        const json::object& refused = value.as_object();
        printer.line(printer.say("Bukti ", "Evidence ") + short_id(text_at(refused, "sha256")) +
                     printer.say(" tidak diterima atau tidak diberikan kantor: ",
                                 " was not taken or not given by the office: ") +
                     text_at(refused, "code"));
    }
    if (number_at(result, "evidence_lost") == 0) return;
    printer.line(text_at(result, "evidence_lost") +
                 printer.say(" foto dari tindakan Anda tidak ada di sini maupun di kantor.",
                             " photos of your acts are neither here nor at the office."));
}

void show_sync(Printer& printer, const json::object& result) {
    std::size_t applied = 0;
    for (const json::value& value : list_at(result, "sent")) {
        const json::object& sent = value.as_object();
        const std::string outcome = text_at(sent, "outcome");
        if (outcome == "applied") {
            ++applied;
            continue;
        }
        printer.line(short_id(text_at(sent, "act")) + "  " +
                     kind_text(text_at(sent, "kind"), printer.lang()) + ": " +
                     outcome_text(outcome, printer.lang()));
        const std::string reason = text_at(sent, "reason");
        if (reason == "none") continue;
        const json::object& why = object_at(sent, "why");
        printer.line("  " + reason_text(reason, why, printer.lang()) + " " +
                     next_text(reason, why, printer.lang()));
    }
    show_held(printer, result);
    show_evidence_left(printer, result);
    const std::size_t sent = list_at(result, "sent").size();
    if (sent == 0 && number_at(result, "received") == 0) {
        printer.line(printer.say("Tidak ada yang perlu dikirim. Data sudah terbaru.",
                                 "Nothing to send. The data is up to date."));
    } else {
        printer.line(std::to_string(sent) + printer.say(" terkirim (", " sent (") +
                     std::to_string(applied) + printer.say(" diterima utuh), ", " applied), ") +
                     text_at(result, "received") + printer.say(" diambil. ", " fetched. ") +
                     sizes(result));
    }
    if (flag_at(result, "recovering")) {
        printer.line(printer.say("Kantor sedang dipulihkan. Datang lagi nanti; semua aman di sini.",
                                 "The office is recovering. Come again; all is safe here."));
    } else if (flag_at(result, "may_leave")) {
        printer.line(printer.say("Selesai. Anda boleh meninggalkan kantor.",
                                 "Done. You may leave the office."));
    } else {
        printer.line(printer.say("Jangan pergi dulu: ", "Not yet: ") +
                     owed_text(printer, object_at(result, "pending")) +
                     printer.say(" masih di perangkat ini.", " still on this device."));
    }
    const json::value* equal = result.if_contains("state_root_equal");
    if (equal != nullptr && equal->is_bool() && !equal->as_bool()) {
        printer.line(printer.say("Hitungan di sini berbeda dari kantor; sudah dilaporkan.",
                                 "The state here differs from the office's; it was reported."));
    }
}

// A device that waits to be counted asks first.
Result<std::unique_ptr<Home>, Answer> open_home(Session& session) {
    Machine& machine = session.machine;
    if (!is_enrolling(machine, session.folder)) {
        auto home = Home::open(machine, session.folder, session.passphrase_file);
        if (!home) return from_home_failure(home.failure(), session.folder);
        return std::move(home.value());
    }
    auto passphrase = passphrase_for(machine, session.folder, session.passphrase_file);
    if (!passphrase) return from_home_failure(passphrase.failure(), session.folder);
    Answer answer = enrol(machine, session.folder, {}, *passphrase, {});
    if (answer.ok() && text_at(answer.result, "state") == "waiting") {
        answer = broken("enrolment_waiting", std::move(answer.result));
    }
    if (!answer.ok()) return answer;
    auto home = Home::open_with(machine, session.folder, *passphrase);
    if (!home) return from_home_failure(home.failure(), session.folder);
    return std::move(home.value());
}

// "Sen 23/11 07.31  Bertemu kantor: 3 terkirim, 5 diambil."
void tell(Session& session, Workplace& place, const FollowLine& line) {
    Printer printer(session.err, session.lang);
    std::string text = printer.short_time(now_view(place)) + "  ";
    if (line.met.is_whole()) {
        const MeetingResult& result = line.met.result;
        text += printer.say("Bertemu kantor: ", "Met the office: ") +
                std::to_string(result.sent.size()) + printer.say(" terkirim, ", " sent, ") +
                std::to_string(result.received) + printer.say(" diambil. ", " fetched. ");
        text += line.hears_rings ? printer.say("Menunggu kabar.", "Waiting for news.")
                                 : printer.say("Ditanyakan lagi nanti.", "Asking again later.");
    } else {
        text += message_of(*line.met.problem, session.lang) +
                printer.say(" Dicoba lagi dalam ", " Trying again in ") +
                std::to_string((line.next_ms + 999) / 1000) + printer.say(" detik.", " seconds.");
    }
    session.err << text << std::endl;
}

Answer followed_answer(Workplace& place, const Followed& followed, bool until_done) {
    json::object view = meeting_view(place, followed.last);
    view["meetings"] = followed.meetings;
    view["missed"] = followed.missed;
    view["rings"] = followed.rings;
    if (!until_done || followed.meetings > 0) return done(std::move(view));
    const std::optional<Answer>& problem = followed.last.problem;
    return broken(problem ? problem->code : name_of(NoReply::stopped), std::move(view));
}

Answer sync(Session& session, const json::object& args) {
    std::optional<Answer> problem;
    const std::int64_t stall_ms = stall_ms_from(args, problem);
    if (problem) return *problem;
    auto home = open_home(session);
    if (!home) return home.failure();
    (*home)->set_stall_ms(stall_ms);
    Workplace& place = (*home)->place();
    ProgressLine progress(session.err, session.lang, session.is_terminal);
    place.watch = [&progress](const MeetingProgress& now) { progress.show(now); };
    const bool until_done = flag_at(args, "wait");
    if (!until_done && !flag_at(args, "follow")) return Api(place).command("sync", args);
    session.machine.mind_signals();
    const Followed followed =
        follow(session.machine, **home, {until_done}, [&](const FollowLine& line) {
            progress.clear();
            tell(session, place, line);
        });
    return followed_answer(place, followed, until_done);
}

std::vector<Option> sync_options() {
    return {{"follow",
             Takes::nothing,
             "",
             false,
             {"tetap terhubung: kirim dan ambil setiap ada yang baru, sampai dihentikan",
              "stay in touch: send and fetch whenever there is news, until told to end"}},
            {"wait",
             Takes::nothing,
             "",
             false,
             {"coba terus sampai bertemu kantor dan semuanya terkirim",
              "keep trying until the office was met and has everything"}},
            stall_option()};
}

}  // namespace

std::vector<CliCommand> cli_sync() {
    return {{"sync", {}, sync_options(), {"Kirim dan ambil", "Send and fetch"}, show_sync, sync}};
}

}  // namespace luring
