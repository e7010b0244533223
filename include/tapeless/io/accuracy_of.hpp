// SPDX-License-Identifier: BSL-1.0
//
// Hosted: how a classifier does on some rows of a data set.
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/train/metrics.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// The share of the listed rows whose class a trainer predicts: rows of `inputs` as long as its samples, `labels[row]`
/// the class. NaN of no rows; a prediction that is refused is a wrong one.
template <class Trainer, class Number, class Label>
double accuracy_of(Trainer& trainer, std::vector<Number> const& inputs, std::vector<Label> const& labels,
                   std::span<std::uint32_t const> rows) {
  constexpr std::size_t size = decltype(Trainer::input)::shape.size();
  train::accuracy right;
  for (std::uint32_t const row : rows)
    right.add(train::argmax(trainer.predict(std::span(inputs).subspan(size * row, size))),
              static_cast<std::size_t>(labels[row]));
  return right.template value<double>();
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
