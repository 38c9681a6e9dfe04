#include "core/base/keys.h"

#include <catch2/catch.hpp>

namespace luring {

namespace {

// RFC 8032, section 7.1.
struct Vector {
    const char* seed;
    const char* key;
    const char* message;
    const char* signature;
};

const Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
     "b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
     "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
     "c6594a7c15e9716ed28dc027beceea1ec40a"}};

template <class Octets>
Octets octets_of(const char* hex) {
    const auto bytes = bytes_from_hex(hex);
    REQUIRE(bytes);
    Octets octets{};
    REQUIRE(bytes->size() == octets.size());
    std::copy(bytes->begin(), bytes->end(), octets.begin());
    return octets;
}

}  // namespace

TEST_CASE("signatures are those of RFC 8032", "[base]") {
    for (const Vector& vector : vectors) {
        const SigningKey key(octets_of<SigningKey::Seed>(vector.seed));
        const Bytes message = *bytes_from_hex(vector.message);
        CHECK(hex_from(key.public_key().view()) == vector.key);
        const Signature signature = key.sign(message);
        CHECK(hex_from(signature.view()) == vector.signature);
        CHECK(is_signed_by(key.public_key(), message, signature));
    }
}

TEST_CASE("any change of message, signature or key is noticed", "[base]") {
    const SigningKey key(octets_of<SigningKey::Seed>(vectors[2].seed));
    const Bytes message = *bytes_from_hex(vectors[2].message);
    const Signature signature = key.sign(message);
    for (std::size_t at = 0; at < message.size(); ++at) {
        Bytes other = message;
        other[at] ^= 1;
        CHECK_FALSE(is_signed_by(key.public_key(), other, signature));
    }
    for (std::size_t at = 0; at < signature.bytes.size(); ++at) {
        Signature other = signature;
        other.bytes[at] ^= 1;
        CHECK_FALSE(is_signed_by(key.public_key(), message, other));
    }
    for (std::size_t at = 0; at < 32; ++at) {
        PublicKey other = key.public_key();
        other.bytes[at] ^= 1;
        CHECK_FALSE(is_signed_by(other, message, signature));
    }
    CHECK_FALSE(is_signed_by(PublicKey{}, message, Signature{}));
}

TEST_CASE("a signature has no second spelling", "[base]") {
    const SigningKey key(octets_of<SigningKey::Seed>(vectors[0].seed));
    Signature signature = key.sign({});
    // S + L: accepted by careless verifiers.
    const char* order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    const auto added = octets_of<std::array<std::uint8_t, 32>>(order);
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += signature.bytes[32 + i] + added[i];
        signature.bytes[32 + i] = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
    CHECK_FALSE(is_signed_by(key.public_key(), {}, signature));
}

TEST_CASE("a key that was handed over still signs", "[base]") {
    SigningKey first(octets_of<SigningKey::Seed>(vectors[1].seed));
    const PublicKey known = first.public_key();
    SigningKey second = std::move(first);
    CHECK(second.public_key() == known);
    CHECK(is_signed_by(known, view_of("pesan"), second.sign(view_of("pesan"))));
}

}  // namespace luring
