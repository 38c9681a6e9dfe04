#include "tests/bench/crowd.h"

#include <fstream>
#include <iterator>

#include "core/case/commands_case.h"
#include "core/case/commands_rows.h"
#include "core/case/directory_view.h"
#include "core/dataset/import.h"
#include "platform/native/clock.h"
#include "platform/native/https_client.h"
#include "sync/enrolment.h"
#include "sync/envelope.h"
#include "tests/bench/bench.h"

namespace luring::bench {

namespace {

namespace json = boost::json;

constexpr const char* period = "2026-S1";

template <class T>
T must(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s: %s\n", name_of(result.fault()), result.failure().detail.c_str());
    }
    ensure(result.ok());
    return std::move(result.value());
}

Proposal proposal_of(Intended intended) {
    ensure(static_cast<bool>(intended));
    return std::move(intended.proposal());
}

std::string digits(std::size_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width - text.size(), '0') + text;
}

// A NIP nobody has: date of birth and running number count up together.
std::string nip_of(std::size_t i) {
    return "19" + digits(70 + i / 336 % 25, 2) + digits(1 + i / 28 % 12, 2) +
           digits(1 + i % 28, 2) + "2015011" + digits(1 + i / 8400, 3);
}

std::string unit_code(std::size_t i) {
    return "bagian-" + digits(i + 1, 2);
}

std::string clerk_id(std::size_t i) {
    return "pelaksana-" + digits(i + 1, 4);
}

json::object office_file(const CrowdPlan& plan) {
    std::ifstream in("tests/data/office-kintom.json");
    ensure(in.good());
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    json::object file = json::parse(text).as_object();
    for (std::size_t i = 0; i < plan.units; ++i) {
        file["units"].as_array().push_back({{"code", unit_code(i)},
                                            {"name", "Bagian " + std::to_string(i + 1)},
                                            {"kind", "kelurahan"}});
    }
    // One clerk more for whoever comes later.
    for (std::size_t i = 0; i <= plan.clerks; ++i) {
        file["officers"].as_array().push_back({{"id", clerk_id(i)},
                                               {"nama", "Contoh " + std::to_string(i + 1)},
                                               {"nip", nip_of(i)},
                                               {"golongan", "II/c"}});
        file["posts"].as_array().push_back({{"officer", clerk_id(i)},
                                            {"role", "pelaksana"},
                                            {"unit", unit_code(i % plan.units)},
                                            {"kind", "definitif"},
                                            {"from", "2026-01-02"}});
    }
    return file;
}

std::string data_file(const CrowdPlan& plan) {
    std::string text =
        "periode;nip;nama;pangkat;jabatan;unit;penilai_nip;penilai_nama;penilai_jabatan;rhk;aspek;"
        "indikator;target;satuan;realisasi;rating_hasil;rating_perilaku\n";
    for (std::size_t person = 0; person < plan.people; ++person) {
        for (std::size_t i = 0; i < plan.indicators; ++i) {
            text += "2026-S1;" + nip_of(20'000 + person) + ";Contoh " + std::to_string(person) +
                    ";III/a;Pelaksana;" + unit_code(person % plan.units) +
                    ";197602112002122003;Nurhayati Contoh, S.IP;Sekretaris Camat;Laporan bagian " +
                    std::to_string(i + 1) + " selesai;kuantitas;Jumlah laporan " +
                    std::to_string(i + 1) + ";48;laporan;" + std::to_string(10 + i) +
                    ";sesuai;sesuai\n";
        }
    }
    return text;
}

}  // namespace

// ---- a member -----------------------------------------------------------------------------------

Member::Member(OfficeServer& office, Wakers& wakers, const std::string& folder,
               const std::string& officer)
    : office_(office), wakers_(wakers), officer_(officer) {
    device_ = random_.id<DeviceTag>();
    random_.fill(device_seed_);
    random_.fill(officer_seed_);
    random_.fill(file_key_);
    BoxKey::Seed box{};
    random_.fill(box);
    box_key_ = std::make_unique<BoxKey>(box);
    file_ = folder + "/" + device_.hex() + ".db";
}

