// Looking after a replica: fold it again, check it from the first entry on.
#include "app/api/commands.h"
#include "app/api/views.h"
#include "core/replica/delivery_check.h"

namespace luring {

namespace {

constexpr std::size_t entries_at_once = 500;

Answer rebuild(Workplace& place, const json::object&) {
    const Hash before = place.replica.state_root();
    auto after = place.replica.rebuild();
    if (!after) return from_failure(after.failure());
    return done({{"state_root", after->hex()},
                 {"state_root_before", before.hex()},
                 {"equal", *after == before}});
}

struct Verifying {
    Position position;
    std::uint64_t entries = 0;
    std::uint64_t acts = 0;
    std::uint64_t gaps = 0;  // entries this device may know by their hash alone
    std::uint64_t heads = 0;
    std::uint64_t receipts = 0;
    std::string flaw;
    std::uint64_t flaw_at = 0;

    bool found(const Result<Done>& checked, std::uint64_t number) {
        if (checked) return false;
        flaw = checked.failure().detail;
        flaw_at = number;
        return true;
    }
};

bool check_entry(const OfficeIdentity& office, const Delivered& entry, Verifying& work) {
    if (work.found(check_delivered(office.id, entry), entry.number)) return false;
    if (work.found(check_link(work.position, entry), entry.number)) return false;
    if (!entry.entry) ++work.gaps;
    work.position = {entry.entry ? entry.entry->epoch : work.position.epoch, entry.number,
                     entry.hash};
    ++work.entries;
    if (entry.act) ++work.acts;
    return true;
}

void check_log(Replica& replica, Verifying& work) {
    while (work.flaw.empty()) {
        const auto entries = replica.entries_between(work.position.number,
                                                     replica.position().number, entries_at_once);
        if (entries.empty()) break;
        for (const Delivered& entry : entries) {
            if (!check_entry(replica.office(), entry, work)) return;
        }
    }
    const Position position = replica.position();
    if (work.position.number != position.number || work.position.hash != position.hash) {
        work.flaw = "position differs from the last entry";
        work.flaw_at = position.number;
    }
}

// The office signed another log than the one that is here.
bool is_about_here(Replica& replica, const Head& head) {
    if (head.number == 0 || head.number > replica.position().number) return true;
    const auto entries = replica.entries_between(head.number - 1, head.number, 1);
    return entries.size() == 1 && entries.front().hash == head.hash;
}

void check_words(Replica& replica, Verifying& work) {
    for (const Head& head : replica.heads_after(0)) {
        if (!is_signed(replica.office(), head) || !is_about_here(replica, head)) {
            work.flaw = "signature of a head";
            work.flaw_at = head.number;
            return;
        }
        ++work.heads;
    }
    for (const Receipt& receipt : replica.receipts()) {
        if (!is_signed(replica.office(), receipt)) {
            work.flaw = "signature of a receipt";
            work.flaw_at = receipt.number;
            return;
        }
        ++work.receipts;
    }
}

// The file itself; then hashes, commitments and links of every entry at hand, and the office's
// signatures.
Answer verify(Workplace& place, const json::object&) {
    place.replica.check_file();
    Verifying work;
    check_log(place.replica, work);
    if (work.flaw.empty()) check_words(place.replica, work);
    json::object view{{"position", position_view(place.replica.position())},
                      {"entries", work.entries},
                      {"acts", work.acts},
                      {"gaps", work.gaps},
                      {"heads", work.heads},
                      {"receipts", work.receipts},
                      {"flaw", work.flaw.empty() ? json::value() : json::value(work.flaw)},
                      {"flaw_at", work.flaw.empty() ? json::value() : json::value(work.flaw_at)}};
    if (!work.flaw.empty()) return refused_with("truth_damaged", std::move(view));
    return done(std::move(view));
}

}  // namespace

std::vector<Command> care_commands() {
    return {{"rebuild", rebuild}, {"verify", verify}};
}

}  // namespace luring
