// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/bounded_text.hpp"
#include "tapeless/target/standard.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tapeless/target/current.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// What can be wrong with data that is only known at run time. Then nothing is computed and nothing is stored.
enum class run_error : std::uint8_t {
  none,
  no_samples,            ///< a per-sample leaf is bound to less than one sample
  incomplete_sample,     ///< data without stride ends in the middle of a sample
  too_many_samples,      ///< more samples than the batch has room for
  sample_counts_differ,  ///< per-sample leaves bound to different numbers of samples
  row_out_of_range,      ///< an entry of the row list is no sample of the data
  label_out_of_range,    ///< a label is no class
  stride_not_positive,   ///< samples that do not follow each other
  misaligned_data,       ///< an address that no number of the type has
  data_is_overwritten,   ///< data that lies in the workspace or in what the program assigns
  data_not_finite,       ///< a NaN or an infinity in the data
  scalar_not_finite,     ///< a NaN or an infinity as a scalar, e.g. a learning rate
  not_initialized,       ///< parameters that nobody has filled
  loss_not_finite,       ///< a loss that is a NaN or infinite (non_finite::loss_refused)
  update_not_finite,     ///< the same of what a step would assign (non_finite::steps_refused)
  not_reproducible,      ///< TAPELESS_REPRODUCIBLE, but the arithmetic is another (target/reproducible.hpp)
  step_under_way,        ///< a trainer whose step in parts has not come to its end
  no_step_started,       ///< a trainer that is asked for the result of a step that nobody started
};

constexpr char const* describe(run_error e) {
  switch (e) {
  case run_error::none: return "no error";
  case run_error::no_samples: return "the bound data holds no whole sample";
  case run_error::incomplete_sample: return "the bound data ends in the middle of a sample";
  case run_error::too_many_samples: return "more samples are bound than the batch has room for";
  case run_error::sample_counts_differ: return "leaves are bound to different numbers of samples";
  case run_error::row_out_of_range: return "an entry of the row list is no sample of the bound data";
  case run_error::label_out_of_range: return "a label is no class";
  case run_error::stride_not_positive: return "a stride is at least 1";
  case run_error::misaligned_data: return "the bound data is not aligned as its element type is";
  case run_error::data_is_overwritten: return "the bound data lies where the run writes";
  case run_error::data_not_finite: return "a bound number is not finite";
  case run_error::scalar_not_finite: return "a scalar is not finite";
  case run_error::not_initialized:
    return "the parameters are not filled yet: initialize them, with initializer::zeros{} where zeros are meant";
  case run_error::loss_not_finite: return "the loss is not finite, and nothing was assigned";
  case run_error::update_not_finite: return "what the step would assign is not finite, and nothing was assigned";
  case run_error::not_reproducible:
    return "operations are not rounded one by one: compile with -ffp-contract=off, flush no subnormal numbers";
  case run_error::no_step_started: return "no step was started";
  case run_error::step_under_way: return "a step is under way: advance to its end, or abandon it";
  }
  return "an unknown error";
}

/// The outcome of a run: whether it took place, and else which leaf and which sample are wrong, what was expected and
/// what found. `describe(status)` says it in a sentence.
struct [[nodiscard]] run_status {
  run_error error = run_error::none;
  std::string_view leaf{};  ///< its name, ended by a zero
  std::uint32_t sample = 0;
  std::uint64_t expected = 0;
  std::uint64_t found = 0;         ///< where it is negative, in two's complement
  bool found_is_negative = false;  ///< a label or a stride below 0

  constexpr explicit operator bool() const { return error == run_error::none; }
};

/// A sentence: 47 characters of a name, 100 of an error, 2 · 20 of numbers, and what stands between them.
using status_text = bounded_text<256>;

namespace run {

/// The words before the expected number of an error that has one.
constexpr std::string_view expectation(run_error e) {
  switch (e) {
  case run_error::no_samples:
  case run_error::stride_not_positive: return "at least ";
  case run_error::incomplete_sample: return "numbers: ";
  case run_error::too_many_samples: return "at most ";
  case run_error::sample_counts_differ: return "as many as of another leaf (strides and row lists count), ";
  case run_error::row_out_of_range:
  case run_error::label_out_of_range: return "less than ";
  case run_error::misaligned_data: return "a multiple of ";
  case run_error::none:
  case run_error::data_is_overwritten:
  case run_error::data_not_finite:
  case run_error::scalar_not_finite:
  case run_error::not_initialized:
  case run_error::loss_not_finite:
  case run_error::update_not_finite:
  case run_error::not_reproducible:
  case run_error::step_under_way:
  case run_error::no_step_started: break;
  }
  return {};
}

constexpr bool concerns_a_sample(run_error e) {
  return e == run_error::incomplete_sample || e == run_error::row_out_of_range || e == run_error::label_out_of_range ||
         e == run_error::data_not_finite;
}

}  // namespace run

/// The whole sentence: `digit, sample 1: a label is no class; expected less than 3, found -1`.
constexpr status_text describe(run_status const& status) {
  status_text text;
  if (!status.leaf.empty()) {
    text.append(status.leaf);
    if (run::concerns_a_sample(status.error)) {
      text.append(status.error == run_error::row_out_of_range ? ", entry of the row list " : ", sample ");
      text.append(std::uint64_t{status.sample});
    }
    text.append(": ");
  }
  text.append(describe(status.error));
  if (std::string_view const words = run::expectation(status.error); !words.empty()) {
    text.append("; expected ");
    text.append(words);
    text.append(status.expected);
    text.append(status.found_is_negative ? ", found -" : ", found ");
    text.append(status.found_is_negative ? 0 - status.found : status.found);
  } else if (status.error == run_error::data_not_finite) {
    text.append(", at position ");
    text.append(status.found);
    text.append(" of the sample");
  }
  return text;
}
/// Of what has a status: a run's result, a step, a prediction.
template <class Result>
  requires requires(Result const& result) {
    { result.status() } -> std::same_as<run_status const&>;
  }
constexpr status_text describe(Result const& result) { return describe(result.status()); }

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
