// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/shape/extents.hpp"

namespace tapeless::shape {

/// A value without a batch axis combines with any batch; two batches must have the same number of samples.
constexpr bool batches_agree(extents a, extents b) { return a.batch == 0 || b.batch == 0 || a.batch == b.batch; }
constexpr std::uint32_t common_batch(extents a, extents b) { return a.batch > b.batch ? a.batch : b.batch; }

/// Element by element: equal shapes, or a scalar with any shape. A vector never combines silently with a matrix.
constexpr bool elementwise_agree(extents a, extents b) { return same_matrix(a, b) || a.is_scalar() || b.is_scalar(); }
constexpr extents elementwise(extents a, extents b) { return (a.is_scalar() ? b : a).with_batch(common_batch(a, b)); }

/// (m×k)·(k×n) → m×n.
constexpr bool product_agree(extents a, extents b) { return a.columns == b.rows; }
constexpr extents product(extents a, extents b) { return {a.rows, b.columns, common_batch(a, b)}; }

}  // namespace tapeless::shape
