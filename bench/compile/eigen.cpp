// SPDX-License-Identifier: BSL-1.0
// Matrices of fixed size and backpropagation by hand; samples are columns.
#include "classifier.hpp"

#include <Eigen/Dense>

namespace classifier {

namespace {

template <std::size_t Rows, std::size_t Columns>
using matrix = Eigen::Matrix<float, static_cast<int>(Rows), static_cast<int>(Columns)>;
template <std::size_t Rows, std::size_t Columns>
using rows_first = Eigen::Matrix<float, static_cast<int>(Rows), static_cast<int>(Columns), Eigen::RowMajor>;

template <std::size_t Batch>
class trainer {
public:
  void set(float const* flat) {
    weight_1 = Eigen::Map<rows_first<hidden, inputs> const>(flat);
    bias_1 = Eigen::Map<matrix<hidden, 1> const>(flat += hidden * inputs);
    weight_2 = Eigen::Map<rows_first<classes, hidden> const>(flat += hidden);
    bias_2 = Eigen::Map<matrix<classes, 1> const>(flat += classes * hidden);
  }
  float step(float const* samples, std::uint8_t const* labels) {
    Eigen::Map<matrix<inputs, Batch> const> const x(samples);
    value.noalias() = weight_1 * x;
    value.colwise() += bias_1;
    value = value.array().tanh();
    logits.noalias() = weight_2 * value;
    logits.colwise() += bias_2;

    Eigen::Matrix<float, 1, static_cast<int>(Batch)> const largest = logits.colwise().maxCoeff();
    delta_2 = (logits.rowwise() - largest).array().exp();
    Eigen::Matrix<float, 1, static_cast<int>(Batch)> const norm = delta_2.colwise().sum();
    delta_2.array().rowwise() *= norm.array().inverse();
    float loss = (norm.array().log() + largest.array()).sum();
    for (int s = 0; s < static_cast<int>(Batch); ++s) {
      loss -= logits(labels[s], s);
      delta_2(labels[s], s) -= 1;
    }
    delta_2 *= 1.0F / Batch;

    delta_1.noalias() = weight_2.transpose() * delta_2;
    delta_1.array() *= 1 - value.array().square();
    weight_2.noalias() -= learning_rate * delta_2 * value.transpose();
    bias_2 -= learning_rate * delta_2.rowwise().sum();
    weight_1.noalias() -= learning_rate * delta_1 * x.transpose();
    bias_1 -= learning_rate * delta_1.rowwise().sum();
    return loss / Batch;
  }

private:
  matrix<hidden, inputs> weight_1;
  matrix<hidden, 1> bias_1;
  matrix<classes, hidden> weight_2;
  matrix<classes, 1> bias_2;
  matrix<hidden, Batch> value, delta_1;
  matrix<classes, Batch> logits, delta_2;
};
trainer<1> of_one;
trainer<32> of_32;

}  // namespace

void set_parameters(float const* flat) {
  of_one.set(flat);
  of_32.set(flat);
}
float step_of_one(float const* samples, std::uint8_t const* labels) { return of_one.step(samples, labels); }
float step_of_32(float const* samples, std::uint8_t const* labels) { return of_32.step(samples, labels); }

}  // namespace classifier
