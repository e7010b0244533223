// SPDX-License-Identifier: BSL-1.0
// Sacado's reverse mode in double precision: every evaluation records anew. It frees what it recorded only when it
// sweeps back, so there is no forward mode to time.
#include "scalar_network.hpp"

#include <Sacado_trad.hpp>

#include <algorithm>

namespace bench::BENCH_UNIT {

using recorded = Sacado::Rad::ADvar<double>;

struct functions {
  static recorded relu(recorded const& z) { return Sacado::Rad::max(z, recorded(0.0)); }
  static recorded tanh(recorded const& z) { return Sacado::Rad::tanh(z); }
  static recorded exp(recorded const& z) { return Sacado::Rad::exp(z); }
  static recorded log(recorded const& z) { return Sacado::Rad::log(z); }
  static recorded greater_of(recorded const& a, recorded const& b) { return Sacado::Rad::max(a, b); }
};

class sacado_peer : public peer {
public:
  explicit sacado_peer(problem const& p) : scalar(p), weights(p.net.parameters()), gradients(p.net.parameters()) {}

  void set_parameters(float const* flat) override { std::copy_n(flat, weights.size(), weights.begin()); }
  void read_parameters(float* flat) override { narrow(weights, flat); }
  void read_gradients(float* flat) override { narrow(gradients, flat); }
  void read_predictions(float*) override {}

  void forward() override {}
  void gradient() override {
    std::vector<recorded> const w(weights.begin(), weights.end());
    recorded const loss = scalar.mean_loss(w);
    recorded::Gradcomp();
    mean_loss = static_cast<float>(loss.val());
    for (std::size_t i = 0; i < w.size(); ++i) gradients[i] = w[i].adj();
  }
  void step() override {
    gradient();
    double const rate = static_cast<double>(learning_rate);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] -= rate * gradients[i];
  }

private:
  static void narrow(std::vector<double> const& from, float* to) {
    std::transform(from.begin(), from.end(), to, [](double a) { return static_cast<float>(a); });
  }

  scalar_network<functions, recorded> scalar;
  std::vector<double> weights, gradients;
};

enrolment const enrolled(small_columns<sacado_peer>(false));

}  // namespace bench::BENCH_UNIT
