// The files of one office's server:
//
//   luring-server.json  which office, its origin; no secrets. Written last: without it there is
//   none service.keys        all keys (server/keys.h), for the owner of the file alone office.db
//   the store, encrypted ledger              revocations and erasures (server/ledger_file.h)
//   enrolments          codes given out and devices that wait (server/enrolment_book.h)
//   lock                held by the program that has the office open
//   socket              where that program is asked, while it runs
#pragma once

#include <string>
#include <vector>

#include "core/replica/replica.h"
#include "server/keys.h"
#include "server/machine.h"
#include "server/origin.h"

namespace luring::server {

struct FolderSettings {
    OfficeIdentity office;
    std::string name;
    Origin origin;
    bool is_practice = false;
    std::vector<std::string> backup_folders;  // where ledgers lie beside backups
};

class DataFolder {
  public:
    DataFolder(Machine& machine, std::string path) : machine_(machine), path_(std::move(path)) {}

    Machine& machine() const { return machine_; }
    const std::string& path() const { return path_; }
    std::string file(const char* name) const { return path_ + "/" + name; }
    bool has_office() const;

    Result<FolderSettings> read_settings() const;
    Result<Done> write_settings(const FolderSettings& settings) const;
    Result<OfficeKeys> read_keys() const;
    Result<Done> write_keys(const OfficeKeys& keys) const;
    // Fault::busy where the office is open in another program.
    Result<std::unique_ptr<Hold>> take() const;

  private:
    Machine& machine_;
    std::string path_;
};

constexpr const char* settings_file = "luring-server.json";
constexpr const char* keys_file = "service.keys";
constexpr const char* store_file = "office.db";
constexpr const char* photos_file = "photos.db";
constexpr const char* ledger_file = "ledger";
constexpr const char* enrolments_file = "enrolments";
constexpr const char* lock_file = "lock";
constexpr const char* socket_file = "socket";

// Beside backups in `folder`, told apart from other offices' by the office's id.
std::string ledger_copy_path(const std::string& folder, const OfficeId& office);

// The first line of a file; the others are for people.
Result<std::string> read_passphrase(Machine& machine, const std::string& path);

}  // namespace luring::server
