#include "core/case/found_office.h"

#include "core/case/directory_view.h"

namespace luring {

namespace {

Proposal proposed(Kind kind) {
    return Proposal{kind, std::string(office_entity), {}};
}

template <class Payload>
Proposal proposed(Kind kind, const Payload& payload) {
    Proposal proposal = proposed(kind);
    proposal.add(office_scope, payload);
    return proposal;
}

Proposal founding_act(const OfficeFile& file, const FoundingTerms& terms) {
    OfficeFounded founded;
    founded.id = terms.id;
    founded.region = file.id;
    founded.kabupaten = file.kabupaten;
    founded.name = file.name;
    if (const auto zone = find_time_zone(file.timezone)) {
        founded.offset_minutes = zone->offset_minutes;
    }
    founded.time_label = file.time_label;
    founded.paper = file.paper;
    founded.practice = terms.practice;
    founded.identity_key = terms.identity_key;
    founded.device = terms.device;
    founded.device_key = terms.device_key;
    Proposal proposal = proposed(Kind::office_founded, founded);
    proposal.add(leadership_scope, OfficeSecret{terms.salt});
    return proposal;
}

Proposal officer_act(const OfficeFile& file, const Officer& officer) {
    Proposal proposal = proposed(Kind::officer_set, OfficerSet{officer});
    for (const OfficerIdentity& identity : file.identities) {
        if (identity.id == officer.id) proposal.add(leadership_scope, IdentitySet{identity});
    }
    return proposal;
}

}  // namespace

std::vector<Proposal> found_office(const OfficeFile& file, const FoundingTerms& terms) {
    std::vector<Proposal> acts{founding_act(file, terms)};
    acts.push_back(proposed(Kind::calendar_published, CalendarPublished{terms.calendar}));
    for (const Unit& unit : file.units) acts.push_back(proposed(Kind::unit_set, UnitSet{unit}));
    for (const Officer& officer : file.officers) acts.push_back(officer_act(file, officer));
    for (const Post& post : file.posts) {
        acts.push_back(proposed(Kind::post_started, PostStarted{post}));
    }
    for (const Procedure& procedure : terms.procedures) {
        acts.push_back(proposed(Kind::procedure_published, ProcedurePublished{procedure}));
    }
    for (const DeviceEnrolled& device : terms.devices) {
        acts.push_back(proposed(Kind::device_enrolled, device));
    }
    return acts;
}

bool is_founding(const World& world, const Reading& act) {
    if (act.post != office_post) return false;
    if (const auto office = founded(world.state)) return office->device == act.writer.device;
    if (act.kind != Kind::office_founded) return false;
    const auto founding = act.payload<OfficeFounded>(office_scope);
    return founding && founding->device == act.writer.device;
}

Post post_of_office() {
    Post post;
    post.id = office_post;
    return post;
}

}  // namespace luring
