// The log of an office in memory, for tests of judging and folding: real acts with headers, salted
// commitments and entries, judged and folded by the program's own code. No signatures, no disk.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/case/found_office.h"
#include "core/case/judge.h"
#include "core/case/proposal.h"
#include "core/case/state.h"

namespace luring {

struct Logged {
    Entry entry;
    Act act;
    std::vector<EffectGroup> groups;
};

class OfficeLog : public History {
  public:
    // Kecamatan Kintom of tests/data, founded on 2 November 2026 with the nine-step SOP, the
    // calendar of 2026 and one device for every officer.
    OfficeLog();
    struct Empty {};
    explicit OfficeLog(Empty) {}  // nothing in it yet

    const State& state() const { return state_; }
    const std::vector<Logged>& entries() const { return entries_; }
    std::uint64_t number() const { return entries_.size(); }
    std::optional<Act> find_act(const ActId& id) const override;
    std::optional<Entry> find_entry(const ActId& id) const override;

    // The office's clock. Every commit takes a second.
    Instant now() const { return now_; }
    void set_now(const char* rfc3339);

    // What somebody does and hands in at once. The device is the one of the post's officer; the
    // office's own for `office_post`.
    Verdict submit(const Proposal& proposal, const std::string& post);
    Verdict submit(const Proposal& proposal, const DeviceId& device, const std::string& post,
                   Instant at);

    // The same in two halves: what is written apart may be committed late, or never. It has seen
    // the log as it stood when it was written.
    Act write(const Proposal& proposal, const std::string& post);
    Act write(const Proposal& proposal, const DeviceId& device, const std::string& post);
    Verdict commit(const Act& act);
    Verdict foresee(const Act& act) const;  // judged as a device would, nothing changes

    // The act written or committed last.
    const ActId& last() const { return last_; }

    // Destroys the values of an act in the truth, as an erasure does.
    void replace_body(const ActId& act, const Scope& scope, Bytes body);

    // Folded anew from what a device with these scopes receives; all scopes where none is named.
    MemoryState folded(const std::vector<Scope>& scopes = {}) const;
    std::vector<Scope> all_scopes() const;

    // Fixed by name, so that the same test gives the same ids.
    static DeviceId device_of(const std::string& officer);
    template <class Tag = ActTag>
    static Id<Tag> id_of(const std::string& name) {
        Id<Tag> id;
        const Hash hash = hash_of("office log", view_of(name));
        std::copy_n(hash.bytes.begin(), id.bytes.size(), id.bytes.begin());
        return id;
    }
    static const FoundingTerms& terms();
    static const OfficeFile& file();

  private:
    static OfficeFile read_file();
    static FoundingTerms read_terms();
    void fold_into(State& state, const Logged& logged, const std::vector<Scope>* scopes) const;

    MemoryState state_;
    std::vector<Logged> entries_;
    std::map<ActId, std::size_t> places_;
    std::map<DeviceId, std::pair<std::uint64_t, Hash>> feeds_;  // seq and head
    std::uint64_t written_ = 0;
    ActId last_;
    Instant now_{1'793'577'600'000};  // 2 November 2026, 08:00 WITA
};

}  // namespace luring
