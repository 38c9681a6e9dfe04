#include "tests/sim/secrets.h"

#include <string_view>

namespace luring::sim {

namespace {

constexpr std::string_view marker = "Zq7";  // a token is the marker and sixteen digits
constexpr std::size_t token_bytes = marker.size() + 16;

}  // namespace

std::string Secrets::draw(const std::string& unit, const RowId& row) {
    std::string token = std::string(marker) + prng_.hex(16);
    // Written apart, about a row that was erased meanwhile: it is gone on arrival.
    secrets_[token] = {{unit}, row, erased_in_[row]};
    return token;
}

void Secrets::share(const RowId& row, const std::string& unit) {
    for (auto& [token, secret] : secrets_) {
        if (secret.row == row) secret.units.insert(unit);
    }
}

void Secrets::erase(const RowId& row, const std::string& unit) {
    erased_in_[row].insert(unit);
    for (auto& [token, secret] : secrets_) {
        if (secret.row == row) secret.erased_in.insert(unit);
    }
}

// A row that moved is erased when it is erased everywhere it was.
bool Secret::is_erased() const {
    for (const std::string& unit : units) {
        if (erased_in.count(unit) == 0) return false;
    }
    return true;
}

std::set<std::string> Secrets::found_in(ByteView bytes) const {
    std::set<std::string> found;
    const std::string_view text = text_of(bytes);
    for (std::size_t at = text.find(marker); at != std::string_view::npos;
         at = text.find(marker, at + 1)) {
        const auto secret = secrets_.find(std::string(text.substr(at, token_bytes)));
        if (secret != secrets_.end()) found.insert(secret->first);
    }
    return found;
}

}  // namespace luring::sim
