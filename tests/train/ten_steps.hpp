// SPDX-License-Identifier: BSL-1.0
// Ten steps of a chain on L(w, M) = ½ Σ aᵢ·(wᵢ − bᵢ)² + ½ Σ (Mᵢⱼ − Cᵢⱼ)², beside the formulas of its elements,
// written out for each number.
#pragma once

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/train/gradient_transformation.hpp"
#include "tapeless/train/schedule.hpp"
#include "tapeless/train/trainer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <span>

namespace ten_steps {

namespace tl = tapeless;
namespace optimizer = tapeless::optimizer;
namespace group = tapeless::group;
namespace schedule = tapeless::schedule;

// the numbers of w, then those of M
using numbers = std::array<double, 7>;
constexpr auto w = tl::parameter<"w", 3>;
constexpr auto M = tl::parameter<"head.M", 2, 2>;
constexpr auto a = tl::input<"a", 3>;
constexpr auto b = tl::input<"b", 3>;
constexpr auto C = tl::input<"C", 2, 2>;
constexpr auto loss = tl::batch_mean(tl::batch<1>(0.5 * sum(a % square(w - b)) + 0.5 * sum(square(M - C))));
constexpr std::array<double, 3> curvature{1, 4, 0.25};
constexpr std::array<double, 3> minimum{0.5, 1, -1};
constexpr std::array<double, 4> center{1, 0, -2, 0.5};
constexpr numbers start{1, -2, 0.5, 0.25, -1, 2, 3};
constexpr bool is_of_matrix(std::size_t i) { return i >= 3; }

constexpr numbers gradient_at(numbers const& at) {
  numbers g{};
  for (std::size_t i = 0; i < 3; ++i) g[i] = curvature[i] * (at[i] - minimum[i]);
  for (std::size_t i = 0; i < 4; ++i) g[3 + i] = at[3 + i] - center[i];
  return g;
}
inline double norm_of(numbers const& g, std::size_t first = 0, std::size_t last = 7) {
  double sum = 0;
  for (std::size_t i = first; i < last; ++i) sum += g[i] * g[i];
  return std::sqrt(sum);
}

template <class Optimizer>
using trainer_of = tl::trainer<loss, Optimizer, double>;

template <class Trainer>
numbers values_of(Trainer const& trainer) {
  numbers found{};
  for (std::size_t i = 0; i < 3; ++i) found[i] = trainer.parameters()[w](i);
  for (std::size_t i = 0; i < 4; ++i) found[3 + i] = trainer.parameters()[M](i / 2, i % 2);
  return found;
}
template <class Trainer>
void begin(Trainer& trainer) {
  trainer.initialize(tl::initializer::zeros{}, 1);
  trainer.parameters()[w].copy_from(std::span(start).template first<3>());
  trainer.parameters()[M].copy_from(std::span(start).template last<4>());
}
template <class Trainer>
void step(Trainer& trainer) {
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.step(bind(a, curvature), bind(b, minimum), bind(C, center))));
}
template <class Trainer, class Scalar>
void set(Trainer& trainer, Scalar const& scalar, double value) {
  BOOST_TEST_REQUIRE(static_cast<bool>(trainer.set(scalar, value)));
}

/// Ten steps of a trainer beside `update(numbers& at, gradient, t)`, t from 0. Something is learnt.
template <class Optimizer, class Set, class Update>
void expect(Set const& prepare, Update update) {
  static constinit trainer_of<Optimizer> trainer{};
  begin(trainer);
  prepare(trainer);
  numbers at = start;
  for (int t = 0; t < 10; ++t) {
    update(at, gradient_at(at), t);
    step(trainer);
    numbers const found = values_of(trainer);
    for (std::size_t i = 0; i < at.size(); ++i) BOOST_TEST(found[i] == at[i], boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(std::abs(at[1] - start[1]) > 1e-3);
}

/// Steps whose gradient is too large are left out.
struct skip_large {
  static constexpr auto limit = tl::scalar<"limit">;
  static constexpr auto hyperparameters = boost::hana::make_tuple(tl::hyperparameter{limit, 1.0});
  static constexpr auto applies = limit - tl::update::global_norm;
};

constexpr auto with_rate = [](auto& trainer) { set(trainer, optimizer::learning_rate, 0.125); };
/// Plain descent with a gradient that was changed, and a rate.
template <class Change>
auto descent(Change const& change) {
  return [change](numbers& at, numbers g, int t) {
    double const rate = change(g, at, t);
    for (std::size_t i = 0; i < at.size(); ++i) at[i] -= rate * g[i];
  };
}

}  // namespace ten_steps
