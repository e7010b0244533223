// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/plan/plan.hpp"
#include "tapeless/run/layout.hpp"

namespace tapeless::inline TAPELESS_TARGET::run {

/// Where everything is during one run. Parameters and state are two base addresses: the offsets of their leaves are constants of the
/// stores' layouts, so no table of pointers is filled.
template <class T, class Source>
struct context {
  static constexpr graph::view graph_view = graph::view_of(rules::lowered<Source>);
  static constexpr std::uint32_t inputs = count_kind(graph_view, leaf_kind::input);
  static constexpr std::uint32_t labels = count_kind(graph_view, leaf_kind::label);
  static constexpr std::uint32_t scalars = count_kind(graph_view, leaf_kind::scalar);

  T* workspace = nullptr;
  T* parameters = nullptr;
  T* state = nullptr;
  std::uint32_t samples = 1;
  T sample_count = T(1);
  kernel::operand<T> input[inputs + 1]{};
  kernel::class_indices label[labels + 1]{};
  T scalar[scalars + 1]{};

  /// Number of a leaf among those of its kind.
  static constexpr std::uint32_t position(std::uint32_t leaf) {
    std::uint32_t before = 0;
    for (std::uint32_t l = 0; l < leaf; ++l) before += graph_view.leaves[l].kind == graph_view.leaves[leaf].kind ? 1u : 0u;
    return before;
  }
};

/// The layouts of the stores that are bound; a program without parameters or state has no use for them.
template <class ParameterLayout, class StateLayout>
struct store_layouts {
  template <leaf_kind Kind>
  using of = std::conditional_t<Kind == leaf_kind::parameter, ParameterLayout, StateLayout>;
};

template <class Source, class Layouts, std::uint32_t Leaf>
inline constexpr std::uint32_t stored_offset = [] {
  constexpr graph::leaf_info info = rules::lowered<Source>.leaves[Leaf];
  using layout = typename Layouts::template of<info.kind>;
  return layout::table.each[layout::find(info.identifier)].offset;
}();

/// The address of a place for writing.
template <plan::place At, class Layouts, class T, class Source>
[[gnu::always_inline]] inline T* address(context<T, Source> const& c) {
  if constexpr (At.where == plan::space::workspace) {
    return c.workspace + At.index;
  } else {
    constexpr leaf_kind kind = rules::lowered<Source>.leaves[At.index].kind;
    return (kind == leaf_kind::parameter ? c.parameters : c.state) + stored_offset<Source, Layouts, At.index>;
  }
}

/// A place as a kernel reads it.
template <plan::place At, extents Shape, class Layouts, class T, class Source>
[[gnu::always_inline]] inline kernel::operand<T> operand_at(context<T, Source> const& c) {
  if constexpr (At.where == plan::space::sample_count) {
    return {&c.sample_count, 0, nullptr};
  } else if constexpr (At.where == plan::space::workspace) {
    return {c.workspace + At.index, Shape.is_batched() ? static_cast<std::ptrdiff_t>(Shape.size()) : 0, nullptr};
  } else {
    constexpr leaf_kind kind = rules::lowered<Source>.leaves[At.index].kind;
    if constexpr (kind == leaf_kind::input) {
      return c.input[context<T, Source>::position(At.index)];
    } else if constexpr (kind == leaf_kind::scalar) {
      return {&c.scalar[context<T, Source>::position(At.index)], 0, nullptr};
    } else {
      return {address<At, Layouts>(c), 0, nullptr};
    }
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::run
