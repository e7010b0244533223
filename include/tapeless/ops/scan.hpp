// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/normalization.hpp"

/// Cumulative sums of a column vector, or along an axis of a matrix.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// yᵢ = Σ xⱼ for j ≤ i. The transpose of the triangle of ones runs from the end.
template <>
struct record<op::cumsum> : structural<family::normalization, 1>, normalization<op::cumsum>, linear {
  static constexpr notation written{"cumsum", R"(\operatorname{cumsum})", {}};
  static constexpr c_function c99{"cumsum", "/* the sum of the first k + 1 numbers */\n"
                                            "static $ cumsum($ const* x, int n, int stride, int k) {\n"
                                            "  $ sum = 0;\n"
                                            "  for (int i = 0; i < n && i <= k; ++i) sum += x[i * stride];\n"
                                            "  return sum;\n"
                                            "}\n"};
  template <class T, spacing Spaced>
  static constexpr void of_line(line<T, Spaced> y, line<T const, Spaced> x) {
    T total{};
    for (std::uint32_t i = 0; i < x.size; ++i) y[i] = total += x[i];
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.along(op::reverse_cumsum, n.axis(), g);
  }
};

/// yᵢ = Σ xⱼ for j ≥ i.
template <>
struct record<op::reverse_cumsum> : structural<family::normalization, 1>, normalization<op::reverse_cumsum>, linear {
  static constexpr notation written{"reverse_cumsum", R"(\operatorname{cumsum}^{\top})", {}};
  static constexpr c_function c99{"reverse_cumsum",
                                  "/* the sum of the numbers from number k on, the last one first */\n"
                                  "static $ reverse_cumsum($ const* x, int n, int stride, int k) {\n"
                                  "  $ sum = 0;\n"
                                  "  for (int i = n - 1; i >= k; --i) sum += x[i * stride];\n"
                                  "  return sum;\n"
                                  "}\n"};
  template <class T, spacing Spaced>
  static constexpr void of_line(line<T, Spaced> y, line<T const, Spaced> x) {
    T total{};
    for (std::uint32_t i = x.size; i-- > 0;) y[i] = total += x[i];
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.along(op::cumsum, n.axis(), g);
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
