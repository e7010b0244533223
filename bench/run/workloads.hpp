// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>

/// What is measured: seven networks at twelve batch sizes, each in four modes.
namespace bench {

enum class activation { linear, relu, tanh };
/// The mean over samples and outputs; the first two take logits: softmax and sigmoid belong to the objective.
enum class objective { softmax_cross_entropy, binary_cross_entropy, mean_squared_error };

/// forward: predictions of the batch (class probabilities, or the outputs). gradient: the mean loss and its gradients
/// by all parameters, in memory. step: the mean loss and w ← w − η·∂L/∂w for all parameters. adam: the mean loss and
/// Adam's update of all parameters and of its two states.
enum class mode { forward, gradient, step, adam };
inline constexpr std::array modes{mode::forward, mode::gradient, mode::step, mode::adam};
constexpr char const* name_of(mode m) {
  constexpr std::array names{"forward", "gradient", "step", "adam"};
  return names[static_cast<std::size_t>(m)];
}

/// Adam's constants. An ε this large makes the first updates a smooth function of the gradient, so that peers can be
/// compared.
struct adam_constants {
  static constexpr float beta1 = 0.9F, beta2 = 0.999F, epsilon = 1e-3F;
};

/// Dense layers: layer l maps width[l] numbers to width[l + 1].
struct network {
  std::uint32_t depth;
  std::array<std::uint32_t, 9> width;
  activation hidden;
  activation last;
  objective loss;

  constexpr std::uint32_t inputs() const { return width[0]; }
  constexpr std::uint32_t outputs() const { return width[depth]; }
  constexpr activation after(std::uint32_t layer) const { return layer + 1 == depth ? last : hidden; }
  constexpr std::uint32_t weights(std::uint32_t layer) const { return width[layer] * width[layer + 1]; }
  /// Where layer l begins in a flat list of parameters: weights (out × in, row after row), then biases, layer after
  /// layer.
  constexpr std::uint32_t offset(std::uint32_t layer) const {
    std::uint32_t at = 0;
    for (std::uint32_t l = 0; l < layer; ++l) at += weights(l) + width[l + 1];
    return at;
  }
  constexpr std::uint32_t parameters() const { return offset(depth); }
};

inline constexpr std::array<network, 7> networks{{
    {3, {4, 6, 3, 1}, activation::relu, activation::linear, objective::binary_cross_entropy},
    {3, {2, 8, 8, 1}, activation::relu, activation::linear, objective::binary_cross_entropy},
    {2, {64, 32, 10}, activation::tanh, activation::linear, objective::softmax_cross_entropy},
    {3, {13, 64, 64, 4}, activation::tanh, activation::linear, objective::mean_squared_error},
    {2, {784, 128, 10}, activation::relu, activation::linear, objective::softmax_cross_entropy},
    {4, {784, 256, 128, 64, 10}, activation::relu, activation::linear, objective::softmax_cross_entropy},
    {8, {16, 16, 16, 16, 16, 16, 16, 16, 16}, activation::tanh, activation::tanh, objective::mean_squared_error},
}};

/// One column of the tables: network W<number> on a batch of samples.
struct column {
  std::uint32_t number;
  std::uint32_t batch;

  constexpr network const& net() const { return networks[number - 1]; }
  std::string workload() const { return "W" + std::to_string(number); }
  std::string name() const { return workload() + "/" + std::to_string(batch); }
  constexpr bool operator==(column const&) const = default;
};

inline constexpr std::array<column, 12> columns{
    {{1, 8}, {2, 200}, {3, 1}, {3, 32}, {4, 1}, {4, 32}, {4, 256}, {5, 1}, {5, 32}, {5, 128}, {6, 32}, {7, 1}}};

/// Calls f.template operator()<batch>() for each batch size of network W<Number>.
template <std::uint32_t Number, class F>
void for_each_batch(F const& f) {
  auto const one = [&]<std::size_t I>() {
    if constexpr (columns[I].number == Number) f.template operator()<columns[I].batch>();
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) { (one.template operator()<I>(), ...); }
  (std::make_index_sequence<columns.size()>{});
}

/// Floating-point operations of the products and the update, the rest not counted: 2 per weight and sample forward, 2
/// for the gradient of the weight, 2 for the gradient of the layer's input (the first layer's is not needed), 2 per
/// parameter for the update, 14 for that of Adam.
constexpr double flops(column const& c, mode m) {
  network const& n = c.net();
  double all = 0;
  for (std::uint32_t l = 0; l < n.depth; ++l) all += 2.0 * n.weights(l) * c.batch;
  double const inner = all - 2.0 * n.weights(0) * c.batch;
  if (m == mode::forward) return all;
  if (m == mode::gradient) return 2 * all + inner;
  return 2 * all + inner + (m == mode::step ? 2.0 : 14.0) * n.parameters();
}

}  // namespace bench
