// The first acts of an office, and the acts the office itself writes ever after.
//
// Somebody has to write before anybody has a device. OfficeFounded, the first entry of the log,
// names the office's own device (the server's). That device alone writes under `office_post`: at
// first units, officers, posts, calendar and procedures from a file, later what the administrator
// does at the server (enrol, confirm, revoke, change a post, publish). It never ends, because an
// office whose only enrolled phone is lost must still be able to enrol the next one; and it is for
// administration only, so that no case can be moved and no row changed without an officer.
#pragma once

#include <vector>

#include "core/case/judge.h"
#include "core/case/proposal.h"

namespace luring {

struct FoundingTerms {
    OfficeId id;
    bool practice = false;
    PublicKey identity_key;
    DeviceId device;  // the office's own
    PublicKey device_key;
    Salt salt;  // blinds row ids
    WorkingCalendar calendar;
    std::vector<Procedure> procedures;
    std::vector<DeviceEnrolled> devices;  // none where people enrol later
};

// In the order they are to be written, all by `device` under `office_post`. The file must have
// passed check_office and its posts must have ids.
std::vector<Proposal> found_office(const OfficeFile& file, const FoundingTerms& terms);

// Whether the office itself is the author: there is no post to look up, and it may write into the
// leadership's scope without belonging to it. Before the office is founded true for the founding
// act alone.
bool is_founding(const World& world, const Reading& act);

// The post that stands for the office in a judging; of no officer, role or unit.
Post post_of_office();

}  // namespace luring
