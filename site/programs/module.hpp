// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/check/gradient.hpp"
#include "tapeless/math/math.hpp"
#include "tapeless/nn/random.hpp"
#include "tapeless/run/layout.hpp"
#include "tapeless/tapeless.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <utility>

/// A preset of the playground as one object: trainers, data, and what the page asks of them. The page's module, the
/// native twin and the description are made of the same object.
namespace playground {

namespace tl = tapeless;

#ifdef PLAYGROUND_MOST_MASKS
inline constexpr std::size_t most_masks = PLAYGROUND_MOST_MASKS;  // a quick site compiles fewer trainers
#else
inline constexpr std::size_t most_masks = 64;
#endif

/// Trainers of one loss, the Mth of which leaves those layers alone whose bits are set in M.
template <class... Trainers>
struct by_mask {
  static constexpr std::uint32_t count = sizeof...(Trainers) < most_masks ? sizeof...(Trainers) : most_masks;
  template <std::size_t Mask>
  using at = std::tuple_element_t<Mask, std::tuple<Trainers...>>;

private:
  template <std::size_t... Mask>
  static std::tuple<at<Mask>...> objects_of(std::index_sequence<Mask...>);

public:
  using objects = decltype(objects_of(std::make_index_sequence<count>{}));
};

/// Normal numbers of deviation 1, however many inputs there are: too large on purpose.
struct unit_normal {
  template <class T, tl::random::Generator G>
  constexpr T sample(G& generator, std::uint32_t, std::uint32_t) const {
    return tl::random::normal<T>(generator);
  }
};

/// The part of a leaf's name that says to which layer it belongs: `net.0` of `net.0.weight`.
constexpr std::string_view layer_of(std::string_view leaf) { return leaf.substr(0, leaf.rfind('.')); }

/// What a `Preset` has, beside what only its own view asks for:
///
///     using trainers = by_mask<...>;                  all of the same loss, and of float
///     static constexpr auto const& loss = ...;        that loss: batch_mean(batch<batch>(...))
///     static constexpr std::uint32_t batch = 32;
///     static constexpr std::uint32_t train_count, test_count;    samples, the test part behind the training part
///     void make_data(set, noise, seed);
///     template <class T, class F> auto bound(std::span<std::uint32_t const> rows, F const& f) const;
///                                                     f(bindings...) of these samples, as numbers of type T
///     template <class Weights> float metric(Weights const&);     the measure of what was learnt, on the test part
///
/// What samples() and labels() show is `std::span<float const> samples, labels`. See classifier.hpp.
template <class Preset>
class module : public Preset {
  using trainers = typename Preset::trainers;
  using first = typename trainers::template at<0>;

public:
  using loss_program = tl::program<float, Preset::loss>;
  using weights_store = typename loss_program::parameters;
  using leaves = typename weights_store::layout;

  constexpr module() = default;

  /// Fresh parameters and a fresh state of the optimizer; `initializer` is an index into initializer_names.
  void initialize(std::uint32_t seed, std::uint32_t initializer) {
    if (initializer == 0) tl::initialize(weights, tl::initializer::glorot{}, seed);
    if (initializer == 1) tl::initialize(weights, tl::initializer::he{}, seed);
    if (initializer == 2) tl::initialize(weights, tl::initializer::zeros{}, seed);
    if (initializer == 3) tl::initialize(weights, unit_normal{}, seed);
    tl::initialize(states);
    draw = tl::random::stream(seed, "batches");
    steps = 0;
    enter();
  }
  static constexpr std::array<std::string_view, 4> initializer_names{"glorot", "he", "zeros", "unit normal"};

  void set_rate(float to) {
    rate = to;
    enter();
  }
  /// From now on the layers of these bits stay as they are. All weights go on, and so does the state of what is
  /// trained on; what is frozen has none, and begins anew when it is trained again.
  void freeze(std::uint32_t new_mask) {
    if (new_mask >= trainers::count) return;
    leave();
    mask = new_mask;
    enter();
  }

  /// The mean loss of so many steps, each on samples that are drawn at random; NaN if a step was refused.
  float run(std::uint32_t wanted) {
    float mean = 0;
    with_trainer([&](auto& trainer) { mean = run_on(trainer, wanted); });
    return mean;
  }
  std::uint32_t steps_done() const { return steps; }
  static constexpr std::uint32_t mask_count() { return trainers::count; }

  /// The mean loss over the training part, without a step.
  float evaluate() {
    take_double_weights();
    double sum = 0;
    std::array<std::uint32_t, Preset::batch> rows;
    static_assert(Preset::train_count % Preset::batch == 0);
    for (std::uint32_t begin = 0; begin < Preset::train_count; begin += Preset::batch) {
      for (std::uint32_t i = 0; i < Preset::batch; ++i) rows[i] = begin + i;
      sum += loss_of(rows);
    }
    return static_cast<float>(sum / (Preset::train_count / Preset::batch));
  }
  float metric() {
    take_weights();
    return Preset::metric(weights);
  }

