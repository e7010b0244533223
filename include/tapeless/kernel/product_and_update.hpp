// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/product.hpp"

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// `Columns` columns of a matrix W of S.inner rows, each number read once: their dot products with a vector d, and their update from the
/// outer product of d with `factors`. Updates go in groups, all reads before the first write (attached_chain::apply).
template <class T, product_shape S, std::uint32_t Columns, class Update>
[[gnu::always_inline]] inline pack<T, width_of_sums<T>(S.inner)>
dots_and_update(T const* matrix, T const* vector_of_rows, T const* factors, std::size_t first, Update const& update) {
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  constexpr std::uint32_t at_once = width / 2;
  using vector = pack<T, width>;
  vector sum[width];
  unroll<width>([&]<std::uint32_t I>() __attribute__((always_inline)) { sum[I] = vector(T{}); });
  auto const rows = [&]<class Lanes>(std::size_t k, Lanes lanes) __attribute__((always_inline)) {
    T const* const block = matrix + first * S.inner + k;
    vector const d = load<vector>(vector_of_rows + k, lanes);
    unroll<Columns>([&]<std::uint32_t I>() __attribute__((always_inline)) {
      sum[I] = muladd(load<vector>(block + I * S.inner, lanes), d, sum[I]);
    });
    auto const some = [&]<std::uint32_t First, std::uint32_t Count>() __attribute__((always_inline)) {
      vector core[Count];
      unroll<Count>([&]<std::uint32_t I>()
                        __attribute__((always_inline)) { core[I] = d * vector(factors[first + First + I]); });
      update.template apply<1, Count>(
          core,
          [&](std::size_t column) __attribute__((always_inline)) {
            return vector_at{0, first * S.inner + k + (First + column) * S.inner};
          },
          vector_at{0, 0}, lanes);
    };
    if constexpr (Columns > at_once) {
      some.template operator()<0, at_once>();
      some.template operator()<at_once, Columns - at_once>();
    } else {
      some.template operator()<0, Columns>();
    }
  };
#if defined(__clang__)
#pragma clang loop unroll(disable)  // as in kernel/product.hpp
#endif
  for (std::size_t k = 0; k + width <= S.inner; k += width) rows(k, all_lanes{});
  if constexpr (S.inner % width != 0) rows(S.inner - S.inner % width, constant_lanes<S.inner % width>{});
  return totals<width>(sum);
}

/// Wᵀ·d with the chain of each element, and the update of W from the outer product d·fᵀ, for one sample: backward through a dense layer.
/// Every number of W is read, used for both, and written.
template <class T, product_shape S, plan::elementwise_code Code, plan::elementwise_code UpdateCode>
[[gnu::always_inline]] inline void product_and_update(results_of<T, Code> out, operand<T> left, operand<T> right,
                                                      inputs_of<T, Code> in, results_of<T, UpdateCode> updated,
                                                      operand<T> factors, inputs_of<T, UpdateCode> update_in) {
  attached_chain<T, Code> const chain(out, in);
  attached_chain<T, UpdateCode> const update(updated, update_in);
  constexpr std::uint32_t width = width_of_sums<T>(S.inner);
  constexpr std::uint32_t rest = S.rows % width;
  T const* const d = right.sample(0);
  T const* const f = factors.sample(0);
  for (std::size_t j = 0; j + width <= S.rows; j += width)
    chain(dots_and_update<T, S, width>(left.data, d, f, j, update), vector_at{0, j}, all_lanes{});
  if constexpr (rest != 0)
    chain(dots_and_update<T, S, rest>(left.data, d, f, S.rows - rest, update), vector_at{0, S.rows - rest},
          constant_lanes<rest>{});
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
