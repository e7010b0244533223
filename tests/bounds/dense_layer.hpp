// SPDX-License-Identifier: BSL-1.0
// The kernels of one dense layer, in memory between fences: forward y = tanh(W·x + b), the gradient of the input Wᵀ·δ ∘
// (1 − a²), the update W ← W − η·Σ δ·xᵀ, for one sample, where the last two are one kernel too, and for some, against
// plain loops. W lies as plan/storage.hpp says, with NaN between its columns.
#pragma once

#include "../kernel/chosen.hpp"
#include "../plain_matrix.hpp"
#include "fenced.hpp"

#include "tapeless/kernel/product_and_update.hpp"
#include "tapeless/plan/storage.hpp"

#include <algorithm>
#include <limits>

namespace bounds {

namespace kernel = tapeless::kernel;
namespace plan = tapeless::plan;
using kernel::product_shape;
using tapeless::op;

/// More than the least number for which a transposed matrix is copied, and no multiple of a tile's columns.
inline constexpr std::uint32_t most_samples = 11;
inline constexpr std::uint32_t most_extent = 40;

constexpr std::uint32_t instruction(op code, std::uint32_t a, std::uint32_t b = 0) {
  return static_cast<std::uint32_t>(code) << 24 | a << 16 | b << 8;
}
/// tanh(core + in0), in0 for each element.
constexpr plan::elementwise_code activation(bool batched) {
  plan::elementwise_code made{};
  made.batched = batched;
  made.input_count = 1;
  made.instruction_count = 2;
  made.per_element = 1;
  made.instructions[0] = instruction(op::add, plan::core_result, 0);
  made.instructions[1] = instruction(op::tanh, plan::first_result);
  made.stored = 0b10;
  return made;
}
/// core·(1 − in0²), in0 for each element of each sample.
constexpr plan::elementwise_code derivative(bool batched) {
  plan::elementwise_code made{};
  made.batched = batched;
  made.input_count = 1;
  made.constant_count = 1;
  made.instruction_count = 3;
  made.per_element = 1;
  made.per_sample = batched ? 1 : 0;
  made.constants[0] = 1;
  made.instructions[0] = instruction(op::square, 0);
  made.instructions[1] = instruction(op::subtract, plan::first_constant, plan::first_result);
  made.instructions[2] = instruction(op::multiply, plan::core_result, plan::first_result + 1);
  made.stored = 0b100;
  return made;
}
/// in0 − in1·core, in0 for each element.
constexpr plan::elementwise_code descent() {
  plan::elementwise_code made{};
  made.input_count = 2;
  made.instruction_count = 2;
  made.per_element = 0b01;
  made.instructions[0] = instruction(op::multiply, 1, plan::core_result);
  made.instructions[1] = instruction(op::subtract, 0, plan::first_result);
  made.stored = 0b10;
  return made;
}

/// Kernels for `Rows` outputs and `Columns` inputs behind plain signatures, so that only they are compiled for each
/// shape.
template <class T>
struct layer {
  std::uint32_t rows, columns;
  void (*forward)(T* y, T const* w, T const* x, T const* b);
  void (*forward_of_samples)(T* y, T const* w, T const* x, T const* b, std::uint32_t samples);
  void (*backward)(T* by_x, T const* w, T const* delta, T const* a);
  void (*backward_of_samples)(T* copy, T* by_x, T const* w, T const* delta, T const* a, std::uint32_t samples);
  void (*update)(T* w, T const* delta, T const* x, T const* rate, std::uint32_t samples);
  void (*backward_and_update)(T* by_x, T* w, T const* delta, T const* x, T const* a, T const* rate);
};
/// From column to column of W, and of its transposed copy.
template <std::uint32_t Rows, std::uint32_t Columns>
inline constexpr std::uint32_t step_of = plan::leading_dimension({Rows, Columns});

template <class T, std::uint32_t Rows, std::uint32_t Columns>
constexpr layer<T> layer_of = {
    Rows,
    Columns,
    [](T* y, T const* w, T const* x, T const* b) {
      kernel::target<T> const out[]{{y, 0}};
      kernel::operand<T> const in[]{{b, 0}, {}};
      constexpr product_shape shape{.rows = Rows, .inner = Columns, .left_leading = step_of<Rows, Columns>};
      kernel::product<T, guards::product<T>(shape, activation(false)), activation(false)>(out, {w, 0}, {x, 0}, in, 1);
    },
    [](T* y, T const* w, T const* x, T const* b, std::uint32_t samples) {
      kernel::target<T> const out[]{{y, Rows}};
      kernel::operand<T> const in[]{{b, 0}, {}};
      constexpr product_shape shape{.rows = Rows,
                                    .inner = Columns,
                                    .samples = most_samples,
                                    .one_left = true,
                                    .left_leading = step_of<Rows, Columns>};
      kernel::product<T, guards::product<T>(shape, activation(true)), activation(true)>(out, {w, 0}, {x, Columns}, in,
                                                                                        samples);
    },
    [](T* by_x, T const* w, T const* delta, T const* a) {
      kernel::target<T> const out[]{{by_x, 0}};
      kernel::operand<T> const in[]{{a, 0}, {}};
      constexpr product_shape shape{
          .rows = Columns, .inner = Rows, .left_transposed = true, .left_leading = step_of<Rows, Columns>};
      kernel::product<T, guards::product<T>(shape), derivative(false)>(out, {w, 0}, {delta, 0}, in, 1);
    },
    [](T* copy, T* by_x, T const* w, T const* delta, T const* a, std::uint32_t samples) {
      kernel::target<T> const out[]{{by_x, Columns}};
      kernel::operand<T> const in[]{{a, Columns}, {}};
      constexpr product_shape shape{.rows = Columns,
                                    .inner = Rows,
                                    .left_transposed = true,
                                    .samples = most_samples,
                                    .left_leading = step_of<Rows, Columns>};
      kernel::product_by_copy<T, guards::product_by_copy<T>(shape, step_of<Columns, Rows>), derivative(true), false,
                              step_of<Columns, Rows>>(copy, out, {w, 0}, {delta, Rows}, in, samples);
    },
    [](T* w, T const* delta, T const* x, T const* rate, std::uint32_t samples) {
      kernel::target<T> const out[]{{w, 0}};
      kernel::operand<T> const in[]{{w, 0}, {rate, 0}, {}};
      constexpr product_shape shape{.rows = Rows,
                                    .columns = Columns,
                                    .right_transposed = true,
                                    .samples = most_samples,
                                    .leading = step_of<Rows, Columns>};
      kernel::batch_product_sum<T, guards::sum_of_products<T>(shape), descent()>(out, {delta, Rows}, {x, Columns}, in,
                                                                                 samples);
    },
    [](T* by_x, T* w, T const* delta, T const* x, T const* a, T const* rate) {
      kernel::target<T> const out[]{{by_x, 0}};
      kernel::operand<T> const in[]{{a, 0}, {}};
      kernel::target<T> const updated[]{{w, 0}};
      kernel::operand<T> const update_in[]{{w, 0}, {rate, 0}, {}};
      constexpr product_shape shape{
          .rows = Columns, .inner = Rows, .left_transposed = true, .left_leading = step_of<Rows, Columns>};
      if constexpr (shape.left_step() % tapeless::register_width<T> == 0) {
        kernel::product_and_update<T, shape, derivative(false), descent()>(out, {w, 0}, {delta, 0}, in, updated,
                                                                           kernel::operand<T>{x, 0}, update_in);
      } else {
        kernel::product<T, guards::product<T>(shape), derivative(false)>(out, {w, 0}, {delta, 0}, in, 1);
        constexpr product_shape sum{
            .rows = Rows, .columns = Columns, .right_transposed = true, .leading = step_of<Rows, Columns>};
        kernel::batch_product_sum<T, guards::sum_of_products<T>(sum), descent()>(updated, {delta, 0}, {x, 0}, update_in,
                                                                                 1);
      }
    },
};

/// One layer in fenced memory.
template <class T>
class experiment {
public:
  explicit experiment(layer<T> const& kernels) : l(kernels), draw(0.01 * l.rows + 0.001 * l.columns) {}

