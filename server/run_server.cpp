#include "server/run_server.h"

#include "server/control_server.h"
#include "server/enrolment.h"

namespace luring::server {

namespace {

constexpr std::int64_t care_ms = 60 * 1000;
constexpr std::size_t pem_bytes_max = 1024 * 1024;

// Certificates for as long as the server runs: the office's own are made anew in time, given ones
// are read again when they were replaced.
class Certificates {
  public:
    Certificates(const RunOrder& order, const DataFolder& folder, const Authority& authority,
                 const Origin& origin)
        : order_(order), folder_(folder), authority_(authority), origin_(origin) {}

    bool is_own() const { return order_.certificate_file.empty(); }

    Result<ServerCertificate> make(Instant now) {
        if (is_own()) return issue(authority_, origin_, now);
        auto chain = folder_.machine().read_file(order_.certificate_file, pem_bytes_max);
        if (!chain) return chain.failure();
        auto key = folder_.machine().read_file(order_.key_file, pem_bytes_max);
        if (!key) return key.failure();
        return given_certificate(std::string(text_of(*chain)), std::string(text_of(*key)));
    }

  private:
    const RunOrder& order_;
    const DataFolder& folder_;
    Authority authority_;
    Origin origin_;
};

class Running {
  public:
    Running(const DataFolder& folder, const RunOrder& order, const Log::Sink& sink,
            std::unique_ptr<Bureau> bureau, std::unique_ptr<Clock> clock)
        : folder_(folder),
          order_(order),
          clock_(std::move(clock)),
          log_(sink, *clock_, folder.machine().random()),
          desk_(order.limits.queue),
          router_(desk_, order.limits, log_, metrics_),
          network_(router_, order.limits, log_, metrics_),
          control_(desk_, log_),
          certificates_(order, folder, bureau->keys().authority, bureau->settings().origin),
          bureau_(std::move(bureau)) {}

    Answer run(const std::function<void(const Listening&)>& ready) {
        auto renewed = renew();
        if (!renewed)
            return refused_with("certificate_invalid", {{"detail", renewed.failure().detail}});
        if (certificates_.is_own()) {
            network_.use_page(make_certificate_page(bureau_->settings().name,
                                                    bureau_->settings().origin,
                                                    bureau_->keys().authority.certificate));
        }
        router_.set_office_card(encode(office_card(*bureau_)));
        if (!order_.web_folder.empty()) {
            auto site = Site::read(folder_.machine(), order_.web_folder);
            if (!site) return refused_with("web_invalid", {{"detail", site.failure().detail}});
            router_.use_site(std::move(site.value()));
        }
        auto listening = listen();
        if (!listening) return broken("listen_failed", {{"detail", listening.failure().detail}});
        if (auto started = control_.start(folder_.file(socket_file)); !started) {
            return broken("listen_failed", {{"detail", started.failure().detail}});
        }
        begin(*listening);
        ready(*listening);
        network_.run();
        control_.stop();
        desk_.close();
        log_.write("ended");
        return done();
    }

  private:
    Result<Listening> listen() {
        auto port = network_.listen(order_.listen, Service::tls);
        if (!port) return port.failure();
        Listening listening{"https://" + text_from(Address{order_.listen.host, *port}), {}, {}};
        if (order_.page) {
            auto page = network_.listen(*order_.page, Service::page);
            if (!page) return page.failure();
            listening.page_port = *page;
        }
        if (order_.loopback) {
            auto loopback = network_.listen({"127.0.0.1", *order_.loopback}, Service::loopback);
            if (!loopback) return loopback.failure();
            listening.loopback_port = *loopback;
        }
        return listening;
    }

    void begin(const Listening& listening) {
        for (const std::string& code : bureau_->complaints()) {
            log_.write("data_complaint", {{"code", code}});
        }
        if (bureau_->settings().origin.is_address) {
            log_.write("data_complaint", {{"code", "origin_is_address"}});
        }
        json::object line{{"listening", listening.url},
                          {"entries", bureau_->office().position().number},
                          {"practice", bureau_->settings().is_practice}};
        if (listening.page_port) line["page_port"] = *listening.page_port;
        if (listening.loopback_port) line["loopback_port"] = *listening.loopback_port;
        log_.write("began", std::move(line));
        metrics_.set("luring_start_time_seconds", clock_->now().ms / 1000);
        desk_.open(std::move(bureau_), [this](const Desk::Standing& standing) {
            router_.set_standing(standing);
            network_.ring();
        });
        network_.every(care_ms, [this] { look_after(); });
    }

    Result<Done> renew() {
        auto certificate = certificates_.make(clock_->now());
        if (!certificate) return certificate.failure();
        if (auto used = network_.use_certificate(*certificate); !used) return used;
        certificate_ = std::move(certificate.value());
        log_.write("certificate",
                   {{"until", text_from(certificate_.until)}, {"own", certificates_.is_own()}});
        return Done{};
    }

    void look_after() {
        const Instant now = clock_->now();
        metrics_.set("luring_certificate_expires_seconds", (certificate_.until.ms - now.ms) / 1000);
        if (now >= certificate_.renew_from) {
            auto renewed = renew();
            if (!renewed) log_.write("certificate_failed", {{"detail", renewed.failure().detail}});
        }
        desk_.submit_anyway([this](Bureau& bureau) {
            const Answer cared = guarded([&] {
                bureau.look_after();
                return done();
            });
            if (!cared.ok()) log_.write("care_failed", {{"code", cared.code}});
            const std::size_t lacking = bureau.ledger().lacking_copies().size();
            metrics_.set("luring_ledger_copies_lacking", static_cast<std::int64_t>(lacking));
            if (lacking != lacking_) log_.write("ledger_copies_lacking", {{"folders", lacking}});
            lacking_ = lacking;
            const auto backup = bureau.backed_up_at();
            metrics_.set("luring_backup_age_seconds",
                         backup ? (bureau.now().ms - backup->ms) / 1000 : -1);
            router_.set_office_card(encode(office_card(bureau)));
        });
    }

    const DataFolder& folder_;
    const RunOrder& order_;
    std::unique_ptr<Clock> clock_;
    Metrics metrics_;
    Log log_;
    Desk desk_;
    Router router_;
    Network network_;
    ControlServer control_;
    Certificates certificates_;
    ServerCertificate certificate_;
    std::size_t lacking_ = 0;         // ledger copies; at the desk alone
    std::unique_ptr<Bureau> bureau_;  // until it is given to the desk
};

}  // namespace

Answer run_server(const DataFolder& folder, const RunOrder& order, const Log::Sink& log,
                  const std::function<void(const Listening&)>& ready) {
    if (!folder.has_office()) return misused("data_missing", {{"folder", folder.path()}});
    auto bureau = Bureau::open(folder);
    if (!bureau) return from_failure(bureau.failure());
    auto clock = folder.machine().clock((*bureau)->settings().is_practice);
    if (!clock) return from_failure(clock.failure());
    return Running(folder, order, log, std::move(*bureau), std::move(*clock)).run(ready);
}

}  // namespace luring::server
