// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstdint>
#include <string_view>

namespace tapeless::meta {

/// Mixes `value` into `seed`; the finalizer of splitmix64 (Steele, Lea, Flood 2014), so that every input bit reaches
/// every output bit.
constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t h = seed * 0x9e3779b97f4a7c15u + value + 0x2545f4914f6cdd1du;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
  return h ^ (h >> 31);
}

/// FNV-1a over the characters; names are short, so one multiplication a character is cheap in a constant expression.
constexpr std::uint64_t hash(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325u;
  for (char const c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return h;
}

}  // namespace tapeless::meta
