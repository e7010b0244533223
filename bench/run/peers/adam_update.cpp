// SPDX-License-Identifier: BSL-1.0
// Adam's update alone, a plain loop over all parameters with gradients that are there: what a step of Adam costs beside
// its gradient where they are not fused.
#include "../reference.hpp"
#include "plain_layers.hpp"

namespace bench::BENCH_UNIT {

template <std::uint32_t Number, std::uint32_t>
class update_alone : public peer {
  static constexpr network net = networks[Number - 1];

public:
  explicit update_alone(problem const& p) {
    reference const known = compute_reference(p, std::vector<double>(p.parameters.begin(), p.parameters.end()));
    for (std::size_t i = 0; i < net.parameters(); ++i) gradients[i] = static_cast<float>(known.gradients[i]);
  }
  void set_parameters(float const* flat) override {
    std::copy_n(flat, net.parameters(), parameters);
    std::fill_n(m, net.parameters(), 0.0F);
    std::fill_n(v, net.parameters(), 0.0F);
    power1 = power2 = 1;
  }
  void adam() override {
    power1 *= adam_constants::beta1;
    power2 *= adam_constants::beta2;
    adam_update(parameters, m, v, gradients, learning_rate / (1 - power1), 1 / (1 - power2));
  }
  void read_parameters(float* flat) override { std::copy_n(parameters, net.parameters(), flat); }

  // not asked: it has no gradient
  void forward() override {}
  void gradient() override {}
  void step() override {}
  void read_predictions(float*) override {}
  void read_gradients(float*) override {}

private:
  float power1 = 1, power2 = 1;  // βᵗ
  alignas(64) float parameters[net.parameters()]{};
  alignas(64) float gradients[net.parameters()]{};
  alignas(64) float m[net.parameters()]{};
  alignas(64) float v[net.parameters()]{};
};

std::vector<entry> enter() {
  std::vector<entry> all = entries_of<BENCH_NETWORK, update_alone>(BENCH_PEER, BENCH_COMPILER, true);
  for (entry& each : all) each.has_forward = each.has_gradient = false;
  return all;
}

enrolment const enrolled(enter());

}  // namespace bench::BENCH_UNIT
