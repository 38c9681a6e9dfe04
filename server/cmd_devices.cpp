// enrol, confirm, devices, revoke.
#include <ostream>

#include "server/arguments.h"
#include "server/bureau.h"
#include "server/command.h"
#include "server/enrolment.h"
#include "server/qr.h"
#include "server/words.h"

namespace luring::server {

namespace {

Answer enrol(Bureau& bureau, const json::object& args) {
    return invite(bureau, text_at(args, "officer"));
}

void show_enrol(Session& session, const json::object& result) {
    const bool is_id = session.lang == Lang::id;
    session.out << qr_as_blocks(text_at(result, "qr")) << '\n'
                << (is_id ? "Pindai QR dengan HP " : "Scan the QR with the phone of ")
                << text_at(result, "name")
                << (is_id ? ", atau ketik kode ini di HP itu:" : ", or type this code there:")
                << "\n\n    " << text_at(result, "code") << "\n\n"
                << (is_id ? "Alamat: " : "Address: ") << text_at(result, "origin") << '\n'
                << (is_id ? "Sidik kantor: " : "Fingerprint: ") << text_at(result, "fingerprint")
                << '\n'
                << (is_id ? "Berlaku satu kali, sampai " : "Valid once, until ")
                << text_at(result, "expires_at") << ".\n"
                << (is_id ? "Bila kode diketik, cocokkan empat kata di HP dengan `devices`, lalu "
                            "`confirm`.\n"
                          : "Where the code is typed, compare the four words on the phone with "
                            "`devices`, then `confirm`.\n");
}

Answer confirm_one(Bureau& bureau, const json::object& args) {
    return confirm(bureau, text_at(args, "device"));
}

Answer devices(Bureau& bureau, const json::object&) {
    return list_devices(bureau);
}

Answer revoke_one(Bureau& bureau, const json::object& args) {
    return revoke(bureau, text_at(args, "device"), text_at(args, "reason"));
}

}  // namespace

std::vector<Command> device_commands() {
    return {
        {"enrol",
         {},
         {{"officer", Takes::text, "ID", true, {"pejabatnya", "the officer"}}},
         {"Kode dan QR untuk mendaftarkan sebuah HP atau laptop",
          "A code and QR to enrol a phone or laptop"},
         enrol,
         nullptr,
         show_enrol},
        {"confirm",
         {{"device", "DEVICE"}},
         {},
         {"Terima perangkat yang empat katanya cocok", "Accept a device whose four words agree"},
         confirm_one},
        {"devices",
         {},
         {},
         {"Perangkat yang terdaftar dan yang menunggu", "Enrolled and waiting devices"},
         devices},
        {"revoke",
         {{"device", "DEVICE"}},
         {reason_option()},
         {"Nonaktifkan perangkat", "Revoke a device"},
         revoke_one}};
}

}  // namespace luring::server
