// Payloads by which an office is described: who works where, with which device, by which
// calendar and procedures. Scope office, except identities and salt, which are for leadership.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/codec.h"
#include "core/base/id.h"
#include "core/base/keys.h"
#include "core/office/calendar.h"
#include "core/office/directory.h"
#include "core/procedure/procedure.h"

namespace luring {

// The post under which the office itself writes: its founding, and what the administrator does at
// the server. No officer holds it; the office's own device is the only one that may name it.
constexpr std::string_view office_post = "office";

struct OfficeFounded {
    OfficeId id;
    std::string region;  // code of the kecamatan, e.g. 72.01.03
    std::string kabupaten;
    std::string name;
    std::int32_t offset_minutes = 480;
    std::string time_label;
    std::string paper;
    bool practice = false;
    PublicKey identity_key;
    DeviceId device;  // the office's own, i.e. the server's; writes under `office_post`
    PublicKey device_key;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(id, region, kabupaten, name, offset_minutes, time_label, paper, practice,
                identity_key, device, device_key);
    }
};

// Scope leadership: blinds row ids, so that nobody outside can try out NIPs.
struct OfficeSecret {
    Salt salt;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(salt);
    }
};

// A code that is there already is changed; nothing is ever taken out of a directory.
struct UnitSet {
    Unit unit;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(unit);
    }
};

struct OfficerSet {
    Officer officer;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(officer);
    }
};

// Scope leadership, beside OfficerSet: the NIP is personal data.
struct IdentitySet {
    OfficerIdentity identity;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(identity);
    }
};

struct PostStarted {
    Post post;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(post);
    }
};

struct PostEnded {
    std::string post;
    Date until;  // last day in the post
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(post, until, reason);
    }
};

struct CalendarPublished {
    WorkingCalendar calendar;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(calendar);
    }
};

struct ProcedurePublished {
    Procedure procedure;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(procedure);
    }
};

struct DeviceEnrolled {
    DeviceId device;
    std::string officer;
    std::string name;  // "HP Bu Hasna"
    PublicKey device_key;
    PublicKey officer_key;
    PublicKey box_key;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(device, officer, name, device_key, officer_key, box_key);
    }
};

struct DeviceRevoked {
    DeviceId device;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(device, reason);
    }
};

struct PeriodClosed {
    std::string period;
    std::string reason;

    template <class Archive>
    void serialize(Archive& archive, std::uint32_t) {
        archive(period, reason);
    }
};

}  // namespace luring

CEREAL_CLASS_VERSION(luring::OfficeFounded, 1)
CEREAL_CLASS_VERSION(luring::OfficeSecret, 1)
CEREAL_CLASS_VERSION(luring::UnitSet, 1)
CEREAL_CLASS_VERSION(luring::OfficerSet, 1)
CEREAL_CLASS_VERSION(luring::IdentitySet, 1)
CEREAL_CLASS_VERSION(luring::PostStarted, 1)
CEREAL_CLASS_VERSION(luring::PostEnded, 1)
CEREAL_CLASS_VERSION(luring::CalendarPublished, 1)
CEREAL_CLASS_VERSION(luring::ProcedurePublished, 1)
CEREAL_CLASS_VERSION(luring::DeviceEnrolled, 1)
CEREAL_CLASS_VERSION(luring::DeviceRevoked, 1)
CEREAL_CLASS_VERSION(luring::PeriodClosed, 1)
