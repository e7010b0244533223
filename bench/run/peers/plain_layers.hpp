// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../peer.hpp"

#include <algorithm>
#include <cmath>

/// What both layouts of the plain loops share. The namespace differs for each unit: they are compiled with different
/// flags and must not share functions (of an unnamed one g++ 12 still exports the instantiations by alias templates).
namespace bench::BENCH_UNIT {

template <activation A>
inline float activated(float z) {
  if constexpr (A == activation::relu) return z > 0 ? z : 0;
  if constexpr (A == activation::tanh) return std::tanh(z);
  return z;
}
/// The derivative, by the value of the activation.
template <activation A>
inline float slope(float y) {
  if constexpr (A == activation::relu) return y > 0 ? 1.0F : 0.0F;
  if constexpr (A == activation::tanh) return 1 - y * y;
  return 1;
}

/// w ← w − η·g.
template <std::size_t Count>
inline void descend(float (&weights)[Count], float const (&gradients)[Count], float rate) {
  for (std::size_t i = 0; i < Count; ++i) weights[i] -= rate * gradients[i];
}

/// Adam's update; `rate` holds the correction of the first moment, `of_second` that of the second.
template <std::size_t Count>
inline void adam_update(float (&weights)[Count], float (&m)[Count], float (&v)[Count], float const (&gradients)[Count],
                        float rate, float of_second) {
  for (std::size_t i = 0; i < Count; ++i) {
    m[i] = adam_constants::beta1 * m[i] + (1 - adam_constants::beta1) * gradients[i];
    v[i] = adam_constants::beta2 * v[i] + (1 - adam_constants::beta2) * gradients[i] * gradients[i];
    weights[i] -= rate * m[i] / (std::sqrt(v[i] * of_second) + adam_constants::epsilon);
  }
}

/// The memory of a layer and of all below it. Rows and columns as the layout has them.
template <std::uint32_t Number, std::uint32_t Batch, std::uint32_t L>
struct layer {
  static constexpr network net = networks[Number - 1];
  static constexpr std::uint32_t in = net.width[L], out = net.width[L + 1];
  static constexpr activation act = net.after(L);
  alignas(64) float weight[in * out]{};
  alignas(64) float bias[out]{};
  alignas(64) float weight_gradient[in * out]{};
  alignas(64) float bias_gradient[out]{};
  alignas(64) float weight_m[in * out]{}, weight_v[in * out]{};
  alignas(64) float bias_m[out]{}, bias_v[out]{};
  alignas(64) float value[Batch * out]{};
  alignas(64) float delta[Batch * out]{};
};
template <std::uint32_t Number, std::uint32_t Batch, std::uint32_t L>
struct layers_up_to : layers_up_to<Number, Batch, L - 1>, layer<Number, Batch, L> {};
template <std::uint32_t Number, std::uint32_t Batch>
struct layers_up_to<Number, Batch, 0> : layer<Number, Batch, 0> {};

/// A network of plain loops; Layout says how each layer's numbers lie and loops over them.
template <class Layout, std::uint32_t Number, std::uint32_t Batch>
class plain_network : public peer {
  static constexpr network net = networks[Number - 1];
  static constexpr std::uint32_t last = net.depth - 1;
  template <std::uint32_t L>
  using at = layer<Number, Batch, L>;

public:
  explicit plain_network(problem const& p) {
    input.resize(Batch * net.inputs());
    target.resize(Batch * net.outputs());
    for (std::uint32_t s = 0; s < Batch; ++s) {
      for (std::uint32_t i = 0; i < net.inputs(); ++i)
        input[Layout::place(s, i, Batch, net.inputs())] = p.inputs[s * net.inputs() + i];
      for (std::uint32_t o = 0; o < net.outputs(); ++o)
        target[Layout::place(s, o, Batch, net.outputs())] = p.targets[s * net.outputs() + o];
    }
  }

