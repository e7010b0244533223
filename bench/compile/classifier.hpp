// SPDX-License-Identifier: BSL-1.0
// What scripts/bench-compile has each library compile: a step of gradient descent of W3, a classifier of 64-32-10
// numbers with tanh and softmax cross-entropy, for one sample and for 32. Every file here but main.cpp implements these
// functions in its library's way.
#pragma once

#include <cstddef>
#include <cstdint>

namespace classifier {

inline constexpr std::size_t inputs = 64, hidden = 32, classes = 10;
inline constexpr std::size_t parameter_count = hidden * inputs + hidden + classes * hidden + classes;
inline constexpr float learning_rate = 0.1F;

/// Weights of the hidden layer row after row, its biases; the same of the last layer.
void set_parameters(float const* flat);
/// One step; returns the mean loss before it. Inputs sample after sample, a class for each sample.
float step_of_one(float const* samples, std::uint8_t const* labels);
float step_of_32(float const* samples, std::uint8_t const* labels);

}  // namespace classifier
