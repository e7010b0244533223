// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/plan/descriptor.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

using plan::kernel_id, plan::product_shape, plan::softmax_shape;

/// How tiles walk through the operands of a kernel that knows its shape.
template <product_shape S>
struct own_steps {
  static constexpr bool are_shared = false;
  static constexpr std::uint32_t most_terms = S.inner;  ///< that a sum may add side by side
  static constexpr bool terms_fit(std::uint32_t terms) { return S.inner % terms == 0; }
  static constexpr bool left_has_room(std::uint32_t lanes) { return !S.left_transposed && S.left_has_room(lanes); }
  static constexpr std::size_t result_step() { return S.result_step(); }
  static constexpr std::size_t inner() { return S.inner; }
  static constexpr std::size_t left_row_step() { return S.left_row_step(); }
  static constexpr std::size_t left_inner_step() { return S.left_inner_step(); }
  static constexpr std::size_t right_inner_step() { return S.right_inner_step(); }
  static constexpr std::size_t right_column_step() { return S.right_column_step(); }
};

/// The same for tiles that kernels of different shapes share: extents at run time, and in the type what a loop should
/// not ask.
template <bool LeftTransposed, bool RightTransposed, bool ByList, std::uint32_t MostTerms>
struct shared_steps {
  static constexpr bool are_shared = true;
  static constexpr bool by_list = ByList;
  static constexpr std::uint32_t most_terms = MostTerms;
  static constexpr bool terms_fit(std::uint32_t terms) { return terms == 1; }
  static constexpr bool left_has_room(std::uint32_t) { return false; }
  TAPELESS_FORCE_INLINE constexpr std::size_t result_step() const { return of_result; }
  TAPELESS_FORCE_INLINE constexpr std::size_t inner() const { return MostTerms == 1 ? 1 : of_inner; }
  TAPELESS_FORCE_INLINE constexpr std::size_t left_row_step() const { return LeftTransposed ? of_left : 1; }
  TAPELESS_FORCE_INLINE constexpr std::size_t left_inner_step() const { return LeftTransposed ? 1 : of_left; }
  TAPELESS_FORCE_INLINE constexpr std::size_t right_inner_step() const { return RightTransposed ? of_right : 1; }
  TAPELESS_FORCE_INLINE constexpr std::size_t right_column_step() const { return RightTransposed ? 1 : of_right; }

  std::size_t of_inner;
  std::size_t of_left;
  std::size_t of_right;
  std::size_t of_result;
};

/// The steps of a kernel: its own, or those that it shares.
template <product_shape S, bool Shared>
constexpr auto steps_of() {
  if constexpr (Shared) {
    constexpr std::uint32_t many_terms = 8;  // as many as any tile adds side by side
    return shared_steps<S.left_transposed, S.right_transposed, S.by_list,
                        (S.inner < many_terms ? S.inner : many_terms)>{
        .of_inner = S.inner, .of_left = S.left_step(), .of_right = S.right_step(), .of_result = S.result_step()};
  } else {
    return own_steps<S>{};
  }
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
