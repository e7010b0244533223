// SPDX-License-Identifier: BSL-1.0
// An operation as a program: its value, its derivatives forward and in reverse, and the Hessian-vector product.
#pragma once

#include "row.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/run/program.hpp"

namespace operations {

using tl::extents;
using tl::op;
using tl::graph::id;

/// The leaf u that a value of the shape is weighed by, and the one that says in which direction an operand moves.
constexpr tl::name cotangent_of(tl::extents shape) { return {"u", shape.rows * 1000 + shape.columns}; }
constexpr tl::name direction_of(tl::name const& operand) { return {"d", operand.view()}; }

/// Σ u ⊙ f with a leaf u.
template <class B>
constexpr id weighed(B& b, id root) {
  extents const shape = b[root].shape.with_batch(0);
  id const cotangent = b.leaf(tl::leaf_kind::parameter, cotangent_of(shape), shape);
  return b.apply(op::sum, b.apply(op::multiply, root, cotangent));
}
/// The tangent of `root` where all operands move, each in a direction of its own.
template <class B, class Operands>
constexpr id moved(B& b, id root, Operands const& operands) {
  id total = b.broadcast(b.constant(0), b[root].shape);
  for (id const each : operands) {
    tl::name const direction = direction_of(b.leaves[b[each].leaf].identifier);
    id const moves = b.leaf(tl::leaf_kind::parameter, direction, b[each].shape);
    total = b.apply(op::add, total, tl::diff::tangent_of(b, root, each, moves));
  }
  return total;
}
/// f, its tangent, and for each operand the adjoint g of Σ u ⊙ f and the tangent of g.
template <class B, class Operands>
constexpr void put_outputs(B& b, id root, Operands const& operands) {
  b.output(root);
  b.output(moved(b, root, operands));
  id const scalar = weighed(b, root);
  for (id const each : operands) {
    id const adjoint = tl::diff::adjoint_of(b, scalar, each);
    b.output(adjoint);
    b.output(moved(b, adjoint, operands));
  }
}

/// The operation F, a function object without state, of leaves.
template <class F, auto const&... Leaf>
struct expression_of {
  static constexpr auto expression = F{}(Leaf...);
  template <class B>
  static constexpr id root(B& b) {
    return expression.lower(b);
  }
  template <class B>
  static constexpr void lower(B& b) {
    std::array<id, sizeof...(Leaf)> const operands{Leaf.lower(b)...};
    put_outputs(b, root(b), operands);
  }
};

/// Column after column, as a store keeps it.
template <class T>
void fill(T* to, tl::run::slot const* slots, std::uint32_t count, leaf_values const& values) {
  for (std::uint32_t k = 0; k < count; ++k) {
    matrix const from = values.of({tl::leaf_kind::parameter, slots[k].shape, slots[k].identifier});
    for (std::size_t j = 0; j < from.columns; ++j)
      for (std::size_t i = 0; i < from.rows; ++i)
        to[slots[k].offset + j * tl::plan::leading_dimension(slots[k].shape) + i] = static_cast<T>(from(i, j));
  }
}
template <class T>
matrix taken(T const* from, std::uint32_t rows, std::uint32_t columns) {
  std::size_t const step = tl::plan::leading_dimension({rows, columns});
  matrix made(rows, columns);
  for (std::size_t j = 0; j < columns; ++j)
    for (std::size_t i = 0; i < rows; ++i) made(i, j) = static_cast<double>(from[j * step + i]);
  return made;
}

/// The leaves with a batch axis that rows use.
inline constexpr auto sample = tl::input<"x", 3>;
inline constexpr auto truth = tl::label<"y", 3>;

/// Binds `count` samples, and calls the program.
template <class T, class Program>
auto run_with_data(typename Program::workspace& memory, typename Program::parameters& parameters, std::uint32_t count) {
  std::vector<T> numbers;
  std::vector<std::uint8_t> classes;
  for (std::uint32_t s = 0; s < count; ++s) {
    for (double const each : generic_numbers({tl::leaf_kind::input, sample.shape, sample.identifier}, s).values)
      numbers.push_back(static_cast<T>(each));
    classes.push_back(static_cast<std::uint8_t>((s + 1) % 3));
  }
  return Program::run(memory, parameters, if_needed(bind(sample, numbers)), if_needed(bind(truth, classes)));
}

template <class T, class Source>
std::vector<matrix> outputs_by_program(leaf_values const& values) {
  using program = tl::basic_program<T, Source>;
  using layout = typename program::parameters::layout;
  static typename program::workspace memory;
  static typename program::parameters parameters;
  fill(parameters.data(), layout::table.each.data(), layout::count, values);
  auto const result = [&] {
    constexpr std::uint32_t leaves = tl::rules::lowered<Source>.size.leaves;
    if constexpr (tl::run::stream_count<Source> != 0) {
      static typename program::state seed_and_step{};  // zeros
      return program::run(memory, parameters, seed_and_step);
    } else if constexpr (leaves != layout::count || program::batch != 0) {
      return run_with_data<T, program>(memory, parameters, values.samples);
    } else {
      return program::run(memory, parameters);
    }
  }();
  std::vector<matrix> all;
  auto const take = [&](auto const& output) { all.push_back(taken(&output(0, 0), output.rows(), output.columns())); };
  [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) { (take(result.template output<I>()), ...); }
  (std::make_integer_sequence<std::uint32_t, tl::rules::lowered<Source>.size.outputs>{});
  return all;
}

/// Several operations in one program: what the compiler does once for each program is more than what it does for each
/// operation.
template <class... Tested>
struct all_of {
  template <class B>
  static constexpr void lower(B& b) {
    (Tested::lower(b), ...);
  }
};

/// A row and the types of its code: what is tested, and what the document shows.
template <class Tested, class Shown>
struct typed_row : row {};

template <class Tested, class Shown>
typed_row<Tested, Shown> written(claim const& claimed) {
  typed_row<Tested, Shown> made{};
  static_cast<claim&>(made) = claimed;
  made.as_written = &Tested::template root<tl::graph::plain_builder>;
  made.shown = &Shown::template root<tl::graph::plain_builder>;
  return made;
}
/// For expressions that are something else to the builder with laws, as primitives of one's own are.
template <class Tested, class Shown>
typed_row<Tested, Shown> lowered_by_each(typed_row<Tested, Shown> made) {
  made.with_laws = &Tested::template root<tl::rules::simplifier>;
  made.shown_with_laws = &Shown::template root<tl::rules::simplifier>;
  return made;
}

/// Rows whose programs are one program.
template <class... Tested, class... Shown>
std::vector<row> together(typed_row<Tested, Shown> const&... each) {
  std::vector<row> rows{each...};
  std::uint32_t outputs = 0;
  for (row& of : rows) {
    of.by_double_program = &outputs_by_program<double, all_of<Tested...>>;
    of.by_float_program = &outputs_by_program<float, all_of<Tested...>>;
    of.first_output = outputs;
    outputs += 2 + 2 * static_cast<std::uint32_t>(of.operands.size());
  }
  return rows;
}

}  // namespace operations
