#include "app/api/enrol.h"

#include "app/api/enrolling.h"
#include "app/api/find_office.h"
#include "app/api/meeting.h"
#include "app/api/practice.h"
#include "app/api/views.h"
#include "core/case/directory_view.h"

namespace luring {

namespace {

constexpr std::int64_t ask_again_ms = 3'000;

class Enroller {
  public:
    Enroller(Machine& machine, const std::string& folder, const EnrolOrder& order,
             std::string_view passphrase, const OnWaiting& on_waiting)
        : machine_(machine),
          folder_(folder),
          order_(order),
          passphrase_(passphrase),
          on_waiting_(on_waiting) {}

    Answer run() {
        if (auto ended = begin()) return std::move(*ended);
        while (true) {
            auto told = step();
            if (!told && !goes_on_waiting()) return std::move(*problem_);
            if (!told) continue;
            switch (told->state) {
                case EnrolState::counted:
                    return become_home(*told);
                case EnrolState::refused:
                    return refused(*told);
                case EnrolState::begun:
                    break;
                case EnrolState::waiting:
                    if (auto answer = wait()) return std::move(*answer);
            }
        }
    }

  private:
    std::optional<Answer> begin();
    std::optional<Answer> begin_anew(const EnrolmentLink& link);
    std::optional<Answer> resume();
    std::optional<EnrolAnswer> step();
    std::optional<EnrolAnswer> ask(const EnrolRequest& request);
    std::optional<Answer> wait();
    bool goes_on_waiting();
    Answer refused(const EnrolAnswer& told);
    Answer become_home(const EnrolAnswer& told);
    Answer counted(const Met& met);
    std::optional<Answer> keep();

