// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/diff/reverse.hpp"
#include "tapeless/math/math.hpp"
#include "tapeless/run/program.hpp"

#include <limits>
#include <span>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// What a gradient check says of one parameter.
enum class verdict : std::uint8_t {
  pass,
  fail,  ///< derived and numeric gradient differ, or both are zero although nobody declared that
  kink,  ///< they differ only where the loss is not smooth: another step size, or the two one-sided slopes, disagree
};

/// The comparison for one parameter: error = max|derived − numeric| / max|numeric|, and the place where they differ
/// most.
struct parameter_check {
  name leaf{};
  verdict outcome = verdict::pass;
  double error = 0;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  double derived = 0;
  double numeric = 0;
};

/// The step of the differences, the relative difference that is close enough, and which gradients are to be zero.
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

/// The place where the two gradients differ most, of one kind of place.
struct largest_difference {
  double difference = 0;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  double derived = 0;
  double numeric = 0;

  constexpr bool exceeded_by(double other) const { return !(other <= difference) && difference == difference; }
};

/// The differences of one parameter's elements, collected: those at kinks apart from the others, so that a kink cannot
/// hide a wrong derivative elsewhere.
class comparison {
public:
  constexpr comparison(name const& identifier, gradient_check_options const& chosen)
      : leaf(identifier), options(chosen) {}

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
    if (!smooth.exceeded_by(difference)) return;
    largest_difference& kind = is_kink(above, below, numeric, loss_at) ? kink : smooth;
    if (kind.exceeded_by(difference)) kind = {difference, row, column, derived, numeric};
  }

  parameter_check finish() const {
    bool const zero = largest_numeric == 0 && largest_derived == 0;
    if (zero) return {leaf, is_expected_zero() ? verdict::pass : verdict::fail};
    bool const fails = !(relative(smooth) <= options.tolerance);
    bool const kinks = !(relative(kink) <= options.tolerance);
    largest_difference const& shown = !fails && kinks ? kink : smooth;
    verdict const outcome = fails ? verdict::fail : kinks ? verdict::kink : verdict::pass;
    return {leaf, outcome, relative(shown), shown.row, shown.column, shown.derived, shown.numeric};
  }

private:
  /// Another step size or the one-sided slopes disagree. A smooth loss's slopes differ by about h·|f″|: for a hundredth
  /// of the slope, f″ would have to be 1000·f′ (at the step of 1e-5).
  template <class Loss>
  bool is_kink(double above, double below, double numeric, Loss const& loss_at) const {
    double const h = options.step;
    double const second = (loss_at(h / 10) - loss_at(-h / 10)) / (h / 5);
    double const here = loss_at(0);
    double const slopes = math::abs((above - here) - (here - below)) / h;
    return larger(math::abs(second - numeric), slopes) > 0.01 * larger(math::abs(second), math::abs(numeric));
  }
  double relative(largest_difference const& d) const {
    if (d.difference == 0) return 0;
    return largest_numeric == 0 ? std::numeric_limits<double>::infinity() : d.difference / largest_numeric;
  }
  bool is_expected_zero() const {
    for (name const& n : options.expected_zero)
      if (n == leaf) return true;
    return false;
  }
  static double larger(double a, double b) { return a > b || a != a ? a : b; }

  name leaf;
  gradient_check_options options;
  double largest_numeric = 0;
  double largest_derived = 0;
  largest_difference smooth{};
  largest_difference kink{};
};

}  // namespace check

/// Compares the derived gradient of `Loss` with central differences in double, for every element of every parameter.
/// The object owns the parameters and the workspaces; make it static where stacks are small.
template <auto const& Loss>
class gradient_check {
public:
  using derived_program = basic_program<double, check::loss_and_gradients<Loss>>;
  using loss_program = program<double, Loss>;
  static constexpr std::uint32_t parameters_checked = derived_program::parameters::layout::count;
  using report = std::array<parameter_check, parameters_checked>;

  typename derived_program::parameters parameters{};

  /// Checks at the present parameters and the given data. A binding error stops the program: data for a check is the
  /// programmer's. A store of
  /// state among the bindings is for what the loss keeps from run to run, as batch_norm in training does.
  template <class... Bindings>
  report operator()(gradient_check_options const& options, Bindings&&... bindings) {
    auto const derived = derived_program::run(derived_memory, parameters, bindings...);
    if (!derived) run::a_refused_run_has_no_values(derived.status());
    report r{};
    [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      ((r[I] = check_parameter<I>(options, derived.template output<I + 1>(), bindings...)), ...);
    }
    (std::make_integer_sequence<std::uint32_t, parameters_checked>{});
    return r;
  }

private:
  template <std::uint32_t I, class Gradient, class... Bindings>
  parameter_check check_parameter(gradient_check_options const& options, Gradient const& gradient,
                                  Bindings&... bindings) {
    constexpr run::slot place = derived_program::parameters::layout::table.each[I];
    check::comparison collected(place.identifier, options);
    for (std::uint32_t i = 0; i < place.shape.rows; ++i)
      for (std::uint32_t j = 0; j < place.shape.columns; ++j) {
        double& element = parameters.data()[place.offset + j * plan::leading_dimension(place.shape) + i];
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

}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
