// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/activation.hpp"
#include "tapeless/ops/arithmetic.hpp"
#include "tapeless/ops/exponential.hpp"
#include "tapeless/ops/gather.hpp"
#include "tapeless/ops/linear_algebra.hpp"
#include "tapeless/ops/lu.hpp"
#include "tapeless/ops/movement.hpp"
#include "tapeless/ops/normalization.hpp"
#include "tapeless/ops/product.hpp"
#include "tapeless/ops/random.hpp"
#include "tapeless/ops/reduction.hpp"
#include "tapeless/ops/scan.hpp"
#include "tapeless/ops/source.hpp"
#include "tapeless/ops/step.hpp"
#include "tapeless/ops/trigonometric.hpp"

#include <array>
#include <type_traits>
#include <utility>

/// All records, asked by a code that is known while a graph is derived: arrays of what they say, and of their
/// functions.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <op Code>
inline constexpr bool has_record = false;

/// Element by element, by a formula of the library's.
constexpr bool is_computed(op code) { return is_elementwise(code) && !is_user_primitive(code); }

/// The value of each line of its operand: its record has `of_line`.
constexpr bool is_along_lines(op code) { return is_reduction(code) || is_normalization(code); }

template <op Code>
inline constexpr bool is_constant_almost_everywhere = std::is_base_of_v<piecewise_constant, record<Code>>;

/// Whether a record has rules of a name, whatever terms they are for: the name is ambiguous then in a class that has it
/// from elsewhere too.
struct other_rules {
  void vjp();
  void vjp_first();
  void vjp_second();
  void shape();
  void jvp();
  void of_line();
};
template <class R>
struct twice_named : R, other_rules {};
template <op Code>
consteval bool has_rules() {
  using R = record<Code>;
  using named = twice_named<R>;
  if constexpr (is_constant_almost_everywhere<Code> || Code == op::select) {
    return true;
  } else if constexpr (is_elementwise_unary(Code)) {
    static_assert(
        !requires { &named::vjp; }, "tapeless: the record of an operation lacks `vjp`");
  } else if constexpr (is_elementwise_binary(Code)) {
    static_assert(
        !requires { &named::vjp_first; }, "tapeless: the record of an operation lacks `vjp_first`");
    static_assert(
        !requires { &named::vjp_second; }, "tapeless: the record of an operation lacks `vjp_second`");
  } else {
    static_assert(
        !requires { &named::vjp; }, "tapeless: the record of an operation lacks `vjp`");
    static_assert(
        !requires { &named::jvp; }, "tapeless: the record of an operation lacks `jvp`");
  }
  return true;
}

template <op Code>
consteval bool is_complete_structural() {
  using R = record<Code>;
  static_assert(
      !requires { &twice_named<R>::shape; }, "tapeless: the record of an operation lacks `shape`");
  static_assert(
      requires(matrix<double> y, matrix<double const> a) { R::value(attributes{}, y, a, a); },
      "tapeless: the record of an operation lacks `value`");
  if constexpr (is_along_lines(Code) || family_of(Code) == family::matrix_function)
    static_assert(
        requires { c_function{R::c99}; }, "tapeless: the record of an operation lacks `c_function c99`");
  if constexpr (is_along_lines(Code)) {
    static_assert(
        !requires { &twice_named<R>::of_line; }, "tapeless: the record of an operation lacks `of_line`");
  } else if constexpr (is_movement(Code)) {
    static_assert(
        requires { R::moves; } || requires { R::c99; },
        "tapeless: the record of an operation lacks `moves`, or `c_function c99`");
  }
  return has_rules<Code>();
}

template <op Code>
consteval bool is_complete_elementwise() {
  using R = record<Code>;
  constexpr std::uint32_t arity = is_elementwise_unary(Code) ? 1 : is_elementwise_binary(Code) ? 2 : 3;
  static_assert(
      requires { R::arity; }, "tapeless: the record of an operation lacks `arity`: derive it from `unary` or `binary`");
  static_assert(R::arity == arity,
                "tapeless: an operation stands among those of another number of operands in ops/op.hpp");
  static_assert(
      requires { c_function{R::c99}; }, "tapeless: the record of an operation lacks `c_function c99`");
  static_assert(
      requires { R::slopes(known_operand{}); }, "tapeless: the record of an operation lacks `slopes`");
  if constexpr (arity == 1) {
    static_assert(
        requires(double x) { bool{R::folds(x)}; }, "tapeless: the record of an operation lacks `folds`");
    static_assert(
        requires(double x) { R::value(x); }, "tapeless: the record of an operation lacks `value`");
  } else if constexpr (arity == 2) {
    static_assert(
        requires(double x) { bool{R::folds(x, x)}; }, "tapeless: the record of an operation lacks `folds`");
    static_assert(
        requires(double x) { R::value(x, x); }, "tapeless: the record of an operation lacks `value`");
  } else {
    static_assert(
        requires(double x) { R::value(x, x, x); }, "tapeless: the record of an operation lacks `value`");
  }
  return has_rules<Code>();
}

