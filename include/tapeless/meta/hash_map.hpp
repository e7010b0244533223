// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/list.hpp"

#include <cstdint>

namespace tapeless::meta {

/// 64-bit key to 32-bit value, open addressing with linear probing. Keys are hashes already; a key stands for what was
/// hashed (structural identity to one part in 2^64), except where the caller compares further candidates through
/// `find_if`.
class hash_map {
public:
  constexpr hash_map() : slots(64) {}

  /// The value under `key` that satisfies `matches(value)`, or `none`.
  template <class Predicate>
  constexpr std::uint32_t find_if(std::uint64_t key, Predicate const& matches) const {
    std::uint32_t const mask = slots.size() - 1;
    for (std::uint32_t i = static_cast<std::uint32_t>(key) & mask;; i = (i + 1) & mask) {
      if (slots[i].value == none) return none;
      if (slots[i].key == key && matches(slots[i].value)) return slots[i].value;
    }
  }
  constexpr std::uint32_t find(std::uint64_t key) const {
    return find_if(key, [](std::uint32_t) { return true; });
  }
  constexpr void insert(std::uint64_t key, std::uint32_t value) {
    if (2 * (used + 1) > slots.size()) grow();
    place(key, value);
    ++used;
  }

  static constexpr std::uint32_t none = 0xffffffffu;

private:
  struct slot {
    std::uint64_t key = 0;
    std::uint32_t value = none;
  };

  constexpr void place(std::uint64_t key, std::uint32_t value) {
    std::uint32_t const mask = slots.size() - 1;
    std::uint32_t i = static_cast<std::uint32_t>(key) & mask;
    while (slots[i].value != none) i = (i + 1) & mask;
    slots[i] = {key, value};
  }
  constexpr void grow() {
    list<slot> old;
    for (slot const& s : slots)
      if (s.value != none) old.push_back(s);
    std::uint32_t const wanted = 4 * slots.size();
    slots.clear();
    slots.resize(wanted);
    for (slot const& s : old) place(s.key, s.value);
  }

  list<slot> slots;
  std::uint32_t used = 0;
};

}  // namespace tapeless::meta
