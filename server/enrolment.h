// The office's side of enrolment: requests of devices, and what the administrator does about them.
#pragma once

#include "server/answer.h"
#include "server/bureau.h"
#include "sync/enrolment.h"

namespace luring::server {

// What the office shows of itself to a device that does not know it yet.
OfficeCard office_card(Bureau& bureau);

// A signed answer to a request that could be read; enrol_request_from() says which can.
struct EnrolmentAnswer {
    EnrolAnswer answer;
    Bytes body;
};
EnrolmentAnswer answer_enrolment(Bureau& bureau, const EnrolRequest& request, ByteView body);

// A code for an officer: `code`, `qr`, `fingerprint`, `words` (none before a device has come),
// `expires_at`.
Answer invite(Bureau& bureau, const std::string& officer);
// The device whose four words were compared. `device`: the beginning of its id.
Answer confirm(Bureau& bureau, const std::string& device);
// Enrolled ones and those that wait.
Answer list_devices(Bureau& bureau);
// A device that waits is sent away; an enrolled one is revoked, with a reason.
Answer revoke(Bureau& bureau, const std::string& device, const std::string& reason);

}  // namespace luring::server
