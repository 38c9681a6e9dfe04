#include "sync/segment.h"

#include <algorithm>

#include "core/base/codec.h"
#include "core/base/hash.h"
#include "sync/envelope.h"
#include "sync/pack.h"

namespace luring {

namespace {

constexpr std::string_view segment_magic = "luringsg";

// One key serves many texts, so the nonce is made from the text.
CipherNonce nonce_for(const CipherKey& key, ByteView inside) {
    const Hash hash = Hasher("luring segment nonce 1").add(ByteView(key)).add(inside).finish();
    CipherNonce nonce;
    std::copy_n(hash.bytes.begin(), nonce.size(), nonce.begin());
    return nonce;
}

Hash bond_of(const OfficeId& office) {
    return hash_of("luring segment 1", office.view());
}

}  // namespace

Hash name_of_segment(ByteView bytes) {
    return sha256(bytes);
}

Bytes segment_from(const std::vector<Delivered>& entries, const OfficeId& office,
                   const CipherKey& key) {
    ensure(!entries.empty());
    Bytes inside(entries.back().hash.bytes.begin(), entries.back().hash.bytes.end());
    const Bytes content = content_from(pack(entries, Known{office, {}, {}, {}}));
    inside.insert(inside.end(), content.begin(), content.end());
    const CipherNonce nonce = nonce_for(key, inside);
    Bytes segment;
    Encoder encoder(segment);
    encoder.put(view_of(segment_magic));
    encoder(segment_version, nonce);
    encoder.put(enciphered(key, nonce, inside, bond_of(office).view()));
    return segment;
}

Result<std::vector<Delivered>> entries_of_segment(ByteView bytes, const OfficeId& office,
                                                  const CipherKey& key) {
    if (bytes.size() > segment_bytes_max) return fail(Fault::too_large, "segment");
    try {
        Decoder decoder(bytes);
        if (text_of(decoder.take(segment_magic.size())) != segment_magic) {
            return fail(Fault::malformed, "not a segment");
        }
        if (decoder.take() != segment_version) return fail(Fault::unsupported, "segment version");
        CipherNonce nonce;
        decoder(nonce);
        const auto inside =
            deciphered(key, nonce, decoder.take(decoder.left()), bond_of(office).view());
        if (!inside) return inside.failure();
        Hash last;
        Decoder opened(*inside);
        opened(last);
        const auto columns = frames_of_content(opened.take(opened.left()));
        if (!columns) return columns.failure();
        auto entries = unpack_entries(*columns, Known{office, {}, {}, {}}, segment_entries_max);
        if (!entries) return entries;
        if (entries->empty() || entries->back().hash != last) {
            return fail(Fault::bad_signature, "segment");
        }
        return entries;
    } catch (const DecodeError& error) {
        return fail(Fault::malformed, std::string("segment: ") + error.what());
    }
}

}  // namespace luring
