#include "core/act/seal.h"

#include "core/base/codec.h"

namespace luring {

Bytes message_of(const OfficeId& office, const Seal& seal) {
    const Hash hash = Hasher(seal.use == KeyUse::officer ? "luring formal seal 1" : "luring seal 1")
                          .add(office.view())
                          .add(encode(seal.writer))
                          .add(seal.seq)
                          .add(seal.head)
                          .finish();
    return {hash.bytes.begin(), hash.bytes.end()};
}

bool is_valid(const OfficeId& office, const Seal& seal, const PublicKey& key) {
    return is_signed_by(key, message_of(office, seal), seal.signature);
}

}  // namespace luring
