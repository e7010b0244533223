// SPDX-License-Identifier: BSL-1.0
#include "reference.hpp"

#include <algorithm>
#include <cmath>

namespace bench {

namespace {

double activated(activation a, double z) {
  return a == activation::relu ? std::max(z, 0.0) : a == activation::tanh ? std::tanh(z) : z;
}
/// The derivative, by the value of the activation.
double slope(activation a, double y) {
  return a == activation::relu ? (y > 0 ? 1.0 : 0.0) : a == activation::tanh ? 1 - y * y : 1.0;
}

/// One sample's way through the network and back.
class walk {
public:
  walk(problem const& what, std::vector<double> const& parameters) : p(what), w(parameters) {}

  void forward(std::uint32_t sample) {
    auto const first = p.inputs.begin() + static_cast<std::ptrdiff_t>(sample * p.net.inputs());
    values.assign(1, std::vector<double>(first, first + p.net.inputs()));
    for (std::uint32_t l = 0; l < p.net.depth; ++l) {
      std::uint32_t const in = p.net.width[l], out = p.net.width[l + 1], at = p.net.offset(l);
      std::vector<double> y(out);
      for (std::uint32_t o = 0; o < out; ++o) {
        double z = w[at + in * out + o];
        for (std::uint32_t i = 0; i < in; ++i) z += w[at + o * in + i] * values[l][i];
        y[o] = activated(p.net.after(l), z);
      }
      values.push_back(std::move(y));
    }
  }

  /// The sample's loss; leaves the prediction in `prediction` and the loss's derivative by the network's output in
  /// `delta`.
  double loss(std::uint32_t sample) {
    std::vector<double> const& z = values.back();
    auto const truth = p.targets.begin() + static_cast<std::ptrdiff_t>(sample * p.net.outputs());
    std::vector<double> const y(truth, truth + p.net.outputs());
    double const count = p.net.outputs();
    prediction = delta = z;
    double sum = 0;
    if (p.net.loss == objective::softmax_cross_entropy) {
      double const largest = *std::max_element(z.begin(), z.end());
      double norm = 0;
      for (double each : z) norm += std::exp(each - largest);
      for (std::size_t o = 0; o < z.size(); ++o) {
        prediction[o] = std::exp(z[o] - largest) / norm;
        delta[o] = prediction[o] - y[o];
        sum += y[o] * (std::log(norm) + largest - z[o]);
      }
      return sum;
    }
    for (std::size_t o = 0; o < z.size(); ++o) {
      if (p.net.loss == objective::binary_cross_entropy) {
        prediction[o] = 1 / (1 + std::exp(-z[o]));
        delta[o] = (prediction[o] - y[o]) / count;
        sum += std::max(z[o], 0.0) - z[o] * y[o] + std::log1p(std::exp(-std::abs(z[o])));
      } else {
        delta[o] = 2 * (z[o] - y[o]) / count;
        sum += (z[o] - y[o]) * (z[o] - y[o]);
      }
    }
    return sum / count;
  }

  void backward(std::vector<double>& gradients) {
    for (std::uint32_t l = p.net.depth; l-- > 0;) {
      std::uint32_t const in = p.net.width[l], out = p.net.width[l + 1], at = p.net.offset(l);
      std::vector<double> below(in);
      for (std::uint32_t o = 0; o < out; ++o) {
        double const d = delta[o] * slope(p.net.after(l), values[l + 1][o]) / p.where.batch;
        gradients[at + in * out + o] += d;
        for (std::uint32_t i = 0; i < in; ++i) {
          gradients[at + o * in + i] += d * values[l][i];
          below[i] += d * p.where.batch * w[at + o * in + i];
        }
      }
      delta = below;
    }
  }

  std::vector<double> prediction;

private:
  problem const& p;
  std::vector<double> const& w;
  std::vector<std::vector<double>> values;
  std::vector<double> delta;
};

double mean_loss(problem const& p, std::vector<double> const& parameters) {
  walk way(p, parameters);
  double sum = 0;
  for (std::uint32_t s = 0; s < p.where.batch; ++s) {
    way.forward(s);
    sum += way.loss(s);
  }
  return sum / p.where.batch;
}

}  // namespace

reference compute_reference(problem const& p, std::vector<double> const& parameters) {
  reference r;
  r.gradients.resize(p.net.parameters());
  walk way(p, parameters);
  for (std::uint32_t s = 0; s < p.where.batch; ++s) {
    way.forward(s);
    r.loss += way.loss(s) / p.where.batch;
    r.predictions.insert(r.predictions.end(), way.prediction.begin(), way.prediction.end());
    way.backward(r.gradients);
  }
  return r;
}

double difference_error(problem const& p) {
  std::vector<double> w(p.parameters.begin(), p.parameters.end());
  std::vector<double> const gradients = compute_reference(p, w).gradients;
  constexpr double h = 1e-6;  // an error of 1e-10 by rounding, 1e-12 by curvature
  std::size_t const stride = std::max<std::size_t>(1, w.size() / 97);
  double worst = 0, largest = 0;
  for (std::size_t i = 0; i < w.size(); i += stride) {
    double const at = w[i];
    w[i] = at + h;
    double const above = mean_loss(p, w);
    w[i] = at - h;
    double const quotient = (above - mean_loss(p, w)) / (2 * h);
    w[i] = at;
    worst = std::max(worst, std::abs(quotient - gradients[i]));
    largest = std::max(largest, std::abs(quotient));
  }
  return worst / largest;
}

}  // namespace bench
