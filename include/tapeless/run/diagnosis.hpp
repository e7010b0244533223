// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/binding.hpp"
#include "tapeless/run/finite.hpp"
#include "tapeless/run/status.hpp"
#include "tapeless/run/written.hpp"
#include "tapeless/target/force_inline.hpp"

#include <bit>

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

inline constexpr bool is_little_endian = std::endian::native == std::endian::little;

/// What is asked of the data that a leaf is bound to.
struct data_request {
  std::string_view leaf{};
  std::uint32_t sample_size = 1;
  std::uint32_t classes = 0;  ///< of labels; 0 for numbers
  std::uint8_t bytes = 1;     ///< of an element
  std::uint8_t alignment = 1;
  bool is_signed = false;
  bool is_finite = false;  ///< numbers have to be
};
/// Where it is.
struct data_place {
  data_extent extent;
  unsigned char const* address;
};

/// A label of any type, in 64 bits.
inline std::uint64_t label_at(unsigned char const* address, data_request const& request) {
  std::uint64_t label = 0;
  for (std::uint32_t i = request.bytes; i-- > 0;)
    label = label << 8 | address[is_little_endian ? i : request.bytes - 1 - i];
  std::uint64_t const sign = std::uint64_t{request.is_signed} << (8 * request.bytes - 1);
  return (label ^ sign) - sign;
}
inline bool is_finite_at(unsigned char const* address, std::uint32_t bytes) {
  if (bytes == sizeof(double)) return is_finite(*reinterpret_cast<double const*>(address));
  return is_finite(*reinterpret_cast<float const*>(address));
}

struct finding {
  run_error error = run_error::none;
  std::size_t sample = 0;
  std::size_t expected = 1;
  std::uint64_t found = 0;
};

/// What is wrong with the samples of one leaf: their number, the row list, where they lie. `others` are the samples of
/// the leaf before.
inline void look_at_samples(finding& f, data_place const& data, data_request const& request, std::size_t room,
                            std::size_t others) {
  data_extent const& extent = data.extent;
  std::size_t const available = extent.available(request.sample_size);
  std::size_t const count = extent.chosen ? extent.index_count : available;
  f.found = count;
  if (extent.step <= 0) {
    f.error = run_error::stride_not_positive;
    f.found = static_cast<std::uint64_t>(extent.step);
  } else if (count == 0) {
    f.error = run_error::no_samples;
  } else if (!extent.whole(request.sample_size)) {
    f.error = run_error::incomplete_sample;
    f.sample = available;
    f.expected = request.sample_size;
    f.found = extent.size % request.sample_size;
  } else if (count > room) {
    f.error = run_error::too_many_samples;
    f.expected = room;
  } else if (count != others && others != 0) {
    f.error = run_error::sample_counts_differ;
    f.expected = others;
  } else if (std::size_t const wrong = extent.first_wrong_row(available); wrong != extent.index_count) {
    f.error = run_error::row_out_of_range;
    f.sample = wrong;
    f.expected = available;
    f.found = extent.index[wrong];
  } else if (std::uintptr_t const beside = reinterpret_cast<std::uintptr_t>(data.address) % request.alignment) {
    f.error = run_error::misaligned_data;
    f.expected = request.alignment;
    f.found = beside;
  }
}

/// What is wrong with the labels or the numbers of one leaf, whose samples are right.
inline void look_at_values(finding& f, data_place const& data, data_request const& request, std::size_t samples) {
  for (f.sample = 0; f.sample < samples; ++f.sample) {
    std::size_t const row = data.extent.chosen ? data.extent.index[f.sample] : f.sample;
    unsigned char const* at = data.address + row * static_cast<std::size_t>(data.extent.step) * request.bytes;
    if (request.classes != 0) {
      f.found = label_at(at, request);
      f.expected = request.classes;
      if (f.found >= request.classes) return static_cast<void>(f.error = run_error::label_out_of_range);
    }
    for (f.found = 0; request.is_finite && f.found < request.sample_size; ++f.found, at += request.bytes)
      if (!is_finite_at(at, request.bytes)) return static_cast<void>(f.error = run_error::data_not_finite);
  }
}

/// What is wrong with the data of several leaves, if anything is: first the number of samples, which has to be the same
/// for all and at most `room` (named is a leaf that has fewer), the row lists and where the data lies, then what it
/// holds. One function for all programs, out of the way of runs that take place.
[[gnu::noinline, gnu::cold]] inline run_status what_is_wrong(data_place const* data, data_request const* request,
                                                             std::uint32_t leaves, std::size_t room,
                                                             memory_range const* written, std::size_t pieces) {
  finding f{};
  std::size_t samples = 0;
  std::uint32_t l = 0;
  for (; l < leaves && f.error == run_error::none; ++l) {
    f = {};
    look_at_samples(f, data[l], request[l], room, samples);
    samples = static_cast<std::size_t>(f.found);
    memory_range const all = range_of(data[l].address, data[l].extent.size * request[l].bytes);
    for (std::size_t p = 0; p < pieces && f.error == run_error::none; ++p)
      if (meet(all, written[p])) f.error = run_error::data_is_overwritten;
  }
  if (f.error == run_error::sample_counts_differ && samples > f.expected) {  // a stride too large makes them few
    f.found = f.expected;
    f.expected = samples;
    --l;
  }
  if (f.error == run_error::none)
    for (l = 0; l < leaves && f.error == run_error::none; ++l) look_at_values(f, data[l], request[l], samples);
  bool const is_signed = f.error == run_error::stride_not_positive ||
                         (f.error == run_error::label_out_of_range && request[l - 1].is_signed);
  return {f.error,
          request[l - 1].leaf,
          static_cast<std::uint32_t>(f.sample),
          f.expected,
          f.found,
          is_signed && (f.found >> 63) != 0};
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
