// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/diff/reverse.hpp"
#include "tapeless/math/math.hpp"
#include "tapeless/run/program.hpp"

#include <limits>
#include <span>

namespace tapeless::inline TAPELESS_TARGET {

/// What a gradient check says of one parameter.
enum class verdict : std::uint8_t {
  pass,
  fail,  ///< derived and numeric gradient differ, or both are zero although nobody declared that
  kink,  ///< they differ only where the loss is not smooth: another step size, or the two one-sided slopes, disagree
};

/// The comparison for one parameter: error = max|derived − numeric| / max|numeric|, and the place where they differ most.
struct parameter_check {
  name leaf{};
  verdict outcome = verdict::pass;
  double error = 0;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  double derived = 0;
  double numeric = 0;
};

struct gradient_check_options {
  double step = 1e-5;
  double tolerance = 1e-6;
  std::span<name const> expected_zero{};  ///< parameters whose gradient is zero on purpose
};

namespace check {

/// The loss, and its gradient with respect to every parameter.
template <auto const& Loss>
struct loss_and_gradients {
  template <class B>
  static constexpr void lower(B& b) {
    graph::id const root = Loss.lower(b);
    b.output(root);
    std::uint32_t const leaves = b.leaves.size();
    for (std::uint32_t l = 0; l < leaves; ++l)
      if (b.leaves[l].kind == leaf_kind::parameter) b.output(diff::adjoint_of(b, root, b.leaf_node(l, 0)));
  }
};

/// The differences of one parameter's elements, collected.
class comparison {
public:
  constexpr comparison(name const& leaf, gradient_check_options const& chosen) : options(chosen) { result.leaf = leaf; }

  /// `loss_at(d)` is the loss with the element moved by d.
  template <class Loss>
  void add(std::uint32_t row, std::uint32_t column, double derived, Loss const& loss_at) {
    double const h = options.step;
    double const above = loss_at(h);
    double const below = loss_at(-h);
    double const numeric = (above - below) / (2 * h);
    largest_numeric = larger(largest_numeric, math::abs(numeric));
    largest_derived = larger(largest_derived, math::abs(derived));
    double const difference = math::abs(derived - numeric);
    if (difference <= largest_difference) return;
    largest_difference = difference;
    result.row = row;
    result.column = column;
    result.derived = derived;
    result.numeric = numeric;
    double const second = (loss_at(h / 10) - loss_at(-h / 10)) / (h / 5);
    double const here = loss_at(0);
    disagreement = larger(math::abs(second - numeric), math::abs((above - here) - (here - below)) / h);
  }

  parameter_check finish() {
    bool const zero = largest_numeric == 0 && largest_derived == 0;
    result.error = zero                   ? 0
                   : largest_numeric == 0 ? std::numeric_limits<double>::infinity()
                                          : largest_difference / largest_numeric;
    bool expected = false;
    for (name const& n : options.expected_zero) expected = expected || n == result.leaf;
    if (zero) {
      result.outcome = expected ? verdict::pass : verdict::fail;
    } else if (!(result.error <= options.tolerance)) {
      // a smooth loss's slopes differ by about h·|f″|: a hundredth of the gradient would need f″ = 1000·f′
      result.outcome = disagreement > 0.01 * largest_numeric ? verdict::kink : verdict::fail;
    }
    return result;
  }

private:
  static double larger(double a, double b) { return a > b || a != a ? a : b; }

  gradient_check_options options;
  parameter_check result{};
  double largest_numeric = 0;
  double largest_derived = 0;
  double largest_difference = 0;
  double disagreement = 0;
};

}  // namespace check

/// Compares the derived gradient of `Loss` with central differences in double, for every element of every parameter. The object owns
/// the parameters and the workspaces; make it static where stacks are small.
template <auto const& Loss>
class gradient_check {
public:
  using derived_program = basic_program<double, check::loss_and_gradients<Loss>>;
  using loss_program = program<double, Loss>;
  static constexpr std::uint32_t parameters_checked = derived_program::parameters::layout::count;
  using report = std::array<parameter_check, parameters_checked>;

  typename derived_program::parameters parameters{};

  /// Checks at the present parameters and the given data. A binding error stops the program: data for a check is the programmer's.
  template <class... Bindings>
  report operator()(gradient_check_options const& options, Bindings const&... bindings) {
    auto const derived = derived_program::run(derived_memory, parameters, bindings...);
    if (!derived) __builtin_trap();
    report r{};
    [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) {
      ((r[I] = check_parameter<I>(options, derived.template output<I + 1>(), bindings...)), ...);
    }
    (std::make_integer_sequence<std::uint32_t, parameters_checked>{});
    return r;
  }

private:
  template <std::uint32_t I, class Gradient, class... Bindings>
  parameter_check check_parameter(gradient_check_options const& options, Gradient const& gradient,
                                  Bindings const&... bindings) {
    constexpr run::slot place = derived_program::parameters::layout::table.each[I];
    check::comparison collected(place.identifier, options);
    for (std::uint32_t i = 0; i < place.shape.rows; ++i)
      for (std::uint32_t j = 0; j < place.shape.columns; ++j) {
        double& element = parameters.data()[place.offset + j * place.shape.rows + i];
        double const before = element;
        collected.add(i, j, gradient(i, j), [&](double moved) {
          element = before + moved;
          double const loss_there = loss_program::run(loss_memory, parameters, bindings...).template output<0>();
          element = before;
          return loss_there;
        });
      }
    return collected.finish();
  }

  typename derived_program::workspace derived_memory{};
  typename loss_program::workspace loss_memory{};
};

/// Whether every parameter passed; a kink is no failure of the derivative, but nothing was shown there either.
template <std::size_t N>
constexpr bool all_pass(std::array<parameter_check, N> const& report) {
  for (parameter_check const& p : report)
    if (p.outcome != verdict::pass) return false;
  return true;
}

}  // namespace tapeless::inline TAPELESS_TARGET
