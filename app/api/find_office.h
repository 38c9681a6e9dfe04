// Who answers at an address: the office's signed card, and whose certificates vouch for the
// connection. Before both are known nothing else is said there.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/api/answer.h"
#include "app/api/machine.h"
#include "app/api/office_line.h"
#include "sync/enrolment.h"

namespace luring {

class Home;

struct OfficeSearch {
    std::string url;
    std::string fingerprint = {};                      // empty: any office
    std::optional<PublicKey> identity = std::nullopt;  // the one that is pinned already
    Bytes authorities = {};     // PEM or DER; empty: the office's own, else the system's
    std::int64_t now_ms = 0;    // at which certificates are judged
    std::int64_t stall_ms = 0;  // 0: the transport's own
};

struct FoundOffice {
    OfficeCard card;
    Trust trust = Trust::certificates;
    std::vector<Bytes> certificates;
};

// The problem as an answer: address_misread, fingerprint_differs, and whatever NoReply knows.
Result<FoundOffice, Answer> find_office(Machine& machine, const OfficeSearch& search);

OfficeLine line_to(Machine& machine, const OfficeSearch& search, Trust trust,
                   const std::vector<Bytes>& certificates);

// What broke off is sent again a few times.
Result<Bytes, Missed> repeated(Machine& machine,
                               const std::function<Result<Bytes, Missed>()>& attempt);

// Where this device looks for its office, from now on at `search.url`; without one it only says.
Answer change_address(Machine& machine, Home& home, const OfficeSearch& search);

}  // namespace luring
