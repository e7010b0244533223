// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <vector>

/// Training steps that are planned in one way or another, timed by turns.
namespace choices {

namespace plan = tapeless::plan;

/// Training steps of one network, planned in one way.
class training {
public:
  virtual ~training() = default;
  /// Of so many steps.
  virtual double seconds(long steps) = 0;
};

/// The median over the rounds of the time of `other` over that of `one`, timed by turns.
inline double ratio(training& other, training& one, int rounds) {
  constexpr double slice_seconds = 2e-3;
  one.seconds(10);
  long const steps = std::max(10L, static_cast<long>(10 * slice_seconds / one.seconds(10)));
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    bool const first = round % 2 == 0;
    double const before = first ? one.seconds(steps) : other.seconds(steps);
    double const after = first ? other.seconds(steps) : one.seconds(steps);
    ratios.push_back(first ? after / before : before / after);
  }
  std::nth_element(ratios.begin(), ratios.begin() + rounds / 2, ratios.end());
  return ratios[static_cast<std::size_t>(rounds / 2)];
}

namespace tl = tapeless;
namespace act = tl::activation;
template <std::uint32_t N>
using in = tl::in<"x", N>;

template <class... Layers>
struct net_of : tl::sequential<Layers...> {};

template <class Objective, std::uint32_t Batch, class... Layers>
struct case_of {
  using net = net_of<Layers...>;
  using objective = Objective;
  static constexpr std::uint32_t batch = Batch;
};
using classes = tl::objective::softmax_cross_entropy;
using squares = tl::objective::mean_squared_error;
using binary = tl::objective::binary_cross_entropy;

template <class Case>
inline constexpr auto const& loss_of = tl::network_loss<typename Case::net, typename Case::objective, Case::batch>;
template <class Case>
using step_of = tl::train::update_of<tl::network_loss<typename Case::net, typename Case::objective, Case::batch>,
                                     tl::optimizer::sgd>;

template <class Case, plan::options How>
class training_of final : public training {
  using source = step_of<Case>;
  using program = tl::basic_program<float, plan::with_options<source, How>>;
  static constexpr auto truth = loss_of<Case>.truth;
  static constexpr bool has_labels = truth.kind == tl::leaf_kind::label;
  using truth_type = std::conditional_t<has_labels, std::uint8_t, float>;

public:
  training_of() {
    tl::initialize(parameters, tl::initializer::glorot{}, 1);
    tl::random::pcg32 next = tl::random::stream(1, "choices");
    for (float& number : inputs) number = tl::random::uniform<float>(next);
    for (truth_type& each : truths) each = static_cast<truth_type>(next() % 2);
  }
  double seconds(long steps) override {
    auto const start = std::chrono::steady_clock::now();
    for (long i = 0; i < steps; ++i) {
      auto const result = program::run(workspace, tl::bind(Case::net::input, inputs), tl::bind(truth, truths),
                                       tl::bind(tl::optimizer::learning_rate, 1e-6F), parameters);
      if (!result) std::abort();
      sum = sum + result.template output<0>();
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

private:
  static constexpr std::size_t truth_size = has_labels ? 1 : truth.shape.size();
  typename program::parameters parameters;
  typename program::workspace workspace;
  std::array<float, Case::net::input.shape.size() * Case::batch> inputs{};
  std::array<truth_type, truth_size * Case::batch> truths{};
  float volatile sum = 0;
};

template <class Case, plan::options How>
std::unique_ptr<training> made() {
  return std::make_unique<training_of<Case, How>>();
}

}  // namespace choices
