// SPDX-License-Identifier: BSL-1.0
// A preset on a board, one sample a step: what tests/embedded/footprint.py measures.
#pragma once

#include "footprint.hpp"
#include "one_sample.hpp"

namespace playground {

using board_trainer = typename of_one_sample<mask_0::trainer>::type;
static constinit board_trainer on_board{};

constexpr bool is_of_classes = board_trainer::truth.kind == tl::leaf_kind::label;
using truth_type = std::conditional_t<is_of_classes, std::uint8_t, float>;
constexpr std::size_t input_size = board_trainer::input.shape.size();

/// Any numbers: which instructions a step takes does not depend on them, but for the arithmetic in software.
constexpr std::array<float, input_size> board_input = [] {
  std::array<float, input_size> made{};
  for (std::size_t i = 0; i < input_size; ++i) made[i] = 0.125F * static_cast<float>(i % 7) - 0.25F;
  return made;
}();
constexpr std::array<truth_type, 1> board_truth{1};

}  // namespace playground

extern "C" [[gnu::weak]] float training_step(float const* input, void const* truth, std::size_t samples) {
  return footprint::step<playground::truth_type>(playground::on_board, input, truth, samples);
}
extern "C" [[gnu::weak]] float prediction(float const* input) {
  using playground::input_size;
  return playground::on_board.predict(std::span<float const, input_size>(input, input_size))(0);
}
int main() {
  return footprint::run(playground::on_board, playground::board_input.data(), playground::board_truth.data(), 0.003F);
}
