// SPDX-License-Identifier: BSL-1.0
// Where the data of a random program lies: apart or close, in order or chosen by a list, with poison between and fences
// around it.
#pragma once

#include "random_data.hpp"

#include <limits>
#include <vector>

namespace random_program {

/// Where a run finds the samples of a leaf: exactly as many numbers as it may read, the poison between them included.
template <class T>
struct placed {
  std::vector<T> values;
  std::ptrdiff_t step = 0;
};

/// Samples lie close or apart.
constexpr std::uint32_t gap(std::uint32_t seed, std::uint32_t leaf) {
  return (seed + leaf) % 3 == 0 ? 1 + seed % 5 : 0;
}

template <class T>
placed<T> place(tl::graph::leaf_info const& leaf, data const& d, std::uint32_t apart) {
  bool const is_label = leaf.kind == tl::leaf_kind::label;
  std::uint32_t const size = is_label ? 1 : leaf.shape.size();
  std::uint32_t const step = size + apart;
  std::vector<std::uint32_t> rows = d.list();
  std::uint32_t const held = d.has_list() ? d.samples + 1 : d.samples;
  placed<T> made{std::vector<T>((held - 1) * step + size, is_label ? T(111) : std::numeric_limits<T>::quiet_NaN()),
                 static_cast<std::ptrdiff_t>(step)};
  for (std::uint32_t s = 0; s < d.samples; ++s) {
    T* const to = made.values.data() + (d.has_list() ? rows[s] : s) * step;
    if (is_label) *to = static_cast<T>(d.label(leaf, s));
    for (std::uint32_t e = 0; e < size && !is_label; ++e)  // row after row
      to[e % leaf.shape.rows * leaf.shape.columns + e / leaf.shape.rows] = static_cast<T>(d.element(leaf, s, e));
  }
  return made;
}

/// A store between fences, with poison between the columns of its leaves.
template <class T, class Store>
struct fenced {
  static constexpr std::size_t width = 32;
  alignas(64) T before[width];
  Store store{};
  T after[width];

  fenced(tl::graph::view const& g, data const& d) {
    for (std::size_t i = 0; i < width; ++i) before[i] = after[i] = T(1234.5);
    for (std::uint32_t i = 0; i < store.stored_size(); ++i) store.data()[i] = std::numeric_limits<T>::quiet_NaN();
    store.for_each([&](tl::name const& identifier, auto const& leaf) {
      for (std::uint32_t l = 0; l < g.leaf_count; ++l)
        if (g.leaves[l].identifier == identifier)
          for (std::uint32_t j = 0; j < leaf.columns(); ++j)
            for (std::uint32_t i = 0; i < leaf.rows(); ++i)
              leaf(i, j) = static_cast<T>(d.element(g.leaves[l], 0, j * leaf.rows() + i));
    });
  }
  bool is_whole() const {
    for (std::size_t i = 0; i < width; ++i)
      if (before[i] != T(1234.5) || after[i] != T(1234.5)) return false;
    return true;
  }
};

}  // namespace random_program
