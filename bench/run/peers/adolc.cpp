// SPDX-License-Identifier: BSL-1.0
// ADOL-C in double precision: the trace is recorded once and replayed. (ReLU and the largest logit are fmax, which a
// replay decides anew.)
#include "scalar_network.hpp"

#include <adolc/adolc.h>

#include <algorithm>

namespace bench::BENCH_UNIT {

// ADOL-C's functions are found by their argument only, and not where a member has the same name.
inline adouble tanh_of(adouble const& z) { return tanh(z); }
inline adouble exp_of(adouble const& z) { return exp(z); }
inline adouble log_of(adouble const& z) { return log(z); }

struct functions {
  static adouble relu(adouble const& z) { return fmax(z, 0.0); }
  static adouble tanh(adouble const& z) { return tanh_of(z); }
  static adouble exp(adouble const& z) { return exp_of(z); }
  static adouble log(adouble const& z) { return log_of(z); }
  static adouble greater_of(adouble const& a, adouble const& b) { return fmax(a, b); }
};

class adolc_peer : public peer {
public:
  explicit adolc_peer(problem const& p)
      : net(p.net),
        count(static_cast<int>(net.parameters())),
        outputs(static_cast<int>(p.where.batch * net.outputs())),
        loss_tape(next_tape++),
        prediction_tape(next_tape++),
        weights(net.parameters()),
        gradients(net.parameters()),
        predictions(p.where.batch * net.outputs()) {
    std::copy(p.parameters.begin(), p.parameters.end(), weights.begin());
    scalar_network<functions, adouble> const scalar(p);
    record(loss_tape, [&](std::vector<adouble> const& w) {
      double value = 0;
      scalar.mean_loss(w) >>= value;
    });
    record(prediction_tape, [&](std::vector<adouble> const& w) {
      double value = 0;
      for (std::uint32_t s = 0; s < p.where.batch; ++s)
        for (adouble each : scalar.prediction(w, s)) each >>= value;
    });
  }

  void set_parameters(float const* flat) override { std::copy_n(flat, weights.size(), weights.begin()); }
  void read_parameters(float* flat) override { narrow(weights, flat); }
  void read_gradients(float* flat) override { narrow(gradients, flat); }
  void read_predictions(float* to) override { narrow(predictions, to); }

  void forward() override { ::function(prediction_tape, outputs, count, weights.data(), predictions.data()); }
  void gradient() override {
    double value = 0, one = 1;  // what ADOL-C's driver `gradient` does, and the value kept
    zos_forward(loss_tape, 1, count, 1, weights.data(), &value);
    fos_reverse(loss_tape, 1, count, &one, gradients.data());
    mean_loss = static_cast<float>(value);
  }
  void step() override {
    gradient();
    double const rate = static_cast<double>(learning_rate);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] -= rate * gradients[i];
  }

private:
  template <class F>
  void record(short tape, F const& f) {
    trace_on(tape);
    {
      std::vector<adouble> w(weights.size());
      for (std::size_t i = 0; i < w.size(); ++i) w[i] <<= weights[i];
      f(w);
    }
    trace_off();
  }
  static void narrow(std::vector<double> const& from, float* to) {
    std::transform(from.begin(), from.end(), to, [](double a) { return static_cast<float>(a); });
  }

  static inline short next_tape = 1;
  network const& net;
  int count, outputs;
  short loss_tape, prediction_tape;
  std::vector<double> weights, gradients, predictions;
};

enrolment const enrolled(small_columns<adolc_peer>());

}  // namespace bench::BENCH_UNIT
