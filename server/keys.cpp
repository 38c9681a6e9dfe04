#include "server/keys.h"

#include "sync/check_words.h"

namespace luring::server {

namespace {

constexpr std::size_t passphrase_words = 8;

}  // namespace

std::string draw_passphrase(Random& random) {
    Bytes drawn(passphrase_words);
    random.fill(drawn);
    return words_from(drawn, '-');
}

}  // namespace luring::server
