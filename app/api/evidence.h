// Photos and files that acts name: kept here when a correction is written, sent by the next
// meetings, fetched when somebody wants to see one.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/api/machine.h"
#include "app/api/workplace.h"
#include "core/replica/attachments.h"
#include "core/replica/sqlite.h"

namespace luring {

// `photos.db` of a folder, under a key that follows from the one of its database.
Result<std::unique_ptr<Attachments>> open_photos(Machine& machine, const std::string& folder,
                                                 const RawKey& database);

// What the office does not have yet. Acts alone where this place keeps no photos.
struct Owed {
    std::uint64_t acts = 0;
    std::uint64_t attachments = 0;
    std::uint64_t bytes = 0;  // of both
    std::uint64_t lost = 0;   // photos named by own acts, neither here nor at the office

    bool is_nothing() const { return acts == 0 && attachments == 0; }
};
Owed owed_to_office(Workplace& place);
json::object pending_view(const Owed& owed);

// The octets that came with `evidence` of a command, each durable before an act names it.
class KeptEvidence {
  public:
    explicit KeptEvidence(Workplace& place) : place_(place) {}
    // None: all of it is here. What cannot be evidence at all is left to the command to refuse.
    std::optional<Answer> keep(const json::object& args);
    // Nothing was recorded: what is here on its account alone goes again.
    void take_back();

  private:
    Workplace& place_;
    std::vector<Hash> new_here_;
};

// Wanted until it is here, the office gives none, or nothing here names it any more.
std::set<Hash> evidence_wanted(Workplace& place);
void keep_evidence_wanted(Workplace& place, const std::set<Hash>& wanted);

// `sha256` or its beginning, and `output`: writes it there, after fetching it where it has to be.
Answer write_out_evidence(Machine& machine, Workplace& place, const json::object& args);

}  // namespace luring
