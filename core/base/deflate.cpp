#include "core/base/deflate.h"

#define ZLIB_CONST  // zlib's input pointers are to const
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace luring {

namespace {

constexpr int raw_window_bits = -15;  // no zlib or gzip header: frames say what they are
constexpr int memory_level = 9;       // 256 KiB, for a few percent fewer octets
constexpr std::size_t chunk_bytes = 16 * 1024;

struct Deflating {
    z_stream stream{};

    Deflating() {
        const int begun = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw_window_bits,
                                       memory_level, Z_DEFAULT_STRATEGY);
        ensure(begun == Z_OK);
    }
    ~Deflating() { deflateEnd(&stream); }
    Deflating(const Deflating&) = delete;
    Deflating& operator=(const Deflating&) = delete;
};

struct Inflating {
    z_stream stream{};

    Inflating() { ensure(inflateInit2(&stream, raw_window_bits) == Z_OK); }
    ~Inflating() { inflateEnd(&stream); }
    Inflating(const Inflating&) = delete;
    Inflating& operator=(const Inflating&) = delete;
};

void point_at(z_stream& stream, ByteView in) {
    ensure(in.size() <= std::numeric_limits<uInt>::max());
    stream.next_in = in.data();
    stream.avail_in = static_cast<uInt>(in.size());
}

}  // namespace

Bytes deflated(ByteView plain) {
    Deflating deflating;
    z_stream& stream = deflating.stream;
    point_at(stream, plain);
    Bytes out(deflateBound(&stream, static_cast<uLong>(plain.size())));
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    ensure(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    return out;
}

Result<Bytes> inflated(ByteView packed, std::size_t plain_bytes_max) {
    if (packed.size() > std::numeric_limits<uInt>::max()) return fail(Fault::too_large, "deflate");
    Inflating inflating;
    z_stream& stream = inflating.stream;
    point_at(stream, packed);
    Bytes out;
    std::array<std::uint8_t, chunk_bytes> chunk;
    for (;;) {
        stream.next_out = chunk.data();
        stream.avail_out = static_cast<uInt>(chunk.size());
        const int result = inflate(&stream, Z_NO_FLUSH);
        const std::size_t came = chunk.size() - stream.avail_out;
        if (came > plain_bytes_max - out.size()) return fail(Fault::too_large, "inflated");
        out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(came));
        if (result == Z_STREAM_END) break;
        if (result == Z_MEM_ERROR) throw std::bad_alloc();
        const bool is_stuck = result == Z_BUF_ERROR || (came == 0 && stream.avail_in == 0);
        if (result != Z_OK || is_stuck) return fail(Fault::malformed, "deflate stream");
    }
    if (stream.avail_in != 0) return fail(Fault::malformed, "octets after a deflate stream");
    return out;
}

}  // namespace luring
