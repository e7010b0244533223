// SPDX-License-Identifier: BSL-1.0
// Prints the losses of some steps, so that all libraries can be seen to compute the same.
#include "classifier.hpp"

#include <array>
#include <cstdio>
#include <vector>

namespace {

/// Numbers of (−1, 1), the same for all.
class numbers {
public:
  float operator()() {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<float>(static_cast<std::int32_t>(state >> 32)) / 2147483648.0F;
  }

private:
  std::uint64_t state = 1;
};

}  // namespace

int main() {
  numbers draw;
  std::array<float, classifier::parameter_count> parameters{};
  for (float& each : parameters) each = 0.25F * draw();
  std::vector<float> samples(32 * classifier::inputs);
  for (float& each : samples) each = draw();
  std::array<std::uint8_t, 32> labels{};
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::uint8_t>(i * 7 % classifier::classes);
  classifier::set_parameters(parameters.data());
  for (int i = 0; i < 20; ++i)
    std::printf("%.5f\n", static_cast<double>(classifier::step_of_32(samples.data(), labels.data())));
  classifier::set_parameters(parameters.data());
  for (std::size_t i = 0; i < labels.size(); ++i)
    std::printf("%.5f\n",
                static_cast<double>(classifier::step_of_one(samples.data() + i * classifier::inputs, &labels[i])));
}