  /// What presets have for views of their own: answers on n×n points, what is learnt beside what is true (`truth`), the
  /// probabilities of a drawn digit, and how often which digit is taken for which.
  float const* surface(std::uint32_t n) { return Preset::surface(n, take_weights()); }
  float const* curve(std::uint32_t n) { return Preset::curve(n, take_weights()); }
  float const* classify(float const* pixels) { return Preset::classify(pixels, take_weights()); }
  std::uint32_t const* confusion() { return Preset::confusion(take_weights()); }

  /// The norm of the gradient of each layer, over its parameters, on the first samples.
  float const* gradient_norms() {
    take_double_weights();
    std::array<double, layer_count> squares{};
    loss_of(first_rows, [&](auto const& run) { add_squares(run, squares); });
    for (std::uint32_t l = 0; l < layer_count; ++l) norms[l] = static_cast<float>(tl::math::sqrt(squares[l]));
    return norms.data();
  }

  /// The parameter with that index in the loss, row after row.
  float const* weights_of(std::uint32_t leaf) {
    take_weights();
    std::uint32_t at = 0;
    std::as_const(weights).for_each([&](tl::name const&, auto const& view) {
      if (at++ != leaf) return;
      for (std::uint32_t i = 0; i < view.rows(); ++i)
        for (std::uint32_t j = 0; j < view.columns(); ++j) shown_weights[i * view.columns() + j] = view(i, j);
    });
    return shown_weights.data();
  }

  /// Rows of leaf, index (row after row), derivative as derived, and as a central difference, all in double on the
  /// first samples: of `count` parameters drawn at random, at most `most_checked`.
  static constexpr std::uint32_t most_checked = 64;
  double const* gradient_check(std::uint32_t count) {
    take_double_weights();
    if (count > most_checked) count = most_checked;
    auto chosen = tl::random::stream(steps, "checked");
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t leaf = tl::random::below(leaves::count, chosen);
      tl::run::slot const& place = leaves::table.each[leaf];
      std::uint32_t const index = tl::random::below(static_cast<std::uint32_t>(place.shape.size()), chosen);
      std::uint32_t const row = index / place.shape.columns, column = index % place.shape.columns;
      tl::run::slot const& there = double_leaves::table.each[double_leaves::find(place.identifier)];
      double& element = double_weights.data()[there.offset + column * tl::plan::leading_dimension(there.shape) + row];
      double const before = element;
      double derived = 0;
      loss_of(first_rows,
              [&](auto const& run) { derived = derivative(run, double_leaves::find(place.identifier), row, column); });
      constexpr double h = 1e-5;
      element = before + h;
      double const above = loss_of(first_rows);
      element = before - h;
      double const below = loss_of(first_rows);
      element = before;
      double* const line = checked.data() + std::size_t{4} * i;
      line[0] = leaf;
      line[1] = index;
      line[2] = derived;
      line[3] = (above - below) / (2 * h);
    }
    return checked.data();
  }

  /// What the trainer of the present mask takes in all.
  std::uint32_t storage_bytes() {
    std::size_t bytes = 0;
    with_trainer([&](auto const& trainer) { bytes = trainer.storage_bytes(); });
    return static_cast<std::uint32_t>(bytes);
  }

  /// Layers: leaves in a row whose names begin alike.
  static constexpr std::array<std::uint32_t, leaves::count> layer_of_leaf = [] {
    std::array<std::uint32_t, leaves::count> found{};
    for (std::uint32_t l = 1; l < leaves::count; ++l) {
      bool const same =
          layer_of(leaves::table.each[l].identifier.view()) == layer_of(leaves::table.each[l - 1].identifier.view());
      found[l] = found[l - 1] + (same ? 0 : 1);
    }
    return found;
  }();
  static constexpr std::uint32_t layer_count = layer_of_leaf[leaves::count - 1] + 1;

protected:
  /// Brings `weights` up to what the trainer has now.
  weights_store const& take_weights() {
    with_trainer([&](auto const& trainer) { weights.copy_from(trainer.parameters()); });
    return weights;
  }

private:
  static constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
  /// What is looked at between steps is computed in double, by one program.
  using double_program = tl::basic_program<double, tl::check::loss_and_gradients<Preset::loss>>;
  using double_leaves = typename double_program::parameters::layout;

  template <class F>
  void with_trainer(F const& f) {
    [&]<std::size_t... M>(std::index_sequence<M...>) {
      ((M == mask ? static_cast<void>(f(std::get<M>(all))) : static_cast<void>(0)), ...);
    }
    (std::make_index_sequence<trainers::count>{});
  }

