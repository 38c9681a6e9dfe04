// Golongan ruang of a PNS (I/a..IV/e) and golongan of a PPPK (I..XVII). Permendagri 1/2023
// Pasal 44(3) wants pangkat and golongan below the name of whoever signs.
#pragma once

#include <string_view>

namespace luring {

bool is_pns_golongan(std::string_view golongan);
bool is_pppk_golongan(std::string_view golongan);

// The pangkat printed beside the golongan, e.g. "Pembina Tingkat I" for IV/b. PPPK have none.
std::string_view pangkat_of(std::string_view golongan);

}  // namespace luring
