// Effects on the entity "office": directory, devices, periods and acts in doubt.
#include "core/act/doubt.h"
#include "core/act/rows.h"
#include "core/case/directory_view.h"
#include "core/case/fold.h"

namespace luring {

namespace {

// Absent where this program cannot read it yet: the upgrade that can folds again from the start.
template <class Payload>
std::optional<Payload> payload_of(const Folding& folding, const Scope& scope) {
    if (folding.act == nullptr) return std::nullopt;
    auto payload = folding.act->payload<Payload>(scope);
    if (!payload) return std::nullopt;
    return std::move(payload.value());
}

void found(Folding& folding, const Place& place) {
    if (place.scope == leadership_scope) {
        if (const auto secret = payload_of<OfficeSecret>(folding, place.scope)) {
            put_item(folding.state, place, secret_key, *secret);
        }
        return;
    }
    const auto office = payload_of<OfficeFounded>(folding, place.scope);
    if (!office) return;
    put_item(folding.state, place, founded_key, *office);
    DeviceItem device;
    device.enrolled.device = office->device;
    device.enrolled.name = office->name;
    device.enrolled.device_key = office->device_key;
    put_item(folding.state, place, device_key(office->device), device);
}

void set_post(Folding& folding, const Place& place) {
    const auto started = payload_of<PostStarted>(folding, place.scope);
    if (!started) return;
    PostItem item;
    item.post = started->post;
    put_item(folding.state, place, post_key(item.post.id), item);
}

void end_post(Folding& folding, const Place& place) {
    const auto ended = payload_of<PostEnded>(folding, place.scope);
    if (!ended) return;
    auto item = find_item<PostItem>(folding.state, place, post_key(ended->post));
    if (!item) return;
    item->post.until = ended->until;
    item->ended_by = folding.header.id;
    item->ended_reason = ended->reason;
    put_item(folding.state, place, post_key(ended->post), *item);
}

void revoke(Folding& folding, const Place& place) {
    const auto revoked = payload_of<DeviceRevoked>(folding, place.scope);
    if (!revoked) return;
    auto item = find_item<DeviceItem>(folding.state, place, device_key(revoked->device));
    if (!item) return;
    item->revoked = true;
    item->revoked_by = folding.header.id;
    item->revoked_at = folding.number;
    item->revoked_reason = revoked->reason;
    put_item(folding.state, place, device_key(revoked->device), *item);
}

bool fold_directory(Folding& folding, const Place& place, const Effect& effect) {
    State& state = folding.state;
    switch (effect.kind) {
        case EffectKind::office_founded:
            found(folding, place);
            return true;
        case EffectKind::unit_set:
            if (const auto set = payload_of<UnitSet>(folding, place.scope)) {
                put_item(state, place, directory_unit_key(set->unit.code), set->unit);
            }
            return true;
        case EffectKind::officer_set:
            if (const auto set = payload_of<OfficerSet>(folding, place.scope)) {
                put_item(state, place, officer_key(set->officer.id), set->officer);
            }
            return true;
        case EffectKind::identity_set:
            if (const auto set = payload_of<IdentitySet>(folding, place.scope)) {
                put_item(state, place, identity_key(set->identity.id), set->identity);
            }
            return true;
        case EffectKind::post_set:
            set_post(folding, place);
            return true;
        case EffectKind::post_ended:
            end_post(folding, place);
            return true;
        case EffectKind::calendar_set:
            if (const auto published = payload_of<CalendarPublished>(folding, place.scope)) {
                put_item(state, place, calendar_key, published->calendar);
            }
            return true;
        case EffectKind::procedure_set:
            if (const auto published = payload_of<ProcedurePublished>(folding, place.scope)) {
                const Procedure& procedure = published->procedure;
                put_item(state, place, procedure_key(procedure.id, procedure.version), procedure);
            }
            return true;
        case EffectKind::device_set:
            if (auto device = payload_of<DeviceEnrolled>(folding, place.scope)) {
                DeviceItem item;
                item.enrolled = std::move(*device);
                put_item(state, place, device_key(item.enrolled.device), item);
            }
            return true;
        case EffectKind::device_revoked:
            revoke(folding, place);
            return true;
        default:
            return false;
    }
}

void note_import(Folding& folding, const Place& place) {
    const auto imported = payload_of<RowsImported>(folding, place.scope);
    if (!imported) return;
    const std::string key = import_key(imported->import);
    auto item = find_item<ImportItem>(folding.state, place, key).value_or(ImportItem{});
    item.period = imported->period;
    item.post = folding.header.post;
    item.rows += imported->rows;
    item.chunks_seen += 1;
    item.chunks = imported->chunks;
    put_item(folding.state, place, key, item);
}

bool fold_periods(Folding& folding, const Place& place, const Effect& effect) {
    switch (effect.kind) {
        case EffectKind::period_versioned: {
            PeriodItem item = period(folding.state, effect.key);
            item.version = effect.number;
            put_item(folding.state, place, period_key(effect.key), item);
            return true;
        }
        case EffectKind::period_closed: {
            PeriodItem item = period(folding.state, effect.key);
            item.closed = true;
            item.closed_by = folding.header.id;
            put_item(folding.state, place, period_key(effect.key), item);
            return true;
        }
        case EffectKind::import_noted:
            note_import(folding, place);
            return true;
        case EffectKind::import_undone: {
            const std::string key = "import/" + effect.key;
            auto item = find_item<ImportItem>(folding.state, place, key).value_or(ImportItem{});
            item.undone = true;
            put_item(folding.state, place, key, item);
            return true;
        }
        default:
            return false;
    }
}

void keep_aside(Folding& folding, const Place& place, DoubtKind kind) {
    DoubtItem item;
    item.act = folding.header.id;
    item.post = folding.header.post;
    item.kind = kind;
    item.entry = folding.number;
    put_item(folding.state, place, doubt_key(item.act), item);
}

// The reason of a refusal is told in scope office. The one of an adoption stays in the parts of the
// act, where its readers are.
std::string reason_of_refusal(const Folding& folding, const Place& place) {
    const Kind kind = folding.act == nullptr ? Kind{} : folding.act->kind;
    if (kind == Kind::quarantine_refused) {
        return folding.payload<QuarantineRefused>(place.scope).reason;
    }
    if (kind == Kind::mandate_decided) return folding.payload<MandateDecided>(place.scope).reason;
    return {};
}

void settle(Folding& folding, const Place& place, const Effect& effect) {
    auto item = find_item<DoubtItem>(folding.state, place, doubt_key(effect.act));
    if (!item) return;
    item->status = effect.number == 1 ? DoubtStatus::settled : DoubtStatus::refused;
    item->decided_by = folding.header.id;
    if (item->status == DoubtStatus::refused) item->reason = reason_of_refusal(folding, place);
    put_item(folding.state, place, doubt_key(effect.act), *item);
}

bool fold_doubts(Folding& folding, const Place& place, const Effect& effect) {
    switch (effect.kind) {
        case EffectKind::quarantined:
            keep_aside(folding, place, static_cast<DoubtKind>(effect.number));
            return true;
        case EffectKind::mandate_doubted:
            keep_aside(folding, place, DoubtKind::mandate);
            return true;
        case EffectKind::quarantine_settled:
        case EffectKind::mandate_settled:
            settle(folding, place, effect);
            return true;
        case EffectKind::writer_begun:
            put_item(folding.state, place, effect.key, WriterItem{folding.number});
            return true;
        default:
            return false;
    }
}

}  // namespace

bool fold_administration(Folding& folding, const Scope& scope, const Effect& effect) {
    const Place place = folding.place(effect, scope);
    return fold_directory(folding, place, effect) || fold_periods(folding, place, effect) ||
           fold_doubts(folding, place, effect);
}

}  // namespace luring
