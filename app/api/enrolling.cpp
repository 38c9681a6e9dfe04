#include "app/api/enrolling.h"

#include "core/base/codec.h"

namespace luring {

namespace {

constexpr const char* enrolling_file = "/enrolling";

}  // namespace

DeviceCard Enrolling::card() const {
    const DeviceEnrolled enrolled = keys.devices.front().enrolment(device_name);
    return {enrolled.device, enrolled.name, enrolled.device_key, enrolled.officer_key,
            enrolled.box_key};
}

EnrolRequest Enrolling::next_request() const {
    const DeviceSeeds& seeds = keys.devices.front();
    EnrolRequest request;
    const std::string half = code.substr(0, code_half_chars);
    if (!knows_office && !office_number) {
        request.step = EnrolStep::begin;
        request.code = half;
        request.commitment = commitment_to(card(), number);
        return request;
    }
    if (knows_office || !has_claimed) {
        request.step = EnrolStep::claim;
        request.code = knows_office ? code : half;
        request.card = card();
        request.number = number;
        const Bytes message = message_of_claim(office.identity, request);
        request.by_device = SigningKey(seeds.device_seed).sign(message);
        request.by_officer = SigningKey(seeds.officer_seed).sign(message);
        return request;
    }
    request.step = EnrolStep::ask;
    request.device = seeds.device;
    request.by_device =
        SigningKey(seeds.device_seed).sign(message_of_ask(office.identity, seeds.device));
    return request;
}

bool Enrolling::take(const EnrolAnswer& told) {
    if (told.state == EnrolState::begun && !office_number) {
        office_number = told.number;
        return true;
    }
    if (told.state == EnrolState::waiting && !has_claimed) {
        has_claimed = true;
        return true;
    }
    return false;
}

json::object Enrolling::view() const {
    json::object view;
    view["state"] = "waiting";
    view["device"] = card().device.hex();
    view["device_name"] = device_name;
    view["office"] = {{"id", office.office.hex()}, {"name", office.name}};
    view["url"] = url;
    view["fingerprint"] = fingerprint_of(office.identity);
    view["words"] = nullptr;
    if (office_number && !knows_office) {
        view["words"] = enrolment_words(office.identity, *office_number, card(), number);
    }
    return view;
}

bool is_enrolling(Machine& machine, const std::string& folder) {
    return machine.exists(folder + enrolling_file) && !machine.exists(folder + settings_file);
}

Result<Enrolling> read_enrolling(Machine& machine, const std::string& folder,
                                 std::string_view passphrase) {
    auto bytes = machine.read_keys(folder + enrolling_file, passphrase);
    if (!bytes) return bytes.failure();
    return decode<Enrolling>(*bytes);
}

Result<Done> keep_enrolling(Machine& machine, const std::string& folder, const Enrolling& work,
                            std::string_view passphrase) {
    return machine.write_keys(folder + enrolling_file, encode(work), passphrase, false);
}

Result<Done> drop_enrolling(Machine& machine, const std::string& folder) {
    return machine.remove_file(folder + enrolling_file);
}

}  // namespace luring
