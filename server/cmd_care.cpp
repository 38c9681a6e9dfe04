// log, verify, backup, restore, recovery: looking after an office.
#include "core/case/directory_view.h"
#include "core/case/reading.h"
#include "server/arguments.h"
#include "server/backup.h"
#include "server/bureau.h"
#include "server/command.h"
#include "sync/attachment.h"

namespace luring::server {

namespace {

constexpr std::uint64_t log_entries_default = 500;
constexpr std::uint64_t log_entries_max = 10'000;

// ---- the log ------------------------------------------------------------------------------------

json::object entry_view(const Delivered& delivered, std::int32_t offset) {
    const Entry& entry = *delivered.entry;
    const Header& header = delivered.act->header;
    const auto reading = read_act(*delivered.act);
    return {{"number", delivered.number},
            {"epoch", entry.epoch},
            {"received_at", text_from(Instant{entry.received_ms / 1000 * 1000}, offset)},
            {"kind", reading ? name_of(reading->kind) : "unknown"},
            {"entity", reading ? json::value(reading->entity) : json::value()},
            {"post", header.post},
            {"device", header.writer.device.hex()},
            {"incarnation", header.writer.incarnation},
            {"seq", header.seq},
            {"act", header.id.hex()},
            {"outcome", name_of(entry.outcome)},
            {"reason", name_of(entry.reason)},
            {"rule", text_or_null(entry.rule)},
            {"hash", delivered.hash.hex()}};
}

Answer show_log(Bureau& bureau, const json::object& args) {
    Arguments given(args);
    const std::uint64_t from = given.number("from").value_or(1);
    const std::uint64_t limit = given.number("limit").value_or(log_entries_default);
    if (from == 0) given.invalid("from");
    if (limit == 0 || limit > log_entries_max) given.invalid("limit");
    if (given.problem()) return *given.problem();
    std::int32_t offset = 0;
    bureau.office().read([&](const State& state) {
        if (const auto office = founded(state)) offset = office->offset_minutes;
    });
    json::array entries;
    for (const Delivered& delivered : bureau.office().entries_after(from - 1, limit)) {
        entries.push_back(entry_view(delivered, offset));
    }
    const Position position = bureau.office().position();
    const std::uint64_t next = from + entries.size();
    return done({{"entries", std::move(entries)},
                 {"next", next <= position.number ? json::value(next) : json::value()},
                 {"position",
                  {{"epoch", position.epoch},
                   {"number", position.number},
                   {"head", position.hash.hex()}}}});
}

Answer verify(Bureau& bureau, const json::object&) {
    Office& office = bureau.office();
    const std::size_t records = bureau.ledger().read().size();
    bureau.photos().check_file();
    if (auto verified = office.verify(); !verified) {
        return refused_with("log_damaged", {{"detail", verified.failure().detail}});
    }
    const Position position = office.position();
    return done({{"entries", position.number},
                 {"epoch", position.epoch},
                 {"head", position.hash.hex()},
                 {"forks", office.forks().size()},
                 {"ledger_records", records}});
}

// ---- backup and recovery ------------------------------------------------------------------------

Answer backup(Bureau& bureau, const json::object& args) {
    return back_up(bureau, bureau.folder().machine().absolute(text_at(args, "file")));
}

Answer restore_here(Session& session, const json::object& args) {
    if (session.passphrase_file.empty()) {
        return misused("argument_missing", {{"name", "--passphrase-file"}});
    }
    auto passphrase = read_passphrase(session.machine, session.passphrase_file);
    if (!passphrase) return from_failure(passphrase.failure());
    RestoreOrder order{session.machine.absolute(text_at(args, "file")), *passphrase, {}};
    if (const json::value* ledgers = args.if_contains("ledger")) {
        for (const json::value& path : ledgers->as_array()) {
            order.ledgers.push_back(session.machine.absolute(std::string(path.as_string())));
        }
    }
    return restore(DataFolder(session.machine, session.machine.absolute(session.folder)), order);
}

// Photos on their way are among them.
void add_lacking(Bureau& bureau, json::object& view) {
    std::uint64_t bytes = 0;
    const auto lacking = attachments_lacking(bureau.office(), bureau.photos());
    for (const Evidence& evidence : lacking) bytes += evidence.size;
    view["evidence_lacking"] = lacking.size();
    view["evidence_bytes_lacking"] = bytes;
}

json::object status_view(const RecoveryStatus& status) {
    json::array missing;
    for (const std::uint64_t number : status.missing) missing.emplace_back(number);
    return {{"recovering", status.recovering},
            {"restored_until", status.restored_until},
            {"recovered_until", status.recovered_until},
            {"highest_offered", status.highest_offered},
            {"missing", std::move(missing)},
            {"waiting", status.waiting}};
}

Answer recovery_status(Bureau& bureau, const json::object&) {
    json::object view = status_view(bureau.office().recovery());
    add_lacking(bureau, view);
    return done(std::move(view));
}

// What the office itself had decided and nobody handed back: it is in force by the ledger, and has
// to be in the log for devices to know.
Result<std::size_t> write_lost_again(Bureau& bureau) {
    std::vector<Act> lost;
    for (const LedgerRecord& record : bureau.ledger().read()) {
        const Header& header = record.act.header;
        const bool is_own = header.writer.device == bureau.keys().device;
        if (is_own && !bureau.office().find(header.id)) lost.push_back(record.act);
    }
    if (lost.empty()) return std::size_t{0};
    auto written = bureau.own_device().write_again(bureau.office(), lost, bureau.now());
    if (!written) return written.failure();
    return written->size();
}

Answer end_recovery(Bureau& bureau, const json::object&) {
    const RecoveryStatus before = bureau.office().recovery();
    if (!before.recovering) return refused_with("not_recovering");
    auto head = bureau.office().end_recovery(bureau.now());
    if (!head) return from_failure(head.failure());
    auto again = write_lost_again(bureau);
    if (!again) return from_failure(again.failure());
    json::object view = status_view(before);
    view["recovering"] = false;
    view["waiting"] = bureau.office().recovery().waiting;
    add_lacking(bureau, view);
    view["epoch"] = head->epoch;
    view["written_again"] = *again;
    return done(std::move(view));
}

}  // namespace

std::vector<Command> care_commands() {
    return {
        {"log",
         {},
         {{"from", Takes::text, "N", false, {"entri pertama", "the first entry"}},
          {"limit", Takes::text, "N", false, {"paling banyak; 500", "at most; 500"}}},
         {"Catatan kantor", "The office log"},
         show_log},
        {"verify",
         {},
         {},
         {"Periksa seluruh catatan (rantai, segel, isi) dan berkasnya",
          "Check the whole log (chain, seals, content) and its files"},
         verify},
        {"backup",
         {{"file", "FILE"}},
         {},
         {"Cadangkan kantor ke satu berkas tersegel", "Back up the office into one sealed file"},
         backup},
        {"restore",
         {{"file", "FILE"}},
         {{"ledger", Takes::list, "F", false, {"berkas ledger lain", "another ledger file"}}},
         {"Pulihkan kantor dari cadangan ke folder kosong",
          "Restore an office from a backup into an empty folder"},
         nullptr,
         restore_here},
        {"recovery status",
         {},
         {},
         {"Sejauh mana pemulihan", "How far a recovery has come"},
         recovery_status},
        {"recovery end",
         {},
         {},
         {"Akhiri pemulihan dan mulai melayani", "End the recovery and serve again"},
         end_recovery}};
}

}  // namespace luring::server
