// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/binding.hpp"
#include "tapeless/run/finite.hpp"
#include "tapeless/run/status.hpp"
#include "tapeless/run/written.hpp"
#include "tapeless/target/force_inline.hpp"

#include <bit>
#include <limits>

/// What the data of one binding has to be, and what is wrong with data that is not.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Where sample s of a binding begins; its row is one that the data has.
template <class Binding>
TAPELESS_FORCE_INLINE constexpr typename Binding::element const* sample_of(Binding const& binding, std::size_t s) {
  if constexpr (Binding::has_rows) s = binding.index()[s];
  return binding.data() + static_cast<std::ptrdiff_t>(s) * binding.step();
}

/// Whether an integer of any type is one of so many classes. A negative one, read without sign, is more than all that
/// there can be, as long as they are fewer than half of what 32 bits hold.
template <class Integer>
TAPELESS_FORCE_INLINE constexpr bool is_class(Integer label, std::uint32_t classes) {
  if (sizeof(Integer) <= sizeof(std::int32_t) && classes <= 0x80000000u)
    return static_cast<std::uint32_t>(label) < classes;
  return label >= 0 && static_cast<std::uint64_t>(label) < classes;
}
/// The first of `samples` labels that is no class, or their number.
template <class Binding>
TAPELESS_FORCE_INLINE constexpr std::uint32_t first_wrong_label(Binding const& binding, std::uint32_t samples) {
  std::uint32_t s = 0;
  while (s < samples && is_class(*sample_of(binding, s), Binding::leaf::shape.rows)) ++s;
  return s;
}
/// Whether all numbers of `samples` samples are finite. Samples that leave no gap are looked at as one line.
template <class Binding>
TAPELESS_FORCE_INLINE inline bool is_finite(Binding const& binding, std::uint32_t samples) {
  constexpr std::uint32_t size = Binding::sample_size;
  constexpr std::uint32_t width = lanes_of_check<typename Binding::element>;
  if constexpr (!Binding::has_rows)
    if (binding.step() <= static_cast<std::ptrdiff_t>(size))
      return all_finite<width>(binding.data(), static_cast<std::size_t>(binding.step()) * (samples - 1) + size);
  for (std::uint32_t s = 0; s < samples; ++s)
    if (!all_finite<width>(sample_of(binding, s), size)) return false;
  return true;
}
/// Whether an address is one of the element type's.
template <class E>
TAPELESS_FORCE_INLINE inline bool is_aligned(E const* data) {
  return reinterpret_cast<std::uintptr_t>(data) % alignof(E) == 0;
}

inline constexpr std::string_view no_name{};
inline constexpr bool is_little_endian = std::endian::native == std::endian::little;

/// The bits of the exponent in the upper half of a number's first 32 bits, all of which are 1 where it is not finite.
template <class E>
inline constexpr std::uint16_t exponent_bits = 0;
template <std::floating_point E>
inline constexpr std::uint16_t exponent_bits<E> =
    static_cast<std::uint16_t>(math::bits_of(std::numeric_limits<E>::infinity()) >> (8 * sizeof(E) - 16));

/// What is asked of the data that a leaf is bound to.
struct data_request {
  std::string_view leaf{};
  std::uint32_t sample_size = 1;
  std::uint32_t classes = 0;   ///< of labels; 0 for numbers
  std::uint16_t exponent = 0;  ///< of numbers that have to be finite: `exponent_bits`
  std::uint8_t bytes = 1;      ///< of an element
  std::uint8_t alignment = 1;
  bool is_signed = false;
  bool is_chosen = false;  ///< by a row list
};
/// That, as a type: it names nothing that the data do not depend on, for the name of what it makes shall be short.
template <class Leaf, class Element, bool HasRows, std::uint16_t Exponent>
struct asked {
  static constexpr bool is_label = Leaf::kind == leaf_kind::label;
  static constexpr data_request request{leaf_text<Leaf>,
                                        is_label ? 1 : Leaf::shape.size(),
                                        is_label ? Leaf::shape.rows : 0,
                                        Exponent,
                                        sizeof(Element),
                                        alignof(Element),
                                        std::is_signed_v<Element>,
                                        HasRows};
};
/// One after the other; `void` asks nothing.
template <class... Asked>
inline constexpr auto requests_of = [] {
  std::array<data_request, (std::size_t{!std::is_void_v<Asked>} + ... + 0)> found{};
  [[maybe_unused]] std::size_t next = 0;
  [[maybe_unused]] auto const add = [&]<class One>(std::type_identity<One>) {
    if constexpr (!std::is_void_v<One>) found[next++] = One::request;
  };
  (add(std::type_identity<Asked>{}), ...);
  return found;
}();

/// Where it is.
struct data_place {
  std::size_t size;  ///< in elements
  std::ptrdiff_t step;
  unsigned char const* address;
  std::uint32_t const* index;
  std::size_t index_count;
};

