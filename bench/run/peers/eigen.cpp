// SPDX-License-Identifier: BSL-1.0
// Eigen with matrices of fixed size and backpropagation by hand; samples are columns. Sums and functions are Eigen's
// own, vectorized.
#include "../peer.hpp"

#include <Eigen/Dense>

namespace bench::BENCH_UNIT {

template <std::uint32_t Rows, std::uint32_t Columns>
using matrix = Eigen::Matrix<float, static_cast<int>(Rows), static_cast<int>(Columns)>;
template <std::uint32_t Rows, std::uint32_t Columns>
using rows_first = Eigen::Map<Eigen::Matrix<float, static_cast<int>(Rows), static_cast<int>(Columns),
                                            (Columns == 1 ? Eigen::ColMajor : Eigen::RowMajor)>>;

template <std::uint32_t Number, std::uint32_t Batch, std::uint32_t L>
struct layer {
  static constexpr network net = networks[Number - 1];
  static constexpr std::uint32_t in = net.width[L], out = net.width[L + 1];
  static constexpr activation act = net.after(L);
  matrix<out, in> weight, weight_gradient;
  matrix<out, 1> bias, bias_gradient;
  matrix<out, Batch> value, delta;
};
template <std::uint32_t Number, std::uint32_t Batch, std::uint32_t L>
struct layers_up_to : layers_up_to<Number, Batch, L - 1>, layer<Number, Batch, L> {};
template <std::uint32_t Number, std::uint32_t Batch>
struct layers_up_to<Number, Batch, 0> : layer<Number, Batch, 0> {};

template <std::uint32_t Number, std::uint32_t Batch>
class eigen_peer : public peer {
  static constexpr network net = networks[Number - 1];
  static constexpr std::uint32_t last = net.depth - 1, in = net.inputs(), out = net.outputs();
  template <std::uint32_t L>
  using at = layer<Number, Batch, L>;

public:
  EIGEN_MAKE_ALIGNED_OPERATOR_NEW
  explicit eigen_peer(problem const& p)
      : input(Eigen::Map<matrix<in, Batch> const>(p.inputs.data())),
        target(Eigen::Map<matrix<out, Batch> const>(p.targets.data())) {}

  void set_parameters(float const* flat) override {
    each([&]<std::uint32_t L>() {
      float* const from = const_cast<float*>(flat) + net.offset(L);
      get<L>().weight = rows_first<at<L>::out, at<L>::in>(from);
      get<L>().bias = rows_first<at<L>::out, 1>(from + net.weights(L));
    });
  }
  void read_parameters(float* flat) override {
    each([&]<std::uint32_t L>() { read<L>(get<L>().weight, get<L>().bias, flat + net.offset(L)); });
  }
  void read_gradients(float* flat) override {
    each([&]<std::uint32_t L>() { read<L>(get<L>().weight_gradient, get<L>().bias_gradient, flat + net.offset(L)); });
  }
  void read_predictions(float* predictions) override {
    Eigen::Map<matrix<out, Batch>>(predictions, static_cast<int>(out), static_cast<int>(Batch)) = get<last>().value;
  }

  void forward() override {
    propagate();
    matrix<out, Batch>& z = get<last>().value;
    if constexpr (net.loss == objective::softmax_cross_entropy) {
      softmax(z);
      z = probability;
    } else if constexpr (net.loss == objective::binary_cross_entropy) {
      z.array() = (1 + (-z.array()).exp()).inverse();
    }
  }
  void gradient() override {
    propagate();
    lose();
    each([&]<std::uint32_t Down>() {
      constexpr std::uint32_t L = last - Down;
      at<L>& a = get<L>();
      if constexpr (at<L>::act == activation::tanh) a.delta.array() *= 1 - a.value.array().square();
      if constexpr (at<L>::act == activation::relu) a.delta = (a.value.array() > 0).select(a.delta, 0);
      a.weight_gradient.noalias() = a.delta * below<L>().transpose();
      a.bias_gradient = a.delta.rowwise().sum();
      if constexpr (L > 0) get<L - 1>().delta.noalias() = a.weight.transpose() * a.delta;
    });
  }
  void step() override {
    gradient();
    each([&]<std::uint32_t L>() {
      get<L>().weight -= learning_rate * get<L>().weight_gradient;
      get<L>().bias -= learning_rate * get<L>().bias_gradient;
    });
  }

private:
  template <class F>
  static void each(F const& f) {
    [&]<std::uint32_t... L>(std::integer_sequence<std::uint32_t, L...>) { (f.template operator()<L>(), ...); }
    (std::make_integer_sequence<std::uint32_t, net.depth>{});
  }
  template <std::uint32_t L>
  at<L>& get() {
    return memory;
  }
  template <std::uint32_t L>
  auto const& below() {
    if constexpr (L == 0)
      return input;
    else
      return get<L - 1>().value;
  }
  void propagate() {
    each([&]<std::uint32_t L>() {
      at<L>& a = get<L>();
      a.value.noalias() = a.weight * below<L>();
      a.value.colwise() += a.bias;
      if constexpr (at<L>::act == activation::tanh) a.value = a.value.array().tanh();
      if constexpr (at<L>::act == activation::relu) a.value = a.value.array().max(0);
    });
  }
  /// Leaves exp(z − max) / Σ in `probability`, Σ in `norm`, max in `largest`.
  void softmax(matrix<out, Batch> const& z) {
    largest = z.colwise().maxCoeff();
    probability = (z.rowwise() - largest).array().exp();
    norm = probability.colwise().sum();
    probability.array().rowwise() *= norm.array().inverse();
  }
  void lose() {
    matrix<out, Batch> const& z = get<last>().value;
    matrix<out, Batch>& delta = get<last>().delta;
    if constexpr (net.loss == objective::softmax_cross_entropy) {
      softmax(z);
      mean_loss = ((norm.array().log() + largest.array()).sum() - z.cwiseProduct(target).sum()) / Batch;
      delta = (probability - target) * (1.0F / Batch);
    } else if constexpr (net.loss == objective::binary_cross_entropy) {
      probability = (-z.array().abs()).exp();
      mean_loss =
          (z.array().max(0) - z.array() * target.array() + (1 + probability.array()).log()).sum() / (Batch * out);
      delta = ((z.array() > 0).select(1.0F, probability.array()) / (1 + probability.array()) - target.array()) *
              (1.0F / (Batch * out));
    } else {
      probability = z - target;
      mean_loss = probability.squaredNorm() / (Batch * out);
      delta = probability * (2.0F / (Batch * out));
    }
  }
  template <std::uint32_t L>
  static void read(matrix<at<L>::out, at<L>::in> const& weight, matrix<at<L>::out, 1> const& bias, float* flat) {
    rows_first<at<L>::out, at<L>::in>(flat, static_cast<int>(at<L>::out), static_cast<int>(at<L>::in)) = weight;
    rows_first<at<L>::out, 1>(flat + net.weights(L), static_cast<int>(at<L>::out), 1) = bias;
  }

  layers_up_to<Number, Batch, last> memory;
  matrix<in, Batch> input;
  matrix<out, Batch> target, probability;
  Eigen::Matrix<float, 1, static_cast<int>(Batch)> largest, norm;
};

enrolment const enrolled(entries_of<BENCH_NETWORK, eigen_peer>(BENCH_PEER, BENCH_COMPILER));

}  // namespace bench::BENCH_UNIT
