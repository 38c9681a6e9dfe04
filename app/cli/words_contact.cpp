// Why there is no contact with the office, and what an enrolment was refused for. Work done here is
// safe in every case, and each sentence says what to do.
#include <array>

#include "app/cli/catalogue.h"
#include "app/cli/words_table.h"

namespace luring {

namespace {

constexpr std::array contacts{
    Entitled{"no_network",
             {"Tanpa jaringan. Semua tersimpan di perangkat ini.",
              "No network. Everything is saved on this device."}},
    Entitled{"office_not_found",
             {"Ada jaringan, tetapi kantor tidak ditemukan ({detail}). Pastikan memakai Wi-Fi "
              "kantor. Semua aman di perangkat ini.",
              "There is a network, but the office cannot be found ({detail}). Make sure it is the "
              "office's Wi-Fi. All is safe on this device."}},
    Entitled{
        "not_the_office",
        {"Jaringan ini bukan jaringan kantor: yang menjawab bukan kantor ({detail}). Tidak "
         "ada yang dikirim. Pindah ke Wi-Fi kantor; bila alamat atau sertifikat kantor berganti, "
         "jalankan `address`.",
         "This is not the office's network: whoever answers is not the office ({detail}). "
         "Nothing was sent. Go to the office's Wi-Fi; if its address or certificate changed, run "
         "`address`."}},
    Entitled{"certificate_expired",
             {"Kunci pengaman kantor sudah lewat masa berlaku, atau jam perangkat ini terlalu "
              "maju. Data tetap aman. Periksa jam, lalu beri tahu Kasubag Evlap.",
              "The office's certificate has expired, or this device's clock is ahead. The data is "
              "safe. Check the clock, then tell the Kasubag Evlap."}},
    Entitled{"clock_wrong",
             {"Jam perangkat ini terlalu lambat untuk bertemu kantor. Aktifkan tanggal dan waktu "
              "otomatis, lalu coba lagi.",
              "This device's clock is too far behind to meet the office. Set date and time "
              "automatically, then try again."}},
    Entitled{"cut_off",
             {"Terputus di jalan ({detail}). Nanti dilanjutkan, tidak diulang dari awal.",
              "Cut off on the way ({detail}). It will go on from there, not from the beginning."}},
    Entitled{"office_busy",
             {"Kantor sedang melayani perangkat lain. Coba lagi sebentar{retry}.",
              "The office is serving other devices. Try again in a moment{retry}."}},
    Entitled{"office_failed",
             {"Mesin kantor sedang bermasalah ({detail}). Data tetap aman di perangkat ini; beri "
              "tahu Kasubag Evlap.",
              "The office's machine is in trouble ({detail}). The data is safe on this device; "
              "tell the Kasubag Evlap."}},
    Entitled{"office_refuses",
             {"Kantor tidak mau menerima permintaan ini ({detail}). Data tetap aman; beri tahu "
              "Kasubag Evlap.",
              "The office does not take this request ({detail}). The data is safe; tell the "
              "Kasubag Evlap."}},
    Entitled{"app_too_old",
             {"Perbarui aplikasi dulu ({detail}). Data Anda tetap aman dan tidak hilang.",
              "Update the program first ({detail}). Your data is safe and not lost."}},
    Entitled{"device_disabled",
             {"Perangkat ini dinonaktifkan oleh kantor, atau belum dikenal ({detail}). Yang sudah "
              "dikirim ada di karantina; hubungi Kasubag Evlap.",
              "The office disabled this device, or does not know it ({detail}). What was sent is "
              "in quarantine; turn to the Kasubag Evlap."}},
    Entitled{"stopped", {"Dihentikan sebelum selesai.", "Told to end before it was done."}},

    Entitled{"enrolment_waiting",
             {"Perangkat ini belum disetujui kantor. Cocokkan empat kata: {words}",
              "The office has not confirmed this device yet. Compare the four words: {words}"}},
    Entitled{"fingerprint_differs",
             {"Sidik kantor di alamat itu berbeda dari yang disebut. Jangan diteruskan; beri tahu "
              "Kasubag Evlap.",
              "The office at that address has another fingerprint than the one given. Do not go "
              "on; tell the Kasubag Evlap."}},
    Entitled{"code_misread",
             {"{given} bukan kode pendaftaran: delapan huruf dan angka, seperti K7QM-2XWD.",
              "{given} is no enrolment code: eight letters and digits, like K7QM-2XWD."}},
    Entitled{"address_misread",
             {"{given} bukan alamat kantor: tulis https://NAMA[:PORT].",
              "{given} is no address of an office: write https://NAME[:PORT]."}},
    Entitled{"code_unknown",
             {"Kode ini tidak dikenal kantor, atau sudah dipakai. Minta kode baru.",
              "The office does not know this code, or it was used. Ask for a new one."}},
    Entitled{"code_expired",
             {"Kode ini sudah lewat waktunya. Minta kode baru.",
              "This code has expired. Ask for a new one."}},
    Entitled{"code_wrong",
             {"Kode ini salah. Periksa hurufnya, atau minta kode baru.",
              "This code is wrong. Check the letters, or ask for a new one."}},
    Entitled{"commitment_differs",
             {"Pendaftaran ini tidak sah lagi. Minta kode baru.",
              "This enrolment is not valid any more. Ask for a new code."}},
    Entitled{"too_many_devices",
             {"Terlalu banyak perangkat mencoba kode ini. Minta kode baru.",
              "Too many devices tried this code. Ask for a new one."}},
    Entitled{"device_known",
             {"Perangkat ini sudah terdaftar dengan kunci lain. Minta kode baru.",
              "This device is enrolled with other keys. Ask for a new code."}},
    Entitled{"not_confirmed",
             {"Kantor tidak menyetujui perangkat ini sampai waktunya habis. Minta kode baru.",
              "The office did not confirm this device in time. Ask for a new code."}},
    Entitled{"passphrase_needed",
             {"Perlu kata sandi: sebut --passphrase-file F.",
              "A passphrase is needed: name --passphrase-file F."}},
};

}  // namespace

const Words* contact_words(const std::string& code) {
    return find_words(contacts, code);
}

}  // namespace luring
