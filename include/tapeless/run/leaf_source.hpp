// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/node.hpp"
#include "tapeless/plan/storage.hpp"
#include "tapeless/run/constants.hpp"
#include "tapeless/run/misbinding.hpp"
#include "tapeless/run/status.hpp"

#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// The value of a parameter or of a state, row after row.
template <class Leaf, class Held>
struct matrix_binding {
  using matrix_of = Leaf;
  name identifier;
  Held held;
};

/// How the interpreter reads what a binding holds: which leaf it serves, how many samples it has, and the numbers of
/// one sample.
template <class B>
struct leaf_source;
/// What the interpreter can read: a binding, a store, scalars that are set.
template <class B>
concept readable_binding = requires {
  sizeof(leaf_source<B>);
};

template <class Leaf>
constexpr bool is_leaf(graph::leaf_info const& info) {
  return Leaf::kind == info.kind && Leaf::identifier == info.identifier && Leaf::shape == info.shape;
}

/// Writes a matrix that lies row after row to where it has to lie column after column.
template <class T, class E>
constexpr void write_rows(E const* from, extents shape, T* to) {
  for (std::uint32_t i = 0; i < shape.rows; ++i)
    for (std::uint32_t j = 0; j < shape.columns; ++j)
      to[j * shape.rows + i] = static_cast<T>(from[i * shape.columns + j]);
}

template <class Leaf, class Held, class Index, class Step>
struct leaf_source<data_binding<Leaf, Held, Index, Step>> {
  using binding_type = data_binding<Leaf, Held, Index, Step>;
  static constexpr bool may_serve(graph::leaf_info const& info) { return is_leaf<Leaf>(info); }
  static constexpr bool serves(binding_type const&, graph::leaf_info const& info) { return is_leaf<Leaf>(info); }
  static constexpr std::size_t sample_count(binding_type const& binding) { return binding.count(); }
  static constexpr std::uint32_t sample_number(binding_type const& binding, std::uint32_t s) {
    if constexpr (binding_type::has_rows) return binding.first_number() + binding.index()[s];
    return binding.first_number() + s;
  }
  static constexpr bool is_whole(binding_type const& binding) {
    return binding.extent().whole(binding_type::sample_size);
  }

  template <class T>
  static constexpr run_error write(binding_type const& binding, graph::leaf_info const& info, std::uint32_t s, T* to) {
    std::uint32_t row = s;
    if constexpr (binding_type::has_rows) row = binding.index()[s];
    if (row >= binding.available()) return run_error::row_out_of_range;
    auto const* const from = binding.data() + static_cast<std::ptrdiff_t>(row) * binding.step();
    if constexpr (Leaf::kind == leaf_kind::label) {
      static_assert(std::is_integral_v<typename binding_type::element>, "tapeless: labels are integers");
      if (*from < 0 || static_cast<std::uint64_t>(*from) >= info.shape.rows) return run_error::label_out_of_range;
      for (std::uint32_t c = 0; c < info.shape.rows; ++c) to[c] = static_cast<std::uint64_t>(*from) == c ? T(1) : T(0);
    } else {
      write_rows(from, info.shape, to);
    }
    return run_error::none;
  }
};

template <class Binding>
struct leaf_source<optional_binding<Binding>> : leaf_source<Binding> {};

/// What is shared by all samples.
struct shared_leaf_source {
  template <class B>
  static constexpr std::size_t sample_count(B const&) {
    return unknown_size;
  }
  template <class B>
  static constexpr bool is_whole(B const&) {
    return true;
  }
};

template <class Leaf, class Number>
struct leaf_source<scalar_binding<Leaf, Number>> : shared_leaf_source {
  using binding_type = scalar_binding<Leaf, Number>;
  static constexpr bool may_serve(graph::leaf_info const& info) { return is_leaf<Leaf>(info); }
  static constexpr bool serves(binding_type const&, graph::leaf_info const& info) { return is_leaf<Leaf>(info); }

