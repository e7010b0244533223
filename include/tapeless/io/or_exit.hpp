// SPDX-License-Identifier: BSL-1.0
//
// Hosted: for programs that end where something is wrong.
#pragma once

#include "tapeless/io/result.hpp"
#include "tapeless/target/current.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

namespace detail {

[[noreturn]] inline void end_with(std::string const& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(EXIT_FAILURE);
}

}  // namespace detail

/// The value of a result; where there is none, what is wrong goes to stderr and the program ends with EXIT_FAILURE:
/// `auto const table = io::or_exit(io::read_table("iris.csv"));`
template <class Value>
Value or_exit(file_result<Value> result) {
  if (!result) detail::end_with(result.error().message());
  return *std::move(result);
}

/// The same of a status, or of what has one: a step, an evaluation, a prediction, a run, `save` and `load`.
template <class Outcome>
  requires requires(Outcome const& outcome) {
    describe(outcome).data();
    static_cast<bool>(outcome);
  }
Outcome or_exit(Outcome outcome) {
  if (!outcome) detail::end_with(describe(outcome).data());
  return outcome;
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
