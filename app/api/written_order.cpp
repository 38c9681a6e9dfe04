#include "app/api/written_order.h"

#include <algorithm>
#include <map>

#include "sync/exchange.h"

namespace luring {

namespace {

constexpr int tries_max = 5;

// A run cut behind every seal.
std::vector<SealedRun> pieces_of(const SealedRun& run) {
    std::vector<SealedRun> pieces;
    std::size_t at = 0;
    for (const Seal& seal : run.seals) {
        SealedRun piece;
        while (at < run.acts.size() && run.acts[at].header.seq <= seal.seq) {
            piece.acts.push_back(run.acts[at++]);
        }
        if (piece.acts.empty() && !pieces.empty()) {
            pieces.back().seals.push_back(seal);  // two seals over the same act
            continue;
        }
        piece.seals.push_back(seal);
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

bool is_same_feed(const SealedRun& a, const SealedRun& b) {
    return a.acts.front().header.writer == b.acts.front().header.writer;
}

void append(std::vector<SealedRun>& runs, SealedRun piece) {
    if (runs.empty() || !is_same_feed(runs.back(), piece)) {
        runs.push_back(std::move(piece));
        return;
    }
    SealedRun& last = runs.back();
    last.acts.insert(last.acts.end(), piece.acts.begin(), piece.acts.end());
    last.seals.insert(last.seals.end(), piece.seals.begin(), piece.seals.end());
}

}  // namespace

std::optional<Answer> seal_others(Workplace& place, const DeviceId& except) {
    for (const WriterKeys& writer : place.replica.writers()) {
        if (writer.device == except) continue;
        bool has_key = true;
        const auto sign = [&](ByteView message) {
            auto signature = place.signer.sign(writer.device, KeyUse::device, message);
            has_key = has_key && signature.has_value();
            return signature.value_or(Signature{});
        };
        auto sealed = seal_feeds(place.replica, writer.device, sign);
        // Somebody wrote in between; what they wrote is sealed with it.
        for (int tries = 1; !sealed && sealed.fault() == Fault::conflict && tries < tries_max;
             ++tries) {
            sealed = seal_feeds(place.replica, writer.device, sign);
        }
        if (!has_key) return refused_with("no_key_here", {{"as", writer.officer}});
        if (!sealed) return from_failure(sealed.failure());
    }
    return std::nullopt;
}

std::vector<SealedRun> in_written_order(Replica& replica, std::vector<SealedRun> runs) {
    if (runs.size() < 2) return runs;
    std::map<ActId, std::size_t> places;  // an act the log holds already has none, and goes first
    for (const HistoryItem& item : replica.tentative_acts()) {
        places.emplace(item.act.header.id, places.size() + 1);
    }
    std::vector<SealedRun> pieces;
    for (const SealedRun& run : runs) {
        for (SealedRun& piece : pieces_of(run)) pieces.push_back(std::move(piece));
    }
    const auto place_of = [&places](const SealedRun& piece) {
        const auto found = places.find(piece.acts.front().header.id);
        return found == places.end() ? std::size_t{0} : found->second;
    };
    std::stable_sort(pieces.begin(), pieces.end(),
                     [&](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    std::vector<SealedRun> ordered;
    for (SealedRun& piece : pieces) append(ordered, std::move(piece));
    return ordered;
}

}  // namespace luring