  template <class T>
  static constexpr run_error write(binding_type const& binding, graph::leaf_info const&, std::uint32_t, T* to) {
    *to = static_cast<T>(binding.value);
    return run_error::none;
  }
};

template <class Leaf, class Held>
struct leaf_source<matrix_binding<Leaf, Held>> : shared_leaf_source {
  using binding_type = matrix_binding<Leaf, Held>;
  /// Whether it may be this leaf as far as its type tells; a layer's leaf has its name in the object.
  static constexpr bool may_serve(graph::leaf_info const& info) {
    if constexpr (std::is_empty_v<Leaf>) {
      return is_leaf<Leaf>(info);
    } else {
      return Leaf::kind == info.kind && Leaf::shape == info.shape;
    }
  }
  static constexpr bool serves(binding_type const& binding, graph::leaf_info const& info) {
    return Leaf::kind == info.kind && binding.identifier == info.identifier;
  }

  template <class T>
  static constexpr run_error write(binding_type const& binding, graph::leaf_info const& info, std::uint32_t, T* to) {
    write_rows(binding.held.data(), info.shape, to);
    return run_error::none;
  }
};

/// A store serves all leaves of its kind that its layout names.
template <class Store>
  requires requires { typename Store::layout; }
struct leaf_source<Store> : shared_leaf_source {
  static constexpr bool may_serve(graph::leaf_info const& info) {
    if (Store::kind != info.kind) return false;
    std::uint32_t const found = Store::layout::find(info.identifier);
    return found < Store::layout::count && Store::layout::table.each[found].shape == info.shape;
  }
  static constexpr bool serves(Store const&, graph::leaf_info const& info) { return may_serve(info); }

  template <class T>
  static constexpr run_error write(Store const& values, graph::leaf_info const& info, std::uint32_t, T* to) {
    if (!values.is_filled()) return run_error::not_initialized;
    std::uint32_t const first = Store::layout::table.each[Store::layout::find(info.identifier)].offset;
    std::uint32_t const step = plan::leading_dimension(info.shape);
    for (std::uint32_t j = 0; j < info.shape.columns; ++j)
      for (std::uint32_t i = 0; i < info.shape.rows; ++i)
        to[j * info.shape.rows + i] = static_cast<T>(values.data()[first + j * step + i]);
    return run_error::none;
  }
};

template <auto const& Store>
struct leaf_source<constant_parameters<Store>> : leaf_source<typename constant_parameters<Store>::constants> {
  using in_store = leaf_source<typename constant_parameters<Store>::constants>;
  static constexpr bool serves(constant_parameters<Store> const&, graph::leaf_info const& info) {
    return in_store::may_serve(info);
  }
  template <class T>
  static constexpr run_error write(constant_parameters<Store> const&, graph::leaf_info const& info, std::uint32_t s,
                                   T* to) {
    return in_store::write(Store, info, s, to);
  }
};

template <class L>
concept stored_leaf = leaf_expression<L> &&(L::kind == leaf_kind::parameter || L::kind == leaf_kind::state);

}  // namespace run

/// Gives a parameter or a state its value for `evaluate`, row after row as a textbook prints the matrix; a temporary
/// array is kept. (A program takes a store.)
template <run::stored_leaf L, class Data>
  requires run::has_known_size<Data>
constexpr auto bind(L const& target, Data&& rows) {
  static_assert(run::span_of<Data>::extent == L::shape.size(),
                "tapeless: a matrix is bound to as many numbers as it has elements");
  return run::matrix_binding<L, run::held<Data>>{target.identifier, run::hold<Data>(rows)};
}
/// The same for numbers in braces.
template <run::stored_leaf L, class E, std::size_t N>
constexpr auto bind(L const& target, E const (&&rows)[N]) {
  return bind(target, run::copied<std::array<E, N>>(rows));
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
