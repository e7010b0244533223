// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/plan/plan.hpp"
#include "tapeless/run/layout.hpp"
#include "tapeless/run/random_streams.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// The same address, of which the compiler does not know what it computed it from: places are then written as their
/// distance from it, which an instruction has room for.
template <class T>
TAPELESS_FORCE_INLINE inline T* in_a_register(T* address) {
  asm("" : "+r"(address));
  return address;
}

/// Where everything is during one run. Parameters and state are two base addresses: the offsets of their leaves are
/// constants of the stores' layouts, so no table of pointers is filled.
template <class T, class Source>
struct context {
  static constexpr graph::view graph_view = graph::view_of(rules::lowered<Source>);
  static constexpr std::uint32_t inputs = count_kind(graph_view, leaf_kind::input);
  static constexpr std::uint32_t labels = count_kind(graph_view, leaf_kind::label);
  static constexpr std::uint32_t scalars = count_kind(graph_view, leaf_kind::scalar);

  /// Whether every run has exactly one sample, and kernels are told so by constants: no strides, index lists and
  /// counters.
  static constexpr bool one_sample = rules::lowered<Source>.batch <= 1;

  T* workspace = nullptr;
  T* parameters = nullptr;
  T* state = nullptr;
  std::uint32_t samples = 1;
  T sample_count = T(1);
  kernel::operand<T> input[inputs + 1]{};
  kernel::class_indices label[labels + 1]{};
  T scalar[scalars + 1]{};
  [[no_unique_address]] random_streams<stream_count<Source>> random{};

  constexpr std::uint32_t sample_count_of_run() const { return one_sample ? 1 : samples; }

  /// Number of a leaf among those of its kind.
  static constexpr std::uint32_t position(std::uint32_t leaf) { return positions[leaf]; }

private:
  static constexpr auto positions = [] {
    std::array<std::uint32_t, graph_view.leaf_count + 1> found{};
    std::uint32_t of_kind[static_cast<std::size_t>(leaf_kind::placeholder) + 1]{};
    for (std::uint32_t number = 0; number < graph_view.leaf_count; ++number)
      found[number] = of_kind[static_cast<std::size_t>(graph_view.leaves[number].kind)]++;
    return found;
  }();
};

/// The layouts of the stores that are bound; a program without parameters or state has no use for them.
template <class ParameterLayout, class StateLayout>
struct store_layouts {
  template <leaf_kind Kind>
  using of = std::conditional_t<Kind == leaf_kind::parameter, ParameterLayout, StateLayout>;
};
/// The same, and parameters that are constants where no store holds them.
template <class ParameterLayout, class StateLayout, class Constants>
struct store_layouts_and_constants : store_layouts<ParameterLayout, StateLayout> {
  using constants = Constants;
};

template <class ParameterLayout, class StateLayout, class Constants>
using layouts_of = std::conditional_t<std::is_void_v<Constants>, store_layouts<ParameterLayout, StateLayout>,
                                      store_layouts_and_constants<ParameterLayout, StateLayout, Constants>>;

template <class Layouts, class Info>
constexpr bool is_constant_parameter(Info const& leaf) {
  if constexpr (requires { typename Layouts::constants; }) {
    using stored = typename Layouts::template of<leaf_kind::parameter>;
    return leaf.kind == leaf_kind::parameter && stored::find(leaf.identifier) == stored::count;
  } else {
    return false;
  }
}

/// Offsets of all stored leaves of a program in the bound stores.
template <class Source, class Layouts>
inline constexpr auto stored_offsets = [] {
  constexpr auto& program_graph = rules::lowered<Source>;
  std::array<std::uint32_t, program_graph.size.leaves + 1> offset_of{};
  auto const look_up = [&]<class Layout>(Layout, leaf_kind kind) {
    for (std::uint32_t number = 0; number < program_graph.size.leaves; ++number)
      if (program_graph.leaves[number].kind == kind && !is_constant_parameter<Layouts>(program_graph.leaves[number]))
        offset_of[number] = Layout::table.each[Layout::find(program_graph.leaves[number].identifier)].offset;
  };
  look_up(typename Layouts::template of<leaf_kind::parameter>{}, leaf_kind::parameter);
  look_up(typename Layouts::template of<leaf_kind::state>{}, leaf_kind::state);
  return offset_of;
}();

/// The place of a constant parameter.
template <class Source, class Constants, std::uint32_t Leaf>
TAPELESS_FORCE_INLINE inline auto* constant_address() {
  using layout = typename Constants::layout_of_constants;
  using element = typename Constants::element;
  constexpr std::uint32_t offset =
      layout::table.each[layout::find(rules::lowered<Source>.leaves[Leaf].identifier)].offset;
  return const_cast<element*>(Constants::data() + offset);  // nothing writes there: `acceptance` saw to that
}

/// The address of a place for writing.
template <plan::place At, class Layouts, class T, class Source>
TAPELESS_FORCE_INLINE inline T* address(context<T, Source> const& c) {
  if constexpr (At.where == plan::space::workspace) {
    return c.workspace + At.index;
  } else if constexpr (is_constant_parameter<Layouts>(rules::lowered<Source>.leaves[At.index])) {
    return constant_address<Source, typename Layouts::constants, At.index>();
  } else {
    constexpr leaf_kind kind = rules::lowered<Source>.leaves[At.index].kind;
    return (kind == leaf_kind::parameter ? c.parameters : c.state) + stored_offsets<Source, Layouts>[At.index];
  }
}

template <class T>
inline constexpr T one = T(1);

/// A place as a kernel reads it.
template <plan::place At, extents Shape, class Layouts, class T, class Source>
TAPELESS_FORCE_INLINE inline kernel::operand<T> operand_at(context<T, Source> const& c) {
  if constexpr (At.where == plan::space::sample_count) {
    return {context<T, Source>::one_sample ? &one<T> : &c.sample_count, 0, nullptr};
  } else if constexpr (At.where == plan::space::random) {
    constexpr bool is_per_sample = At.index % 2 != 0;
    return kernel::random_operand<T>(c.random.each[At.index / 2], is_per_sample ? c.random.first_sample : 0,
                                     is_per_sample ? c.random.rows : nullptr);
  } else if constexpr (At.where == plan::space::workspace) {
    return {c.workspace + At.index, Shape.is_batched() ? static_cast<std::ptrdiff_t>(plan::stored_size(Shape)) : 0,
            nullptr};
  } else {
    constexpr leaf_kind kind = rules::lowered<Source>.leaves[At.index].kind;
    if constexpr (kind == leaf_kind::input) {
      kernel::operand<T> const& found = c.input[context<T, Source>::position(At.index)];
      if constexpr (context<T, Source>::one_sample) {
        return {found.data, 0, nullptr};
      } else {
        return found;
      }
    } else if constexpr (kind == leaf_kind::scalar) {
      return {&c.scalar[context<T, Source>::position(At.index)], 0, nullptr};
    } else {
      return {address<At, Layouts>(c), 0, nullptr};
    }
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