  void run(edge where) {
    for (std::uint32_t samples : {1u, 5u, most_samples}) {
      place(where, samples);
      BOOST_TEST_CHECKPOINT("layer " << l.rows << "x" << l.columns << ", " << samples << " samples");
      if (samples == 1) {
        l.forward(y, w, x, b);
        expect_forward(samples);
        l.backward(by_x, w, delta, a);
        expect_backward(samples);
      }
      l.forward_of_samples(y, w, x, b, samples);
      expect_forward(samples);
      l.backward_of_samples(copy, by_x, w, delta, a, samples);
      expect_backward(samples);
      l.update(w, delta, x, rate, samples);
      expect_update(samples);
      if (samples == 1) {
        before.assign(w, w + w_size());
        l.backward_and_update(by_x, w, delta, x, a, rate);
        expect_update(samples);
        std::copy(before.begin(), before.end(), w);
        expect_backward(samples);
      }
    }
  }

private:
  T* filled(std::size_t number, std::size_t count, edge where) {
    T* const at = memory()[number].template numbers<T>(count, where);
    for (std::size_t i = 0; i < count; ++i) at[i] = static_cast<T>(draw());
    return at;
  }
  static fenced const* memory() {
    constexpr std::size_t most_of_a_column = plan::whole_vectors(most_extent);
    constexpr std::size_t most = sizeof(T) * most_extent * std::max<std::size_t>(most_of_a_column, most_samples);
    static fenced const each[]{fenced(most), fenced(most), fenced(most), fenced(most), fenced(most),
                               fenced(most), fenced(most), fenced(most), fenced(most)};
    for (fenced const& one : each) BOOST_REQUIRE(one.ready());
    return each;
  }
  void place(edge where, std::size_t samples) {
    std::size_t const rows = l.rows;
    std::size_t const columns = l.columns;
    w_step = plan::leading_dimension({l.rows, l.columns});
    w = filled(0, w_size(), where);
    for (std::size_t i = 0; i < w_size(); ++i)
      if (i % w_step >= rows) w[i] = std::numeric_limits<T>::quiet_NaN();
    x = filled(1, columns * samples, where);
    b = filled(2, rows, where);
    y = filled(3, rows * samples, where);
    delta = filled(4, rows * samples, where);
    a = filled(5, columns * samples, where);
    by_x = filled(6, columns * samples, where);
    copy = filled(7, plan::stored_size({l.columns, l.rows}), where);
    rate = filled(8, 1, where);
    before.assign(w, w + w_size());
  }
  std::size_t w_size() const { return w_step * l.columns; }

