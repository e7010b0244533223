// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

/// What reproducible.cpp reports on every target, with every compiler and at every level of optimization. After a
/// change of the order in which kernels for targets without vectors add, or of an elementary function, copy what the
/// host's program reports.
namespace reproducible {

/// Of the bits of the losses, of the parameters behind the last step, and of both where parameters are subnormal.
struct checksums {
  std::uint32_t losses;
  std::uint32_t parameters;
  std::uint32_t subnormal;
};

inline constexpr checksums of_xor{0x32842b60, 0x97e2f6d8, 0xdb91ee5a};
inline constexpr checksums of_digits{0xc4d7965b, 0xfa9a121f, 0x17dceb8c};
inline constexpr checksums of_regression{0xba6f7fef, 0x057af122, 0xa9de85d4};
inline constexpr checksums of_mixed{0x96afae17, 0x91940a29, 0x72e9ba1e};

}  // namespace reproducible
