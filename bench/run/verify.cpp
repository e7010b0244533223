// SPDX-License-Identifier: BSL-1.0
#include "verify.hpp"

#include <cmath>
#include <limits>

namespace bench {

namespace {

constexpr double tolerance = 1e-4;  // relative, of norms: sums of 256 floats and fast functions stay below 1e-5

/// ‖a − b‖ / ‖b‖, or infinity if b is zero or a has a NaN.
double distance(float const* a, double const* b, std::size_t count) {
  double difference = 0, norm = 0;
  for (std::size_t i = 0; i < count; ++i) {
    double const error = static_cast<double>(a[i]) - b[i];
    difference += error * error;
    norm += b[i] * b[i];
  }
  double const ratio = std::sqrt(difference / norm);
  return norm > 0 && ratio >= 0 ? ratio : std::numeric_limits<double>::infinity();
}

std::string wrong(std::string const& what, double error) {
  return what + " is wrong, relative error " + std::to_string(error);
}

/// Compares weights and biases layer by layer.
std::string compare_parameters(network const& net, char const* what, std::vector<float> const& got,
                               std::vector<double> const& expected, double allowed) {
  for (std::uint32_t l = 0; l < net.depth; ++l) {
    std::size_t const weight = net.offset(l), bias = weight + net.weights(l), end = net.offset(l + 1);
    double const of_weight = distance(&got[weight], &expected[weight], bias - weight);
    if (!(of_weight <= allowed)) return wrong(what + std::string(" of weight ") + std::to_string(l), of_weight);
    double const of_bias = distance(&got[bias], &expected[bias], end - bias);
    if (!(of_bias <= allowed)) return wrong(what + std::string(" of bias ") + std::to_string(l), of_bias);
  }
  return {};
}

std::string compare_loss(peer const& candidate, reference const& truth) {
  double const error = std::abs(static_cast<double>(candidate.mean_loss) - truth.loss) / std::abs(truth.loss);
  return error <= tolerance ? "" : wrong("the mean loss", error);
}

/// The parameters after two steps of Adam.
std::vector<double> after_adam(problem const& p, reference const& truth, double rate, bool with_gradients) {
  constexpr double beta1 = adam_constants::beta1, beta2 = adam_constants::beta2;
  std::vector<double> at(p.parameters.begin(), p.parameters.end()), m(at.size()), v(at.size()), g = truth.gradients;
  for (int t = 1; t <= 2; ++t) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      double const root = std::sqrt(v[i] / (1 - std::pow(beta2, t)));
      at[i] -= rate * m[i] / (1 - std::pow(beta1, t)) / (root + static_cast<double>(adam_constants::epsilon));
    }
    if (with_gradients && t == 1) g = compute_reference(p, at).gradients;
  }
  return at;
}

std::string compare_adam(peer& candidate, problem const& p, reference const& truth, bool with_gradients) {
  constexpr float rate = 0.03125F;
  candidate.set_parameters(p.parameters.data());
  candidate.learning_rate = rate;
  candidate.adam();
  if (std::string const error = with_gradients ? compare_loss(candidate, truth) : ""; !error.empty()) return error;
  candidate.adam();
  std::vector<float> values(p.net.parameters(), NAN);
  candidate.read_parameters(values.data());
  std::vector<double> expected = after_adam(p, truth, static_cast<double>(rate), with_gradients);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] -= p.parameters[i];
    expected[i] -= static_cast<double>(p.parameters[i]);
  }
  return compare_parameters(p.net, "Adam's update", values, expected, 10 * tolerance);
}

std::string compare_gradient(peer& candidate, problem const& p, reference const& truth) {
  std::vector<float> values(p.net.parameters(), NAN);
  candidate.mean_loss = NAN;
  candidate.gradient();
  candidate.read_gradients(values.data());
  if (std::string const error = compare_loss(candidate, truth); !error.empty()) return error;
  if (std::string const error = compare_parameters(p.net, "the gradient", values, truth.gradients, tolerance);
      !error.empty())
    return error;

  // The update is compared as the difference it makes, so large that rounding the parameter itself stays below the
  // tolerance.
  candidate.learning_rate = 8;
  candidate.mean_loss = NAN;
  candidate.step();
  candidate.read_parameters(values.data());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = (p.parameters[i] - values[i]) / candidate.learning_rate;
  if (std::string const error = compare_loss(candidate, truth); !error.empty()) return error;
  return compare_parameters(p.net, "the update", values, truth.gradients, 4 * tolerance);
}

}  // namespace

std::string verify(peer& candidate, problem const& p, reference const& truth, entry const& who) {
  candidate.set_parameters(p.parameters.data());
  if (who.has_forward) {
    std::vector<float> predictions(truth.predictions.size(), NAN);
    candidate.forward();
    candidate.read_predictions(predictions.data());
    double const error = distance(predictions.data(), truth.predictions.data(), predictions.size());
    if (!(error <= tolerance)) return wrong("the prediction", error);
  }
  if (who.has_gradient)
    if (std::string const error = compare_gradient(candidate, p, truth); !error.empty()) return error;
  return who.has_adam ? compare_adam(candidate, p, truth, who.has_gradient) : "";
}

}  // namespace bench
