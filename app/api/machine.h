// What the commands need from the machine beside clock and randomness: files, key files, the
// network. The entry file of a program gives the implementation.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ports.h"
#include "core/base/result.h"
#include "core/base/transport.h"

namespace luring {

class Machine {
  public:
    virtual ~Machine() = default;
    virtual Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) = 0;
    // Readable by its owner alone; whole or not at all.
    virtual Result<Done> write_file(const std::string& path, ByteView content) = 0;
    virtual Result<Done> make_folder(const std::string& path) = 0;
    virtual Result<Done> remove_file(const std::string& path) = 0;  // done where there is none
    virtual bool exists(const std::string& path) = 0;
    virtual std::string absolute(const std::string& path) = 0;

    // A file whose content nobody reads without the passphrase.
    virtual Result<Bytes> read_keys(const std::string& path, std::string_view passphrase) = 0;
    virtual Result<Done> write_keys(const std::string& path, ByteView keys,
                                    std::string_view passphrase, bool is_practice) = 0;

    // What a person types unseen; none where there is no terminal to ask at.
    virtual std::optional<std::string> ask_secret(const std::string& prompt) = 0;

    // The wall clock; in a practice office the one that was set. Fault::not_permitted where a clock
    // is set for a real office.
    virtual Result<std::unique_ptr<Clock>> clock(bool is_practice) = 0;
    virtual Random& random() = 0;

    // Fault::invalid for an address that is none, Fault::malformed for certificates. Nobody is
    // spoken to yet.
    virtual Result<std::unique_ptr<Transport>> connect(const TransportOptions& options) = 0;
    virtual Woken wait(std::int64_t ms) = 0;  // at most that long
    // From now on being told to end is heard by waits and by the transport, and ends nothing else.
    virtual void mind_signals() = 0;
};

}  // namespace luring
