// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../peer.hpp"

/// The networks number by number, for peers that record scalars. Included by units that differ in flags: BENCH_UNIT is
/// theirs alone.
namespace bench::BENCH_UNIT {

/// Loops over Number, which has + - * / and, found by its Functions: relu, tanh, exp, log, greater_of. Parameters as
/// network::offset says.
template <class Functions, class Number>
class scalar_network {
public:
  explicit scalar_network(problem const& what) : p(what) {}

  /// The outputs for one sample, before softmax or sigmoid.
  std::vector<Number> outputs(std::vector<Number> const& w, std::uint32_t sample) const {
    std::vector<Number> x;
    for (std::uint32_t i = 0; i < p.net.inputs(); ++i) x.push_back(Number(p.inputs[sample * p.net.inputs() + i]));
    for (std::uint32_t l = 0; l < p.net.depth; ++l) {
      std::uint32_t const in = p.net.width[l], out = p.net.width[l + 1], at = p.net.offset(l);
      std::vector<Number> y;
      for (std::uint32_t o = 0; o < out; ++o) {
        Number z = w[at + in * out + o];
        for (std::uint32_t i = 0; i < in; ++i) z = z + w[at + o * in + i] * x[i];
        y.push_back(p.net.after(l) == activation::relu   ? Functions::relu(z)
                    : p.net.after(l) == activation::tanh ? Functions::tanh(z)
                                                         : z);
      }
      x = y;
    }
    return x;
  }

  std::vector<Number> prediction(std::vector<Number> const& w, std::uint32_t sample) const {
    std::vector<Number> z = outputs(w, sample);
    if (p.net.loss == objective::binary_cross_entropy)
      for (Number& each : z) each = Number(1) / (Number(1) + Functions::exp(Number(0) - each));
    if (p.net.loss == objective::softmax_cross_entropy) {
      Number const largest = largest_of(z);
      for (Number& each : z) each = Functions::exp(each - largest);
      Number sum = z[0];
      for (std::size_t o = 1; o < z.size(); ++o) sum = sum + z[o];
      for (Number& each : z) each = each / sum;
    }
    return z;
  }

  Number mean_loss(std::vector<Number> const& w) const {
    Number sum = sample_loss(w, 0);
    for (std::uint32_t s = 1; s < p.where.batch; ++s) sum = sum + sample_loss(w, s);
    return sum * Number(1.0F / static_cast<float>(p.where.batch));
  }

private:
  static Number largest_of(std::vector<Number> const& z) {
    Number largest = z[0];
    for (std::size_t o = 1; o < z.size(); ++o) largest = Functions::greater_of(largest, z[o]);
    return largest;
  }
  Number sample_loss(std::vector<Number> const& w, std::uint32_t sample) const {
    std::vector<Number> const z = outputs(w, sample);
    std::size_t const count = z.size();
    if (p.net.loss == objective::softmax_cross_entropy) {
      Number const largest = largest_of(z);
      Number sum = Functions::exp(z[0] - largest);
      for (std::size_t o = 1; o < count; ++o) sum = sum + Functions::exp(z[o] - largest);
      return Functions::log(sum) + largest - z[p.labels[sample]];
    }
    Number sum(0);
    for (std::size_t o = 0; o < count; ++o) {
      Number const y(p.targets[sample * count + o]);
      if (p.net.loss == objective::binary_cross_entropy) {  // max(z, 0) − z·y + log(1 + exp(−|z|))
        Number const positive = Functions::relu(z[o]);
        sum = sum + positive - z[o] * y + Functions::log(Number(1) + Functions::exp(z[o] - positive - positive));
      } else {
        sum = sum + (z[o] - y) * (z[o] - y);
      }
    }
    return sum * Number(1.0F / static_cast<float>(count));
  }

  problem const& p;
};

/// The columns that finish in sensible time when every number is recorded.
template <class Peer>
std::vector<entry> small_columns(bool has_forward = true) {
  std::vector<entry> all;
  for (column const c : {column{1, 8}, column{3, 1}, column{7, 1}})
    all.push_back({BENCH_PEER, BENCH_COMPILER, c,
                   [](problem const& p) -> std::unique_ptr<peer> { return std::make_unique<Peer>(p); }, has_forward});
  return all;
}

}  // namespace bench::BENCH_UNIT