Transport& Member::line() {
    if (!line_) {
        TransportOptions options;
        options.origin = office_.origin();
        options.trust = authority_.empty() ? Trust::anybody : Trust::certificates;
        if (!authority_.empty()) options.certificates = {authority_};
        options.now_ms = SystemClock().now().ms;
        line_ = must(open_https(options, wakers_));
    }
    return *line_;
}

Bytes Member::post(const std::string& path, ByteView body, std::size_t reply_bytes_max) {
    auto reply = line().post(path, body, reply_bytes_max, {});
    if (!reply || reply->status != 200) {
        std::fprintf(stderr, "%s: %s %u\n", path.c_str(),
                     reply ? reply->refused.c_str() : reply.failure().detail.c_str(),
                     reply ? reply->status : 0);
    }
    ensure(reply && reply->status == 200);
    return std::move(reply->body);
}

void Member::enrol() {
    const Invitation invitation = office_.invite(officer_);
    auto card_reply = line().get("/v1/office", office_card_bytes_max);
    ensure(card_reply && card_reply->status == 200);
    const OfficeCard card = must(office_card_from(card_reply->body, invitation.fingerprint));
    authority_ = card.tls_certificate;
    hang_up();
    const SigningKey device(device_seed_), officer(officer_seed_);
    EnrolRequest claim;
    claim.step = EnrolStep::claim;
    claim.code = *code_from_text(invitation.code);
    claim.card = DeviceCard{device_, "bench", device.public_key(), officer.public_key(),
                            box_key_->public_key()};
    const Bytes message = message_of_claim(card.identity, claim);
    claim.by_device = device.sign(message);
    claim.by_officer = officer.sign(message);
    const Bytes body = encode(claim);
    const Bytes told = post("/v1/enrol", body, 64 * 1024);
    ensure(must(enrol_answer_from(told, body, card.identity)).state == EnrolState::counted);
    OpenOptions file;
    file.path = file_;
    file.key = file_key_;
    file.create = true;
    replica_ = must(Replica::open(file, {card.office, card.identity}, *this));
    ensure(
        replica_->add_writer({device_, officer_, device.public_key(), officer.public_key()}).ok());
}

Talk Member::meet() {
    Talk talk;
    const Stopwatch watch;
    SessionOptions options;
    options.box_key = box_key_.get();
    ExchangeSession session(*replica_, device_, options);
    const auto signing = [this](ByteView message) { return sign(message); };
    while (true) {
        must(seal_feeds(*replica_, device_, signing));
        const auto draft = session.next();
        if (!draft) break;
        const Bytes body = session.body(*draft, sign(draft->message));
        const Bytes reply = post("/v1/exchange", body, exchange_bytes_max);
        talk.body_bytes += body.size() + reply.size();
        must(session.receive(reply));
        if (talk.first_reply_s == 0) talk.first_reply_s = watch.seconds();
    }
    talk.met = session.result();
    ensure(talk.met.may_leave);
    return talk;
}

void Member::write(const std::string& post, const Proposal& proposal) {
    const ActTimes times{SystemClock().now().ms, ++written_, 0};
    const Prepared prepared = must(replica_->prepare(device_, post, proposal, times, random_));
    std::optional<Signature> signature;
    if (prepared.message) signature = SigningKey(officer_seed_).sign(*prepared.message);
    ensure(must(replica_->commit(prepared, signature)).recorded);
}

// ---- the crowd ----------------------------------------------------------------------------------

Crowd::Crowd(const std::string& folder, const CrowdPlan& plan)
    : folder_(folder),
      plan_(plan),
      office_(std::make_unique<OfficeServer>(folder, office_file(plan))),
      rows_of_a_unit_(plan.people * plan.indicators / plan.units) {
    lead();
    for (std::size_t i = 0; i < plan.clerks; ++i) {
        clerks_.push_back(std::make_unique<Member>(*office_, wakers_, folder_, clerk_id(i)));
        clerks_.back()->enrol();
    }
    for (const auto& clerk : clerks_) {
        clerk->meet();
        clerk->hang_up();
    }
}

