// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/random.hpp"
#include "tapeless/rules/lowered.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

template <class Source>
inline constexpr std::uint32_t stream_count = graph::count_streams(graph::view_of(rules::lowered<Source>));
template <class Source>
inline constexpr auto stream_hashes = [] {
  std::array<std::uint64_t, stream_count<Source>> found{};
  [[maybe_unused]] std::uint32_t next = 0;
  graph::for_streams(graph::view_of(rules::lowered<Source>), [&](std::uint64_t hash) { found[next++] = hash; });
  return found;
}();
/// A node of random numbers of the program. All have the same seed and step.
template <class Source>
inline constexpr graph::node random_node = [] {
  graph::id v = 0;
  while (rules::lowered<Source>.nodes[v].code != op::random) ++v;
  return rules::lowered<Source>.nodes[v];
}();

/// The streams of random numbers of a run: their keys, taken from seed and step before anything is written, and the
/// numbers of the samples.
template <std::uint32_t Count>
struct random_streams {
  kernel::random_stream each[Count]{};
  std::uint32_t first_sample = 0;
  std::uint32_t const* rows = nullptr;
};
template <>
struct random_streams<0> {};

/// The keys, given where the integers of a leaf lie: `parts(leaf)`.
template <class Source, class Parts>
TAPELESS_FORCE_INLINE inline void take_keys(random_streams<stream_count<Source>>& streams, Parts const& parts) {
  constexpr std::uint32_t seed_leaf = rules::lowered<Source>.nodes[random_node<Source>.a].leaf;
  constexpr std::uint32_t step_leaf = rules::lowered<Source>.nodes[random_node<Source>.b].leaf;
  std::uint64_t const seed = ops::integer_of_parts(parts(seed_leaf));
  std::uint64_t const step = ops::integer_of_parts(parts(step_leaf));
  for (std::uint32_t i = 0; i < stream_count<Source>; ++i)
    streams.each[i].key = ops::key_of(seed, stream_hashes<Source>[i], step);
}
/// Samples are numbered by the first data that is bound, if it is right.
template <bool OneSample, std::uint32_t Count, class Binding>
TAPELESS_FORCE_INLINE inline void number_samples(random_streams<Count>& streams, Binding const& binding, bool right) {
  streams.first_sample = binding.first_number();
  if constexpr (Binding::has_rows && OneSample) {
    if (right) streams.first_sample += *binding.index();
  } else if constexpr (Binding::has_rows) {
    streams.rows = binding.index();
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
