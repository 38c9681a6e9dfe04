#include "sync/pack_answer.h"

#include <algorithm>

#include "core/base/codec.h"
#include "sync/columns.h"

namespace luring {

namespace {

constexpr std::size_t receipts_max = 1000;  // of all incarnations of one device
constexpr std::size_t detail_bytes_max = 500;
constexpr std::size_t scopes_max = 1000;

Failure refused(const DecodeError& error) {
    return fail(Fault::malformed, std::string("answer: ") + error.what());
}

// ---- receipts -----------------------------------------------------------------------------------

// Where in the run a receipt's hash can be computed; none where it has to be said.
template <class R>
std::optional<std::size_t> place_in(const SealedRun& run, const R& receipt) {
    if (run.acts.empty()) return std::nullopt;
    const Header& first = run.acts.front().header;
    if (receipt.writer != first.writer || receipt.seq < first.seq) return std::nullopt;
    const std::uint64_t place = receipt.seq - first.seq;
    if (place >= run.acts.size()) return std::nullopt;
    return static_cast<std::size_t>(place);
}

template <class C, class R>
void code_receipt(C& columns, R& receipt, const SealedRun& run) {
    const Writer expected = run.acts.empty() ? Writer{} : run.acts.front().header.writer;
    bool tells_writer = false;
    if constexpr (C::is_packing) tells_writer = receipt.writer != expected;
    columns.number(PackColumn::shape, tells_writer);
    if (tells_writer) {
        columns.octets(PackColumn::id, receipt.writer.device.bytes);
        columns.number(PackColumn::writer, receipt.writer.incarnation);
    } else if constexpr (!C::is_packing) {
        receipt.writer = expected;
    }
    const std::uint64_t base = run.acts.empty() ? 0 : run.acts.front().header.seq;
    columns.change(PackColumn::seq, base, receipt.seq);
    std::optional<std::size_t> place = place_in(run, receipt);
    bool tells_head = !place;
    if constexpr (C::is_packing) {
        tells_head = !place || hash_of(run.acts[*place].header) != receipt.head;
    }
    columns.number(PackColumn::shape, tells_head);
    if (tells_head) {
        columns.octets(PackColumn::hash, receipt.head.bytes);
    } else if constexpr (!C::is_packing) {
        if (!place) throw DecodeError("head of a receipt");
        receipt.head = hash_of(run.acts[*place].header);
    }
    columns.number(PackColumn::epoch, receipt.epoch);
    columns.number(PackColumn::number, receipt.number);
    columns.change(PackColumn::received, std::int64_t{0}, receipt.received_ms);
    columns.octets(PackColumn::signature, receipt.signature.bytes);
}

// ---- what became of a run -----------------------------------------------------------------------

template <class C, class A>
void code_answer(C& columns, A& answer, const SealedRun& run, std::uint64_t& place,
                 std::uint64_t& number) {
    std::uint64_t at = place;
    if constexpr (C::is_packing) {
        while (at < run.acts.size() && run.acts[at].header.id != answer.act) ++at;
    }
    columns.change(PackColumn::seq, place, at);
    if (at >= run.acts.size()) throw DecodeError("answer about no act of the run");
    if constexpr (!C::is_packing) answer.act = run.acts[at].header.id;
    columns.change(PackColumn::number, number + 1, answer.number);
    columns.number(PackColumn::outcome, answer.outcome);
    columns.number(PackColumn::reason, answer.reason);
    columns.number(PackColumn::kind, answer.again);
    place = at + 1;
    number = answer.number;
}

template <class C, class H>
void code_held(C& columns, H& held, const SealedRun& run) {
    const Header& first = run.acts.front().header;
    if constexpr (!C::is_packing) held.writer = first.writer;
    columns.change(PackColumn::seq, first.seq, held.seq);
    columns.number(PackColumn::kind, held.fault);
    columns.text(PackColumn::length, PackColumn::plain, held.detail);
}

bool is_packable(const Received& received, const SealedRun& run) {
    if (run.acts.empty() || received.answers.size() > run.acts.size()) return false;
    std::size_t at = 0;
    for (const Answered& answer : received.answers) {
        while (at < run.acts.size() && run.acts[at].header.id != answer.act) ++at;
        if (at++ == run.acts.size()) return false;
    }
    return !received.held || received.held->writer == run.acts.front().header.writer;
}

template <class C, class R>
void code_received(C& columns, R& received, const SealedRun& run) {
    std::uint64_t answers = received.answers.size();
    std::uint64_t receipts = received.receipts.size();
    bool is_held = received.held.has_value();
    columns.number(PackColumn::shape, answers);
    columns.number(PackColumn::shape, receipts);
    columns.number(PackColumn::shape, is_held);
    if constexpr (!C::is_packing) {
        if (answers > run.acts.size()) throw DecodeError("answers");
        if (receipts > receipts_max) throw DecodeError("receipts");
        received.answers.resize(static_cast<std::size_t>(answers));
        received.receipts.resize(static_cast<std::size_t>(receipts));
        if (is_held) received.held.emplace();
    }
    std::uint64_t place = 0;
    std::uint64_t number = 0;
    for (auto& answer : received.answers) code_answer(columns, answer, run, place, number);
    for (auto& receipt : received.receipts) code_receipt(columns, receipt, run);
    if (is_held) code_held(columns, *received.held, run);
}

}  // namespace

Check check_of(const Hash& hash) {
    Check check;
    std::copy_n(hash.bytes.begin(), check.size(), check.begin());
    return check;
}

Check check_of(const std::vector<Scope>& scopes) {
    return check_of(hash_of("luring scopes 1", encode(scopes)));
}

Check check_of(const std::vector<Receipt>& receipts) {
    return check_of(hash_of("luring receipts 1", encode(receipts)));
}

std::optional<Bytes> pack(const Received& received, const SealedRun& run) {
    if (!is_packable(received, run)) return std::nullopt;
    PackingColumns columns;
    code_received(columns, received, run);
    return columns.finish();
}

Result<Received> unpack_received(ByteView bytes, const SealedRun& run) {
    try {
        if (run.acts.empty()) throw DecodeError("no run");
        UnpackingColumns columns(bytes);
        Received received;
        code_received(columns, received, run);
        if (received.held && received.held->detail.size() > detail_bytes_max) {
            return fail(Fault::too_large, "detail of a held feed");
        }
        if (!columns.is_used_up()) throw DecodeError("values left over");
        return received;
    } catch (const DecodeError& error) {
        return refused(error);
    }
}

// ---- what is delivered --------------------------------------------------------------------------

namespace {

constexpr std::uint32_t tells_scopes = 1;
constexpr std::uint32_t tells_receipts = 2;
constexpr std::uint32_t tells_root = 4;
constexpr std::uint32_t has_root = 8;  // said, or as the device has it
constexpr std::uint32_t tells_head_hash = 16;
constexpr std::uint32_t has_entries = 32;
constexpr std::uint32_t has_backfill = 64;
constexpr std::uint32_t delivery_flags = 127;

// The end of what is delivered: what the head is about, where all was.
struct End {
    std::uint64_t number = 0;
    Hash hash;
};

End end_of(const std::vector<Delivered>& entries, const Position& position) {
    if (entries.empty()) return {position.number, position.hash};
    return {entries.back().number, entries.back().hash};
}

bool is_told_before(const Receipt& receipt, const std::vector<Received>& received) {
    return std::any_of(received.begin(), received.end(), [&receipt](const Received& one) {
        return std::count(one.receipts.begin(), one.receipts.end(), receipt) != 0;
    });
}

std::uint32_t flags_of(const Delivery& delivery, const Answering& answering) {
    std::uint32_t flags = 0;
    if (delivery.scopes != answering.request.wanted.scopes) flags |= tells_scopes;
    if (!delivery.receipts.empty() && answering.checks.receipts != check_of(delivery.receipts)) {
        flags |= tells_receipts;
    }
    if (delivery.state_root) {
        flags |= has_root;
        if (answering.checks.state_root != check_of(*delivery.state_root)) flags |= tells_root;
    }
    const End end = end_of(delivery.entries, answering.known.position);
    if (delivery.head.number != end.number || delivery.head.hash != end.hash) {
        flags |= tells_head_hash;
    }
    if (!delivery.entries.empty()) flags |= has_entries;
    if (!delivery.backfill.empty()) flags |= has_backfill;
    return flags;
}

void put(Bytes& out, ByteView octets) {
    out.insert(out.end(), octets.begin(), octets.end());
}

void put_run(Bytes& out, ByteView octets) {
    put_number(out, octets.size());
    put(out, octets);
}

void put_head(Bytes& out, const Head& head, bool tells_hash, const End& end) {
    put_number(out, head.epoch);
    put_number(out, static_cast<std::uint64_t>(head.time_ms));
    put(out, head.signature.view());
    if (!tells_hash) return;
    put_number(out, head.number);
    put(out, head.hash.view());
    // What the device computes for the last entry is then vouched for by nothing else.
    put(out, end.hash.view());
}

Bytes packed_receipts(const std::vector<Receipt>& receipts, const std::vector<Received>& received) {
    PackingColumns columns;
    std::vector<Receipt> fresh;
    for (const Receipt& receipt : receipts) {
        if (!is_told_before(receipt, received)) fresh.push_back(receipt);
    }
    columns.number(PackColumn::number, fresh.size());
    for (const Receipt& receipt : fresh) code_receipt(columns, receipt, {});
    return columns.finish();
}

}  // namespace

Bytes pack(const Delivery& delivery, const std::vector<Received>& received,
           const Answering& answering) {
    const std::uint32_t flags = flags_of(delivery, answering);
    Bytes out;
    put_number(out, flags);
    put_head(out, delivery.head, (flags & tells_head_hash) != 0,
             end_of(delivery.entries, answering.known.position));
    if ((flags & tells_scopes) != 0) put_run(out, encode(delivery.scopes));
    if ((flags & tells_receipts) != 0) put_run(out, packed_receipts(delivery.receipts, received));
    if ((flags & tells_root) != 0) put(out, delivery.state_root->view());
    if ((flags & has_entries) != 0) put_run(out, pack(delivery.entries, answering.known));
    if ((flags & has_backfill) != 0) put_run(out, pack(delivery.backfill, answering.known));
    return out;
}

namespace {

template <std::size_t size>
void take(Cursor& cursor, std::array<std::uint8_t, size>& octets) {
    const ByteView taken = cursor.take(size);
    std::copy(taken.begin(), taken.end(), octets.begin());
}

std::vector<Scope> scopes_from(ByteView bytes) {
    auto scopes = decode<std::vector<Scope>>(bytes);
    if (!scopes || scopes->size() > scopes_max) throw DecodeError("scopes");
    return std::move(scopes.value());
}

std::vector<Receipt> receipts_from(ByteView bytes) {
    UnpackingColumns columns(bytes);
    std::uint64_t count = 0;
    columns.number(PackColumn::number, count);
    if (count > receipts_max) throw DecodeError("receipts");
    std::vector<Receipt> receipts(static_cast<std::size_t>(count));
    for (Receipt& receipt : receipts) code_receipt(columns, receipt, {});
    if (!columns.is_used_up()) throw DecodeError("values left over");
    return receipts;
}

std::vector<Delivered> entries_from(ByteView bytes, const Known& known) {
    auto entries = unpack_entries(bytes, known, delivery_entries_max + 1);
    if (!entries) throw DecodeError(entries.failure().detail);
    return std::move(entries.value());
}

struct ToldHead {
    std::uint64_t number = 0;
    Hash hash;
    Hash end;
};

std::optional<ToldHead> take_head(Cursor& cursor, Head& head, bool tells_hash) {
    const std::uint64_t epoch = cursor.take_number();
    if (epoch > std::numeric_limits<std::uint32_t>::max()) throw DecodeError("epoch");
    head.epoch = static_cast<std::uint32_t>(epoch);
    head.time_ms = static_cast<std::int64_t>(cursor.take_number());
    take(cursor, head.signature.bytes);
    if (!tells_hash) return std::nullopt;
    ToldHead told;
    told.number = cursor.take_number();
    take(cursor, told.hash.bytes);
    take(cursor, told.end.bytes);
    return told;
}

Delivery taken_delivery(Cursor& cursor, std::uint64_t flags, const Answering& answering,
                        const std::optional<Hash>& state_root, std::optional<ToldHead>& told) {
    Delivery delivery;
    told = take_head(cursor, delivery.head, (flags & tells_head_hash) != 0);
    delivery.scopes = (flags & tells_scopes) != 0 ? scopes_from(cursor.take_run())
                                                  : answering.request.wanted.scopes;
    if ((flags & tells_receipts) != 0) delivery.receipts = receipts_from(cursor.take_run());
    if ((flags & tells_root) != 0)
        take(cursor, delivery.state_root.emplace().bytes);
    else if ((flags & has_root) != 0)
        delivery.state_root = state_root;
    if ((flags & has_entries) != 0) {
        delivery.entries = entries_from(cursor.take_run(), answering.known);
    }
    if ((flags & has_backfill) != 0) {
        delivery.backfill = entries_from(cursor.take_run(), answering.known);
    }
    return delivery;
}

}  // namespace

Result<Delivery> unpack_delivery(ByteView bytes, const Answering& answering,
                                 const std::optional<Hash>& state_root) {
    try {
        Cursor cursor(bytes);
        const std::uint64_t flags = cursor.take_number();
        if (flags > delivery_flags) throw DecodeError("delivery");
        std::optional<ToldHead> told;
        Delivery delivery = taken_delivery(cursor, flags, answering, state_root, told);
        if (cursor.left() != 0) throw DecodeError("octets left over");
        const End end = end_of(delivery.entries, answering.known.position);
        if (told && told->end != end.hash) {
            return fail(Fault::bad_signature, "the last entry is not the one the office has");
        }
        delivery.head.number = told ? told->number : end.number;
        delivery.head.hash = told ? told->hash : end.hash;
        return delivery;
    } catch (const DecodeError& error) {
        return refused(error);
    }
}

}  // namespace luring