/// A label of any type, in 64 bits.
inline std::uint64_t label_at(unsigned char const* address, data_request const& request) {
  std::uint32_t const most = request.bytes - 1u, flip = is_little_endian ? 0 : most;
  std::uint64_t label = 0;
  if (request.is_signed && address[most ^ flip] >= 0x80) --label;
  for (std::uint32_t i = request.bytes; i-- > 0;) label = label << 8 | address[i ^ flip];
  return label;
}
inline bool is_finite_at(unsigned char const* address, data_request const& request) {
  unsigned char const* const upper = address + (is_little_endian ? request.bytes - 2 : 0);
  std::uint32_t const bits = std::uint32_t{upper[is_little_endian]} << 8 | upper[!is_little_endian];
  return (bits & request.exponent) != request.exponent;
}

struct finding {
  run_error error = run_error::none;
  std::uint32_t sample = 0;
  std::size_t expected = 0;
  std::uint64_t found = 0;
};

/// Where a run writes, as a range of pieces.
struct written_pieces {
  memory_range const* first;
  memory_range const* last;
};
inline bool is_met(memory_range data, written_pieces const& written) {
  for (memory_range const* piece = written.first; piece != written.last; ++piece)
    if (meet(data, *piece)) return true;
  return false;
}

/// What is wrong with the samples of one leaf: their number, the row list, where they lie. `found` are else the
/// samples; `others` are those of the leaf before.
inline finding look_at_samples(data_place const& data, data_request const& request, std::size_t room,
                               std::size_t others, written_pieces const& written) {
  data_extent const extent{data.size, data.step, data.index, data.index_count, request.is_chosen};
  if (extent.step <= 0) return {run_error::stride_not_positive, 0, 1, static_cast<std::uint64_t>(extent.step)};
  std::size_t const available = extent.available(request.sample_size);
  std::size_t const count = request.is_chosen ? extent.index_count : available;
  if (count == 0) return {run_error::no_samples, 0, 1, 0};
  if (!extent.whole(request.sample_size))
    return {run_error::incomplete_sample, static_cast<std::uint32_t>(available), request.sample_size,
            extent.size % request.sample_size};
  if (count > room) return {run_error::too_many_samples, 0, room, count};
  if (count != others && others != 0) return {run_error::sample_counts_differ, 0, others, count};
  if (std::size_t const wrong = extent.first_wrong_row(available); wrong != extent.index_count)
    return {run_error::row_out_of_range, static_cast<std::uint32_t>(wrong), available, extent.index[wrong]};
  if (std::uintptr_t const beside = reinterpret_cast<std::uintptr_t>(data.address) & (request.alignment - 1u))
    return {run_error::misaligned_data, 0, request.alignment, beside};
  if (is_met(range_of(data.address, extent.size * request.bytes), written))
    return {run_error::data_is_overwritten, 0, 1, count};
  return {run_error::none, 0, 1, count};
}

/// What is wrong with the labels or the numbers of one leaf, whose samples are right.
inline finding look_at_values(data_place const& data, data_request const& request, std::size_t samples) {
  for (std::uint32_t s = 0; s < samples; ++s) {
    std::size_t const row = request.is_chosen ? data.index[s] : s;
    unsigned char const* at = data.address + row * static_cast<std::size_t>(data.step) * request.bytes;
    if (request.classes != 0) {
      std::uint64_t const label = label_at(at, request);
      if (label >= request.classes) return {run_error::label_out_of_range, s, request.classes, label};
    } else if (request.exponent != 0) {
      for (std::uint32_t position = 0; position < request.sample_size; ++position, at += request.bytes)
        if (!is_finite_at(at, request)) return {run_error::data_not_finite, s, 1, position};
    }
  }
  return {};
}

/// What is wrong with a run: what is known already, or else the data of several leaves: first the number of samples,
/// which has to be the same for all and at most `room` (named is a leaf that has fewer), the row lists and where the
/// data lies, then what it holds; or else a scalar. One function for all programs, out of the way of runs that take
/// place, and small: it is a quarter of a step's code.
[[gnu::noinline, gnu::cold]] inline run_status what_is_wrong(run_error known, data_place const* data,
                                                             data_request const* request, std::uint32_t leaves,
                                                             std::size_t room, memory_range const* written,
                                                             std::size_t pieces, std::string_view const* scalar) {
  finding f{known};
  std::size_t samples = 0;
  data_request const* const end = request + leaves;
  data_request const* next = request;
  for (data_place const* place = data; next != end && f.error == run_error::none; ++place, ++next) {
    f = look_at_samples(*place, *next, room, samples, {written, written + pieces});
    if (f.error == run_error::sample_counts_differ && f.found > samples) {  // a stride too large makes them few
      f.expected = static_cast<std::size_t>(f.found);
      f.found = samples;
      --next;
    }
    samples = static_cast<std::size_t>(f.found);
  }
  if (f.error == run_error::none)
    for (next = request; next != end && f.error == run_error::none; ++data, ++next)
      f = look_at_values(*data, *next, samples);
  std::string_view const* name = &no_name;
  bool is_signed = f.error == run_error::stride_not_positive;
  if (next != request) {
    name = &next[-1].leaf;
    is_signed = is_signed || next[-1].is_signed;
  }
  if (f.error == run_error::none) {
    f.error = run_error::scalar_not_finite;
    name = scalar;
  }
  return {f.error, *name, f.sample, f.expected, f.found, is_signed && (f.found >> 63) != 0};
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
