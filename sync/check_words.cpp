#include "sync/check_words.h"

#include <array>

namespace luring {

namespace {

// No two differ by one letter only, none begins another: they are read aloud across a room.
constexpr std::array<std::string_view, 256> words{
    "abadi",   "adat",   "agung",   "air",     "akar",    "alun",    "aman",   "anak",   "angin",
    "apel",    "arang",  "asam",    "aspal",   "atap",    "atlas",   "baju",   "belut",  "beras",
    "besi",    "betis",  "bijak",   "bilik",   "bola",    "botol",   "buaya",  "bubur",  "bukit",
    "bulan",   "bumi",   "bunga",   "buruh",   "cabai",   "cahaya",  "cakap",  "canda",  "capung",
    "cawan",   "cemara", "cepat",   "cerita",  "cicak",   "cincin",  "coklat", "cuaca",  "cukup",
    "curah",   "dadu",   "daki",    "damai",   "danau",   "dapur",   "darat",  "daun",   "debu",
    "denah",   "depan",  "derap",   "desa",    "dodol",   "domba",   "duku",   "dunia",  "ekor",
    "elang",   "emas",   "embun",   "empat",   "enau",    "engsel",  "esok",   "fajar",  "gabah",
    "gambar",  "garam",  "gaung",   "gedung",  "gelas",   "gema",    "getah",  "gigi",   "gitar",
    "gotong",  "gudang", "gula",    "gunung",  "gurami",  "gurita",  "halus",  "harap",  "hasil",
    "hati",    "hemat",  "hijau",   "hikmat",  "hujan",   "hulu",    "ibu",    "ikan",   "ilmu",
    "imbang",  "indah",  "ingat",   "intan",   "istana",  "itik",    "jahe",   "jaket",  "jalan",
    "janji",   "jarum",  "jempol",  "jendela", "jeruk",   "jinak",   "jujur",  "jumpa",  "kaca",
    "kain",    "kayu",   "kemah",   "ketan",   "kilat",   "kipas",   "kolam",  "kopi",   "kota",
    "kuda",    "kukuh",  "kulit",   "kunci",   "kursi",   "kutub",   "lada",   "lampu",  "langit",
    "laut",    "lebah",  "lemari",  "lereng",  "lidi",    "lilin",   "limau",  "lokan",  "lombok",
    "lontar",  "luas",   "lurus",   "lutut",   "mahir",   "malam",   "mandi",  "manis",  "marga",
    "masak",   "mawar",  "meja",    "mekar",   "merah",   "mimpi",   "minum",  "muara",  "mudah",
    "mulia",   "musim",  "nakhoda", "nanas",   "nasi",    "nelayan", "niaga",  "nilam",  "nuri",
    "ombak",   "padi",   "pagar",   "pahat",   "paku",    "panah",   "panen",  "papan",  "pasir",
    "pena",    "penyu",  "perak",   "petir",   "pikir",   "pintu",   "pohon",  "pulau",  "putih",
    "rajin",   "rakit",  "ramah",   "rambut",  "ranting", "rawa",    "rebung", "rempah", "rendah",
    "resmi",   "rimba",  "rotan",   "ruang",   "rumput",  "rusa",    "sagu",   "sapi",   "sawah",
    "sayur",   "segar",  "sejuk",   "selat",   "semut",   "senja",   "serai",  "siang",  "sikat",
    "sirih",   "siul",   "sumur",   "surya",   "susun",   "taat",    "tari",   "tebing", "teduh",
    "telur",   "tembok", "tempe",   "tenun",   "tepung",  "terang",  "tiga",   "tikar",  "tiram",
    "tugu",    "tujuh",  "tulis",   "tunas",   "udara",   "ufuk",    "ujung",  "ukir",   "unggas",
    "untung",  "urat",   "usaha",   "wangi",   "warung",  "waspada", "wayang", "wibawa", "wijen",
    "wilayah", "wortel", "yakin",   "zaitun"};

}  // namespace

std::string_view check_word(std::uint8_t octet) {
    return words[octet];
}

std::string words_from(ByteView octets, char between) {
    std::string text;
    for (const std::uint8_t octet : octets) {
        if (!text.empty()) text += between;
        text += check_word(octet);
    }
    return text;
}

}  // namespace luring
