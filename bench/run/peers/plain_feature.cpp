// SPDX-License-Identifier: BSL-1.0
// Plain loops by hand, sample after sample with the features next to each other. Weights lie input by input, so that
// the forward product and the weight gradient run along contiguous outputs and need no reassociation.
#include "plain_layers.hpp"

namespace bench::BENCH_UNIT {

struct feature_minor {
  static constexpr std::uint32_t place(std::uint32_t s, std::uint32_t f, std::uint32_t, std::uint32_t features) {
    return s * features + f;
  }
  static constexpr std::uint32_t weight_place(std::uint32_t i, std::uint32_t o, std::uint32_t, std::uint32_t out) {
    return i * out + o;
  }

  template <class At, std::uint32_t Batch>
  static void forward(At& at, float const* __restrict x) {
    for (std::uint32_t s = 0; s < Batch; ++s) {
      float z[At::out];
      for (std::uint32_t o = 0; o < At::out; ++o) z[o] = at.bias[o];
      for (std::uint32_t i = 0; i < At::in; ++i)
        for (std::uint32_t o = 0; o < At::out; ++o) z[o] += x[s * At::in + i] * at.weight[i * At::out + o];
#pragma GCC unroll 1  // else g++ unrolls 16 calls of tanh completely and vectorizes none
      for (std::uint32_t o = 0; o < At::out; ++o) at.value[s * At::out + o] = activated<At::act>(z[o]);
    }
  }

  /// From ∂L/∂y in `delta` to ∂L/∂z, then the gradients of weight and bias.
  template <class At, std::uint32_t Batch>
  static void gradients(At& at, float const* __restrict x) {
    for (std::uint32_t j = 0; j < Batch * At::out; ++j) at.delta[j] *= slope<At::act>(at.value[j]);
    for (std::uint32_t i = 0; i < At::in; ++i) {
      float sum[At::out]{};
      for (std::uint32_t s = 0; s < Batch; ++s)
        for (std::uint32_t o = 0; o < At::out; ++o) sum[o] += x[s * At::in + i] * at.delta[s * At::out + o];
      for (std::uint32_t o = 0; o < At::out; ++o) at.weight_gradient[i * At::out + o] = sum[o];
    }
    float sum[At::out]{};
    for (std::uint32_t s = 0; s < Batch; ++s)
      for (std::uint32_t o = 0; o < At::out; ++o) sum[o] += at.delta[s * At::out + o];
    for (std::uint32_t o = 0; o < At::out; ++o) at.bias_gradient[o] = sum[o];
  }

  /// ∂L/∂x.
  template <class At, std::uint32_t Batch>
  static void pull(At const& at, float* __restrict below) {
    for (std::uint32_t s = 0; s < Batch; ++s)
      for (std::uint32_t i = 0; i < At::in; ++i) {
        float sum = 0;
        for (std::uint32_t o = 0; o < At::out; ++o) sum += at.weight[i * At::out + o] * at.delta[s * At::out + o];
        below[s * At::in + i] = sum;
      }
  }

  template <objective Loss, std::uint32_t Batch, std::uint32_t Out>
  static void predict(float* z) {
    if constexpr (Loss == objective::binary_cross_entropy)
      for (std::uint32_t j = 0; j < Batch * Out; ++j) z[j] = 1 / (1 + std::exp(-z[j]));
    if constexpr (Loss == objective::softmax_cross_entropy)
      for (std::uint32_t s = 0; s < Batch; ++s) softmax<Out>(z + s * Out, z + s * Out);
  }
  template <std::uint32_t Out>
  static float softmax(float const* z, float* p) {  // returns log Σ exp z
    float largest = z[0], norm = 0;
    for (std::uint32_t o = 1; o < Out; ++o) largest = z[o] > largest ? z[o] : largest;
    for (std::uint32_t o = 0; o < Out; ++o) p[o] = std::exp(z[o] - largest);
    for (std::uint32_t o = 0; o < Out; ++o) norm += p[o];
    for (std::uint32_t o = 0; o < Out; ++o) p[o] /= norm;
    return largest + std::log(norm);
  }

  /// The mean loss; its derivative by the network's output goes to `delta`.
  template <objective Loss, std::uint32_t Batch, std::uint32_t Out>
  static float loss(float const* __restrict z, float const* __restrict y, float* __restrict delta) {
    float sum = 0;
    if constexpr (Loss == objective::softmax_cross_entropy) {
      for (std::uint32_t s = 0; s < Batch; ++s) {
        sum += softmax<Out>(z + s * Out, delta + s * Out);
        for (std::uint32_t o = 0; o < Out; ++o) sum -= y[s * Out + o] * z[s * Out + o];
        for (std::uint32_t o = 0; o < Out; ++o)
          delta[s * Out + o] = (delta[s * Out + o] - y[s * Out + o]) * (1.0F / Batch);
      }
      return sum / Batch;
    }
    for (std::uint32_t j = 0; j < Batch * Out; ++j) {
      if constexpr (Loss == objective::binary_cross_entropy) {
        float const e = std::exp(-std::abs(z[j]));
        sum += (z[j] > 0 ? z[j] : 0) - z[j] * y[j] + std::log(1 + e);
        delta[j] = ((z[j] > 0 ? 1.0F : e) / (1 + e) - y[j]) * (1.0F / (Batch * Out));
      } else {
        sum += (z[j] - y[j]) * (z[j] - y[j]);
        delta[j] = (z[j] - y[j]) * (2.0F / (Batch * Out));
      }
    }
    return sum / (Batch * Out);
  }
};

template <std::uint32_t Number, std::uint32_t Batch>
using peer = plain_network<feature_minor, Number, Batch>;

enrolment const enrolled(entries_of<BENCH_NETWORK, peer>(BENCH_PEER, BENCH_COMPILER, true));

}  // namespace bench::BENCH_UNIT
