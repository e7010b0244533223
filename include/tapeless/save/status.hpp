// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/bounded_text.hpp"

#include <cstdint>
#include <string_view>

#include "tapeless/target/current.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// What can be wrong with what is saved or loaded. Then nothing is written: no byte by `save`, no number by `load`.
enum class saving_error : std::uint8_t {
  none,
  no_room,              ///< save: fewer bytes than `saved_bytes`
  not_initialized,      ///< save: parameters that nobody has filled
  step_under_way,       ///< save: a trainer whose step in parts has not come to its end
  no_integer,           ///< save: `optimizer.step` or `random.seed` whose parts are not those of an integer
  truncated,            ///< the file ends before the header or a tensor does
  malformed_header,     ///< the header is no JSON object as the format wants it
  unknown_tensor,       ///< a tensor that nothing here is called by
  missing_tensor,       ///< one that is here and not in the file
  repeated_tensor,      ///< two of one name
  another_dtype,        ///< e.g. F64 where T is float
  another_shape,        ///< another topology
  another_size,         ///< `data_offsets` that are not as far apart as dtype and shape say
  overlapping_tensors,  ///< bytes of two tensors
  bytes_of_no_tensor,   ///< a gap, or bytes behind the last tensor
  another_checksum,     ///< the tensors' bytes are not those that were saved
};

constexpr char const* describe(saving_error e) {
  switch (e) {
  case saving_error::none: return "no error";
  case saving_error::no_room: return "the span is too small";
  case saving_error::not_initialized: return "the parameters are not filled yet: initialize or load them";
  case saving_error::step_under_way: return "a step is under way: advance to its end, or abandon it";
  case saving_error::no_integer: return "the parts of an integer are no whole numbers of 24, 24 and 16 bits";
  case saving_error::truncated: return "the file is cut off";
  case saving_error::malformed_header: return "the header is malformed";
  case saving_error::unknown_tensor: return "a tensor that nothing here is called by";
  case saving_error::missing_tensor: return "the file has no such tensor";
  case saving_error::repeated_tensor: return "two tensors of one name";
  case saving_error::another_dtype: return "another dtype";
  case saving_error::another_shape: return "another shape";
  case saving_error::another_size: return "data_offsets that do not fit dtype and shape";
  case saving_error::overlapping_tensors: return "its bytes are those of another tensor, too";
  case saving_error::bytes_of_no_tensor: return "the file has bytes that belong to no tensor";
  case saving_error::another_checksum: return "the file is corrupted: the tensors' bytes are not those that were saved";
  }
  return "an unknown error";
}

/// The outcome of saving or loading: whether it took place, else which tensor is wrong (none: the file as a whole),
/// what was expected and what was found. `describe(status)` says it in a sentence.
struct [[nodiscard]] saving_status {
  saving_error error = saving_error::none;
  bounded_text<64> tensor{};    ///< its name, cut after 63 characters
  bounded_text<48> expected{};  ///< e.g. `[32, 64]`, `F32`, `256 bytes`
  bounded_text<48> found{};

  constexpr explicit operator bool() const { return error == saving_error::none; }
};

/// The whole sentence: `net.0.weight: another shape; expected [32, 64], found [32, 63]`.
constexpr bounded_text<320> describe(saving_status const& status) {
  bounded_text<320> text;
  if (!status.tensor.empty()) {
    text.append(status.tensor);
    text.append(": ");
  }
  text.append(describe(status.error));
  if (!status.expected.empty()) {
    text.append("; expected ");
    text.append(status.expected);
  }
  if (!status.found.empty()) {
    text.append(status.expected.empty() ? "; found " : ", found ");
    text.append(status.found);
  }
  return text;
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
