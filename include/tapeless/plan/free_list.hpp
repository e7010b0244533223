// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/list.hpp"
#include "tapeless/target/current.hpp"

#include <cstdint>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// A range of the workspace, in elements.
struct block {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  friend constexpr bool operator==(block const&, block const&) = default;
};

/// What is free in a workspace without end: disjoint ranges in ascending order, no two of them adjacent, the last one
/// open. Allocation is first fit. The time of a call grows with the number of gaps, not with the number of live values:
/// a backward pass, which reads what the forward pass keeps in the opposite order, leaves few gaps however deep the
/// network is.
class free_list {
public:
  constexpr free_list() { gaps.push_back({0, open}); }

  /// The first range of `size` elements that begins at a multiple of `alignment`.
  constexpr block allocate(std::uint64_t size, std::uint64_t alignment) {
    for (std::uint32_t i = 0;; ++i) {
      block const gap = gaps[i];
      std::uint64_t const offset = (gap.offset + alignment - 1) / alignment * alignment;
      if (offset + size > gap.offset + gap.size) continue;
      block const behind{offset + size, gap.offset + gap.size - offset - size};
      if (behind.size != 0)
        gaps[i] = behind;
      else
        gaps.erase(i);
      if (offset != gap.offset) gaps.insert(i, {gap.offset, offset - gap.offset});
      return {offset, size};
    }
  }

  constexpr void free(block const& freed) {
    if (freed.size == 0) return;
    std::uint32_t next = 0;
    while (gaps[next].offset < freed.offset) ++next;
    bool const joins_previous = next != 0 && gaps[next - 1].offset + gaps[next - 1].size == freed.offset;
    bool const joins_next = freed.offset + freed.size == gaps[next].offset;
    if (joins_next) gaps[next] = {freed.offset, freed.size + gaps[next].size};
    if (joins_previous) gaps[next - 1].size += joins_next ? gaps[next].size : freed.size;
    if (joins_previous && joins_next) gaps.erase(next);
    if (!joins_previous && !joins_next) gaps.insert(next, freed);
  }

private:
  static constexpr std::uint64_t open = std::uint64_t{1} << 62;
  meta::list<block> gaps;
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
