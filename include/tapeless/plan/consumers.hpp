// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/target/current.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

using graph::id;
using graph::none;

/// Groups in ascending order of their roots: as many as the plan considers for one value.
struct group_list {
  static constexpr std::uint32_t most = 4;
  std::array<id, most> group{};
  std::uint32_t count = 0;

  constexpr std::uint32_t position(id wanted) const {
    std::uint32_t i = 0;
    while (i < count && group[i] != wanted) ++i;
    return i;
  }
  constexpr void insert(id added) {
    std::uint32_t at = count++;
    for (; at > 0 && group[at - 1] > added; --at) group[at] = group[at - 1];
    group[at] = added;
  }
};

/// The groups that read a value.
struct consumers {
  group_list known{};
  id first = none;             ///< of all, the one with the lowest root
  bool first_in_place = true;  ///< whether that one reads element by element what it computes element by element
  bool all_in_place = true;
  bool more = false;  ///< than are known

  /// Whether the group is a new one.
  constexpr bool add(id group, bool in_place) {
    all_in_place = all_in_place && in_place;
    if (group < first) {
      first = group;
      first_in_place = in_place;
    } else if (group == first) {
      first_in_place = first_in_place && in_place;
    }
    if (known.position(group) < known.count) return false;
    if (known.count < group_list::most)
      known.insert(group);
    else
      more = true;
    return true;
  }
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
