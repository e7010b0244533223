// SPDX-License-Identifier: BSL-1.0
// Plain loops by hand with the batch along the lanes: each feature's values of all samples lie next to each other.
#include "plain_layers.hpp"

namespace bench::BENCH_UNIT {

struct batch_minor {
  static constexpr std::uint32_t place(std::uint32_t s, std::uint32_t f, std::uint32_t batch, std::uint32_t) {
    return f * batch + s;
  }
  static constexpr std::uint32_t weight_place(std::uint32_t i, std::uint32_t o, std::uint32_t in, std::uint32_t) {
    return o * in + i;
  }

  /// Samples at a time. For narrow layers so few that their sums stay in registers, the largest divisor of the batch up
  /// to 40: 1.7 times as fast; for wide layers all, which is 1.5 to 2 times as fast as blocks.
  template <class At>
  static constexpr std::uint32_t block_of(std::uint32_t batch) {
    if (At::in > 16 || At::out > 16) return batch;
    std::uint32_t block = batch < 40 ? batch : 40;
    while (batch % block != 0) --block;
    return block;
  }

  template <class At, std::uint32_t Batch>
  static void forward(At& at, float const* __restrict x) {
    constexpr std::uint32_t block = block_of<At>(Batch);
    for (std::uint32_t first = 0; first < Batch; first += block)
      for (std::uint32_t o = 0; o < At::out; ++o) {
        float z[block];
        for (std::uint32_t s = 0; s < block; ++s) z[s] = at.bias[o];
        for (std::uint32_t i = 0; i < At::in; ++i)
          for (std::uint32_t s = 0; s < block; ++s) z[s] += at.weight[o * At::in + i] * x[i * Batch + first + s];
#pragma GCC unroll 1  // else g++ unrolls 16 calls of tanh completely and vectorizes none
        for (std::uint32_t s = 0; s < block; ++s) at.value[o * Batch + first + s] = activated<At::act>(z[s]);
      }
  }

  /// From ∂L/∂y in `delta` to ∂L/∂z, then the gradients of weight and bias.
  template <class At, std::uint32_t Batch>
  static void gradients(At& at, float const* __restrict x) {
    for (std::uint32_t j = 0; j < Batch * At::out; ++j) at.delta[j] *= slope<At::act>(at.value[j]);
    for (std::uint32_t o = 0; o < At::out; ++o) {
      float const* const d = at.delta + o * Batch;
      for (std::uint32_t i = 0; i < At::in; ++i) {
        float sum = 0;
        for (std::uint32_t s = 0; s < Batch; ++s) sum += d[s] * x[i * Batch + s];
        at.weight_gradient[o * At::in + i] = sum;
      }
      float sum = 0;
      for (std::uint32_t s = 0; s < Batch; ++s) sum += d[s];
      at.bias_gradient[o] = sum;
    }
  }

  /// ∂L/∂x.
  template <class At, std::uint32_t Batch>
  static void pull(At const& at, float* __restrict below) {
    constexpr std::uint32_t block = block_of<At>(Batch);
    for (std::uint32_t first = 0; first < Batch; first += block)
      for (std::uint32_t i = 0; i < At::in; ++i) {
        float sum[block]{};
        for (std::uint32_t o = 0; o < At::out; ++o)
          for (std::uint32_t s = 0; s < block; ++s)
            sum[s] += at.weight[o * At::in + i] * at.delta[o * Batch + first + s];
        for (std::uint32_t s = 0; s < block; ++s) below[i * Batch + first + s] = sum[s];
      }
  }

  template <objective Loss, std::uint32_t Batch, std::uint32_t Out>
  static void predict(float* z) {
    if constexpr (Loss == objective::binary_cross_entropy)
      for (std::uint32_t j = 0; j < Batch * Out; ++j) z[j] = 1 / (1 + std::exp(-z[j]));
    if constexpr (Loss == objective::softmax_cross_entropy) {
      float largest[Batch], norm[Batch];
      softmax<Batch, Out>(z, z, largest, norm);
    }
  }
  template <std::uint32_t Batch, std::uint32_t Out>
  static void softmax(float const* z, float* p, float* largest, float* norm) {
    for (std::uint32_t s = 0; s < Batch; ++s) largest[s] = z[s];
    for (std::uint32_t o = 1; o < Out; ++o)
      for (std::uint32_t s = 0; s < Batch; ++s)
        largest[s] = z[o * Batch + s] > largest[s] ? z[o * Batch + s] : largest[s];
    for (std::uint32_t s = 0; s < Batch; ++s) norm[s] = 0;
    for (std::uint32_t o = 0; o < Out; ++o)
      for (std::uint32_t s = 0; s < Batch; ++s) {
        p[o * Batch + s] = std::exp(z[o * Batch + s] - largest[s]);
        norm[s] += p[o * Batch + s];
      }
    for (std::uint32_t o = 0; o < Out; ++o)
      for (std::uint32_t s = 0; s < Batch; ++s) p[o * Batch + s] /= norm[s];
  }

  /// The mean loss; its derivative by the network's output goes to `delta`.
  template <objective Loss, std::uint32_t Batch, std::uint32_t Out>
  static float loss(float const* __restrict z, float const* __restrict y, float* __restrict delta) {
    float sum = 0;
    if constexpr (Loss == objective::softmax_cross_entropy) {
      float largest[Batch], norm[Batch];
      softmax<Batch, Out>(z, delta, largest, norm);
      for (std::uint32_t s = 0; s < Batch; ++s) sum += largest[s] + std::log(norm[s]);
      for (std::uint32_t j = 0; j < Batch * Out; ++j) sum -= y[j] * z[j];
      for (std::uint32_t j = 0; j < Batch * Out; ++j) delta[j] = (delta[j] - y[j]) * (1.0F / Batch);
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
using peer = plain_network<batch_minor, Number, Batch>;

enrolment const enrolled(entries_of<BENCH_NETWORK, peer>(BENCH_PEER, BENCH_COMPILER, true));

}  // namespace bench::BENCH_UNIT