    Machine& machine_;
    const std::string& folder_;
    const EnrolOrder& order_;
    std::string_view passphrase_;
    const OnWaiting& on_waiting_;
    std::unique_ptr<Clock> clock_;
    Enrolling work_;
    OfficeSearch search_;
    std::optional<OfficeLine> line_;
    std::optional<Answer> problem_;
};

// ---- beginning ----------------------------------------------------------------------------------

// None: there is something to ask the office.
std::optional<Answer> Enroller::begin() {
    // Whether the office is one for practice shows later; until then a set clock is no lie.
    auto clock = machine_.clock(true);
    if (!clock) return from_failure(clock.failure());
    clock_ = std::move(clock.value());
    auto link = enrolment_link_from(order_.url);
    if (!link) link = EnrolmentLink{order_.url, "", ""};
    if (machine_.exists(folder_ + settings_file)) {
        const auto settings = read_settings(machine_, folder_);
        const bool is_same = settings && (order_.url.empty() || settings->url == link->origin);
        if (is_same) return counted({});
        return from_home_failure(fail(Fault::conflict, folder_), folder_);
    }
    if (!order_.fingerprint.empty()) link->fingerprint = order_.fingerprint;
    if (!order_.code.empty()) {
        const auto code = code_from_text(order_.code);
        if (!code) return misused("code_misread", {{"given", order_.code}});
        link->code = *code;
    }
    if (is_enrolling(machine_, folder_)) {
        auto problem = resume();
        const bool is_same = problem || link->code.empty() || link->code == work_.code;
        if (is_same) return problem;
    }
    if (link->code.empty()) return misused("argument_missing", {{"name", "code"}});
    return begin_anew(*link);
}

std::optional<Answer> Enroller::begin_anew(const EnrolmentLink& link) {
    work_ = {};
    search_ = {.url = link.origin,
               .fingerprint = link.fingerprint,
               .authorities = order_.authorities,
               .now_ms = clock_->now().ms,
               .stall_ms = order_.stall_ms};
    auto found = find_office(machine_, search_);
    if (!found) return found.failure();
    line_.emplace(line_to(machine_, search_, found->trust, found->certificates));
    work_.url = link.origin;
    work_.office = found->card;
    work_.trusts_system = found->trust == Trust::system;
    work_.certificates = found->certificates;
    work_.code = link.code;
    work_.knows_office = !link.fingerprint.empty();
    work_.device_name = order_.device_name.empty() ? "Laptop" : order_.device_name;
    work_.number = machine_.random().id<EnrolmentNumberTag>();
    machine_.random().fill(work_.keys.database);
    work_.keys.devices.push_back(draw_seeds(machine_.random(), ""));
    return keep();
}

std::optional<Answer> Enroller::resume() {
    auto work = read_enrolling(machine_, folder_, passphrase_);
    if (!work) return from_failure(work.failure());
    work_ = std::move(work.value());
    search_ = {.url = work_.url, .now_ms = clock_->now().ms, .stall_ms = order_.stall_ms};
    line_.emplace(line_to(machine_, search_, work_.trust(), work_.certificates));
    return std::nullopt;
}

std::optional<Answer> Enroller::keep() {
    if (auto made = machine_.make_folder(folder_); !made) {
        return from_home_failure(made.failure(), folder_);
    }
    auto kept = keep_enrolling(machine_, folder_, work_, passphrase_);
    if (!kept) return from_failure(kept.failure());
    return std::nullopt;
}

// ---- asking -------------------------------------------------------------------------------------

std::optional<EnrolAnswer> Enroller::step() {
    auto told = ask(work_.next_request());
    if (!told || !work_.take(*told)) return told;
    problem_ = keep();
    if (problem_) return std::nullopt;
    return told;
}

std::optional<EnrolAnswer> Enroller::ask(const EnrolRequest& request) {
    const Bytes body = encode(request);
    auto reply = repeated(machine_, [&] { return line_->enrol(body); });
    if (!reply) {
        problem_ = from_missed(reply.failure());
        return std::nullopt;
    }
    auto told = enrol_answer_from(*reply, body, work_.office.identity);
    if (told) return std::move(told.value());
    const bool is_newer = told.fault() == Fault::unsupported;
    problem_ = from_missed(
        {is_newer ? NoReply::app_too_old : NoReply::not_the_office, told.failure().detail});
    return std::nullopt;
}

// None: go on asking.
std::optional<Answer> Enroller::wait() {
    json::object view = work_.view();
    if (!order_.waits) return done(std::move(view));
    if (on_waiting_) on_waiting_(view);
    if (machine_.wait(ask_again_ms) == Woken::stopped) return done(std::move(view));
    return std::nullopt;
}

// Whoever waits for somebody at the office does not stop because a line broke.
bool Enroller::goes_on_waiting() {
    if (!order_.waits || !work_.has_claimed || problem_->ended != Ended::broken) return false;
    if (on_waiting_) on_waiting_(work_.view());
    return machine_.wait(ask_again_ms) != Woken::stopped;
}

// ---- ending -------------------------------------------------------------------------------------

// The keys are worth nothing: the next try draws others.
Answer Enroller::refused(const EnrolAnswer& told) {
    json::object view = work_.view();
    view["state"] = "refused";
    if (auto removed = drop_enrolling(machine_, folder_); !removed) {
        return from_failure(removed.failure());
    }
    // Whoever is not known any more was not confirmed in time.
    const bool is_forgotten = told.reason == "device_unknown";
    return refused_with(is_forgotten ? "not_confirmed" : told.reason, std::move(view));
}

Answer Enroller::become_home(const EnrolAnswer& told) {
    work_.keys.devices.front().officer = told.officer;
    HomeSettings settings;
    settings.office = {work_.office.office, work_.office.identity};
    settings.device = work_.card().device;
    settings.officer = told.officer;
    settings.is_practice.reset();
    settings.url = work_.url;
    settings.trust = work_.trust();
    settings.certificates = work_.certificates;
    auto made = Home::create(machine_, folder_, settings, work_.keys, passphrase_);
    if (!made) return from_home_failure(made.failure(), folder_);
    if (auto removed = drop_enrolling(machine_, folder_); !removed) {
        return from_failure(removed.failure());
    }
    Met met;
    {
        auto home = Home::open_with(machine_, folder_, passphrase_);
        if (!home) return from_home_failure(home.failure(), folder_);
        if (order_.stall_ms > 0) (*home)->set_stall_ms(order_.stall_ms);
        // The first download; any later `sync` goes on with it.
        met = meet((*home)->place());
    }
    // Opened once more, now that the log says what kind of office it is.
    return counted(met);
}

Answer Enroller::counted(const Met& met) {
    auto home = Home::open_with(machine_, folder_, passphrase_);
    if (!home) return from_home_failure(home.failure(), folder_);
    const HomeSettings& settings = (*home)->settings();
    Workplace& place = (*home)->place();
    json::object view;
    view["state"] = "counted";
    view["device"] = settings.device.hex();
    view["officer"] = settings.officer;
    view["url"] = settings.url;
    view["fingerprint"] = fingerprint_of(settings.office.key);
    view["words"] = nullptr;
    view["scopes"] = texts_view(place.replica.scopes());
    view["position"] = position_view(place.replica.position());
    view["practice"] =
        settings.is_practice ? json::value(*settings.is_practice) : json::value(nullptr);
    view["bytes_up"] = met.bytes_up;
    view["bytes_down"] = met.bytes_down;
    view["missed"] = text_or_null(met.problem ? met.problem->code : "");
    place.replica.read([&](const State&, const State& state) {
        const auto office = founded(state);
        view["office"] = {{"id", settings.office.id.hex()},
                          {"name", office ? json::value(office->name) : json::value()}};
        const auto officer = find_officer(state, settings.officer);
        view["officer_name"] = officer ? json::value(officer->nama) : json::value();
        const auto device = find_device(state, settings.device);
        view["device_name"] = device ? json::value(device->enrolled.name) : json::value();
    });
    return done(std::move(view));
}

}  // namespace

Answer enrol(Machine& machine, const std::string& folder, const EnrolOrder& order,
             std::string_view passphrase, const OnWaiting& on_waiting) {
    return Enroller(machine, folder, order, passphrase, on_waiting).run();
}

}  // namespace luring
