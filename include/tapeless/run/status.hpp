// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

namespace tapeless {

/// What can be wrong with data that is only known at run time. Then nothing is computed and nothing is stored.
enum class run_error : std::uint8_t {
  none,
  no_samples,            ///< a per-sample leaf is bound to less than one sample
  incomplete_sample,     ///< data without stride ends in the middle of a sample
  too_many_samples,      ///< more samples than the batch has room for
  sample_counts_differ,  ///< per-sample leaves bound to different numbers of samples
  row_out_of_range,      ///< an entry of the row list is no sample of the data
  label_out_of_range,    ///< a label is no class
};

constexpr char const* describe(run_error e) {
  switch (e) {
  case run_error::none: return "no error";
  case run_error::no_samples: return "the bound data holds no whole sample";
  case run_error::incomplete_sample: return "the bound data ends in the middle of a sample";
  case run_error::too_many_samples: return "more samples are bound than the batch has room for";
  case run_error::sample_counts_differ: return "leaves are bound to different numbers of samples";
  case run_error::row_out_of_range: return "an entry of the row list is no sample of the bound data";
  default: return "a label is no class";
  }
}

/// The outcome of a run: whether it took place, and else which leaf and which sample are wrong, what was expected and what found.
struct run_status {
  run_error error = run_error::none;
  std::string_view leaf{};  ///< its name, ended by a zero
  std::uint32_t sample = 0;
  std::uint64_t expected = 0;
  std::uint64_t found = 0;

  constexpr explicit operator bool() const { return error == run_error::none; }
};

}  // namespace tapeless
