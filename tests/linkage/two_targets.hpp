// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tapeless/save/save.hpp>
#include <tapeless/tapeless.hpp>

#include <string>
#include <vector>

struct small_net
    : tapeless::sequential<tapeless::in<"x", 5>, tapeless::dense<7, tapeless::activation::tanh>, tapeless::dense<3>> {};

// Large enough for columns of whole vectors, transposed copies, and a choice between layouts and kernels.
struct larger_net
    : tapeless::sequential<tapeless::in<"x", 13>, tapeless::dense<44, tapeless::activation::tanh>, tapeless::dense<9>> {
};

/// The bytes of a plan for a target, as this unit makes it.
template <tapeless::targets::description Target, int Batch>
static void add_plan(std::string& text) {
  using source = tapeless::plan::for_target<
      tapeless::train::update_of<tapeless::network_loss<larger_net, tapeless::objective::softmax_cross_entropy, Batch>,
                                 tapeless::optimizer::momentum>,
      Target>;
  auto const add = [&text](auto const& bytes) { text.append(reinterpret_cast<char const*>(&bytes), sizeof bytes); };
  add(tapeless::plan::planned<source>::table);
  add(tapeless::plan::planned<source>::memory);
  add(tapeless::plan::selected<source, float>);
}
static std::string all_plans() {
  namespace targets = tapeless::targets;
  std::string text;
  add_plan<targets::portable, 32>(text);
  add_plan<targets::sse2, 32>(text);
  add_plan<targets::avx512, 32>(text);
  add_plan<targets::avx512, 1>(text);
  return text;
}

// Static, because an inline function of the user that differs with the flags would be the user's own clash.
static float trained_loss() {
  static constinit tapeless::network_trainer<small_net, tapeless::objective::softmax_cross_entropy,
                                             tapeless::optimizer::momentum, 2>
      trainer{};
  float const samples[10]{1, 0, -1, 0.5f, -2, 1, 3, 0.25f, -0.5f, 2};
  int const labels[2]{0, 2};
  trainer.initialize(tapeless::initializer::glorot{}, 5);
  float last = 0;
  for (int i = 0; i < 10; ++i) last = trainer.step(samples, labels).loss;
  return last;
}

// Stores whose columns lie otherwise on each target: 44 rows, 9 rows.
using larger_trainer =
    tapeless::network_trainer<larger_net, tapeless::objective::softmax_cross_entropy, tapeless::optimizer::momentum, 2>;
using bytes_of_a_file = std::vector<std::byte>;

/// A trainer of this unit's, saved.
static bytes_of_a_file saved_file() {
  static constinit larger_trainer trainer{};
  trainer.initialize(tapeless::initializer::glorot{}, 7);
  trainer.state().at<"net.0.weight.momentum">()(43, 12) = 0.25f;
  bytes_of_a_file file(tapeless::saved_bytes(trainer));
  if (!tapeless::save(file, trainer)) file.clear();
  return file;
}
/// What this unit makes of a file: numbers of the rows' and columns' ends, the file saved anew.
static bytes_of_a_file loaded_and_saved(bytes_of_a_file const& from) {
  static constinit larger_trainer trainer{};
  if (!tapeless::load(from, trainer)) return {};
  auto const weight = trainer.parameters().at<"net.0.weight">();
  trainer.state().at<"net.0.weight.momentum">()(0, 0) = weight(43, 12) + weight(0, 12) + weight(43, 0);
  bytes_of_a_file file(tapeless::saved_bytes(trainer));
  if (!tapeless::save(file, trainer)) file.clear();
  return file;
}

// Random numbers behind products of both layouts, and as a matrix.
inline constexpr auto drawn_for = tapeless::input<"x", 5>;
inline constexpr auto drawn_behind = tapeless::parameter<"W", 13, 5>;
inline constexpr auto drawn_counts =
    tapeless::batch_sum(tapeless::batch<21>((tapeless::uniform<"vector", 13> >= 0.3) + 0 * (drawn_behind * drawn_for)));
inline constexpr auto drawn_numbers = tapeless::batch<21>(tapeless::uniform<"matrix", 3, 5> + 0 * sum(drawn_for));

/// The same bits in every unit.
template <tapeless::plan::layout_choice Lie, auto const& Drawn>
static void add_numbers(std::vector<double>& made) {
  using program = tapeless::program_with<tapeless::plan::options{.samples_lie = Lie}, float, Drawn>;
  static typename program::workspace memory{};
  static typename program::parameters parameters{};
  static typename program::state state{};
  for (std::uint32_t i = 0; i < parameters.stored_size(); ++i) parameters.data()[i] = 0;
  tapeless::write_integer(state[tapeless::random_seed], 0x123456789abcdef);
  std::vector<float> const samples(19 * 5, 1.F);
  auto const result = program::run(memory, bind(drawn_for, samples, tapeless::first_row{7}), parameters, state);
  if constexpr (std::remove_cvref_t<decltype(Drawn)>::shape.is_batched()) {
    for (std::uint32_t s = 0; s < 19; ++s)
      for (std::uint32_t e = 0; e < 15; ++e) made.push_back(double{result[Drawn][s](e / 5, e % 5)});
  } else {
    for (std::uint32_t e = 0; e < 13; ++e) made.push_back(double{result[Drawn](e)});
  }
}
static std::vector<double> random_numbers() {
  using tapeless::plan::layout_choice;
  std::vector<double> made;
  add_numbers<layout_choice::feature_minor, drawn_counts>(made);
  add_numbers<layout_choice::batch_minor, drawn_counts>(made);
  add_numbers<layout_choice::feature_minor, drawn_numbers>(made);
  return made;
}
