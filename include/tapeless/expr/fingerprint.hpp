// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/hash.hpp"
#include "tapeless/shape/extents.hpp"

#include <cstdint>

/// Fingerprints: a hash of 64 bits of all that stands in an expression. Builders know by it what they have lowered
/// before, and programs find their outputs by it, so that two kinds of expression must never share one.
namespace tapeless {

/// What a fingerprint is of. Every kind of expression has one, here and nowhere else.
enum class fingerprint_tag : std::uint8_t {
  number,
  leaf,
  operation,
  primitive,
  product_of_elements,
  mean_of_elements,
  broadcast,
  definition,
  batch,
  sample_count,
  random,
  gradient,
  jvp,
  vjp,
  vjp_seed,
  jacobian,
  layer_input,
  layer_output,
  network,
  update_symbol,
  function_of,
  surrounding_batch,
  surrounding_replacement,
  surrounding_mode,
  surrounding_freeze,
  freeze,
  frozen_layer,
  mode,
  in_mode,
  support,
  scan,
  scan_slot,
  assigning,
  batch_statistic,
  integer_value,
  integer_successor,
};

/// The fingerprint of a kind and its data, one mixed into the other: the tag passes the finalizer alone before any
/// datum comes, so that no datum, however chosen, counts one tag up to another.
constexpr std::uint64_t fingerprint_of(fingerprint_tag tag, auto... data) {
  std::uint64_t h = meta::mix(0, static_cast<std::uint64_t>(tag));
  ((h = meta::mix(h, static_cast<std::uint64_t>(data))), ...);
  return h;
}
/// A shape as one datum.
constexpr std::uint64_t matrix_datum(extents shape) { return std::uint64_t{shape.rows} << 32 | shape.columns; }

}  // namespace tapeless
