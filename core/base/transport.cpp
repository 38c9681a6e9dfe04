#include "core/base/transport.h"

namespace luring {

const char* name_of(NoReply why) {
    switch (why) {
        case NoReply::no_network:
            return "no_network";
        case NoReply::office_not_found:
            return "office_not_found";
        case NoReply::not_the_office:
            return "not_the_office";
        case NoReply::certificate_expired:
            return "certificate_expired";
        case NoReply::clock_wrong:
            return "clock_wrong";
        case NoReply::cut_off:
            return "cut_off";
        case NoReply::office_busy:
            return "office_busy";
        case NoReply::office_failed:
            return "office_failed";
        case NoReply::office_refuses:
            return "office_refuses";
        case NoReply::app_too_old:
            return "app_too_old";
        case NoReply::device_disabled:
            return "device_disabled";
        case NoReply::stopped:
            return "stopped";
    }
    return "office_refuses";
}

}  // namespace luring