  void expect(T found, double expected, char const* what, std::uint32_t samples, std::size_t at) const {
    double const within = 64 * static_cast<double>(std::numeric_limits<T>::epsilon());
    if (plain::close(static_cast<double>(found), expected, within)) return;
    BOOST_ERROR(what << " of " << l.rows << "x" << l.columns << ", " << samples << " samples, element " << at << ": "
                     << found << ", expected " << expected);
  }
  void expect_forward(std::uint32_t samples) const {
    for (std::size_t s = 0; s < samples; ++s)
      for (std::size_t i = 0; i < l.rows; ++i) {
        double sum = static_cast<double>(b[i]);
        for (std::size_t k = 0; k < l.columns; ++k) sum += product(w[k * w_step + i], x[s * l.columns + k]);
        expect(y[s * l.rows + i], std::tanh(sum), "forward", samples, s * l.rows + i);
      }
  }
  void expect_backward(std::uint32_t samples) const {
    for (std::size_t s = 0; s < samples; ++s)
      for (std::size_t k = 0; k < l.columns; ++k) {
        double sum = 0;
        for (std::size_t i = 0; i < l.rows; ++i) sum += product(w[k * w_step + i], delta[s * l.rows + i]);
        std::size_t const at = s * l.columns + k;
        expect(by_x[at], sum * (1 - product(a[at], a[at])), "input gradient", samples, at);
      }
  }
  void expect_update(std::uint32_t samples) const {
    for (std::size_t k = 0; k < l.columns; ++k)
      for (std::size_t i = 0; i < l.rows; ++i) {
        double sum = 0;
        for (std::size_t s = 0; s < samples; ++s) sum += product(delta[s * l.rows + i], x[s * l.columns + k]);
        std::size_t const at = k * w_step + i;
        expect(w[at], static_cast<double>(before[at]) - static_cast<double>(*rate) * sum, "update", samples, at);
      }
  }
  static double product(T left, T right) { return static_cast<double>(left) * static_cast<double>(right); }

  layer<T> l;
  plain::numbers draw;
  std::vector<T> before;
  std::size_t w_step = 0;
  T *w = nullptr, *x = nullptr, *b = nullptr, *y = nullptr, *delta = nullptr, *a = nullptr, *by_x = nullptr;
  T *copy = nullptr, *rate = nullptr;
};

template <class T>
void check(layer<T> const& each) {
  experiment<T>(each).run(edge::back);
  experiment<T>(each).run(edge::front);
}
/// Layers of `Rows` outputs and First … First + sizeof…(I) − 1 inputs.
template <class T, std::uint32_t Rows, std::uint32_t First, std::uint32_t... I>
void check_columns(std::integer_sequence<std::uint32_t, I...>) {
  (check<T>(layer_of<T, Rows, First + I>), ...);
}

}  // namespace bounds