  template <class Trainer>
  [[gnu::noinline]] float run_on(Trainer& trainer, std::uint32_t wanted) {
    std::array<std::uint32_t, Preset::batch> rows;
    double sum = 0;
    for (std::uint32_t s = 0; s < wanted; ++s) {
      for (std::uint32_t& each : rows) each = tl::random::below(Preset::train_count, draw);
      auto const taken =
          this->template bound<float>(rows, [&](auto const&... bindings) { return trainer.step(bindings...); });
      if (!taken) return not_a_number;
      sum += static_cast<double>(taken.loss);
    }
    steps += wanted;
    return static_cast<float>(sum / (wanted == 0 ? 1 : wanted));
  }

  /// From the present trainer, and into it. Its optimizer's state is that of what it trains.
  void leave() {
    with_trainer([&](auto& trainer) {
      weights.copy_from(trainer.parameters());
      tl::initialize(states);
      copy_common_leaves(std::as_const(trainer).state(), states);
    });
  }
  void enter() {
    with_trainer([&](auto& trainer) {
      trainer.parameters().copy_from(weights);
      copy_common_leaves(std::as_const(states), trainer.state());
      if (rate > 0) static_cast<void>(trainer.set(tl::optimizer::learning_rate, rate));
    });
  }
  template <class From, class To>
  static void copy_common_leaves(From const& from, To& to) {
    for (tl::run::slot const& place : To::layout::table.each) {
      std::uint32_t const found = From::layout::find(place.identifier);
      if (found == From::layout::count) continue;
      for (std::uint32_t e = 0; e < tl::plan::stored_size(place.shape); ++e)
        to.data()[place.offset + e] = from.data()[From::layout::table.each[found].offset + e];
    }
  }

  static constexpr std::array<std::uint32_t, Preset::batch> first_rows = [] {
    std::array<std::uint32_t, Preset::batch> rows{};
    for (std::uint32_t i = 0; i < Preset::batch; ++i) rows[i] = i;
    return rows;
  }();
  void take_double_weights() { double_weights.copy_from(take_weights()); }
  /// The mean loss of these samples; `look` sees the run.
  template <class F>
  double loss_of(std::span<std::uint32_t const> rows, F const& look) {
    return this->template bound<double>(rows, [&](auto const&... bindings) {
      auto const run = double_program::run(double_memory, bindings..., double_weights);
      if (!run) return std::numeric_limits<double>::quiet_NaN();
      look(run);
      return static_cast<double>(run.template output<0>()[0]);
    });
  }
  double loss_of(std::span<std::uint32_t const> rows) {
    return loss_of(rows, [](auto const&) {});
  }
  template <class Run>
  static void add_squares(Run const& run, std::array<double, layer_count>& squares) {
    auto const add = [&](std::uint32_t layer, auto const& gradient) {
      for (std::uint32_t i = 0; i < gradient.rows(); ++i)
        for (std::uint32_t j = 0; j < gradient.columns(); ++j) squares[layer] += gradient(i, j) * gradient(i, j);
    };
    [&]<std::uint32_t... L>(std::integer_sequence<std::uint32_t, L...>) {
      (add(layer_of_leaf[leaves::find(double_leaves::table.each[L].identifier)], run.template output<L + 1>()), ...);
    }
    (std::make_integer_sequence<std::uint32_t, leaves::count>{});
  }
  template <class Run>
  static double derivative(Run const& run, std::uint32_t leaf, std::uint32_t row, std::uint32_t column) {
    double found = 0;
    [&]<std::uint32_t... L>(std::integer_sequence<std::uint32_t, L...>) {
      ((L == leaf ? static_cast<void>(found = run.template output<L + 1>()(row, column)) : static_cast<void>(0)), ...);
    }
    (std::make_integer_sequence<std::uint32_t, leaves::count>{});
    return found;
  }

  static constexpr std::uint32_t largest_leaf = [] {
    std::uint32_t most = 0;
    for (tl::run::slot const& each : leaves::table.each)
      if (most < each.shape.size()) most = static_cast<std::uint32_t>(each.shape.size());
    return most;
  }();

  typename trainers::objects all{};
  std::uint32_t mask = 0;
  std::uint32_t steps = 0;
  float rate = 0;                                     // until one is set, the optimizer's own
  static inline constinit tl::random::pcg32 draw{0};  // apart: all else begins with zeros and takes no place in a file
  weights_store weights{};
  typename first::state_store states{};
  typename double_program::parameters double_weights{};
  typename double_program::workspace double_memory{};
  std::array<float, layer_count> norms{};
  std::array<float, largest_leaf> shown_weights{};
  std::array<double, std::size_t{4} * most_checked> checked{};
};

}  // namespace playground