  void set_parameters(float const* flat) override {
    each([&]<std::uint32_t L>() {
      for (std::uint32_t o = 0; o < at<L>::out; ++o)
        for (std::uint32_t i = 0; i < at<L>::in; ++i)
          get<L>().weight[Layout::weight_place(i, o, at<L>::in, at<L>::out)] = flat[net.offset(L) + o * at<L>::in + i];
      std::copy_n(flat + net.offset(L) + net.weights(L), at<L>::out, get<L>().bias);
      for (auto* const state : {get<L>().weight_m, get<L>().weight_v}) std::fill_n(state, at<L>::in * at<L>::out, 0.0F);
      for (auto* const state : {get<L>().bias_m, get<L>().bias_v}) std::fill_n(state, at<L>::out, 0.0F);
    });
    power1 = power2 = 1;
  }
  void read_parameters(float* flat) override {
    each([&]<std::uint32_t L>() { read<L>(get<L>().weight, get<L>().bias, flat + net.offset(L)); });
  }
  void read_gradients(float* flat) override {
    each([&]<std::uint32_t L>() { read<L>(get<L>().weight_gradient, get<L>().bias_gradient, flat + net.offset(L)); });
  }
  void read_predictions(float* predictions) override {
    for (std::uint32_t s = 0; s < Batch; ++s)
      for (std::uint32_t o = 0; o < net.outputs(); ++o)
        predictions[s * net.outputs() + o] = get<last>().value[Layout::place(s, o, Batch, net.outputs())];
  }

  void forward() override {
    propagate();
    Layout::template predict<net.loss, Batch, net.outputs()>(get<last>().value);
  }
  void gradient() override {
    propagate();
    mean_loss =
        Layout::template loss<net.loss, Batch, net.outputs()>(get<last>().value, target.data(), get<last>().delta);
    downwards([&]<std::uint32_t L>() {
      Layout::template gradients<at<L>, Batch>(get<L>(), below<L>());
      if constexpr (L > 0) Layout::template pull<at<L>, Batch>(get<L>(), get<L - 1>().delta);
    });
  }
  void step() override {
    gradient();
    each([&]<std::uint32_t L>() {
      descend(get<L>().weight, get<L>().weight_gradient, learning_rate);
      descend(get<L>().bias, get<L>().bias_gradient, learning_rate);
    });
  }
  void adam() override {
    gradient();
    power1 *= adam_constants::beta1;
    power2 *= adam_constants::beta2;
    float const rate = learning_rate / (1 - power1), of_second = 1 / (1 - power2);
    each([&]<std::uint32_t L>() {
      auto& l = get<L>();
      adam_update(l.weight, l.weight_m, l.weight_v, l.weight_gradient, rate, of_second);
      adam_update(l.bias, l.bias_m, l.bias_v, l.bias_gradient, rate, of_second);
    });
  }

private:
  template <class F>
  static void each(F const& f) {
    [&]<std::uint32_t... L>(std::integer_sequence<std::uint32_t, L...>) { (f.template operator()<L>(), ...); }
    (std::make_integer_sequence<std::uint32_t, net.depth>{});
  }
  template <class F>
  static void downwards(F const& f) {
    each([&]<std::uint32_t L>() { f.template operator()<last - L>(); });
  }
  template <std::uint32_t L>
  at<L>& get() {
    return memory;
  }
  template <std::uint32_t L>
  float const* below() {
    if constexpr (L == 0)
      return input.data();
    else
      return get<L - 1>().value;
  }
  void propagate() {
    each([&]<std::uint32_t L>() { Layout::template forward<at<L>, Batch>(get<L>(), below<L>()); });
  }
  template <std::uint32_t L>
  static void read(float const* weight, float const* bias, float* flat) {
    for (std::uint32_t o = 0; o < at<L>::out; ++o)
      for (std::uint32_t i = 0; i < at<L>::in; ++i)
        flat[o * at<L>::in + i] = weight[Layout::weight_place(i, o, at<L>::in, at<L>::out)];
    std::copy_n(bias, at<L>::out, flat + net.weights(L));
  }

  float power1 = 1, power2 = 1;  // βᵗ
  layers_up_to<Number, Batch, last> memory{};
  std::vector<float> input;
  std::vector<float> target;
};

}  // namespace bench::BENCH_UNIT
