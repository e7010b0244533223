// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/show/notation/sink.hpp"
#include "tapeless/train/budget.hpp"

/// Why a budget of RAM trains the layers that it does, a line for each number of last layers:
///
///     from layer  parameters  state  workspace  settings  bytes  flops   fits
///     1           1328        0      260        4         1592   9760    yes
///     0           9648        0      392        4         10044  23168   no
///
/// Bytes are those of the target this is compiled for, flops of a step with a full batch (rules/cost.hpp).
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

inline constexpr std::array<std::string_view, 8> budget_headings = {"from layer", "parameters", "state", "workspace",
                                                                    "settings",   "bytes",      "flops", "fits"};

/// A cell of a column of the table: left-aligned behind the one before.
constexpr void write_budget_cell(std::size_t which_column, std::uint64_t number, text_sink& out) {
  counter digits;
  digits(number);
  out(number);
  std::size_t const width = budget_headings[which_column].size() < 8 ? 8 : budget_headings[which_column].size();
  for (std::size_t i = digits.count; i < width + 2; ++i) out(' ');
}
constexpr void write_budget_line(std::uint32_t layer, train::training_cost const& cost, std::size_t budget,
                                 text_sink& out) {
  std::uint64_t const numbers[7]{layer,         cost.parameters, cost.state, cost.workspace,
                                 cost.settings, cost.bytes(),    cost.flops};
  for (std::size_t i = 0; i < 7; ++i) write_budget_cell(i, numbers[i], out);
  out(cost.bytes() <= budget ? "yes\n" : "no\n");
}

/// Writes the table of a `training_within<…>` character by character into `sink(char)`. It plans a step for each layer.
template <class Within, class Sink>
void budget_report(Sink&& sink) {
  forward_to out(sink);
  using choices = typename Within::choices;
  for (std::size_t i = 0; i + 1 < budget_headings.size(); ++i) {
    std::size_t const width = budget_headings[i].size() < 8 ? 8 : budget_headings[i].size();
    out(budget_headings[i]);
    for (std::size_t blank = budget_headings[i].size(); blank < width + 2; ++blank) out(' ');
  }
  out(budget_headings.back(), '\n');
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (write_budget_line(choices::numbers[choices::numbers.size() - 1 - I], choices::template cost<I + 1>, Within::budget,
                       out),
     ...);
  }
  (std::make_index_sequence<Within::layers>{});
  out("budget ", std::uint64_t{Within::budget}, " bytes: the last ", std::uint64_t{Within::trained_layers}, " of ",
      std::uint64_t{Within::layers}, " layers are trained\n");
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
