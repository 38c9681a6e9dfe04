#include "tests/unit/sync/town.h"

#include <catch2/catch.hpp>

#include "core/case/commands_rows.h"
#include "core/case/found_office.h"

namespace luring {

std::optional<KeptHead> KeptHeads::read(const DeviceId& device) {
    const auto kept = heads.find(device);
    if (kept == heads.end()) return std::nullopt;
    return kept->second;
}

ActTimes times_at(Instant now) {
    return ActTimes{now.ms, 0, now.ms};
}

Town::Town(Files files) : files_(files) {
    open_office(false);
    found();
}

Town::~Town() = default;

SigningKey Town::key_of(const std::string& name) const {
    return SigningKey(hash_of("town key", view_of(name)).bytes);
}

BoxKey Town::box_of(const std::string& name) const {
    return BoxKey(hash_of("town box", view_of(name)).bytes);
}

OfficeOptions Town::office_options() {
    OfficeOptions options;
    options.file.path = files_ == Files::in_memory ? ":memory:" : folder_.file("office.db");
    options.file.create = true;
    options.id = OfficeLog::terms().id;
    const SigningKey key = key_of("device server");
    options.founder = WriterKeys{OfficeLog::terms().device, "", key.public_key(), key.public_key()};
    return options;
}

void Town::open_office(bool restored) {
    office.reset();
    OfficeOptions options = office_options();
    options.restored = restored;
    auto opened = Office::open(options, key_of("identity"), ledger);
    REQUIRE(opened);
    office = std::move(opened.value());
}

Machine& Town::machine(const std::string& officer) {
    auto& place = machines_[officer];
    if (place) return *place;
    const std::string name = officer.empty() ? "server" : officer;
    place.reset(new Machine{OfficeLog::device_of(officer),
                            officer,
                            key_of("device " + name),
                            key_of("officer " + name),
                            box_of(name),
                            folder_.file(name + ".db"),
                            {},
                            nullptr});
    place->replica = open_again(*place);
    return *place;
}

Machine& Town::of_post(const std::string& post) {
    return machine(post == office_post ? "" : post.substr(0, post.find('.')));
}

Machine& Town::server() {
    return machine("");
}

OpenOptions Town::file_of(Machine& machine) const {
    OpenOptions options;
    options.path = files_ == Files::in_memory ? ":memory:" : machine.file;
    options.create = true;
    return options;
}

std::unique_ptr<Replica> Town::open_again(Machine& machine) {
    auto replica = Replica::open(file_of(machine), office->identity(), machine.heads);
    REQUIRE(replica);
    const WriterKeys keys{machine.device, machine.officer, machine.device_key.public_key(),
                          machine.officer_key.public_key()};
    REQUIRE((*replica)->add_writer(keys));
    return std::move(replica.value());
}

void Town::reopen(Machine& machine) {
    machine.replica.reset();
    machine.replica = open_again(machine);
}

void Town::found() {
    FoundingTerms terms = OfficeLog::terms();
    terms.identity_key = office->identity().key;
    terms.device_key = server().device_key.public_key();
    for (DeviceEnrolled& device : terms.devices) {
        device.device_key = key_of("device " + device.officer).public_key();
        device.officer_key = key_of("officer " + device.officer).public_key();
        device.box_key = box_of(device.officer).public_key();
    }
    for (const Proposal& proposal : found_office(OfficeLog::file(), terms)) {
        const Authored authored = write(server(), std::string(office_post), proposal);
        INFO(name_of(proposal.kind) << ": " << words_of(authored.foreseen));
        REQUIRE(authored.foreseen.outcome == Outcome::applied);
    }
    const MeetingResult met = meet(server());
    REQUIRE(met.may_leave);
}

Authored Town::write(Machine& machine, const std::string& post, const Proposal& proposal) {
    now.ms += 1000;
    auto prepared = machine->prepare(machine.device, post, proposal, times_at(now), draws);
    REQUIRE(prepared);
    std::optional<Signature> signature;
    if (prepared->message) signature = machine.officer_key.sign(*prepared->message);
    auto authored = machine->commit(*prepared, signature, IfRefused::record_anyway);
    REQUIRE(authored);
    return authored.value();
}

Authored Town::write(const std::string& post, const Proposal& proposal) {
    return write(of_post(post), post, proposal);
}

Authored Town::does(const std::string& post, const Doing& doing) {
    std::optional<Proposal> proposal;
    of_post(post)->read([&](const State&, const State& tentative) {
        Intended intended = doing(tentative);
        if (!intended) UNSCOPED_INFO(name_of(intended.refusal().reason));
        REQUIRE(intended);
        proposal = intended.proposal();
    });
    return write(post, *proposal);
}

void Town::seal(Machine& machine) {
    REQUIRE(seal_feeds(*machine.replica, machine.device,
                       [&](ByteView message) { return machine.device_key.sign(message); }));
}

MeetingResult Town::meet(Machine& machine, MeetingLimits limits) {
    now.ms += 1000;
    Exchange exchange(*machine.replica, machine.device, limits);
    while (true) {
        seal(machine);
        const auto request = exchange.next();
        if (!request) break;
        const auto received = exchange.receive(answer(*office, *request, now));
        if (!received) {
            UNSCOPED_INFO(machine.officer << ": " << name_of(received.fault()) << " "
                                          << received.failure().detail);
            break;
        }
        REQUIRE(exchange.result().rounds < 1000);
    }
    return exchange.result();
}

void Town::everybody_meets() {
    for (int round = 0; round < 2; ++round) {
        for (auto& place : machines_) meet(*place.second);
    }
}

void Town::import_rows() {
    meet(post::kasubag_evlap);
    for (const Proposal& imports : import_proposals(story_rows(), draws.id<ImportTag>())) {
        const Authored authored = write(post::kasubag_evlap, imports);
        INFO(words_of(authored.foreseen));
        REQUIRE(authored.foreseen.outcome == Outcome::applied);
    }
    REQUIRE(meet(post::kasubag_evlap).may_leave);
}

CaseId Town::open_case(std::vector<std::string> units) {
    meet(post::camat);
    const NewCase wanted{"perbaikan-data-kinerja", story_period, "Perbaikan"};
    Proposal opening;
    does(post::camat, [&](const State& seen) {
        Intended intended = luring::open_case(seen, wanted, draws);
        if (intended) opening = intended.proposal();
        return intended;
    });
    const CaseId id = case_of_entity(opening.entity).value();
    for (const std::string& unit : units) {
        does(post::camat, [&](const State& seen) {
            return add_finding(seen, id, row_of(unit, "1"), "realisasi", "seharusnya 12", draws);
        });
    }
    REQUIRE(meet(post::camat).may_leave);
    return id;
}

void Town::require_agreement() {
    for (auto& place : machines_) {
        Machine& machine = *place.second;
        const MeetingResult met = meet(machine);
        INFO(machine.officer);
        CHECK(met.may_leave);
        CHECK(met.position == office->position());
        CHECK(met.state_root_equal == true);
        CHECK(machine->state_root() == office->state_root(machine->scopes()));
    }
}

void Town::copy_office(const std::string& name) {
    Database copy({.path = folder_.file(name), .create = true});
    office->backup_to(copy);
}

void Town::restore_office(const std::string& name) {
    office.reset();
    std::filesystem::remove(office_options().file.path + "-wal");
    std::filesystem::remove(office_options().file.path + "-shm");
    std::filesystem::copy_file(folder_.file(name), office_options().file.path,
                               std::filesystem::copy_options::overwrite_existing);
    open_office(true);
}

void Town::copy_machine(Machine& machine, const std::string& name) {
    Database copy({.path = folder_.file(name), .create = true});
    machine->backup_to(copy);
}

void Town::restore_machine(Machine& machine, const std::string& name) {
    machine.replica.reset();
    std::filesystem::remove(machine.file + "-wal");
    std::filesystem::remove(machine.file + "-shm");
    std::filesystem::copy_file(folder_.file(name), machine.file,
                               std::filesystem::copy_options::overwrite_existing);
    machine.replica = open_again(machine);
}

}  // namespace luring