std::unique_ptr<Member> Crowd::newcomer() {
    auto member = std::make_unique<Member>(*office_, wakers_, folder_, clerk_id(plan_.clerks));
    member->enrol();
    return member;
}

void Crowd::act(Member& member, const std::string& post,
                const std::function<Proposal(const State&)>& make) {
    Proposal proposal;
    member.replica().read([&](const State&, const State& seen) { proposal = make(seen); });
    member.write(post, proposal);
    member.meet();
}

void Crowd::lead() {
    Member camat(*office_, wakers_, folder_, "camat");
    Member sekretaris(*office_, wakers_, folder_, "sekretaris");
    Member evlap(*office_, wakers_, folder_, "kasubag-evlap");
    const std::string camat_post = "camat.camat", sekretaris_post = "sekretaris.sekretaris",
                      evlap_post = "kasubag-evlap.kasubag_evlap";
    for (Member* member : {&camat, &sekretaris, &evlap}) {
        member->enrol();
        member->meet();
    }
    ImportTerms terms;
    terms.period = period;
    terms.today = Date{2026, 11, 2};
    evlap.replica().read([&](const State&, const State& seen) {
        terms.office_salt = office_secret(seen)->salt;
        terms.units = units(seen);
    });
    const ImportResult imported = import_rows(data_file(plan_), terms);
    for (const auto& complaint : imported.complaints) {
        std::fprintf(stderr, "line %u: %s %s\n", complaint.line, complaint.code.c_str(),
                     complaint.detail.c_str());
        if (!complaint.warning) break;
    }
    const std::vector<Row>& rows = imported.rows;
    ensure(rows.size() == plan_.people * plan_.indicators);
    for (const Row& row : rows) rows_[row.at(Column::unit)].push_back(row.id);
    for (const Proposal& chunk : import_proposals(rows, evlap.random().id<ImportTag>())) {
        evlap.write(evlap_post, chunk);
    }
    evlap.meet();
    camat.meet();
    act(camat, camat_post, [&](const State& seen) {
        Proposal opened = proposal_of(
            open_case(seen, {"perbaikan-data-kinerja", period, "Perbaikan"}, camat.random()));
        case_ = *case_of_entity(opened.entity);
        return opened;
    });
    FindingId finding;
    act(camat, camat_post, [&](const State& seen) {
        Proposal added = proposal_of(add_finding(seen, case_, rows.front().id, "realisasi",
                                                 "angka janggal", camat.random()));
        finding = decode_versioned<FindingAdded>(added.payloads.front().second)->finding;
        return added;
    });
    const auto complete = [&](Member& member, const std::string& post, std::int32_t step) {
        member.meet();
        act(member, post, [&](const State& seen) {
            return proposal_of(complete_step(seen, case_, step, "", ""));
        });
    };
    complete(camat, camat_post, 1);
    sekretaris.meet();
    act(sekretaris, sekretaris_post, [&](const State& seen) {
        return proposal_of(judge_one_finding(seen, case_, finding, true, ""));
    });
    complete(sekretaris, sekretaris_post, 2);
    evlap.meet();
    for (std::size_t i = 0; i < plan_.units; ++i) {
        act(evlap, evlap_post,
            [&](const State& seen) { return proposal_of(add_unit(seen, case_, unit_code(i))); });
    }
    complete(evlap, evlap_post, 3);
}

void Crowd::correct(Member& clerk, std::size_t row, const std::string& value) {
    const std::size_t number = std::stoul(clerk.officer().substr(clerk.officer().rfind('-') + 1));
    const auto& rows = rows_.at(unit_code((number - 1) % plan_.units));
    Proposal proposal;
    clerk.replica().read([&](const State&, const State& seen) {
        proposal = proposal_of(correct_cells(
            seen, case_, {{rows[row % rows.size()], "realisasi", value, "salah ketik", {}}},
            clerk.random()));
    });
    clerk.write(post_of(clerk), proposal);
}

}  // namespace luring::bench
