#include "app/api/find_office.h"

#include "app/api/home.h"
#include "sync/retry.h"

namespace luring {

namespace {

constexpr std::size_t authorities_bytes_max = 32 * 1024;
constexpr std::uint32_t tries_max = 4;  // of one request
constexpr RetryPlan quick_plan{.first_ms = 1'000, .longest_ms = 4'000};

Result<OfficeCard, Answer> card_from(const Bytes& bytes, const OfficeSearch& search) {
    auto card = office_card_from(bytes, search.fingerprint);
    if (card) {
        if (search.identity && !(card->identity == *search.identity)) {
            return from_missed({NoReply::not_the_office, "another office"});
        }
        return std::move(card.value());
    }
    if (card.fault() == Fault::invalid) {
        return refused_with("fingerprint_differs", {{"given", search.fingerprint}});
    }
    const bool is_newer = card.fault() == Fault::unsupported;
    return from_missed(
        {is_newer ? NoReply::app_too_old : NoReply::not_the_office, card.failure().detail});
}

// None where the connection is theirs who sign the card.
std::optional<Answer> problem_with(Machine& machine, const OfficeSearch& search, Trust trust,
                                   const std::vector<Bytes>& certificates) {
    OfficeLine line = line_to(machine, search, trust, certificates);
    auto bytes = repeated(machine, [&line] { return line.office_card(); });
    if (!bytes) return from_missed(bytes.failure());
    auto card = card_from(*bytes, search);
    if (!card) return card.failure();
    return std::nullopt;
}

}  // namespace

OfficeLine line_to(Machine& machine, const OfficeSearch& search, Trust trust,
                   const std::vector<Bytes>& certificates) {
    TransportOptions options;
    options.origin = search.url;
    options.trust = trust;
    options.certificates = certificates;
    options.now_ms = search.now_ms;
    if (search.stall_ms > 0) options.stall_ms = search.stall_ms;
    return OfficeLine([&machine, options] { return machine.connect(options); });
}

Result<Bytes, Missed> repeated(Machine& machine,
                               const std::function<Result<Bytes, Missed>()>& attempt) {
    Retry retry(machine.random(), quick_plan);
    for (std::uint32_t tries = 1;; ++tries) {
        Result<Bytes, Missed> reply = attempt();
        if (reply || tries == tries_max || reply.failure().why != NoReply::cut_off) return reply;
        retry.missed(0, reply.failure(), true);
        if (machine.wait(retry.due_ms()) == Woken::stopped) return reply;
    }
}

Result<FoundOffice, Answer> find_office(Machine& machine, const OfficeSearch& search) {
    if (search.authorities.size() > authorities_bytes_max) {
        return misused("file_too_large", {{"name", "ca"}});
    }
    TransportOptions probe;
    probe.origin = search.url;
    probe.trust = Trust::anybody;
    if (!machine.connect(probe)) return misused("address_misread", {{"given", search.url}});
    // The card may be read by anybody and from anybody: it is signed.
    OfficeLine anybody = line_to(machine, search, Trust::anybody, {});
    auto bytes = repeated(machine, [&anybody] { return anybody.office_card(); });
    if (!bytes) return from_missed(bytes.failure());
    auto card = card_from(*bytes, search);
    if (!card) return card.failure();
    FoundOffice found{*card, Trust::certificates, {search.authorities}};
    if (search.authorities.empty()) found.certificates = {card->tls_certificate};
    Answer problem = from_missed({NoReply::not_the_office, "no authority of its own"});
    if (!found.certificates.front().empty()) {
        auto own = problem_with(machine, search, found.trust, found.certificates);
        if (!own) return found;
        problem = std::move(*own);
    }
    const bool may_be_vouched_for_otherwise =
        search.authorities.empty() && problem.code == name_of(NoReply::not_the_office);
    if (!may_be_vouched_for_otherwise) return problem;
    if (auto others = problem_with(machine, search, Trust::system, {})) return *others;
    return FoundOffice{*card, Trust::system, {}};
}

Answer change_address(Machine& machine, Home& home, const OfficeSearch& search) {
    if (!search.url.empty()) {
        OfficeSearch own = search;
        own.identity = home.settings().office.key;
        own.now_ms = likely_now(home.place()).ms;
        auto found = find_office(machine, own);
        if (!found) return found.failure();
        auto moved = home.move_to(search.url, found->trust, found->certificates);
        if (!moved) return from_failure(moved.failure());
    }
    const HomeSettings& settings = home.settings();
    const char* trust = settings.trust == Trust::system ? "system" : "certificates";
    return done({{"url", text_or_null(settings.url)},
                 {"trust", settings.url.empty() ? json::value() : json::value(trust)},
                 {"fingerprint", fingerprint_of(settings.office.key)}});
}

}  // namespace luring
