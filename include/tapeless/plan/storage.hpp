// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/shape/extents.hpp"
#include "tapeless/target/current.hpp"

/// How a value lies in a store or a workspace, which its shape and the target decide: column after column.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Numbers of 4 bytes in a register. (Wider ones fill more registers, so that float and double programs have one plan.)
constexpr std::uint32_t numbers_in_a_vector(targets::description const& on = targets::current) { return on.lanes(4); }

/// The next multiple of a register's width in numbers of 4 bytes, from `size` on.
constexpr std::uint32_t whole_vectors(std::uint32_t size, targets::description const& on = targets::current) {
  return (size + numbers_in_a_vector(on) - 1) / numbers_in_a_vector(on) * numbers_in_a_vector(on);
}
/// The same of an offset: sums of sizes are counted in 64 bits, until somebody has asked whether they are too large.
constexpr std::uint64_t next_vector(std::uint64_t offset, targets::description const& on = targets::current) {
  return (offset + numbers_in_a_vector(on) - 1) / numbers_in_a_vector(on) * numbers_in_a_vector(on);
}

/// From the first number of a column to that of the next. Columns begin where vectors begin, so that none lies across
/// two lines of a cache (a step of 64-63-65-9 for one sample: 1.7 → 1.3 times the time of 64-64-64-8), unless that
/// would take more than 1.6 times the memory. Columns that do not fill one vector do so in small matrices only: more
/// vectors are written, but backward reads and writes in one pass (a step of 64-H-10 for one sample: 2 to 5 % faster up
/// to H = 128; of 784-10: 16 % slower).
constexpr std::uint32_t leading_dimension(extents shape, targets::description const& on = targets::current) {
  constexpr std::uint32_t most_short_columns = 128;
  std::uint32_t const whole = whole_vectors(shape.rows, on);
  bool const is_worth_it = shape.rows > numbers_in_a_vector(on) || shape.columns <= most_short_columns;
  return shape.columns > 1 && is_worth_it && std::uint64_t{5} * whole <= std::uint64_t{8} * shape.rows ? whole
                                                                                                       : shape.rows;
}
constexpr bool has_gaps(extents shape, targets::description const& on = targets::current) {
  return leading_dimension(shape, on) != shape.rows;
}

/// Numbers of one sample, and of all, with what lies between the columns. What that holds is nobody's business.
constexpr std::uint32_t stored_size(extents shape, targets::description const& on = targets::current) {
  return leading_dimension(shape, on) * shape.columns;
}
constexpr std::uint32_t stored_total(extents shape, targets::description const& on = targets::current) {
  return stored_size(shape, on) * (shape.is_batched() ? shape.batch : 1);
}

/// Whether all columns of a matrix begin where vectors begin if the first does.
constexpr bool has_columns_of_whole_vectors(extents shape, targets::description const& on = targets::current) {
  return shape.columns > 1 && leading_dimension(shape, on) % numbers_in_a_vector(on) == 0;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
