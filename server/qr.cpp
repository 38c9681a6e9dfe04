#include "server/qr.h"

#include <qrencode.h>

#include <memory>

namespace luring::server {

namespace {

constexpr int quiet_modules = 4;  // readers need the margin

struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

bool is_dark(const QRcode& code, int x, int y) {
    const bool is_inside = x >= 0 && y >= 0 && x < code.width && y < code.width;
    return is_inside && (code.data[y * code.width + x] & 1) != 0;
}

}  // namespace

std::string qr_as_blocks(const std::string& text) {
    const std::unique_ptr<QRcode, Free> code(
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
    if (code == nullptr) return {};
    constexpr const char* black_on_white = "\033[30;107m";
    constexpr const char* as_before = "\033[0m\n";
    std::string blocks;
    for (int y = -quiet_modules; y < code->width + quiet_modules; y += 2) {
        blocks += black_on_white;
        for (int x = -quiet_modules; x < code->width + quiet_modules; ++x) {
            const bool upper = is_dark(*code, x, y);
            const bool lower = is_dark(*code, x, y + 1);
            blocks += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
        }
        blocks += as_before;
    }
    return blocks;
}

}  // namespace luring::server
