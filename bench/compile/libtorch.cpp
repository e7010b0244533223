// SPDX-License-Identifier: BSL-1.0
// Autograd: backward() and an update without recording. One function serves any batch.
#include "classifier.hpp"

#include <torch/torch.h>

namespace classifier {

namespace {

using torch::Tensor;

Tensor weights[2], biases[2];

Tensor filled(float const* from, std::size_t rows, std::size_t columns) {
  return torch::from_blob(const_cast<float*>(from),
                          {static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns)})
      .clone();
}
float step(float const* samples, std::uint8_t const* labels, std::size_t batch) {
  Tensor const x = filled(samples, batch, inputs);
  Tensor const truth = torch::empty({static_cast<std::int64_t>(batch)}, torch::kInt64);
  for (std::size_t s = 0; s < batch; ++s) truth.data_ptr<std::int64_t>()[s] = labels[s];
  Tensor const value = torch::tanh(torch::linear(x, weights[0], biases[0]));
  Tensor const loss = torch::cross_entropy_loss(torch::linear(value, weights[1], biases[1]), truth);
  loss.backward();
  torch::NoGradGuard const guard;
  for (int l = 0; l < 2; ++l)
    for (Tensor* each : {&weights[l], &biases[l]}) {
      each->sub_(each->grad(), learning_rate);
      each->mutable_grad().reset();
    }
  return loss.item<float>();
}

}  // namespace

void set_parameters(float const* flat) {
  weights[0] = filled(flat, hidden, inputs);
  biases[0] = filled(flat += hidden * inputs, 1, hidden)[0].clone();
  weights[1] = filled(flat += hidden, classes, hidden);
  biases[1] = filled(flat += classes * hidden, 1, classes)[0].clone();
  for (int l = 0; l < 2; ++l) {
    weights[l].requires_grad_(true);
    biases[l].requires_grad_(true);
  }
}
float step_of_one(float const* samples, std::uint8_t const* labels) { return step(samples, labels, 1); }
float step_of_32(float const* samples, std::uint8_t const* labels) { return step(samples, labels, 32); }

}  // namespace classifier