/// Every member that a record needs, each asked by an assertion of its own: the error names the operation, as the
/// argument of this function, and what it lacks.
template <op Code>
consteval bool is_complete() {
  using R = record<Code>;
  if constexpr (!requires { sizeof(R); }) {
    static_assert(has_record<Code>, "tapeless: an operation of ops/op.hpp has no record in ops/");
    return false;
  } else {
    static_assert(
        requires { notation{R::written}; }, "tapeless: the record of an operation lacks `notation written`");
    static_assert(
        requires { std::uint32_t{R::flops}; }, "tapeless: the record of an operation lacks `flops`");
    if constexpr (is_computed(Code)) {
      return is_complete_elementwise<Code>();
    } else {
      static_assert(R::of == family_of(Code),
                    "tapeless: an operation stands among those of another family in ops/op.hpp");
      if constexpr (family_of(Code) != family::source && !is_user_primitive(Code))
        return is_complete_structural<Code>();
    }
    return true;
  }
}

inline constexpr std::size_t count = static_cast<std::size_t>(last_operation) + 1;

/// What the records say in data.
struct entry {
  notation written{};
  c_function c99{};
  c_line c_loop{};
  std::string_view c_name{};  ///< in comments
  c_moves (*moves)(attributes, extents, extents, extents) = nullptr;
  std::uint32_t flops = 0;
  std::uint64_t (*cost)(extents a, extents b) = nullptr;
  std::uint32_t constant_operands = 0;
  bool sums_samples = false;  ///< the value is a sum over the samples
  symmetry parity = symmetry::none;
  zero_rule zeros = zero_rule::unknown;
};
template <op Code>
constexpr entry entry_of() {
  entry made{};
  if constexpr (is_complete<Code>()) {
    made.written = record<Code>::written;
    made.flops = record<Code>::flops;
    made.sums_samples = std::is_base_of_v<over_samples, record<Code>>;
    if constexpr (requires { &record<Code>::cost; }) made.cost = &record<Code>::cost;
    if constexpr (requires { record<Code>::constant_operands; })
      made.constant_operands = record<Code>::constant_operands;
    if constexpr (requires { record<Code>::parity; }) made.parity = record<Code>::parity;
    if constexpr (requires { record<Code>::zeros; }) made.zeros = record<Code>::zeros;
    if constexpr (requires { record<Code>::c99; }) made.c99 = record<Code>::c99;
    if constexpr (requires { record<Code>::c_loop; }) made.c_loop = record<Code>::c_loop;
    if constexpr (requires { record<Code>::moves; }) made.moves = &record<Code>::moves;
    made.c_name = made.written.text;
    if constexpr (requires { record<Code>::c_name; }) made.c_name = record<Code>::c_name;
  }
  return made;
}
inline constexpr auto table = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<entry, sizeof...(I)>{entry_of<static_cast<op>(I)>()...};
}
(std::make_index_sequence<count>{});

constexpr entry const& entry_of(op code) { return table[static_cast<std::size_t>(code)]; }

/// The value of an element-wise operation at one element: the one definition that folding, the interpreter and the
/// kernels share. T is a number, or a vector of numbers. Always inlined, as all of math/: a function that is called
/// takes and returns vectors in memory.
template <op Code, class... T>
TAPELESS_FORCE_INLINE constexpr auto value(T... operands) {
  return record<Code>::value(operands...);
}

/// Whether the value of an operation is a sum over the samples.
template <op Code>
inline constexpr bool sums_samples = std::is_base_of_v<over_samples, record<Code>>;

template <op Code, class Visit>
constexpr decltype(auto) visited(Visit const& visit) {
  return visit.template operator()<Code>();
}
/// Calls `visit.template operator()<Code>()` with the code as a constant, from First to Last. An array and not a
/// switch, which pays in constant evaluation for each operation before the one it looks for.
template <op First, op Last, class Visit>
constexpr decltype(auto) visit(op code, Visit const& visitor) {
  constexpr auto calls = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array{&visited<static_cast<op>(static_cast<std::size_t>(First) + I), Visit>...};
  }
  (std::make_index_sequence<static_cast<std::size_t>(Last) - static_cast<std::size_t>(First) + 1>{});
  return calls[static_cast<std::size_t>(code) - static_cast<std::size_t>(First)](visitor);
}
template <class Visit>
constexpr decltype(auto) visit_unary(op code, Visit const& visitor) {
  return visit<op::negate, op::broadcast>(code, visitor);
}
template <class Visit>
constexpr decltype(auto) visit_binary(op code, Visit const& visitor) {
  return visit<op::add, op::logistic_loss>(code, visitor);
}

/// Movements, products, reductions and what else is not element-wise.
template <class Visit>
constexpr decltype(auto) visit_structural(op code, Visit const& visitor) {
  return visit<op::transpose, last_operation>(code, visitor);
}

/// The local derivatives of an element-wise operation, given its last operand.
constexpr slope slopes_of(op code, known_operand last) {
  auto const ask = [&]<op Code>() { return record<Code>::slopes(last); };
  if (is_user_primitive(code)) return slope::steep;
  return code == op::select           ? slope::finite
         : is_elementwise_unary(code) ? visit_unary(code, ask)
                                      : visit_binary(code, ask);
}

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
