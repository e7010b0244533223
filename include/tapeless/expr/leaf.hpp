// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/concepts.hpp"
#include "tapeless/expr/fingerprint.hpp"
#include "tapeless/expr/node.hpp"
#include "tapeless/meta/fixed_string.hpp"
#include "tapeless/meta/name.hpp"
#include "tapeless/ops/op.hpp"
#include "tapeless/shape/countable.hpp"

namespace tapeless {

/// Kind and shape count too: a name used twice with different ones has to be noticed where the second is lowered.
constexpr std::uint64_t leaf_fingerprint(name const& identifier, leaf_kind kind, extents shape) {
  return fingerprint_of(fingerprint_tag::leaf, identifier.hash, kind, matrix_datum(shape));
}

/// A named leaf: a tag without data. Equal name, kind and shape is the same leaf; that is how weights are shared.
template <leaf_kind Kind, fixed_string Name, extents Shape>
struct leaf : expr::traits<Shape, is_per_sample(Kind)> {
  static_assert(sizeof(Name.text) <= name::capacity, "tapeless: a leaf's name has at most 47 characters");
  static_assert(shape::countable<Shape>() || true);  // one error, not two
  using expr::traits<Shape, is_per_sample(Kind)>::operator=;
  static constexpr leaf_kind kind = Kind;
  static constexpr name identifier{Name.view()};
  static constexpr std::uint64_t fingerprint = leaf_fingerprint(identifier, Kind, Shape);

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    if constexpr (Kind == leaf_kind::scalar) {  // a schedule's value may stand in its place
      auto const known = builder.recall(fingerprint);
      if (known != Builder::none) return known;
    }
    return builder.leaf(Kind, identifier, Shape);
  }
};

template <class E>
concept leaf_expression = expression<E> && requires {
  E::kind;
};

/// Labels are class indices, with which nothing moves continuously.
template <class E>
inline constexpr bool is_label = false;
template <leaf_expression E>
inline constexpr bool is_label<E> = E::kind == leaf_kind::label;

/// The input of one sample: a column vector of `Rows` numbers, or a `Rows`×`Columns` matrix (row after row in memory).
template <fixed_string Name, std::uint32_t Rows = 1, std::uint32_t Columns = 1>
inline constexpr leaf<leaf_kind::input, Name, extents{Rows, Columns}> input{};

/// The class of one sample, an integer in [0, Classes): in an expression its one-hot column vector.
template <fixed_string Name, std::uint32_t Classes>
inline constexpr leaf<leaf_kind::label, Name, extents{Classes, 1}> label{};

/// A number known only at run time and shared by all samples, e.g. a learning rate.
template <fixed_string Name>
inline constexpr leaf<leaf_kind::scalar, Name, extents{}> scalar{};

/// A trainable parameter, (out, in) as in the textbooks.
template <fixed_string Name, std::uint32_t Rows = 1, std::uint32_t Columns = 1>
inline constexpr leaf<leaf_kind::parameter, Name, extents{Rows, Columns}> parameter{};

/// A value kept from run to run that is not a parameter, e.g. a momentum.
template <fixed_string Name, std::uint32_t Rows = 1, std::uint32_t Columns = 1>
inline constexpr leaf<leaf_kind::state, Name, extents{Rows, Columns}> state{};

/// A leaf of a layer, whose name is a value: layers of equal shape share one type, and with it everything the compiler
/// derives from it.
template <leaf_kind Kind, extents Shape>
struct scoped_leaf : expr::traits<Shape, is_per_sample(Kind)> {
  static constexpr leaf_kind kind = Kind;
  name identifier;
  std::uint64_t fingerprint;
  double initial;  ///< of all elements

  constexpr explicit scoped_leaf(name const& full_name, double at_first = no_initial_value)
      : identifier(full_name), fingerprint(leaf_fingerprint(full_name, Kind, Shape)), initial(at_first) {}

  template <class Builder>
  constexpr auto lower(Builder& builder) const {
    return builder.leaf(Kind, identifier, Shape, initial);
  }
};

}  // namespace tapeless
