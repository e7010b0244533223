// SPDX-License-Identifier: BSL-1.0
// The training step of examples/digits.cpp, 100 times with the trainer and with its C.
#pragma once

#include "c_call.hpp"

#include "tapeless/io/csv.hpp"
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace generated_c {

struct digits_net : tapeless::sequential<tapeless::in<"x", 64>, tapeless::dense<32, tapeless::activation::tanh>,
                                         tapeless::dense<10>> {};
inline constexpr std::uint32_t digits_batch = 32;
template <class T>
using digits_trainer = tapeless::network_trainer<digits_net, tapeless::objective::softmax_cross_entropy,
                                                 tapeless::optimizer::momentum, digits_batch, T>;

/// The position of a leaf among the program's.
template <class Program>
std::uint32_t leaf_called(std::string_view wanted) {
  using call = c_call<Program>;
  std::uint32_t l = 0;
  while (l < call::leaves && call::graph.leaves[l].identifier.view() != wanted) ++l;
  return l;
}

/// The losses of 100 steps agree to 1e-6, relative; the last is well below the first, so that there was something to
/// compare.
template <class T>
bool trains_alike(void* symbol, char const* path) {
  using program = typename digits_trainer<T>::step_program;
  auto const table = tapeless::io::read_csv(path, {.columns = 65});
  if (symbol == nullptr || !table) {
    std::printf("digits: no function, or no data in %s\n", path);
    return false;
  }
  static digits_trainer<T> trainer{};
  trainer.initialize(tapeless::initializer::glorot{}, 1);
  if (!trainer.set(tapeless::optimizer::learning_rate, T(0.05))) return false;
  if (!trainer.set(tapeless::optimizer::momentum_coefficient, T(0.9))) return false;

  c_call<program> call;
  auto const numbers = [&](std::string_view name) -> std::vector<T>& {
    return call.numbers[leaf_called<program>(name)];
  };
  auto const copy = [&](tapeless::name const& name, auto const& view) {
    for (std::uint32_t i = 0; i < view.rows(); ++i)
      for (std::uint32_t j = 0; j < view.columns(); ++j) numbers(name.view()).push_back(static_cast<T>(view(i, j)));
  };
  trainer.parameters().for_each(copy);
  trainer.state().for_each(copy);
  numbers("learning_rate") = {T(0.05)};
  numbers("momentum") = {T(0.9)};

  double worst = 0;
  double first = 0;
  double last = 0;
  for (std::uint32_t step = 0; step < 100; ++step) {
    std::vector<T>& images = numbers("x");
    std::vector<int>& labels = call.classes[leaf_called<program>(digits_trainer<T>::truth.identifier.view())];
    images.clear();
    labels.clear();
    std::uint32_t const count = step % 10 == 9 ? 17 : digits_batch;  // a batch that is not full now and then
    for (std::uint32_t s = 0; s < count; ++s) {
      std::size_t const row = (step * digits_batch + s) % table->rows;
      for (std::uint32_t pixel = 0; pixel < 64; ++pixel) images.push_back(static_cast<T>(table->at(row, pixel) / 16));
      labels.push_back(static_cast<int>(table->at(row, 64)));
    }
    call.samples = static_cast<int>(count);
    int const refused = call(symbol);
    auto const expected = trainer.step(images, labels);
    if (refused != 0 || !expected) {
      std::printf("digits: step %u was refused\n", step);
      return false;
    }
    double const loss = static_cast<double>(call.results[0][0]);
    last = static_cast<double>(expected.loss);
    if (step == 0) first = last;
    worst = std::max(worst, std::abs(loss - last) / last);
  }
  bool const alike = worst <= 1e-6 && last < first / 2;
  std::printf("digits in %s: loss %.4f to %.4f in 100 steps, largest relative difference %.1e%s\n",
              sizeof(T) == sizeof(float) ? "float" : "double", first, last, worst, alike ? "" : ", NOT alike");
  return alike;
}

}  // namespace generated_c
