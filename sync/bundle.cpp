#include "sync/bundle.h"

#include <algorithm>
#include <map>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "core/replica/delivery_check.h"
#include "sync/envelope.h"

namespace luring {

namespace {

constexpr std::string_view bundle_magic = "luringbn";
constexpr std::string_view bundle_domain = "luring bundle 1";
constexpr std::size_t label_bytes = 8 + 1 + 1 + 16 + 32;

Bytes bytes_of(const BundleLabel& label) {
    Bytes out;
    Encoder encoder(out);
    encoder.put(view_of(bundle_magic));
    encoder(bundle_version, label.reader, label.office, label.key);
    ensure(out.size() == label_bytes);
    return out;
}

Result<MadeBundle> sealed_bundle(MadeBundle made, const BundleLabel& label, ByteView inside,
                                 const BoxKey& fresh) {
    made.file = bytes_of(label);
    const auto box = seal_for(label.key, inside, bundle_domain, made.file, fresh);
    if (!box) return box.failure();
    made.file.insert(made.file.end(), box->begin(), box->end());
    if (made.file.size() > bundle_bytes_max) return fail(Fault::too_large, "bundle");
    return made;
}

Result<Bytes> opened(ByteView file, const BoxKey& key) {
    return key.open(file.subspan(label_bytes), bundle_domain, file.first(label_bytes));
}

Bytes joined(Bytes start, ByteView content) {
    start.insert(start.end(), content.begin(), content.end());
    return start;
}

}  // namespace

Result<BundleLabel> bundle_label_from(ByteView file) {
    if (file.size() > bundle_bytes_max) return fail(Fault::too_large, "bundle");
    try {
        Decoder decoder(file);
        if (text_of(decoder.take(bundle_magic.size())) != bundle_magic) {
            return fail(Fault::malformed, "not a bundle");
        }
        if (decoder.take() != bundle_version) return fail(Fault::unsupported, "bundle version");
        BundleLabel label;
        decoder(label.reader, label.office, label.key);
        if (label.reader != BundleReader::office && label.reader != BundleReader::device) {
            return fail(Fault::malformed, "reader of a bundle");
        }
        return label;
    } catch (const DecodeError& error) {
        return fail(Fault::malformed, std::string("bundle: ") + error.what());
    }
}

// ---- from a device to the office ----------------------------------------------------------------

namespace {

// The same as over a line, but as much at once as fits: nobody answers in between.
std::vector<SealedRun> runs_for(Replica& replica, const BundleLimits& limits, bool& is_complete) {
    std::vector<SealedRun> runs;
    std::map<Writer, std::uint64_t> until;
    std::size_t octets = 0;
    for (;;) {
        std::vector<SealedRun> more = replica.outbox({}, until);
        if (more.empty()) return runs;
        for (SealedRun& run : more) {
            octets += encode(run).size();
            // The first always fits: something must get on.
            if (!runs.empty() && octets > limits.acts_bytes) {
                is_complete = false;
                return runs;
            }
            until[run.acts.back().header.writer] = run.acts.back().header.seq;
            runs.push_back(std::move(run));
        }
    }
}

}  // namespace

Result<MadeBundle> bundle_for_office(Replica& replica, const DeviceId& device, const PublicKey& key,
                                     Random& random, const BundleLimits& limits,
                                     const Hello& hello) {
    MadeBundle made;
    AskedFrames asked;
    asked.hello = hello;
    Request& request = asked.request;
    request.wanted =
        Wanted{device,         replica.position(),  replica.scopes(), replica.backfilled_until(),
               limits.entries, limits.entries_bytes};
    request.runs = runs_for(replica, limits, made.is_complete);
    if (!request.runs.empty()) request.former_receipts = replica.former_receipts();
    for (const SealedRun& run : request.runs) made.acts += run.acts.size();
    const OfficeId office = replica.office().id;
    const Bytes inside = joined(Bytes(device.bytes.begin(), device.bytes.end()),
                                content_from(frames_from(asked, office)));
    BoxKey::Seed seed;
    random.fill(seed);
    return sealed_bundle(std::move(made), {BundleReader::office, office, key}, inside,
                         BoxKey(seed));
}

namespace {

Result<Bytes> opened_for_office(const OfficeId& office, std::span<const BoxKey> keys,
                                ByteView file) {
    const auto label = bundle_label_from(file);
    if (!label) return label.failure();
    if (label->office != office) return fail(Fault::invalid, "of another office");
    if (label->reader != BundleReader::office) return fail(Fault::invalid, "not for the office");
    const auto key = std::find_if(keys.begin(), keys.end(), [&label](const BoxKey& one) {
        return one.public_key() == label->key;
    });
    if (key == keys.end()) return fail(Fault::locked, "a box key this office does not have");
    return opened(file, *key);
}

}  // namespace

Result<AskedFrames> asked_in_bundle(const OfficeId& office, std::span<const BoxKey> keys,
                                    ByteView file) {
    const auto inside = opened_for_office(office, keys, file);
    if (!inside) return inside.failure();
    DeviceId device;
    if (inside->size() < device.bytes.size()) return fail(Fault::malformed, "bundle: cut short");
    std::copy_n(inside->begin(), device.bytes.size(), device.bytes.begin());
    const auto frames = frames_of_content(ByteView(*inside).subspan(device.bytes.size()));
    if (!frames) return frames.failure();
    auto asked = asked_from(*frames, office, device);
    if (!asked) return asked;
    if (!common_version(asked->hello, Hello{})) {
        return fail(Fault::unsupported, "no version in common");
    }
    // Nobody can be asked back: what a device has is said in full.
    if (asked->scopes) return fail(Fault::malformed, "bundle: scopes are not told");
    return asked;
}

// ---- the office's answer ------------------------------------------------------------------------

namespace {

BundleAnswer refused(const Failure& why) {
    BundleAnswer answer;
    answer.refused = why.fault;
    answer.detail = why.detail;
    return answer;
}

void count(const Reply& reply, BundleAnswer& answer) {
    for (const Received& received : reply.received) {
        for (const Answered& one : received.answers) {
            ++(one.again ? answer.acts_known : answer.acts_received);
        }
    }
}

// Where a device stands once it went back to the link.
Position position_after(const Head& link, const Position& position) {
    if (link.number >= position.number) return {link.epoch, position.number, position.hash};
    return {link.epoch, link.number, link.hash};
}

Position start_of(const Reply& reply, const Wanted& wanted) {
    return reply.link ? position_after(*reply.link, wanted.position) : wanted.position;
}

// The rest of an answer: over a line the device asks again after it went back.
Result<Done> deliver_behind(Office& office, Reply& reply, Wanted wanted, Instant now) {
    wanted.position = start_of(reply, wanted);
    auto delivery = office.deliver(wanted, now);
    if (!delivery) return delivery.failure();
    reply.delivery = std::move(delivery.value());
    return Done{};
}

// `hello`: of the device, where it said one.
Result<MadeBundle> bundle_of(Office& office, const Reply& reply, const Wanted& wanted,
                             const Hello& hello) {
    const auto key = office.box_key(wanted.device);
    if (!key) return fail(Fault::not_found, "the device has no box key");
    AskedFrames asked;
    asked.hello = hello;
    asked.request.wanted.device = wanted.device;
    asked.request.wanted.position = start_of(reply, wanted);
    const OfficeId id = office.identity().id;
    AnswerFrames answer;
    answer.reply = reply;
    const Position& from = asked.request.wanted.position;
    const Bytes inside = joined(encode(from), content_from(frames_from(answer, asked, id)));
    MadeBundle made;
    const Delivery& delivery = *reply.delivery;
    made.entries = delivery.entries.size() + delivery.backfill.size();
    const bool is_empty = delivery.entries.empty();
    const std::uint64_t last = is_empty ? from.number : delivery.entries.back().number;
    made.is_complete = last >= delivery.head.number;
    const BoxKey fresh(office.fresh_seed("bundle", inside));
    return sealed_bundle(std::move(made), {BundleReader::device, id, *key}, inside, fresh);
}

}  // namespace

BundleAnswer answer_bundle(Office& office, std::span<const BoxKey> keys, ByteView file, Instant now,
                           std::uint32_t commits_from) {
    if (office.is_recovering()) return refused(fail(Fault::busy, "recovering"));
    const auto asked = asked_in_bundle(office.identity().id, keys, file);
    if (!asked) return refused(asked.failure());
    const Wanted& wanted = asked->request.wanted;
    const bool is_old = asked->hello.highest < commits_from;
    Reply reply =
        luring::answer(office, asked->request, now, is_old ? Program::too_old : Program::current);
    if (reply.link && !reply.refused) {
        if (auto done = deliver_behind(office, reply, wanted, now); !done) {
            reply.refused = done.fault();
            reply.detail = done.failure().detail;
        }
    }
    BundleAnswer answer;
    answer.device = wanted.device;
    answer.refused = reply.refused;
    answer.detail = reply.detail;
    count(reply, answer);
    if (!reply.delivery) return answer;
    auto made = bundle_of(office, reply, wanted, asked->hello);
    if (made) answer.reply = std::move(made.value());
    return answer;
}

Result<MadeBundle> bundle_for_device(Office& office, const DeviceId& device, const Position& from,
                                     Instant now, const BundleLimits& limits) {
    if (office.is_recovering()) return fail(Fault::busy, "recovering");
    const Wanted wanted{device, from,           office.scopes_of(device, now),
                        0,      limits.entries, limits.entries_bytes};
    Reply reply;
    reply.link = office.link_for(from, now);
    if (auto done = deliver_behind(office, reply, wanted, now); !done) return done.failure();
    return bundle_of(office, reply, wanted, {});
}

// ---- from the office to a device ----------------------------------------------------------------

Result<BundleReply> reply_in_bundle(const OfficeId& office, const DeviceId& device,
                                    const BoxKey& key, ByteView file, const Lookup& lookup) {
    const auto label = bundle_label_from(file);
    if (!label) return label.failure();
    if (label->office != office) return fail(Fault::invalid, "of another office");
    if (label->reader != BundleReader::device || label->key != key.public_key()) {
        return fail(Fault::locked, "for somebody else");
    }
    const auto inside = opened(file, key);
    if (!inside) return inside.failure();
    try {
        Decoder decoder(*inside);
        AskedFrames asked;
        asked.request.wanted.device = device;
        decoder(asked.request.wanted.position);
        const auto frames = frames_of_content(decoder.take(decoder.left()));
        if (!frames) return frames.failure();
        auto answer = answer_from(*frames, asked, office, lookup);
        if (!answer) return answer.failure();
        if (!answer->reply.delivery) return fail(Fault::malformed, "bundle: nothing delivered");
        return BundleReply{asked.request.wanted.position, std::move(answer->reply)};
    } catch (const DecodeError& error) {
        return fail(Fault::malformed, std::string("bundle: ") + error.what());
    }
}

namespace {

// Nothing is taken from an office as it was before this device last heard of it: receipts may be
// for entries that are no more, scopes for a post that ended since.
bool is_older(Replica& replica, const Head& head) {
    const Position position = replica.position();
    if (head.epoch != position.epoch) return head.epoch < position.epoch;
    if (head.number != position.number) return head.number < position.number;
    const auto last = replica.last_head();
    return last && head.time_ms <= last->time_ms;
}

Result<Done> take_back(Replica& replica, const Reply& reply) {
    if (!reply.link || reply.link->epoch <= replica.position().epoch) return Done{};
    return replica.fall_back(*reply.link);
}

bool is_received(Replica& replica, const Writer& writer, std::uint64_t seq) {
    const auto receipts = replica.last_receipts(writer.device);
    return std::any_of(receipts.begin(), receipts.end(), [&](const Receipt& receipt) {
        return receipt.writer == writer && receipt.seq >= seq;
    });
}

void take_held(Replica& replica, const Reply& reply) {
    for (const Received& received : reply.received) {
        if (!received.held) continue;
        const Held& held = *received.held;
        // Told late, a feed may have been given up already, or gone on.
        if (replica.writer(held.writer.device) != held.writer) continue;
        if (is_received(replica, held.writer, held.seq)) continue;
        const bool is_fork = held.fault == Fault::conflict;
        if (is_fork && replica.begin_incarnation(held.writer.device, "fork")) continue;
        replica.note_held(held.writer, held.seq, fail(held.fault, held.detail));
    }
}

Result<Done> take_delivery(Replica& replica, const BundleReply& bundle, BundleTaken& taken) {
    const std::uint64_t number = replica.position().number;
    if (bundle.from.number > number) {
        return fail(Fault::not_found, "entries from " + std::to_string(number + 1) + " come first");
    }
    const std::uint64_t waiting = replica.pending().acts;
    // A delivery leaves out the receipts that were told with a run.
    for (const Received& received : bundle.reply.received) {
        if (auto added = replica.add_receipts(received.receipts); !added) return added;
    }
    const auto applied = replica.apply(*bundle.reply.delivery);
    if (!applied) return applied.failure();
    take_held(replica, bundle.reply);
    taken.entries = applied->entries;
    taken.state_root_equal = applied->state_root_equal;
    taken.acts_acknowledged = waiting - std::min(waiting, replica.pending().acts);
    return Done{};
}

}  // namespace

Result<BundleTaken> take_bundle(Replica& replica, const DeviceId& device, const BoxKey& key,
                                ByteView file) {
    const Lookup lookup{[&](std::uint64_t number) { return replica.entry_hash(number); }, {}};
    const auto bundle = reply_in_bundle(replica.office().id, device, key, file, lookup);
    if (!bundle) return bundle.failure();
    const Head& head = bundle->reply.delivery->head;
    if (!is_signed(replica.office(), head)) return fail(Fault::bad_signature, "head");
    if (auto back = take_back(replica, bundle->reply); !back) return back.failure();
    BundleTaken taken;
    taken.is_older = is_older(replica, head);
    if (!taken.is_older) {
        if (auto done = take_delivery(replica, *bundle, taken); !done) return done.failure();
    }
    taken.position = replica.position();
    taken.pending = replica.pending();
    taken.has_more = taken.position.number < head.number;
    return taken;
}

}  // namespace luring
