// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/select.hpp"

/// Shapes with the kernel that the planner chooses for them, for elements of type T.
namespace guards {

template <class T>
constexpr tapeless::plan::product_shape as_chosen(tapeless::plan::product_shape shape, tapeless::op code,
                                                  tapeless::plan::layout samples_lie,
                                                  tapeless::plan::elementwise_code const& chain = {}) {
  tapeless::plan::step s{};
  s.kind = tapeless::plan::step_kind::product;
  s.code = code;
  s.samples_lie = samples_lie;
  shape.kernel = tapeless::plan::select_product({s, chain, tapeless::plan::registers_for<T>, shape}, {}).kernel;
  return shape;
}
template <class T>
constexpr tapeless::plan::product_shape product(tapeless::plan::product_shape shape,
                                                tapeless::plan::elementwise_code const& chain = {}) {
  return as_chosen<T>(shape, tapeless::op::product, tapeless::plan::layout::feature_minor, chain);
}
/// By way of a transposed copy, whose columns are `step` apart.
template <class T>
constexpr tapeless::plan::product_shape product_by_copy(tapeless::plan::product_shape shape, std::uint32_t step) {
  shape.kernel = product<T>(tapeless::plan::with_left_copied(shape, step)).kernel;
  return shape;
}
template <class T>
constexpr tapeless::plan::product_shape
sum_of_products(tapeless::plan::product_shape shape,
                tapeless::plan::layout samples_lie = tapeless::plan::layout::feature_minor) {
  return as_chosen<T>(shape, tapeless::op::batch_product_sum, samples_lie);
}
/// Of an outer product whose columns are `leading` apart.
template <class T>
constexpr tapeless::plan::kernel_id outer_product(std::uint32_t rows, std::uint32_t columns, std::uint32_t leading) {
  return sum_of_products<T>({.rows = rows, .columns = columns, .leading = leading}).kernel;
}
template <class T>
constexpr tapeless::plan::softmax_shape softmax(std::uint32_t size, std::uint32_t batch = 1) {
  tapeless::plan::step const s{};
  tapeless::plan::softmax_shape shape{size, batch};
  shape.kernel =
      tapeless::plan::first_of(tapeless::plan::softmaxes, {s, {}, tapeless::plan::registers_for<T>, {}, shape}, {})
          .kernel;
  return shape;
}

}  // namespace guards
